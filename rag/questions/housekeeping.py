"""Recognises prompts by which chat front ends ask for a title, tags or further questions on their
own account, and finds the person's questions inside.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Sequence
from contextlib import suppress
from typing import Any

from rag.language.detect import language_of
from rag.language.sanitise import visible
from rag.questions.housekeeping_words import HOUSEKEEPING, HousekeepingRule
from rag.types.questions import Housekeeping, Message, Question

# The marks of a prompt stand in its first characters, or, behind a list of tools, in its last ones.
_HEAD, _TAIL = 6_000, 3_000
_MOST_CHARACTERS = 2_000
_MOST_QUESTIONS = 20
_TITLE = {"zh": 20, "en": 50}
_SHORTEST_TITLE = 8

_PERSON = r"(?:user|human|用户|me)"
_ROLE = rf"(?:{_PERSON}|assistant|ai|bot|model|system|助手|session)"
_HISTORY = re.compile(r"<chat_history>([\s\S]*?)(?:</chat_history>|\Z)")
_SAID = re.compile(
    rf"^[ \t]*{_PERSON}[ \t]*[:：][ \t]*(?P<words>[\s\S]*?)(?=^[ \t]*{_ROLE}[ \t]*[:：]|\Z)",
    re.IGNORECASE | re.MULTILINE,
)
_FENCED = re.compile(r"```(?:\w*\n)?([\s\S]*?)```")
_BETWEEN = re.compile(r"^-{5,}$", re.MULTILINE)
_CHARACTERS = re.compile(r"(\d{1,3})\s*(?:个字|字以内|characters)")
# What a front end itself writes into the messages of a conversation.
_OF_SYSTEM = re.compile(r"^you are an? (?:helpful|professional|ai)\b", re.IGNORECASE)


def housekeeping_in(messages: Sequence[Message]) -> Housekeeping | None:
    """The housekeeping that the last message of the user, or the system, asks for; None where a
    person asks. `messages` are all of a conversation, as they were sent."""
    last = next(
        (at for at in range(len(messages) - 1, -1, -1) if messages[at].role == "user"), None
    )
    if last is None:
        return None
    for prompt in _prompts(messages, last):
        rule = _rule_of(prompt)
        if rule:
            return _asked(rule, prompt, messages[:last], messages[last].text)
    return None


def housekeeping_question(found: Housekeeping) -> Question:
    """The question that carries housekeeping to an engine: about the last question of the
    conversation, in its language."""
    text = found.questions[-1] if found.questions else found.chore
    return Question(text, language=language_of(text), housekeeping=found)


def _prompts(messages: Sequence[Message], last: int) -> Iterator[str]:
    """What may ask for housekeeping. What an operator tells the system about all answers does not:
    a system message does only where it comes last, or is alone with a conversation to work on."""
    yield messages[last].text
    if messages[-1].role == "system":
        yield messages[-1].text
        return
    alone = [message.role for message in messages] == ["system", "user"]
    if alone and any(_told(messages[last].text)):
        yield messages[0].text


def _rule_of(prompt: str) -> HousekeepingRule | None:
    read = prompt if len(prompt) <= _HEAD + _TAIL else prompt[:_HEAD] + prompt[-_TAIL:]
    found = HOUSEKEEPING.firing(read)
    return found[0] if found else None


def _asked(
    rule: HousekeepingRule, prompt: str, before: Sequence[Message], last: str
) -> Housekeeping:
    inside = list(_questions(last))
    if not inside:
        inside = [message.text for message in before if message.role == "user"]
        if last != prompt:  # the system asks, and this is what the person said
            inside.append(last)
    questions = [visible(words)[:_MOST_CHARACTERS] for words in inside]
    questions = [words for words in questions if words][-_MOST_QUESTIONS:]
    written_in = language_of(questions[-1]) if questions else "en"
    limit = _CHARACTERS.search(prompt.partition("<chat_history>")[0])
    most = _TITLE[written_in]
    characters = min(most, max(_SHORTEST_TITLE, int(limit[1]))) if limit else most
    return Housekeeping(rule.chore, rule.as_json, tuple(questions), characters)


def _questions(prompt: str) -> Iterator[str]:
    """What the person said in a conversation that a prompt carries."""
    said = list(_told(prompt))
    yield from said
    if not said:
        for fence in _FENCED.finditer(_conversation(prompt)):
            pieces = (piece.strip() for piece in _BETWEEN.split(fence[1]))
            yield from [piece for piece in pieces if piece and not _OF_SYSTEM.match(piece)][:1]


def _told(prompt: str) -> Iterator[str]:
    """The same of a conversation that says who said what."""
    conversation = _conversation(prompt)
    said = [found["words"] for found in _SAID.finditer(conversation)]
    if said:
        yield from said
    elif conversation.lstrip().startswith("["):
        yield from _of_json(conversation)


def _conversation(prompt: str) -> str:
    history = _HISTORY.search(prompt)
    return history[1] if history else prompt


def _of_json(conversation: str) -> Iterator[str]:
    """The messages of a person in a conversation written as JSON."""
    with suppress(ValueError, RecursionError):
        for message in json.loads(conversation):
            if isinstance(message, dict) and message.get("role") == "user":
                yield _content(message)


def _content(message: dict[str, Any]) -> str:
    found = (message.get(key) for key in ("mainText", "content", "text"))
    return next((words for words in found if isinstance(words, str)), "")
