"""A rule for figures that layout set apart from their words: a bold lead, a link or a large number
on a line of its own (城镇新增就业 / 3.1万人，增长4%。)."""

from __future__ import annotations

import re
from collections.abc import Iterator

from rag.ingestion.clean.joins import joint
from rag.ingestion.clean.lines import Line, is_han, lines_of, pairs
from rag.ingestion.clean.working_text import Change, WorkingText
from rag.ingestion.source_text import CELL_BORDER
from rag.language.indicators import term_named

_UNITS = (
    r"(?:[%％‰]|个百分点|[十百千万亿]*(?:元|美元|人次?|户|吨标准煤|吨|公斤|斤|公里|亩|公顷|平方米|平方公里"
    r"|立方米|套|个|家|件|所|辆|千瓦时|千瓦|微克))"
)
_NUMBER = r"\d[\d,.]*\s?"
# No sentence begins with a figure that a mark follows.
_FIGURE_AND_MARK = re.compile(
    rf"(?:约|近|超过?)?{_NUMBER}{_UNITS}(?:左右|以上|以内|以下)?[，。；,;](?!\d)"
)
_BARE_FIGURE = re.compile(rf"(?:约|近|超过?)?{_NUMBER}{_UNITS}(?:左右|以上|以内|以下)?$")
_FIGURE = re.compile(rf"{_NUMBER}{_UNITS}")
# Nothing ends with these, least of all a heading.
_WAITS = re.compile(
    r"(?:达到?|[增降减升提]?[至到为]|由|从|将近|接近|大?约|超过|突破|控制在|稳定在|保持在|同比增长|累计|新增)$"
)
_MAY_WAIT = re.compile(r"(?:增长|增加|下降|减少|提高|上升|完成|实现)$")
_RISES = re.compile(
    r"(?:同比|比上年|较上年|年均|累计)?(?:增长|增加|下降|减少|提高|上升|达到?|完成|突破|超过)[了约到至]?\d[^，。；]*[，。；]"
)
_NUMBER_CUT = re.compile(r"[\u4e00-\u9fff]\d[\d,.]*$")
_SURE_UNIT = re.compile(r"万[元人户吨亩家个套]|[百千万]?亿[元人千公立斤]|个百分点|平方公里")
_WAITS_ENGLISH = re.compile(
    r" (?:to|of|by|at|about|around|reached|was|were|over|nearly|almost|than"
    r"|from|only|some)$"
)
_FIGURE_ENGLISH = re.compile(
    r"[$£€]\d|\d[\d,.]*\s?(?:%|per ?cent|million|billion|trillion|thousand)\b|\d{1,3}(?:,\d{3})+\b"
)
_NUMBER_CUT_ENGLISH = re.compile(r"[a-z$£€] ?\d[\d,.]*$")
_UNIT_ENGLISH = re.compile(r"(?:per ?cent|million|billion|trillion)\b")
_LONGEST_NAME = 30


def figure_lines(working: WorkingText) -> Iterator[Change]:
    """`城镇新增就业` / `3.1万人，增长4%。`, `Unemployment fell to` / `3.9 percent.`: words and the
    figure that they lead to."""
    for line, following in pairs(lines_of(working.text)):
        if CELL_BORDER in line.body or "|" in following.body:
            continue
        if not line.ends_sentence and (_goes_on(line, following) or _in_english(line, following)):
            yield from joint(line, following)


def _goes_on(line: Line, following: Line) -> bool:
    words, after = line.body, following.body
    if _NUMBER_CUT.search(words):
        return _SURE_UNIT.match(after) is not None
    if not is_han(words[-1]):
        return False
    if _FIGURE_AND_MARK.match(after):
        return True
    if _WAITS.search(words):
        return _FIGURE.match(after) is not None
    if _MAY_WAIT.search(words):
        return _BARE_FIGURE.match(after) is not None
    return _RISES.match(after) is not None and _is_name(words)


def _is_name(words: str) -> bool:
    """Whether a line ends with the name of an indicator: 固定资产投资."""
    start = max(len(words) - _LONGEST_NAME, 0)
    return any(term_named(words[at:].lower()) for at in range(start, len(words) - 1))


def _in_english(line: Line, following: Line) -> bool:
    if _NUMBER_CUT_ENGLISH.search(line.body):
        return _UNIT_ENGLISH.match(following.body) is not None
    return (
        _FIGURE_ENGLISH.match(following.body) is not None
        and _WAITS_ENGLISH.search(line.body) is not None
    )
