"""Turns the last question of a conversation into one that can be asked alone.

A language model rewords it where there is one (`rewording.py`). Otherwise each question is read
once for its places, years and topic, and a later one that leans on it says which of these it
replaces: "那重庆呢？" another place, "目标呢？" what is aimed at, "它的省长是谁？" another topic.
The words of the assistant are used for nothing but the region that a question asked for.
"""

from __future__ import annotations

import datetime
from collections.abc import Sequence

from rag.language.sanitise import visible
from rag.models.llm import LanguageModel
from rag.questions.conversation.asks import DOUBT
from rag.questions.conversation.completion import completed, without_thanks
from rag.questions.conversation.rewording import reworded
from rag.questions.conversation.said import NamesHeld, Reading
from rag.questions.conversation.topics import Topic
from rag.questions.simplified import simplified
from rag.questions.small_talk import small_talk
from rag.types.questions import Message

# So many questions back, and so much of each, are read.
_QUESTIONS = 100
_MOST_CHARACTERS = 400
_MARKS = "？?。.!！，,；;：:…~～ "


def self_contained(
    turns: Sequence[Message],
    llm: LanguageModel | None = None,
    *,
    index: NamesHeld | None = None,
    today: datetime.date | None = None,
) -> str:
    """The last message of the user, understandable without the turns before it.

    It stays as it is if it is the first question, or does not lean on an earlier one. `index` knows
    the names of its regions and speakers, `today` resolves "last year".
    """
    exchanges = _exchanges(turns)
    if not exchanges:
        return ""
    asked, _ = exchanges[-1]
    before = [said for said in exchanges[:-1] if said[0]][-_QUESTIONS:]
    doubts = _doubts(asked)
    if not before or not asked or (_is_talk(asked) and not doubts):
        return asked
    reading = Reading(index, today or datetime.date.today())
    topic = Topic()
    answer = ""
    for question, reply in before:
        if not _is_talk(question):  # a doubt changes no topic either
            topic, answer = completed(topic, question[:_MOST_CHARACTERS], answer, reading), reply
    if doubts:
        return topic.question or asked
    if llm is not None:
        questions = [question for question, _ in before]
        worded = reworded(llm, [*questions, asked], answer, topic, reading)
        if worded:
            return worded
    return completed(topic, asked, answer, reading).question


def _is_talk(question: str) -> bool:
    """Whether a message is thanks or other small talk, which changes no topic."""
    return not without_thanks(question) or small_talk(question) is not None


def _doubts(asked: str) -> bool:
    """Whether it doubts the answer before it, as "really?" does."""
    return DOUBT.search(simplified(asked).strip(_MARKS)) is not None


def _exchanges(turns: Sequence[Message]) -> list[tuple[str, str]]:
    """Each question of the user with the answer to it; "" where there is none."""
    found: list[tuple[str, str]] = []
    for turn in turns:
        if turn.role == "user":
            found.append((visible(turn.text), ""))
        elif turn.role == "assistant" and found:
            found[-1] = (found[-1][0], turn.text)
    return found
