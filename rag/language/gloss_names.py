"""Names what a row measures in the other language: a known indicator, or a noun phrase put together
from the words of gloss_terms.txt.

Only a phrase whose every character is known is told: a name with a gap would be a guess.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache, lru_cache
from importlib.resources import files
from typing import NamedTuple

from rag.language.english_places import english_place, stem_of_place
from rag.language.indicators import INDICATORS, term_named
from rag.language.place_words import NO_PLACE
from rag.language.places import place_named
from rag.language.wordlists import words
from rag.types.text import Language

# 占: a part of a whole; its name is turned round (the share of the part in the whole).
_SHARE = re.compile(r"^(?P<part>.+?)占(?P<whole>.+?)的?(?:比重|比例|比率)?$")
_FILLERS = re.compile(r"[的“”\"‘’\s]")
# Verbs and particles that a name in a row may end with.
_TAIL = re.compile(r"(?:[拟按将要再先达约可]|预计|计划|今年)+$")
# Alone these do not say whose they are.
_BARE = frozenset(
    words("""
    利润 收入 支出 资金 项目 企业 人 规模 产量 产值 增加值 增速 增长率 里程 贷款 存款 工程 活动 机构
    中心 平台 基地 设施 事项 指标 任务 标准 面积 投入 投资 补贴 经费 债务 设备 地区 城市 案件 消费
    营收 税率 利率 出口额 销售额 总产值 需求 服务 改革 措施 方案 条例 规划 建议 提案 用户 家庭 户 县
    村 就业率 覆盖率 合格率 满意率 利用率 普及率 经济 社会
    """)
)
# Nor do these with a deed before them (认定事项).
_EMPTY = words(
    "事项 任务 指标 标准 规模 面积 增加值 产值 增速 增长率 比重 数量 费用 收入 支出 地区 城市 经济"
)
_TWICE = re.compile(r"\b(\w+(?: \w+)?) \1\b")
_LONGEST_DEED = 8
_THE = re.compile(r"^(?:the|our|its) ")
# What only says when or how far, before a name.
_HEAD = re.compile(r"^(?:[再又要将共已]|今年|去年|全年|合计|多年累计|累计|平均)+")
_WHOLES = {"全球": "the world total", "世界": "the world total", "全国": "the national total",
           "全省": "the provincial total", "全市": "the city's total"}  # fmt: skip
_HAN_WORD = re.compile(r"[\u4e00-\u9fff]")
# A place that we know only by what it is called has a name of so many characters.
_SHORTEST_STEM, _LONGEST_STEM = 2, 4
# What ends so is often no name: 贫困村.
_OFTEN_NO_NAME = ("村", "街道")


class _Word(NamedTuple):
    """`front` (a line with <): its English stands before all that follows it in Chinese (改造旧房:
    renovation of old homes), or before all that precedes it (旧房数量: number of old homes).
    `adjective` (a line with ~): no name consists of such alone."""

    english: str
    front: bool = False
    adjective: bool = False


@lru_cache(maxsize=8192)
def name_in(name: str, indicator: str | None, language: Language) -> str | None:
    """`name`, as a speech writes it, in the other language; `indicator` is the key of its term, if
    it has one. None where a word of it is not known."""
    if language == "en":
        return _english(name, indicator)
    spoken = _spoken().get(_THE.sub("", name.strip().lower()))
    known = INDICATORS.get(indicator or "")
    if spoken is not None or known is None or not known.zh:
        return spoken
    return known.zh[0]


def _english(name: str, indicator: str | None) -> str | None:
    plain = _FILLERS.sub("", name)
    whole = _words().plain.get(name) or _words().plain.get(plain)
    if whole is not None and not whole.adjective:
        return None if plain in _BARE else whole.english
    phrase = _phrase(_HEAD.sub("", _TAIL.sub("", plain)))
    known = INDICATORS.get(indicator or "")
    # 改造农村危房 is more than its indicator: the words say that they are renovated.
    if known is not None and known.en and not (phrase and _says_a_deed(plain)):
        return known.en[0]
    return phrase


def is_whole(name: str) -> bool:
    """Whether a Chinese name is one by itself: in the table of words, or of an indicator."""
    return name in _words().plain or term_named(name.lower()) is not None


def _says_a_deed(name: str) -> bool:
    return any(word.front for word in _cut(_HEAD.sub("", name)) or ())


def deed_of(name: str) -> str | None:
    """What was done, where a Chinese name begins with it (改造老旧小区): its English, which the
    next name of a list may share."""
    plain = _HEAD.sub("", _FILLERS.sub("", name))
    for end in range(min(len(plain), _LONGEST_DEED), 0, -1):
        word = _words().front.get(plain[:end])
        if word is not None and end < len(plain):
            return word.english
    return None


def _phrase(name: str) -> str | None:
    share = _SHARE.match(name)
    if share:
        part = _joined(share["part"])
        whole = _WHOLES.get(share["whole"]) or _joined(share["whole"])
        return f"{part} as a share of {whole}" if part and whole else None
    return _joined(name)


def _joined(name: str) -> str | None:
    """The words side by side, in the order of English; None where one is not known."""
    cut = None if name in _BARE else _cut(name)
    if not cut:
        return None
    front = [word.english for word in cut if word.front]
    rest = [word.english for word in cut if not word.front]
    is_named = any(not word.front and not word.adjective for word in cut)
    if len(rest) == 1 and rest[0] in _empty():
        return None
    return _TWICE.sub(r"\1", " ".join([*front, *rest])) if is_named else None


@cache
def _empty() -> frozenset[str]:
    """The English of words that say nothing alone, nor with a deed before them."""
    found = (_words().plain.get(word) for word in _EMPTY)
    return frozenset(word.english for word in found if word)


def _cut(name: str) -> list[_Word] | None:
    """The name as known words, the fewest; None where it cannot be cut into such. Words for the
    front stand only at its beginning or its end."""
    best: list[list[_Word] | None] = [[], *[None] * len(name)]
    for end in range(1, len(name) + 1):
        for start in range(max(end - _longest(), 0), end):
            before, word = best[start], _word(name, start, end)
            if before is not None and word is not None:
                found, kept = [*before, word], best[end]
                if kept is None or len(found) < len(kept):
                    best[end] = found
    return best[-1]


def _word(name: str, start: int, end: int) -> _Word | None:
    known, piece = _words(), name[start:end]
    plain, front = known.plain.get(piece), known.front.get(piece)
    if start == 0 and end < len(name):
        return front or plain
    return plain or (front if end == len(name) and start > 0 else None)


class _Words(NamedTuple):
    plain: dict[str, _Word]
    front: dict[str, _Word]


@cache
def _longest() -> int:
    return max(map(len, _words().plain))


@cache
def _words() -> _Words:
    known = {
        chinese: _Word(row.en[0]) for row in INDICATORS.values() if row.en for chinese in row.zh[:1]
    }
    rows = list(_rows())
    return _Words(
        known | {chinese: word for chinese, word in rows if not word.front},
        {chinese: word for chinese, word in rows if word.front},
    )


@cache
def _spoken() -> dict[str, str]:
    """Names of English speeches in small letters -> Chinese."""
    lines = [line[1:].split("|") for line in _lines() if line.startswith(">")]
    return {name.strip(): chinese for names, chinese in lines for name in names.split(";")}


def _rows() -> Iterator[tuple[str, _Word]]:
    for line in _lines():
        if not line.startswith(">"):
            forms, english = line.split("|")
            word = _Word(english.strip(), forms.startswith("<"), forms.startswith("~"))
            for form in forms.lstrip("<~").split():
                yield form, word


@cache
def _lines() -> tuple[str, ...]:
    text = files("rag.language").joinpath("gloss_terms.txt").read_text("utf-8")
    return tuple(line for line in text.splitlines() if line and not line.startswith("#"))


@lru_cache(maxsize=4096)
def place_in(name: str, language: Language) -> str | None:
    """A place by its name in `language`; None where it has none that we know."""
    known = place_named(name)
    if language == "zh":
        return known.short if known else name if _HAN_WORD.search(name) else None
    if known is not None:
        return english_place(known.name) if known.english else None
    return _joined(name) or (english_place(name) if _is_name(name) else None)


def _is_name(place: str) -> bool:
    """Whether a place that the gazetteer lacks is one by its name: 澄川市, but not 澄川流域."""
    stem, ending = stem_of_place(place)
    is_short = _SHORTEST_STEM <= len(stem) <= _LONGEST_STEM
    is_known = bool(ending) and ending not in _OFTEN_NO_NAME
    return is_short and is_known and NO_PLACE.search(place) is None
