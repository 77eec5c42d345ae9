"""A program that reads in the log of a build what would be left if the power failed at any moment.

A disk may lose all that was not synced: contents of files by an fsync of the file, names by one of
their folder. So what CURRENT names must be synced, in all its parts, before CURRENT names it; and
what it named before may go only when its new words are synced.
"""

from __future__ import annotations

import os
import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from pathlib import Path

from rag.index import layout
from tests.crash import calls, corpus
from tests.crash.builder import builders
from tests.crash.report import Report
from tests.crash.strace import Call

_SYNCS = ("fsync", "fdatasync")
_RENAMES = ("rename", "renameat", "renameat2")
_REMOVALS = ("unlink", "unlinkat", "rmdir")
_FOLDERS = ("mkdir", "mkdirat")
_GENERATION = re.compile(layout.GENERATION_NAME.pattern)
# Of a published generation these may still be opened and changed: they hold nothing.
_EMPTY = {layout.LEASE, *(Path(name).name for name in layout.LEXICAL_LOCKS)}


def order(room: Path) -> Report:
    """Watch a first build and one over two generations."""
    report = Report("order")
    corpus.template(room / "whole", max(calls.BEFORE))
    with builders() as forked:
        for before in calls.BEFORE:
            directory = calls.start(before, room)
            disk = Disk(directory / corpus.NAME, set(_everything(room)))
            ended, log = calls.watched(forked, directory, "start", room / "log")
            report.trials += 1
            report.struck += ended.acknowledged
            report.seen["calls"] += len(log)
            report.seen["syncs"] += sum(call.name in _SYNCS for call in log)
            for wrong in disk.replay(log):
                report.violate(before, f"over {before} generations: {wrong}")
    return report


def _everything(folder: Path) -> Iterator[str]:
    for parent, _, names in os.walk(folder):
        yield parent
        yield from (os.path.join(parent, name) for name in names)


@dataclass
class Disk:
    """What of the files in `home` is not durable: `unsynced` contents, `unnamed` entries of
    folders. `known` is what was there, durable, before the first call."""

    home: Path
    known: set[str]
    unsynced: set[str] = field(default_factory=set)
    unnamed: set[str] = field(default_factory=set)
    words: dict[str, str] = field(default_factory=dict)

    def replay(self, log: Iterable[Call]) -> Iterator[str]:
        """What is in the wrong order in the calls of a build that was acknowledged."""
        for call in log:
            if call.failed or not call.paths:
                continue
            yield from self._wrong(call)
            self._follow(call)
        lost = [path for path in sorted(self.unnamed) if self._counts(path)]
        if lost:
            yield f"acknowledged before these names were synced: {', '.join(lost)}"

    def _counts(self, path: str) -> bool:
        """Whether a build that loses this name loses the index: the folders above it, CURRENT."""
        return str(self.home).startswith(path) or path == str(self.home / layout.CURRENT)

    def _wrong(self, call: Call) -> Iterator[str]:
        pointer = str(self.home / layout.CURRENT)
        if call.name in _RENAMES and call.paths[-1] == pointer:
            yield from self._commit(call.paths[0])
        elif call.mutates and call.name not in _SYNCS and pointer in call.paths:
            yield f"CURRENT itself is changed: {call.name}"
        elif self._removes(call) and pointer in self.unnamed:
            yield f"{call.what} before the new CURRENT was synced"
        elif call.mutates and call.name not in (*_SYNCS, *_RENAMES) and self._published(call):
            yield f"a published file is changed: {call.what}"

    def _commit(self, pointer: str) -> Iterator[str]:
        """CURRENT gets the words of `pointer` now: all that they promise must be durable."""
        if pointer in self.unsynced:
            yield "CURRENT is replaced by a file that was not synced"
        match = _GENERATION.search(self.words.get(pointer, ""))
        named = str(self.home / match[0]) if match else ""
        if named not in self.known:
            yield f"CURRENT names {named or 'nothing'}, which is not there"
            return
        for path in sorted(self.unsynced | self.unnamed):
            if (path == named or path.startswith(f"{named}/")) and Path(path).name not in _EMPTY:
                what = "contents" if path in self.unsynced else "name"
                yield f"CURRENT names a generation whose {path[len(named) :]} has no durable {what}"

    def _removes(self, call: Call) -> bool:
        return call.name in (*_REMOVALS, *_RENAMES) and self._is_generation(call.paths[0])

    def _published(self, call: Call) -> bool:
        path = call.paths[0]
        return self._is_generation(path) and path in self.known and Path(path).name not in _EMPTY

    def _is_generation(self, path: str) -> bool:
        within = os.path.relpath(path, self.home).split(os.sep)[0]
        return layout.GENERATION_NAME.fullmatch(within) is not None

    def _follow(self, call: Call) -> None:
        path = call.paths[0]
        if call.name in _SYNCS:
            self.unsynced.discard(path)
            self.unnamed -= {name for name in self.unnamed if os.path.dirname(name) == path}
        elif call.name in _RENAMES:
            self._move(path, call.paths[-1])
        elif call.name in _REMOVALS:
            for held in (self.known, self.unsynced, self.unnamed):
                held.discard(path)
        elif call.mutates:
            self._change(call, path)

    def _change(self, call: Call, path: str) -> None:
        if path not in self.known:
            self.known.add(path)
            self.unnamed.add(path)
        if call.name not in _FOLDERS:
            self.unsynced.add(path)
        if call.name == "write":
            self.words[path] = self.words.get(path, "") + call.text

    def _move(self, old: str, new: str) -> None:
        for held in (self.known, self.unsynced, self.unnamed):
            moved = {path for path in held if path == old or path.startswith(f"{old}/")}
            held -= moved
            held |= {new + path[len(old) :] for path in moved}
        self.unnamed.add(new)
