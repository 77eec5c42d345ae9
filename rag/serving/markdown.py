"""Words of a speech for a client that renders Markdown."""

from __future__ import annotations

import re

# What opens a tag, a link, an image, or tells where a link leads; what looks like the mark of a
# citation; and what would undo an escape.
_MARKUP = re.compile(r"\\|<|(?<=\])[(:]|\[(?=\d)")


def escaped(text: str) -> str:
    """The words with a backslash before what would open a link, image or tag: the client would
    fetch from wherever the speech says. A backslash of theirs would take ours away."""
    return _MARKUP.sub(_with_backslash, text)


def _with_backslash(sign: re.Match[str]) -> str:
    return f"\\{sign[0]}"
