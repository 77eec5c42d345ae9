"""The rule for marks of notes that stand inside a figure: 45¹亿元, 45①亿元 and 45[1]亿元 of a plain
text are 45亿元 with a note, and without the rule no figure at all."""

from __future__ import annotations

import re
from collections.abc import Iterator

from rag.ingestion.clean.working_text import Change, WorkingText

# What follows a figure and belongs to it.
_UNIT = (
    r"(?=[万亿萬億元%％‰个個户戶人名家项項所座吨噸倍]|公[里斤頃顷]|平方"
    r"|[ ]?(?:per ?cent|[mbtr]{1,2}illion)\b)"
)
# 10² is a power; after another number that ends in 10 it is a note.
_AFTER_FIGURE = r"(?<=\d)(?<!(?<![\d.])10)"
_MARK = re.compile(rf"{_AFTER_FIGURE}(?:[¹²³⁰⁴-⁹]{{1,3}}|[①-⑳]|[\[［〔]\d{{1,3}}[\]］〕]){_UNIT}")


# Few texts hold one of these, and looking for them takes a hundredth of the time of the pattern.
_SIGNS = "¹²³⁰⁴⁵⁶⁷⁸⁹①②③④⑤⑥⑦⑧⑨⑩⑪⑫⑬⑭⑮⑯⑰⑱⑲⑳[［〔"


def marks_in_figures(working: WorkingText) -> Iterator[Change]:
    """A raised, circled or bracketed number between a figure and its unit."""
    if not any(sign in working.text for sign in _SIGNS):
        return iter(())
    return (Change(*match.span()) for match in _MARK.finditer(working.text))
