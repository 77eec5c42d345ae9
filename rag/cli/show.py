"""Answers and search results as lines for the terminal, in the language of the question."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from rag.cli.figure_table import table_lines
from rag.cli.terminal import Terminal, printable
from rag.presentation.answering_words import gloss_words, is_long, quoted_window, window
from rag.presentation.frame import regions_in, speakers_in
from rag.presentation.phrases import labelled, listed, phrase, shortened
from rag.presentation.small_talk_words import to_try
from rag.presentation.source_words import heading_words, place_words, source_words
from rag.presentation.warnings import cautions, warning_words
from rag.types.answers import NOT_A_QUESTION, Answer, Citation, IndexState, MeantYears, Statement
from rag.types.questions import Hit, Match, Understood
from rag.types.text import Language, Span

_STATUS_STYLE = {"answered": "green", "partial": "yellow", "conflicting": "yellow"}
# A reader can judge a passage by this many characters.
_PASSAGE_CHARACTERS = 200
# A table of fewer rows says no more than the statements; a pipe has no width.
_TABLE_ROWS = 3
_PIPE_COLUMNS = 100
# If nothing answers the question, more passages than this are no help.
_NEAREST = 5
# These options choose both reports and years.
_PERIOD = ("--since", "--until")


def answer_lines(answer: Answer, terminal: Terminal) -> Iterator[str]:
    """The status, the statements, their quotations and sources, and how the question was
    understood."""
    language = answer.question.language
    if answer.reason_code == NOT_A_QUESTION:
        yield from _small_talk(answer, terminal)
        return
    style = _STATUS_STYLE.get(answer.status, "red")
    yield terminal.styled(phrase(f"status.{answer.status}", language), "bold", style)
    if answer.reason:
        yield from terminal.wrapped(printable(answer.reason), 0)
    for warning in answer.warnings:
        if warning.document is None:  # about the answer itself
            words = printable(warning_words(warning, language))
            note = labelled(phrase("note", language), words, language)
            yield from terminal.wrapped(note, 0, "", "yellow")
    if answer.finding:
        yield ""
        yield from terminal.wrapped(printable(answer.finding), 2)
    for statement in answer.statements:
        yield ""
        yield from _statement(statement, terminal, language)
    yield from _table(answer, terminal)
    if answer.citations:
        yield from _heading(phrase("quotations", language), terminal)
        said = {statement.text for statement in answer.statements}
        for citation in answer.citations:
            yield from _citation(citation, said, terminal, language)
        yield from _warnings(answer, terminal)
    elif answer.nearest:
        yield from _heading(phrase("nearest", language), terminal)
        yield from _hits(answer.nearest[:_NEAREST], terminal, language)
    yield from _dropped(answer, terminal)
    yield ""
    yield from _footer(answer.understood, answer.index, answer.timings_ms["total"], terminal)


def _small_talk(answer: Answer, terminal: Terminal) -> Iterator[str]:
    """The line that answers small talk, and questions to try."""
    yield from terminal.wrapped(printable(answer.reason or ""), 0)
    if answer.suggestions:
        yield from ("", to_try(answer.question.language))
    for question in answer.suggestions:
        yield from terminal.wrapped(printable(question), 4, "  -", "cyan")


def _table(answer: Answer, terminal: Terminal) -> Iterator[str]:
    """The table that an answer rests on, where it holds more than its statements quote."""
    if answer.table is None or len(answer.table.rows) < _TABLE_ROWS:
        return
    language = answer.question.language
    yield from _heading(phrase("table", language), terminal)
    yield from table_lines(answer.table, terminal, terminal.width or _PIPE_COLUMNS, language)


def hit_lines(
    hits: Sequence[Hit],
    understood: Understood,
    index: IndexState,
    milliseconds: float,
    terminal: Terminal,
) -> Iterator[str]:
    """The passages in order of rank, and how the question was understood."""
    language = understood.language
    if hits:
        yield from _hits(hits, terminal, language)
    else:
        yield phrase("no_passages", language)
    yield ""
    yield from _footer(understood, index, milliseconds, terminal)


def _heading(words: str, terminal: Terminal) -> Iterator[str]:
    yield ""
    yield terminal.styled(words, "bold")


def _statement(statement: Statement, terminal: Terminal, language: Language) -> Iterator[str]:
    markers = "".join(f"[{citation.number}]" for citation in statement.cited)
    text = f"{_with_answer(statement, terminal)} {markers}"
    labels = [f"stance.{statement.stance}"] if statement.stance else []
    labels += [f"confidence.{statement.confidence}"] if statement.confidence else []
    if labels:
        words = " · ".join(phrase(label, language) for label in labels)
        text += f"〔{words}〕" if language == "zh" else f" ({words})"
    if statement.gloss:
        yield from terminal.wrapped(printable(gloss_words(statement.gloss)), 2, "", "cyan")
    yield from terminal.wrapped(text, 2)
    for stated in statement.figures:
        if stated.derivation:
            first, second = (operand.figure.text for operand in stated.derivation.operands)
            sign = "+" if stated.derivation.operation == "sum" else "\u2212"
            worked = f"{first} {sign} {second} = {stated.figure.text}"
            yield from terminal.wrapped(
                labelled(phrase("derived", language), worked, language), 6, "", "dim"
            )


def _with_answer(statement: Statement, terminal: Terminal) -> str:
    """The statement; the words of it that answer stand out, where they are known and not all, and
    the others step back where it is long."""
    return _with_window(statement.text, window(statement), terminal)


def _with_window(words: str, strong: Span | None, terminal: Terminal) -> str:
    text = printable(words)
    if strong is None:
        return text
    return terminal.strong(text, strong.start, strong.end, quiet=is_long(text))


def _citation(
    citation: Citation, said: set[str], terminal: Terminal, language: Language
) -> Iterator[str]:
    """A quotation and its source; its words are left out if a statement already gives them."""
    document = citation.quote.passage.document
    mark = f"[{citation.number}]"
    source = printable(source_words(document, language, citation.quote.speaker))
    yield from terminal.wrapped(source, 6, f"  {mark}", "cyan")
    yield from terminal.wrapped(printable(place_words(citation, language)), 6, "", "dim")
    if citation.quote.text not in said:
        quoted = _with_window(citation.quote.text, quoted_window(citation), terminal)
        yield from terminal.wrapped(f"“{quoted}”", 6)
    if citation.matched:
        met = labelled(phrase("matched", language), _matches(citation.matched, language), language)
        yield from terminal.wrapped(met, 6, "", "dim")
    if citation.years:
        meant = listed([_meant(years) for years in citation.years], language)
        yield from terminal.wrapped(
            labelled(phrase("meant", language), meant, language), 6, "", "dim"
        )


def _meant(years: MeantYears) -> str:
    """去年 = 2024: what the words of a speech mean, counted from its date."""
    first, last = years.since.year, years.until.year
    span = str(first) if first == last else f"{first}\u2013{last}"
    return f"{printable(years.text)} = {span}"


def _warnings(answer: Answer, terminal: Terminal) -> Iterator[str]:
    """The warnings about each quoted document, with the numbers of its quotations."""
    language = answer.question.language
    for document, notes in cautions(answer):
        marks = "".join(
            f"[{citation.number}]"
            for citation in answer.citations
            if citation.quote.passage.document.id == document.id
        )
        heading = labelled(phrase("note_on", language, marks), "", language).rstrip()
        yield from terminal.wrapped(heading, 2, "", "yellow")
        for words in notes:
            yield from terminal.wrapped(printable(words), 6, "    -", "yellow")


def _hits(hits: Sequence[Hit], terminal: Terminal, language: Language) -> Iterator[str]:
    for number, hit in enumerate(hits, 1):
        passage = hit.passage
        source = [
            source_words(passage.document, language, passage.speaker),
            heading_words(passage.heading, language),
        ]
        words = printable(" · ".join(part for part in source if part))
        yield from terminal.wrapped(words, 5, f"{number:>3}.", "cyan")
        yield from terminal.wrapped(shortened(printable(passage.text), _PASSAGE_CHARACTERS), 5)
        span = passage.span
        facts = [f"{hit.score:.3f}", phrase("characters", language, span.start, span.end)]
        if hit.matched:
            matches = _matches(hit.matched, language)
            facts.append(labelled(phrase("matched", language), matches, language))
        yield from terminal.wrapped(" · ".join([*facts, passage.document.file]), 5, "", "dim")


def _matches(matched: Sequence[Match], language: Language) -> str:
    pairs = (m.query if m.query == m.source else f"{m.query} → {m.source}" for m in matched)
    return printable(listed(dict.fromkeys(pairs), language))


def _dropped(answer: Answer, terminal: Terminal) -> Iterator[str]:
    language = answer.question.language
    if answer.dropped:
        yield from _heading(phrase("dropped", language), terminal)
    for claim in answer.dropped:
        reason = phrase(f"dropped.{claim.reason}", language)
        words = labelled(reason, printable(claim.text), language)
        yield from terminal.wrapped(words, 4, "  -", "dim")


def _footer(
    understood: Understood, index: IndexState, milliseconds: float, terminal: Terminal
) -> Iterator[str]:
    """How the question was understood, and which index answered."""
    language = understood.language
    meant = _understood(understood)
    if meant:
        line = labelled(phrase("understood", language), meant, language)
        yield from terminal.wrapped(line, 0, "", "dim")
    told = phrase("answered_by", language, index.name, index.generation, round(milliseconds))
    yield terminal.styled(told, "dim")


def _understood(understood: Understood) -> str:
    """`region 重庆市; year 2025 (to choose otherwise, use --region, --since, --until)`."""
    language = understood.language
    named = {
        "regions": (regions_in(understood.regions, language), ("--region",)),
        "reports": (understood.reports, _PERIOD),
        "years": (understood.years, _PERIOD),
        "speakers": (speakers_in(understood.speakers, language), ("--speaker",)),
        "documents": (understood.documents, ("--document",)),
    }
    parts = [f"{phrase(key, language)} {listed(v, language)}" for key, (v, _) in named.items() if v]
    options = dict.fromkeys(option for values, some in named.values() if values for option in some)
    if understood.stance:
        asked = phrase(f"asked.{understood.stance}", language)
        parts.append(f"{phrase('stance', language)} {asked}")
    parts += [phrase("taken_as", language, t.said, t.meant) for t in understood.taken_as]
    since, until = understood.filters.since, understood.filters.until
    if understood.newest:
        parts.append(phrase("newest", language))
        options |= dict.fromkeys(_PERIOD)
    if since or until:
        parts.append(f"{phrase('period', language)} {since or '…'} – {until or '…'}")
    meant = ("；" if language == "zh" else "; ").join(parts)
    if not options:
        return printable(meant)
    how = phrase("override", language, listed(options, language))
    return printable(f"{meant}（{how}）" if language == "zh" else f"{meant} ({how})")
