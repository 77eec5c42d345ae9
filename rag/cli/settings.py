"""The command `speechrag settings`: what is in force, and where it comes from."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import TYPE_CHECKING, Literal, NamedTuple, TypedDict
from urllib.parse import urlsplit

from rag.cli.options import EnvFile, Indexes, Json, Name, load_settings, print_json
from rag.cli.terminal import printable
from rag.cli.words import say

if TYPE_CHECKING:
    from pydantic_settings import EnvSettingsSource

Source = Literal["default", "file", "environment", "option"]
MASK = "********"
_PREFIX = "SPEECHRAG_"
# Variables of this name that are no settings: they say where settings are, and which Python runs.
_OTHERS = ("SPEECHRAG_ENV_FILE", "SPEECHRAG_PYTHON")
# A misspelled name is as like as this to the right one (of 100).
_LIKE = 80


class SettingJson(TypedDict):
    """One setting; a secret is masked."""

    variable: str
    value: str | int | float | None
    default: str | int | float | None
    source: Source
    description: str


class UnknownJson(TypedDict):
    """A variable that is no setting, and the one that it may have been meant to be."""

    variable: str
    source: Source
    near: str | None


class SettingsJson(TypedDict):
    env_file: str | None
    settings: list[SettingJson]
    unknown: list[UnknownJson]


class Sources(NamedTuple):
    """The names, in lower case, that each source gives."""

    option: frozenset[str]
    environment: frozenset[str]
    file: frozenset[str]

    def of(self, field: str) -> Source:
        """Where the setting comes from."""
        if field in self.option:
            return "option"
        name = f"{_PREFIX}{field}".lower()
        if name in self.environment:
            return "environment"
        return "file" if name in self.file else "default"


def settings(
    indexes: Indexes = None, name: Name = None, env_file: EnvFile = None, as_json: Json = False
) -> None:
    """Show every setting that is in force, and whether it is a default, or comes from the settings
    file, the environment or an option. Secrets are masked."""
    told = settings_json(indexes, name, env_file)
    if as_json:
        print_json(told)
    else:
        print(printable("\n".join(_lines(told))))


def settings_json(indexes: Path | None, name: str | None, env_file: Path | None) -> SettingsJson:
    """What is in force; raises BadParameter for a value that is wrong."""
    from pydantic_settings import DotEnvSettingsSource, EnvSettingsSource

    from rag.settings import Settings

    chosen = {"indexes": indexes, "name": name}
    in_force = load_settings(env_file, **chosen)
    sources = Sources(
        frozenset(field for field, value in chosen.items() if value is not None),
        _names(EnvSettingsSource(Settings)),
        _names(DotEnvSettingsSource(Settings, env_file=env_file, env_file_encoding="utf-8")),
    )
    return {
        "env_file": None if env_file is None else str(env_file),
        "settings": [
            {
                "variable": f"{_PREFIX}{field}".upper(),
                "value": shown(getattr(in_force, field), about.default),
                "default": shown(about.default, about.default),
                "source": sources.of(field),
                "description": about.description or "",
            }
            for field, about in Settings.model_fields.items()
        ],
        "unknown": list(_unknown(sources, Settings.model_fields)),
    }


def shown(value: object, default: object) -> str | int | float | None:
    """A value as it may be shown: a secret, or the password in an address, is masked."""
    from pydantic import SecretStr

    if isinstance(value, SecretStr):
        secret = value.get_secret_value()
        return MASK if secret and value != default else secret
    if value is None or isinstance(value, int | float):
        return value
    text = str(value)
    password = urlsplit(text).password if "://" in text else None
    return text.replace(f":{password}@", f":{MASK}@") if password else text


def _names(source: EnvSettingsSource) -> frozenset[str]:
    """The variables of ours that a source gives, in lower case."""
    return frozenset(name for name in source.env_vars if name.startswith(_PREFIX.lower()))


def _unknown(sources: Sources, fields: Mapping[str, object]) -> Iterator[UnknownJson]:
    """What is set and read by nobody, perhaps because it is misspelled."""
    from rapidfuzz import process

    known = [f"{_PREFIX}{field}".upper() for field in fields]
    given: dict[str, Source] = {name.upper(): "file" for name in sources.file}
    given |= {name.upper(): "environment" for name in sources.environment}
    for variable, source in sorted(given.items()):
        if variable not in (*known, *_OTHERS):
            near = process.extractOne(variable, known, score_cutoff=_LIKE)
            yield {"variable": variable, "source": source, "near": near[0] if near else None}


def _lines(told: SettingsJson) -> Iterator[str]:
    """A line a setting, what is not a default first; then what is wrong."""
    file = told["env_file"]
    yield say("settings.file", file=file) if file else say("settings.no_file")
    yield ""
    width = max(len(setting["variable"]) for setting in told["settings"])
    for setting in sorted(told["settings"], key=lambda setting: setting["source"] == "default"):
        value = say("settings.none") if setting["value"] in (None, "") else setting["value"]
        source = say(f"settings.source.{setting['source']}")
        yield f"{setting['variable']:<{width}}  {value}  [{source}]"
    for unknown in told["unknown"]:
        yield ""
        key = "settings.unknown.near" if unknown["near"] else "settings.unknown"
        source = say(f"settings.source.{unknown['source']}")
        yield say(key, variable=unknown["variable"], near=unknown["near"], source=source)
