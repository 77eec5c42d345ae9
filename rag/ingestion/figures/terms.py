"""What a figure measures: reads the words before it as the name of a term, alone or narrowed."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import lru_cache
from typing import NamedTuple

from rag.language.indicators import Indicator, may_begin_term, term_named
from rag.language.places import place_named
from rag.language.row_words import (
    CAUSES,
    DEEDS,
    LEAD_WORDS,
    LED_TO,
    STAND_TOGETHER,
    STANDS_FOR,
    TAIL_WORDS,
)
from rag.language.wordlists import any_of
from rag.types.figures import Scope

# Read from the figure backwards, so that each character is looked at once.
_TAIL = re.compile(rf"(?:{any_of(word[::-1] for word in TAIL_WORDS)}|[\s“”\"\x00])+")
_LEAD = re.compile(
    rf"(?:{any_of(LEAD_WORDS)}|(?:19|20)\d\d年(?:末|底)?|“?十[一二三四五六]五”?(?:时期|期间|以来"
    rf"|末)?"
    r"|[1-9]—\d+月份?|[一二三四五六七八九十]+是|——|[\s“”\"、和与及以\x00])+"
)
_JOINS = re.compile(r"、|以及|(?<!共)和|(?<![惠涉普顾波触])及(?![以时])|(?<!参)与")
_NATION = re.compile(r"^(?:全国|我国|国家|中国)的?")
_PLACE = re.compile(
    r"^[\u4e00-\u9fff]{2,9}?(?:新区|开发区|都市圈|城市群|示范区|自贸区|自贸港|试验区|经开区"
    r"|高新区|片区"
    r"|经济圈|经济带|[^城都超]市|县|州|盟|区|地区)的?"
)
_NARROWS = re.compile(r"[对向自从]|占|等$")
_TYPESET = frozenset("\x00_ ")
_TYPESETTING = dict.fromkeys(map(ord, _TYPESET))
# A name ends where one of these begins, though what follows is no list of verbs: 总值连跨四个台阶.
_NAME_ENDS = re.compile(r"[\x00连跨迈跃登创居排位再仍扭由从率突稳净提升较比]")
# Nouns that the last of several parts lends to the others: 装备制造业、高技术制造业增加值.
_HEAD = re.compile(
    r"(?:增加值|固定资产投资|开发投资|投资|总产值|产值|总产量|产量|零售额|销售额|销售面积"
    r"|进出口额|进出口总额|进出口|出口额|出口|进口"
    r"|收入|支出|营业收入|利润|利润总额|浓度|平均浓度|贷款余额|存款余额|贷款|存款|占比|比重"
    r"|业务量|吞吐量|人均可支配收入|覆盖率|入学率)$"
)
# Longer runs of words are no name.
LONGEST_NAME = 28


class Term(NamedTuple):
    """What is measured: the name as written; the indicator where the name is one, unnarrowed;
    whether it is known for certain; of which place."""

    name: str
    indicator: Indicator | None
    clean: bool
    scope: Scope = "region"
    place: str | None = None
    rise_only: bool = False  # 带动 before it: only a rise is one of the whole


class Subject(NamedTuple):
    """The terms before a figure, and the words between them and the figure."""

    terms: tuple[Term, ...]
    predicate: str


@lru_cache(maxsize=16384)
def subject(words: str, region: str | None) -> Subject:
    """The subject of the words that stand between the last border and a figure. No terms where
    these words are only verbs: then an earlier clause named the term."""
    tail = _TAIL.match(words[::-1])
    noun_end = len(words) - (tail.end() if tail else 0)
    noun = words[:noun_end].rstrip("、和与及，")
    terms, used = _terms(noun, words, region)
    return Subject(terms, words[used:])


def _terms(noun: str, words: str, region: str | None) -> tuple[tuple[Term, ...], int]:
    """The terms, and where the words after them begin."""
    start = _after_lead(words, region)
    known = _known(words, 0, len(noun)) if start else None  # 全年投资
    known = known or _known(words, start, len(noun)) or _before_verb(words, start, len(noun))
    if known:
        term, end = known
        return (_placed(term, words[:start]),), end
    if start >= len(noun):
        return (), start
    parts = _parts(noun)
    if len(parts) == 1:
        return (_term(noun, region),), len(noun)
    last = noun.rfind(parts[-1])
    extended = _known(words, last, len(noun))  # 失业率、价格涨幅分别为
    end = extended[1] if extended else len(noun)
    shared = _shared_heads([*parts[:-1], words[last:end]])
    return tuple(_term(part, region) for part in shared), end


def _before_verb(words: str, start: int, noun_end: int) -> tuple[Term, int] | None:
    """A name at the beginning, after which a verb of another kind begins."""
    if not _may_begin(words, start):
        return None
    for end in range(min(noun_end - 1, start + LONGEST_NAME), start + 1, -1):
        if _NAME_ENDS.match(words, end):
            indicator = _named(words[start:end])
            if indicator is not None:
                return Term(_name(words[start:end]), indicator, clean=True), end
    return None


def _known(words: str, start: int, noun_end: int) -> tuple[Term, int] | None:
    """The longest name of the table that begins at `start` and ends where the verbs begin, or
    among them (经济增速)."""
    if not _may_begin(words, start):
        return None
    for end in range(min(len(words), start + LONGEST_NAME), max(noun_end, start + 1) - 1, -1):
        indicator = _named(words[start:end])
        if indicator is not None:
            return Term(_name(words[start:end]), indicator, clean=True), end
    return None


def _named(words: str) -> Indicator | None:
    """The indicator of a name, however it is typeset (PM_2.5)."""
    return term_named(words.lower().translate(_TYPESETTING))


def _may_begin(words: str, start: int) -> bool:
    """Whether a name of the table can begin at `start`."""
    first = words[start : start + 2]
    return may_begin_term(first) or not _TYPESET.isdisjoint(first)


def _after_lead(words: str, region: str | None) -> int:
    lead = _LEAD.match(words)
    at = lead.end() if lead else 0
    for name in _names_of(region):
        if words.startswith(name, at):
            again = _LEAD.match(words, at + len(name))
            return again.end() if again else at + len(name)
    return at


@lru_cache(maxsize=256)
def _names_of(region: str | None) -> tuple[str, ...]:
    place = place_named(region) if region else None
    names = {region, place.name, place.short} if place else {region}
    return tuple(sorted((name for name in names if name), key=len, reverse=True))


def _term(noun: str, region: str | None) -> Term:
    """The term of one noun phrase without the verbs after it."""
    start = _after_lead(noun, region)
    phrase = noun[start:]
    indicator = _named(phrase)
    if indicator:
        return _placed(Term(_name(phrase), indicator, clean=True), noun[:start])
    for at in range(1, len(phrase) - 1):
        indicator = _named(phrase[at:]) if _may_begin(phrase, at) else None
        if indicator:
            return _narrowed(phrase[:at], phrase[at:], indicator, region)
    return Term(_name(phrase), None, clean=False)


def _narrowed(before: str, name: str, indicator: Indicator, region: str | None) -> Term:
    """A term behind other words: of a place, of the nation, the effect of a deed, or a part."""
    whole = Term(_name(name), indicator, clean=True)
    if any(before.endswith(word) for word in LED_TO):
        return whole._replace(rise_only=True)
    caused = CAUSES.match(before)
    rest = before[caused.end() :] if caused else before
    rest = rest[_after_lead(rest, region) :].replace("\x00", "")
    if not rest:
        return whole
    if _NATION.fullmatch(rest):
        return whole._replace(scope="nation", place=None)
    if not _NARROWS.search(rest):
        spot = rest.removesuffix("的")
        place = place_named(spot)
        # Another country is whom one trades with, 对东盟、欧盟进出口, not where the figure is from.
        if place.level != "country" if place else _is_place(rest, spot):
            return whole._replace(scope="place", place=spot)
    return Term(_name((rest + name)[-LONGEST_NAME:]), None, clean=False)


def _is_place(rest: str, spot: str) -> bool:
    return _PLACE.fullmatch(rest) is not None and not DEEDS.search(spot)


def _placed(term: Term, lead: str) -> Term:
    return term._replace(scope="nation") if "我国" in lead or "中央" in lead else term


def _parts(noun: str) -> list[str]:
    return [part for part in _JOINS.split(noun) if part.strip("\x00 ")]


def _shared_heads(parts: list[str]) -> Iterator[str]:
    """The parts, each with the last one's head where it has none of its own."""
    last = parts[-1]
    head = _HEAD.search(last)
    for part in parts[:-1]:
        if (
            head is None
            or _HEAD.search(part)
            or (_named(part) and not _named(part[_after_lead(part, None) :] + head.group()))
        ):
            yield part
        else:
            yield part + head.group()
    yield last


@lru_cache(maxsize=4096)
def opening_term(clause: str, region: str | None) -> Term | None:
    """The known term with which a clause without a figure begins, if it does."""
    start = _after_lead(clause, region)
    known = _known(clause, start, start + 2)
    return None if known is None else known[0]


def together(noun: str, before: str) -> Indicator | None:
    """The indicator of a noun that stands for an earlier one (产量), after the words `before`."""
    for word, head, name in STAND_TOGETHER:
        if noun == head and word in before:
            return term_named(name)
    return None


def stands_for(term: Term) -> bool:
    """Whether the name only points to a term before it."""
    return term.indicator is None and term.name in STANDS_FOR


def _name(words: str) -> str:
    return words.replace("\x00", "").strip(' “”"、，')
