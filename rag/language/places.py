"""Finds the provinces, cities and countries that a text names, and the districts and counties that
the gazetteer does not hold.

gazetteer.txt: one place a line, `official|short|English|more English`; a city is indented under
its province, countries follow `=country`.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache, lru_cache
from importlib.resources import files
from typing import Literal, NamedTuple

from rag.language.place_words import NEVER_AFTER, NEVER_BEFORE, NO_PLACE, ONLY_IN_FULL
from rag.types.text import Span

Level = Literal["country", "province", "city"]


@dataclass(frozen=True, slots=True)
class Place:
    """A place of the gazetteer: 河北省, 河北, ("Hebei",), province, None. `parent` is the short
    name of the province of a city (or prefecture), None for provinces and countries."""

    name: str
    short: str
    english: tuple[str, ...]
    level: Level
    parent: str | None = None


@dataclass(frozen=True, slots=True)
class PlaceMention:
    """A place and where a text names it; the span leaves out `'s`."""

    place: Place
    span: Span


@dataclass(frozen=True, slots=True)
class UnknownPlace:
    """A district, county, town or city that the gazetteer lacks, as the text names it; `within`
    is the known place that it is said to belong to."""

    name: str
    span: Span
    within: Place | None = None


class _Tables(NamedTuple):
    places: tuple[Place, ...]
    chinese: dict[
        str, tuple[tuple[str, Place], ...]
    ]  # first two characters -> forms, longest first
    english: dict[str, tuple[tuple[str, Place], ...]]


_WORD = re.compile(r"[A-Za-zü]+(?:['’](?!s\b)[A-Za-z]+)?")
_HAN_PAIR = re.compile(r"(?=([\u4e00-\u9fff]{2}))")
_SUFFIX = "新区|自治县|自治旗|林区|区|县|旗|镇|乡|街道|市"
_CHINESE_UNKNOWN = re.compile(
    rf"(?:^|(?<=[^\u4e00-\u9fff])|(?<=[在年问看是]))"
    rf"(?P<name>(?![在年问看是])[\u4e00-\u9fff]{{2,4}}?(?:{_SUFFIX}))(?![域划长委民场间块位群级政镇村乡里])"
)
_AFTER_PLACE = re.compile(
    rf"(?P<name>[\u4e00-\u9fff]{{1,4}}?(?:{_SUFFIX}))(?![域划长委民场间块位群级政镇村乡])"
)
_ENGLISH_UNKNOWN = re.compile(
    r"(?<![A-Za-z])(?P<name>[A-Z][a-zü]+(?:['’](?!s )[a-z]+)?(?: [A-Z][a-zü]+)?)"
    r" (?:[Nn]ew )?(?:[Dd]istrict|[Cc]ounty|[Tt]own(?:ship)?|[Vv]illage|[Cc]ity|[Pp]refecture"
    r"|[Bb]anner)(?![A-Za-z])"
    r"|(?<![A-Za-z])(?:[Dd]istrict|[Cc]ounty|[Tt]own|[Vv]illage|[Cc]ity) of "
    r"(?P<of>[A-Z][a-zü]+)"
)


def gazetteer() -> tuple[Place, ...]:
    """Every known place: provinces, each followed by its cities, then countries."""
    return _tables().places


@lru_cache(maxsize=4096)
def place_named(name: str) -> Place | None:
    """The place with exactly this name in either script, case ignored; None if unknown."""
    for mention in places_in(name):
        if len(mention.span) == len(name.strip()):
            return mention.place
    return None


def is_country(name: str) -> bool:
    """Whether exactly this name is that of a whole country."""
    place = place_named(name)
    return place is not None and place.level == "country"


def places_in(text: str) -> list[PlaceMention]:
    """The known places that `text` names, in order; of overlapping ones the longest."""
    found = sorted((*_chinese(text), *_english(text)), key=lambda m: (m.span.start, -m.span.end))
    kept: list[PlaceMention] = []
    for mention in found:
        if not kept or mention.span.start >= kept[-1].span.end:
            kept.append(mention)
    return kept


def unknown_places(text: str) -> list[UnknownPlace]:
    """Districts, counties, towns and cities by their suffix (余杭区, Hongshan district) that the
    gazetteer does not hold. 全区, XX区, “the district” and kinds of areas (开发区) are none."""
    known = places_in(text)
    found = [*_chinese_unknown(text, known), *_english_unknown(text, known)]
    return sorted(found, key=lambda place: place.span)


@cache
def _tables() -> _Tables:
    places = tuple(_read(files("rag.language").joinpath("gazetteer.txt").read_text("utf-8")))
    chinese: dict[str, list[tuple[str, Place]]] = {}
    english: dict[str, list[tuple[str, Place]]] = {}
    for place in places:
        for form in {place.name, place.short, place.short + "市" * (place.level == "city")}:
            if form not in ONLY_IN_FULL:
                chinese.setdefault(form[:2], []).append((form, place))
        for form in place.english:
            first = _WORD.match(form)
            english.setdefault((first.group() if first else form).lower(), []).append((form, place))
    return _Tables(places, _longest_first(chinese), _longest_first(english))


def _longest_first(
    table: dict[str, list[tuple[str, Place]]],
) -> dict[str, tuple[tuple[str, Place], ...]]:
    return {
        key: tuple(sorted(forms, key=lambda form: len(form[0]), reverse=True))
        for key, forms in table.items()
    }


def _read(lines: str) -> Iterator[Place]:
    level: Level = "province"
    province: str | None = None
    for line in lines.splitlines():
        if line.startswith("="):
            level = "country"
            continue
        name, short, *english = line.strip().split("|")
        if line.startswith(" "):
            yield Place(name, short, tuple(english), "city", province)
        else:
            province = short
            yield Place(name, short, tuple(english), level)


def _chinese(text: str) -> Iterator[PlaceMention]:
    table, position = _tables().chinese, 0
    for match in _HAN_PAIR.finditer(text):
        start = match.start()
        if start < position or match[1] not in table:
            continue
        for form, place in table[match[1]]:
            end = start + len(form)
            if text.startswith(form, start) and not _accident(text, start, end, form, place.short):
                yield PlaceMention(place, Span(start, end))
                position = end
                break


def _accident(text: str, start: int, end: int, form: str, short: str) -> bool:
    """Whether the characters of `form` belong to other words: 云河南路, 隆重庆祝, 建成都市圈."""
    before, after = NEVER_AFTER.get(short), NEVER_BEFORE.get(form)
    return bool(
        (before and text[start - 1 : start] and text[start - 1] in before)
        or (after and text[end : end + 1] and text[end] in after)
        or text.startswith(("路", "大街", "街道", "东路", "西路", "南路", "北路", "中路"), end)
    )


def _english(text: str) -> Iterator[PlaceMention]:
    table, lower = _tables().english, text.lower().replace("’", "'")
    for match in _WORD.finditer(lower if len(lower) == len(text) else text):
        for form, place in table.get(match.group().lower(), ()):
            end = match.start() + len(form)
            following = text[end : end + 1]
            if lower.startswith(form.lower(), match.start()) and not (
                following.isascii() and following.isalpha()
            ):
                yield PlaceMention(place, Span(match.start(), end))
                break


def _chinese_unknown(text: str, known: list[PlaceMention]) -> Iterator[UnknownPlace]:
    position = 0
    for mention in known:
        match = _AFTER_PLACE.match(text, mention.span.end)
        if match and not NO_PLACE.search(match["name"]):
            yield UnknownPlace(match["name"], Span(*match.span("name")), mention.place)
    taken = [m.span for m in known]
    for match in _CHINESE_UNKNOWN.finditer(text):
        span = Span(*match.span("name"))
        if span.start < position or NO_PLACE.search(match["name"]):
            continue
        if not any(span.overlaps(other) for other in taken):
            yield UnknownPlace(match["name"], span)
            position = span.end


def _english_unknown(text: str, known: list[PlaceMention]) -> Iterator[UnknownPlace]:
    for match in _ENGLISH_UNKNOWN.finditer(text):
        group = "name" if match["name"] else "of"
        span = Span(*match.span(group))
        words = match[group].split()
        if words[0] in _NO_NAME and len(words) > 1:
            span = Span(span.start + len(words[0]) + 1, span.end)
            words = words[1:]
        if words[0] in _NO_NAME or any(span.overlaps(m.span) for m in known):
            continue
        within = [m.place for m in known if m.span.end <= span.start]
        yield UnknownPlace(span.slice(text), span, within[-1] if within else None)


_NO_NAME = frozenset(
    ["The", "This", "That", "Which", "What", "Our", "Each", "Every", "A", "An", "In", "Any", "All",
     "How", "Did", "Does", "Was", "Is", "For", "Of", "By", "New", "Same", "Whole", "Party"]
)  # fmt: skip
