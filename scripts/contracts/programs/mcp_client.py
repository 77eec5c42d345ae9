"""The client of the MCP SDK for Python: the tool ask_speeches over streamable HTTP."""

from __future__ import annotations

import anyio
from mcp import Client
from mcp.client.streamable_http import streamable_http_client
from mcp.types import CallToolResult
from told import Cited, Message, Received, play, task

TASK = task()
ADDRESS = f"{TASK.base.removesuffix('/v1')}/mcp"


def ask(messages: list[Message], streamed: bool) -> Received:
    """What the tool gives for the last turn: words for a model, and structured content."""
    result = anyio.run(_called, messages[-1]["content"])
    text = "".join(part.text for part in result.content if part.type == "text")
    if result.is_error:
        raise ValueError(text)
    found = (result.structured_content or {})["citations"]
    cited = [Cited(one["permalink"], one["document"]["title"], one["quote"]) for one in found]
    return Received(text, 1, cited)


async def _called(question: str) -> CallToolResult:
    async with Client(streamable_http_client(ADDRESS)) as client:
        return await client.call_tool("ask_speeches", {"question": question})


play("mcp", ask, TASK)
