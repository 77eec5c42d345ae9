"""JSON schemas that a client may ask answers in: those that our own Answer fulfils.

A client names the fields that it wants, at any depth; it gets these and no others. A schema that
asks for anything else is refused, because only a model could make up what it holds.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from functools import cache
from itertools import islice
from typing import Any

from pydantic import TypeAdapter

from rag.presentation.json_types import AnswerJson

Schema = Mapping[str, Any]
# Far more than a schema of the whole Answer has, far less than nested references can pretend.
_MOST_STEPS = 2000
_MOST_OPTIONS = 8
_ALTERNATIVES = ("anyOf", "oneOf")


def is_fulfilled(wanted: Any) -> bool:
    """Whether every Answer, cut to the fields that `wanted` names, is an instance of it."""
    return isinstance(wanted, dict) and _Fit(wanted, answer_schema()).is_object()


def cut_to(value: Any, wanted: Any) -> Any:
    """`value` with the fields that the schema names; `wanted` fits it."""
    return _cut(value, wanted, wanted) if isinstance(wanted, dict) else value


@cache
def answer_schema() -> dict[str, Any]:
    """The schema of an Answer."""
    return TypeAdapter(AnswerJson).json_schema()


@dataclass(slots=True)
class _Fit:
    """Compares a schema with ours, by what stands at the same place."""

    wanted: Schema
    ours: Schema
    _steps: int = field(default=0)

    def is_object(self) -> bool:
        """Whether the schema is of an object, and ours fulfils it."""
        top = list(_options(self.wanted, self.wanted))
        names_fields = all(option.get("properties") for option in top)
        return names_fields and self._fits(self.wanted, self.ours)

    def _fits(self, wanted: Any, ours: Any) -> bool:
        """Whether each of our alternatives is one of the wanted ones."""
        self._steps += 1
        if self._steps > _MOST_STEPS:
            return False
        if wanted in ({}, True):
            return True
        if not isinstance(wanted, dict):
            return False
        theirs = list(islice(_options(wanted, self.wanted), _MOST_OPTIONS))
        return all(
            any(self._is_alternative(one, option) for one in theirs)
            for option in _options(ours, self.ours)
        )

    def _is_alternative(self, wanted: Schema, ours: Schema) -> bool:
        if not _is_kind(wanted.get("type"), ours.get("type")):
            return False
        known, limited = _values(ours), _values(wanted)
        if limited is not None and (known is None or any(item not in limited for item in known)):
            return False
        if ours["type"] == "array":
            return self._fits(wanted.get("items", {}), ours.get("items", {}))
        return ours["type"] != "object" or self._has_fields(wanted, ours)

    def _has_fields(self, wanted: Schema, ours: Schema) -> bool:
        """Whether ours always has the fields that must be there, and each that may be fits."""
        there: Schema = ours.get("properties", {})
        named = wanted.get("properties", {})
        needed = wanted.get("required", [])
        if not isinstance(named, dict) or not isinstance(needed, list):
            return False
        if not set(needed) <= set(ours.get("required", [])):
            return False
        return all(name in there and self._fits(one, there[name]) for name, one in named.items())


def _is_kind(wanted: Any, ours: Any) -> bool:
    return ours is not None and (wanted == ours or (wanted, ours) == ("number", "integer"))


def _values(schema: Schema) -> list[Any] | None:
    """The values that it is limited to; None if it is not."""
    values = schema.get("enum", [schema["const"]] if "const" in schema else None)
    return values if isinstance(values, list) else None


def _options(schema: Schema, whole: Schema, depth: int = 0) -> Iterator[Schema]:
    """The alternatives of a schema, references followed, a list of types taken apart."""
    if depth > 6:
        return
    reference = schema.get("$ref")
    if isinstance(reference, str):
        found = _referred(reference, whole)
        if found is not None:
            yield from _options(found, whole, depth + 1)
        return
    several = next((schema[name] for name in _ALTERNATIVES if name in schema), None)
    if isinstance(several, list):
        for one in several[:_MOST_OPTIONS]:
            if isinstance(one, dict):
                yield from _options(one, whole, depth + 1)
    elif isinstance(schema.get("type"), list):
        yield from ({**schema, "type": kind} for kind in schema["type"][:_MOST_OPTIONS])
    else:
        yield schema


def _referred(reference: str, whole: Schema) -> Schema | None:
    """The schema that `#/$defs/Name` means."""
    if reference == "#":
        return whole
    name = reference.removeprefix("#/$defs/").removeprefix("#/definitions/")
    found = {**whole.get("definitions", {}), **whole.get("$defs", {})}.get(name)
    return found if isinstance(found, dict) else None


def _cut(value: Any, wanted: Schema, whole: Schema) -> Any:
    options = list(_options(wanted, whole))
    if isinstance(value, dict):
        named = [option["properties"] for option in options if option.get("properties")]
        if not named:
            return value
        return {
            name: _cut(value[name], one, whole) for name, one in named[0].items() if name in value
        }
    if isinstance(value, list):
        items: Any = next((option["items"] for option in options if option.get("items")), {})
        return [_cut(one, items, whole) for one in value] if isinstance(items, dict) else value
    return value
