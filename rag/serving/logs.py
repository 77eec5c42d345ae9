"""The log of the service: one line a record, as text for people or as JSON for programs.

Every record of a request carries its id, also a failure that the server logs.
"""

from __future__ import annotations

import json
import logging
import re
import sys
from datetime import UTC, datetime
from typing import Any, Literal, TextIO

from rag.serving.request_note import current_note

LogFormat = Literal["text", "json"]
LogLevel = Literal["debug", "info", "warning", "error"]
# Only these speak at the level that the operator sets. Libraries would write questions and keys at
# the level `debug`: the client of a language model logs whole requests.
_OURS = ("rag", "uvicorn")
# Values that are written without quotation marks.
_PLAIN = re.compile(r"[A-Za-z0-9_./:{}()+,-]+", re.ASCII)


def configure_logging(*, format: LogFormat, level: LogLevel, stream: TextIO | None = None) -> None:
    """Send all records to `stream`, by default the standard error, and nowhere else."""
    handler = logging.StreamHandler(stream or sys.stderr)
    handler.setFormatter(_JsonLines() if format == "json" else _TextLines())
    root = logging.getLogger()
    for old in root.handlers[:]:
        root.removeHandler(old)
    root.addHandler(handler)
    root.setLevel(logging.WARNING)
    for name in _OURS:
        logging.getLogger(name).setLevel(level.upper())


def _time(record: logging.LogRecord) -> str:
    moment = datetime.fromtimestamp(record.created, UTC)
    return moment.isoformat(timespec="milliseconds").replace("+00:00", "Z")


def _fields(record: logging.LogRecord) -> dict[str, Any]:
    """What the record tells beside its message, the id of the request at hand included."""
    fields: dict[str, Any] = dict(getattr(record, "fields", {}))
    note = current_note()
    if note is not None:
        fields.setdefault("request_id", note.request_id)
    return fields


class _JsonLines(logging.Formatter):
    """One JSON object a line; a traceback is its field `trace`."""

    def format(self, record: logging.LogRecord) -> str:
        line: dict[str, Any] = {
            "time": _time(record),
            "level": record.levelname.lower(),
            "logger": record.name,
            "message": record.getMessage(),
            **_fields(record),
        }
        if record.exc_info:
            line["trace"] = self.formatException(record.exc_info)
        return json.dumps(line, ensure_ascii=False, default=str)


class _TextLines(logging.Formatter):
    """Time, level, message, then `name=value` of each field; a traceback follows in lines of its
    own."""

    def format(self, record: logging.LogRecord) -> str:
        pairs = [f"{name}={_written(value)}" for name, value in _fields(record).items()]
        message = record.getMessage().replace("\n", "\\n")
        line = " ".join([_time(record), record.levelname, message, *pairs])
        return f"{line}\n{self.formatException(record.exc_info)}" if record.exc_info else line


def _written(value: object) -> str:
    text = str(value)
    return text if _PLAIN.fullmatch(text) else json.dumps(text, ensure_ascii=False)
