"""Failures that a person can mend: nothing comes in, the exceptions that rooms raise go out.

Each message says which thing, what was found, and what to do; it is shown to people as it is.
"""

from __future__ import annotations


class SpeechragError(Exception):
    """Base of all failures that we foresee; `str()` of it is fit to show to a user."""


class UnreadableFile(SpeechragError):
    """A file cannot be turned into text; the rest of the batch goes on."""

    def __init__(self, file: str, reason: str) -> None:
        super().__init__(f"{file}: {reason}")
        self.file = file
        self.reason = reason


class NothingToIndex(SpeechragError):
    """No readable speech was found under the paths that were given."""


class IndexUnavailable(SpeechragError):
    """There is no usable index under that name."""


class IndexDamaged(SpeechragError):
    """A file of an index is not what its manifest says."""


class IndexBusy(SpeechragError):
    """Another build holds the writer lock of this index."""


class ModelMismatch(SpeechragError):
    """The index was built with another embedding model than the one now set."""


class ModelError(SpeechragError):
    """A model cannot be loaded or run."""


class AnswererUnavailable(SpeechragError):
    """The language model server cannot be used; the extractive answerer can."""


class AnswererInterrupted(AnswererUnavailable):
    """The language model server began to answer and did not end as it should."""


class InvalidQuestion(SpeechragError):
    """A question or filter that cannot be understood as one."""


class NoSuchDocument(SpeechragError):
    """No document with that id is in the index."""
