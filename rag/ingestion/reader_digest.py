"""A digest of everything that decides how a file is read: where it is the same, files need not be
read again.

It covers the modules that a worker imports to read a file, and no others: a change in how questions
are read leaves it alone. The modules are found in the sources, without importing them. A comment
counts as a change: to parse 60 modules, and so to tell comments apart, would take 0.2 s.
"""

from __future__ import annotations

import hashlib
import platform
import re
from collections.abc import Iterable, Iterator
from functools import cache
from importlib.metadata import PackageNotFoundError, version
from importlib.resources import files
from importlib.resources.abc import Traversable
from shutil import which

from rag.ingestion import formats

_PACKAGE = "rag"
# The module that turns a path into a document cut into passages; readers are imported by name.
_WORKER = "rag.ingestion.workers.worker"
_FROM_IMPORT = re.compile(
    rb"^[ \t]*from[ \t]+(rag(?:\.\w+)*)[ \t]+import[ \t]+(\([^)]*\)|[^\n]*)", re.M
)
_IMPORT = re.compile(rb"^[ \t]*import[ \t]+(rag\.[\w.]+)", re.M)
_NAME = re.compile(rb"\w+")
# A module names the folder of its data files in `files("rag.…")`, and the files in plain strings.
_DATA_FOLDER = re.compile(rb"\bfiles\(\"(rag[\w.]*)\"\)")
_STRING = re.compile(rb"\"([\w-]+(?:\.[\w-]+)*)\"")


@cache
def reader_digest() -> str:
    """The digest of what is installed here."""
    return digest_of(files(_PACKAGE))


def digest_of(package: Traversable) -> str:
    """The digest where the folder of the package is `package`: of its code and data for reading,
    the versions of Python and of the libraries of all formats, and the programs they call."""
    digest = hashlib.sha256()
    for name, content in sorted(reading_sources(package).items()):
        digest.update(f"{name} {len(content)}\n".encode())
        digest.update(content)
    libraries = sorted({library for format in formats.FORMATS for library in format.libraries})
    programs = sorted({program for format in formats.FORMATS for program in format.programs})
    installed = [platform.python_version(), *map(_version, libraries), *map(which, programs)]
    digest.update(repr(installed).encode())
    return digest.hexdigest()[:16]


def reading_sources(package: Traversable) -> dict[str, bytes]:
    """The modules that reading imports, by their dotted names, and the data files that these read,
    by their paths."""
    found: dict[str, bytes] = {}
    waiting = [_WORKER, *(format.reader for format in formats.FORMATS)]
    while waiting:
        module = waiting.pop()
        source = None if module in found else _source(package, module)
        if source is None:
            continue
        found[module] = source
        found.update(_data_files(package, source))
        waiting += _imported(source)
        waiting.append(module.rpartition(".")[0])  # importing a module imports its package
    return found


def _source(package: Traversable, module: str) -> bytes | None:
    """The source of a module; None for a name that is no module of ours."""
    top, *parts = module.split(".")
    if top != _PACKAGE:
        return None
    candidates = [package.joinpath(*parts, "__init__.py")]
    if parts:
        candidates.insert(0, package.joinpath(*parts[:-1], f"{parts[-1]}.py"))
    return next((file.read_bytes() for file in candidates if file.is_file()), None)


def _imported(source: bytes) -> Iterator[str]:
    """Names of modules that a module imports, among names of other things."""
    for found in _FROM_IMPORT.finditer(source):
        module = found[1].decode()
        yield module
        yield from (f"{module}.{name.decode()}" for name in _NAME.findall(found[2]))
    # To look for data files in a package imports it.
    yield from (name.decode() for name in _IMPORT.findall(source) + _DATA_FOLDER.findall(source))


def _data_files(package: Traversable, source: bytes) -> Iterator[tuple[str, bytes]]:
    """Path and content of each file beside our code that the module names."""
    for place in set(_DATA_FOLDER.findall(source)):
        names = {name.decode() for name in _STRING.findall(source)}
        folder = package.joinpath(*place.decode().split(".")[1:])
        yield from _named(folder, names, place.decode())


def _named(folder: Traversable, names: Iterable[str], label: str) -> Iterator[tuple[str, bytes]]:
    """The files in the folder, and in folders in it, that have one of the names."""
    for name in names:
        entry = folder / name
        if entry.is_dir():
            yield from _named(entry, names, f"{label}/{name}")
        elif entry.is_file():
            yield f"{label}/{name}", entry.read_bytes()


def _version(library: str) -> str | None:
    try:
        return version(library)
    except PackageNotFoundError:
        return None
