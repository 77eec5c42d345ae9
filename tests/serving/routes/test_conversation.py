"""Tests of whole conversations over the chat interface: what each question was taken to be."""

from __future__ import annotations

import pytest
from starlette.testclient import TestClient

from tests.reports_of_cities import cities_engine
from tests.serving.apps import app_over

# Each question, and what it must be taken to be; "" where it stands alone.
TALK = (
    ("哪个市2025年经济增速最高？", ""),
    ("它2026年的目标是多少？", "北岭市2026年经济增速目标是多少？"),
    ("澄川市呢？", "澄川市2026年经济增速目标是多少？"),
    ("比上一年高吗？", "澄川市2026年经济增速目标比2025年高吗？"),
    ("谢谢！", ""),
    ("那城镇新增就业呢？", "澄川市2026年城镇新增就业目标是多少？"),
    ("明湖市和它哪个更高？", "澄川市和明湖市2026年城镇新增就业目标哪个更高？"),
    ("明湖市2025年经济增长了多少？", ""),
)


@pytest.mark.parametrize("form", ["markdown", "openai"])
def test_each_question_of_a_conversation_is_taken_as_meant(form: str) -> None:
    messages: list[dict[str, str]] = []
    with TestClient(app_over(cities_engine())) as client:
        for asked, whole in TALK:
            messages.append({"role": "user", "content": asked})
            body = {"messages": messages, "citation_format": form}
            reply = client.post("/v1/chat/completions", json=body).json()
            text = reply["choices"][0]["message"]["content"]
            assert (f"理解为：{whole}" in text) if whole else "理解为" not in text, asked
            messages.append({"role": "assistant", "content": text})
