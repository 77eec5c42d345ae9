"""Reads the quantities of a text in base units, and tells whether two of them agree.

Years, dates, names such as PM2.5, 5G or 一号文件 and slogans such as “两个维护” are no quantities.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache
from itertools import pairwise
from math import isclose

from rag.language.figure_patterns import BETWEEN, FIGURE, PLAIN, RANGE
from rag.language.numerals import digits_value, english_value, han_value
from rag.language.units import (
    CHINESE,
    CHINESE_SCALES,
    COUNTED,
    ENGLISH,
    ENGLISH_SCALES,
    MONEY_BEFORE,
    dimension,
)
from rag.types.figures import Figure
from rag.types.text import Span

_RANKS = ("first", "second", "third", "fourth", "fifth", "sixth", "seventh", "eighth", "ninth",
          "tenth")  # fmt: skip
_FOLDS = {"do": 2.0, "tr": 3.0, "quadrupl": 4.0, "quintupl": 5.0, "twof": 2.0, "threef": 3.0,
          "fourf": 4.0, "fivef": 5.0, "tenf": 10.0}  # fmt: skip
_PARTS = {"half": 0.5, "third": 1 / 3, "quarter": 0.25, "fifth": 0.2, "tenth": 0.1}
_TIME = frozenset({"year", "month", "week", "day"})
# Their values are never rounded on the way: 5% is not 5.1%. Nor do they meet a bare number.
_EXACT = frozenset({"share", "percentage_point", "ordinal"})
# A rounded figure that keeps this many digits may stand for the exact one: 5.47 million hectares
# for 82 million mu.
_ROUNDED_DIGITS = 3
_RANKED = re.compile(r"(?:全国|世界|全球|全省|全市|全区|内地|国内|[居列位至为]|排名)$")
_YEAR = re.compile(r"(?:1[89]|20)\d\d")
_FIRST_NUMBER = re.compile(r"\d(?:[\d,， ]*\d)?(?:[.·]\d+)?")
_REST = re.compile(r"([\d,，.]+)([十百千]?[多余]?万|[千百])?")
_MAY_CHANGE = re.compile("[" + re.escape("".join(map(chr, PLAIN))) + "]")
_MONEY_SCALES = {"m": 1e6, "b": 1e9, "k": 1e3}


# An answer reads a hundred sentences, some of them three times; questions share passages.
REMEMBERED_SENTENCES = 4096


@dataclass(slots=True)
class _Reading:
    """number x scale x factor in `unit`."""

    number: float
    scale: float = 1.0
    factor: float = 1.0
    unit: str | None = None


def figures(text: str) -> list[Figure]:
    """The quantities of `text` in order, each with the slice that it was read from. A number in
    digits that is no date and no name is one even where its unit is unknown (None)."""
    return list(_figures(text))


@lru_cache(maxsize=REMEMBERED_SENTENCES)
def _figures(text: str) -> tuple[Figure, ...]:
    plain = text.translate(PLAIN) if _MAY_CHANGE.search(text) else text
    found: list[tuple[Span, _Reading]] = []
    for match in FIGURE.finditer(plain):
        reading = _read(match, plain)
        if reading is not None:
            found.append((Span(match.start(), match.end()), reading))
    _share_units(plain, found)
    return tuple(
        Figure(span.slice(text), _clean(r.number * r.scale * r.factor), r.unit, span)
        for span, r in found
    )


def comparable(a: Figure, b: Figure) -> bool:
    """Whether `a` and `b` can be the same quantity: units of one dimension, or one unknown, and
    equal values; a value rounded to three digits or more meets the exact one, but never among
    shares, percentage points and ordinals. A bare number never meets these."""
    (first_dimension, first), (second_dimension, second) = _in_base(a), _in_base(b)
    if {first_dimension, second_dimension} & _EXACT:
        return first_dimension == second_dimension and isclose(abs(first), abs(second))
    if a.unit is None or b.unit is None:
        first, second = a.value, b.value
    elif first_dimension != second_dimension and not (
        {a.unit, b.unit} <= COUNTED and "count" in (a.unit, b.unit)
    ):
        return False
    allowed = max(abs(first) * _rounding(a), abs(second) * _rounding(b))
    return isclose(first, second) or abs(first - second) <= allowed * (1 + 1e-9)


def _in_base(figure: Figure) -> tuple[str, float]:
    name, size = dimension(figure.unit or "")
    return name, figure.value * size


def _rounding(figure: Figure) -> float:
    """How far, as a share of its value, the figure may be from the exact number; 0.0 for a
    figure that is too short to have been rounded safely."""
    match = _FIRST_NUMBER.search(figure.text.translate(PLAIN))
    if match is None:
        return 0.0
    whole, _, decimals = re.sub(r"[,， ]", "", match.group()).replace("·", ".").partition(".")
    digits = (whole + decimals).lstrip("0") if decimals else whole.strip("0")
    if len(digits) < _ROUNDED_DIGITS:
        return 0.0
    return 0.5 / int(digits)


def _clean(value: float) -> float:
    """Without the dust of binary fractions: 1.1 x 1e8 is 110000000.0."""
    return float(f"{value:.12g}")


def _read(match: re.Match[str], plain: str) -> _Reading | None:
    kind = match.lastgroup
    if kind == "digits":
        return _read_digits(match)
    if kind == "numeral":
        return _read_numeral(match, plain)
    if kind == "part":
        return _read_part(match)
    if kind == "ordinal":
        return _read_ordinal(match, plain)
    if kind == "multiple":
        fan, fold = match["fan"], (match["fold"] or "").lower()
        if not fold:
            times = int(fan) if fan and fan.isdigit() else "一二三四".find(fan or "一") + 1 or 2
            return _Reading(2.0**times, unit="multiple")
        return _Reading(_FOLDS.get(fold) or _FOLDS[fold[:2]], unit="multiple")
    return _read_words(match, plain) if kind == "words" else None


def _unit(form: str | None) -> tuple[str | None, float]:
    if form is None:
        return None, 1.0
    if form == "成":
        return "percent", 10.0
    return CHINESE.get(form) or ENGLISH[form.lower()]


def _read_digits(match: re.Match[str]) -> _Reading | None:
    number = digits_value(match["num"])
    unit, factor = _unit(match["unit"] or match["eunit"])
    scale = _scale(match)
    if scale is None:
        scale = 1.0
        if _is_year(match["num"], unit) or re.fullmatch("00+", match["num"]):
            return None
    if match["rest"]:
        parts = _REST.findall(match["rest"])
        number += (
            sum(
                digits_value(n) * CHINESE_SCALES.get(re.sub("[多余]", "", by), 1.0)
                for n, by in parts
            )
            / scale
        )
    if match["money"]:
        unit, factor = MONEY_BEFORE[match["money"].lower()], 1.0
    return _Reading(-number if match["minus"] else number, scale, factor, unit)


def _scale(match: re.Match[str]) -> float | None:
    if match["scale"]:
        return CHINESE_SCALES[match["scale"]]
    if match["escale"]:
        return ENGLISH_SCALES[match["escale"].lower().removesuffix("s")]
    return _MONEY_SCALES[match["mscale"].lower()] if match["mscale"] else None


def _is_year(number: str, unit: str | None) -> bool:
    return unit in (None, "year") and _YEAR.fullmatch(number.replace(" ", "")) is not None


def _read_numeral(match: re.Match[str], plain: str) -> _Reading | None:
    han, (unit, factor) = match["han"], _unit(match["hunit"])
    start = match.start()
    if not set(han) - set("百千万亿"):  # 超千公里 counts, 千家万户 does not
        if plain[start - 1 : start] not in tuple("超过近达破逾上") or han not in CHINESE_SCALES:
            return None
        return _Reading(1.0, CHINESE_SCALES[han], factor, unit)
    number = _han_number(han, match["hscale"] or "")
    named = unit in COUNTED and plain[start - 1 : start] in ("“", "‘", "《", "「")
    about = plain[start - 1 : start] in ("几", "数")  # 几十个
    if not number or named or about or (han == "一" and unit in COUNTED | _TIME):
        return None
    return _Reading(number, 1.0, factor, unit)


def _han_number(han: str, scale: str) -> float | None:
    """七亿七千多万 is 七亿七千万 and more; of 十五点三亿 all is in the scale."""
    if "点" not in han:
        return han_value(han + scale)
    number = han_value(han)
    return None if number is None else number * CHINESE_SCALES.get(scale, 1.0)


def _read_words(match: re.Match[str], plain: str) -> _Reading | None:
    number = english_value(match["word"])
    form = match["wsunit"] or match["wunit"]
    unit, factor = _unit(form)
    if form and form.lower() == "points" and plain[: match.start()][-3:] != "by ":
        return None  # four points that a speaker wants to make
    if number is None or (number == 1 and match["wscale"] is None and unit in COUNTED | _TIME):
        return None
    scale = (match["wscale"] or "").lower()
    return _Reading(number, ENGLISH_SCALES.get(scale) or ENGLISH_SCALES.get(scale[:-1], 1.0),
                    factor, unit)  # fmt: skip


def _number(text: str) -> float | None:
    return digits_value(text) if text[0].isdigit() else han_value(text)


def _read_part(match: re.Match[str]) -> _Reading | None:
    if match["share"]:
        number = _number(match["share"])
        per = {"百": 1.0, "千": 0.1, "万": 0.01}[match["per"]]
        below_zero = match["shareminus"] or match["minusshare"]
        return (
            None
            if number is None
            else _Reading(-number if below_zero else number, per, unit="percent")
        )
    if match["tenths"]:
        ones = 5.0 if match["hundredths"] == "半" else han_value(match["hundredths"]) or 0.0
        return _Reading(10 * (han_value(match["tenths"]) or 0.0) + ones, unit="percent")
    if match["all"]:
        return _read_some_of_all(match["some"], match["all"])
    if match["below"]:
        below, above = _number(match["below"]), _number(match["above"])
        return _Reading(above / below, unit="fraction") if below and above else None
    if match["of"]:
        parts = {"a": 1, "one": 1, "two": 2, "three": 3, "four": 4}[match["parts"].lower()]
        return _Reading(parts * _PARTS[match["of"].lower().removesuffix("s")], unit="fraction")
    return _Reading(0.5, unit="fraction")


def _read_some_of_all(some: str, whole: str) -> _Reading | None:
    first, second = (digits_value(n) if n.isdigit() else english_value(n) for n in (some, whole))
    return (
        _Reading(first / second, unit="fraction") if first and second and first < second else None
    )


def _read_ordinal(match: re.Match[str], plain: str) -> _Reading | None:
    if match["top"]:
        return _Reading(1.0, unit="ordinal")
    if match["wnth"]:
        return _Reading(float(_RANKS.index(match["wnth"].lower()) + 1), unit="ordinal")
    written = match["nth"] or match["enth"] or match["no"]
    number = _number(written)
    bare = not (match["rank"] or written[0].isdigit() or _RANKED.search(plain, 0, match.start()))
    return None if number is None or bare else _Reading(number, unit="ordinal")


def _share_units(plain: str, found: list[tuple[Span, _Reading]]) -> None:
    """10—15万人, 3万至4万人: the first of two joined numbers takes the unit from the second, and
    the scale where it has none. One that has a scale takes a unit only in a range."""
    for (span, reading), (next_span, following) in reversed(list(pairwise(found))):
        if reading.unit is not None or following.unit is None:
            continue
        joined = BETWEEN if reading.scale == 1.0 else RANGE
        if joined.fullmatch(plain, span.end, next_span.start):
            reading.unit, reading.factor = following.unit, following.factor
            if reading.scale == 1.0 and reading.number < following.number * 10:
                reading.scale = following.scale
