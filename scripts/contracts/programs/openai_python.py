"""openai-python: chat completions, or responses."""

from __future__ import annotations

from typing import Any, cast

from openai import OpenAI
from openai.types.chat import ChatCompletionMessageParam
from openai.types.responses import ResponseInputParam
from told import Cited, Message, Received, play, task

TASK = task()
CLIENT = OpenAI(base_url=TASK.base, api_key="none", max_retries=0)


def chat(messages: list[Message], streamed: bool) -> Received:
    """A chat completion."""
    asked = cast(list[ChatCompletionMessageParam], messages)
    if not streamed:
        message = (
            CLIENT.chat.completions.create(model=TASK.model, messages=asked).choices[0].message
        )
        sources = [found.url_citation for found in message.annotations or []]
        return Received(message.content or "", 1, [Cited(one.url, one.title) for one in sources])
    received = Received()
    for chunk in CLIENT.chat.completions.create(model=TASK.model, messages=asked, stream=True):
        delta = chunk.choices[0].delta
        received.text += delta.content or ""
        received.pieces += bool(delta.content)
        received.citations += _annotations((delta.model_extra or {}).get("annotations", []))
    return received


def _annotations(found: list[dict[str, Any]]) -> list[Cited]:
    cited = [one["url_citation"] for one in found]
    return [Cited(one["url"], one["title"]) for one in cited]


def responses(messages: list[Message], streamed: bool) -> Received:
    """A response."""
    asked = cast(ResponseInputParam, messages)
    if not streamed:
        return _response(CLIENT.responses.create(model=TASK.model, input=asked), 1)
    pieces = 0
    with CLIENT.responses.stream(model=TASK.model, input=asked) as events:
        for event in events:
            pieces += event.type == "response.output_text.delta"
        return _response(events.get_final_response(), pieces)


def _response(response: Any, pieces: int) -> Received:
    part = response.output[0].content[0]
    cited = [Cited(one.url, one.title) for one in part.annotations]
    return Received(response.output_text, pieces, cited)


play("openai", responses if TASK.variant == "responses" else chat, TASK)
