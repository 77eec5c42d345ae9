"""Writes the value of a row in the units and numbers of the reader's language, digit for digit.

350.76 billion yuan for 3507.6亿元: every number is exact, so that the digits that are needed are
shown and none is rounded away. Where no exact number of a known unit can be shown there is none.
"""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal

from rag.language.figures import figures
from rag.language.gloss_units import (
    CHINESE_COUNTING,
    CHINESE_SHOWN,
    ENGLISH_COUNTING,
    ENGLISH_SHOWN,
    HECTARE,
    MILE,
    MU,
    MU_IN_A_HECTARE,
    SQUARE_METRE,
    UNKNOWN_ABROAD,
    ShownUnit,
)
from rag.types.figures import Amount
from rag.types.text import Language

# More decimals than these are no number that a reader takes in.
_DECIMALS = 4
# The size of a unit in another is told to so many digits, and said to be about right.
_ABOUT_DIGITS = 3
# Values of rows hold so many digits: what lies behind is dust of binary fractions.
_ROW_DIGITS = 12
_RANGE = {"en": "{} to {}", "zh": "{}至{}"}
_ABOUT = {"en": "about {}", "zh": "约{}"}


@dataclass(frozen=True, slots=True)
class Shown:
    """A value in the reader's language; `note` is what stands beside it in brackets: the original,
    or the size in a unit that the reader knows."""

    text: str
    note: str | None = None


def shown(value: Amount, language: Language, *, bare: bool = False) -> Shown | None:
    """The size of a value, without its sign; None where it cannot be shown exactly. `bare` leaves
    out the unit."""
    if value.low is None or value.high is None or value.unit is None:
        return None
    ends = sorted((abs(_decimal(value.low)), abs(_decimal(value.high))))
    mu = _in_mu(value, ends)
    if mu is not None:
        return _land(mu, value.text, language)
    unit = _unit(value, ends[0], language)
    if unit is None:
        return None
    if bare:
        unit = ShownUnit("", "", unit.size)
    text = _range([end / unit.size for end in ends], unit, language)
    unknown = UNKNOWN_ABROAD.search(value.text) is not None
    return Shown(text, value.text if unknown else None) if text else None


def _unit(value: Amount, least: Decimal, language: Language) -> ShownUnit | None:
    """The largest unit of the reader that the value reaches; the written unit where it decides."""
    written = {figure.unit for figure in figures(value.text)}
    if written == {"hectare"}:
        return HECTARE[language]
    if written == {"mile"}:
        return MILE[language]
    if value.unit == "square_metre" and ("平方米" in value.text or "square m" in value.text):
        return SQUARE_METRE[language]
    table = ENGLISH_SHOWN if language == "en" else CHINESE_SHOWN
    choice = table.get(value.unit or "", ())
    return next((unit for unit in choice if least >= unit.least), choice[-1] if choice else None)


def _in_mu(value: Amount, ends: list[Decimal]) -> list[Decimal] | None:
    """The ends of a value that was written in mu, in mu; None for other units."""
    read = figures(value.text)
    if not read or {figure.unit for figure in read} != {"mu"} or len(read) > len(ends):
        return None
    found = [abs(_decimal(figure.value)) for figure in read]
    found = sorted(found * 2 if len(found) == 1 else found)
    base = [float(mu) * 2000 / 3 for mu in found]
    same = all(abs(b - float(e)) <= 1e-9 * b for b, e in zip(base, ends, strict=True))
    return found if same else None


def _land(mu: list[Decimal], original: str, language: Language) -> Shown | None:
    """Mu as hectares with the original beside them; where these would be no exact number, mu with
    the hectares beside them."""
    if language == "zh":
        text = _range(mu, ShownUnit(MU["zh"], MU["zh"]), language)
        return Shown(text) if text else None
    hectares = [number / MU_IN_A_HECTARE for number in mu]
    if all(_is_short(number) for number in hectares):
        text = _range(hectares, HECTARE[language], language)
        return Shown(text, original) if text else None
    text = _range(mu, ShownUnit(MU["en"], MU["en"]), language)
    about = _range([_about(number) for number in hectares], HECTARE[language], language)
    return Shown(text, _ABOUT[language].format(about)) if text and about else None


def _about(number: Decimal) -> Decimal:
    return Decimal(f"{number:.{_ABOUT_DIGITS}g}")


def _range(ends: list[Decimal], unit: ShownUnit, language: Language) -> str | None:
    numbers = [number_words(end, language) for end in dict.fromkeys(ends)]
    if not all(numbers):
        return None
    words = [
        f"{number}{unit.one if end == 1 else unit.many}"
        for number, end in zip(numbers, dict.fromkeys(ends), strict=True)
    ]
    return words[0] if len(words) == 1 else _RANGE[language].format(*words)


def number_words(number: Decimal, language: Language) -> str | None:
    """`12.44 million`, `1244万`: the number with every digit; None where it has too many."""
    counting = ENGLISH_COUNTING if language == "en" else CHINESE_COUNTING
    for words, zeros in counting:
        part = number.scaleb(-zeros)
        if part >= 1 and _is_short(part):
            return f"{_plain(part, language)}{words}"
    return _plain(number, language) if _is_short(number) else None


def _is_short(number: Decimal) -> bool:
    return number == number.quantize(Decimal(1).scaleb(-_DECIMALS))


def _plain(number: Decimal, language: Language) -> str:
    written = f"{number:,f}" if language == "en" else f"{number:f}"
    return written.rstrip("0").rstrip(".") if "." in written else written


def _decimal(value: float) -> Decimal:
    return Decimal(f"{value:.{_ROW_DIGITS}g}")
