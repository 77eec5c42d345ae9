"""What the queries of the database share: lists as one parameter, and filters as a condition."""

from __future__ import annotations

import json
from collections.abc import Callable, Sequence
from typing import Any

from rag.types.questions import Filters

# Reads all rows that a query with its values gives.
ReadAll = Callable[[str, Sequence[object]], list[Any]]

# Lists are handed over as one JSON parameter: no length limit, and no string can break out.
LISTED = "(SELECT value FROM json_each(?))"


def condition(filters: Filters) -> tuple[str, list[str]]:
    """The filters as SQL over `documents`: a date passes if some day of it lies in the range."""
    parts: list[tuple[str, str]] = []
    if filters.since:
        parts.append(("last_day >= ?", filters.since.isoformat()))
    if filters.until:
        parts.append(("first_day <= ?", filters.until.isoformat()))
    for column, named in (
        ("region", filters.regions),
        ("speaker", filters.speakers),
        ("id", filters.documents),
    ):
        if named:
            parts.append((f"{column} IN {LISTED}", as_json(named)))
    return " AND ".join(part for part, _ in parts) or "1", [value for _, value in parts]


def as_json(value: Sequence[object]) -> str:
    """`value` for LISTED."""
    return json.dumps(value)
