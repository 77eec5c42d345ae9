"""In: the pieces of the vocabulary. Out: pairs of pieces that share a meaning by their form alone.

Rare pieces meet few sentences. An English inflection should lie near its stem and a Chinese
compound near its parts, and saying so costs nothing.
"""

from __future__ import annotations

from collections.abc import Iterator

# Suffix and what stands in its place in the stem; only those that leave the meaning alone.
_SUFFIXES = (
    ("ies", ("y",)), ("es", ("", "e")), ("s", ("",)), ("ied", ("y",)), ("ed", ("", "e")),
    ("ing", ("", "e")), ("ers", ("er",)), ("ly", ("",)), ("ment", ("",)), ("ness", ("",)),
)  # fmt: skip
_SHORTEST_STEM = 4
_SHORTEST_COMPOUND = 3  # characters; shorter ones have parts of one character, which say little


def inflections(pieces: list[str]) -> list[tuple[str, str]]:
    """(inflected word, its stem) for English pieces whose stem is a piece too."""
    known = set(pieces)
    found = []
    for piece in pieces:
        if piece.isascii() and piece.isalpha():
            stem = next((stem for stem in _stems(piece) if stem in known), None)
            if stem:
                found.append((piece, stem))
    return found


def compounds(pieces: list[str]) -> list[tuple[str, str, str]]:
    """(compound, first part, second part) for Chinese pieces, cut as evenly as pieces allow."""
    known = set(pieces)
    found = []
    for piece in pieces:
        if len(piece) >= _SHORTEST_COMPOUND and all("一" <= one <= "鿿" for one in piece):
            cuts = [
                cut for cut in range(1, len(piece)) if piece[:cut] in known and piece[cut:] in known
            ]
            if cuts:
                cut = max(cuts, key=lambda cut: min(cut, len(piece) - cut))
                found.append((piece, piece[:cut], piece[cut:]))
    return found


def _stems(word: str) -> Iterator[str]:
    for suffix, endings in _SUFFIXES:
        if word.endswith(suffix):
            for ending in endings:
                stem = word[: -len(suffix)] + ending
                if len(stem) >= _SHORTEST_STEM:
                    yield stem
                    if stem[-1] == stem[-2]:  # stopped, stop
                        yield stem[:-1]
