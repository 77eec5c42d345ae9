"""The table of indicators: what reports measure, with the names in both languages by which speeches
write them and people ask for them.

indicators.txt: one indicator a line; its first lines say what the columns are.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cache, lru_cache
from importlib.resources import files
from typing import Literal, NamedTuple, cast

from rag.types.figures import FigureKind
from rag.types.text import Span

Better = Literal["more", "less"]


@dataclass(frozen=True, slots=True)
class Indicator:
    """Something that reports measure. `zh` and `en` are its names as documents write them, the
    first is the one that is shown; `asked` are names that only questions use for it. `unit` is the
    base unit of its level, None where there is none; `kinds` the usual ones, the commonest first;
    `better` is None where neither more nor less is."""

    key: str
    unit: str | None
    kinds: tuple[FigureKind, ...]
    better: Better | None
    zh: tuple[str, ...]
    en: tuple[str, ...]
    asked: tuple[str, ...] = ()


class _Names(NamedTuple):
    """Names by their first two Chinese characters, or their first English word, longest first."""

    exact: dict[str, Indicator]
    by_beginning: dict[str, tuple[str, ...]]


_WORD = re.compile(r"[A-Za-z][A-Za-z0-9]*(?:\.\d+)?")
_HAN_PAIR = re.compile(r"(?=([\u4e00-\u9fff].))")
_HYPHEN = re.compile(r"(?<=[a-z])-(?=[a-z])")
_SPACES = re.compile(r"\s+")
# A name is another word's part before these: 出口 in 出口处, 进口 in 进口商.
_PLURAL = re.compile(r"(?<![su])s$")
_ASCII_WORD = re.compile(r"[A-Za-z0-9]")


def _read(lines: str) -> Iterator[Indicator]:
    for line in lines.splitlines():
        if not line.strip() or line[0] in "#=":
            continue
        key, unit, kinds, better, zh, en = (column.strip() for column in line.split(" | "))
        names = zh.split(), [name.strip() for name in en.split(";")]
        asked = tuple(name[1:] for row in names for name in row if name.startswith("?"))
        chinese, english = (tuple(n for n in row if not n.startswith("?")) for row in names)
        usual = cast("tuple[FigureKind, ...]", tuple(kinds.split()))
        yield Indicator(
            key, None if unit == "-" else unit, usual,
            None if better == "-" else cast("Better", better), chinese, english, asked,
        )  # fmt: skip


@cache
def _rows() -> dict[str, Indicator]:
    text = files("rag.language").joinpath("indicators.txt").read_text("utf-8")
    return {row.key: row for row in _read(text)}


class _Table(Mapping[str, Indicator]):
    """The indicators by their keys, read when the first is looked up."""

    def __getitem__(self, key: str) -> Indicator:
        return _rows()[key]

    def __iter__(self) -> Iterator[str]:
        return iter(_rows())

    def __len__(self) -> int:
        return len(_rows())


INDICATORS: Mapping[str, Indicator] = _Table()


@lru_cache(maxsize=4096)
def indicator_named(text: str) -> Indicator | None:
    """The indicator with this key or with exactly this name in either language, the ways of asking
    before the names of documents; case, spaces and `the` do not count. None if there is none."""
    name = _plain(text)
    found = INDICATORS.get(name) or _names(asked=True).exact.get(name)
    return found or _names(asked=False).exact.get(name)


def term_named(name: str) -> Indicator | None:
    """The indicator that documents write exactly so (in small letters)."""
    return _names(asked=False).exact.get(_folded(name))


def may_begin_term(words: str) -> bool:
    """Whether a name that documents write begins with the first two of these characters."""
    return words[:2].lower() in _openings()


@cache
def _openings() -> frozenset[str]:
    return frozenset(name[:2] for name in _names(asked=False).exact)


def indicators_in(text: str, *, asked: bool = False) -> list[tuple[Span, Indicator]]:
    """The indicators that a text names, in order, of overlapping names the longest; with `asked`
    the names that only questions use count too."""
    tables = (_names(asked=True), _names(asked=False)) if asked else (_names(asked=False),)
    lower = _folded(text.lower())
    if len(lower) != len(text):
        lower = text
    found = [hit for names in tables for hit in _found(lower, names)]
    # Of a name in both tables the asked one comes first, and sorting keeps that order.
    found.sort(key=lambda hit: (hit[0].start, -hit[0].end))
    kept: list[tuple[Span, Indicator]] = []
    for span, indicator in found:
        if not kept or span.start >= kept[-1][0].end:
            kept.append((span, indicator))
    return kept


def _plain(text: str) -> str:
    return _SPACES.sub(" ", _folded(text.strip().lower())).removeprefix("the ")


def _folded(text: str) -> str:
    """`text` with one form of apostrophes, and value-added as value added."""
    return _HYPHEN.sub(" ", text.replace("’", "'"))


@cache
def _names(*, asked: bool) -> _Names:
    exact: dict[str, Indicator] = {}
    for indicator in INDICATORS.values():
        for name in indicator.asked if asked else (*indicator.zh, *indicator.en):
            exact.setdefault(_plain(name), indicator)
    if asked:  # "urban job target"; a document means other things by it
        for indicator in INDICATORS.values():
            for name in (*indicator.en, *indicator.asked):
                if _PLURAL.search(name):
                    exact.setdefault(_plain(name)[:-1], indicator)
    beginnings: dict[str, list[str]] = {}
    for name in exact:
        beginnings.setdefault(_beginning(name), []).append(name)
    longest_first = {
        beginning: tuple(sorted(names, key=len, reverse=True))
        for beginning, names in beginnings.items()
    }
    return _Names(exact, longest_first)


def _beginning(name: str) -> str:
    word = _WORD.match(name)
    return word.group() if word else name[:2]


def _found(lower: str, names: _Names) -> Iterator[tuple[Span, Indicator]]:
    for pattern, group in ((_HAN_PAIR, 1), (_WORD, 0)):
        position = 0
        for match in pattern.finditer(lower):
            if match.start() < position:
                continue
            for name in names.by_beginning.get(match[group], ()):
                end = match.start() + len(name)
                if lower.startswith(name, match.start()) and _ends(lower, end):
                    yield Span(match.start(), end), names.exact[name]
                    position = end
                    break


def _ends(lower: str, end: int) -> bool:
    """Whether no English word goes on at `end`."""
    return not (
        _ASCII_WORD.match(lower, end - 1) and end < len(lower) and _ASCII_WORD.match(lower, end)
    )
