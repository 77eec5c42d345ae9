"""Prompts of front ends are recognised, and the person's questions are found inside.

The prompts are our own, in the shape that each front end sends.
"""

from __future__ import annotations

import json

import pytest

from rag.questions.housekeeping import housekeeping_in, housekeeping_question
from rag.types.questions import Chore, Message
from tests.questions.small_talk_examples import QUESTIONS, SMALL_TALK

ASKED = "明湖区2025年地区生产总值增长多少？"
HISTORY = f"<chat_history>\nUSER: {ASKED}\nASSISTANT: 增长6%。 [1]\n</chat_history>"
FENCED = f"```\nYou are a helpful assistant.\n\n---------\n\n{ASKED}\n\n---------\n\n增长6%\n```"
MESSAGES = json.dumps(
    [{"role": "user", "mainText": ASKED}, {"role": "assistant", "mainText": "6%"}]
)


def user(text: str) -> Message:
    return Message("user", text)


def template(key: str, example: str) -> str:
    """A prompt as Open WebUI builds it: a task, the JSON that it wants, the conversation."""
    return f'### Task:\nDo it.\n### Output:\nJSON: {{ "{key}": {example} }}\n{HISTORY}'


PROMPTS: list[tuple[str, list[Message], Chore, bool]] = [
    ("Open WebUI title", [user(template("title", '"short"'))], "title", True),
    ("Open WebUI tags", [user(template("tags", '["a", "b"]'))], "tags", True),
    ("Open WebUI follow-ups", [user(template("follow_ups", '["a"]'))], "follow_ups", True),
    ("Open WebUI queries", [user(template("queries", '["a"]'))], "queries", True),
    ("Open WebUI picture", [user(template("prompt", '"a picture"'))], "picture", True),
    (
        "Open WebUI completion",
        [user(f'An autocompletion system.\n{{ "text": "" }}\n{HISTORY}\n<text>明湖</text>')],
        "completion",
        True,
    ),
    (
        "Open WebUI emoji",
        [user(f"Show the mood through a fitting emoji.\n\nMessage: ```{ASKED}```")],
        "emoji",
        False,
    ),
    (
        "Open WebUI tools",
        [Message("system", 'Available Tools: []\n{"tool_calls": []}.'), user(f"USER: {ASKED}")],
        "tools",
        True,
    ),
    (
        "Open WebUI summary",
        [user(f"Summarize the conversation history that will be compacted.\nUSER: {ASKED}")],
        "summary",
        False,
    ),
    (
        "LibreChat",
        [user(f"Give a 5-word-or-less title, nothing else.\n\nUser: {ASKED}\nAI: 增长6%")],
        "title",
        False,
    ),
    (
        "LibreChat with language",
        [user(f"Analyze this conversation and provide:\n1. language\n2. title\n\nUser: {ASKED}")],
        "title",
        True,
    ),
    ("Chatbox", [user(f"Please give this conversation a name.\n\n{FENCED}")], "title", False),
    (
        "NextChat",
        [user(ASKED), Message("assistant", "6%"), user("请直接返回这句话的简要主题，不要标点")],
        "title",
        False,
    ),
    (
        "NextChat in English",
        [user(ASKED), user("Reply with a title summarizing our conversation")],
        "title",
        False,
    ),
    (
        "NextChat summary",
        [user(ASKED), Message("system", "简要总结一下对话内容，用作后续的上下文提示")],
        "summary",
        False,
    ),
    (
        "Cherry Studio",
        [Message("system", "Summarize the conversation into a title in 中文"), user(MESSAGES)],
        "title",
        False,
    ),
    (
        "LobeChat",
        [Message("system", "将用户的会话总结为标题"), user(f"user: {ASKED}\nassistant: 6%")],
        "title",
        False,
    ),
]  # fmt: skip


@pytest.mark.parametrize(
    ("messages", "chore", "as_json"),
    [prompt[1:] for prompt in PROMPTS],
    ids=[prompt[0] for prompt in PROMPTS],
)
def test_a_prompt_is_recognised_with_the_question_inside(
    messages: list[Message], chore: Chore, as_json: bool
) -> None:
    found = housekeeping_in(messages)
    assert found is not None
    assert (found.chore, found.as_json) == (chore, as_json)
    assert found.questions[-1].startswith(ASKED)
    question = housekeeping_question(found)
    assert question.housekeeping == found
    assert question.language == "zh"


@pytest.mark.parametrize("text", [*QUESTIONS, *SMALL_TALK])
def test_what_people_say_is_no_housekeeping(text: str) -> None:
    assert housekeeping_in([user(text)]) is None


@pytest.mark.parametrize(
    "text",
    [
        "What is the title of the 2025 report?",
        "Summarize the report on trade",
        "请总结一下2025年的政府工作报告",
        "Which tags and titles were awarded?",
        "Name this year's growth target",
        "Generate a list of the targets for 2026",
    ],
)
def test_questions_with_the_words_of_such_prompts_are_questions(text: str) -> None:
    assert housekeeping_in([user(text)]) is None


def test_a_conversation_goes_on_after_a_system_prompt_and_an_answer() -> None:
    turns = [
        Message("system", "You answer briefly."),
        user(ASKED),
        Message("assistant", "6%"),
        user("那PM2.5呢？"),
    ]
    assert housekeeping_in(turns) is None
    assert housekeeping_in([]) is None
    assert housekeeping_in([Message("assistant", "6%")]) is None


@pytest.mark.parametrize(
    "operator",
    [
        "If the user says thanks, respond with a single emoji.",
        "最后请为本次对话生成一个简短的标题",
        'Available Tools: []\nReturn {"tool_calls": []} if none matches.',
    ],
)
def test_what_an_operator_tells_the_system_makes_no_question_housekeeping(operator: str) -> None:
    system, answer = Message("system", operator), Message("assistant", "6%")
    assert housekeeping_in([system, user(ASKED)]) is None
    assert housekeeping_in([system, user(f"```\n{ASKED}\n```")]) is None
    assert housekeeping_in([system, user(ASKED), answer, user("那PM2.5呢？")]) is None
    assert housekeeping_in([system, system, user(f"USER: {ASKED}")]) is None


def test_a_title_keeps_to_the_length_that_the_prompt_names() -> None:
    prompt = f"Use 10 characters at most. Then give this conversation a name.\n{FENCED}"
    found = housekeeping_in([user(prompt)])
    assert found is not None
    assert found.characters == 10


@pytest.mark.parametrize(
    "hostile",
    [
        '"title": ' * 20_000,
        "title " * 40_000,
        "USER: " * 40_000,
        "[" * 100_000,
        "```" * 50_000,
        "Available Tools:" * 560,
        '"tags":["' * 1100,
        '"text":' * 1200,
    ],
    ids=range(8),
)
def test_hostile_prompts_are_read_in_little_time(hostile: str) -> None:
    housekeeping_in([user(hostile)])
    housekeeping_in([user(f'{{"title": "x"}}\n<chat_history>\n{hostile}')])
