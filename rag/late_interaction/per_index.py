"""A cache of objects that are made from an array of an index, for the last few indexes."""

from __future__ import annotations

from collections.abc import Callable
from typing import Generic, TypeVar

import numpy as np
import numpy.typing as npt

Made = TypeVar("Made")
Array = npt.NDArray[np.uint16]

# Two generations of an index may serve at a time.
GENERATIONS = 2


class PerIndexCache(Generic[Made]):
    """Arrays are told apart by identity, not by content: an index always gives the same array."""

    def __init__(self, make: Callable[[Array], Made]) -> None:
        self._make = make
        self._known: list[tuple[Array, Made]] = []  # replaced, never changed: threads read it

    def of(self, array: Array) -> Made:
        """The object of `array`, made now if it is not in the cache."""
        for known, made in self._known:
            if known is array:
                return made
        made = self._make(array)
        self._known = [(array, made), *self._known[: GENERATIONS - 1]]
        return made
