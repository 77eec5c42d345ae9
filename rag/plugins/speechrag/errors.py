"""The errors that a caller may want to catch; their text says what happened and what to do."""

from __future__ import annotations

from rag.errors import (
    AnswererUnavailable,
    IndexBusy,
    IndexDamaged,
    IndexUnavailable,
    InvalidQuestion,
    ModelError,
    ModelMismatch,
    NoSuchDocument,
    NothingToIndex,
    SourcesDiffer,
    SpeechragError,
    WouldShrink,
)

__all__ = [
    "AnswererUnavailable",
    "EngineClosed",
    "IndexBusy",
    "IndexDamaged",
    "IndexUnavailable",
    "InvalidOption",
    "InvalidQuestion",
    "ModelError",
    "ModelMismatch",
    "NoSuchDocument",
    "NothingToIndex",
    "SourcesDiffer",
    "SpeechragError",
    "WouldShrink",
]


class InvalidOption(SpeechragError):
    """An option of `open` or `index`, or the environment variable for it, has a value that cannot
    be used."""


class EngineClosed(SpeechragError):
    """An engine was asked after `close()`."""

    def __init__(self) -> None:
        super().__init__("this engine is closed: open the index again with speechrag.open")
