"""Claims about log lines that strangers can cause."""

from __future__ import annotations

import logging

import pytest

from rag.serving.seldom import Seldom


def passed(seldom: Seldom, *texts: str, level: int = logging.WARNING) -> list[str]:
    """The texts that the filter lets pass."""
    records = [logging.LogRecord("x", level, "x", 1, text, ("value",), None) for text in texts]
    return [str(record.msg) for record in records if seldom.filter(record)]


def test_a_warning_passes_once_and_is_then_counted(monkeypatch: pytest.MonkeyPatch) -> None:
    now = 1000.0
    monkeypatch.setattr("time.monotonic", lambda: now)
    seldom = Seldom(seconds=60)
    assert passed(seldom, *["bad %s"] * 1000, "other %s") == ["bad %s", "other %s"]
    now += 61
    assert passed(seldom, "bad %s") == ["bad %s (999 more since the last such line)"]


def test_only_what_it_is_for_is_left_out() -> None:
    seldom = Seldom("Invalid")
    assert passed(seldom, "Invalid a", "Invalid b") == ["Invalid a"]
    assert passed(seldom, "Exception", "Exception") == ["Exception", "Exception"]
    assert passed(seldom, "Invalid", "Invalid", level=logging.INFO) == ["Invalid", "Invalid"]
