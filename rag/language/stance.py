"""Whether a sentence, under its headings, states a result, work under way or a promise."""

from __future__ import annotations

from functools import lru_cache

from rag.language.figures import figures
from rag.language.heading_words import (
    BOAST,
    IMPERATIVE,
    PLAN_HEADING,
    REVIEW_HEADING,
    REVIEW_OF_GOALS,
)
from rag.language.result_words import (
    ACTS,
    ADDRESS,
    ADMITTED,
    FACED,
    KEEPS_A_RESULT,
    LESSON,
    MAXIM,
    MENDED,
    PROPOSAL,
    TOLD,
    TROUBLE,
)
from rag.language.simplified import simplified
from rag.language.stance_words import (
    ASKS_PLAN,
    DONE,
    FUTURE,
    LIKELY_FUTURE,
    NOW,
    PAST,
    ROUND,
    UNDER_WAY,
)
from rag.types.text import Stance

# An answer reads a hundred sentences; questions share passages, and passages headings.
REMEMBERED = 4096


@lru_cache(maxsize=REMEMBERED)
def stance(sentence: str, heading: tuple[str, ...] = ()) -> Stance | None:
    """`achieved`, `under_way`, `target`, `problem` or `proposal`; None where the words do not say.

    `heading` is the path of headings, outermost first. What a report says in bare verbs (建成,
    增长5%) is a result under “2024年工作回顾” and a promise under “2025年工作安排”; only words
    that say outright when (去年, 已, 力争, will) count for more than the section. What states no
    act and no figure is neither: thanks, maxims, and in a review what is still wanting. Traditional
    characters are read as simplified ones.
    """
    sentence, heading = simplified(sentence), tuple(map(simplified, heading))
    if ADDRESS.search(sentence):
        return None
    if PROPOSAL.search(sentence):
        return "proposal"
    found = _by_time(sentence, heading)
    if found != "target" and (ADMITTED.search(sentence) or _is_trouble(sentence)):
        return "problem"
    if found == "achieved" and not _states_a_result(sentence):
        return None
    if found == "target" and (
        _is_maxim(sentence) or (names_a_result(sentence) and _of_headings(heading) != "target")
    ):
        return None
    return found


def _by_time(sentence: str, heading: tuple[str, ...]) -> Stance | None:
    """The stance of a sentence if it states anything at all."""
    section = _of_headings(heading)
    past, future = bool(PAST.search(sentence)), bool(FUTURE.search(sentence))
    if section == "target":
        return "achieved" if past and not future and not _planned(sentence) else "target"
    if past != future:
        return "achieved" if past else "target"
    if section == "achieved":
        return "achieved" if past or DONE.search(sentence) else _unfinished(sentence) or "achieved"
    if past:
        return None
    return _bare(sentence, imperative=any(IMPERATIVE.search(line) for line in heading[-1:]))


def is_plan(heading: tuple[str, ...]) -> bool:
    """Whether what stands under these headings is promised."""
    return _of_headings(tuple(map(simplified, heading))) == "target"


def names_a_result(sentence: str) -> bool:
    """Whether an order names a result that is to be kept: outside a plan it is a result and a
    promise at once."""
    return KEEPS_A_RESULT.search(simplified(sentence)) is not None


def says_it_is_done(sentence: str) -> bool:
    """Whether a sentence says outright that something has happened, and nothing of a plan."""
    sentence = simplified(sentence)
    plans = FUTURE.search(sentence) or LIKELY_FUTURE.search(sentence) or ASKS_PLAN.search(sentence)
    return PAST.search(sentence) is not None and not plans


@lru_cache(maxsize=REMEMBERED)
def _of_headings(heading: tuple[str, ...]) -> Stance | None:
    """The stance of the outermost clear heading; one that names both is not clear. Inner ones
    boast (取得新突破) in plans and name tasks in reviews, so they come last."""
    for line in heading:
        goals_reached = REVIEW_OF_GOALS.search(line)
        review = goals_reached or REVIEW_HEADING.search(line)
        plan = None if goals_reached else PLAN_HEADING.search(line)
        if bool(review) != bool(plan):
            return "achieved" if review else "target"
    return "achieved" if any(BOAST.search(line) for line in heading) else None


def _states_a_result(sentence: str) -> bool:
    """Whether a sentence about the past gives a result or a deed, and not a trouble, somebody's
    words or a maxim."""
    if _is_trouble(sentence):
        return False
    if LESSON.search(sentence) and not DONE.search(sentence):
        return False
    deeds = MAXIM.sub("", TOLD.sub("", sentence))
    if PAST.search(deeds) or DONE.search(deeds):
        return True
    if deeds != sentence:
        return False
    return ACTS.search(deeds) is not None or any(figure.unit for figure in figures(deeds))


def _is_trouble(sentence: str) -> bool:
    """Whether a sentence says what is wrong, and not that it was mended."""
    found = TROUBLE.search(FACED.sub("，", sentence))
    return found is not None and not MENDED.search(sentence)


def _is_maxim(sentence: str) -> bool:
    rest = MAXIM.sub("", sentence)
    return not FUTURE.search(sentence) and not any(character.isalnum() for character in rest)


def _planned(sentence: str) -> bool:
    return bool(LIKELY_FUTURE.search(sentence) or ROUND.search(sentence))


def _unfinished(sentence: str) -> Stance | None:
    return "under_way" if NOW.search(sentence) or UNDER_WAY.search(sentence) else None


def _bare(sentence: str, *, imperative: bool) -> Stance | None:
    """The stance of a sentence without word or heading that says outright when."""
    if LIKELY_FUTURE.search(sentence):
        return "target"
    if NOW.search(sentence):
        return "under_way"
    done = bool(DONE.search(sentence))
    if imperative or ROUND.search(sentence) or (IMPERATIVE.search(sentence) and not done):
        return "target"
    return "achieved" if done else _unfinished(sentence)
