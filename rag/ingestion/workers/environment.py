"""What the processes that read files inherit: environment variables without secrets, and paths that
never lead into the folder where speechrag was started.

A folder of speeches is not trusted. A `struct.py` in it must not be imported, a program in it must
not be started, and a file that takes over its reader must find no key to send away.
"""

from __future__ import annotations

import os
import shutil
import sys
from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path

# What Python, temporary folders, time zones and the programs antiword and soffice need to run.
_PASSED_ON = frozenset(
    {
        "HOME", "USER", "LOGNAME", "LANG", "LANGUAGE", "TZ", "TMPDIR", "TEMP", "TMP",
        "ANTIWORDHOME",
        "PYTHONHOME", "PYTHONUTF8", "PYTHONDONTWRITEBYTECODE", "PYTHONPYCACHEPREFIX",
        "OPENBLAS_CORETYPE", "OMP_NUM_THREADS",
        # Without these no program starts on Windows.
        "SYSTEMROOT", "SYSTEMDRIVE", "WINDIR", "COMSPEC", "PATHEXT", "USERPROFILE", "APPDATA",
        "LOCALAPPDATA",
    }
)  # fmt: skip
_LOCALE = "LC_"
# Lists of folders from which programs and libraries are started and loaded.
_PATHS = ("PATH", "LD_LIBRARY_PATH", "DYLD_LIBRARY_PATH", "DYLD_FALLBACK_LIBRARY_PATH")


def reader_environment() -> dict[str, str]:
    """The environment of a process that reads files: it finds the same packages as this one, and
    numpy starts no threads, which no fork would have."""
    python_path = os.pathsep.join(_python_path())
    return {**program_environment(), "PYTHONPATH": python_path, "OPENBLAS_NUM_THREADS": "1"}


def program_environment() -> dict[str, str]:
    """The environment of a program that is given a file to convert."""
    passed = {name: value for name, value in os.environ.items() if _is_harmless(name)}
    return passed | dict(_safe_lists(os.environ))


def program(name: str) -> str | None:
    """The path of an installed program; None where there is none but in the current folder."""
    found = shutil.which(name, path=program_environment().get("PATH", os.defpath))
    return found if found and not _is_current(os.path.dirname(found)) else None


def _is_harmless(name: str) -> bool:
    upper = name.upper()  # names have no case on Windows
    return upper in _PASSED_ON or upper.startswith(_LOCALE)


def _safe_lists(environment: Mapping[str, str]) -> Iterator[tuple[str, str]]:
    for name in _PATHS:
        # An empty list of libraries would mean the current folder.
        if kept := os.pathsep.join(_safe(environment.get(name, "").split(os.pathsep))):
            yield name, kept


def _python_path() -> list[str]:
    """What this process imports from, in the same order: the standard library first. The folder
    that holds the package `rag` comes last where it is the current one."""
    named = os.environ.get("PYTHONPATH", "").split(os.pathsep)
    # Python itself makes relative folders absolute.
    relative = {os.path.abspath(folder) for folder in named if not os.path.isabs(folder)}
    ours = str(Path(__file__).resolve().parents[2])
    kept = [folder for folder in _safe([*named, *sys.path]) if folder not in relative]
    return list(dict.fromkeys([*kept, ours]))


def _safe(folders: Iterable[str]) -> Iterator[str]:
    """The absolute ones but the current folder."""
    return (folder for folder in folders if os.path.isabs(folder) and not _is_current(folder))


def _is_current(folder: str) -> bool:
    return os.path.realpath(folder) == os.path.realpath(os.curdir)
