"""The version of speechrag that serves."""

from __future__ import annotations

from importlib.metadata import PackageNotFoundError, version


def own_version() -> str:
    """The installed version of this package."""
    try:
        return version("speechrag")
    except PackageNotFoundError:
        return "0+unknown"
