"""Says of every quotation of a text whether a speech says so, and where, or which words differ.

A quotation stands if its words, folded (folding.py), stand in a speech whole: no figure and no
word is cut at either end. Else the passages that share most words are aligned with it. The index
finds the passages: those with all bigrams and words of the longest clause, which no passage
divides, and those that share the most.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import chain

import numpy as np
from rapidfuzz import fuzz
from rapidfuzz.distance import Levenshtein

from rag.analysis.differences import differences
from rag.analysis.folding import Folded, folded, folded_document
from rag.analysis.sources_named import SourcesNamed
from rag.analysis.tokens import fitted
from rag.index.index import Index, Rows
from rag.language.bigrams import bigrams
from rag.language.figures import figures
from rag.language.sentences import sentences
from rag.language.vocabulary import Vocabulary
from rag.types.answers import Citation, Quote
from rag.types.documents import Document, Passage
from rag.types.quotations import (
    CheckedQuotation,
    Difference,
    Mention,
    QuotationCheck,
    Quoted,
    Verdict,
)
from rag.types.text import Span

# Shorter quotations are terms and slogans that stand everywhere.
FEWEST_HAN, FEWEST_WORDS = 6, 3
# To align a longer quotation takes too long, and shows too little of what differs.
LONGEST = 1000
# A quotation is altered, not foreign, if so many of its characters stand in the speech: 1 of 200
# quotations with one change had less than .7, 5 of 400 sentences of other texts more than .6, of
# which 2 were the same formula with other names.
NEAR = 0.6
# Passages that hold all words of a clause: more hold only a formula, and one of these will do.
_HOLDING = 64
# Passages that share the most words are aligned, those of a named document apart; the edges of the
# best are set exactly.
_ALIGNED, _REFINED = 16, 2

_CLAUSE = re.compile(r"[，。；：！？、,.;:!?…（）()\n]+")
_HAN = re.compile(r"[\u3400-\u9fff\U00020000-\U0003ffff]")
_WORD = re.compile(r"[a-z]+|[0-9]+")
_WORD_IN_TEXT = re.compile(r"[A-Za-z0-9]+(?:[.,，．'’]\d+)*")
# A figure is read from so much of the text around an edge of a quotation.
_AROUND = 40


@dataclass(frozen=True, slots=True)
class _Place:
    """A span of a document, and the share of the quotation's characters that stand in it."""

    document: Document
    span: Span
    share: float


def check_quotations(index: Index, quoted: Iterable[Quoted], text: str = "") -> QuotationCheck:
    """The verdict on each quotation. `text`, from which they come, may hold a list of references
    that says which document a number behind a quotation stands for."""
    named = SourcesNamed(index.catalogue, text)
    checked: list[CheckedQuotation] = []
    skipped = 0
    for quotation in quoted:
        mentions = named.of(quotation)
        for words in _parts(index, quotation.words, mentions):
            if is_short(words):
                skipped += 1
            else:
                checked.append(_Check(index, words, mentions).checked(len(checked) + 1))
    return QuotationCheck(tuple(checked), skipped, index.state)


def _parts(index: Index, words: str, mentions: Sequence[Mention]) -> Iterator[str]:
    """A quotation whole; one that is long and does not stand so sentence by sentence."""
    if len(words) <= LONGEST or is_short(words) or _Check(index, words, mentions).stands():
        yield words
        return
    for span in sentences(words):
        for start in range(span.start, span.end, LONGEST):
            yield words[start : min(start + LONGEST, span.end)]


def parts_of(quoted: Quoted) -> int:
    """How many parts of a quotation may have to be checked: a long one sentence by sentence."""
    if len(quoted.words) <= LONGEST:
        return 1
    return sum(1 + (len(span) - 1) // LONGEST for span in sentences(quoted.words))


def is_short(words: str) -> bool:
    """Whether `words` are fewer than six Chinese characters or three words, both counted
    together."""
    words = Vocabulary.bundled().normalise(words)
    count = len(_HAN.findall(words)) / FEWEST_HAN + len(_WORD.findall(words)) / FEWEST_WORDS
    return count < 1 - 1e-9 or not folded(words).trimmed().text


class _Check:
    """The search for one quotation."""

    def __init__(self, index: Index, words: str, mentions: Sequence[Mention]) -> None:
        self._index = index
        self._words = words
        self._mentions = mentions
        self._needle = folded(words).trimmed()
        # The same as it stands in the text.
        self._quoted = self._needle.span(0, len(self._needle.text)).slice(words)

    def checked(self, number: int) -> CheckedQuotation:
        """The verdict; its citation gets `number`."""
        place = self._exact(self._named_documents())
        if place:
            return self._result("stands", place, number)
        place = self._exact(self._candidates())
        if place:
            return self._result("elsewhere" if self._mentions else "stands", place, number)
        place = self._nearest()
        return self._result("altered" if place else "not_found", place, number)

    def stands(self) -> bool:
        """Whether any speech says so."""
        return self._exact(chain(self._named_documents(), self._candidates())) is not None

    def _result(self, verdict: Verdict, place: _Place | None, number: int) -> CheckedQuotation:
        differing: tuple[Difference, ...] = ()
        if place and verdict == "altered":
            differing = differences(self._quoted, place.span.slice(place.document.text))
        return CheckedQuotation(
            words=self._words,
            verdict=verdict,
            at=None if place is None else _citation(self._index, place, number),
            differences=differing,
            named=tuple(dict.fromkeys(mention.document for mention in self._mentions)),
        )

    def _named_documents(self) -> Iterator[Document]:
        for mention in self._mentions:
            yield self._index.document(mention.document)

    def _candidates(self) -> Iterator[Document]:
        """Documents that may say the words, likeliest first."""
        clause = max(_CLAUSE.split(self._words), key=len)
        holding, _ = self._index.search_all(*_terms(clause), _HOLDING)
        yield from self._documents_of(holding)
        yield from self._documents_of(self._sharing(None))

    def _documents_of(self, rows: Rows) -> Iterator[Document]:
        ids = dict.fromkeys(passage.document.id for passage in self._index.passages(rows))
        yield from map(self._index.document, ids)

    def _sharing(self, among: Rows | None) -> Rows:
        """Rows of the passages that share most words with the quotation."""
        ids, pairs = _terms(self._words[:LONGEST])
        return self._index.search_bm25(ids, pairs, _ALIGNED, among)[0]

    def _exact(self, documents: Iterable[Document]) -> _Place | None:
        """The first place that says the words whole, of a linked document that nearest to the
        linked position."""
        starts = {mention.document: mention.start for mention in self._mentions}
        for document in documents:
            spans = list(_whole_places(document, folded(self._words).text))
            spans = spans or list(_whole_places(document, self._needle.text))
            if spans:
                start = starts.get(document.id) or 0
                return _Place(document, min(spans, key=lambda s: abs(s.start - start)), 1.0)
        return None

    def _nearest(self) -> _Place | None:
        """The place whose words are most like the quotation's, of a named document if it has one;
        None if none is like them."""
        rows = [self._index.document_rows(mention.document) for mention in self._mentions]
        for group in (rows, [None]):
            found = np.concatenate([np.empty(0, np.int64), *map(self._sharing, group)])
            places = [*self._linked(), *self._most_alike(self._index.passages(found))]
            if places:
                return max(places, key=lambda place: place.share)
        return None

    def _linked(self) -> Iterator[_Place]:
        """What stands where a permalink points, if it is like the quotation."""
        for mention in self._mentions:
            document = self._index.document(mention.document)
            if mention.start is not None and mention.start < len(document.text):
                end = min(mention.start + len(self._quoted), len(document.text))
                place = self._alike(document, Span(mention.start, end))
                if place:
                    yield place

    def _most_alike(self, passages: Iterable[Passage]) -> Iterator[_Place]:
        """The words, in and around the passages, that are most like the quotation."""
        needle = self._needle.text
        windows = [_Window.around(passage, len(needle)) for passage in passages]
        aligned = [
            (fuzz.partial_ratio_alignment(needle, window.text), window) for window in windows
        ]
        found = [(rough, window) for rough, window in aligned if rough and rough.score]
        for rough, window in sorted(found, key=lambda one: -one[0].score)[:_REFINED]:
            span = window.span(rough.dest_start, rough.dest_end)
            place = self._alike(window.document, span)
            if place:
                yield place

    def _alike(self, document: Document, rough: Span) -> _Place | None:
        """The words of the document, roughly at `rough`, that are most like the quotation; None if
        they are not like it."""
        span = _grown(document.text, fitted(self._quoted, document.text, rough))
        said = folded(span.slice(document.text)).text
        share = Levenshtein.normalized_similarity(self._needle.text, said)
        return _Place(document, span, share) if share >= NEAR else None


def _terms(words: str) -> tuple[list[int], list[str]]:
    """The vocabulary ids of the Latin words and numbers, and the bigrams of Chinese characters, of
    which white space divides none."""
    vocabulary = Vocabulary.bundled()
    normalised = vocabulary.normalise(words)
    ids = [id for word in _WORD.findall(normalised) for id in vocabulary.encode(word)]
    return ids, [pair for pair in bigrams("".join(normalised.split())) if len(pair) > 1]


def _whole_places(document: Document, needle: str) -> Iterator[Span]:
    """The places of `needle` in the document at which no word and no figure is cut."""
    text = folded_document(document.text)
    at = text.text.find(needle)
    while at >= 0:
        span = text.span(at, at + len(needle))
        if _grown(document.text, span) == span:
            yield span
        at = text.text.find(needle, at + 1)


@dataclass(frozen=True, slots=True)
class _Window:
    """A part of a folded document that begins at its character `start`."""

    document: Document
    folded: Folded
    start: int
    text: str

    @staticmethod
    def around(passage: Passage, margin: int) -> _Window:
        """The passage with `margin` characters on each side."""
        document = folded_document(passage.document.text)
        start, end = document.range(passage.span)
        start = max(0, start - margin)
        return _Window(passage.document, document, start, document.text[start : end + margin])

    def span(self, start: int, end: int) -> Span:
        """The characters of the document from which [start, end) of the text comes."""
        return self.folded.span(self.start + start, self.start + end)


def _grown(text: str, span: Span) -> Span:
    """`span` with the whole of each word and figure that its edges cut."""
    low, high = max(0, span.start - _AROUND), min(len(text), span.end + _AROUND)
    around = text[low:high]
    start, end = span.start, span.end
    whole = [Span(match.start(), match.end()) for match in _WORD_IN_TEXT.finditer(around)]
    whole += [figure.span for figure in figures(around)]
    for part in whole:
        first, last = part.start + low, part.end + low
        if first < span.start < last:
            start = min(start, first)
        if first < span.end < last:
            end = max(end, last)
    return Span(start, end)


def _citation(index: Index, place: _Place, number: int) -> Citation:
    document, span = place.document, place.span
    return Citation(
        number=number,
        quote=Quote(_passage(index, document, span), span),
        published=document.alignment.published(span),
        page=document.page(span.start),
        score=place.share,
        warnings=tuple(dict.fromkeys(warning.code for warning in document.warnings)),
    )


def _passage(index: Index, document: Document, span: Span) -> Passage:
    """The passage in which the span begins; a title or a heading stands in none."""
    passages = index.passages(index.document_rows(document.id))
    holding = (p for p in passages if p.span.start <= span.start < p.span.end)
    return next(holding, Passage(document, span, ()))
