"""What was measured with each client: kept in results.json, and the table in README.md."""

from __future__ import annotations

import json
from collections.abc import Mapping
from pathlib import Path

FILE = Path(__file__).with_name("results.json")


def kept() -> dict[str, dict[str, str]]:
    """The rows that were kept, by the key of their client."""
    rows: dict[str, dict[str, str]] = json.loads(FILE.read_text("utf-8")) if FILE.exists() else {}
    return rows


def keep(rows: Mapping[str, dict[str, str]]) -> None:
    """Put rows in the place of older rows of the same clients."""
    written = json.dumps(kept() | dict(rows), ensure_ascii=False, indent=1)
    FILE.write_text(f"{written}\n", encoding="utf-8")


def table() -> str:
    """All rows as Markdown."""
    rows = list(kept().values())
    columns = list(rows[0])
    lines = [columns, ["---"] * len(columns), *([row[c] for c in columns] for row in rows)]
    return "".join(f"| {' | '.join(line)} |\n" for line in lines)
