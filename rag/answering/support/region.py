"""The parts of quotations that a part of a claim speaks of: those with its figures, else those
that share most of its words."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from rag.answering.support.content import content
from rag.answering.support.word_evidence import Words
from rag.language.figures import comparable, figures

_PARTS = re.compile(
    r"[，。；！？\n]|[;!?]|[,.:](?=\s|$)|--"
    r"|\s(?=(?:without|instead|rather than|unless|if|because|which|who"
    r"|that (?:our|the|we|they|he|it)"
    r"|(?:and|but) (?:\w+ ){1,2}(?:has|have|had|is|are|was|were|will|can|should|must))\b)",
    re.IGNORECASE,
)
# A part that shares this share of the best part's words is spoken of too.
_ALMOST_BEST = 0.4
_NEAREST = 0.8
# From this evidence on, a word of one text counts as a word of the other.
SAME = 0.55


@dataclass(frozen=True, slots=True)
class Told:
    """A part of a claim, and the parts of the quotations that it speaks of, in their order.
    `so_far` are the quotations up to these where they are known by a figure: what stands behind is
    said of something else."""

    claim: str
    parts: tuple[str, ...]
    so_far: str

    @property
    def quoted(self) -> str:
        return "\n".join(self.parts)


def told(claim: str, quoted: str, words: Words) -> list[Told]:
    """Each part of the claim with what it speaks of."""
    parts = parts_of(quoted)
    return [_told(part, parts, words) for part in parts_of(claim)]


def _told(part: str, parts: Sequence[str], words: Words) -> Told:
    with_figures = _with_its_figures(part, parts)
    if with_figures:
        last = max(with_figures)
        return Told(part, tuple(parts[at] for at in with_figures), "\n".join(parts[: last + 1]))
    return Told(part, tuple(_alike(part, parts, words)), "\n".join(parts))


def parts_of(text: str) -> list[str]:
    """The parts of a text between its marks."""
    return [part.strip() for part in _PARTS.split(text) if part and part.strip()]


def _with_its_figures(part: str, parts: Sequence[str]) -> list[int]:
    stated = figures(part)
    return [
        at
        for at, other in enumerate(parts)
        if any(comparable(one, two) for one in stated for two in figures(other))
    ]


def _alike(part: str, parts: Sequence[str], words: Words) -> list[str]:
    scores = [_shared(part, other, words) for other in parts]
    best = max(scores, default=0.0)
    return [p for p, score in zip(parts, scores, strict=True) if score >= best * _ALMOST_BEST]


def nearest(part: Told, words: Words) -> list[str]:
    """Of what a part of a claim speaks of, that which shares most of its words; nothing where none
    does, unless they have its figures."""
    scores = [_shared(part.claim, other, words) for other in part.parts]
    best = max(scores, default=0.0)
    if not best:
        return list(part.parts) if figures(part.claim) else []
    return [p for p, score in zip(part.parts, scores, strict=True) if score >= best * _NEAREST]


def _shared(part: str, other: str, words: Words) -> float:
    evidence = words.evidence(other)
    return sum(words.weight(word) for word in content(part, words) if evidence.of(word) >= SAME)


def share_told(part: str, claim: str, words: Words) -> float:
    """Which share of what a part of a quotation says the claim says too: 0 to 1."""
    evidence = words.evidence(claim)
    said = content(part, words)
    total = sum(map(words.weight, said))
    found = sum(words.weight(word) for word in said if evidence.of(word) >= SAME)
    return found / total if total else 0.0
