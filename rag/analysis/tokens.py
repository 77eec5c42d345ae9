"""Figures, words and characters of a text, as two texts are compared: one by one, each whole."""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Sequence
from dataclasses import dataclass

from rapidfuzz.distance import Levenshtein

from rag.analysis.folding import folded
from rag.types.text import Span

# A figure, a word in Latin letters, or any other character.
_TOKEN = re.compile(r"\d+(?:[.,，．]\d+)*[%％‰]?|[A-Za-z]+(?:['’-][A-Za-z]+)*|.", re.S)
_MARKS = frozenset(",。、;:!?…-.()")
# Edges are moved by so many tokens, or by this share of them.
_REACH, _REACH_SHARE = 8, 4


@dataclass(frozen=True, slots=True)
class Tokens:
    """The folded tokens of a text, and where each stands in it. What folding makes empty, white
    space and quotation marks, is no token."""

    keys: list[str]
    spans: list[Span]

    @staticmethod
    def of(text: str, start: int = 0) -> Tokens:
        """The tokens of `text`, whose first character has the position `start`."""
        keys: list[str] = []
        spans: list[Span] = []
        for match in _TOKEN.finditer(text):
            key = folded(match.group()).text
            if key:
                keys.append(key)
                spans.append(Span(match.start() + start, match.end() + start))
        return Tokens(keys, spans)


def fitted(quoted: str, text: str, span: Span) -> Span:
    """`span` of `text` with its edges moved by whole tokens until fewest differ from `quoted`."""
    wanted = Tokens.of(quoted).keys
    margin = 2 * len(quoted)
    low = max(0, span.start - margin)
    tokens = Tokens.of(text[low : span.end + margin], low)
    if not tokens.keys:
        return span
    ends = [token.end for token in tokens.spans]
    start = min(bisect_right(ends, span.start), len(ends) - 1)
    end = bisect_left([token.start for token in tokens.spans], span.end)
    start, end = _best_edges(wanted, tokens.keys, start, max(end, start + 1))
    return Span(tokens.spans[start].start, tokens.spans[end - 1].end)


def _best_edges(
    wanted: Sequence[str], keys: Sequence[str], start: int, end: int
) -> tuple[int, int]:
    reach = max(_REACH, len(wanted) // _REACH_SHARE)

    def cost(first: int, last: int) -> tuple[int, int, int]:
        """How many tokens differ; of equals, edges without a mark and a like length win."""
        marks = (keys[first] in _MARKS) + (keys[last - 1] in _MARKS)
        distance = Levenshtein.distance(wanted, keys[first:last])
        return distance, marks, abs(last - first - len(wanted))

    for _ in range(2):
        ends = range(max(start + 1, end - reach), min(len(keys), end + reach) + 1)
        end = min(ends, key=lambda last: cost(start, last))
        starts = range(max(0, start - reach), min(end - 1, start + reach) + 1)
        start = min(starts, key=lambda first: cost(first, end))
    return start, end
