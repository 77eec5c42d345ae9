"""A question and its sources in, claims in the speakers' own sentences out; no LLM.

Every sentence of every source is scored for how far it speaks to the question; the best one is
claimed, and those that come near it or add what it lacks. None, if none speaks to the question.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from rag.answering.support import Supported, supports
from rag.language.asks import asks_figure
from rag.language.figures import figures
from rag.language.stance import stance
from rag.models.late import LateInteraction
from rag.types import Claim, Passage, Question, Source, Span, Understood

# All tuned on the development part of the policy questions, where each question was also asked
# with the documents that answer it left out.

# An answer stands out from the sentences that come after it; a question about what nobody said
# finds many that are equally near. Least evidence at which no right answer was lost:
ENOUGH_EVIDENCE = 0.14
# A broad question (what was achieved?) or a comparison has several answers; none stands out.
ENOUGH_FOR_BROAD = 0.12
PASSAGE_EVIDENCE = 0.15
MEANT_EVIDENCE = 0.03
MISSING_FIGURE = 0.08
# The most telling word of the question (熊猫, jade) met nothing closer than this.
MET = 0.35
MISSED_KEY = 0.03
RIVALS = 5
# Sentences this near the best one are claimed with it. Lower, and one claim in two is beside the
# point in English.
NEAR_THE_BEST = 0.93
MOST_STATEMENTS = 5
# The best sentence for a side of a comparison may be this far below the best of all.
NEAR_FOR_A_SIDE = 0.7
# What a sentence gains or loses for giving a figure where one is asked, and for being a result
# where a promise is asked or the other way round.
FIGURE_BONUS = 0.05
PREFERENCE = 0.2
STANCE_PENALTY = 0.12
# Titles and date lines hold the words of many questions and answer none.
FURNITURE_PENALTY = 0.2
# The passage's own rank says something that one sentence cannot.
PASSAGE_SHARE = 0.3


_SENTENCE_END = re.compile(r"[。！？；.!?;…][”’」』）)\"']*$")


@dataclass(frozen=True, slots=True)
class _Candidate:
    pointer: str
    source: Source
    span: Span
    text: str
    supported: Supported
    lacks_figure: bool
    is_preferred: bool
    is_meant: bool
    score: float

    @property
    def passage(self) -> Passage:
        return self.source.hit.passage


class ExtractiveAnswerer:
    """Answers with the sentences that answer, not merely with the passage that is near."""

    name = "extractive"

    def __init__(self, late: LateInteraction) -> None:
        self._late = late

    def claims(
        self, question: Question, understood: Understood, sources: Sequence[Source]
    ) -> Iterator[Claim]:
        """The sentences that answer; those of one speech together and in its order."""
        if understood.missing and not understood.regions:
            return  # a neighbour's sentence is no answer about a place or year that is not held
        wants_figure = asks_figure(question.text)
        candidates = [
            candidate
            for source in sources
            for candidate in self._candidates(source, understood, wants_figure)
        ]
        is_broad = not wants_figure or bool(understood.compared)
        for candidate in _reading_order(_chosen(candidates, understood, is_broad)):
            yield Claim(candidate.text, (candidate.pointer,))

    def _candidates(
        self, source: Source, understood: Understood, wants_figure: bool
    ) -> Iterator[_Candidate]:
        passage = source.hit.passage
        text = passage.document.text
        context = " ".join((passage.document.title, *passage.heading))
        found = supports(
            self._late,
            understood.topic,
            text,
            source.sentences,
            context,
            key=next(iter(understood.terms), None),
        )
        for pointer, span, supported in zip(
            source.pointers(), source.sentences, found, strict=True
        ):
            score = supported.score + PASSAGE_SHARE * source.hit.score
            given = figures(span.slice(text)) if wants_figure else []
            offset = supported.window.start - span.start
            window = Span(offset, offset + len(supported.window))
            if any(window.overlaps(figure.span) for figure in given):
                score += FIGURE_BONUS
            if understood.prefers(passage.document):
                score += PREFERENCE
            if _is_furniture(span.slice(text)):
                score -= FURNITURE_PENALTY
            if _is_another_stance(span.slice(text), passage, understood):
                score -= STANCE_PENALTY
            yield _Candidate(
                pointer,
                source,
                span,
                span.slice(text),
                supported,
                wants_figure and not given,
                understood.prefers(passage.document),
                passage.document.id in understood.preferred.documents,
                score,
            )


def _is_furniture(text: str) -> bool:
    """Whether a line is a title, a date line or a bare heading: no sentence, and no figure."""
    return not _SENTENCE_END.search(text) and not figures(text)


def _is_another_stance(text: str, passage: Passage, understood: Understood) -> bool:
    """A promise where a result is asked for, or the other way round."""
    found = stance(text, passage.heading) if understood.stance else None
    return found is not None and found != understood.stance


def _chosen(
    candidates: Sequence[_Candidate], understood: Understood, is_broad: bool
) -> list[_Candidate]:
    """The best candidate and those near it, best first, and the best for each side that is
    compared; none without enough evidence. What the question leans to ("the district", the
    report on the year it names) is not mixed with the rest, and what it is about is not missed."""
    ranked = sorted(candidates, key=lambda candidate: -candidate.score)
    enough = ENOUGH_FOR_BROAD if is_broad else ENOUGH_EVIDENCE
    if not ranked or _evidence(ranked) < enough:
        return []
    best = ranked[0]
    ranked = [one for one in ranked if one.is_preferred >= best.is_preferred]
    if is_broad and best.supported.key >= MET:
        ranked = [one for one in ranked if one.supported.key >= MET]
    sides: dict[int, _Candidate] = {}
    for candidate in ranked:
        if understood.compared and candidate.score >= NEAR_FOR_A_SIDE * best.score:
            sides.setdefault(understood.side(candidate.passage.document), candidate)
    near = [candidate for candidate in ranked if candidate.score >= NEAR_THE_BEST * best.score]
    return list(dict.fromkeys([*sides.values(), *near]))[:MOST_STATEMENTS]


def _evidence(ranked: Sequence[_Candidate]) -> float:
    """How sure it is that the best candidate answers; about 0 to 0.5."""
    best = ranked[0]
    others = [one for one in ranked[1:] if one.is_preferred >= best.is_preferred]
    rivals = sorted((other.supported.score for other in others), reverse=True)[:RIVALS]
    stands_out = best.supported.score - sum(rivals) / max(len(rivals), 1)
    if best.is_meant:
        stands_out += MEANT_EVIDENCE
    penalty = MISSING_FIGURE if best.lacks_figure else 0.0
    if best.supported.key < MET:
        penalty += MISSED_KEY
    return stands_out + PASSAGE_EVIDENCE * best.source.hit.score - penalty


def _reading_order(chosen: Sequence[_Candidate]) -> list[_Candidate]:
    """The speech of the best candidate first; within a speech, as it was said."""
    speeches = list(dict.fromkeys(c.passage.document.id for c in chosen))
    return sorted(chosen, key=lambda c: (speeches.index(c.passage.document.id), c.span.start))
