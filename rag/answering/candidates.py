"""A question and its sources in, each of their sentences with how well it would answer out."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from rag.language.figures import figures
from rag.language.sentence_kinds import (
    gives_figure,
    is_boilerplate,
    is_in_passing,
    is_measured_by_product,
    of_several_years,
)
from rag.language.stance import stance
from rag.late_interaction.encoder import QueryEncoder
from rag.late_interaction.sentence_scores import SentenceScore, sentence_scores
from rag.types.answers import Source
from rag.types.documents import Document, Passage
from rag.types.questions import Understood
from rag.types.text import Span, Stance

# All tuned on the development part of the policy questions.

# What a sentence gains for giving a figure where one, a result or a comparison is asked for, and
# loses for being a result where a promise is asked or the other way round.
FIGURE_BONUS = 0.05
PREFERENCE = 0.2
STANCE_PENALTY = 0.12
# A plan made after the year that is asked about is as far from it as another report.
LATER_PENALTY = 0.2
# What it loses for speaking of several years where one is asked for.
YEARS_PENALTY = 0.06
# And what it loses for speaking of the matter only in passing, on its way to something else.
PASSING_PENALTY = 0.15
# And for what is measured by the matter: energy for each yuan of GDP is no GDP.
MEASURED_PENALTY = 0.1
# Titles and date lines hold the words of many questions and answer none.
BOILERPLATE_PENALTY = 0.2
# The passage's own rank says something that one sentence cannot.
PASSAGE_SHARE = 0.3


@dataclass(frozen=True, slots=True)
class Candidate:
    """A sentence that may answer; a higher score is better."""

    pointer: str
    source: Source
    span: Span
    text: str
    supported: SentenceScore
    units: frozenset[str]
    lacks_figure: bool
    is_preferred: bool
    is_later: bool
    stance: Stance | None
    score: float

    @property
    def passage(self) -> Passage:
        return self.source.hit.passage


def candidates(
    encoder: QueryEncoder, understood: Understood, source: Source
) -> Iterator[Candidate]:
    """Every sentence of `source`, scored."""
    passage = source.hit.passage
    text = passage.document.text
    context = " ".join((passage.document.title, *passage.heading))
    found = sentence_scores(
        encoder, understood.intent.topic, text, source.sentences, context, key=understood.key
    )
    is_preferred = understood.prefers(passage.document)
    of_passage = PASSAGE_SHARE * source.hit.score + (PREFERENCE if is_preferred else 0.0)
    for pointer, span, supported in zip(source.pointers(), source.sentences, found, strict=True):
        words = span.slice(text)
        window = _window(supported, span)
        given = figures(words) if understood.likes_figures else []
        found_stance = stance(words, passage.heading)
        is_later = _is_later(found_stance, passage.document, understood)
        yield Candidate(
            pointer=pointer,
            source=source,
            span=span,
            text=words,
            supported=supported,
            units=frozenset(figure.unit for figure in given if figure.unit),
            lacks_figure=understood.wants_figure
            and not gives_figure(words, ranks=understood.intent.rank),
            is_preferred=is_preferred,
            is_later=is_later,
            stance=found_stance,
            score=supported.score
            + of_passage
            + (FIGURE_BONUS if any(window.overlaps(figure.span) for figure in given) else 0.0)
            - (LATER_PENALTY if is_later else 0.0)
            - _unfitness(words, window.slice(words), found_stance, understood),
        )


def _window(supported: SentenceScore, sentence: Span) -> Span:
    """The window that speaks to the question, within its sentence."""
    offset = supported.window.start - sentence.start
    return Span(offset, offset + len(supported.window))


def _is_later(found: Stance | None, document: Document, understood: Understood) -> bool:
    """Whether it is a plan that was made after the year that is asked about."""
    if found != "target" or understood.stance or not understood.years or not document.date:
        return False
    return max(understood.years) < document.date.year


def _unfitness(words: str, window: str, found: Stance | None, understood: Understood) -> float:
    """What a sentence loses for what it is, whatever it is about."""
    wanted, years = understood.stance, understood.years
    unfit = (
        (BOILERPLATE_PENALTY, is_boilerplate(words)),
        (STANCE_PENALTY, found and wanted and found != wanted),
        (PASSING_PENALTY, is_in_passing(window)),
        (YEARS_PENALTY, len(years) == 1 and of_several_years(window)),
        (MEASURED_PENALTY, understood.intent.product and is_measured_by_product(window)),
    )
    return sum(penalty for penalty, holds in unfit if holds)
