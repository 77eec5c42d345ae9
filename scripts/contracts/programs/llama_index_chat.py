"""LlamaIndex: OpenAILike of llama-index-llms-openai-like."""

from __future__ import annotations

from llama_index.core.llms import ChatMessage
from llama_index.llms.openai_like import OpenAILike
from told import Message, Received, play, task

TASK = task()
MODEL = OpenAILike(
    model=TASK.model, api_base=TASK.base, api_key="none", is_chat_model=True, max_retries=0
)


def ask(messages: list[Message], streamed: bool) -> Received:
    """What `chat` and `stream_chat` give."""
    asked = [ChatMessage(role=one["role"], content=one["content"]) for one in messages]
    if not streamed:
        return Received(MODEL.chat(asked).message.content or "", 1)
    pieces = [piece.delta or "" for piece in MODEL.stream_chat(asked)]
    return Received("".join(pieces), sum(bool(piece) for piece in pieces))


play("llama-index-llms-openai-like", ask, TASK)
