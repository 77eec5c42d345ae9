"""The type of what the frame says."""

from __future__ import annotations

from typing import Literal, NamedTuple

MadeOf = Literal["names", "dictionary"]


class FrameWords(NamedTuple):
    """Words in the reader's language, ours; `made_of` says how they are known."""

    text: str
    made_of: MadeOf
