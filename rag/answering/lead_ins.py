"""Finds the sentence that leads into a list, for an item that says neither when nor whether it is a
promise: "要实现以下目标：" before "新建公路300公里；"."""

from __future__ import annotations

from functools import lru_cache

from rag.language.dates import resolve_years
from rag.language.lists import ListItems
from rag.language.stance import stance
from rag.types.answers import Source
from rag.types.text import PartialDate, Span


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


@lru_cache(maxsize=256)
def _items(text: str) -> ListItems:
    return ListItems(text)


def _adds(lead: str, item: str, date: PartialDate | None) -> bool:
    """Whether the lead says when, or does or promises, and the item doesn't."""
    if resolve_years(item, date):
        return False
    return bool(resolve_years(lead, date)) or (stance(item) is None and stance(lead) is not None)
