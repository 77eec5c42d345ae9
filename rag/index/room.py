"""The room in memory that all indexes of a process share for copies of their files."""

from __future__ import annotations

from threading import Lock


class Room:
    """`most_bytes` for all indexes together. While a new generation is taken up, the one before is
    not counted: for as long as both are open, an index takes twice its share."""

    def __init__(self, most_bytes: int) -> None:
        self._most = most_bytes
        self._turn = Lock()
        self._taken: dict[str, int] = {}

    def left_for(self, index: str) -> int:
        """How many bytes the next generation of an index may take."""
        with self._turn:
            others = sum(taken for name, taken in self._taken.items() if name != index)
        return max(0, self._most - others)

    def take(self, index: str, count: int) -> None:
        """Note that an index takes `count` bytes from now on."""
        with self._turn:
            self._taken[index] = count
