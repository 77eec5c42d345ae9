"""A reason why a file is left out: a code with values, and its words in Chinese and English."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from rag.errors import UnreadableFile
from rag.presentation.left_out_words import ADVICE, REASONS
from rag.types.documents import Value, Values, values_of
from rag.types.text import Language


@dataclass(frozen=True, slots=True)
class Reason:
    """Why a file is left out, as a row of REASONS. The English words are `str()` of it."""

    code: str
    values: Values = ()

    def __str__(self) -> str:
        return self.words("en")

    def words(self, language: Language) -> str:
        """The reason in `language`. Raises KeyError and ValueError for a code or values that no
        row has."""
        values = {name: _said(name, value, language) for name, value in self.values}
        return _in(REASONS[self.code], language).format(**values)


class NotRead(ValueError):
    """What a reader raises that does not know the name of its file."""

    def __init__(self, code: str, **values: Value) -> None:
        self.reason = because(code, **values)
        super().__init__(str(self.reason))


def because(code: str, **values: Value) -> Reason:
    """The reason of that code, with its values."""
    return Reason(code, values_of(**values))


def unreadable(file: str, code: str, **values: Value) -> UnreadableFile:
    """The error that says why `file` is left out."""
    return unreadable_by(file, because(code, **values))


def unreadable_by(file: str, reason: Reason) -> UnreadableFile:
    """The error that says so of a reason."""
    return UnreadableFile(
        file,
        str(reason),
        code=reason.code,
        values=reason.values,
        chinese=f"{file}：{reason.words('zh')}",
    )


def reason_words(reason: str, code: str, values: Values, language: Language) -> str:
    """Why a file was left out, in `language`; `reason`, which is English, where an older version
    wrote no code, or another one wrote values that no row here has."""
    if language == "en" or code not in REASONS:
        return reason
    try:
        return Reason(code, values).words(language)
    except (KeyError, ValueError, TypeError, IndexError):
        return reason


def left_out_json(file: str, reason: str, code: str, values: Values) -> Mapping[str, Any]:
    """A file that is left out, for programs and for readers of either language."""
    return {
        "file": file,
        "reason": reason,
        "reason_zh": reason_words(reason, code, values, "zh"),
        "code": code,
        "values": dict(values),
    }


def _said(name: str, value: Value, language: Language) -> Value:
    if name == "advice":
        return _in(ADVICE[str(value)], language)
    if isinstance(value, tuple):
        return ("、" if language == "zh" else ", ").join(map(str, value))
    return value


def _in(pair: tuple[str, str], language: Language) -> str:
    return pair[0] if language == "zh" else pair[1]
