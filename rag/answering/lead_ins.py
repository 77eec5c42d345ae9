"""Finds the sentence that leads into a list, for an item that says neither when nor whether it is a
promise: "要实现以下目标：" before "新建公路300公里；"; and the list that goes with a lead, which
alone says nothing: "今年要办好十件实事：".
"""

from __future__ import annotations

import re
from functools import lru_cache

from rag.language.dates import resolve_years
from rag.language.lists import ListItems
from rag.language.stance import stance
from rag.types.answers import Source
from rag.types.text import PartialDate, Span

# The first point of a list within a line.
_POINTS = "一二三四五六七八九十"
_ROW = re.compile(r"[：:](|第|（)一(是|[，,]|）)")


def lead_in(source: Source, number: int) -> int | None:
    """The number, from 0, of the sentence of `source` without which its sentence `number` is not
    understood; None where it is no item of a list, or says itself what its lead says."""
    passage = source.hit.passage
    start = passage.span.start
    item = source.sentences[number]
    leads = _items(passage.text).leads_at(item.start - start)
    if not leads:
        return None
    lead = Span(leads[-1].start + start, leads[-1].end + start)
    text = passage.document.text
    if not _adds(lead.slice(text), item.slice(text), passage.document.date):
        return None
    found = (at for at in range(number) if source.sentences[at].contains(lead))
    return next(found, None)


def list_end(source: Source, number: int) -> int:
    """The number of the last sentence of the list into which sentence `number` of `source` leads,
    as far as the source shows the list without a gap; `number` itself where it leads into none."""
    passage = source.hit.passage
    start, text = passage.span.start, passage.document.text
    sentence = source.sentences[number]
    items = _items(passage.text)
    found = items.lead_within(Span(sentence.start - start, sentence.end - start))
    if found is None:
        return _end_of_row(source, number)
    end = items.end_of(found) + start
    last = number
    for at in range(number + 1, len(source.sentences)):
        before, span = source.sentences[at - 1], source.sentences[at]
        if span.start >= end or text[before.end : span.start].strip():
            break
        last = at
    return last


def _end_of_row(source: Source, number: int) -> int:
    """The number of the last point of a list within a line: 办好三件事：一是…。二是…。三是…。"""
    text = source.hit.passage.document.text
    match = _ROW.search(source.sentences[number].slice(text))
    if match is None:
        return number
    last, points = number, 1
    for at in range(number + 1, len(source.sentences)):
        before, span = source.sentences[at - 1], source.sentences[at]
        if text[before.end : span.start]:
            break  # the line ends, or something stands between
        if text.startswith(_POINTS[points].join(match.groups()), span.start):
            last, points = at, points + 1
        if points == len(_POINTS):
            break
    return last


@lru_cache(maxsize=256)
def _items(text: str) -> ListItems:
    return ListItems(text)


def _adds(lead: str, item: str, date: PartialDate | None) -> bool:
    """Whether the lead says when, or does or promises, and the item doesn't."""
    if resolve_years(item, date):
        return False
    return bool(resolve_years(lead, date)) or (stance(item) is None and stance(lead) is not None)
