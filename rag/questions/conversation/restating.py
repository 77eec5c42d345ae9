"""Words a question about a topic in full: place, year, topic, and what is asked of it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from rag.language.dates import YearMention
from rag.language.detect import language_of
from rag.language.function_words import FUNCTION_WORDS
from rag.questions.conversation.asks import IN_FULL, IN_WORDS, Asks
from rag.questions.conversation.said import Where
from rag.questions.conversation.topics import Topic
from rag.types.text import Language

_JOINT: dict[Language, str] = {"zh": "和", "en": " and "}
_PLAN: dict[Language, str] = {"zh": "“{}”时期", "en": "the {} period"}
_RELATIVE_EN = ("last", "this", "next", "the ", "over", "these")


def in_full(topic: Topic, asks: Asks, language: Language) -> str:
    """What is asked of the topic, as a question of its own."""
    table = IN_WORDS if topic.indicator is None and asks in IN_WORDS else IN_FULL
    about = topic
    if asks == "why":
        about = replace(topic, words=_changing(topic, language), indicator=None)
    return table[asks][language].format(subject=subject(about, language))


def _changing(topic: Topic, language: Language) -> str:
    """PM2.5下降; the fall in PM2.5."""
    words = words_of(topic, language)
    if topic.change is None or topic.growth:
        return words
    if language == "zh":
        return words + {"fall": "下降", "rise": "上升"}[topic.change]
    return f"the {topic.change} in {words}"


def aimed(topic: Topic, language: Language) -> Topic:
    """The topic with the word for what is aimed at, where that is meant."""
    words = words_of(topic, language)
    goal = "目标" if language == "zh" else " target"
    if not topic.target or not words or words.endswith(goal):
        return topic
    return replace(topic, words=words + goal, indicator=None)


def which(topic: Topic, language: Language, adjective: str) -> str:
    """Which of the places of the topic has more of it."""
    topic = aimed(topic, language)
    if language == "zh":
        return f"{subject(topic, language)}哪个{adjective}？"
    about = subject(replace(topic, places=()), language)
    sides = " or ".join(place.en for place in topic.places)
    return f"Which is {adjective} for {about}, {sides}?"


def subject(topic: Topic, language: Language) -> str:
    """四川省2025年粮食产量; grain output in Sichuan in 2025."""
    where, when = places_words(topic.places, language), years_words(topic.years, language)
    words = words_of(topic, language)
    if language == "zh":
        return where + when + words
    return " ".join(filter(None, [words, where and f"in {where}", when]))


def words_of(topic: Topic, language: Language) -> str:
    """The words of the topic in `language`, where they are the name of a figure; else as they
    were written."""
    if topic.indicator is None or language == topic.language:
        return topic.words
    names = topic.indicator.zh if language == "zh" else topic.indicator.en
    growth = {"zh": "增速", "en": " growth"}[language]
    return names[0] + growth * topic.growth


def places_words(places: Sequence[Where], language: Language) -> str:
    """四川省和重庆市; Sichuan and Chongqing."""
    *first, last = [place.named(language) for place in places] or [""]
    listed = {"zh": "、", "en": ", "}[language].join(first)
    return f"{listed}{_JOINT[language]}{last}" if listed else last


def years_words(years: Sequence[YearMention], language: Language) -> str:
    """2024年和2025年; in 2024 and 2025; last year."""
    words = _JOINT[language].join(year_words(year, language) for year in years)
    if words.endswith(" period"):
        return f"in {words}"
    if language == "zh" or not words or words.lower().startswith(_RELATIVE_EN):
        return words
    return f"in {words}"


def year_words(year: YearMention, language: Language) -> str:
    """The year as it was written, or in figures where it was written in the other language."""
    first, last = year.since.year, year.until.year
    is_figure = year.text.strip("年度 ").isdecimal()
    if year.basis == "plan" and language_of(year.text) == language and year.text[0] != "第":
        return _PLAN[language].format(year.text.strip('“”"「」').removeprefix("the "))
    if not is_figure and language_of(year.text) == language:
        return year.text
    written = str(first) if first == last else f"{first}-{last}"
    return written + "年" * (language == "zh")


def with_tail(text: str, tail: Sequence[str], language: Language) -> str:
    """A question with `tail` before its mark, without words that it has."""
    kept = [words for words in tail if words and words.lower() not in text.lower()]
    mark = "？" if language == "zh" else "?"
    whole = " ".join([text.rstrip("？?。.!！ "), *kept]) + mark
    return whole[:1].upper() + whole[1:]


def is_empty(words: str) -> bool:
    """Whether nothing is left but words that hold a question together."""
    left = [word for word in words.lower().replace("'s", " ").replace("’s", " ").split()
            if word.strip("，,、。？?") not in FUNCTION_WORDS]  # fmt: skip
    return not "".join(left).strip("的是在了吗，,、。？?.年份度 和与")
