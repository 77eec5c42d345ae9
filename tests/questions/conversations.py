"""Judges whether the last question of a conversation, as it was completed, means what its asker
meant: by the places, years, topic and kind of answer that a reader of questions finds in it.

tests/data/conversations.jsonl is the development set; conversations-untouched.jsonl was written
before any of it was run, no rule was changed for it, and none may be: whoever works on its misses
moves all of it to the development set and writes another. `scripts/bench conversations` prints both
figures. Words of `words` are patterns; `years_may` are years that do no harm.
"""

from __future__ import annotations

import datetime
import json
import re
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any, NamedTuple

import numpy as np
from numpy.typing import NDArray

from rag.index.store import Entry
from rag.language.detect import language_of
from rag.language.places import gazetteer
from rag.language.romanise import Spoken, spoken
from rag.questions.conversation import self_contained
from rag.questions.understand import Reader
from rag.types.questions import Filters, Message, Question, Understood

TODAY = datetime.date(2026, 11, 23)
DATA = Path(__file__).parents[1] / "data"
_INVENTED = ("云溪市", "云溪市明湖区", "松岭县", "澄川市", "青川区", "北岭市", "Norland")
_PROVINCES = tuple(place.name for place in gazetteer() if place.level == "province")
_REGIONS = ("中国", *_PROVINCES, *_INVENTED)
# A question and one or two names beside it; longer ones have grown.
MOST_CHARACTERS = 120
_NESTED = re.compile(r"[(（][^)）]*[(（]")


class Shelf:
    """An index that holds the reports of all provinces and of some invented places."""

    catalogue = tuple(
        Entry(f"{region}{year}", f"{year}年{region}政府工作报告", None, None, region, str(year))
        for region in _REGIONS
        for year in range(2022, 2027)
    )

    def regions(self) -> tuple[str, ...]:
        return _REGIONS

    def speakers(self) -> tuple[str, ...]:
        return ("刘敏",)

    def spoken(self, name: str) -> Spoken:
        return spoken(name)

    def mentions(self, words: str) -> bool:
        return True

    def holds_word(self, word: str) -> bool:
        return False

    def rows(self, filters: Filters) -> NDArray[np.int64] | None:
        return None


class Case(NamedTuple):
    """A conversation and the meaning of its last question."""

    name: str
    turns: tuple[Message, ...]
    wanted: Mapping[str, Any]

    @property
    def asked(self) -> str:
        return self.turns[-1].text


SHELF = Shelf()
_READER = Reader(today=lambda: TODAY)


def cases(file: str) -> Iterator[Case]:
    """The conversations of a file of tests/data."""
    for line in (DATA / file).read_text("utf-8").splitlines():
        row = json.loads(line)
        turns = tuple(Message(role, text) for role, text in row.pop("turns"))
        yield Case(row.pop("name"), turns, row)


def completed(case: Case) -> str:
    """The last question of a conversation, as the project completes it."""
    return self_contained(case.turns, index=SHELF, today=TODAY)


def faults(case: Case) -> list[str]:
    """What is wrong with the completed question; nothing where it means what was meant."""
    text, wanted = completed(case), case.wanted
    if wanted.get("unchanged"):
        return [] if text == case.asked else [f"changed: {text}"]
    read = understood(text)
    found = [
        *_grown(text),
        *_amiss("places", set(read.regions), wanted["places"], []),
        *_amiss("years", {*read.years, *read.reports}, wanted.get("years", []),
                wanted.get("years_may", [])),
        *(f"no {word}" for word in wanted.get("words", []) if not re.search(word, text, re.I)),
        *(f"has {word}" for word in wanted.get("not", []) if word.lower() in text.lower()),
        *(f"asks no {each}" for each in wanted.get("asks", []) if each not in _asks(read)),
    ]  # fmt: skip
    return [*found, text] if found else []


def understood(text: str) -> Understood:
    """`text` as a reader of questions understands it."""
    return _READER.understand(Question(text, language=language_of(text)), SHELF)


def _asks(read: Understood) -> set[str]:
    figures = read.intent.figures
    stances = {*read.intent.stances, *(figures.stances if figures else ())}
    return {read.intent.kind, *stances, *([figures.operation] if figures else [])}


def _grown(text: str) -> Iterator[str]:
    if len(text) > MOST_CHARACTERS or _NESTED.search(text):
        yield "has grown"


def _amiss(what: str, found: set[Any], wanted: list[Any], also: list[Any]) -> Iterator[str]:
    if not set(wanted) <= found <= {*wanted, *also}:
        yield f"{what} {sorted(found)}"
