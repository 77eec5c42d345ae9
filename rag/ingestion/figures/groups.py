"""Which figures of a Chinese sentence stand together after one name, and what the words directly
around a figure say: that it is a length of time, or what was before."""

from __future__ import annotations

import re
from dataclasses import dataclass, field

from rag.ingestion.figures.amounts import Quantity
from rag.types.figures import Bound

_CONTINUES = re.compile(r"^(?:左右|以上|以内|以下)?[\s、和与及]*(?:约|近|超|超过|不低于)?$")
_OLD = re.compile(r"[由从自](?:[^，。；]{0,14}?)$")
TO_NEW = re.compile(r"^[^，。；]{0,12}?(?:到|至|为)[^，。；]{0,10}$")
# 比去年的3万吨增加: what it was.
_WITH_OLD = re.compile(
    r"[比较](?:[上去前]年|(?:19|20)\d\d年)(?:同期|预计|实际)?的[^，。；\d]{0,8}$"
)
_TIMES = frozenset({"year", "month", "week", "day"})
_LASTS = re.compile(
    r"来|间|内|累计|增量|增长|新增|保持|位居|稳居|居|超|跨|实现|获|以上保持|蝉联|荣获|排名"
)
_BORDER = re.compile(r"[，。；：;！？!?\n]|(?<!\d),(?!\d)|(?<![\d:：])[:：]|——")


@dataclass(slots=True)
class Group:
    """Figures that belong together: those of one list after one name."""

    subject_start: int
    clause_start: int
    head: str
    quantities: list[Quantity] = field(default_factory=list)
    # 74%的工业增加值和40%: its words belong to the figure before.
    taken: bool = False


def is_time(text: str, quantity: Quantity) -> bool:
    """连续5年, 三年来: how long, and not how much."""
    start, end = quantity.span.start, quantity.span.end
    return quantity.unit in _TIMES and (
        text[max(start - 2, 0) : start] in ("连续", "已连")
        or _LASTS.match(text, end) is not None
        or text[max(start - 1, 0) : start] in ("近", "这")
    )


def shared_bound(quantity: Quantity, found: list[Quantity]) -> Bound:
    """分别增长5%、6%左右, 分别超过3万和5万: a word at either end binds all."""
    first, last = found[0].bound, found[-1].bound
    if all(q.bound == "exact" for q in found[:-1]) and last in (
        "about",
        "at_least",
        "at_most",
        "below",
    ):
        return last
    if all(q.bound == "exact" for q in found[1:]) and first in (
        "above",
        "at_least",
        "at_most",
        "below",
    ):
        return first
    return quantity.bound


def groups_of(text: str, found: list[Quantity]) -> list[Group]:
    groups: list[Group] = []
    border = end = 0
    for quantity in found:
        for match in _BORDER.finditer(text, max(border, end), quantity.span.start):
            border = match.end()
        start = max(border, end)
        head = text[start : quantity.span.start]
        if groups and start == end and border < end and _CONTINUES.match(head):
            groups[-1].quantities.append(quantity)
        else:
            taken = start == end and head.startswith("的")
            start += len(head) - len(head.lstrip("、和与及 的"))
            words = text[start : quantity.span.start]
            groups.append(Group(start, border, words, [quantity], taken))
        end = quantity.end
    return groups


def same_clause(text: str, start: int, end: int) -> bool:
    """Whether an earlier term is near enough to be quoted together."""
    return end - start <= 60 and "。" not in text[start:end]


def is_old(text: str, quantity: Quantity) -> bool:
    """由3万增长到5万: the first of two is what it was."""
    before = text[max(quantity.span.start - 16, 0) : quantity.span.start]
    if _WITH_OLD.search(before):
        return True
    return bool(_OLD.search(before) and TO_NEW.match(_upto_digit(text, quantity.end)))


def _upto_digit(text: str, start: int) -> str:
    match = re.compile(r"[^\d一二三四五六七八九十百]{0,16}").match(text, start)
    return match.group() if match else ""
