"""The extractive answerer: it claims sentences of the speeches as spoken, without a language model.

The likeliest sentences are read by the reader, each gets a chance of being right, and the answer
begins with the best. Others follow where they are likely too and add something. No sentence is
likely enough: no claim.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace

from rag.answering.candidates import Candidate, candidates, reading_window, runs
from rag.answering.choice import Choice, Judged
from rag.answering.sides import of_each_side
from rag.language.sentence_kinds import needs_the_sentence_before
from rag.language.sentences import clauses
from rag.language.stance import names_a_result
from rag.late_interaction.encoder import QueryEncoder
from rag.models.reader import SentenceReader
from rag.types.answers import Claim, Judgement, Source
from rag.types.questions import Understood
from rag.types.text import Span

# The sentences that the reader reads, for each source. More find hardly more right first sentences
# (MODEL_CARD.md), and each takes time.
READ_FOR_EACH = 1.25
MOST_STATEMENTS = 5
MOST_IF_UNSURE = 2
# Sentences that share more of their character pairs say the same.
SAME = 0.6


class ExtractiveAnswerer:
    """Answers with the sentences that answer, not with whole passages."""

    name = "extractive"

    def __init__(self, encoder: QueryEncoder, reader: SentenceReader, choice: Choice) -> None:
        self._encoder = encoder
        self._reader = reader
        self._choice = choice

    def claims(self, understood: Understood, sources: Sequence[Source]) -> Iterator[Claim]:
        """The sentence that answers, then those that add to it."""
        if understood.missing and not understood.regions:
            return  # a sentence about another place or year is no answer
        found = [
            candidate
            for source in sources
            for candidate in candidates(self._encoder, understood, source)
        ]
        worth_reading = self._choice.to_read(
            understood, found, most=round(READ_FOR_EACH * len(sources))
        )
        parts = understood.intent.parts if len(understood.intent.parts) > 1 else (understood.asked,)
        chosen = [
            judged
            for part in parts
            for judged in self._chosen(
                understood,
                self._choice.judge(understood, self.read(part, sources, found, worth_reading)),
            )
        ]
        for judged in _without_repetitions(chosen):
            yield _claim(judged)

    def read(
        self,
        question: str,
        sources: Sequence[Source],
        found: Sequence[Candidate],
        chosen: Sequence[Candidate],
    ) -> list[Candidate]:
        """The chosen candidates and the few between them, read with `question` in mind."""
        by_place = {(candidate.source.number, candidate.number): candidate for candidate in found}
        by_number = {source.number: source for source in sources}
        stretches = [(number, numbers) for number, each in runs(chosen).items() for numbers in each]
        windows = [reading_window(by_number[number], numbers) for number, numbers in stretches]
        readings = self._reader.read(question, windows)
        return [
            replace(by_place[number, sentence], reading=reading)
            for (number, numbers), own in zip(stretches, readings, strict=True)
            for sentence, reading in zip(numbers, own, strict=True)
        ]

    def _chosen(self, understood: Understood, judged: Sequence[Judged]) -> list[Judged]:
        """What is stated: the best sentence and those beside it, or those of each side of a
        comparison."""
        thresholds = self._choice.thresholds
        if not judged or judged[0].chance < thresholds.stated:
            return []
        if understood.compared:
            return of_each_side(judged, understood, thresholds)
        if understood.intent.mention:
            judged = _best_of_each_speech(judged)
        least, most = thresholds.beside, MOST_STATEMENTS
        if judged[0].chance < thresholds.answered:
            # The answer is told to be unsure: the next best are shown, to be judged by the reader.
            least, most = thresholds.stated, MOST_IF_UNSURE
        beside = [
            other
            for other in judged[1:]
            if other.chance >= least and _may_stand_beside(judged[0], other, understood)
        ]
        return _without_repetitions([judged[0], *beside])[:most]


def _may_stand_beside(first: Judged, other: Judged, understood: Understood) -> bool:
    """Results and promises are not mixed where either is asked for; and where results are asked
    for, causes, praise and what is still wanting are none."""
    found = other.candidate.stance
    if understood.intent.results:
        return found == "achieved" or names_a_result(other.candidate.text)
    if understood.stance and found and found != "under_way":
        return found == first.candidate.stance
    return True


def _best_of_each_speech(judged: Sequence[Judged]) -> list[Judged]:
    best: dict[str, Judged] = {}
    for each in judged:
        best.setdefault(each.candidate.document.id, each)
    return list(best.values())


def _without_repetitions(judged: Sequence[Judged]) -> list[Judged]:
    """Those that say something that no earlier one says."""
    kept: list[Judged] = []
    for each in judged:
        if not any(_same(each.candidate.text, other.candidate.text) for other in kept):
            kept.append(each)
    return kept


def _same(first: str, second: str) -> bool:
    pairs, others = _pairs(first), _pairs(second)
    return len(pairs & others) > SAME * min(len(pairs), len(others))


def _pairs(text: str) -> set[str]:
    letters = "".join(filter(str.isalnum, text.lower()))
    return {letters[at : at + 2] for at in range(len(letters) - 1)}


def _claim(judged: Judged) -> Claim:
    """The sentence as a claim; with the one before it where it cannot be understood alone."""
    candidate = judged.candidate
    judgement = Judgement(judged.chance, _answering(candidate))
    first = candidate.number - (
        1 if candidate.number and needs_the_sentence_before(candidate.text) else 0
    )
    text = candidate.document.text
    spans = candidate.source.sentences[first : candidate.number + 1]
    if len(spans) == 2 and text[spans[0].end : spans[1].start].strip():
        spans = spans[1:]  # something else stands between them
    whole = Span(spans[0].start, spans[-1].end)
    pointers = candidate.source.pointers()
    pointer = pointers[candidate.number]
    if len(spans) == 2:
        pointer = f"{pointers[candidate.number - 1]}-{candidate.number + 1}"
    return Claim(whole.slice(text), (pointer,), judgement)


def _answering(candidate: Candidate) -> Span:
    """The clauses of the sentence that answer, as a span of the document: those that the reader
    found, or the nearest in words."""
    sentence, text = candidate.span, candidate.document.text
    found = candidate.reading.span if candidate.reading else None
    if found is None:
        return candidate.sentence_score.window
    start, end = sentence.start + found.start, sentence.start + found.end
    touched = [
        clause for clause in clauses(text, sentence) if clause.start < end and clause.end > start
    ]
    return Span(touched[0].start, touched[-1].end) if touched else sentence
