"""Joins the names of one place: 澄川市 and Chengchuan City are one, 山西 and 陕西 are two.

Names that only sound alike are not joined: a name joins another where the gazetteer says that they
are one place, or where one is written in Han characters and the other is the sound of it alone.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable

from rag.language.places import Place, place_named
from rag.language.romanise import Spoken, spoken

# An English name with the kind of its place, and how the Chinese name of that kind ends: Jilin City
# is not Jilin.
_KINDS = (
    (" province", "省"), (" autonomous region", "自治区"), (" municipality", "市"), (" city", "市"),
)  # fmt: skip


def same_places(names: Iterable[str], spoken: Callable[[str], Spoken] = spoken) -> dict[str, str]:
    """Each of `names` with the first of them that names the same place."""
    distinct = tuple(dict.fromkeys(names))
    by_place: dict[str, str] = {}
    in_han: dict[str, list[str]] = defaultdict(list)
    for name in distinct:
        place = _place(name)
        by_place.setdefault(place.name if place else name, name)
        if not name.isascii() and (sound := spoken(name).key):
            in_han[sound].append(name)
    return {name: _first(name, by_place, in_han, spoken) for name in distinct}


def _first(
    name: str,
    by_place: dict[str, str],
    in_han: dict[str, list[str]],
    spoken: Callable[[str], Spoken],
) -> str:
    place = _place(name)
    if place is None and name.isascii():
        sounding = in_han.get(spoken(name).key, [])
        if len(sounding) == 1:
            return sounding[0]
    return by_place[place.name if place else name]


def _place(name: str) -> Place | None:
    """The place of the gazetteer with this name; English names may have the kind of place behind
    them."""
    place = place_named(name)
    for kind, ending in _KINDS if place is None else ():
        short = place_named(name[: -len(kind)]) if name.lower().endswith(kind) else None
        if short is not None and short.name.endswith(ending):
            return short
    return place
