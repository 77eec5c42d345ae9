"""The exceptions that a user or an operator can do something about.

Each message names the thing, says what was found and what to do; users see it as it is.
"""

from __future__ import annotations

from typing import Any, Literal


class SpeechragError(Exception):
    """Base of all failures that we foresee; `str()` of it is fit to show to a user.

    It is in English; `chinese` says the same where a message has a Chinese wording too.
    """

    def __init__(self, message: str, *, chinese: str | None = None) -> None:
        super().__init__(message)
        self.chinese = chinese

    def words(self, language: Literal["zh", "en"]) -> str:
        """The message in `language`, or in English where it has no other wording."""
        return self.chinese if language == "zh" and self.chinese else str(self)


class UnreadableFile(SpeechragError):
    """A file cannot be turned into text; the rest of the batch goes on. `reason` is in
    English; `code` and `values` are those of its row in rag/presentation/left_out_words.py."""

    def __init__(
        self,
        file: str,
        reason: str,
        *,
        code: str = "",
        values: tuple[tuple[str, Any], ...] = (),
        chinese: str | None = None,
    ) -> None:
        super().__init__(f"{file}: {reason}", chinese=chinese)
        self.file = file
        self.reason = reason
        self.code = code
        self.values = values


class NothingToIndex(SpeechragError):
    """No readable speech was found under the paths that were given."""


class SourcesDiffer(SpeechragError):
    """An index was made from other files and folders than those that are given now."""


class WouldShrink(SpeechragError):
    """A build would lose more than half of the documents of the index."""


class IndexUnavailable(SpeechragError):
    """There is no usable index under that name."""


class IndexDamaged(SpeechragError):
    """A file of an index is not what its manifest says."""


class IndexBusy(SpeechragError):
    """Another build holds the writer lock of this index."""


class MachineFailed(SpeechragError):
    """The disk, the memory or a limit of the system ended the work; `code` names which, as a row of
    `rag.index.machine` does."""

    def __init__(self, message: str, *, code: str, chinese: str | None = None) -> None:
        super().__init__(message, chinese=chinese)
        self.code = code


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


class AmbiguousDocument(SpeechragError):
    """Several documents have an id that begins as the one that was given."""
