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

from rag.language.english_places import KINDS_OF_PLACES
from rag.language.gloss_measures import (
    CHINESE_FIGURE,
    ENGLISH_FIGURE,
    HALF_WIDTH,
    HAN_FIGURE,
    in_chinese,
    in_english,
)
from rag.language.gloss_tables import (
    ALONE,
    HOLLOW,
    IRREGULAR,
    SILENT_CHINESE,
    SILENT_ENGLISH,
    SMALL_WORDS,
)
from rag.language.pinyin import characters_read, one_word
from rag.language.places import gazetteer, place_named
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
_INFLECTIONS = (("ies", "y"), ("ied", "y"), ("es", ""), ("s", ""), ("ed", ""), ("ed", "e"),
                ("ing", ""), ("ing", "e"), ("er", ""), ("er", "e"), ("est", ""), ("ly", ""),
                ("'s", ""), ("’s", ""))  # fmt: skip
_NEGATED = re.compile(r"n['’]t$")
_CONTRACTED = re.compile(r"'(?:s|re|ve|ll|d|m)$")
_DOUBLED = re.compile(r"([bdfgklmnprt])\1(?:ed|ing|er|est)$")
_MOST_WORDS = 4
# What stands behind the name of a place that no dictionary has.
_KINDS_OF_PLACES = frozenset("市省县区镇乡村州")
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
            yield WordGloss(span, in_english(match))
        elif match["latin"]:
            yield WordGloss(span, match["latin"])
        elif match["han"]:
            yield from _han(match["han"], match.start(), table)
        else:
            yield WordGloss(span, _MARKS["en"].get(match["mark"], ""))


def _han(run: str, start: int, table: Mapping[str, str]) -> Iterator[WordGloss]:
    name: list[str] = []
    for word in [*_cut(run, table), ""]:
        if len(word) == 1 and word not in ALONE and word not in SILENT_CHINESE:
            name.append(word)
            continue
        if name:
            kind = word if word in _KINDS_OF_PLACES else ""
            whole = "".join(name)
            end = start + len(whole) + len(kind)
            named = _pinyin(whole) if kind else _name_or_word(whole, table)
            named = f"{named} {KINDS_OF_PLACES.get(kind, '')}".rstrip()
            yield WordGloss(Span(start, end), named)
            start, name = end, []
            if kind:
                continue
        if word:
            gloss = "" if word in SILENT_CHINESE else table.get(word, "")
            yield WordGloss(Span(start, start + len(word)), gloss or _spelled(word))
            start += len(word)


def _name_or_word(han: str, table: Mapping[str, str]) -> str:
    """Characters that no dictionary has side by side are a name; one alone is a word."""
    if len(han) == 1 and han in table:
        return table[han]
    return _pinyin(han)


def _spelled(word: str) -> str:
    """A character without a translation that is no particle."""
    known = word in SILENT_CHINESE or word in SMALL_WORDS or len(word) > 1
    return "" if known else _pinyin(word)


def _pinyin(han: str) -> str:
    return one_word(characters_read(han))


def _english(text: str) -> Iterator[WordGloss]:
    found = list(_ENGLISH.finditer(text))
    at = 0
    while at < len(found):
        match = found[at]
        span = Span(*match.span())
        if match["figure"]:
            yield WordGloss(span, in_chinese(match))
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
        if length == 1 and phrase in SILENT_ENGLISH:
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
    if last in IRREGULAR:
        yield lead + IRREGULAR[last]
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
    return {**cities, **listed, **_places(), **SMALL_WORDS, **_phrases("en")}


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
        if " " not in phrase or not HOLLOW & set(phrase.split())
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


def translations(words: str) -> frozenset[str]:
    """All that the tables give for an English word in any of its forms; for Chinese, the glosses
    of its words, one by one."""
    if _HAN_RUN.match(words):
        table = _to_english()
        return frozenset(filter(None, (table.get(word, "") for word in cut(words, table))))
    table = _to_chinese()
    return frozenset(table[form] for form in _forms(words.lower()) if form in table)


def is_common(word: str) -> bool:
    """Whether an English word in lower case stands in the tables, and is the name of no place."""
    table = _to_chinese()
    forms = [form for form in _forms(word) if form in table]
    return word in SILENT_ENGLISH or any(place_named(form) is None for form in forms)


def base_forms(word: str) -> Iterator[str]:
    """The words that an English word may be a form of, and its American spelling."""
    for form in _forms(word):
        yield form
        yield form.replace("ise", "ize")


def stem(word: str) -> str:
    """An English word without its endings: developing, development -> develop."""
    for ending, rest in _ENDINGS:
        if word.endswith(ending) and len(word) - len(ending) + len(rest) >= _SHORTEST_STEM:
            return word.removesuffix(ending) + rest
    return word
