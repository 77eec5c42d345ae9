"""The wall between one odd sentence and the file that holds it: what no text can state, or what
cannot be read, is left out and told; the rest of the file stays."""

from __future__ import annotations

import warnings
from collections.abc import Iterable, Iterator

from rag.types.figures import FigureRow, fault_of
from rag.types.text import Span


class UnreadFigure(RuntimeWarning):
    """A sentence whose figures our rules fail on: a fault of theirs, which fails tests."""


def sound(
    rows: Iterable[FigureRow], characters: int, stretch: Span, unread: list[Span]
) -> Iterator[FigureRow]:
    """The rows of a `stretch` of a text of so many `characters` that a text can state; `unread`
    gets the place of any other. Numbers and dates beyond all bounds are the doing of a text
    (ArithmeticError, ValueError); other errors are ours, and go on."""
    try:
        for row in rows:
            if fault_of(row, characters) is None:
                yield row
            else:
                unread.append(stretch)
    except (ArithmeticError, ValueError) as error:
        unread.append(stretch)
        message = f"characters {stretch.start}-{stretch.end}: {error!r}"
        warnings.warn(message, UnreadFigure, stacklevel=2)
