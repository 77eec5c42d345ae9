"""JSON schemas that a client may ask answers in: those that our own Answer fulfils.

A client names the fields that it wants, at any depth; it gets these and no others. A schema that
asks for anything else is refused, because only a model could make up what it holds.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass, field
from functools import cache
from itertools import islice
from typing import Any

from pydantic import TypeAdapter

from rag.presentation.json_types import AnswerJson

Schema = Mapping[str, Any]
# What stands beside a schema and limits nothing; other words than these and those of _LIMITS are
# refused, since an answer might not keep to them.
_NOTES = frozenset(
    ["title", "description", "default", "examples", "deprecated", "$schema", "$id", "$comment",
     "$defs", "definitions"]
)  # fmt: skip
_ALTERNATIVES = ("anyOf", "oneOf")
_LIMITS: dict[str, tuple[type, ...]] = {
    "type": (str, list), "properties": (dict,), "required": (list,), "items": (dict, bool),
    "enum": (list,), "const": (object,), "additionalProperties": (dict, bool),
    "anyOf": (list,), "oneOf": (list,), "$ref": (str,),
}  # fmt: skip
# These leave the other limits of the same schema aside.
_ALONE = frozenset([*_ALTERNATIVES, "$ref"])
# Far more than a schema of the whole Answer has, far less than nested references can pretend.
_MOST_STEPS = 2000
_MOST_OPTIONS = 8


def is_fulfilled(wanted: Any) -> bool:
    """Whether every Answer, cut to the fields that `wanted` names, is an instance of it."""
    with suppress(_Unreadable):
        return isinstance(wanted, dict) and _Fit(wanted, answer_schema()).is_object()
    return False


def cut_to(value: Any, wanted: Any) -> Any:
    """`value` with the fields that the schema names; `wanted` fits it."""
    return _cut(value, wanted, wanted) if isinstance(wanted, dict) else value


class _Unreadable(ValueError):
    """A schema has a word that is not known here, or one with a value of the wrong type."""


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
        if wanted is True or wanted == {}:
            return True
        if not isinstance(wanted, dict):
            return False
        theirs = list(islice(_options(wanted, self.wanted), _MOST_OPTIONS))
        if sum("properties" in one for one in theirs) > 1:
            return False  # it would not be clear to which of them an object is cut
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
        named: Schema = wanted.get("properties", {})
        needed = set(wanted.get("required", []))
        if not needed <= set(ours.get("required", [])) or (named and not needed <= set(named)):
            return False
        if not named:
            return self._fits_others(wanted.get("additionalProperties", True), ours)
        return all(name in there and self._fits(one, there[name]) for name, one in named.items())

    def _fits_others(self, wanted: Any, ours: Schema) -> bool:
        """Whether all fields of ours, which stays whole, are as those that it need not name."""
        if wanted is True or wanted == {}:
            return True
        fields = [*ours.get("properties", {}).values(), ours.get("additionalProperties", True)]
        return wanted is not False and all(self._fits(wanted, one) for one in fields if one)


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
    _check(schema)
    reference = schema.get("$ref")
    if isinstance(reference, str):
        found = _referred(reference, whole)
        if found is not None:
            yield from _options(found, whole, depth + 1)
        return
    several = next((schema[name] for name in _ALTERNATIVES if name in schema), None)
    if several is not None:
        found_each = [
            one
            for option in several[:_MOST_OPTIONS]
            if isinstance(option, dict)
            for one in _options(option, whole, depth + 1)
        ]
        if "oneOf" in schema and not _are_apart(found_each):
            raise _Unreadable
        yield from found_each
    elif isinstance(schema.get("type"), list):
        yield from ({**schema, "type": kind} for kind in schema["type"][:_MOST_OPTIONS])
    else:
        yield schema


def _check(schema: Schema) -> None:
    """Raises _Unreadable if not all words of the schema are known and of the right type."""
    limits = schema.keys() - _NOTES
    if not limits <= _LIMITS.keys() or (limits & _ALONE and len(limits) > 1):
        raise _Unreadable
    if not all(isinstance(schema[word], _LIMITS[word]) for word in limits):
        raise _Unreadable
    kinds = schema.get("type", [])
    names = [*(kinds if isinstance(kinds, list) else [kinds]), *schema.get("required", [])]
    if not all(isinstance(name, str) for name in names) or {"enum", "const"} <= limits:
        raise _Unreadable
    if not all(isinstance(schema.get(word, {}), dict) for word in ("$defs", "definitions")):
        raise _Unreadable


def _are_apart(options: Sequence[Schema]) -> bool:
    """Whether no value can be an instance of two of them, by their types alone."""
    kinds = [option.get("type") for option in options]
    numbers = {"number", "integer"}.issubset(kinds)
    return None not in kinds and len(set(kinds)) == len(kinds) and not numbers


def _referred(reference: str, whole: Schema) -> Schema | None:
    """The schema that `#/$defs/Name` means."""
    if reference == "#":
        return whole
    name = reference.removeprefix("#/$defs/").removeprefix("#/definitions/")
    found = {**whole.get("definitions", {}), **whole.get("$defs", {})}.get(name)
    return found if isinstance(found, dict) else None


def _cut(value: Any, wanted: Any, whole: Schema) -> Any:
    if not isinstance(wanted, dict):
        return value
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
        return [_cut(one, items, whole) for one in value]
    return value
