"""What an open generation reads: copies of its files in memory, as far as they fit, and of the
others the files themselves, which are watched.

A file that is shortened beneath a memory map ends the process that reads it (SIGBUS), and one that
is overwritten gives other words. Nothing can happen to a copy, which was made while its digest was
taken. What is read from the disk is held open: whether it was touched costs a microsecond to ask.
"""

from __future__ import annotations

import hashlib
import logging
import os
import tempfile
from io import BufferedReader
from pathlib import Path

from rag.index.layout import FileEntry
from rag.index.stamps import Stamp, stamp_of

log = logging.getLogger(__name__)

_CHUNK = 1 << 20


class Contents:
    """Copies of up to `most_bytes` in memory, and descriptors of what is read from the disk. Only
    Linux has such memory; elsewhere all is read from the disk."""

    def __init__(self, most_bytes: int) -> None:
        self._room = most_bytes
        self.copied_bytes = 0
        self._view: tempfile.TemporaryDirectory[str] | None = None
        self._copies: dict[str, int] = {}
        self._read: dict[str, tuple[int, FileEntry]] = {}
        self._stamps: dict[str, Stamp] = {}

    @property
    def on_disk(self) -> tuple[str, ...]:
        """The files that are read from the disk."""
        return tuple(self._read)

    def digest(self, name: str, file: BufferedReader, entry: FileEntry) -> str:
        """SHA-256 in hex of an open file, which is copied on the way, or else watched from now."""
        copy = self._copy_for(name, entry.size)
        if copy is not None:
            try:
                return _copied(file, copy)
            except _NoCopy as error:
                self._do_without(name, entry.size, error)
                file.seek(0)
        descriptor = os.dup(file.fileno())
        self._read[name] = descriptor, entry
        self._stamps[name] = stamp_of(os.fstat(descriptor))
        return hashlib.file_digest(file, "sha256").hexdigest()

    def holds(self, name: str) -> bool:
        """Whether a copy of the file is in memory and was not let go yet."""
        return name in self._copies

    def view(self, folder: Path) -> Path:
        """A folder in which each file of `folder` is what is to be read, until
        `let_go_of_copies`. What was mapped or read there stays good."""
        if self._view is None:
            return folder
        for name in [*self._copies, *self._read]:
            link = Path(self._view.name, name)
            link.parent.mkdir(exist_ok=True)
            copy = self._copies.get(name)
            link.symlink_to((folder / name).absolute() if copy is None else _path_of(copy))
        return Path(self._view.name)

    def let_go_of_copies(self) -> None:
        """Close the descriptors of the copies: what is mapped stays in memory."""
        if self._view is not None:
            self._view.cleanup()
            self._view = None
        copies, self._copies = self._copies, {}
        for descriptor in copies.values():
            os.close(descriptor)

    def is_touched(self) -> bool:
        """Whether what is read from the disk was written to since it was proven."""
        return any(
            stamp_of(os.fstat(descriptor)) != self._stamps[name]
            for name, (descriptor, _) in self._read.items()
        )

    def damaged(self) -> str | None:
        """The first file that is no longer what it must be, of those that are read from the disk:
        all their bytes are read again."""
        for name, (descriptor, entry) in self._read.items():
            stamp = stamp_of(os.fstat(descriptor))
            if _digest_of(descriptor) != entry.sha256:
                return name
            self._stamps[name] = stamp
        return None

    def close(self) -> None:
        """Let go of all; a second call does nothing."""
        self.let_go_of_copies()
        read, self._read = self._read, {}
        for descriptor, _ in read.values():
            os.close(descriptor)

    def _copy_for(self, name: str, size: int) -> int | None:
        """A file in memory, None where there is no room for so many bytes."""
        if size > self._room or not hasattr(os, "memfd_create"):
            return None
        try:
            if self._view is None:
                self._view = tempfile.TemporaryDirectory(prefix="speechrag-")
            copy = os.memfd_create(f"speechrag:{name}", os.MFD_CLOEXEC)
        except OSError as error:
            self._no_more_copies(name, error)
            return None
        self._room -= size
        self.copied_bytes += size
        self._copies[name] = copy
        return copy

    def _do_without(self, name: str, size: int, why: Exception) -> None:
        """Let go of a copy that was begun."""
        os.close(self._copies.pop(name))
        self.copied_bytes -= size
        self._no_more_copies(name, why)

    def _no_more_copies(self, name: str, why: Exception) -> None:
        log.warning("the index is read from the disk: no copy of %s: %s", name, why)
        self._room = 0


class _NoCopy(Exception):
    """Memory took no more of a copy; the file itself may be whole."""


def _copied(file: BufferedReader, copy: int) -> str:
    """The digest of what was written into `copy`. Raises _NoCopy, or OSError of the file."""
    digest, buffer = hashlib.sha256(), memoryview(bytearray(_CHUNK))
    while count := file.readinto(buffer):
        digest.update(buffer[:count])
        _write(copy, buffer[:count])
    return digest.hexdigest()


def _write(descriptor: int, content: memoryview) -> None:
    try:
        while content:
            content = content[os.write(descriptor, content) :]
    except OSError as error:
        raise _NoCopy(error.strerror) from error


def _digest_of(descriptor: int) -> str:
    """The digest of an open file, whose position is its readers' and stays where it is."""
    digest, position = hashlib.sha256(), 0
    while chunk := os.pread(descriptor, _CHUNK, position):
        digest.update(chunk)
        position += len(chunk)
    return digest.hexdigest()


def _path_of(descriptor: int) -> str:
    return f"/proc/self/fd/{descriptor}"
