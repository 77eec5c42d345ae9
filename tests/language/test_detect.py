"""Tests of language detection."""

from __future__ import annotations

import pytest

from rag.language.detect import language_of


@pytest.mark.parametrize(
    ("text", "language"),
    [
        ("这个区去年修了几条路？", "zh"),
        ("How many roads were built?", "en"),
        ("GDP增速 of 上海?", "zh"),
        ("PM2.5降了多少?", "zh"),
        ("GDP of 上海 in 2025", "en"),
        ("What is 雨水花园 about?", "en"),
        ("5G基站", "zh"),
        ("上海", "zh"),
        ("Shanghai GDP", "en"),
        ("2025", "en"),
        ("", "en"),
        ("《区政府会议讲话.docx》共4页", "zh"),
    ],
)
def test_the_language_is_that_of_most_words(text: str, language: str) -> None:
    assert language_of(text) == language
