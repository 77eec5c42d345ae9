"""The optional extras of the package, and the command that installs each of them.

The default path needs no torch, no client of a language model, no MCP and no reader of pictures;
they are extras. Code that needs a missing extra puts this command into its error message.
"""

from __future__ import annotations

from typing import Literal

Extra = Literal["transformers", "llm", "mcp", "ocr"]


def how_to_install(extra: Extra) -> str:
    """The command, for an installed package and for a clone of the repository."""
    return f"pip install 'speechrag[{extra}]' (in a clone: .venv/bin/pip install -e '.[{extra}]')"
