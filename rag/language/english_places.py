"""The official English name of a Chinese place: by table where it is not read as Chinese (Hohhot,
Shangri-La), else by rule from its pinyin: 明湖区 is Minghu District.

english_places.txt holds the exceptions, `official name|English`; names of provinces, cities and
countries stand in gazetteer.txt.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from functools import cache, lru_cache
from importlib.resources import files

from rag.language.pinyin import one_word, syllables
from rag.language.places import place_named
from rag.language.wordlists import words

_HAN = re.compile(r"[\u4e00-\u9fff]+")
# What a place is, the longest first, and its English. A name of one syllable keeps the word: 易县
# is Yixian County, 城区 Chengqu District.
KINDS_OF_PLACES: Mapping[str, str] = {
    "高新技术产业开发区": "High-tech Industrial Development Zone",
    "经济技术开发区": "Economic and Technological Development Zone",
    "高新技术开发区": "High-tech Development Zone",
    "经济开发区": "Economic Development Zone",
    "特别行政区": "Special Administrative Region",
    "自治区": "Autonomous Region",
    "自治州": "Autonomous Prefecture",
    "自治县": "Autonomous County",
    "自治旗": "Autonomous Banner",
    "街道": "Subdistrict",
    "地区": "Prefecture",
    "新区": "New Area",
    "矿区": "Mining District",
    "林区": "Forestry District",
    "特区": "Special District",
    "省": "Province",
    "市": "",
    "区": "District",
    "县": "County",
    "盟": "League",
    "旗": "Banner",
    "州": "Prefecture",
    "镇": "Town",
    "乡": "Township",
    "村": "Village",
}
SHORT_PEOPLE = 1  # characters
# The official English names of the peoples that autonomous places are called after.
_PEOPLES = dict(
    pair.split("=")
    for pair in words("""
= 蒙古=Mongol 回=Hui 藏=Tibetan 维吾尔=Uygur 苗=Miao 彝=Yi 壮=Zhuang 布依=Buyei 朝鲜=Korean
满=Manchu 侗=Dong 瑶=Yao 白=Bai 土家=Tujia 哈尼=Hani 哈萨克=Kazak 傣=Dai 黎=Li 傈僳=Lisu 佤=Va
畲=She 拉祜=Lahu 水=Shui 东乡=Dongxiang 纳西=Naxi 景颇=Jingpo 柯尔克孜=Kirgiz 土=Tu 达斡尔=Daur
仫佬=Mulao 羌=Qiang 布朗=Blang 撒拉=Salar 毛南=Maonan 仡佬=Gelao 锡伯=Xibe 阿昌=Achang
普米=Pumi 塔吉克=Tajik 怒=Nu 鄂温克=Evenki 保安=Bonan 裕固=Yugur 独龙=Derung 鄂伦春=Oroqen
赫哲=Hezhen 门巴=Monba 珞巴=Lhoba 基诺=Jino
""")
)
# 长白朝鲜族 is no Bai people: short names need their 族.
_PEOPLE = re.compile(
    "|".join(
        people + ("族?" if len(people) > SHORT_PEOPLE else "族")
        for people in sorted(_PEOPLES, key=len, reverse=True)
    )
)
_AUTONOMOUS = re.compile(
    r"(?P<stem>[\u4e00-\u9fff]{1,8}?)"
    rf"(?P<peoples>各族|(?:{_PEOPLE.pattern})+)$"
)
# In names of places these are read so, whatever they are read as elsewhere.
_READ = {"都": "du", "长": "chang", "朝": "chao"}
_PARTS = re.compile(r"[\u4e00-\u9fff]+?(?:自治区|自治州|地区|[省市州盟])(?=[\u4e00-\u9fff])")
_SHORTEST = 2


@lru_cache(maxsize=4096)
def english_place(name: str) -> str | None:
    """`Guangdong` for 广东省, `Minghu District, Yunxi` for 云溪市明湖区; None for what is no
    Chinese name. Provinces, cities and countries go by their short name."""
    if not _HAN.fullmatch(name):
        return None
    whole = _exceptions().get(name)
    if whole:
        return whole
    place = place_named(name)
    if place and place.name in _exceptions():
        return _exceptions()[place.name]
    if place and not name.endswith("自治州") and name in (place.name, place.short):
        return place.english[0] if place.english else None
    parts = _parted(name)
    if len(parts) > 1:
        inner = [english_place(part) for part in reversed(parts)]
        return ", ".join(part for part in inner if part)
    return _by_rule(name)


def full_english_place(name: str) -> str | None:
    """The name as institutions bear it: `Guangdong Province`, `Beijing Municipality`."""
    place = place_named(name)
    short = english_place(name)
    if place is None or place.name != name or place.level != "province":
        return short
    if name.endswith("自治区"):
        return _FULL.get(name) or f"{short} Autonomous Region"
    return f"{short} {'Municipality' if name.endswith('市') else 'Province'}"


_FULL = {
    "西藏自治区": "Xizang Autonomous Region",
    "广西壮族自治区": "Guangxi Zhuang Autonomous Region",
    "宁夏回族自治区": "Ningxia Hui Autonomous Region",
    "新疆维吾尔自治区": "Xinjiang Uygur Autonomous Region",
}


def _parted(name: str) -> list[str]:
    """云溪市 and 明湖区 of 云溪市明湖区."""
    parts, at = [], 0
    while match := _PARTS.match(name, at):
        if len(match.group()) <= _SHORTEST or len(name) - match.end() < _SHORTEST:
            break
        parts.append(match.group())
        at = match.end()
    return [*parts, name[at:]]


def _by_rule(name: str) -> str | None:
    stem, ending = stem_of_place(name)
    kind = KINDS_OF_PLACES.get(ending, "")
    match = _AUTONOMOUS.match(stem) if kind.startswith("Autonomous") else None
    if match:
        return f"{_joined(match['stem'])} {_peoples(match['peoples'])} {kind}"
    written = name if len(stem) == 1 and ending in "区县市" else stem
    return f"{_joined(written)} {kind}".strip()


def stem_of_place(name: str) -> tuple[str, str]:
    """明湖 and 区 of 明湖区: the name and what the place is; that is "" where it is not said."""
    for ending in KINDS_OF_PLACES:
        if name.endswith(ending) and len(name) > len(ending):
            return name.removesuffix(ending), ending
    return name, ""


def _peoples(words: str) -> str:
    if words == "各族":
        return "Multi-ethnic"
    found = [_PEOPLES[people.removesuffix("族")] for people in _PEOPLE.findall(words)]
    *first, last = found
    return f"{', '.join(first)} and {last}" if first else last


def _joined(han: str) -> str:
    read = zip(han, syllables(han), strict=True)
    return one_word(_READ.get(character, syllable) for character, syllable in read)


@cache
def _exceptions() -> dict[str, str]:
    lines = (files("rag.language") / "english_places.txt").read_text("utf-8").splitlines()
    return dict(line.split("|") for line in lines)
