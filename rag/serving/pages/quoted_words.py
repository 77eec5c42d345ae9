"""Finds the words that a link quotes: where it says, or where a newer edition has them."""

from __future__ import annotations

import hashlib
import re
from dataclasses import dataclass

from rag.language.sentences import clauses, sentences
from rag.types.text import Span
from rag.types.words_digest import DIGITS, words_digest

_SPAN = re.compile(r"([0-9]{1,9})-([0-9]{1,9})", re.ASCII)
_DIGEST = re.compile(rf"[0-9a-f]{{{DIGITS}}}", re.ASCII)
# A link that gives no span may mean a passage; none is longer.
_LONGEST = 1000


@dataclass(frozen=True, slots=True)
class QuotedWords:
    """The words that a link means: their place in the edition that it was made for (`c`), and the
    digest by which another edition knows them (`h`); either may be missing or unreadable."""

    span: Span | None
    digest: str | None
    asked: bool

    @classmethod
    def of(cls, c: str | None, h: str | None) -> QuotedWords:
        """What a link says, as far as it can be read."""
        digest = h if h and _DIGEST.fullmatch(h) else None
        return cls(_span(c or ""), digest, asked=bool(c or h))

    def stand_at(self, text: str) -> Span | None:
        """Where the words stand in the edition that the link was made for. Without a digest its
        span is believed."""
        if self.span is None or not self.span or self.span.end > len(text):
            return None if self.digest is None else self.moved_to(text)
        if self.digest in (None, words_digest(self.span.slice(text))):
            return self.span
        return self.moved_to(text)

    def moved_to(self, text: str) -> Span | None:
        """The sentences or clauses of `text` that have the digest, those nearest to the old place
        if there are several; None without a digest, or where these words no longer stand."""
        if self.digest is None:
            return None
        longest = min(len(self.span), _LONGEST) if self.span else _LONGEST
        found = _with_digest(text, self.digest, longest)
        place = self.span.start if self.span else 0
        return min(found, key=lambda span: abs(span.start - place), default=None)


def _span(c: str) -> Span | None:
    match = _SPAN.fullmatch(c)
    start, end = map(int, match.groups()) if match else (0, 0)
    return Span(start, end) if start < end else None


def _with_digest(text: str, digest: str, longest: int) -> list[Span]:
    """All runs of clauses, of at most `longest` characters without white space, that have it."""
    parts = [clause for sentence in sentences(text) for clause in clauses(text, sentence)]
    words = ["".join(part.slice(text).split()) for part in parts]
    encoded = [word.encode("utf-8", "surrogatepass") for word in words]
    found = []
    for first in range(len(parts)):
        hasher, length = hashlib.sha256(), 0
        for last in range(first, len(parts)):
            length += len(words[last])
            if length > longest:
                break
            hasher.update(encoded[last])
            if hasher.hexdigest()[:DIGITS] == digest:
                found.append(_trimmed(text, parts[first].start, parts[last].end))
    return found


def _trimmed(text: str, start: int, end: int) -> Span:
    """Without the white space that a clause keeps at its end."""
    return Span(start, start + len(text[start:end].rstrip()))
