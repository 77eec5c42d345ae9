"""Lists and the words that lead into them: which line is an item, and of which sentence.

"要实现以下目标：" over "1. 新建公路300公里；": the item says neither when nor whether it is a
promise; the line above it does."""

from __future__ import annotations

import re
import sys
from bisect import bisect_left, bisect_right
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import islice

from rag.language.numerals import english_value, han_value
from rag.language.roughly import ROUGHLY
from rag.types.text import Span

_HAN = "一二三四五六七八九十"
# The sign or number of an item, by kind: items of one list have one kind.
_KINDS = (
    ("dash", r"(?:——?|--)\s*(?!\s)|[-–*+]\s+"),
    ("sign", r"[·•●○◆◇■□▪▫‣►▶➢➤✓✔√]\s*"),
    ("digit", rf"(?!{ROUGHLY})\d{{1,2}}(?:[、．)）]|\.(?!\d))\s*"),
    ("digit in brackets", r"[（(]\d{1,2}[）)]\s*"),
    ("digit in a circle", r"[①-⑳]\s*"),
    ("one is", rf"[{_HAN}]{{1,2}}是(?![年个])[，：:]?"),
    ("numeral", rf"[{_HAN}]{{1,3}}、(?![{_HAN}])"),
    ("numeral in brackets", rf"[（(][{_HAN}]{{1,3}}[）)]\s*"),
    ("ordinal", rf"第[{_HAN}]{{1,3}}[，、：:]\s*"),
    ("letter", r"(?:[a-h][.)]|\([a-h]\)|\([ivx]{1,4}\))\s+"),
)
_MARKER = re.compile("|".join(f"(?P<k{at}>{pattern})" for at, (_, pattern) in enumerate(_KINDS)))
_LINE = re.compile(r"[^\n]+")
_LEADS = re.compile(r"[:：]\s*$|[:：]?\s*(?:——|—)\s*$")
# Whoever is spoken to leads into nothing.
_ADDRESS = re.compile(
    r"^\W*(?:尊敬的|敬爱的|亲爱的|各位|同志们|女士|先生|朋友|同胞|代表们|委员们|Dear\b|My fellow|"
    r"Fellow\b|Mr\.|Mrs\.|Ms\.|Madam|Ladies|Friends|Members|Honou?rable|Distinguished)"
    r"(?!.*\b(?:will|following)\b)[^，。]{0,60}$"
)
_SENTENCE_BEFORE = re.compile(r"[。！？；]|(?<=[a-z\d])[.!?;]\s")
_GOES_ON = re.compile(r"[;；,，、]\s*(?:and|or|以及|和)?\s*$")
_FULL_STOP = re.compile(r"[。.！!？?][”’」』）)\"']*\s*$")
_LONGEST_LEAD = 160
# A paragraph is no item, unless it bears the sign of one.
_LONGEST_PLAIN = 80
# "十件实事：", "the following five things:": how many items follow.
_COUNT = re.compile(
    r"(?P<count>[二三四五六七八九十]{1,3}|\d{1,2})(?:件|个|项|条|大|方面|点|类|种|步)"
    r"[\u4e00-\u9fff“”]{0,12}[：:]\s*$"
    r"|\b(?P<english>two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|\d{1,2})\b"
    r"(?:\s+[\w’'-]+){1,6}\s*:\s*$",
    re.I,
)
_MOST_COUNTED = 20
# Bytes of UTF-8: 70 Chinese characters or 210 Latin ones.
_LONGEST_COUNTED = 210
# No list of a speech is nested deeper; what looks so is a text of colons.
_DEEPEST = 4


@dataclass(frozen=True, slots=True)
class Item:
    """A line of a list at `span`; `leads` are the sentences that lead into it, outermost first."""

    span: Span
    leads: tuple[Span, ...]


@dataclass(slots=True)
class _List:
    """A list while it is read: what leads into it, the kind of its items, once one is seen,
    whether its last item ended it, and how many lines without a sign are still its items."""

    lead: Span
    kind: str | None = None
    is_over: bool = False
    counted: int = 0


def marker(text: str, start: int = 0, end: int = sys.maxsize) -> int:
    """How many characters the sign or number of an item takes at `start` of a line that ends at
    `end`; 0: none."""
    match = _MARKER.match(text, start, end)
    return match.end() - start if match else 0


class ListItems:
    """The items of all lists of a text."""

    def __init__(self, text: str) -> None:
        self._items = list(_items(text))
        self._starts = [item.span.start for item in self._items]
        self._leads = sorted({lead.start for item in self._items for lead in item.leads})

    def leads_at(self, position: int) -> tuple[Span, ...]:
        """The sentences that lead into the item that holds `position`; none elsewhere."""
        at = bisect_right(self._starts, position) - 1
        inside = at >= 0 and position < self._items[at].span.end
        return self._items[at].leads if inside else ()

    def lead_within(self, span: Span) -> Span | None:
        """The words of the sentence at `span` that lead into a list behind it."""
        found = (lead for item in self._items for lead in item.leads if span.contains(lead))
        return next((lead for lead in found if lead.end == span.end), None)

    def end_of(self, lead: Span) -> int:
        """Where the last item of the list ends into which the sentence at `lead` leads; the end of
        `lead` where it leads into none."""
        found = (item.span.end for item in self._items if lead in item.leads)
        return max(found, default=lead.end)

    def leads_in(self, start: int, end: int) -> list[int]:
        """Where sentences that lead into a list begin within [start, end)."""
        return self._leads[bisect_left(self._leads, start) : bisect_left(self._leads, end)]


def _items(text: str) -> Iterator[Item]:
    stack: list[_List] = []
    lines = [line for line in _LINE.finditer(text) if line.group().strip()]
    for at, line in enumerate(lines):
        words = line.group().strip()
        while stack and not _belongs(words, stack[-1]):
            stack.pop()
        if stack:
            yield Item(Span(line.start(), line.end()), tuple(each.lead for each in stack))
        if _leads(words) and len(stack) < _DEEPEST:
            lead = _lead(text, line.start(), line.end())
            if len(lead):  # more than a sign
                following = (each.group() for each in islice(lines, at + 1, at + _MOST_COUNTED + 1))
                stack.append(_List(lead, counted=_counted(words, list(following))))


def _leads(words: str) -> bool:
    return (
        _LEADS.search(words[-8:]) is not None and _ADDRESS.search(words) is None and len(words) > 1
    )


def _counted(lead: str, following: Sequence[str]) -> int:
    """How many items without a sign a lead announces, where so many short lines do follow."""
    match = _COUNT.search(lead[-_LONGEST_LEAD:])
    if match is None:
        return 0
    count = _number(match)
    items = [line.strip() for line in following[:count]]
    are_items = len(items) == count and all(map(_is_plain_item, items))
    return count if are_items else 0


def _number(match: re.Match[str]) -> int:
    words = match["count"] or match["english"]
    value = float(words) if words.isdigit() else han_value(words) or english_value(words.lower())
    return int(value or 0)


def _is_plain_item(line: str) -> bool:
    is_short = len(line.encode()) <= _LONGEST_COUNTED
    return is_short and not marker(line) and not _leads(line) and _ADDRESS.search(line) is None


def _lead(text: str, start: int, end: int) -> Span:
    """The last sentence of a line, without its white space and its own sign."""
    begins = [m.end() for m in _SENTENCE_BEFORE.finditer(text, start, end) if m.end() < end]
    start = max(begins[-1] if begins else start, end - _LONGEST_LEAD)
    while start < end and text[start].isspace():
        start += 1
    return Span(start + marker(text, start, end), end)


def _belongs(words: str, found: _List) -> bool:
    """Whether a line is the next item of a list. One whose items have no sign is over with the
    first full stop: what follows may be any paragraph."""
    match = _MARKER.match(words)
    kind = _KINDS[int((match.lastgroup or "k0")[1:])][0] if match else "plain"
    if found.kind is None:
        found.kind = kind
    if kind == found.kind == "plain" and found.counted:
        found.counted -= 1
        found.is_over = not found.counted
        return True
    if words.startswith("其中") and found.kind == "plain":
        return True  # parts of what the last item says
    if found.is_over or kind != found.kind:
        return False
    if kind == "plain":
        if len(words) > _LONGEST_PLAIN and not _GOES_ON.search(words[-8:]):
            return False
        found.is_over = _FULL_STOP.search(words[-4:]) is not None
    return True
