"""The name of an extra comes in; how a person installs it goes out.

What the default path does not need (torch, a client of a language model, a reader of pictures) is
installed only where it is wanted. What needs it and does not find it says so with these words.
"""

from __future__ import annotations

from typing import Literal

Extra = Literal["transformers", "llm", "ocr"]


def how_to_install(extra: Extra) -> str:
    """The command, for an installed package and for a clone of the repository."""
    return f"pip install 'speechrag[{extra}]' (in a clone: .venv/bin/pip install -e '.[{extra}]')"
