"""What all results share: they can be printed, and shown in a notebook; some are sequences."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Generic, TypeVar, overload

from speechrag.house import shortened

Item_co = TypeVar("Item_co", covariant=True)


class Shown:
    """A result that can be printed and shown in a notebook, by `speechrag.rendering`."""

    __slots__ = ()

    def __repr__(self) -> str:
        return f"<speechrag.{type(self).__name__}: {shortened(str(self), 80)}>"

    def __str__(self) -> str:
        from speechrag.rendering import as_text

        return as_text(self)

    def _repr_markdown_(self) -> str:
        from speechrag.rendering import as_markdown

        return as_markdown(self)

    def _repr_html_(self) -> str:
        from speechrag.rendering import as_html

        return as_html(self)


class ShownItems(Shown, Generic[Item_co]):
    """A result that is a sequence: `len()`, `[i]` and `for` go over its items."""

    __slots__ = ()

    @property
    def _items(self) -> tuple[Item_co, ...]:
        raise NotImplementedError

    def __len__(self) -> int:
        return len(self._items)

    def __iter__(self) -> Iterator[Item_co]:
        return iter(self._items)

    @overload
    def __getitem__(self, position: int) -> Item_co: ...
    @overload
    def __getitem__(self, position: slice) -> tuple[Item_co, ...]: ...
    def __getitem__(self, position: int | slice) -> Item_co | tuple[Item_co, ...]:
        return self._items[position]
