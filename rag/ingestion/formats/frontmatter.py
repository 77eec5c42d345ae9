"""Reads the YAML of a sidecar or of Markdown front matter: plain words by name."""

from __future__ import annotations

import datetime
from collections.abc import Mapping
from typing import Any

import yaml

from rag.presentation.left_out import NotRead

# A sidecar says who spoke and when; a larger one is a mistake or an attack.
LARGEST_BYTES = 64 * 1024
_LONGEST_VALUE = 1_000


class UnusableYaml(NotRead):
    """Not a plain mapping of names to words; `str()` says what was found."""


class _PlainLoader(yaml.SafeLoader):
    """SafeLoader without aliases: a few bytes of them stand for gigabytes."""

    def compose_node(self, parent: yaml.Node | None, index: int) -> yaml.Node | None:
        if self.check_event(yaml.AliasEvent):
            raise UnusableYaml("yaml-aliases")
        return super().compose_node(parent, index)


def read_mapping(text: str) -> dict[str, str]:
    """Names and values, names in lower case; lists joined by `, `, dates as ISO.

    Raises UnusableYaml for anything but a flat mapping.
    """
    if len(text.encode("utf-8", "replace")) > LARGEST_BYTES:
        raise UnusableYaml("yaml-too-large", most=LARGEST_BYTES // 1024)
    try:
        loaded: Any = yaml.load(text, Loader=_PlainLoader)
    except (yaml.YAMLError, RecursionError, ValueError) as error:
        raise UnusableYaml("yaml-broken", what=_first_line(error)) from error
    if loaded is None:
        return {}
    if not isinstance(loaded, Mapping):
        raise UnusableYaml("yaml-no-mapping")
    return {
        str(name).strip().lower(): word
        for name, value in loaded.items()
        if (word := _word(value)) is not None
    }


def _word(value: object) -> str | None:
    match value:
        case None:
            return None
        case datetime.datetime():
            return value.date().isoformat()
        case datetime.date():
            return value.isoformat()
        case list():
            return ", ".join(word for item in value if (word := _word(item)) is not None)
        case str() | int() | float():
            return str(value).strip()[:_LONGEST_VALUE]
        case _:
            return None


def _first_line(error: Exception) -> str:
    return (str(error).splitlines() or [type(error).__name__])[0]
