"""The words of the reading page and its kin, in Chinese and English."""

from __future__ import annotations

from rag.types.text import Language

_WORDS: dict[str, tuple[str, str]] = {
    # key: (Chinese, English)
    "ask": ("提问", "Ask"),
    "not_found": ("此处没有内容", "Nothing is at this address"),
}


def page_words(language: Language, key: str, *values: object) -> str:
    """The words of `key`, the values put in their places."""
    chinese, english = _WORDS[key]
    return (chinese if language == "zh" else english).format(*values)
