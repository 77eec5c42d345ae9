"""The words of work reports in Chinese for the English words that a question uses: drones, 无人机.

The rows stand in report_terms.tsv (DATA.md).
"""

from __future__ import annotations

import re
from functools import cache

from rag.questions.known_names import rows_of
from rag.types.text import Span

_FILE = "report_terms.tsv"


def terms_in(question: str) -> list[tuple[str, Span]]:
    """The Chinese word for each English term in `question`, and where the term stands; of
    overlapping terms the longest."""
    pattern, chinese = _table()
    return [
        (chinese[match["term"].lower()], Span(*match.span()))
        for match in pattern.finditer(question)
    ]


def english_terms() -> tuple[str, ...]:
    """Every English term, in lower case."""
    return tuple(_table()[1])


def chinese_terms() -> tuple[str, ...]:
    """Every Chinese term."""
    return tuple(dict.fromkeys(_table()[1].values()))


@cache
def _table() -> tuple[re.Pattern[str], dict[str, str]]:
    chinese: dict[str, str] = {}
    for row in rows_of(_FILE):
        for form in (row["english"], *filter(None, row["other"].split("|"))):
            chinese.setdefault(form.lower(), row["chinese"])
    longest = "|".join(re.escape(form) for form in sorted(chinese, key=len, reverse=True))
    pattern = rf"(?<![A-Za-z-])(?P<term>{longest})(?:s|es)?(?![A-Za-z])"
    return re.compile(pattern, re.IGNORECASE), chinese
