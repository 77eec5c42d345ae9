"""Finds names in a text, whether they are written in Chinese or in pinyin."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator
from functools import lru_cache
from typing import NamedTuple

from rag.language.pinyin import syllables
from rag.types.text import Span

# People leave off these suffixes: 明湖区 is also 明湖, "Minghu District" also "Minghu".
# The peoples that an autonomous place is named for, with and without 族: 内蒙古 keeps its 蒙古.
_PEOPLES = (
    "蒙古 回 藏 维吾尔 苗 彝 壮 布依 朝鲜 满 侗 瑶 白 土家 哈尼 哈萨克 傣 黎 傈僳 佤 畲 拉祜 水"
    " 东乡 纳西 景颇 柯尔克孜 土 达斡尔 仫佬 羌 布朗 撒拉 毛南 仡佬 锡伯 阿昌 普米 塔吉克 怒 鄂温克"
    " 德昂 保安 裕固 京 独龙 鄂伦春 赫哲 各"
)
_PEOPLES_IN_ENGLISH = (
    "mongol mongolian hui tibetan uygur uyghur miao yi zhuang buyei korean manchu dong yao bai"
    " tujia hani kazak kazakh dai li lisu va wa she lahu shui dongxiang naxi jingpo kirgiz kyrgyz"
    " tu daur mulao mulam qiang blang salar maonan gelao xibe achang pumi tajik nu ewenki deang"
    " bonan yugur gin derung oroqen hezhen"
)
_PLACE_SUFFIX = re.compile(
    rf"(?:(?<=[\u4e00-\u9fff]{{2}})(?:(?:{'|'.join(_PEOPLES.split())})族?)*自治[区州县旗]"
    r"|特别行政区|[省市区县州盟旗镇乡])$"
)
_ENGLISH_SUFFIX = re.compile(
    rf"(?:(?:,? (?:and )?(?:{'|'.join(_PEOPLES_IN_ENGLISH.split())}))*"
    r" autonomous (?:region|prefecture|county|banner)"
    r"| (?:special administrative region|city|county|district|province|municipality|prefecture"
    r"|league|banner|town|township|new area))$"
)
_HAN_NAME = re.compile(r"[\u4e00-\u9fff·]{2,}")
_SHORTEST = 2  # Han characters
# One short syllable pair such as "he an" would be met by chance.
_SHORTEST_SPOKEN = 5  # letters


class Spoken(NamedTuple):
    """A name as it may stand in an English text: `forms` are patterns, in pinyin without tones
    with its syllables joined or apart where the name is Chinese; names of one place in both
    scripts share their `key`: 明湖区 and Minghu District, "minghu"."""

    forms: tuple[str, ...]
    key: str


@lru_cache(maxsize=4096)
def spoken(name: str) -> Spoken:
    """How `name` is spoken. An index keeps this of the names that it holds: so that no question
    loads the dictionary of pinyin."""
    if _HAN_NAME.fullmatch(name) is None:
        whole = name.lower()
        short = _ENGLISH_SUFFIX.sub("", whole)
        return Spoken((re.escape(whole), re.escape(short)), short.replace(" ", ""))
    forms = [syllables(form) for form in _written(name)]
    long_enough = [form for form in forms if len("".join(form)) >= _SHORTEST_SPOKEN]
    patterns = dict.fromkeys("[ -]?".join(form) for form in long_enough)
    return Spoken(tuple(patterns), "".join(syllables(_PLACE_SUFFIX.sub("", name))))


def names_in(
    text: str, names: Iterable[str], spoken: Callable[[str], Spoken] = spoken
) -> dict[str, Span]:
    """Those of `names` that stand in `text`, and where first: whole, without their suffix (明湖
    for 明湖区), or in pinyin without tones, joined or apart ("Minghu", "Ming Hu")."""
    found = ((name, next(_places(text, name, spoken), None)) for name in dict.fromkeys(names))
    return {name: span for name, span in found if span is not None}


def _places(text: str, name: str, spoken: Callable[[str], Spoken]) -> Iterator[Span]:
    for form in _written(name):
        start = text.find(form)
        if start >= 0:
            yield Span(start, start + len(form))
    if re.search(r"[A-Za-z]", text):
        for form in spoken(name).forms:
            match = re.search(rf"\b{form}\b", text, re.IGNORECASE)
            if match:
                yield Span(match.start(), match.end())


@lru_cache(maxsize=4096)
def _written(name: str) -> tuple[str, ...]:
    """The name as it is, the last part of it (明湖区 of 云溪市明湖区), and both without suffix."""
    parts = [name, *re.findall(r"[^省市州区县]+[市州区县]$", name)]
    short = [_PLACE_SUFFIX.sub("", part) for part in parts]
    return tuple(form for form in (*parts, *short) if len(form) >= _SHORTEST)
