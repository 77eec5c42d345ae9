"""Makes sets and patterns of words that are written in one string."""

from __future__ import annotations

import re
from collections.abc import Iterable


def words(text: str) -> frozenset[str]:
    """The words of a string, which is shorter to write and read than a set of strings."""
    return frozenset(text.split())


def any_of(choices: Iterable[str]) -> str:
    """The source of a regular expression for one of `choices`, the longest that fits first."""
    return "|".join(re.escape(choice) for choice in sorted(choices, key=len, reverse=True))
