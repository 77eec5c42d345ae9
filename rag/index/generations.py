"""Opening an index: the generation to read, leased, and proven whole by its digests.

A reader goes CURRENT -> lease -> inode check -> digests. Neither FAISS nor SQLite notices a
flipped bit, so the digests are the only guard; where they fail, the newest whole generation
answers instead and says so.
"""

from __future__ import annotations

import errno
import hashlib
import json
import logging
import os
import stat
from collections.abc import Callable, Iterator
from contextlib import suppress
from dataclasses import dataclass
from io import BufferedReader
from pathlib import Path
from types import TracebackType
from typing import Literal

from rag.errors import IndexDamaged, IndexUnavailable
from rag.index import layout, locks
from rag.index.contents import Contents
from rag.index.layout import FileEntry, Manifest
from rag.index.machine import is_of_no_file, refusal

log = logging.getLogger(__name__)

# A publisher may replace CURRENT and collect what it named while we read it; each attempt starts
# from CURRENT again.
ATTEMPTS = 5
# CURRENT is about 110 bytes; whatever is longer is not ours.
POINTER_BYTES = 4096


@dataclass(slots=True)
class Generation:
    """A generation that cannot be collected until `close`, and what is read of it. `problem` says
    why it is not the one that CURRENT names, if it is not."""

    path: Path
    manifest: Manifest
    problem: str | None
    contents: Contents
    _lease: int

    @property
    def number(self) -> int:
        return self.manifest.generation

    @property
    def degraded(self) -> bool:
        """Whether an older generation stands in for a damaged one."""
        return self.problem is not None

    def close(self) -> None:
        """Give the lease back; a second call does nothing."""
        self.contents.close()
        lease, self._lease = self._lease, -1
        if lease >= 0:
            os.close(lease)

    def __enter__(self) -> Generation:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self.close()


@dataclass(frozen=True, slots=True)
class Pointer:
    """What CURRENT says: the generation's folder name and the digest of its manifest file."""

    name: str
    manifest_sha256: str


class Unreadable(IndexDamaged):
    """A disk or a right refused a file, perhaps for a moment: what is in it is not known."""


# What a file that is no plain one gives, as long as it lies there.
_NO_FILE = {errno.EINVAL, errno.ELOOP, errno.EISDIR, errno.ENOENT, errno.ENOTDIR, errno.ENXIO}


class Gone(Exception):
    """The generation was collected before we could lease it."""


def current(folder: Path, memory_bytes: int = 0) -> Generation:
    """The generation of the index in `folder` that readers are to use, leased; up to
    `memory_bytes` of its files are held in memory.

    Raises IndexUnavailable if there is none, IndexDamaged if there are and none is whole.
    """
    problem = ""
    for _ in range(ATTEMPTS):
        before = pointer_state(folder)
        found = _pointed(folder, memory_bytes)
        if isinstance(found, str) and pointer_state(folder) == before:
            found = _newest_whole(folder, found, memory_bytes)
        if isinstance(found, Generation):
            if found.problem:
                log.warning("index %s: %s", folder.name, found.problem)
            return found
        problem = found
        if pointer_state(folder) == before:
            break
    raise _nothing_whole(folder, problem)


def pointer_state(folder: Path) -> bytes:
    """CURRENT as it lies there, b"" if it cannot be read: unequal means that it was replaced."""
    try:
        with open_plain(folder / layout.CURRENT) as file:
            return file.read(POINTER_BYTES)
    except OSError:
        return b""


def pointed_name(home: Path) -> str | None:
    """The generation that CURRENT names; None where it names none, or cannot be made out."""
    try:
        return read_pointer(home).name
    except IndexDamaged:
        return None


def read_pointer(folder: Path) -> Pointer:
    """What CURRENT names; IndexDamaged if it names nothing."""
    state = pointer_state(folder)
    try:
        body = json.loads(state)
        pointer = Pointer(str(body["name"]), str(body["manifest_sha256"]))
    except (ValueError, TypeError, KeyError, RecursionError):
        pointer = Pointer("", "")
    if layout.GENERATION_NAME.fullmatch(pointer.name):
        return pointer
    fault = "names no generation" if state else "is missing or cannot be read"
    raise IndexDamaged(f"{layout.CURRENT} {fault}")


@dataclass(frozen=True, slots=True)
class Seen:
    """The manifest of an index that was not opened; `degraded` if it is not the one that CURRENT
    names."""

    manifest: Manifest
    degraded: bool


def peek(folder: Path) -> Seen | None:
    """What the index in `folder` says of itself, of which nothing is checked but the manifest; the
    newest one that can be read. None where there is none."""
    with suppress(IndexDamaged, IndexUnavailable):
        pointer = read_pointer(folder)
        return Seen(read_manifest(folder / pointer.name, pointer.manifest_sha256), degraded=False)
    for name in generation_names(folder):
        with suppress(IndexDamaged, IndexUnavailable):
            return Seen(read_manifest(folder / name, None), degraded=True)
    return None


def generation_names(folder: Path) -> list[str]:
    """Names of all published generations, newest first by number, never by clock."""
    try:
        names = [entry.name for entry in os.scandir(folder)]
    except OSError:
        return []
    numbered = [(layout.generation_number(name), name) for name in names if name[0] != "."]
    return [name for number, name in sorted((n, m) for n, m in numbered if n is not None)][::-1]


def check_files(path: Path, manifest: Manifest, contents: Contents | None = None) -> None:
    """IndexDamaged, naming the file, unless `path` holds exactly what the manifest lists.
    `contents` keeps what it has room for on the way, and watches the rest."""
    for name, fault in faults(path, manifest, contents):
        kind = Unreadable if fault.code == "unreadable" and not fault.lasts else IndexDamaged
        raise kind(f"{path.name}: {name} {fault.english}")


@dataclass(frozen=True, slots=True)
class Fault:
    """What is wrong with a file: `code` names it for programs. `lasts` unless it may pass."""

    code: Literal["missing", "foreign", "size", "changed", "unreadable"]
    english: str
    lasts: bool = True


def faults(
    path: Path,
    manifest: Manifest,
    contents: Contents | None = None,
    *,
    read: Callable[[], object] = lambda: None,
) -> Iterator[tuple[str, Fault]]:
    """Each file in `path` that is not as the manifest says, and what is wrong with it. `contents`
    keeps what is read; `read` is told of each file."""
    try:
        present = set(relative_files(path))
    except OSError as error:
        yield path.name, _unreadable(error, path)
        return
    for name in sorted(present ^ manifest.files.keys()):
        if name in manifest.files:
            yield name, Fault("missing", "is missing")
        else:
            yield name, Fault("foreign", "does not belong to it")
    # Of what memory has no room for, the database is the least harm: it is not mapped.
    by_size = sorted(
        manifest.files.items(), key=lambda item: (item[0] == layout.STORE, item[1].size)
    )
    for name, entry in by_size:
        if name in present:
            fault = _fault(path, name, entry, contents)
            if fault is not None:
                yield name, fault
        read()


def _fault(path: Path, name: str, entry: FileEntry, contents: Contents | None) -> Fault | None:
    try:
        with open_plain(path / name) as file:
            size = os.fstat(file.fileno()).st_size
            if size != entry.size:
                return Fault("size", f"has {size:,} bytes instead of {entry.size:,}")
            if contents is None:
                digest = hashlib.file_digest(file, "sha256").hexdigest()
            else:
                digest = contents.digest(name, file, entry)
    except OSError as error:
        return _unreadable(error, path / name)
    if digest != entry.sha256:
        return Fault("changed", "was changed after it was published")
    return None


def _unreadable(error: OSError, path: Path) -> Fault:
    if is_of_no_file(error):
        raise refusal(error, path) from error  # of the file itself nothing is known
    lasts = error.errno in _NO_FILE
    return Fault("unreadable", f"cannot be read: {error.strerror}", lasts)


def relative_files(path: Path) -> list[str]:
    """Every file under `path` that a manifest lists, with '/' between folders, sorted. Raises
    OSError where a folder that is there cannot be read."""
    found = [
        Path(parent, name).relative_to(path).as_posix()
        for parent, folders, names in os.walk(path, onerror=_raise_unless_gone)
        for name in [*names, *(link for link in folders if Path(parent, link).is_symlink())]
    ]
    return sorted(name for name in found if name not in layout.NOT_HASHED)


def _raise_unless_gone(error: OSError) -> None:
    if not isinstance(error, FileNotFoundError | NotADirectoryError):
        raise error


def file_entry(path: Path) -> FileEntry:
    """Size and digest of a plain file; IndexDamaged if it cannot be read as one."""
    try:
        with open_plain(path) as file:
            digest = hashlib.file_digest(file, "sha256").hexdigest()
            return FileEntry(os.fstat(file.fileno()).st_size, digest)
    except OSError as error:
        raise IndexDamaged(f"{path.parent.name}: {path.name}: {error.strerror}") from error


def take(
    folder: Path, name: str, *, manifest_sha256: str | None = None, memory_bytes: int = 0
) -> Generation:
    """Lease generation `name` and prove it whole. Raises IndexDamaged, IndexUnavailable (another
    format) or, if it is no longer there, Gone."""
    path = folder / name
    held = lease(path)
    contents = Contents(memory_bytes)
    try:
        manifest = read_manifest(path, manifest_sha256)
        check_files(path, manifest, contents)
        return Generation(path, manifest, None, contents, held)
    except BaseException:
        contents.close()
        os.close(held)
        raise


def open_plain(path: Path) -> BufferedReader:
    """A file to read; OSError for a link, a folder, or a pipe, whose reader would wait for ever.
    Raises MachineFailed where this process may open no more files."""
    return os.fdopen(_plain_descriptor(path), "rb")


def _plain_descriptor(path: Path) -> int:
    flags = os.O_RDONLY | locks.NO_LINK | locks.NO_WAIT | locks.CLOSE_ON_EXEC
    try:
        descriptor = os.open(path, flags)
    except OSError as error:
        raise refusal(error, path) from error
    if stat.S_ISREG(os.fstat(descriptor).st_mode):
        return descriptor
    os.close(descriptor)
    raise OSError(errno.EINVAL, "is not a plain file", str(path))


def lease(path: Path) -> int:
    """A descriptor that holds the shared lock of `path`, and `path` is still there. Raises
    IndexDamaged, or Gone if it is not."""
    file = path / layout.LEASE
    try:
        descriptor = _plain_descriptor(file)
    except FileNotFoundError:
        if path.is_dir():
            raise IndexDamaged(f"{path.name}: {layout.LEASE} is missing") from None
        raise Gone from None
    except OSError as error:
        kind = IndexDamaged if error.errno in _NO_FILE else Unreadable
        raise kind(f"{path.name}: {layout.LEASE}: {error.strerror}") from error
    try:
        locks.lock_shared(descriptor)
        # A collector that locked before us has renamed the folder: then this is another inode.
        if not os.path.samestat(os.fstat(descriptor), os.stat(file)):
            raise Gone
    except (BlockingIOError, FileNotFoundError):
        os.close(descriptor)
        raise Gone from None
    except BaseException:
        os.close(descriptor)
        raise
    return descriptor


def read_manifest(path: Path, expected: str | None) -> Manifest:
    """The manifest of the generation in `path`, whose file has the digest `expected`, where that is
    known. Raises IndexDamaged or IndexUnavailable (another format)."""
    where = f"{path.name}: {layout.MANIFEST}"
    try:
        with open_plain(path / layout.MANIFEST) as file:
            written = file.read()
    except OSError as error:
        kind = IndexDamaged if error.errno in _NO_FILE else Unreadable
        raise kind(f"{where}: {error.strerror}") from error
    if expected is not None and hashlib.sha256(written).hexdigest() != expected:
        raise IndexDamaged(f"{where} is not the one that {layout.CURRENT} names")
    manifest = Manifest.from_bytes(written, where=where)
    if manifest.generation != layout.generation_number(path.name):
        raise IndexDamaged(f"{where} belongs to generation {manifest.generation}")
    return manifest


def _pointed(folder: Path, memory_bytes: int) -> Generation | str:
    """The generation that CURRENT names, or what is wrong with it."""
    try:
        pointer = read_pointer(folder)
        expected = pointer.manifest_sha256
        return take(folder, pointer.name, manifest_sha256=expected, memory_bytes=memory_bytes)
    except (IndexDamaged, IndexUnavailable) as error:
        return str(error)
    except Gone:
        return f"{layout.CURRENT} names {pointer.name}, which is not there"


def _newest_whole(folder: Path, problem: str, memory_bytes: int) -> Generation | str:
    """The newest generation that is whole, marked with `problem`, or all that is wrong."""
    for name in generation_names(folder):
        try:
            generation = take(folder, name, memory_bytes=memory_bytes)
        except (IndexDamaged, IndexUnavailable) as error:
            problem += "" if str(error) in problem else f"; {error}"
        except Gone:
            continue
        else:
            generation.problem = f"{problem}; generation {generation.number} stands in"
            return generation
    return problem


def _nothing_whole(folder: Path, problem: str) -> IndexDamaged | IndexUnavailable:
    if generation_names(folder):
        # What is of another format says itself how, and from which paths, it was made.
        how = f". Rebuild: {layout.rebuild_command(folder.name)}"
        how = "" if "Rebuild: " in problem else how
        return IndexDamaged(f"index {folder.name!r} cannot be read: {problem}{how}")
    return no_index(folder)


def no_index(folder: Path) -> IndexUnavailable:
    """There is nothing in `folder`."""
    return IndexUnavailable(
        f"there is no index {folder.name!r} under {folder.parent}. Make one: "
        f"speechrag index PATH… --name {folder.name}",
        chinese=(
            f"{folder.parent} 之下没有索引 {folder.name}。"
            f"请先建立：speechrag index PATH… --name {folder.name}"
        ),
    )
