"""Publishing a new generation of an index, so that a crash never harms the one before.

The order is the guarantee: stage, fsync and hash every file, manifest, open it as a server would,
rename, replace CURRENT (the commit), collect. Whatever dies on the way, the index that was there
stays whole, and the next writer clears what was left.
"""

from __future__ import annotations

import datetime
import hashlib
import json
import logging
import os
import secrets
import shutil
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager, suppress
from dataclasses import dataclass, replace
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path
from typing import Literal

from rag.errors import IndexBusy, IndexDamaged, IndexUnavailable, MachineFailed
from rag.index import generations, layout, locks
from rag.index.layout import FileEntry, Manifest

log = logging.getLogger(__name__)

Check = Callable[[Path, Manifest], None]

# The served generation, and one to fall back on where that is damaged.
LEAST_KEPT = 2

_POINTER_PREFIX = ".tmp-CURRENT-"
_BUILT_BY = {"speechrag": "speechrag", "faiss": "faiss-cpu", "tantivy": "tantivy"}


@dataclass(frozen=True, slots=True)
class Staging:
    """A generation in the making: `folder` is to be filled, then `publish`ed once."""

    home: Path
    folder: Path
    number: int
    keep: int = LEAST_KEPT

    def tidy(self) -> None:
        """Remove what nobody reads and `keep` does not hold, where nothing is to be published."""
        names = generations.generation_names(self.home)
        served = generations.pointed_name(self.home)
        if served in names and len(names) > self.keep:
            _collect(self.home, published=served, before=None, keep=self.keep)

    def publish(self, manifest: Manifest, *, check: Check) -> Manifest:
        """Make `folder` the generation that readers get; the manifest as it was written.

        `check` opens the staged folder exactly as a server would and raises if it cannot. An
        fsync that fails is not tried again: the OSError ends the build, and the old index stays.
        """
        files = _settled_files(self.folder)
        manifest = self._completed(manifest, files)
        written = manifest.as_bytes()
        _write_durably(self.folder / layout.MANIFEST, written)
        _sync_folders(self.folder)
        check(self.folder, manifest)
        final = self.home / self.folder.name.removeprefix(".tmp-")
        before = generations.pointed_name(self.home)
        self.folder.rename(final)
        _sync_folder(self.home)
        _point(self.home, final.name, hashlib.sha256(written).hexdigest())
        _collect(self.home, published=final.name, before=before, keep=self.keep)
        return manifest

    def _completed(self, manifest: Manifest, files: Mapping[str, FileEntry]) -> Manifest:
        return replace(
            manifest,
            name=self.home.name,
            generation=self.number,
            created=datetime.datetime.now(datetime.UTC).isoformat(timespec="seconds"),
            built_by={
                **manifest.built_by,
                **{what: _version(package) for what, package in _BUILT_BY.items()},
            },
            files=files,
        )


@contextmanager
def staged(home: Path, *, keep: int = LEAST_KEPT) -> Iterator[Staging]:
    """A folder for the next generation of the index in `home`, under its writer lock. Of all
    generations, `keep` whole ones stay when it is published.

    What is not published by the end is removed. Raises IndexBusy if another build is running.
    """
    _make_folder(home)
    lock = _writer_lock(home)
    try:
        _clear_litter(home)
        number = max(_numbers(home), default=0) + 1
        folder = home / f"{layout.STAGING_PREFIX}{number:08}-{secrets.token_hex(4)}"
        try:
            folder.mkdir()
            (folder / layout.LEASE).touch()
            yield Staging(home, folder, number, keep)
        finally:
            shutil.rmtree(folder, ignore_errors=True)
            _take_back(home, folder.name.removeprefix(".tmp-"))
    finally:
        os.close(lock)


def point_back(home: Path, name: str, *, check: Check) -> Manifest:
    """Make generation `name`, which an earlier build published, the one that readers get; its
    manifest. Nothing is removed: the next build does that.

    `check` proves that a server could open it, and raises if not. Raises IndexDamaged or
    IndexUnavailable if its manifest cannot be read, IndexBusy if a build is running.
    """
    lock = _writer_lock(home)
    try:
        manifest = generations.read_manifest(home / name, None)
        check(home / name, manifest)
        _point(home, name, hashlib.sha256(manifest.as_bytes()).hexdigest())
        return manifest
    finally:
        os.close(lock)


def _take_back(home: Path, name: str) -> None:
    """Remove a generation that has its name and was not published after all. Where CURRENT cannot
    be read, it may name this one."""
    with suppress(OSError, IndexDamaged):
        if generations.read_pointer(home).name != name and (home / name).is_dir():
            _remove_unread(home, name)


def _make_folder(folder: Path) -> None:
    """Make `folder` and those above it that are not there, so that none is lost in a crash: what
    makes a name durable is the sync of the folder that holds it."""
    missing = [path for path in (folder, *folder.parents) if not path.exists()]
    folder.mkdir(parents=True, exist_ok=True)
    for path in missing or [folder]:  # who made it may have died before the sync
        with suppress(PermissionError):  # a folder that we may write but not read
            _sync_folder(path.parent)


def _writer_lock(home: Path) -> int:
    """The descriptor whose lock says that a build is running; the kernel frees it on death."""
    descriptor = os.open(
        home / layout.WRITER_LOCK, os.O_RDWR | os.O_CREAT | locks.CLOSE_ON_EXEC, 0o644
    )
    try:
        locks.lock_alone(descriptor)
        with suppress(OSError):  # a note for people, which a full disk may not hold
            os.ftruncate(descriptor, 0)
            os.write(descriptor, f"process {os.getpid()}".encode())
    except BlockingIOError:
        raise _busy(home, descriptor) from None
    except BaseException:
        os.close(descriptor)
        raise
    return descriptor


def _busy(home: Path, descriptor: int) -> IndexBusy:
    """Says who holds the writer lock, whose `descriptor` is closed."""
    holder = ""
    with os.fdopen(descriptor, "rb") as file, suppress(OSError):
        holder = file.read(100).decode(errors="replace").strip()
    return IndexBusy(
        f"index {home.name!r} is being built by another process ({holder or 'unknown'}). "
        "Wait until it has ended, then try again."
    )


def _clear_litter(home: Path) -> None:
    """Remove what earlier builds left when they died."""
    for entry in list(os.scandir(home)):
        if entry.name.startswith((layout.STAGING_PREFIX, layout.TRASH_PREFIX)):
            shutil.rmtree(entry.path, ignore_errors=True)
        elif entry.name.startswith(_POINTER_PREFIX):
            Path(entry.path).unlink(missing_ok=True)


def _numbers(home: Path) -> Iterator[int]:
    """Every number that was given, also to what is staged or thrown away, or CURRENT names."""
    for name in [*(entry.name for entry in os.scandir(home)), generations.pointed_name(home) or ""]:
        number = layout.generation_number(name)
        if number is not None:
            yield number


def _settled_files(folder: Path) -> dict[str, FileEntry]:
    """Size and digest of every file, each on disk: FAISS and tantivy leave that to us."""
    for name in layout.LEXICAL_LOCKS:
        (folder / name).unlink(missing_ok=True)
    mode = (folder / layout.LEASE).stat().st_mode & 0o666
    files: dict[str, FileEntry] = {}
    for name in generations.relative_files(folder):
        path = folder / name
        path.chmod(mode)  # tantivy writes for its owner alone; the server may be another user
        _sync_file(path)
        files[name] = generations.file_entry(path)
    _sync_file(folder / layout.LEASE)
    return files


def _point(home: Path, name: str, manifest_sha256: str) -> None:
    """Replace CURRENT; from here on the generation is published."""
    temporary = home / f"{_POINTER_PREFIX}{secrets.token_hex(4)}"
    pointer = json.dumps({"name": name, "manifest_sha256": manifest_sha256})
    try:
        _write_durably(temporary, pointer.encode())
        _make_way(home / layout.CURRENT)
        temporary.replace(home / layout.CURRENT)
    finally:
        temporary.unlink(missing_ok=True)
    _sync_folder(home)


def _make_way(pointer: Path) -> None:
    """A folder called CURRENT, which no rename replaces, is somebody's accident."""
    if pointer.is_dir() and not pointer.is_symlink():
        shutil.rmtree(pointer)


def _collect(home: Path, *, published: str, before: str | None, keep: int) -> None:
    """Remove old generations that nobody reads, but for the newest whole ones: with the published
    one `keep` stay, to fall back on and to go back to.

    The index is published by now: what cannot be removed is left to the next build.
    """
    names = [name for name in generations.generation_names(home) if name != published]
    names.sort(key=lambda name: name != before)  # stable: what was served first, then newest
    kept = 1
    for name in names:
        state = _state_of(home, name) if kept < keep else "unneeded"
        kept += state == "whole"
        if state in ("whole", "unknown"):
            continue
        try:
            _remove_unread(home, name)
        except OSError as error:
            log.warning("%s: could not be removed: %s", name, error.strerror)


def _state_of(home: Path, name: str) -> Literal["whole", "damaged", "unknown"]:
    """Whether a generation can be fallen back on; unknown where it could not be read, perhaps for a
    moment: the next build looks again."""
    try:
        generations.take(home, name).close()
    except (generations.Unreadable, MachineFailed, OSError, MemoryError) as error:
        log.warning("%s is left as it is: %s", name, error)
        return "unknown"
    except (IndexDamaged, IndexUnavailable, generations.Gone):
        return "damaged"
    return "whole"


def _remove_unread(home: Path, name: str) -> None:
    """Rename to trash and delete, holding the lease, unless a reader holds it."""
    trash = home / f"{layout.TRASH_PREFIX}{name.removeprefix('gen-')}"
    try:
        lease = os.open(home / name / layout.LEASE, os.O_RDONLY | locks.CLOSE_ON_EXEC)
    except FileNotFoundError:  # damaged: no reader can have leased it
        (home / name).rename(trash)
        shutil.rmtree(trash)
        return
    try:
        locks.lock_alone(lease)
        (home / name).rename(trash)
        shutil.rmtree(trash)
    except BlockingIOError:
        log.info("%s is still being read", name)
    finally:
        os.close(lease)


def _write_durably(path: Path, content: bytes) -> None:
    with path.open("wb") as file:
        file.write(content)
        file.flush()
        os.fsync(file.fileno())


def _sync_file(path: Path) -> None:
    descriptor = os.open(path, os.O_RDONLY | locks.CLOSE_ON_EXEC)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)


def _sync_folders(path: Path) -> None:
    """Make the names of all files under `path` durable, deepest folder first."""
    for parent, _, _ in os.walk(path, topdown=False):
        _sync_folder(Path(parent))


_sync_folder = _sync_file  # a folder is synced as a file is, through a read-only descriptor


def _version(package: str) -> str:
    try:
        return version(package)
    except PackageNotFoundError:
        return "unknown"
