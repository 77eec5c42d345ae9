"""The clients whose contract is kept: one table, CLIENTS, with a row a client.

To add a client, write its program in programs/ and add its row here.
"""

from __future__ import annotations

from dataclasses import dataclass

from scripts.contracts import open_webui
from scripts.contracts.environments import NodePackages, PythonPackages
from scripts.contracts.pages import PageClient


@dataclass(frozen=True)
class Client:
    """A client: its name in the table of README.md, the folder of its packages, the packages, the
    program, and which of the client's faces the program uses. A client with a `page` is read in
    Chromium, and its program is the server of that page. `lacks` are checks of things that the
    client has not."""

    name: str
    folder: str
    packages: PythonPackages | NodePackages
    program: str
    variant: str = ""
    page: PageClient | None = None
    lacks: frozenset[str] = frozenset()

    @property
    def key(self) -> str:
        """The name on the command line."""
        return f"{self.folder}-{self.variant}" if self.variant else self.folder


_OPENAI = PythonPackages(("openai",))
_NODE = NodePackages(("openai@latest",))
_AI_SDK = NodePackages(("ai@latest", "@ai-sdk/openai-compatible@latest", "@ai-sdk/openai@latest"))
_LANGCHAIN = PythonPackages(("langchain-openai",))
_MCP = NodePackages(("@modelcontextprotocol/sdk@latest",))
# One call of a tool is one whole answer to one question; the assistant's model holds the talk.
_ONE_CALL = frozenset({"streamed", "conversation"})
_ROWS = (
    Client("openai-python, chat", "openai-python", _OPENAI, "openai_python.py", "chat"),
    Client("openai-python, responses", "openai-python", _OPENAI, "openai_python.py", "responses"),
    Client("openai-node, chat", "openai-node", _NODE, "openai_node.mjs", "chat"),
    Client("openai-node, responses", "openai-node", _NODE, "openai_node.mjs", "responses"),
    Client("AI SDK, `openai-compatible`", "ai-sdk", _AI_SDK, "ai_sdk.mjs", "compatible"),
    Client("AI SDK, `openai.chat`", "ai-sdk", _AI_SDK, "ai_sdk.mjs", "chat"),
    Client("AI SDK, `openai.responses`", "ai-sdk", _AI_SDK, "ai_sdk.mjs", "responses"),
    Client("LangChain, chat", "langchain", _LANGCHAIN, "langchain_chat.py", "chat"),
    Client("LangChain, responses", "langchain", _LANGCHAIN, "langchain_chat.py", "responses"),
    Client(
        "LlamaIndex",
        "llama-index",
        PythonPackages(("llama-index-llms-openai-like",)),
        "llama_index_chat.py",
    ),
    Client("`llm`", "llm", PythonPackages(("llm",)), "llm_command.py"),
    Client(
        "Gradio, `load_chat`",
        "gradio",
        PythonPackages(("gradio", "openai")),
        "gradio_server.py",
        page=PageClient(
            box="textarea", send=".submit-button", answer=".message.bot", error=".toast-body"
        ),
    ),
    Client(
        "Chainlit",
        "chainlit",
        PythonPackages(("chainlit", "openai")),
        "chainlit_server.py",
        page=PageClient(box="#chat-input", send="#chat-submit", answer=".ai-message"),
    ),
    Client(
        "Open WebUI",
        "open-webui",
        PythonPackages(("open-webui",)),
        "open_webui_server.py",
        page=PageClient(
            box="#chat-input",
            answer=".chat-assistant",
            send="#send-message-button",
            ready="/health",
            cited=open_webui.cited,
            covered_by="[role=dialog] button:has-text('Okay')",
            pictured=open_webui.pictured,
            about=open_webui.housekeeping,
        ),
    ),
    Client(
        "MCP, SDK for Python", "mcp", PythonPackages(("mcp",)), "mcp_client.py", lacks=_ONE_CALL
    ),
    Client("MCP, SDK for TypeScript", "mcp-node", _MCP, "mcp_client.mjs", lacks=_ONE_CALL),
)
CLIENTS = {client.key: client for client in _ROWS}
