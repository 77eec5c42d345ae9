"""What the queries of the database share: lists as one parameter, and filters as a condition."""

from __future__ import annotations

import json
from collections.abc import Callable, Sequence
from typing import Any

from rag.language.leaders import every_form
from rag.language.simplified import simplified
from rag.types.questions import Filters

# Reads all rows that a query with its values gives.
ReadAll = Callable[[str, Sequence[object]], list[Any]]

# The name under which connections hold `folded`.
FOLDED = "folded_name"
# Lists are handed over as one JSON parameter: no length limit, and no string can break out.
LISTED = "(SELECT value FROM json_each(?))"


def condition(filters: Filters) -> tuple[str, list[str]]:
    """The filters as SQL over `documents`: a date passes if some day of it lies in the range, a
    speaker if he gave the speech or has a turn in the debate."""
    parts: list[tuple[str, str]] = []
    if filters.since:
        parts.append(("last_day >= ?", filters.since.isoformat()))
    if filters.until:
        parts.append(("first_day <= ?", filters.until.isoformat()))
    for column, named in (
        ("region", filters.regions),
        ("id", filters.documents),
    ):
        if named:
            parts.append((f"{column} IN {LISTED}", as_json(named)))
    if filters.speakers:
        turns = f"SELECT {FOLDED}(turns.speaker) FROM turns WHERE turns.document = ordinal"
        one = f"value = {FOLDED}(documents.speaker) OR value IN ({turns})"
        passes = f"EXISTS (SELECT 1 FROM json_each(?) WHERE {one})"
        parts.append((passes, as_json(names_meant(filters.speakers))))
    return " AND ".join(part for part, _ in parts) or "1", [value for _, value in parts]


def said_by(table: str, first: str, end: str) -> str:
    """Whether one of the names_meant in LISTED says the row of `table` whose characters are those
    from column `first` up to `end`: in the last turn of a debate that reaches into it, else as the
    speaker of its document."""
    turn = (
        f"SELECT turns.speaker FROM turns WHERE turns.document = {table}.document "
        f"AND turns.first < {table}.{end} "
        f"AND turns.last > {table}.{first} ORDER BY turns.first DESC LIMIT 1"
    )
    own = f"SELECT documents.speaker FROM documents WHERE ordinal = {table}.document"
    return f"{FOLDED}(coalesce(({turn}), ({own}), '')) IN {LISTED}"


def names_meant(speakers: Sequence[str]) -> list[str]:
    """All names of `speakers`, as FOLDED gives those of documents: in either language for persons
    of the table of leaders."""
    return sorted({folded(form) for name in speakers for form in every_form(name)})


def folded(name: str | None) -> str:
    """A name as it is compared: in simplified characters and lower case."""
    return simplified(name or "").casefold()


def as_json(value: Sequence[object]) -> str:
    """`value` for LISTED."""
    return json.dumps(value)
