"""A question and its sources in, claims in the speakers' own sentences out; no LLM.

Every sentence of every source is scored for how far it speaks to the question; the best one is
claimed, and those that come near it or add what it lacks. None, if none speaks to the question.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from rag.answering.support import supports
from rag.language.figures import figures
from rag.language.stance import stance
from rag.models.late import LateInteraction
from rag.types import Claim, Passage, Question, Source, Span, Understood

# Tuned on the development part of the policy questions (see rag/models/bilingual/MODEL_CARD.md).
ENOUGH_SUPPORT = 0.42
NEAR_THE_BEST = 0.93
MOST_STATEMENTS = 4
# What a sentence gains or loses for giving a figure where one is asked, and for being a result
# where a promise is asked or the other way round.
FIGURE_BONUS = 0.05
PREFERENCE = 0.08
STANCE_PENALTY = 0.12
# The passage's own rank says something that one sentence cannot.
PASSAGE_SHARE = 0.3

_ASKS_FIGURE = re.compile(
    r"多少|几[个项家所条座次成倍分年天名位]|第几|百分之|多大|多高|多长|比例|占比|增速|幅度"
    r"|how (?:many|much|far|long|large|big|fast|high)|by what|what (?:share|percentage|proportion"
    r"|rate|number|amount|growth|rise|increase|level|area|length|output|target)|percent|per cent",
    re.IGNORECASE,
)


@dataclass(frozen=True, slots=True)
class _Candidate:
    pointer: str
    source: Source
    span: Span
    text: str
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
        wants_figure = _ASKS_FIGURE.search(question.text) is not None
        candidates = [
            candidate
            for source in sources
            for candidate in self._candidates(source, understood, wants_figure)
        ]
        for candidate in _reading_order(_chosen(candidates)):
            yield Claim(candidate.text, (candidate.pointer,))

    def _candidates(
        self, source: Source, understood: Understood, wants_figure: bool
    ) -> Iterator[_Candidate]:
        passage = source.hit.passage
        text = passage.document.text
        context = " ".join((passage.document.title, *passage.heading))
        found = supports(self._late, understood.topic, text, source.sentences, context)
        for pointer, span, supported in zip(
            source.pointers(), source.sentences, found, strict=True
        ):
            score = supported.score + PASSAGE_SHARE * source.hit.score
            if wants_figure and figures(supported.window.slice(text)):
                score += FIGURE_BONUS
            if understood.prefers(passage.document):
                score += PREFERENCE
            if _is_another_stance(span.slice(text), passage, understood):
                score -= STANCE_PENALTY
            yield _Candidate(pointer, source, span, span.slice(text), score)


def _is_another_stance(text: str, passage: Passage, understood: Understood) -> bool:
    """A promise where a result is asked for, or the other way round."""
    found = stance(text, passage.heading) if understood.stance else None
    return found is not None and found != understood.stance


def _chosen(candidates: Sequence[_Candidate]) -> list[_Candidate]:
    """The best candidate and those near it, best first; none if the best is not good enough."""
    ranked = sorted(candidates, key=lambda candidate: -candidate.score)
    if not ranked or ranked[0].score < ENOUGH_SUPPORT:
        return []
    floor = NEAR_THE_BEST * ranked[0].score
    return [candidate for candidate in ranked if candidate.score >= floor][:MOST_STATEMENTS]


def _reading_order(chosen: Sequence[_Candidate]) -> list[_Candidate]:
    """The speech of the best candidate first; within a speech, as it was said."""
    speeches = list(dict.fromkeys(c.passage.document.id for c in chosen))
    return sorted(chosen, key=lambda c: (speeches.index(c.passage.document.id), c.span.start))
