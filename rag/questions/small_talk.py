"""Tells small talk from questions: "你好，你是谁？" and "thanks" ask nothing of speeches.

A text is small talk if all of its clauses are: "你好，请问失业率是多少？" is a question. What is in
doubt is a question, since a search that finds nothing says so, and a question that is brushed off
is lost.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import NamedTuple

from rag.language.sanitise import visible
from rag.questions.about_us_words import ABOUT_US
from rag.questions.closed_words import ABOUT_US_ALONE, COURTESY_ALONE
from rag.questions.simplified import simplified
from rag.questions.small_talk_words import COURTESY
from rag.questions.task_words import ELSEWHERE, TASKS
from rag.types.questions import SmallTalk

# More clauses than people say to be polite.
_MOST_CLAUSES = 8
_LONGEST_CLAUSE = 80
# A clause ends at a mark, but not at one within a figure (1,000; 3.5) or an expression (2+3=?).
_MARK = re.compile(
    r"[，。！？；、…~～\n\r]|[!?;:：]+|[.,](?!\d)|(?<=[\u4e00-\u9fff])\s+(?=[\u4e00-\u9fff])"
)
# Particles that soften a sentence and change nothing else.
_PARTICLES = re.compile(r"(?<=[\u4e00-\u9fff])[啊呀哟呐嘛哦噢啦哈呗诶]+$")
_ALNUM = re.compile(r"\w")
# The later of these does not matter where something else is said.
_COURTESY: tuple[SmallTalk, ...] = ("greeting", "thanks", "goodbye", "assent")


_TABLES = (COURTESY, ABOUT_US, ELSEWHERE, ABOUT_US_ALONE)


class _Clause(NamedTuple):
    """Where a clause begins, its words, and whether a question mark ends it."""

    start: int
    words: str
    asks: bool


def small_talk(text: str) -> SmallTalk | None:
    """The kind of small talk that `text` is; None if it may be a question."""
    said = simplified(visible(text)).replace("’", "'").strip()
    kinds: list[SmallTalk] = []
    for number, clause in enumerate(_clauses(said)):
        if number >= _MOST_CLAUSES:
            return None
        kind = _kind_of(clause)
        if kind is None:
            task = TASKS.firing(said[clause.start :])[:1]
            return task[0].kind if task else None
        kinds.append(kind)
    if not kinds:
        return "test"  # marks and pictures only
    telling = [kind for kind in kinds if kind not in _COURTESY]
    return telling[0] if telling else min(kinds, key=_COURTESY.index)


def _kind_of(clause: _Clause) -> SmallTalk | None:
    if len(clause.words) > _LONGEST_CLAUSE:
        return None
    tables = _TABLES if clause.asks else (*_TABLES, COURTESY_ALONE)
    for words in dict.fromkeys((clause.words, _PARTICLES.sub("", clause.words))):
        for table in tables:
            found = table.firing(words)
            if found:
                return found[0].kind
    return None


def _clauses(text: str) -> Iterator[_Clause]:
    """The runs of words between marks, in order."""
    start = 0
    for mark in [*_MARK.finditer(text), None]:
        end = mark.start() if mark else len(text)
        words = text[start:end].strip(" \t\"'“”‘’()（）[]<>《》*#-_|")
        if _ALNUM.search(words):
            asks = mark is not None and ("?" in mark[0] or "？" in mark[0])
            yield _Clause(start + len(text[start:end]) - len(text[start:end].lstrip()), words, asks)
        start = mark.end() if mark else end
