"""What a model reads of a tool's result: short Markdown whose quotations link to their speeches."""

from __future__ import annotations

from rag.engine import SearchResult
from rag.presentation.figure_markdown import table_markdown, without_markup
from rag.presentation.figure_words import indicator_words, region_words, value_words
from rag.presentation.ledger_words import entry_rule, own_word, verdict_words
from rag.presentation.phrases import phrase
from rag.presentation.source_words import heading_words, place_words, source_words
from rag.presentation.to_json import passage_permalink
from rag.serving.chat_text import ChatText
from rag.serving.dialects import DIALECTS
from rag.types.answers import Answer, Citation
from rag.types.documents import Document
from rag.types.figure_table import FigureTable, Ledger, LedgerEntry, StatedRow
from rag.types.text import Language, Span


def answer_words(answer: Answer, base: str) -> str:
    """The statements as a chat shows them, then the source of each quotation."""
    language = answer.question.language
    chat = ChatText(base, DIALECTS["markdown"], language)
    said = "".join(chat.statement(statement) for statement in answer.statements)
    said += chat.closing(answer)
    if not answer.citations:
        return said
    heading = f"{phrase('sources', language)}{'：' if language == 'zh' else ':'}"
    return "\n".join([said, "", heading, *(_source(c, base, language) for c in answer.citations)])


def search_words(found: SearchResult, language: Language, base: str) -> str:
    """The passages, best first, each under the link to its place."""
    if not found.hits:
        return phrase("no_passages", language)
    told, chat = [], ChatText(base, DIALECTS["markdown"], language)
    for number, hit in enumerate(found.hits, 1):
        passage = hit.passage
        where = _joined(
            source_words(passage.document, language, passage.speaker),
            heading_words(passage.heading, language),
        )
        words = chat.escaped(passage.text).replace("\n", "\n> ")
        link = f"[{without_markup(where)}]({passage_permalink(hit, base)})"
        told.append(f"{number}. {link} (`{passage.document.id}`)\n> {words}")
    return "\n\n".join(told)


def page_words(document: Document, span: Span, base: str) -> str:
    """A part of a speech, word for word, under a line that says which part it is."""
    language = document.language
    whole = len(document.text)
    parts = [
        f"[{without_markup(source_words(document, language))}]({base}{document.permalink(span)})",
        phrase("mcp.part", language, span.start, span.end, whole),
    ]
    if span.end < whole:
        parts.append(phrase("mcp.read_on", language, span.end))
    return f"{_joined(*parts)}\n\n{span.slice(document.text)}"


def figures_words(table: FigureTable, language: Language, base: str) -> str:
    """The rows as a table, and how to see those behind them."""
    lines = [*table_markdown(table, language, base)]
    if table.next:
        lines.append(phrase("mcp.more_rows", language, table.next))
    return "\n".join(lines)


def ledger_words(ledger: Ledger, language: Language, base: str, next: int | None) -> str:
    """Targets beside results, with the rule of each verdict; whose word the results are."""
    if not ledger.entries:
        return phrase("ledger.none", language)
    heads = ("region", "indicator", "year", "target", "result", "verdict")
    lines = [
        "| " + " | ".join(phrase(f"ledger.{head}", language) for head in heads) + " |",
        "|" + " --- |" * len(heads),
        *(_entry(entry, language, base) for entry in ledger.entries),
        "",
        own_word(language),
    ]
    if next is not None:
        lines.append(phrase("mcp.more_entries", language, next))
    return "\n".join(lines)


def _source(citation: Citation, base: str, language: Language) -> str:
    document = citation.quote.passage.document
    source = source_words(document, language, citation.quote.speaker)
    where = _joined(source, place_words(citation, language))
    link = f"[{citation.number}]({base}{citation.permalink})"
    return f"- {link} {without_markup(where)} (`{document.id}`)"


def _entry(entry: LedgerEntry, language: Language, base: str) -> str:
    rule = entry_rule(entry, language)
    verdict = verdict_words(entry.verdict, language)
    cells = (
        without_markup(region_words(entry.region, language)),
        without_markup(indicator_words(entry.indicator, language)),
        str(entry.year),
        _side(entry.target, language, base),
        _side(entry.result, language, base),
        without_markup(f"{verdict}: {rule}" if rule else verdict),
    )
    return "| " + " | ".join(cells) + " |"


def _side(stated: StatedRow | None, language: Language, base: str) -> str:
    """A value and the words that state it, linked to their place."""
    if stated is None:
        return phrase("ledger.empty", language)
    value = without_markup(value_words(stated.row, language))
    quote = without_markup(" ".join(stated.quote.split()))
    return f"{value} [{quote}]({base}{stated.document.permalink(stated.row.clause)})"


def _joined(*parts: str) -> str:
    return " · ".join(part for part in parts if part)
