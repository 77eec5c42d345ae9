"""The candidates for an answer: every sentence of the sources, with what is known of it."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from rag.language.figures import figures
from rag.language.sentences import sentences
from rag.language.stance import stance
from rag.late_interaction.encoder import QueryEncoder
from rag.late_interaction.sentence_scores import SentenceScore, sentence_scores
from rag.models.reader import Reading
from rag.models.reading_window import Window
from rag.types.answers import Source
from rag.types.documents import Document, Passage
from rag.types.questions import Understood
from rag.types.text import Span, Stance

# Sentences of one source with at most so many others between them are read in one window: reading
# the others costs less than the question, the title and the heading once more.
_GAP = 2
# As far back as the sentence before a passage is looked for, in characters.
_BEFORE = 400


@dataclass(frozen=True, slots=True)
class Candidate:
    """A sentence that may answer. `words` is its best window of clauses, and `reading` is the
    reader's opinion, if it was read."""

    source: Source
    number: int
    text: str
    words: str
    sentence_score: SentenceScore
    stance: Stance | None
    reading: Reading | None = None

    @property
    def passage(self) -> Passage:
        return self.source.hit.passage

    @property
    def document(self) -> Document:
        return self.passage.document

    @property
    def span(self) -> Span:
        return self.source.sentences[self.number]

    @property
    def units(self) -> frozenset[str]:
        """The units of its figures."""
        return frozenset(figure.unit for figure in figures(self.text) if figure.unit)

    @property
    def pointer(self) -> str:
        return self.source.pointers()[self.number]


def candidates(
    encoder: QueryEncoder, understood: Understood, source: Source
) -> Iterator[Candidate]:
    """Every sentence of `source`, not yet read."""
    passage = source.hit.passage
    text = passage.document.text
    context = " ".join((passage.document.title, *passage.heading))
    found = sentence_scores(
        encoder, understood.intent.topic, text, source.sentences, context, key=understood.key
    )
    for number, (span, sentence_score) in enumerate(zip(source.sentences, found, strict=True)):
        sentence = span.slice(text)
        yield Candidate(
            source=source,
            number=number,
            text=sentence,
            words=sentence_score.window.slice(text),
            sentence_score=sentence_score,
            stance=stance(sentence, passage.heading),
        )


def runs(chosen: Sequence[Candidate]) -> dict[int, list[range]]:
    """For each source number the sentences to be read, in stretches: the chosen ones and the few
    between them."""
    found: dict[int, list[range]] = {}
    for candidate in sorted(
        chosen, key=lambda candidate: (candidate.source.number, candidate.number)
    ):
        stretches = found.setdefault(candidate.source.number, [])
        if stretches and candidate.number - stretches[-1].stop <= _GAP:
            stretches[-1] = range(stretches[-1].start, candidate.number + 1)
        else:
            stretches.append(range(candidate.number, candidate.number + 1))
    return found


def reading_window(source: Source, numbers: range) -> Window:
    """The sentences `numbers` of `source` as the reader reads them: with title, year and heading,
    and the sentence before."""
    passage = source.hit.passage
    document = passage.document
    year = str(document.date.year) if document.date else ""
    spans = source.sentences
    before = (
        spans[numbers.start - 1].slice(document.text)
        if numbers.start
        else _sentence_before(document.text, spans[0].start)
    )
    return Window(
        " · ".join([document.title, year, *passage.heading[-1:]]),
        before,
        tuple(spans[number].slice(document.text) for number in numbers),
    )


def _sentence_before(text: str, start: int) -> str:
    begin = max(0, start - _BEFORE)
    before = sentences(text[begin:start])
    return before[-1].slice(text[begin:start]) if before else ""
