"""Finds the region that a speech speaks for, by its full official name."""

from __future__ import annotations

import re
from collections.abc import Iterable

from rag.language.places import place_named, places_in
from rag.language.simplified import simplified
from rag.language.wordlists import words

NATION = "中华人民共和国"
UNITED_STATES = "美利坚合众国"
# A congress of a place, its government, or a work report: these name the region of a speech.
_VENUE = re.compile(
    r"在?([\u4e00-\u9fff]{2,12}?)第[一二三四五六七八九十百\d]+届\s*(?:[\u4e00-\u9fff]\s*)?人民代表大会"
)
_GOVERNMENT = re.compile(r"([\u4e00-\u9fff]{2,12}?)人民政府")
_PLACE = re.compile(
    r"([\u4e00-\u9fff]{2,7}?(?:自治区|自治州|[省市区县州旗盟]))"
    r"(?=\d{4}|第|人民政府|政府|全体|代表|人大|党代会)"
)
_NATIONAL = re.compile(
    r"中华人民共和国|国务院|全国人民代表大会|全国人大|中国共产党|中共中央|中央委员会|第[一二三四五六七八九十]+次全国代表大会"
)
_AMERICAN = re.compile(
    r"STATE OF THE UNION|JOINT SESSION OF (?:THE )?CONGRESS(?! OF (?!THE UNITED))|TO THE CONGRESS|"
    r"CONGRESS OF THE UNITED STATES",
    re.I,
)
# Its president speaks on the state of a union too.
_EUROPEAN = re.compile(
    r"\bEuropean (?:Union|Parliament|Commission|Council)\b|\bStrasbourg\b"
    r"|\bPresident (?:von der Leyen|Juncker|Barroso)\b|\bUrsula von der Leyen\b"
)
_ENGLISH_PLACE = re.compile(
    r"\b((?:[A-Z][\w'’-]+ ){1,3}(?:District|County|City|Province|Municipality|Region|State))\b"
    r"(?! (?:Hall|Council|Club|Centre|Center|University|Stadium|Chamber|Room|House|Library))"
)
# Whose head, parliament or government speaks: the first that is named decides. Ministers and envoys
# are of other things than countries too.
_OF_A_COUNTRY = (
    r"(?:of|for) (?:the )?"
    r"(?P<kind>(?:Republic|Kingdom|State|Commonwealth|Union|Principality|Federation) of )?"
    r"(?P<name>(?:[A-Z][\w'’-]+)(?: (?:[A-Z][\w'’-]+|of|and|the(?= [A-Z])))*)"
)
_HEADED = re.compile(
    r"\b(?:President|Prime Minister|Premier|Chancellor|Taoiseach|Parliament|Senate|Government"
    rf"|Governor[- ]General|Chief Executive|King|Queen|Permanent Mission) {_OF_A_COUNTRY}",
    re.I,
)
# Every `of` behind such an office may bring in the country: Minister of Finance of Norland.
_SERVED = re.compile(
    r"(?<=\b)(?:Minister|Secretary|Representative|Ambassador|Delegation)\b(?P<rest>[^,\n]*)", re.I
)
_EACH_OF = re.compile(rf"(?={_OF_A_COUNTRY})\b", re.I)
_PARLIAMENTS = (
    (
        re.compile(
            r"\bNational People['’]s Congress\b|\bState Council of (?:the People|China)", re.I
        ),
        NATION,
    ),
    (re.compile(r"\b(?:New Zealand|NZ) Parliament\b", re.I), "New Zealand"),
    (re.compile(r"\bAustralian (?:Parliament|House|Senate)\b", re.I), "Australia"),
    (
        re.compile(r"\bCanadian (?:Parliament|House)\b|\bHouse of Commons of Canada\b", re.I),
        "Canada",
    ),
    (re.compile(r"\bUK Parliament\b|\bHouse of Lords\b", re.I), "United Kingdom"),
    (re.compile(r"\bNational Day Rally\b", re.I), "Singapore"),
    (re.compile(r"\b(?:HKSAR|Hong Kong (?:Special|Legislative|SAR))\b", re.I), "Hong Kong"),
    (re.compile(r"\bMaca[ou] (?:Special|SAR|Legislative)\b", re.I), "Macao"),
)
# What runs into the name of a place: 于上海市, 王某在辽宁省, 会议上安徽省.
_LEAD = re.compile(r"^.*(?:[日月年在于由向受]|我代表|议上|会上)")
# Endings that say which part of some place is meant, not which place.
_NO_PLACE = words(
    "全市 全省 全区 全县 各市 各区 直辖市 本市 本区 我市 我区 省区 自治区 市区 城区 区县 各县"
)


def official(name: str) -> str:
    """重庆, Chongqing -> 重庆市; a place that is not known stays as it is written."""
    place = place_named(name.strip())
    return place.name if place else name.strip()


def without_lead(words: str) -> str:
    """`2025年1月13日在河北省…` without what comes before the name."""
    return _LEAD.sub("", words)


def region_of(title: str, lines: Iterable[str], institution: str | None) -> tuple[str, str] | None:
    """(region, the words that name it)."""
    title = simplified(title)
    texts = [title, *map(simplified, lines)]
    for text in texts:
        if found := _named(_VENUE, text) or _named(_GOVERNMENT, text):
            return found
    for text in (title, *filter(None, [institution])):
        if found := _known(text) or _named(_PLACE, text):
            return found
    european = next(filter(None, map(_EUROPEAN.search, texts)), None)
    for text in (*texts, institution or ""):
        if match := _NATIONAL.search(text):
            return NATION, match.group()
        if european:
            return official("European Union"), european.group()
        if match := _AMERICAN.search(text):
            return official("United States"), match.group()
    if found := _country(texts):
        return found
    for text in texts:
        if found := _named(_PLACE, text):
            return found
        if match := _ENGLISH_PLACE.search(text):
            return official(match[1]), match[1]
    return None


def _country(texts: list[str]) -> tuple[str, str] | None:
    """The country whose parliament or government the head of an English speech names."""
    for text in texts:
        for pattern, place in _PARLIAMENTS:
            if match := pattern.search(text):
                return official(place), match.group()
        if match := _HEADED.search(text):
            return _of(match)
        for served in _SERVED.finditer(text):
            if found := next(filter(None, map(_of, _EACH_OF.finditer(served["rest"]))), None):
                return found[0], served.group()
    return None


def _of(match: re.Match[str]) -> tuple[str, str] | None:
    """The country after `President of the Republic of`; one that no gazetteer has only where the
    words say that it is a country."""
    name = " ".join(match["name"].split())
    if place := place_named(name.title() if name.isupper() else name):
        return place.name, match.group()
    known = next(iter(places_in(name.title() if name.isupper() else name)), None)
    if known and known.span.start == 0:
        return known.place.name, match.group()
    if match["kind"]:
        return (name.title() if name.isupper() else name), match.group()
    return None


def _named(pattern: re.Pattern[str], text: str) -> tuple[str, str] | None:
    """The place that the pattern's group holds: one the gazetteer knows, else as it is written."""
    for match in pattern.finditer("".join(text.split())):
        words = _LEAD.sub("", match[1])
        if words in _NO_PLACE or _NATIONAL.search(words) or len(words) < 2:
            continue
        known = _known(words)
        if known and words.startswith(known[1]) and len(words) - len(known[1]) <= 1:
            return known
        if re.search(r"[省市区县州旗盟]$", words):
            return _innermost(words), words
    return None


def _innermost(words: str) -> str:
    """云溪市明湖区 -> 明湖区."""
    parts = re.findall(r"[\u4e00-\u9fff]{2,6}?(?:自治区|自治州|省|市|区|县|州|旗|盟)", words)
    return parts[-1] if parts else words


def _known(text: str) -> tuple[str, str] | None:
    """The first place of the gazetteer that a text names."""
    for mention in places_in(text):
        return mention.place.name, mention.span.slice(text)
    return None
