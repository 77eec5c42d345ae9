"""The extractive answerer: it claims sentences of the speeches as spoken, without a language model.

The likeliest sentences are read by the reader, each gets a chance of being right, and the answer
begins with the best. Others follow where they are likely too and add something. No sentence is
likely enough: no claim.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace

from rag.answering.candidates import Candidate, candidates, reading_window, runs
from rag.answering.choice import Choice, Judged, Thresholds
from rag.answering.features import key_unmet, stance_differs
from rag.answering.lead_ins import lead_in, list_end
from rag.answering.sides import of_each_side
from rag.language.sentence_kinds import needs_the_sentence_before
from rag.language.sentences import clauses
from rag.language.stance import names_a_result
from rag.late_interaction.encoder import QueryEncoder
from rag.models.reader import SentenceReader
from rag.questions.side_questions import question_about
from rag.types.answers import Claim, Judgement, Source
from rag.types.questions import Understood
from rag.types.text import Span

# The sentences that the reader reads, for each source. In folds the first sentence is right for
# .824 of 238 development questions with .9, for .832 with 1.25, for .836 with 1.8.
READ_FOR_EACH = 1.25
READ_LEAST = 12
MOST_STATEMENTS = 5
MOST_IF_UNSURE = 2
# A sentence without a like of the most telling word, which the reader denies too, needs this
# chance. In folds one right first sentence of 238 is lost by it, and two more of a hundred
# questions without answer are refused.
STATED_WITHOUT_KEY = 0.15
DENIED = -3.0
# Newer reports within this share go first. In folds no first sentence of eval/ changes with .8, one
# is lost with .5.
NEAR_IN_TIME = 0.8
# Several sentences tell the results of a policy; each with this share of the best one's chance. In
# folds .4 loses one fact in a hundred; .1 finds no more of them, and more that does not bear.
NEAR_A_RESULT = 0.2
# In folds: policy questions with a right first sentence .875/.812 without, .900/.825 with it,
# natural ones .619/.694 and .619/.722; .5 and .2 give the same.
NEAR_IN_ACCORD = 0.33
# From this closeness on a word of the question itself stands in a sentence; .85 measures alike.
VERBATIM = 0.95
# Sentences that share more of their character pairs say the same. In folds .5 loses two facts in a
# hundred; .8 repeats more.
SAME = 0.6


class ExtractiveAnswerer:
    """Answers with the sentences that answer, not with whole passages."""

    name = "extractive"

    def __init__(self, encoder: QueryEncoder, reader: SentenceReader, choice: Choice) -> None:
        self._encoder = encoder
        self._reader = reader
        self._choice = choice

    def claims(self, understood: Understood, sources: Sequence[Source]) -> Iterator[Claim]:
        """The sentence that answers, then those that add to it; of a question of several parts
        those of each part in turn. A sentence that answers two parts is claimed once."""
        kept: list[tuple[Judged, list[int]]] = []
        for number, part in enumerate(understood.each):
            for judged in self._of_part(part, sources):
                same = next((parts for other, parts in kept if _same(judged, other)), None)
                if same is None:
                    kept.append((judged, [number]))
                elif number not in same:
                    same.append(number)
        told: set[tuple[int, int]] = set()  # sentences of lists that were claimed whole
        for judged, parts in kept:
            source, number = judged.candidate.source.number, judged.candidate.number
            if (source, number) in told:
                continue
            last = _last(judged.candidate)
            told |= {(source, at) for at in range(number + 1, last + 1)}
            yield _claim(judged, tuple(parts), last)

    def _of_part(self, understood: Understood, sources: Sequence[Source]) -> list[Judged]:
        """What is stated in answer to one question."""
        if understood.missing and not understood.regions:
            return []  # a sentence about another place or year is no answer
        found = [
            candidate
            for source in sources
            for candidate in candidates(self._encoder, understood, source)
        ]
        worth_reading = self._choice.to_read(understood, found, most=how_many_to_read(sources))
        read = self.read(understood, sources, found, worth_reading)
        return self._chosen(understood, self._choice.judge(understood, read))

    def read(
        self,
        understood: Understood,
        sources: Sequence[Source],
        found: Sequence[Candidate],
        chosen: Sequence[Candidate],
    ) -> list[Candidate]:
        """The chosen candidates and the few between them, read; those of each side of a comparison
        with the question about that side in mind."""
        by_question: dict[str, list[Candidate]] = {}
        sides = [question_about(side, understood) for side in understood.compared]
        for candidate in chosen:
            side = understood.side(candidate.document)
            asked = sides[side] if side < len(sides) else understood.asked
            by_question.setdefault(_to_read(asked, understood), []).append(candidate)
        return [
            candidate
            for asked, own in by_question.items()
            for candidate in self._read_with(asked, sources, found, own)
        ]

    def _read_with(
        self,
        question: str,
        sources: Sequence[Source],
        found: Sequence[Candidate],
        chosen: Sequence[Candidate],
    ) -> list[Candidate]:
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
        judged = _newest_first(_in_accord_first(judged, understood), understood)
        if understood.intent.results:
            judged = [each for each in judged if _states_a_result(each)] or judged
        if not judged or judged[0].chance < _least(judged[0], understood, thresholds):
            return []
        if understood.compared:
            return of_each_side(judged, understood, thresholds)
        if understood.intent.mention:
            return _best_of_each_speech(judged)[:MOST_STATEMENTS]
        first, most = judged[0], MOST_STATEMENTS
        least = thresholds.beside
        if understood.intent.results:
            least = NEAR_A_RESULT * first.chance
        elif first.chance < thresholds.answered:
            # The answer is told to be unsure: the next best is shown, to be judged by the reader.
            least, most = thresholds.stated, MOST_IF_UNSURE
        beside = [
            other
            for other in judged[1:]
            if other.chance >= least and _may_stand_beside(first, other, understood)
        ]
        return _without_repetitions([first, *beside])[:most]


def how_many_to_read(sources: Sequence[Source]) -> int:
    """The number of sentences that are worth their time."""
    return max(READ_LEAST, round(READ_FOR_EACH * len(sources)))


def _to_read(asked: str, understood: Understood) -> str:
    """A question as the reader reads it: without a year whose results another year's report tells.
    That report has its own year in its title, and the reader would take it for the wrong one."""
    since, until = understood.preferred.since, understood.preferred.until
    if since is None or until is None:
        return asked
    for year in understood.years:
        if not since.year <= year <= until.year:
            asked = re.sub(rf"\s*(?:\b(?:in|for|of|during) )?(?<!\d){year}(?!\d)年?度?", "", asked)
    return asked


def _in_accord_first(judged: Sequence[Judged], understood: Understood) -> list[Judged]:
    """The candidates in their order, but a sentence of a document that the question prefers, and
    then one of the stance that it asks for, goes before the best if its chance is near enough."""

    def is_preferred(each: Judged) -> bool:
        return understood.prefers(each.candidate.document)

    def has_the_stance(each: Judged) -> bool:
        return not stance_differs(understood, each.candidate)

    ordered = list(judged)
    for accords in (is_preferred, has_the_stance):
        if not ordered or accords(ordered[0]):
            continue
        best = max(filter(accords, ordered), key=lambda each: each.chance, default=None)
        if best is not None and best.chance >= NEAR_IN_ACCORD * ordered[0].chance:
            ordered.remove(best)
            ordered.insert(0, best)
    return ordered


def _least(first: Judged, understood: Understood, thresholds: Thresholds) -> float:
    """The least chance of the best sentence for an answer at all."""
    reading = first.candidate.reading
    denied = reading is not None and reading.logit < DENIED
    if denied and not understood.intent.mention and key_unmet(understood, first.candidate):
        return max(thresholds.stated, STATED_WITHOUT_KEY)
    return thresholds.stated


def _newest_first(judged: Sequence[Judged], understood: Understood) -> list[Judged]:
    """The candidates in their order; but where the question names no time, the newest sentence of
    the same region goes first if its chance is near enough."""
    ordered = list(judged)
    if not understood.newest or not ordered:
        return ordered
    first = ordered[0]
    near = [
        each
        for each in ordered
        if each.candidate.document.region == first.candidate.document.region
        and each.chance >= NEAR_IN_TIME * first.chance
    ]
    newest = max(near, key=lambda each: _year(each.candidate))
    ordered.remove(newest)
    return [newest, *ordered]


def _year(candidate: Candidate) -> int:
    date = candidate.document.date
    return date.year if date else 0


def _states_a_result(judged: Judged) -> bool:
    """Whether a sentence states or names a result: causes, praise and plans are none."""
    candidate = judged.candidate
    return candidate.stance == "achieved" or (
        candidate.stance is None and names_a_result(candidate.text)
    )


def _may_stand_beside(first: Judged, other: Judged, understood: Understood) -> bool:
    """Documents that the question prefers, by their year or place, are not mixed with others; nor
    results with promises, where either is asked for."""
    found = other.candidate.stance
    if understood.prefers(first.candidate.document) and not understood.prefers(
        other.candidate.document
    ):
        return False
    if understood.stance and found and found != "under_way":
        return found == first.candidate.stance or first.candidate.stance is None
    return True


def _best_of_each_speech(judged: Sequence[Judged]) -> list[Judged]:
    """The best sentence of each speech that meets the key word as well as the best of all; that it
    mentions the thing is sure where the word itself stands in it."""
    best: dict[str, Judged] = {}
    for each in judged:
        best.setdefault(each.candidate.document.id, each)
    least = min(judged[0].candidate.sentence_score.key, VERBATIM)
    return [
        replace(each, chance=1.0) if each.candidate.sentence_score.key >= VERBATIM else each
        for each in best.values()
        if each.candidate.sentence_score.key >= least
    ]


def _without_repetitions(judged: Sequence[Judged]) -> list[Judged]:
    """Those that say something that no earlier one says."""
    kept: list[Judged] = []
    for each in judged:
        if not any(_same(each, other) for other in kept):
            kept.append(each)
    return kept


def _same(first: Judged, second: Judged) -> bool:
    pairs, others = _pairs(first.candidate.text), _pairs(second.candidate.text)
    return len(pairs & others) > SAME * min(len(pairs), len(others))


def _pairs(text: str) -> set[str]:
    letters = "".join(filter(str.isalnum, text.lower()))
    return {letters[at : at + 2] for at in range(len(letters) - 1)}


def _claim(judged: Judged, parts: tuple[int, ...], last: int) -> Claim:
    """The sentence as a claim; with the one before it, or with what leads into its list, where it
    cannot be understood alone; up to sentence `last`, the end of its list, where it leads into
    one."""
    candidate = judged.candidate
    judgement = Judgement(judged.chance, _answering(candidate), parts)
    if last > candidate.number:
        return _whole(candidate, last, judgement)
    lead = lead_in(candidate.source, candidate.number)
    if lead is not None and lead < candidate.number - 1:
        return _led(candidate, lead, judgement)
    needs = lead is not None or needs_the_sentence_before(candidate.text)
    first = candidate.number - (1 if candidate.number and needs else 0)
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


def _last(candidate: Candidate) -> int:
    """The number of the last sentence of the list that the candidate leads into. Where what answers
    stands behind the colon, it is a point of the list and no lead."""
    start = _answering(candidate).start - candidate.span.start
    words = candidate.text[: max(start, 0)]
    is_point = re.search(r"[：:]", words) is not None
    return candidate.number if is_point else list_end(candidate.source, candidate.number)


def _whole(candidate: Candidate, last: int, judgement: Judgement) -> Claim:
    """A list from its lead to its last item."""
    spans = candidate.source.sentences
    whole = Span(spans[candidate.number].start, spans[last].end)
    pointer = f"{candidate.source.pointers()[candidate.number]}-{last + 1}"
    return Claim(whole.slice(candidate.document.text), (pointer,), judgement)


def _led(candidate: Candidate, lead: int, judgement: Judgement) -> Claim:
    """An item of a list behind the sentence that leads into it, of which others stand between."""
    pointers, text = candidate.source.pointers(), candidate.document.text
    spans = [candidate.source.sentences[at] for at in (lead, candidate.number)]
    words = "\n".join(span.slice(text) for span in spans)
    return Claim(words, (pointers[lead], pointers[candidate.number]), judgement)


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
