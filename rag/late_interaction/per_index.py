"""In: arrays that belong to an index. Out: what was made of each, the last few kept."""

from __future__ import annotations

from collections.abc import Callable
from typing import Generic, TypeVar

import numpy as np
import numpy.typing as npt

Made = TypeVar("Made")
Array = npt.NDArray[np.uint16]

# Two generations may serve at a time.
GENERATIONS = 2


class PerIndexCache(Generic[Made]):
    """Arrays are told apart by identity, not by what is in them: an index always gives the same."""

    def __init__(self, make: Callable[[Array], Made]) -> None:
        self._make = make
        self._known: list[tuple[Array, Made]] = []  # replaced, never changed: threads read it

    def of(self, array: Array) -> Made:
        """What is made of `array`, made now if it is not known."""
        for known, made in self._known:
            if known is array:
                return made
        made = self._make(array)
        self._known = [(array, made), *self._known[: GENERATIONS - 1]]
        return made
