"""What all results share: they can be printed, and shown in a notebook."""

from __future__ import annotations

from speechrag.house import shortened


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
