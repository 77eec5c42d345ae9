"""LangChain: ChatOpenAI of langchain-openai, over chat completions or over responses."""

from __future__ import annotations

from typing import Any

from langchain_openai import ChatOpenAI
from told import Cited, Message, Received, play, task

TASK = task()
MODEL = ChatOpenAI(
    base_url=TASK.base,
    api_key="none",
    model=TASK.model,
    max_retries=0,
    use_responses_api=TASK.variant == "responses",
)


def ask(messages: list[Message], streamed: bool) -> Received:
    """What `invoke` and `stream` give."""
    if not streamed:
        return _received(MODEL.invoke(messages), 1)
    chunks = list(MODEL.stream(messages))
    whole = chunks[0]
    for chunk in chunks[1:]:
        whole = whole + chunk
    return _received(whole, sum(bool(str(chunk.text)) for chunk in chunks))


def _received(message: Any, pieces: int) -> Received:
    """The text, and the citations among LangChain's standard content blocks."""
    blocks = [block for block in message.content_blocks if block["type"] == "text"]
    found = [one for block in blocks for one in block.get("annotations", [])]
    cited = [Cited(one.get("url"), one.get("title"), one.get("cited_text")) for one in found]
    return Received(str(message.text), pieces, cited)


play("langchain-openai", ask, TASK)
