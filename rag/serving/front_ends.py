"""Which chat front end sent a request: what each one, without being asked, says of itself."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any


@dataclass(frozen=True, slots=True)
class Sender:
    """What a request says of who sends it: its headers by name in lower case, and the names of
    the tools that it offers to the model."""

    headers: Mapping[str, str]
    tools: frozenset[str]


@dataclass(frozen=True, slots=True)
class FrontEnd:
    """A front end is known by a header whose name begins so, or by two of the tools that it
    brings. One tool may bear the same name elsewhere."""

    header_prefix: str
    tools: frozenset[str]

    def sent(self, sender: Sender) -> bool:
        """Whether it sent the request."""
        by_header = any(name.startswith(self.header_prefix) for name in sender.headers)
        return by_header or len(self.tools & sender.tools) > 1


def tool_names(tools: Any) -> frozenset[str]:
    """The names of the functions in `tools` of a request, of which nothing else is read; what is
    not as it should be is passed over."""
    given: Iterable[Any] = tools if isinstance(tools, list) else ()
    functions = (tool.get("function", tool) for tool in given if isinstance(tool, dict))
    names = (function.get("name") for function in functions if isinstance(function, dict))
    return frozenset(name for name in names if isinstance(name, str))


# Open WebUI 0.12 gives its name in no header unless it forwards users or chats (X-OpenWebUI-…), but
# it brings its own tools unless a model is set to `legacy` function calling.
OPEN_WEBUI = FrontEnd(
    "x-openwebui-",
    frozenset(
        {
            "ask_user", "calculate_timestamp", "get_current_timestamp", "grep_knowledge_files",
            "kb_exec", "list_knowledge", "list_knowledge_bases", "query_knowledge_bases",
            "query_knowledge_files", "search_chats", "search_knowledge_bases",
            "search_knowledge_files", "search_notes", "view_chat", "view_knowledge_file",
            "view_note",
        }
    ),
)  # fmt: skip
