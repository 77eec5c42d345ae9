"""Lists whose figures stand behind them in their order: A、B分别增长5%、6%. A figure of the second
is none of the first."""

from __future__ import annotations

import re

from rag.answering.support.region import Told
from rag.language.figures import comparable, figures

_RESPECTIVELY = re.compile(r"(?P<items>[^，。；]*)分别(?P<rest>.*)")
_BETWEEN = re.compile(r"[、和与及]")
_BEGINS = 2


def mixes_up(part: Told) -> bool:
    """Whether the claim gives an item of such a list the figure of another."""
    return any(_mixed(part.claim, given) for given in part.parts)


def _mixed(claim: str, given: str) -> bool:
    match = _RESPECTIVELY.search(given)
    if match is None:
        return False
    items, stated = _BETWEEN.split(match["items"]), figures(match["rest"])
    if len(items) != len(stated) or len(items) < 2:
        return False
    told = {at for at, one in enumerate(stated) if any(comparable(one, f) for f in figures(claim))}
    meant = {at for at, item in enumerate(items) if _named(item, items, claim)}
    return bool(told and meant) and not told & meant


def _named(item: str, items: list[str], claim: str) -> bool:
    """Whether the claim has the first characters of this item, which no other has: behind the last
    stands what all of them are."""
    own = item[:_BEGINS]
    return own in claim and not any(own in other for other in items if other != item)
