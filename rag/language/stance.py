"""A sentence and the headings above it come in; whether it states a result, work under way or a
promise goes out. And of a question: which of these it asks for."""

from __future__ import annotations

from rag.language.stance_words import (
    ASKS_PAST,
    ASKS_PLAN,
    ASKS_RESULT,
    ASKS_WORDS,
    BOAST,
    DONE,
    FUTURE,
    IMPERATIVE,
    LIKELY_FUTURE,
    NOW,
    PAST,
    PLAN_HEADING,
    REVIEW_HEADING,
    REVIEW_OF_GOALS,
    ROUND,
    UNDER_WAY,
)
from rag.types import Stance


def stance(sentence: str, heading: tuple[str, ...] = ()) -> Stance | None:
    """`achieved`, `under_way` or `target`; None where the words do not say.

    `heading` is the path of headings, outermost first. What a report says in bare verbs (建成,
    增长5%) is a result under “2024年工作回顾” and a promise under “2025年工作安排”; only words
    that say outright when (去年, 已, 力争, will) count for more than the section.
    """
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


def asked_stance(question: str) -> Stance | None:
    """`target` for a question about a plan, `achieved` for one about what came of it, else None."""
    if ASKS_RESULT.search(question):
        return "achieved"
    if ASKS_PLAN.search(question):
        return "target"
    past = ASKS_PAST.search(question) and not ASKS_WORDS.search(question)
    return "achieved" if past else None


def _of_headings(heading: tuple[str, ...]) -> Stance | None:
    """What the outermost heading that is clear says; one that names both is not clear. Inner ones
    boast (取得新突破) in plans and name tasks in reviews, so they come last."""
    for line in heading:
        goals_reached = REVIEW_OF_GOALS.search(line)
        review = goals_reached or REVIEW_HEADING.search(line)
        plan = None if goals_reached else PLAN_HEADING.search(line)
        if bool(review) != bool(plan):
            return "achieved" if review else "target"
    return "achieved" if any(BOAST.search(line) for line in heading) else None


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
