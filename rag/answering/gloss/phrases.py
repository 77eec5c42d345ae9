"""One figure in the reader's words: what was measured, what became of it, how it is bound."""

from __future__ import annotations

import re
from dataclasses import dataclass

from rag.language.gloss_names import deed_of, is_whole, name_in
from rag.language.gloss_units import COUNTED_HOW
from rag.language.indicators import INDICATORS
from rag.language.shown_amounts import shown
from rag.language.units import COUNTED
from rag.presentation.phrases import phrase
from rag.types.figure_table import StatedRow
from rag.types.figures import FigureRow
from rag.types.text import Language

_TOLD_KINDS = frozenset({"level", "count", "share", "growth", "change", "rank"})
_NEW = re.compile(r"(?:新增|净增|增发|新登记|新设|新|再新增)(?:加|了)?$")
_PARTS = re.compile(r"[，；。：,;:\n]")
# A quantity for each of another: so are the next ones of the list.
_PER = re.compile(r"单位(?:国内|地区)?(?:生产总值|GDP)|万元(?:国内|地区)?(?:生产总值|GDP)|每|人均")
_AND_NAME = re.compile(r"[、和与及](?P<name>[\u4e00-\u9fff]{3,20}?)(?:分别|(?<!人)均|都|各)")
_NOUN = re.compile(r"(?!左右|以上|以下|以内|之多|上下)(?![和与及或了])[\u4e00-\u9fff]")
# Names of shares, in both languages.
SHARES = re.compile(r"占|率$|比重$|比例$|share|rate$|percentage|proportion|intensity$")
# A name of things that are counted: the number needs no unit behind it.
_THINGS = re.compile(
    r"(?:people|jobs|residents|children|population|graduates|output|sales volume|[a-z]{3,}s)$"
    r"|^(?:output|number|renovation|start|completion|construction|reduction|resettlement) of"
)
# Chinese prices climb; other quantities grow.
_PRICES = frozenset({"cpi", "ppi"})
# How far before a figure the words stand that say how it was counted.
_BEFORE = 24
# How far before a figure a list may begin whose deed the figure shares.
_LIST = 120
_SPACE = {"en": " ", "zh": ""}
_COLON = {"en": ": ", "zh": "："}


def _is_rate(row: FigureRow) -> bool:
    """Whether the indicator itself is a share or a rate."""
    known = INDICATORS.get(row.indicator or "")
    return known is not None and known.unit == "percent"


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
    if name is not None and language == "en":
        name = _as_done(stated, name)
    if name is None or row.kind not in _TOLD_KINDS:
        return None
    if row.kind == "rank":
        return _rank(row, name, language)
    is_counted = row.value.unit in COUNTED and row.kind in ("level", "count", "change")
    bare = is_counted and (language == "zh" or bool(_THINGS.search(name)))
    amount = shown(row.value, language, bare=bare and row.kind != "change")
    if amount is None:
        return None
    words = _moved(stated, _bound(row, amount.text, language), language)
    words += "".join(phrase("gloss.note", language, note) for note in _notes(stated, language))
    if amount.note:
        words += phrase("gloss.note", language, amount.note)
    colon = is_counted and not _is_change(stated) and (bare or row.value.unit == "count")
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


def _as_done(stated: StatedRow, name: str) -> str:
    """What the name of the row leaves out: that it is new (新登记企业), and what was done with it
    where an earlier name of the list says so (退出钢铁产能1.7亿吨、煤炭产能8亿吨)."""
    deed = _shared_deed(stated)
    if deed and stated.row.kind in ("level", "count", "change"):
        return f"{deed} {name}"
    is_new = _NEW.search(_lead(stated)) and not name.startswith(("new", "additional"))
    return f"new {name}" if is_new else name


def _shared_deed(stated: StatedRow) -> str | None:
    """The deed at the beginning of the list that the name goes on with."""
    lead = _PARTS.split(_lead(stated))[-1]
    goes_on = lead.endswith(("、", "和", "与", "及")) and not deed_of(stated.row.name)
    return deed_of(lead) if goes_on else None


def is_part_of_a_list(stated: StatedRow) -> bool:
    """Whether the name may be only a part of what is measured: the front or the head of another
    name of the list may belong to it (进口、出口通关时间; 单位GDP能耗和二氧化碳排放)."""
    clause = stated.document.text[stated.row.clause.start : stated.row.figure.start]
    before, _, after = clause.rpartition(stated.row.name)
    lead = _PARTS.split(before)[-1]
    if _PER.match(lead) and lead.endswith(("、", "和", "与", "及")):
        return not _PER.match(stated.row.name)
    goes_on = _AND_NAME.match(after)
    return bool(goes_on) and _has_head(stated.row.name, goes_on["name"] if goes_on else "")


def _has_head(name: str, last: str) -> bool:
    """Whether the last name of a list may have a head that the first lacks: it is longer, and no
    name of its own."""
    return len(last) > len(name) + 1 and not is_whole(last)


def counts_what_follows(stated: StatedRow) -> bool:
    """Whether the figure counts the words behind it, and not those before (786所县医院)."""
    text, end = stated.document.text, stated.row.figure.end
    return stated.row.value.unit in COUNTED and bool(_NOUN.match(text, end))


def _lead(stated: StatedRow) -> str:
    """The words before the name: a clause may begin within a list."""
    end = stated.row.figure.start
    return stated.document.text[max(end - _LIST, 0) : end].rpartition(stated.row.name)[0]


def _is_change(stated: StatedRow) -> bool:
    """What is new is there, and is not how much something changed."""
    row = stated.row
    if row.kind != "change":
        return row.kind == "growth"
    return not (_NEW.search(_lead(stated)) or _shared_deed(stated))


def _moved(stated: StatedRow, amount: str, language: Language) -> str:
    """`up 5%`, `down 3%`; a level stands as it is."""
    row = stated.row
    if row.kind == "share" and not SHARES.search(row.name) and not _is_rate(row):
        return phrase("gloss.share", language, amount)
    low, high = row.value.low or 0.0, row.value.high or 0.0
    if not _is_change(stated):
        return amount
    if low == high == 0:
        return phrase("gloss.unchanged", language, amount)
    moved = "gloss.down" if high <= 0 else "gloss.up"
    if row.indicator in _PRICES:
        moved += ".price"
    elif row.kind == "change":
        moved += ".amount"
    return phrase(moved, language, amount)


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
