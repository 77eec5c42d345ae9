"""What every table for a spreadsheet keeps to: the mark of UTF-8, and no cell that is a formula."""

from __future__ import annotations

# Excel reads a file as UTF-8 only if it begins with this mark.
BYTE_ORDER_MARK = "\ufeff"
# A spreadsheet runs a cell that begins with one of these as a formula.
_FORMULA = ("=", "+", "-", "@", "\t", "\r", "\n", "＝", "＋", "－", "＠")


def inert(text: str) -> str:
    """`text` so that a spreadsheet shows it as it is."""
    return "'" + text if text.startswith(_FORMULA) else text
