"""Translates a text word for word, by dictionary and set phrases, in the order of the source.

No translation: it tells a reader of the other language what a sentence is about. The dictionary is
made by scripts/upkeep/glosses.py; set_phrases.tsv goes before it, and both before pinyin (DATA.md).
"""

from __future__ import annotations

import re
from collections.abc import Container, Iterator

LONGEST = 12  # characters of a Chinese word
_HAN_RUN = re.compile(r"[\u4e00-\u9fff]+")
_ENDINGS = (
    ("izations", ""), ("ization", ""), ("ations", ""), ("ation", ""), ("ments", ""), ("ment", ""),
    ("ities", ""), ("ity", ""), ("ies", "y"), ("ied", "y"), ("izing", ""), ("izes", ""),
    ("ized", ""), ("ize", ""), ("ing", ""), ("ions", ""), ("ion", ""), ("ers", ""), ("er", ""),
    ("es", ""), ("ed", ""), ("ly", ""), ("s", ""), ("e", ""),
)  # fmt: skip
_SHORTEST_STEM = 4


def cut(text: str, words: Container[str]) -> Iterator[str]:
    """The Chinese of a text in words: as few as can be, of these with the fewest that stand in no
    dictionary, and the longer ones last."""
    for run in _HAN_RUN.findall(text):
        yield from _cut(run, words)


def _cut(run: str, words: Container[str]) -> list[str]:
    # best[i]: cost and length of the last word of the best way to cut the first i characters.
    best: list[tuple[int, int]] = [(0, 0)]
    for end in range(1, len(run) + 1):
        ways = []
        for length in range(1, min(LONGEST, end) + 1):
            word = run[end - length : end]
            if word in words:
                ways.append((best[end - length][0] + (12 if length == 1 else 10), length))
            elif length == 1:
                ways.append((best[end - 1][0] + 15, 1))
        best.append(min(ways, key=lambda way: (way[0], -way[1])))
    found, at = [], len(run)
    while at:
        length = best[at][1]
        found.append(run[at - length : at])
        at -= length
    return found[::-1]


def stem(word: str) -> str:
    """An English word without its endings: developing, development -> develop."""
    for ending, rest in _ENDINGS:
        if word.endswith(ending) and len(word) - len(ending) + len(rest) >= _SHORTEST_STEM:
            return word.removesuffix(ending) + rest
    return word
