"""Claims about notes on sources: they are in the language of the question."""

from __future__ import annotations

import pytest

from rag.serving.phrases import _note
from rag.types import AnswerWarning, Language


@pytest.mark.parametrize(
    ("detail", "language", "shown"),
    [
        ("ends in the middle of a sentence: “…和全区”", "zh", "文本不完整"),
        (
            "ends in the middle of it",
            "en",
            "the text breaks off (ends in the middle of it)",
        ),
        ("止于“全区”", "zh", "文本不完整（止于“全区”）"),
        ("", "zh", "文本不完整"),
    ],
)
def test_a_note_has_details_in_the_language_of_the_question(
    detail: str, language: Language, shown: str
) -> None:
    assert _note(AnswerWarning("truncated", "id", detail), language) == shown
