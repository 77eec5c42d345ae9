"""The numbers and signs that a browser shows before the items of a list of HTML, where they tell
that the lines are a list: all numbers, and the signs of a list that a colon leads into. And lists
that are nothing but links into the page itself: its table of contents."""

from __future__ import annotations

import re
from dataclasses import dataclass

from rag.ingestion.formats.numbering import BULLET, shown
from rag.language.lists import marker
from rag.types.text import Span

_FORMS = {"a": "lowerLetter", "A": "upperLetter", "i": "lowerRoman", "I": "upperRoman"}
_LEADS = re.compile(r"[:：]\s*$")
_IS_BARE = re.compile(r"list-style(?:-type)?\s*:\s*none", re.I)
_BARE_NAME = re.compile(
    r"(?:^|[\s_-])(?:unstyled|none|no-?bullets?|no-?style|plain)(?:$|[\s_-])", re.I
)
_FEWEST_LINKS = 3
_LINKED_SHARE = 0.9
LOOK_BACK = 4  # characters before a list, enough for its colon


@dataclass(slots=True)
class _List:
    """An open list: the form of its numbers, None for signs, "" where nothing is shown; and the
    number of its next item, `step` more than the one before."""

    form: str | None
    number: int = 1
    step: int = 1


class Lists:
    """The open lists of a page, and the label of the item that has just begun."""

    def __init__(self) -> None:
        self._open: list[_List] = []
        self._label = ""
        self._start = 0  # of the outermost open list
        self._link: int | None = None  # where an open link into the page begins
        self._links = self._linked = 0  # links into the page within the list, and their characters

    def begin(self, tag: str, values: dict[str, str], before: str, position: int) -> None:
        """An `ol` or `ul` begins behind the characters `before`, an item of one, or a link."""
        if tag == "a":
            self._link = position if values.get("href", "").startswith("#") else None
            return
        self._label = ""
        if tag != "li" and not self._open:
            self._start, self._links, self._linked = position, 0, 0
        if tag == "li":
            self._begin_item(values)
        elif _is_bare(values):
            self._open.append(_List(""))
        elif tag == "ol":
            form = _FORMS.get(values.get("type", ""), "decimal")
            start = _number(values.get("start", ""), 0 if "reversed" in values else 1)
            # One that counts down to 1 begins with how many items it has, which none knows yet.
            is_unknown = "reversed" in values and not start
            step = -1 if "reversed" in values else 1
            self._open.append(_List("" if is_unknown else form, start, step))
        else:
            self._open.append(_List(None if self._has_signs(before) else ""))

    def end(self, tag: str, position: int) -> Span | None:
        """A list, an item or a link ends; an item without words has shown nothing. Where a table of
        contents ends, its span."""
        if tag == "a":
            self._end_link(position)
            return None
        self._label = ""
        if tag == "li" or not self._open:
            return None
        self._open.pop()
        is_over = not self._open and self._links >= _FEWEST_LINKS
        all_linked = self._linked >= _LINKED_SHARE * (position - self._start)
        return Span(self._start, position) if is_over and all_linked else None

    def _end_link(self, position: int) -> None:
        if self._link is not None and position > self._link:
            self._links += 1
            self._linked += position - self._link + 1  # the line end behind it
        self._link = None

    def label(self, words: str) -> str:
        """What stands before the first words of an item, unless they bring a number themselves."""
        label, self._label = self._label, ""
        return "" if marker(words.lstrip()) else label

    def _begin_item(self, values: dict[str, str]) -> None:
        if not self._open:
            return
        own = self._open[-1]
        if own.form is None:
            self._label = BULLET
        elif own.form:
            own.number = _number(values.get("value", ""), own.number)
            self._label = f"{shown(own.form, own.number)}. "
            own.number += own.step

    def _has_signs(self, before: str) -> bool:
        is_inside = bool(self._open) and self._open[-1].form != ""
        return is_inside or _LEADS.search(before) is not None


def _is_bare(values: dict[str, str]) -> bool:
    return (
        _IS_BARE.search(values.get("style", "")) is not None
        or _BARE_NAME.search(values.get("class", "")) is not None
    )


def _number(text: str, otherwise: int) -> int:
    text = text.strip()
    return int(text) if text.isdecimal() and len(text) <= 4 else otherwise
