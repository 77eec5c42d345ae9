"""Finds the tables of language rules, for those who look at all of them: tests and benchmarks."""

from __future__ import annotations

from importlib import import_module
from pkgutil import walk_packages
from typing import Any

from rag.language.rules import Table

# Every table in a module of these is found; nobody has to register it.
PACKAGES = ("rag.language", "rag.questions")


def tables() -> list[Table[Any]]:
    """Every table of the packages, once, by module and in order."""
    found: dict[int, Table[Any]] = {}
    for package in PACKAGES:
        for module in walk_packages(import_module(package).__path__, f"{package}."):
            defined = vars(import_module(module.name)).values()
            found |= {id(table): table for table in defined if isinstance(table, Table)}
    return list(found.values())
