"""The digest of quoted words, by which a link finds them again in a newer edition of a speech."""

from __future__ import annotations

import hashlib

# Eight hexadecimal digits: two sentences of one speech share them once in four thousand million.
DIGITS = 8


def words_digest(text: str) -> str:
    """The first eight hexadecimal digits of SHA-256 over `text` in UTF-8, without white space, so
    that a line that breaks elsewhere has the same digest."""
    words = "".join(text.split())
    return hashlib.sha256(words.encode("utf-8", "surrogatepass")).hexdigest()[:DIGITS]
