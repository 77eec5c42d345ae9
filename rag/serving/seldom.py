"""Log lines that strangers can cause, each written once a minute and then counted."""

from __future__ import annotations

import logging
import time

SECONDS = 60.0
# How warnings begin that uvicorn and asyncio write for each connection that is no good.
_OF_STRANGERS = (
    "Invalid HTTP request received",
    "Unsupported upgrade request",
    "No supported WebSocket library",
    "socket.accept() out of system resource",
    "socket.send() raised exception",
)


class Seldom(logging.Filter):
    """Lets each text pass once in `seconds`, with the number of those left out since; a text is
    meant before its values are put in. Texts that begin with none of `beginnings`, and all that is
    no warning, pass always."""

    def __init__(self, *beginnings: str, seconds: float = SECONDS) -> None:
        super().__init__()
        self._beginnings = beginnings or ("",)
        self._seconds = seconds
        self._passed: dict[str, float] = {}
        self._left_out: dict[str, int] = {}

    def filter(self, record: logging.LogRecord) -> bool:
        text = str(record.msg)
        begins = next((begins for begins in self._beginnings if text.startswith(begins)), None)
        if begins is None or record.levelno < logging.WARNING:
            return True
        kind = begins or text
        now = time.monotonic()
        if now - self._passed.get(kind, -self._seconds) < self._seconds:
            self._left_out[kind] = self._left_out.get(kind, 0) + 1
            return False
        self._passed[kind] = now
        left_out = self._left_out.pop(kind, 0)
        if left_out:
            record.msg = f"{text} ({left_out} more since the last such line)"
        return True


def quiet_strangers() -> None:
    """Keep the logs of uvicorn and asyncio readable however many bad connections come."""
    for name in ("uvicorn.error", "asyncio"):
        logger = logging.getLogger(name)
        if not any(isinstance(known, Seldom) for known in logger.filters):
            logger.addFilter(Seldom(*_OF_STRANGERS))
