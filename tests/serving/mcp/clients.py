"""The client of the MCP SDK, asked synchronously, for tests of both transports."""

from __future__ import annotations

from collections.abc import Awaitable, Callable, Mapping, Sequence
from contextlib import AbstractAsyncContextManager
from typing import Any, TypeVar

import anyio
import httpx2
from mcp import Client, StdioServerParameters
from mcp.client.streamable_http import streamable_http_client
from mcp.types import CallToolResult, TextContent

Result = TypeVar("Result")
Asked = Callable[[Client], Awaitable[Result]]
Call = tuple[str, Mapping[str, Any]]


def over_http(address: str, ask: Asked[Result], **headers: str) -> Result:
    """What `ask` returns of a client of the endpoint at `address`."""
    return anyio.run(_over_http, address, ask, headers)


async def _over_http(address: str, ask: Asked[Result], headers: Mapping[str, str]) -> Result:
    async with httpx2.AsyncClient(headers=headers, timeout=30) as http:
        return await _asked(Client(streamable_http_client(address, http_client=http)), ask)


def over_stdio(command: StdioServerParameters, ask: Asked[Result]) -> Result:
    """What `ask` returns of a client of the program that `command` starts."""
    return anyio.run(_asked, Client(command), ask)


async def _asked(client: AbstractAsyncContextManager[Client], ask: Asked[Result]) -> Result:
    async with client as connected:
        return await ask(connected)


def calls(*wanted: Call) -> Callable[[Client], Awaitable[list[CallToolResult]]]:
    """Calls the tools one after the other. The client checks each result against its schema."""

    async def call_all(client: Client) -> list[CallToolResult]:
        await client.list_tools()
        return [await client.call_tool(name, dict(given)) for name, given in wanted]

    return call_all


def words_of(result: CallToolResult) -> str:
    """The text of a result."""
    [content] = result.content
    assert isinstance(content, TextContent)
    return content.text


def names(tools: Sequence[Any]) -> list[str]:
    return [tool.name for tool in tools]
