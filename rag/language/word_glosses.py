"""Translates a text word for word, by dictionary and set phrases, in the order of the source.

No translation: it tells a reader of the other language what a sentence is about. The dictionaries
are made by scripts/upkeep/glosses.py; set_phrases.txt goes before them (DATA.md).
"""

from __future__ import annotations

import re
from collections.abc import Container, Iterator, Mapping
from functools import cache, lru_cache
from importlib.resources import files
from typing import NamedTuple

from rag.language.function_words import FUNCTION_WORDS
from rag.language.gloss_measures import (
    CHINESE_FIGURE,
    ENGLISH_FIGURE,
    HALF_WIDTH,
    HAN_FIGURE,
    in_chinese,
    in_english,
)
from rag.language.pinyin import characters_read
from rag.language.places import gazetteer
from rag.language.wordlists import words
from rag.types.text import Language, Span

LONGEST = 12  # characters of a Chinese word
# What a word costs when a clause is cut: as few words as can be, single characters last.
_PLACE, _WORD, _CHARACTER, _UNKNOWN = 9, 10, 12, 15
_HAN_RUN = re.compile(r"[\u4e00-\u9fff]+")
_HAN = r"[\u4e00-\u9fff]"
_CHINESE = re.compile(
    rf"(?P<figure>{CHINESE_FIGURE.pattern})|(?P<latin>[A-Za-z][A-Za-z0-9.+-]*)|(?P<han>(?:(?!第\d|{HAN_FIGURE}){_HAN})+)"
    r"|(?P<mark>[^\s\w])"
)
_ENGLISH = re.compile(
    rf"(?P<figure>{ENGLISH_FIGURE.pattern})|(?P<latin>[A-Za-z]+(?:['’.-][A-Za-z]+)*)"
    r"|(?P<mark>[^\s\w])",
    re.IGNORECASE,
)
# Chinese marks as an English text has them, and the other way round; others are left out.
_MARKS: Mapping[Language, Mapping[str, str]] = {
    "en": {"，": ",", "、": ",", "；": ";", "。": ".", "：": ":", "？": "?", "！": "!", "（": "(",
           "）": ")", "“": "“", "”": "”", "《": "“", "》": "”", ",": ",", ";": ";", ":": ":",
           "(": "(", ")": ")"},
    "zh": {",": "，", ";": "；", ".": "。", ":": "：", "?": "？", "!": "！", "(": "（", ")": "）",
           "“": "“", "”": "”", "—": "，"},
}  # fmt: skip
# Words that only hold a sentence together.
_SILENT_CHINESE = words(
    "的 了 着 过 地 得 之 所 将 把 被 使 令 于 以 而 并 则 其 等 为 也 就 又 再 都 该 此 即 及其 以及其"
)
_SILENT_ENGLISH = words(
    "the a an of to and or in on at by for with from as is are was were be been being am do does did has "
    "have had it its this that these those s t which so but into upon than then there very just let's "
    "well even too such"
)
# A phrase of the dictionary with one of these is met by chance: all the people.
_HOLLOW = _SILENT_ENGLISH | FUNCTION_WORDS | words("all every each some any more one two our my")
# A single character that stands by itself: others side by side are a name.
_ALONE = words(
    "和 与 及 或 在 对 从 向 到 由 比 是 有 不 无 未 没 非 新 大 小 高 低 多 少 全 各 每 省 市 县 区 乡 镇 村 年 月 日 约 超 近 "
    "达 增 降 减 升 居 前 后 上 下 中 内 外 更 最 强 好 让 要 能 会 可 应 须 万 亿 千 百 十 一 二 三 四 五 六 七 八 九 两 个 项 家 "
    "名 位 条 座 次 我 你 他 们 这 那 人 民 国 党 军 水 电 气 油 路 桥 港 海 江 河 山 林 田 土 地 房 车 船 粮 棉 钢 煤 税 费 钱 "
    "建 设 办 做 抓 促 保 稳 推 扩 优 补 防 治 查 改 用 给 同 且 但 若 如 因 至 起 止 内 间 时 期 率 量 额 度 化 性 型 类 级 线 面 点"
)
_KNOWN_IN_ENGLISH = {"和": "and", "与": "and", "及": "and", "以及": "and", "或": "or", "在": "in",
                     "对": "toward", "从": "from", "向": "to", "到": "to", "是": "is", "有": "have",
                     "不": "not", "无": "without", "未": "not yet", "没": "not", "没有": "not",
                     "非": "non-", "我们": "we", "元": "yuan", "约": "about", "超": "over",
                     "近": "nearly", "达": "reach", "增": "increase", "降": "decrease",
                     "减": "reduce", "一": "one", "两": "two", "居": "ranking", "年": "year",
                     "全": "whole", "各": "each", "更": "more", "最": "most", "多": "more",
                     "余": "more", "中": "in", "上": "on", "由": "by", "比": "than", "率": "rate",
                     "量": "amount", "额": "amount", "个": "", "项": "", "家": "", "名": "",
                     "位": "", "座": "", "条": "", "件": "", "所": "", "亿": "100 million", "底": "end",
                     "万": "10 thousand", "促": "promote", "保": "safeguard", "稳": "stabilize",
                     "抓": "grasp", "用": "use", "让": "let", "后": "after", "前": "before",
                     "内": "within", "外": "outside", "时": "when", "人": "people", "国": "country",
                     "级": "level", "型": "type", "化": "", "性": "", "类": "kind"}  # fmt: skip
_IRREGULAR = dict(
    pair.split("=")
    for pair in (
        "came=come went=go gone=go gave=give given=give taken=take brought=bring bought=buy "
        "built=build caught=catch chose=choose chosen=choose cost=cost dealt=deal drove=drive "
        "fell=fall fallen=fall felt=feel fought=fight found=find forgot=forget got=get grew=grow "
        "grown=grow held=hold knew=know known=know led=lead left=leave lost=lose meant=mean met=meet "
        "rose=rise risen=rise sent=send shown=show spent=spend spoke=speak spoken=speak stood=stand "
        "taught=teach told=tell thought=think understood=understand wrote=write written=write "
        "became=become children=child men=man women=woman lives=life wives=wife broke=break "
        "broken=break sought=seek sold=sell struck=strike withdrew=withdraw laid=lay paid=pay"
    ).split()
)
_INFLECTIONS = (("ies", "y"), ("ied", "y"), ("es", ""), ("s", ""), ("ed", ""), ("ed", "e"),
                ("ing", ""), ("ing", "e"), ("er", ""), ("er", "e"), ("est", ""), ("ly", ""),
                ("'s", ""), ("’s", ""))  # fmt: skip
_NEGATED = re.compile(r"n['’]t$")
_CONTRACTED = re.compile(r"'(?:s|re|ve|ll|d|m)$")
_DOUBLED = re.compile(r"([bdfgklmnprt])\1(?:ed|ing|er|est)$")
_MOST_WORDS = 4
_ENDINGS = (
    ("izations", ""), ("ization", ""), ("ations", ""), ("ation", ""), ("ments", ""), ("ment", ""),
    ("ities", ""), ("ity", ""), ("ies", "y"), ("ied", "y"), ("izing", ""), ("izes", ""),
    ("ized", ""), ("ize", ""), ("ing", ""), ("ions", ""), ("ion", ""), ("ers", ""), ("er", ""),
    ("es", ""), ("ed", ""), ("ly", ""), ("s", ""), ("e", ""),
)  # fmt: skip
_SHORTEST_STEM = 4


class WordGloss(NamedTuple):
    """A word of a text and its translation; "" for a word that only holds the sentence together."""

    span: Span
    gloss: str


@lru_cache(maxsize=512)
def word_for_word(text: str, language: Language) -> str:
    """The words of `text` in `language`, the other one, in the order of `text`; "" where none is
    known."""
    found = [word for word in glosses(text, language) if word.gloss]
    if not any(word.gloss.isalnum() or len(word.gloss) > 1 for word in found):
        return ""
    return _joined([word.gloss for word in found], language)


def glosses(text: str, language: Language) -> Iterator[WordGloss]:
    """Each word, figure and mark of `text` in `language`, in order."""
    yield from _chinese(text) if language == "en" else _english(text)


def _joined(parts: list[str], language: Language) -> str:
    if language == "zh":
        text = " ".join(parts)
        text = re.sub(r"\s*([，；。：？！（）“”])\s*", r"\1", text)
        return re.sub(r"([，；。：])[，；。：]+", r"\1", text).strip(" ，；。：")
    text = " ".join(parts)
    text = re.sub(r"\s+([,;.:?!)”])", r"\1", text)
    text = re.sub(r"([(“])\s+", r"\1", text)
    return re.sub(r"([,;.:])(?:\s?[,;.:])+", r"\1", text).strip(" ,;.:")


def _chinese(text: str) -> Iterator[WordGloss]:
    table = _to_english()
    for match in _CHINESE.finditer(text.translate(HALF_WIDTH)):
        span = Span(*match.span())
        if match["figure"]:
            yield WordGloss(span, in_english(CHINESE_FIGURE.fullmatch(match["figure"]) or match))
        elif match["latin"]:
            yield WordGloss(span, match["latin"])
        elif match["han"]:
            yield from _han(match["han"], match.start(), table)
        else:
            yield WordGloss(span, _MARKS["en"].get(match["mark"], ""))


def _han(run: str, start: int, table: Mapping[str, str]) -> Iterator[WordGloss]:
    name: list[str] = []
    for word in [*_cut(run, table), ""]:
        if len(word) == 1 and word not in _ALONE and word not in _SILENT_CHINESE:
            name.append(word)
            continue
        if name:
            whole = "".join(name)
            yield WordGloss(Span(start, start + len(whole)), _name_or_word(whole, table))
            start += len(whole)
            name = []
        if word:
            gloss = "" if word in _SILENT_CHINESE else table.get(word, "")
            yield WordGloss(Span(start, start + len(word)), gloss or _spelled(word))
            start += len(word)


def _name_or_word(han: str, table: Mapping[str, str]) -> str:
    """Characters that no dictionary has side by side are a name; one alone is a word."""
    if len(han) == 1 and han in table:
        return table[han]
    return _pinyin(han)


def _spelled(word: str) -> str:
    """A character without a translation that is no particle."""
    known = word in _SILENT_CHINESE or word in _KNOWN_IN_ENGLISH or len(word) > 1
    return "" if known else _pinyin(word)


def _pinyin(han: str) -> str:
    return "".join(characters_read(han)).capitalize()


def _english(text: str) -> Iterator[WordGloss]:
    found = list(_ENGLISH.finditer(text))
    at = 0
    while at < len(found):
        match = found[at]
        span = Span(*match.span())
        if match["figure"]:
            figure = ENGLISH_FIGURE.fullmatch(match["figure"])
            yield WordGloss(span, in_chinese(figure or match))
        elif match["mark"]:
            yield WordGloss(span, _MARKS["zh"].get(match["mark"], ""))
        else:
            length, gloss = _longest(found[at : at + _MOST_WORDS], text)
            yield WordGloss(Span(match.start(), found[at + length - 1].end()), gloss)
            at += length - 1
        at += 1


def _longest(found: list[re.Match[str]], text: str) -> tuple[int, str]:
    """How many words from the first on have a translation together, and which."""
    table = _to_chinese()
    same = next((at for at, match in enumerate(found) if not match["latin"]), len(found))
    if _NEGATED.search(found[0]["latin"]):
        return 1, "不"
    for length in range(same, 0, -1):
        phrase = " ".join(_plain(match["latin"]) for match in found[:length])
        if length == 1 and phrase in _SILENT_ENGLISH:
            return 1, ""
        for form in _forms(phrase):
            if form in table:
                return length, table[form]
    word = found[0]["latin"]
    return 1, word


def _plain(word: str) -> str:
    """In lower case and without what is contracted to it: we're is we."""
    return _CONTRACTED.sub("", word.lower().replace("’", "'"))


def _forms(phrase: str) -> Iterator[str]:
    """The words as they stand, and the last of them without its ending."""
    yield phrase
    before, _, last = phrase.rpartition(" ")
    lead = f"{before} " if before else ""
    if last in _IRREGULAR:
        yield lead + _IRREGULAR[last]
    for ending, rest in _INFLECTIONS:
        if last.endswith(ending) and len(last) - len(ending) >= 2:
            yield lead + last.removesuffix(ending) + rest
    if _DOUBLED.search(last):
        yield lead + _DOUBLED.sub(r"\1", last)


@cache
def _to_english() -> Mapping[str, str]:
    cities = {
        place.short: place.english[0]
        for place in gazetteer()
        if place.level == "city" and place.english
    }
    listed = _file("glosses.zh-en.txt", "\t")
    return {**cities, **listed, **_places(), **_KNOWN_IN_ENGLISH, **_phrases("en")}


@cache
def _places() -> Mapping[str, str]:
    """Chinese places and their English; cities by their whole name, since short ones are words."""
    return {
        form: place.english[0]
        for place in gazetteer()
        if place.english
        for form in ((place.name, place.short) if place.level != "city" else (place.name,))
    }


@cache
def _to_chinese() -> Mapping[str, str]:
    found = {form.lower(): place.short for place in reversed(gazetteer()) for form in place.english}
    listed = {
        phrase: word
        for phrase, word in _file("glosses.en-zh.txt", "\t").items()
        if " " not in phrase or not _HOLLOW & set(phrase.split())
    }
    return {**found, **listed, **_phrases("zh")}


def phrase_in(words: str, language: Language) -> str | None:
    """The translation of `words` where a table has it whole; None else."""
    if language == "zh":
        return _to_chinese().get(words.lower())
    return _to_english().get(words)


def _phrases(language: Language) -> dict[str, str]:
    return {
        phrase: meaning
        for phrase, meaning in _file("set_phrases.txt", "|").items()
        if (_HAN_RUN.match(phrase) is not None) == (language == "en")
    }


def _file(name: str, between: str) -> dict[str, str]:
    text = (files("rag.language") / name).read_text("utf-8")
    lines = (line.partition(between) for line in text.splitlines() if line[:1] != "#")
    return {word: gloss for word, _, gloss in lines if word}


def cut(text: str, table: Container[str]) -> Iterator[str]:
    """The Chinese of a text in words: as few as can be, of these with the fewest that stand in no
    dictionary, and the longer ones last."""
    for run in _HAN_RUN.findall(text):
        yield from _cut(run, table)


def _cut(run: str, table: Container[str]) -> list[str]:
    # best[i]: cost and length of the last word of the best way to cut the first i characters.
    best: list[tuple[int, int]] = [(0, 0)]
    for end in range(1, len(run) + 1):
        ways = []
        for length in range(1, min(LONGEST, end) + 1):
            known = run[end - length : end] in table
            if known or length == 1:
                cost = _cost(run[end - length : end]) if known else _UNKNOWN
                ways.append((best[end - length][0] + cost, length))
        best.append(min(ways, key=lambda way: (way[0], -way[1])))
    found, at = [], len(run)
    while at:
        length = best[at][1]
        found.append(run[at - length : at])
        at -= length
    return found[::-1]


def _cost(word: str) -> int:
    return _CHARACTER if len(word) == 1 else _PLACE if word in _places() else _WORD


def stem(word: str) -> str:
    """An English word without its endings: developing, development -> develop."""
    for ending, rest in _ENDINGS:
        if word.endswith(ending) and len(word) - len(ending) + len(rest) >= _SHORTEST_STEM:
            return word.removesuffix(ending) + rest
    return word
