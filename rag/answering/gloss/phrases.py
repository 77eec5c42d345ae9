"""One figure in the reader's words: what was measured, what became of it, how it is bound."""

from __future__ import annotations

from dataclasses import dataclass

from rag.answering.gloss.amounts import shown
from rag.language.gloss_names import name_in
from rag.language.gloss_units import COUNTED_HOW
from rag.presentation.phrases import phrase
from rag.types.figure_table import StatedRow
from rag.types.figures import FigureRow
from rag.types.text import Language

_TOLD_KINDS = frozenset({"level", "count", "share", "growth", "change", "rank"})
# How far before a figure the words stand that say how it was counted.
_BEFORE = 24
_SPACE = {"en": " ", "zh": ""}
_COLON = {"en": ": ", "zh": "："}


@dataclass(frozen=True, slots=True)
class Told:
    """A figure in words: the `name` of what it measures, the words that follow the name, and the
    same words where the name was said before. `note` is the original that stands in it."""

    name: str
    after_name: str
    alone: str
    note: str | None


def told(stated: StatedRow, language: Language) -> Told | None:
    """None where its name, its unit or its kind cannot be told in `language`."""
    row = stated.row
    name = name_in(row.name, row.indicator, language)
    if name is None or row.kind not in _TOLD_KINDS:
        return None
    if row.kind == "rank":
        return _rank(row, name, language)
    amount = shown(row.value, language)
    if amount is None:
        return None
    words = _moved(row, _bound(row, amount.text, language), language)
    words += "".join(phrase("gloss.note", language, note) for note in _notes(stated, language))
    if amount.note:
        words += phrase("gloss.note", language, amount.note)
    colon = row.value.unit == "count" and row.kind in ("level", "count")
    joint = _COLON[language] if colon else _SPACE[language]
    return Told(name, joint + words, words, amount.note)


def _rank(row: FigureRow, name: str, language: Language) -> Told | None:
    if row.value.low is None or row.value.low != row.value.high or row.indicator is None:
        return None
    place = int(row.value.low)
    words = phrase("gloss.rank", language, place, _ending(place))
    return Told(name, _SPACE[language] + words, words, None)


def _ending(number: int) -> str:
    if number % 100 in (11, 12, 13):
        return "th"
    return {1: "st", 2: "nd", 3: "rd"}.get(number % 10, "th")


def _bound(row: FigureRow, amount: str, language: Language) -> str:
    bound = row.qualifier.bound
    return amount if bound in ("exact", "range") else phrase(f"gloss.{bound}", language, amount)


def _moved(row: FigureRow, amount: str, language: Language) -> str:
    """`up 5%`, `down 3%`; a level stands as it is."""
    low, high = row.value.low or 0.0, row.value.high or 0.0
    if row.kind not in ("growth", "change"):
        return amount
    if low == high == 0:
        return phrase("gloss.unchanged", language, amount)
    return phrase("gloss.down" if high <= 0 else "gloss.up", language, amount)


def _notes(stated: StatedRow, language: Language) -> list[str]:
    """How it was counted, and that it is striven for."""
    row = stated.row
    start = max(row.clause.start, row.figure.start - _BEFORE)
    before = stated.document.text[start : row.figure.start]
    found = [how for how, table in COUNTED_HOW.items() if table.search(before)]
    if "like_for_like" in found and "real" in found:
        found.remove("real")
    if row.period is not None and row.period.kind != "year":
        found = [how for how in found if how != "to_date"]
    if row.kind not in ("growth", "change"):
        found = [how for how in found if how == "to_date"]
    else:
        found = [how for how in found if how != "to_date"]
    notes = [phrase(f"gloss.{how}", language) for how in found]
    return [*notes, *[phrase("strive", language)] * row.qualifier.strive]
