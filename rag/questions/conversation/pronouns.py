"""Puts the places, persons and topics of a conversation where a question only points at them."""

from __future__ import annotations

import re

from rag.questions.conversation.restating import (
    aimed,
    places_words,
    subject,
    with_tail,
    words_of,
    years_words,
)
from rag.questions.conversation.said import Said
from rag.questions.conversation.switching import OBJECT_EN
from rag.questions.conversation.topics import Topic
from rag.questions.conversation.words import THE_MATTER, THE_PERSON, THE_PLACE
from rag.questions.part_words import ASKING
from rag.types.text import Language

_ENDS = "？?。.!！，,；;：: "
_SAYS = re.compile(
    r"\b(?:say|says|said|promised?|promises|plan(?:ned|s)?|announced?|report(?:ed)?|mention\w*"
    r"|build|built|spend|spent)\b",
    re.IGNORECASE,
)
# In the place of the thing itself: "Where were they built?".
_THINGS = re.compile(
    r"(?<=\bwere )they\b|(?<=\bare )they\b|(?<=\bwas )it\b|(?<=\bis )it\b|\bthem\b", re.IGNORECASE
)
_ASKS = re.compile(
    r"(?:what|which|who|whose|when|where|why|how|did|does|do|is|are|was|were|has|have|had"
    r"|will|would|can|could)\b",
    re.IGNORECASE,
)
# Whatever else begins so asks nothing: "Sichuan's housing programme".
_OPENS = re.compile(r"(?:By|In|On|At|To|For)\b")
# "When was that?", of something that somebody said.
_WHEN = re.compile(
    r"(?P<asks>when|where) (?:was|is|did) (?:that|this|it)\b[^,]{0,20}$", re.IGNORECASE
)
_DUMMY = re.compile(r"\b(?:is|are|was|were) there\b|\bthere (?:is|are|was|were)\b", re.IGNORECASE)


def persons_named(text: str, topic: Topic, language: Language) -> str:
    """`text` with the speaker who was talked of instead of "he"; with "the report" where nobody
    was named."""
    if language == "zh":
        return THE_PERSON.sub(topic.person or "报告", text)

    def named(match: re.Match[str]) -> str:
        owns = match["his"] and match.group().lower() == "his"
        return (topic.person or "the report") + "'s" * bool(owns)

    return THE_PERSON.sub(named, text)


def places_put(text: str, topic: Topic, said: Said) -> str:
    """`text` with the place of the topic where it points at it, or else where it lacks it; and
    with the years of the topic."""
    put = _put_zh if said.language == "zh" else _put_en
    return put(text, topic, said)


def _put_zh(text: str, topic: Topic, said: Said) -> str:
    text = text.strip(_ENDS)
    where = places_words(topic.places, "zh") if not said.places else ""
    when = years_words(topic.years, "zh") if not said.years else ""
    pointing = THE_PLACE.search(text) if where else None
    if pointing:
        text = text[: pointing.start()] + where + when + text[pointing.end() :]
        text = THE_PLACE.sub(where, text)
    elif said.places or said.years:
        text = _beside_zh(text, said, where, when)
    else:
        text = where + when + text
    return f"{_asking(text)}？"


def _asking(text: str) -> str:
    """A Chinese phrase as a question: 关于民营经济 is none."""
    if ASKING.search(f"{text}？"):
        return text
    return text + ("说了什么" if "关于" in text else "情况怎么样")


def _beside_zh(text: str, said: Said, where: str, when: str) -> str:
    """The missing place before the year, the missing year behind the place."""
    if where or not said.places:
        return where + text
    place = said.places[0][0].slice(said.text)
    at = text.find(place) + len(place)
    return text[:at] + when + text[at:]


def _put_en(text: str, topic: Topic, said: Said) -> str:
    text = text.strip(_ENDS)
    where = places_words(topic.places, "en") if not said.places else ""
    when = years_words(topic.years, "en") if not said.years else ""
    if where and not _DUMMY.search(text):
        text = _places_en(text, where)
    text = _THINGS.sub(thing_of(topic), text) if thing_of(topic) else text
    if not _ASKS.match(text) and (said.text[:1].islower() or not _OPENS.match(text)):
        text = f"What {'was' if said.indicators else 'about'} {text}"
    return with_tail(text, [where and f"in {where}" if where not in text else "", when], "en")


def thing_of(topic: Topic) -> str:
    """The thing that a question counts, or else its topic: schools."""
    match = OBJECT_EN.search(topic.question)
    return (match["counted"] or match["spoken"]) if match else words_of(topic, "en")


def _places_en(text: str, where: str) -> str:
    def named(match: re.Match[str]) -> str:
        if match["its"]:
            return f"{where}'s"
        return f"in {where}" if match["there"] else where

    first = THE_PLACE.search(text)
    if first is None:
        return text
    rest = THE_PLACE.sub(lambda m: f"{where}'s" if m["its"] else "", text[first.end() :])
    return " ".join((text[: first.start()] + named(first) + rest).split())


def matter_named(topic: Topic, said: Said) -> str:
    """An English question without a topic of its own, with the topic where it points at it: "How
    much did it fall?"."""
    said_when = _WHEN.match(said.text.strip(_ENDS)) if topic.person else None
    if said_when:
        asks = said_when["asks"].capitalize()
        return f"{asks} did {topic.person} speak about {words_of(topic, 'en')}?"
    text = persons_named(said.text.strip(_ENDS), topic, "en")
    where = places_words(topic.places, "en")
    when = years_words(topic.years, "en") if not said.main_years else ""
    topic = aimed(topic, "en")
    words = words_of(topic, "en")
    says = _SAYS.search(text) and THE_PLACE.search(text)
    if where and (says or text != said.text.strip(_ENDS)):
        text = _places_en(text, where)
        about = f"about {words}" if words else ""
        return with_tail(text, [about, "" if where in text else f"in {where}", when], "en")
    matter = THE_MATTER.search(text)
    if matter is None and said.against:
        return with_tail(f"Is {subject(topic, 'en')}", [text], "en")
    if matter is None:
        return with_tail(text, [f"for {subject(topic, 'en')}"], "en")
    thing = words if topic.indicator or topic.target else thing_of(topic)
    whole = subject(topic, "en") if said.against else thing
    text = text[: matter.start()] + whole + text[matter.end() :]
    tail = [] if said.against else [where and f"in {where}", when]
    return with_tail(text, tail, "en")
