"""strace: it watches a builder, kills it at one system call, or lets that call fail; its log, read.

strace counts the calls of each thread apart: `when=7` strikes at the seventh call of that name of
whichever thread is there first.
"""

from __future__ import annotations

import os
import re
import shutil
import subprocess
from collections import Counter
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

# What changes a file, its name, or what of both is durable. "?": not every system has it.
ON_DESCRIPTORS = (
    "write",
    "pwrite64",
    "writev",
    "pwritev",
    "pwritev2",
    "ftruncate",
    "fallocate",
    "fsync",
    "fdatasync",
    "fchmod",
    "copy_file_range",
    "sendfile",
)
ON_NAMES = (
    "open",
    "openat",
    "creat",
    "truncate",
    "rename",
    "renameat",
    "renameat2",
    "unlink",
    "unlinkat",
    "rmdir",
    "mkdir",
    "mkdirat",
    "link",
    "linkat",
    "symlink",
    "symlinkat",
    "chmod",
    "fchmodat",
)
MUTATING = (*ON_DESCRIPTORS, *ON_NAMES)
# The call by which a builder learns that strace has it.
ATTACHED = "sched_yield"
_CALL = re.compile(r"^(\d+) +(\w+)\((.*)$")
_RESULT = re.compile(r"\) += (-?\d+)")
_DESCRIPTOR = re.compile(r"^-?\w+<([^>]*)>")
# A name that stands relative to an open folder; rmtree removes by such names.
_NAME = re.compile(r'(?:(?:AT_FDCWD|\d+)<([^>]*)>, )?"((?:[^"\\]|\\.)*)"')
# What is named otherwise in each run.
_CHANGING = re.compile(r"[0-9a-f]{32}|(?<=\.tmp)[0-9A-Za-z]{6}$|(?<=-)[0-9a-f]{8}\b")


@dataclass(frozen=True)
class Call:
    """A system call: whose, its number among the calls of that name in its thread (from 1), the
    files that it names, and the rest of the line."""

    thread: int
    name: str
    number: int
    paths: tuple[str, ...]
    text: str

    @property
    def failed(self) -> bool:
        result = _RESULT.search(self.text)
        return result is not None and result[1].startswith("-")

    @property
    def mutates(self) -> bool:
        """Whether it changes something, or makes it durable: opening to read doesn't."""
        if self.name in ("open", "openat"):
            return "O_CREAT" in self.text or "O_TRUNC" in self.text
        return self.name in MUTATING

    def within(self, folder: Path) -> bool:
        return any(path == str(folder) or path.startswith(f"{folder}/") for path in self.paths)

    @property
    def what(self) -> str:
        """The call as it is called in every run."""
        names = ", ".join(_CHANGING.sub("*", path) for path in self.paths)
        return f"{self.name}({names})"


@lru_cache(maxsize=1)
def missing() -> str | None:
    """Why strace cannot be used here; None if it can."""
    if not shutil.which("strace"):
        return "strace is not installed (apt install strace)"
    tried = subprocess.run(
        ["strace", "-f", "-e", "inject=rmdir:error=EIO", "rmdir", "/nowhere"],
        capture_output=True,
        text=True,
    )
    return (
        None if "INJECTED" in tried.stderr else f"strace cannot trace here: {tried.stderr[-200:]}"
    )


@contextmanager
def attached(process: int, log: Path, injections: Sequence[str] = ()) -> Iterator[None]:
    """strace follows `process`, which waits for it, to its end; the log is whole afterwards."""
    names = ",".join(f"?{name}" for name in (*MUTATING, ATTACHED))
    inject = [f"{ATTACHED}:error=EPERM:when=1", *injections]
    command = ["strace", "-f", "-y", "-s", "64", "-o", str(log), "-p", str(process)]
    command += [
        "-e",
        f"trace={names}",
        *(part for what in inject for part in ("-e", f"inject={what}")),
    ]
    with subprocess.Popen(command, stderr=subprocess.DEVNULL) as tracing:
        yield
        tracing.wait(60)


def calls(log: Path) -> list[Call]:
    """The calls of a log in the order in which they began, from where the builder was let go."""
    counted: Counter[tuple[int, str]] = Counter()
    found = []
    for line in log.read_text("utf-8", "replace").splitlines():
        match = _CALL.match(line)
        if match is None or match[2] == ATTACHED:
            continue
        thread, name, text = int(match[1]), match[2], match[3]
        counted[thread, name] += 1
        found.append(Call(thread, name, counted[thread, name], _paths(name, text), text))
    return found


def _paths(name: str, text: str) -> tuple[str, ...]:
    if name in ON_DESCRIPTORS:
        match = _DESCRIPTOR.match(text)
        return (match[1],) if match else ()
    return tuple(os.path.join(folder or "", told) for folder, told in _NAME.findall(text))
