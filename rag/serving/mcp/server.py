"""The MCP server of the SDK, made of the table of tools."""

from __future__ import annotations

import logging
from collections.abc import Callable, Mapping
from functools import partial
from typing import TYPE_CHECKING, Any

from fastapi.exceptions import RequestValidationError
from pydantic import ValidationError

from rag.errors import SpeechragError
from rag.serving.mcp.tools import TOOLS, Told, Tool
from rag.serving.problems import Problem, noted, problem_of, problem_of_validation
from rag.serving.service import Service
from rag.serving.threads import Busy

if TYPE_CHECKING:
    from mcp.server.context import ServerRequestContext as Context
    from mcp.server.lowlevel import Server
    from mcp.types import CallToolRequestParams, PaginatedRequestParams
    from mcp.types import CallToolResult as Called
    from mcp.types import ListToolsResult as Listed
    from mcp.types import Tool as ListedTool

log = logging.getLogger(__name__)

INSTRUCTIONS = (
    "speechrag holds government speeches and work reports, in Chinese and English. Every answer is "
    "made of verbatim quotations. Pass quotations on word for word, with their links; say it when "
    "the speeches do not answer. A target is a promise, not a result. To see which speeches there "
    "are on something, use search_speeches."
)
# The service for a request over HTTP; None stands for standard input and output.
ServiceOf = Callable[[Any], Service]


def mcp_server(service_of: ServiceOf, *, version: str) -> Server[Any]:
    """The server; `service_of` gets the HTTP request of a call, None where there is none."""
    from mcp.server.lowlevel import Server
    from mcp.types import CallToolResult, ListToolsResult, TextContent

    listed = ListToolsResult(tools=[_listed(tool) for tool in TOOLS.values()])

    async def list_tools(context: Context, params: PaginatedRequestParams | None) -> Listed:
        return listed

    async def call_tool(context: Context, params: CallToolRequestParams) -> Called:
        told = await called(
            partial(service_of, context.request), params.name, params.arguments or {}
        )
        return CallToolResult(
            content=[TextContent(type="text", text=told.words)],
            structured_content=None if told.json is None else dict(told.json),
            is_error=told.json is None,
        )

    return Server(
        "speechrag",
        version=version,
        title="Government speeches",
        instructions=INSTRUCTIONS,
        on_list_tools=list_tools,
        on_call_tool=call_tool,
    )


def _listed(tool: Tool[Any]) -> ListedTool:
    """A tool as clients see it. It writes nothing, asking twice changes nothing, and it reaches
    nothing outside the index."""
    from mcp.types import Tool as ListedTool
    from mcp.types import ToolAnnotations

    return ListedTool(
        name=tool.name,
        title=tool.title,
        description=tool.description,
        input_schema=tool.input_schema,
        output_schema=tool.output_schema,
        annotations=ToolAnnotations(
            read_only_hint=True, destructive_hint=False, idempotent_hint=True, open_world_hint=False
        ),
    )


async def called(service: Callable[[], Service], name: str, given: Mapping[str, Any]) -> Told:
    """The result of a tool. What goes wrong becomes a result without JSON, which says what to do: a
    model reads it and mends its call."""
    tool = TOOLS.get(name)
    if tool is None:
        return Told(None, f"there is no such tool; there is {', '.join(TOOLS)}")
    try:
        return await tool.call(service(), given)
    except ValidationError as error:
        return Told(None, _words(_problem_of_arguments(error), tool))
    except (SpeechragError, Busy, TimeoutError) as error:
        return Told(None, _words(noted(error), tool))
    except Exception as error:
        log.exception("the tool %s failed", name)
        return Told(None, problem_of(error).detail)


def _problem_of_arguments(error: ValidationError) -> Problem:
    """As of a body over HTTP: the fields by name, and never their values."""
    items = error.errors(include_url=False, include_input=False)
    return problem_of_validation(
        RequestValidationError([{**item, "loc": ("arguments", *item["loc"])} for item in items])
    )


def _words(problem: Problem, tool: Tool[Any]) -> str:
    """What is wrong and what to do. For a wrong argument, also which there are."""
    if problem.code == "no-such-document":
        return "no speech of that id is in the index; search_speeches gives the ids that are"
    if not problem.fields:
        return f"{problem.title}: {problem.detail}"
    wrong = "; ".join(f"{name}: {detail}" for name, detail in problem.fields)
    return f"{wrong}. {tool.name} takes {', '.join(tool.arguments.model_fields)}"
