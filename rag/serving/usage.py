"""How many tokens a chat read and wrote, for clients that count them.

They are counted by the bundled vocabulary, whichever answerer answers.
"""

from __future__ import annotations

from collections.abc import Iterable

from rag.language.vocabulary import Vocabulary

# A token has 5 bytes on average in Chinese and 4 in English, and JSON may write a character of
# three bytes in six: a conversation of so many tokens fits the body.
BYTES_OF_A_TOKEN = 8


def token_count(texts: Iterable[str]) -> int:
    """How many tokens the texts have; what is no Unicode counts as one character."""
    vocabulary = Vocabulary.bundled()
    readable = (text.encode("utf-8", "replace").decode() for text in texts)
    return sum(vocabulary.count(text) for text in readable)


def chat_usage(read: int, written: int) -> dict[str, int]:
    """`usage` of a chat completion."""
    return {"prompt_tokens": read, "completion_tokens": written, "total_tokens": read + written}


def response_usage(read: int, written: int) -> dict[str, object]:
    """`usage` of a response."""
    return {
        "input_tokens": read,
        "input_tokens_details": {"cached_tokens": 0, "cache_write_tokens": 0},
        "output_tokens": written,
        "output_tokens_details": {"reasoning_tokens": 0},
        "total_tokens": read + written,
    }
