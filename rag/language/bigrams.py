"""Normalised text in, its Chinese character bigrams out, so that every two-character word hits."""

from __future__ import annotations

import re
from operator import add

_HAN_RUN = re.compile(r"[\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff\U00020000-\U0003ffff]+")


def bigrams(text: str) -> list[str]:
    """Each pair of neighbouring Han characters, in order; a Han character that stands alone is
    given by itself. Nothing for other scripts, whose words the vocabulary keeps whole."""
    pairs: list[str] = []
    for run in _HAN_RUN.findall(text):
        if len(run) == 1:
            pairs.append(run)
        else:
            pairs.extend(map(add, run, run[1:]))
    return pairs
