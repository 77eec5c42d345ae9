"""The words that differ between a quotation and a speech, as a comparison that a person reads."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import groupby
from operator import itemgetter

from rapidfuzz.distance import Levenshtein

from rag.analysis.tokens import Tokens
from rag.types.quotations import Difference, Kind


def differences(quoted: str, said: str) -> tuple[Difference, ...]:
    """`quoted` turned into `said`, in pieces: figures and Latin words are whole. What folding makes
    equal is `same`, in the words of the quotation."""
    pieces = filter(itemgetter(1), _pieces(quoted, said))
    return tuple(
        Difference(kind, "".join(text for _, text in group))
        for kind, group in groupby(pieces, itemgetter(0))
    )


def _pieces(quoted: str, said: str) -> Iterator[tuple[Kind, str]]:
    """Pieces that are the same, and between them what the quotation has and what the speech has;
    some are empty."""
    first, second = Tokens.of(quoted), Tokens.of(said)
    steps = Levenshtein.opcodes(first.keys, second.keys)
    for is_same, group in groupby(steps, lambda step: step.tag == "equal"):
        run = list(group)
        old = _words(quoted, first, run[0].src_start, run[-1].src_end)
        new = _words(said, second, run[0].dest_start, run[-1].dest_end)
        if is_same:
            yield "same", old
        elif old and new:
            yield "del", old.rstrip()
            yield "ins", new.rstrip()
            yield "same", old[len(old.rstrip()) :]
        else:
            yield ("del", old) if old else ("ins", new)


def _words(text: str, tokens: Tokens, start: int, end: int) -> str:
    """The words of the tokens [start, end), with what stands behind them up to the next token."""
    if start == end:
        return ""
    behind = tokens.spans[end].start if end < len(tokens.spans) else len(text)
    return text[0 if start == 0 else tokens.spans[start].start : behind]
