"""Quotations of the sample speeches, as exported and as altered, for tests."""

from __future__ import annotations

import random
import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache

from rag.analysis.quotations import is_short
from rag.language.sentences import sentences
from rag.types.answers import Answer, Citation, IndexState, Quote, Statement
from rag.types.documents import Passage
from rag.types.questions import Question, Understood
from rag.types.text import Span
from tests.built import sample_engine

_FIGURE = re.compile(r"\d+")
# In a shorter sentence one other word may leave too little to know it by.
_FEWEST_BYTES = 40
_WORD = re.compile(r"(?<![A-Za-z])[A-Za-z]{3,}(?![A-Za-z])")


@lru_cache(maxsize=1)
def sample_quotes() -> tuple[Quote, ...]:
    """200 sentences of the sample speeches, in both languages, always the same."""
    with sample_engine().index() as index:
        passages = index.passages(list(range(index.size)))
        found = [Quote(p, span) for p in passages for span in _sentences(p)]
    return tuple(random.Random(13).sample(found, 200))


def _sentences(passage: Passage) -> Iterator[Span]:
    for span in sentences(passage.text):
        words = span.slice(passage.text)
        if len(words.encode()) >= _FEWEST_BYTES and not is_short(words):
            start = passage.span.start
            yield Span(span.start + start, span.end + start)


def answer_of(quotes: tuple[Quote, ...]) -> Answer:
    """An answer that quotes all of them."""
    statements = tuple(
        Statement(quote.text, (Citation(number, quote, (quote.span,), None, 1.0),))
        for number, quote in enumerate(quotes, 1)
    )
    question = Question("What was done?", language="en")
    understood = Understood(question.text, "en", question.text, question.filters)
    return Answer("ans_1", "answered", question, understood, statements, IndexState("samples", 1))


@dataclass(frozen=True, slots=True)
class Altered:
    """A quotation with one change: the words that are new in it, and those that they replace;
    either may be empty."""

    quote: Quote
    words: str
    new: str
    old: str


def altered(quote: Quote, chance: random.Random) -> Altered:
    """`quote` with another figure or another word, or with a character more or less."""
    kinds = ["character"]
    kinds += ["figure"] * bool(_FIGURE.search(quote.text))
    kinds += ["word"] * bool(_WORD.search(quote.text))
    kind = chance.choice(kinds)
    if kind == "character":
        return _other_character(quote, chance)
    pattern = _FIGURE if kind == "figure" else _WORD
    match = chance.choice(list(pattern.finditer(quote.text)))
    new = str(int(match.group()) + 1) if kind == "figure" else "another"
    words = quote.text[: match.start()] + new + quote.text[match.end() :]
    return Altered(quote, words, new, match.group())


def _other_character(quote: Quote, chance: random.Random) -> Altered:
    """A letter within, not at an edge: a quotation may begin and end where it likes."""
    text = quote.text
    at = chance.choice([i for i in range(2, len(text) - 3) if text[i].isalpha()])
    other = "x" if text[at].isascii() else "龘"
    new, old = chance.choice([("", text[at]), (other, text[at]), (other, "")])
    return Altered(quote, text[:at] + new + text[at + len(old) :], new, old)
