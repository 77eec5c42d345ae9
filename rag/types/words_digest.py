"""The digest by which a link knows the words that it quotes."""

from __future__ import annotations

import hashlib

DIGITS = 8


def words_digest(text: str) -> str:
    """The first eight hex digits of SHA-256 over the words of `text` without white space."""
    words = "".join(text.split()).encode("utf-8", "surrogatepass")
    return hashlib.sha256(words).hexdigest()[:DIGITS]
