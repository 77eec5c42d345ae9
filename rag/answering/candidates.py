"""A question and its sources in, each of their sentences with how well it would answer out."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from rag.language.figures import figures
from rag.language.stance import stance
from rag.late_interaction.encoder import LateInteraction
from rag.late_interaction.sentence_scores import Supported, supports
from rag.questions.intent import (
    asks_figure,
    asks_results,
    asks_which_is_more,
    gives_figure,
    matter,
    mention_spans,
    of_several_years,
)
from rag.types.answers import Source
from rag.types.documents import Document, Passage
from rag.types.questions import Question, Understood
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
FURNITURE_PENALTY = 0.2
# The passage's own rank says something that one sentence cannot.
PASSAGE_SHARE = 0.3

_YEAR = re.compile(r"(?<!\d)((?:19|20)\d\d)(?!\d)年?")
# 在拆违取得成功的同时, 在拆违等工作中; while we did this, we also did that.
_IN_PASSING = re.compile(
    r"(?:[^，,]{0,12}[，,])?在[^，,]{2,24}?(?:的同时|等[^，,]{0,8}中|过程中)[，,]"
    r"|(?:while|besides|apart from)\b",
    re.IGNORECASE,
)
_GDP = re.compile(r"生产总值|\bGDP\b")
_BY_GDP = re.compile(
    r"(?:单位|万元|人均|占|与|相当于)(?:全[国省市区])?(?:地区|国内)?(?:生产总值|GDP)"
    r"|\b(?:per capita|per unit of|per cent of|percent of|% of) GDP\b|\bGDP per capita\b"
)
_ASKS_BY_GDP = re.compile(
    r"单位|万元|人均|占|比重|比例|强度|能耗|per capita|per unit|share|ratio|intensity|of GDP",
    re.IGNORECASE,
)
_SENTENCE_END = re.compile(r"[。！？；.!?;…][”’」』）)\"']*$")


@dataclass(frozen=True, slots=True)
class Asked:
    """What a question wants: a figure, results, or all who say something; and by which words its
    sentences are judged."""

    question: str
    understood: Understood
    figure: bool
    results: bool
    mention: bool
    topic: str
    key: str | None

    @property
    def wants_figures(self) -> bool:
        """Whether a figure makes a better answer, though not the only one."""
        return self.figure or self.results or bool(self.understood.compared)


@dataclass(frozen=True, slots=True)
class Candidate:
    """A sentence that may answer; a higher score is better."""

    pointer: str
    source: Source
    span: Span
    text: str
    supported: Supported
    units: frozenset[str]
    lacks_figure: bool
    is_preferred: bool
    is_later: bool
    stance: Stance | None
    score: float

    @property
    def passage(self) -> Passage:
        return self.source.hit.passage


def asked(question: Question, understood: Understood) -> Asked:
    """Where results are asked for or sides compared, neither the years, which decide the reports,
    nor the words that ask for results or for more say which sentence answers."""
    results = asks_results(question.text)
    topic = understood.topic
    if results or understood.compared:
        topic = matter(_without_years(understood))
    asked_of, left = understood.topic.lower(), topic.lower()
    telling = (
        term
        for term in understood.terms
        if not _is_year(term, understood) and (term in left or term not in asked_of)
    )
    figure = asks_figure(question.text) or (
        bool(understood.compared) and asks_which_is_more(question.text)
    )
    mention = bool(mention_spans(question.text))
    key = next(telling, None)
    return Asked(question.text, understood, figure, results, mention, topic, key)


def candidates(late: LateInteraction, asked: Asked, source: Source) -> Iterator[Candidate]:
    """Every sentence of `source`, scored."""
    passage = source.hit.passage
    text = passage.document.text
    context = " ".join((passage.document.title, *passage.heading))
    found = supports(late, asked.topic, text, source.sentences, context, key=asked.key)
    is_preferred = asked.understood.prefers(passage.document)
    of_passage = PASSAGE_SHARE * source.hit.score + (PREFERENCE if is_preferred else 0.0)
    for pointer, span, supported in zip(source.pointers(), source.sentences, found, strict=True):
        words = span.slice(text)
        window = _window(supported, span)
        given = figures(words) if asked.wants_figures else []
        found_stance = stance(words, passage.heading)
        is_later = _is_later(found_stance, passage.document, asked.understood)
        yield Candidate(
            pointer=pointer,
            source=source,
            span=span,
            text=words,
            supported=supported,
            units=frozenset(figure.unit for figure in given if figure.unit),
            lacks_figure=asked.figure and not gives_figure(asked.question, words),
            is_preferred=is_preferred,
            is_later=is_later,
            stance=found_stance,
            score=supported.score
            + of_passage
            + (FIGURE_BONUS if any(window.overlaps(figure.span) for figure in given) else 0.0)
            - (LATER_PENALTY if is_later else 0.0)
            - _unfitness(words, window.slice(words), found_stance, asked),
        )


def _window(supported: Supported, sentence: Span) -> Span:
    """The window that speaks to the question, within its sentence."""
    offset = supported.window.start - sentence.start
    return Span(offset, offset + len(supported.window))


def _is_later(found: Stance | None, document: Document, understood: Understood) -> bool:
    """Whether it is a plan that was made after the year that is asked about."""
    if found != "target" or understood.stance or not understood.years or not document.date:
        return False
    return max(understood.years) < document.date.year


def _unfitness(words: str, window: str, found: Stance | None, asked: Asked) -> float:
    """What a sentence loses for what it is, whatever it is about."""
    wanted, years = asked.understood.stance, asked.understood.years
    unfit = (
        (FURNITURE_PENALTY, _is_furniture(words)),
        (STANCE_PENALTY, found and wanted and found != wanted),
        (PASSING_PENALTY, _IN_PASSING.match(window)),
        (YEARS_PENALTY, len(years) == 1 and of_several_years(window)),
        (MEASURED_PENALTY, _is_measured_by_gdp(window, asked)),
    )
    return sum(penalty for penalty, holds in unfit if holds)


def _is_measured_by_gdp(window: str, asked: Asked) -> bool:
    """Whether GDP is asked for, and is here but the measure of something else."""
    wants = _GDP.search(asked.topic) and not _ASKS_BY_GDP.search(asked.question)
    if not wants or not _BY_GDP.search(window):
        return False
    return not _GDP.search(_BY_GDP.sub("", window))


def _is_furniture(text: str) -> bool:
    """Whether a line is a title, a date line or a bare heading: no sentence, and no figure."""
    return not _SENTENCE_END.search(text) and not any(figure.unit for figure in figures(text))


def _without_years(understood: Understood) -> str:
    """The topic without the years that already decide which reports are preferred: a report
    rarely repeats its year, and the sentence that does is a preamble."""
    if not understood.preferred.since and not understood.filters.since:
        return understood.topic
    return _YEAR.sub(
        lambda found: " " if _is_year(found[1], understood) else found[0], understood.topic
    )


def _is_year(words: str, understood: Understood) -> bool:
    return words.isdigit() and int(words) in (*understood.years, *understood.reports)
