"""The features of a candidate: all that the choice weighs, a small function each.

A feature is a number about a question and a sentence. Its weight is fitted, never set by hand
(scripts/training/choice.py); tests/answering/test_features.py shows a sentence on which it is high
and one on which it is not.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from types import MappingProxyType

from rag.answering.candidates import Candidate
from rag.language.answer_kinds import GIVES
from rag.language.sentence_kinds import (
    gives_figure,
    is_boilerplate,
    is_in_passing,
    is_measured_by_product,
    of_several_years,
)
from rag.language.stance import names_a_result
from rag.types.questions import Filters, Understood
from rag.types.text import Stance

Feature = Callable[[Understood, Candidate], float]

# The cosine from which a word has its like.
_MET = 0.35
_NAMED_IN_TEXT = ("person", "work", "organisation")
# Sentences of many characters answer something by accident.
_LONG = 120


def late_interaction(understood: Understood, candidate: Candidate) -> float:
    """How near the words of the best clauses are to those of the question."""
    return candidate.sentence_score.score


def without_context(understood: Understood, candidate: Candidate) -> float:
    """The same of the whole sentence, without its title and headings."""
    return candidate.sentence_score.alone


def unmet(understood: Understood, candidate: Candidate) -> float:
    """The share of the question that has no like in the sentence."""
    return candidate.sentence_score.unmet


def key_unmet(understood: Understood, candidate: Candidate) -> float:
    """The most telling word of the question has no like in the sentence or above it."""
    return float(candidate.sentence_score.key < _MET)


def passage(understood: Understood, candidate: Candidate) -> float:
    """How well the whole passage matches."""
    return candidate.source.hit.score


def rank_of_passage(understood: Understood, candidate: Candidate) -> float:
    """The place of the passage among the hits: 1 for the first, falling to 0."""
    return 1.0 / candidate.source.number


def preferred(understood: Understood, candidate: Candidate) -> float:
    """The question prefers this document: its year, its region."""
    return float(understood.prefers(candidate.document))


def other_year(understood: Understood, candidate: Candidate) -> float:
    """The question names a year, and the speech is not of the year that would tell of it."""
    asked = Filters(since=understood.preferred.since, until=understood.preferred.until)
    return float(bool(asked) and not asked.accepts(candidate.document))


def states_no_result(understood: Understood, candidate: Candidate) -> float:
    """Results are asked for, and the sentence states or names none: praise, causes, plans."""
    return float(
        understood.intent.results
        and candidate.stance != "achieved"
        and not names_a_result(candidate.text)
    )


def recent(understood: Understood, candidate: Candidate) -> float:
    """The year of the speech, in decades from 2000, where the question names no time."""
    date = candidate.document.date
    return (date.year - 2000) / 10 if understood.newest and date else 0.0


def later_plan(understood: Understood, candidate: Candidate) -> float:
    """A plan that was made after the year of the question."""
    date = candidate.document.date
    if candidate.stance != "target" or understood.stance or not understood.years or not date:
        return 0.0
    return float(max(understood.years) < date.year)


def stance_fits(understood: Understood, candidate: Candidate) -> float:
    """A result where a result is asked for, a promise or a proposal where a promise is."""
    return float(bool(understood.stance) and _stance(candidate) == understood.stance)


def stance_differs(understood: Understood, candidate: Candidate) -> float:
    """A result where a promise is asked for, or the other way round."""
    return float(
        bool(understood.stance)
        and bool(candidate.stance)
        and _stance(candidate) != understood.stance
    )


def _stance(candidate: Candidate) -> Stance | None:
    """A proposal is asked for with the words for a promise."""
    return "target" if candidate.stance == "proposal" else candidate.stance


def lacks_figure(understood: Understood, candidate: Candidate) -> float:
    """A figure is asked for, and the sentence gives none."""
    return float(
        understood.wants_figure and not gives_figure(candidate.text, ranks=understood.intent.rank)
    )


def gives_figure_near(understood: Understood, candidate: Candidate) -> float:
    """A figure is welcome, and the best clauses give one."""
    return float(
        understood.likes_figures and gives_figure(candidate.words, ranks=understood.intent.rank)
    )


def lacks_percentage(understood: Understood, candidate: Candidate) -> float:
    """A rate or a share is asked for, and the sentence gives no percentage."""
    return float(understood.intent.rate and not candidate.units & {"percent", "percentage_point"})


def gives_the_kind(understood: Understood, candidate: Candidate) -> float:
    """The best clauses give a date where a date is asked for, a reason where a reason is."""
    gives = GIVES.get(understood.intent.kind)
    return float(gives is not None and gives(candidate.words))


def lacks_the_kind(understood: Understood, candidate: Candidate) -> float:
    """The sentence gives nothing of the kind that is asked for."""
    gives = GIVES.get(understood.intent.kind)
    return float(gives is not None and not gives(candidate.text))


def name_unmet(understood: Understood, candidate: Candidate) -> float:
    """A person, a work or an organisation that is asked about stands neither in the sentence nor
    above it."""
    names = [name for name in understood.names if name.kind in _NAMED_IN_TEXT]
    said = " ".join(
        (candidate.text, candidate.document.title, candidate.passage.speaker or "",
         *candidate.passage.heading)
    ).lower()  # fmt: skip
    return float(
        any(not any(form.lower() in said for form in (name.text, *name.forms)) for name in names)
    )


def boilerplate(understood: Understood, candidate: Candidate) -> float:
    """A title, a date line or a bare heading."""
    return float(is_boilerplate(candidate.text))


def in_passing(understood: Understood, candidate: Candidate) -> float:
    """The best clauses mention the topic on the way to something else."""
    return float(is_in_passing(candidate.words))


def several_years(understood: Understood, candidate: Candidate) -> float:
    """One year is asked for, and the best clauses speak of several."""
    return float(len(understood.years) == 1 and of_several_years(candidate.words))


def measured_by_product(understood: Understood, candidate: Candidate) -> float:
    """The gross product is asked for, and is only the measure of something else."""
    return float(understood.intent.product and is_measured_by_product(candidate.words))


def long_sentence(understood: Understood, candidate: Candidate) -> float:
    """The sentence is so long that it holds the words of many questions."""
    return float(len(candidate.text) > _LONG)


def other_language(understood: Understood, candidate: Candidate) -> float:
    """The sentence is in another language than the question."""
    return float(candidate.document.language != understood.language)


def reader(understood: Understood, candidate: Candidate) -> float:
    """The reader's opinion; 0 for a sentence that was not read."""
    return candidate.reading.logit if candidate.reading else 0.0


def answering_words_give_the_kind(understood: Understood, candidate: Candidate) -> float:
    """The words that the reader found give something of the kind that is asked for."""
    gives = GIVES.get(understood.intent.kind)
    span = candidate.reading.span if candidate.reading else None
    return float(gives is not None and span is not None and gives(span.slice(candidate.text)))


def reader_of_other_language(understood: Understood, candidate: Candidate) -> float:
    """The reader's opinion of a sentence in another language than the question."""
    return reader(understood, candidate) * other_language(understood, candidate)


_BEFORE_READING: tuple[Feature, ...] = (
    late_interaction, without_context, unmet, key_unmet, passage, rank_of_passage, preferred,
    other_year, states_no_result, recent, later_plan, stance_fits, stance_differs, gives_the_kind,
    lacks_the_kind, name_unmet, lacks_figure, gives_figure_near, lacks_percentage, boilerplate,
    in_passing, several_years, measured_by_product, long_sentence, other_language,
)  # fmt: skip
_BY_READING: tuple[Feature, ...] = (
    reader, reader_of_other_language, answering_words_give_the_kind,
)  # fmt: skip
# By name, for the file of weights. The first choice what to read knows only those before reading.
BEFORE_READING: Mapping[str, Feature] = MappingProxyType(
    {feature.__name__: feature for feature in _BEFORE_READING}
)
FEATURES: Mapping[str, Feature] = MappingProxyType(
    {feature.__name__: feature for feature in (*_BEFORE_READING, *_BY_READING)}
)
# Of these the distance to the best candidate of the question counts too: a lead is a sign.
LEADING: tuple[str, ...] = ("late_interaction", "reader")
