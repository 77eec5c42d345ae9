"""The candidates for an answer: every sentence of the sources, scored for how well it answers."""

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

# For a figure, where the question asks for a figure, a result or a comparison.
FIGURE_BONUS = 0.05
# For a document that the question prefers.
PREFERENCE = 0.2
# For a result where the question asks for a promise, or the other way round.
STANCE_PENALTY = 0.12
# For a plan made after the year of the question: it is as far off as a sentence of another report.
LATER_PENALTY = 0.2
# For a sentence about several years, where the question asks for one.
YEARS_PENALTY = 0.06
# For a sentence that mentions the topic only in passing.
PASSING_PENALTY = 0.15
# For a quantity that is measured by the product: energy for each yuan of GDP is no GDP.
MEASURED_PENALTY = 0.1
# For boilerplate: titles and date lines hold the words of many questions and answer none.
BOILERPLATE_PENALTY = 0.2
# The share of the passage's own score: it knows more of the context than a sentence score.
PASSAGE_SHARE = 0.3


@dataclass(frozen=True, slots=True)
class Candidate:
    """A sentence that may answer, with its score; higher is better."""

    pointer: str
    source: Source
    span: Span
    text: str
    sentence_score: SentenceScore
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
    for pointer, span, sentence_score in zip(
        source.pointers(), source.sentences, found, strict=True
    ):
        words = span.slice(text)
        window = _window(sentence_score, span)
        given = figures(words) if understood.likes_figures else []
        sentence_stance = stance(words, passage.heading)
        is_later = _is_later(sentence_stance, passage.document, understood)
        yield Candidate(
            pointer=pointer,
            source=source,
            span=span,
            text=words,
            sentence_score=sentence_score,
            units=frozenset(figure.unit for figure in given if figure.unit),
            lacks_figure=understood.wants_figure
            and not gives_figure(words, ranks=understood.intent.rank),
            is_preferred=is_preferred,
            is_later=is_later,
            stance=sentence_stance,
            score=sentence_score.score
            + of_passage
            + (FIGURE_BONUS if any(window.overlaps(figure.span) for figure in given) else 0.0)
            - (LATER_PENALTY if is_later else 0.0)
            - _penalties(words, window.slice(words), sentence_stance, understood),
        )


def _window(sentence_score: SentenceScore, sentence: Span) -> Span:
    """The best window, in positions of its sentence."""
    offset = sentence_score.window.start - sentence.start
    return Span(offset, offset + len(sentence_score.window))


def _is_later(found: Stance | None, document: Document, understood: Understood) -> bool:
    """Whether a sentence is a plan that was made after the year of the question."""
    if found != "target" or understood.stance or not understood.years or not document.date:
        return False
    return max(understood.years) < document.date.year


def _penalties(words: str, window: str, found: Stance | None, understood: Understood) -> float:
    """The sum of the penalties for the kind of a sentence, whatever its topic."""
    wanted, years = understood.stance, understood.years
    penalties = (
        (BOILERPLATE_PENALTY, is_boilerplate(words)),
        (STANCE_PENALTY, found and wanted and found != wanted),
        (PASSING_PENALTY, is_in_passing(window)),
        (YEARS_PENALTY, len(years) == 1 and of_several_years(window)),
        (MEASURED_PENALTY, understood.intent.product and is_measured_by_product(window)),
    )
    return sum(penalty for penalty, holds in penalties if holds)
