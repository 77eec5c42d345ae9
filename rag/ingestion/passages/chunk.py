"""Cuts a section into passages of whole sentences, a few hundred tokens each. Each sentence is
tokenised here, and nowhere again."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import NamedTuple

from rag.language.sentences import clauses, sentences
from rag.language.vocabulary import Vocabulary
from rag.types.documents import Passage, Section
from rag.types.text import Span

# Tokens of the bundled vocabulary. 250 tokens are about 400 Chinese characters or 200 English
# words: a thought with its figures, and eight of them are still read in one answer.
TARGET_TOKENS = 250
LONGEST_TOKENS = 400
# A sentence that would fill more than this share of the next passage is not said again in it.
OVERLAP_SHARE = 0.25
# A last passage smaller than this share of the others joins the one before it.
SMALL_SHARE = 0.4
# Longer pieces are cut before they are tokenised: cutting costs as much as the text is long,
# however it is written.
_LONGEST_PIECE = 1_200
_CUT_AFTER = re.compile(r"[\s，,；;：:、。]")


@dataclass(frozen=True, slots=True)
class Sizes:
    """How passages are cut; `overlap` is how many sentences of one passage begin the next."""

    target: int = TARGET_TOKENS
    longest: int = LONGEST_TOKENS
    overlap: int = 0

    def __post_init__(self) -> None:
        if not 0 < self.target <= self.longest or self.overlap < 0:
            raise ValueError(f"passages cannot be cut by {self}")


DEFAULT_SIZES = Sizes()


class Unit(NamedTuple):
    """A sentence, or a part of one that is longer than a passage may be: its place [start, end)
    in the document, its text as the vocabulary sees it, and its token ids."""

    start: int
    end: int
    normalised: str
    token_ids: list[int]
    tokens: int
    ends_paragraph: bool


@dataclass(frozen=True, slots=True)
class Chunk:
    """A passage and its units, in order, with nothing but white space between them."""

    passage: Passage
    units: Sequence[Unit]


def chunk(section: Section, *, vocabulary: Vocabulary, sizes: Sizes) -> list[Chunk]:
    """Passages of whole sentences; together they hold every character that is not white space.

    A section is shared out evenly, so that no passage is a last few words; a passage ends with a
    paragraph where one ends near. A sentence longer than a passage may be is cut between clauses,
    or else between tokens.
    """
    units = _units(section, vocabulary, sizes.longest)
    chunks: list[Chunk] = []
    begin = 0
    for first, end in _groups(units, sizes):
        begin = _overlapped(units, first, begin, sizes)
        span = Span(units[begin].start, units[end - 1].end)
        passage = Passage(section.document, span, section.heading)
        chunks.append(Chunk(passage, units[begin:end]))
        begin = first
    return chunks


def _units(section: Section, vocabulary: Vocabulary, longest: int) -> list[Unit]:
    text = section.span.slice(section.document.text)
    spans: list[Span] = []
    for sentence in sentences(text):
        is_short = sentence.end - sentence.start <= _LONGEST_PIECE
        spans += (sentence,) if is_short else _pieces(text, sentence)
    units: list[Unit] = []
    for span, normalised in zip(spans, vocabulary.normalise_parts(text, spans), strict=True):
        unit = _unit(section, span, normalised, vocabulary)
        if unit.tokens <= longest:
            units.append(unit)
            continue
        for part in _token_cuts(text, span, vocabulary, longest):
            normalised = vocabulary.normalise(part.slice(text))
            units.append(_unit(section, part, normalised, vocabulary))
    return units


def _unit(section: Section, span: Span, normalised: str, vocabulary: Vocabulary) -> Unit:
    """The unit at `span` of the section's text."""
    start, end = section.span.start + span.start, section.span.start + span.end
    ids = vocabulary.encoding().encode_ordinary(normalised)
    ends_paragraph = end == section.span.end or section.document.text[end] == "\n"
    return Unit(start, end, normalised, ids, len(ids), ends_paragraph)


def _pieces(text: str, sentence: Span) -> Iterator[Span]:
    """Its clauses joined up to a bearable length, or bare cuts of it."""
    start = sentence.start
    for clause in clauses(text, sentence):
        if clause.end - start > _LONGEST_PIECE and clause.start > start:
            yield from _bare_cuts(text, Span(start, clause.start))
            start = clause.start
    yield from _bare_cuts(text, Span(start, sentence.end))


def _bare_cuts(text: str, span: Span) -> Iterator[Span]:
    """Cuts after white space or a comma near the limit, at the limit where there is none."""
    start = span.start
    while span.end - start > _LONGEST_PIECE:
        limit = start + _LONGEST_PIECE
        window = text[limit - _LONGEST_PIECE // 4 : limit]
        cuts = [match.end() for match in _CUT_AFTER.finditer(window)]
        end = limit - len(window) + cuts[-1] if cuts else limit
        yield Span(start, end)
        start = end
    if start < span.end:
        yield Span(start, span.end)


def _token_cuts(text: str, span: Span, vocabulary: Vocabulary, longest: int) -> list[Span]:
    """A piece with more tokens than a passage may have, in even parts between its tokens."""
    places = vocabulary.encode_offsets(span.slice(text))
    parts = -(-len(places) // longest)
    size = -(-len(places) // parts)
    edges = [span.start]
    for at in range(size, len(places), size):
        start = span.start + places[at][1]
        if start > edges[-1]:  # tokens that are parts of one character share its place
            edges.append(start)
    edges.append(span.end)
    return [Span(a, b) for a, b in pairwise(edges)]


def _groups(units: Sequence[Unit], sizes: Sizes) -> list[tuple[int, int]]:
    """[first, end) of each passage's units."""
    total = sum(unit.tokens for unit in units)
    aim = total / max(1, round(total / sizes.target))
    longest = sizes.longest
    edges = [0]
    size = 0
    for at, unit in enumerate(units):
        if size and _is_full(size, unit.tokens, units[at - 1].ends_paragraph, aim, sizes):
            lead = units[at - 1]
            goes_on = _leads(lead) and at - 1 > edges[-1] and lead.tokens + unit.tokens <= longest
            edges.append(at - 1 if goes_on else at)
            size = lead.tokens if goes_on else 0
        size += unit.tokens
    if len(edges) > 1 and size < SMALL_SHARE * aim:
        before = sum(unit.tokens for unit in units[edges[-2] : edges[-1]])
        if before + size <= sizes.longest:
            edges.pop()
    return list(zip(edges, [*edges[1:], len(units)], strict=True)) if units else []


def _leads(unit: Unit) -> bool:
    """Whether a sentence leads into what follows: it is shown at its head."""
    return unit.normalised.rstrip().endswith((":", "："))


def _is_full(size: int, following: int, at_paragraph: bool, aim: float, sizes: Sizes) -> bool:
    """Whether a passage of `size` tokens ends before the next unit: nearest to the aim, a little
    early where a paragraph ends."""
    if size + following > sizes.longest:
        return True
    if at_paragraph and size >= 0.7 * aim and size + following > 1.1 * aim:
        return True
    return size + following / 2 > aim


def _overlapped(units: Sequence[Unit], first: int, previous: int, sizes: Sizes) -> int:
    """Where the passage that begins with unit `first` starts when sentences are said again."""
    start = first
    room = min(sizes.target * OVERLAP_SHARE, sizes.longest)
    while start > previous and first - start < sizes.overlap and units[start - 1].tokens <= room:
        room -= units[start - 1].tokens
        start -= 1
    return start
