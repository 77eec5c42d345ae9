"""Word forms: pairs of pieces of the vocabulary that share a meaning by their form.

Rare pieces stand in few sentences. These pairs teach at no cost that an English inflection lies
near its stem, and a Chinese compound near its parts.
"""

from __future__ import annotations

from collections.abc import Iterator

# (suffix, endings of the stem that it replaces); only suffixes that keep the meaning.
_SUFFIXES = (
    ("ies", ("y",)), ("es", ("", "e")), ("s", ("",)), ("ied", ("y",)), ("ed", ("", "e")),
    ("ing", ("", "e")), ("ers", ("er",)), ("ly", ("",)), ("ment", ("",)), ("ness", ("",)),
)  # fmt: skip
_SHORTEST_STEM = 4
_SHORTEST_COMPOUND = 3  # characters; the parts of a shorter one are single characters


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
        if len(piece) >= _SHORTEST_COMPOUND and all(
            "一" <= character <= "鿿" for character in piece
        ):
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
