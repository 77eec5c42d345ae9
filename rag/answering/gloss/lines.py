"""A line of several figures: who, when and how it is meant, then what was measured and how much."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import groupby

from rag.answering.gloss.phrases import SHARES, Told, counts_what_follows, is_part_of_a_list, told
from rag.answering.gloss.read_back import says_the_same
from rag.language.gloss_names import place_in
from rag.language.indicators import INDICATORS
from rag.language.units import COUNTED
from rag.presentation.phrases import phrase
from rag.types.figure_table import StatedRow
from rag.types.figures import FigureRow, Period
from rag.types.text import Language

_NATIONS = {"en": "China", "zh": "中国"}
_COMMA = {"en": ", ", "zh": "，"}
_COLON = {"en": ": ", "zh": "："}
_SEMICOLON = {"en": "; ", "zh": "；"}
_STOP = {"en": ". ", "zh": "。"}
_BORDER = re.compile(r"[，；。,;]")


@dataclass(frozen=True, slots=True)
class Frame:
    """What several figures share."""

    place: str | None
    period: str
    stance: str


def line(rows: Sequence[StatedRow], language: Language) -> str | None:
    """The line over the words that `rows` were read from; None where nothing certain can be said,
    or where it would not say what the rows do."""
    known = _agreeing([part for stated in rows if (part := _part(stated, language))])
    if not known:
        return None
    parts = [
        _sentence(frame, [part.said for part in group], language)
        for frame, group in groupby(known, key=lambda part: part.frame)
    ]
    text = _STOP[language].join(parts)
    not_read = [word for part in known for word in part.not_read]
    return (
        text if says_the_same(text, [part.stated.row.value for part in known], not_read) else None
    )


@dataclass(frozen=True, slots=True)
class _Part:
    """A row of a line: its frame and its words."""

    stated: StatedRow
    frame: Frame
    said: Told

    @property
    def not_read(self) -> tuple[str | None, ...]:
        """Words whose digits are no figures: names, years and originals."""
        return self.said.name, self.said.note, self.frame.place, self.frame.period


def _part(stated: StatedRow, language: Language) -> _Part | None:
    if not _is_known(stated):
        return None
    frame, said = _frame(stated, language), told(stated, language)
    return _Part(stated, frame, said) if frame and said else None


def _agreeing(parts: list[_Part]) -> list[_Part]:
    """Without those that say two things of one: it is not known which of them is meant."""
    told: dict[object, set[object]] = {}
    for part in parts:
        told.setdefault(_about(part), set()).add(part.stated.row.value.low)
    return [part for part in parts if len(told[_about(part)]) == 1]


def _about(part: _Part) -> object:
    row = part.stated.row
    return part.frame, part.said.name, row.kind, row.value.unit


def _is_known(stated: StatedRow) -> bool:
    """Only what the words say for certain, or what is likely, is told: never what is unclear."""
    row = stated.row
    # English says what a figure is of in too many ways for a guess to be good.
    if row.confidence == "likely" and stated.document.language == "en":
        return False
    if row.confidence == "unclear" or row.period is None or row.scope == "other":
        return False
    # 新增学位49万个，改善7000多所学校: behind a comma an amount may be of something else.
    free = row.value.unit in COUNTED or row.indicator is None
    if free and row.kind not in ("growth", "change") and _BORDER.search(_before(stated)):
        return False
    if is_part_of_a_list(stated) or counts_what_follows(stated):
        return False
    # Per cent of an unknown term may be of anything, unless its own name says of what.
    if row.value.unit == "percent" and row.kind in ("share", "level"):
        known = INDICATORS.get(row.indicator or "")
        of_percent = known is not None and (known.unit == "percent" or "share" in known.kinds)
        return of_percent or SHARES.search(row.name) is not None
    return True


def _before(stated: StatedRow) -> str:
    """The words between the name and the figure."""
    clause = stated.document.text[stated.row.clause.start : stated.row.figure.start]
    return clause.rpartition(stated.row.name)[2]


def _frame(stated: StatedRow, language: Language) -> Frame | None:
    row, region = stated.row, stated.document.region
    place = place_in(region, language) if region else None
    if row.scope == "nation":
        place = _NATIONS[language] if stated.document.language == "zh" else place
    elif row.scope == "place":
        within = place_in(row.place, language) if row.place else None
        if within is None:
            return None
        place = _COMMA[language].join(filter(None, [within, place]))
    assert row.period is not None
    return Frame(place, _period(row.period, language), _stance(row, language))


def _period(period: Period, language: Language) -> str:
    first, last = period.start.year, period.end.year
    years = str(last) if first == last else f"{first}–{last}"
    return phrase(f"gloss.{period.kind}", language, years)


def _stance(row: FigureRow, language: Language) -> str:
    if row.stance is None:
        return ""
    words = phrase(f"stance.{row.stance}", language)
    if row.qualifier.preliminary:
        words += phrase("gloss.note", language, phrase("preliminary", language))
    return words


def _sentence(frame: Frame, figures: Sequence[Told], language: Language) -> str:
    """`Hunan, 2025, achieved: revenue 350.76 billion yuan, up 1.7%; …`."""
    head = _COMMA[language].join(filter(None, [frame.place, frame.period, frame.stance]))
    named = [
        _COMMA[language].join([name + said[0].after_name, *(other.alone for other in said[1:])])
        for name, group in groupby(figures, key=lambda told: told.name)
        if (said := list(group))
    ]
    return head + _COLON[language] + _SEMICOLON[language].join(named)
