"""The automatic numbers that Word shows before the paragraphs of a DOCX.

Word keeps `一、` or `1.` of an automatic list apart from the text; without it headings and lists
would lose their numbers.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import Any

from docx.oxml.ns import qn

# Word and its like draw the sign of an item in fonts of symbols, each with a code of its own.
BULLET = "• "
_DIGITS = "〇一二三四五六七八九"
_ROMAN = (
    (1000, "M"), (900, "CM"), (500, "D"), (400, "CD"), (100, "C"), (90, "XC"), (50, "L"),
    (40, "XL"), (10, "X"), (9, "IX"), (5, "V"), (4, "IV"), (1, "I"),
)  # fmt: skip
_PLACE = re.compile(r"%([1-9])")


class Numbering:
    """Counts the automatic numbers of one document."""

    def __init__(self, document: Any) -> None:
        self._lists: dict[str, dict[int, tuple[str, str, int]]] = {}
        self._styles: dict[str, Any] = {}
        self._counts: dict[str, dict[int, int]] = {}
        part = getattr(document.part, "numbering_part", None) if _has_numbering(document) else None
        if part is not None:
            self._lists = _read_lists(part.element)
            self._styles = {
                style.get(qn("w:styleId")): numbers
                for style in document.styles.element.iter(qn("w:style"))
                if (numbers := style.find(f"{qn('w:pPr')}/{qn('w:numPr')}")) is not None
            }

    def label(self, paragraph: Any) -> str:
        """The number as shown, or the sign of an item; nothing for a paragraph without either."""
        if not self._lists:
            return ""
        identity, level = self._place(paragraph)
        levels = self._lists.get(identity, {})
        if level not in levels:
            return ""
        counts = self._counts.setdefault(identity, {})
        counts[level] = counts.get(level, levels[level][2] - 1) + 1
        for deeper in [depth for depth in counts if depth > level]:
            del counts[deeper]
        form, text, _ = levels[level]
        if form in ("bullet", "none"):
            return BULLET if form == "bullet" else ""

        def number(match: re.Match[str]) -> str:
            at = int(match[1]) - 1
            form_there, _, start = levels.get(at, ("decimal", "", 1))
            return shown(form_there, counts.get(at, start))

        return _PLACE.sub(number, text)

    def _place(self, paragraph: Any) -> tuple[str, int]:
        numbers = paragraph.find(f"{qn('w:pPr')}/{qn('w:numPr')}")
        if numbers is None:
            style = paragraph.find(f"{qn('w:pPr')}/{qn('w:pStyle')}")
            numbers = self._styles.get(style.get(qn("w:val"))) if style is not None else None
        if numbers is None:
            return "", 0
        return _value(numbers, "w:numId") or "", int(_value(numbers, "w:ilvl") or 0)


def _has_numbering(document: Any) -> bool:
    return any(
        relation.reltype.endswith("/numbering") and not relation.is_external
        for relation in document.part.rels.values()
    )


def _read_lists(root: Any) -> dict[str, dict[int, tuple[str, str, int]]]:
    """By list id and level: number format, text such as `%1、`, first number."""
    abstract = {form.get(qn("w:abstractNumId")): form for form in root.iter(qn("w:abstractNum"))}
    lists: dict[str, dict[int, tuple[str, str, int]]] = {}
    for number in root.iter(qn("w:num")):
        definition = abstract.get(_value(number, "w:abstractNumId"))
        if definition is None:
            continue
        lists[number.get(qn("w:numId"))] = {
            int(level.get(qn("w:ilvl"))): (
                _value(level, "w:numFmt") or "decimal",
                _value(level, "w:lvlText") or "",
                int(_value(level, "w:start") or 1),
            )
            for level in definition.iter(qn("w:lvl"))
        }
    return lists


def _value(element: Any, tag: str) -> str | None:
    child = element.find(qn(tag))
    return None if child is None else child.get(qn("w:val"))


def chinese(number: int) -> str:
    """1 -> 一, 12 -> 十二, 20 -> 二十, 105 -> 一百〇五; beyond 999 plain digits."""
    if not 0 < number < 1000:
        return str(number)
    hundreds, rest = divmod(number, 100)
    tens, ones = divmod(rest, 10)
    text = f"{_DIGITS[hundreds]}百" if hundreds else ""
    if tens:
        text += "十" if tens == 1 and not hundreds else f"{_DIGITS[tens]}十"
    elif hundreds and ones:
        text += "〇"
    return text + (_DIGITS[ones] if ones else "")


def roman(number: int) -> str:
    """4 -> IV."""
    parts = []
    for value, sign in _ROMAN:
        count, number = divmod(number, value)
        parts.append(sign * count)
    return "".join(parts)


def letters(number: int) -> str:
    """1 -> a, 27 -> aa, as Word counts."""
    return chr(ord("a") + (number - 1) % 26) * ((number - 1) // 26 + 1) if number > 0 else ""


def _circled(number: int) -> str:
    return chr(0x2460 + number - 1) if 0 < number <= 20 else str(number)


FORMS: dict[str, Callable[[int], str]] = {
    "chineseCounting": chinese,
    "chineseCountingThousand": chinese,
    "japaneseCounting": chinese,
    "taiwaneseCountingThousand": chinese,
    "ideographDigital": lambda number: "".join(_DIGITS[int(digit)] for digit in str(number)),
    "upperRoman": roman,
    "lowerRoman": lambda number: roman(number).lower(),
    "upperLetter": lambda number: letters(number).upper(),
    "lowerLetter": letters,
    "decimalEnclosedCircleChinese": _circled,
    "decimalEnclosedCircle": _circled,
    "decimalZero": lambda number: f"{number:02}",
}


def shown(form: str, number: int) -> str:
    """The number in a form of Word's; decimal where the form is not known."""
    return FORMS.get(form, str)(number)
