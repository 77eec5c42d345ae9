"""What the machine beneath an index refuses (disk, memory, limits), in words that say what to do.

The libraries that write an index report a full disk in five ways: as an OSError, an error code of
SQLite, a RuntimeError of FAISS, a ValueError of tantivy, a MemoryError. Here each becomes one
MachineFailed. What is none of them is a fault of ours and stays as it is.
"""

from __future__ import annotations

import errno
import os
import re
import sqlite3
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from pathlib import Path

from rag.errors import MachineFailed, SpeechragError

try:
    import resource
except ImportError:  # Windows
    resource = None  # type: ignore[assignment]

_MEGABYTE = 1_000_000
# Of a full disk a few blocks may be left that no file can have.
_A_FEW_BLOCKS = 64 * 1024
# A build needs some 20 open files, and a library that gets none does not say so.
_FEWEST_FILES = 64
_GENERAL = "not-written"


@dataclass(frozen=True, slots=True)
class Trouble:
    """One thing that a machine refuses: its name for programs, the numbers by which systems report
    it, and its words in English and Chinese. `{place}` is a folder or file, `{room}` how much is
    free, `{why}` the system's own words."""

    code: str
    numbers: frozenset[int]
    english: str
    chinese: str


_ELSEWHERE = "or give another folder with --indexes"
_ELSEWHERE_ZH = "或用 --indexes 指定其他文件夹"
TROUBLES = (
    Trouble(
        "disk-full",
        frozenset({errno.ENOSPC, errno.EDQUOT}),
        "the disk of {place} is full{room}. Make room on it, " + _ELSEWHERE,
        "{place} 所在的磁盘已满{room}。请腾出空间，" + _ELSEWHERE_ZH,
    ),
    Trouble(
        "file-too-large",
        frozenset({errno.EFBIG}),
        "this process may not write files as large as {place} needs. Allow larger files "
        "(`ulimit -f unlimited`), " + _ELSEWHERE,
        "系统不允许本进程在 {place} 写入这样大的文件。请放宽限制（`ulimit -f unlimited`），"
        + _ELSEWHERE_ZH,
    ),
    Trouble(
        "disk-failing",
        frozenset({errno.EIO}),
        "the disk of {place} fails: it could not be read or written. See what the system's log "
        "says of this disk, " + _ELSEWHERE,
        "{place} 所在的磁盘读写出错。请查看系统日志中关于该磁盘的记录，" + _ELSEWHERE_ZH,
    ),
    Trouble(
        "read-only",
        frozenset({errno.EROFS}),
        "{place} is on a file system that is read-only. Mount it so that it can be written to, "
        + _ELSEWHERE,
        "{place} 所在的文件系统是只读的。请以可写方式挂载，" + _ELSEWHERE_ZH,
    ),
    Trouble(
        "not-allowed",
        frozenset({errno.EACCES, errno.EPERM}),
        "this user may not write to {place}. Give the user the right to, " + _ELSEWHERE,
        "当前用户无权写入 {place}。请授予写入权限，" + _ELSEWHERE_ZH,
    ),
    Trouble(
        "not-a-folder",
        frozenset({errno.ENOTDIR, errno.EEXIST, errno.EISDIR, errno.ELOOP}),
        "{place} must be a folder, and a file lies there or on the way to it. Move that file away, "
        + _ELSEWHERE,
        "{place} 应为文件夹，但该处或其上级路径是一个文件。请移走该文件，" + _ELSEWHERE_ZH,
    ),
    Trouble(
        "name-too-long",
        frozenset({errno.ENAMETOOLONG}),
        "the path {place} is longer than the file system allows. Give a shorter one with --indexes",
        "路径 {place} 超过文件系统允许的长度。请用 --indexes 指定较短的路径",
    ),
    Trouble(
        "no-locks",
        frozenset({errno.ENOLCK, errno.ENOSYS, errno.EOPNOTSUPP}),
        "the file system of {place} has no file locks, which keep two builds apart. Give a folder "
        "on a local disk with --indexes",
        "{place} 所在的文件系统不支持文件锁，无法防止两个进程同时写入。"
        "请用 --indexes 指定本地磁盘上的文件夹",
    ),
    Trouble(
        "too-many-files",
        frozenset({errno.EMFILE, errno.ENFILE}),
        "more files would be open at once than the system allows, at {place}. Allow at least 64 "
        "(`ulimit -n 1024`), and try again",
        "在 {place} 处同时打开的文件超过系统允许的数目。请允许至少 64 个（`ulimit -n 1024`），"
        "然后重试",
    ),
    Trouble(
        "out-of-memory",
        frozenset({errno.ENOMEM}),
        "there is too little memory for {place}. Some 250 speeches need 1 GiB (`ulimit -v` and "
        "containers set limits). Allow more, close other programs, or index fewer files under "
        "one --name",
        "内存不足，无法处理 {place}。约 250 份讲话需要 1 GiB（`ulimit -v` 和容器会设限）。"
        "请放宽限制，关闭其他程序，或减少同一 --name 之下的文件",
    ),
    Trouble(
        "too-many-processes",
        frozenset({errno.EAGAIN}),
        "the system allows no further process or thread for {place}. Allow more (`ulimit -u`), or "
        "close other programs, and try again",
        "系统不允许为 {place} 启动更多进程或线程。请放宽限制（`ulimit -u`）或关闭其他程序，"
        "然后重试",
    ),
    Trouble(
        "no-temporary-folder",
        frozenset(),
        "no temporary folder can be written to. Set TMPDIR to a folder that can, and try again",
        "没有可写的临时文件夹。请将 TMPDIR 设为可写的文件夹，然后重试",
    ),
    Trouble(
        _GENERAL,
        frozenset(),
        "{place} could not be read or written ({why}). See whether its disk is there, whole and "
        "can be written to, " + _ELSEWHERE,
        "{place} 无法读写（{why}）。请检查其所在磁盘是否存在、完好、可写，" + _ELSEWHERE_ZH,
    ),
)
_BY_CODE = {trouble.code: trouble for trouble in TROUBLES}
# These are of no disk, and their own words say more.
_OF_THE_NETWORK = {
    errno.EADDRINUSE, errno.EADDRNOTAVAIL, errno.ENETUNREACH, errno.EHOSTUNREACH, errno.ETIMEDOUT,
}  # fmt: skip
# These say nothing of the file at which they show.
_OF_NO_FILE = {"too-many-files", "too-many-processes", "out-of-memory"}
_BY_NUMBER = {number: trouble for trouble in TROUBLES for number in trouble.numbers}

# SQLite's own codes; the lowest byte tells the kind.
_SQLITE = {
    sqlite3.SQLITE_FULL: errno.ENOSPC,
    sqlite3.SQLITE_IOERR: errno.EIO,
    sqlite3.SQLITE_NOMEM: errno.ENOMEM,
    sqlite3.SQLITE_READONLY: errno.EROFS,
    sqlite3.SQLITE_CANTOPEN: 0,
}
_NUMBER = re.compile(r"\(os error (\d+)\)")
# What libraries say without a number: which number it is; 0 where they do not say why.
_SAYINGS = (
    (re.compile(r"can't start new thread"), errno.EAGAIN),
    (re.compile(r"bad_alloc|[Uu]nable to allocate|memory allocation"), errno.ENOMEM),
    (re.compile(r"\b(?:Worker thread failed|writer was killed|[Ww]rite error|for writing)\b"), 0),
)
# Of the loader of libraries, which gives a reason behind it where the reason is not memory.
_NO_SEGMENT = re.compile(r"failed to map segment from shared object$")
_WHY = {os.strerror(number): number for number in sorted(_BY_NUMBER, reverse=True)}


def machine_failure(
    error: BaseException, place: Path, *, needed: Callable[[], int] = lambda: 0
) -> MachineFailed | None:
    """The failure of the machine that `error` reports, at `place` or at what the error names; None
    if it reports none. `needed` says how many bytes of a full disk the work takes, 0: unknown."""
    numbers = [number for each in _chain(error) for number in _numbers(each)]
    if _lacks_temporary_folder(error):
        return _failed(_BY_CODE["no-temporary-folder"], place)
    if not numbers or not list(_numbers(error)):
        return None  # what came of it may be a fault of ours
    number = next((number for number in numbers if number), 0)
    number = _looked_at(number, place)
    trouble = _BY_NUMBER.get(number, _BY_CODE[_GENERAL])
    where = place if trouble.code in _OF_NO_FILE else _named(error) or place
    room, room_zh = _room(place, needed) if trouble.code == "disk-full" else ("", "")
    why = os.strerror(number) if number else "the library that writes it does not say why"
    return _failed(trouble, where, room, room_zh, why)


def is_of_no_file(error: OSError) -> bool:
    """Whether the system refuses this process any further file or memory: that says nothing of the
    file at which it shows."""
    trouble = _BY_NUMBER.get(error.errno or 0)
    return trouble is not None and trouble.code in _OF_NO_FILE


def refusal(error: OSError, place: Path) -> Exception:
    """An error to raise: what the machine refused where it is of no file, else `error` itself."""
    return (machine_failure(error, place) if is_of_no_file(error) else None) or error


@contextmanager
def machine_border(place: Path, *, needed: Callable[[], int] = lambda: 0) -> Iterator[None]:
    """What the machine refuses within becomes MachineFailed, as `machine_failure` tells it."""
    try:
        yield
    except SpeechragError:
        raise
    except Exception as error:
        failed = machine_failure(error, place, needed=needed)
        if failed is None:
            raise
        raise failed from error


def _failed(
    trouble: Trouble, place: Path, room: str = "", room_zh: str = "", why: str = ""
) -> MachineFailed:
    where = os.path.abspath(place)
    return MachineFailed(
        trouble.english.format(place=where, room=room, why=why),
        code=trouble.code,
        chinese=trouble.chinese.format(place=where, room=room_zh, why=why),
    )


def _chain(error: BaseException) -> Iterator[BaseException]:
    """The error that came first, then those that came of it: what fails while a folder is cleaned
    up hides why."""
    chain: list[BaseException] = []
    following: BaseException | None = error
    while following is not None and following not in chain:
        chain.append(following)
        hidden = None if following.__suppress_context__ else following.__context__
        following = following.__cause__ or hidden
    return reversed(chain)


def _numbers(error: BaseException) -> Iterator[int]:
    """The number by which a system would report the error, 0 for one that is the machine's and
    does not say which; nothing for an error that is not."""
    if isinstance(error, MemoryError):
        yield errno.ENOMEM
    elif isinstance(error, OSError):
        if not isinstance(error, ConnectionError) and error.errno not in _OF_THE_NETWORK:
            yield error.errno or 0
    elif isinstance(error, sqlite3.Error):
        kind = getattr(error, "sqlite_errorcode", 0) & 0xFF
        if kind in _SQLITE:
            yield _SQLITE[kind]
    elif isinstance(error, RuntimeError | ValueError):
        yield from _said(str(error))
    elif isinstance(error, ImportError) and _NO_SEGMENT.search(str(error)):
        yield errno.ENOMEM


def _said(words: str) -> Iterator[int]:
    if found := _NUMBER.search(words):
        yield int(found[1])
    yield from (number for saying, number in _SAYINGS if saying.search(words))
    yield from (number for why, number in _WHY.items() if why in words)


def _lacks_temporary_folder(error: BaseException) -> bool:
    return any(
        isinstance(each, FileNotFoundError) and "temporary directory" in str(each)
        for each in _chain(error)
    )


def _named(error: BaseException) -> Path | None:
    """The file or folder that the first error names."""
    for each in _chain(error):
        if isinstance(each, OSError):
            name = each.filename
            return Path(os.fsdecode(name)) if isinstance(name, str | bytes) else None
    return None


def _looked_at(number: int, place: Path) -> int:
    """The number, where a library says less than the system: tantivy gives no reason, and SQLite
    calls a file that may not grow further an "input/output error"."""
    if number not in (0, errno.EIO):
        return number
    if _free(place) == 0:
        return errno.ENOSPC
    if _limit("RLIMIT_FSIZE") is not None:
        return errno.EFBIG
    few = (_limit("RLIMIT_NOFILE") or _FEWEST_FILES) < _FEWEST_FILES
    return errno.EMFILE if few and not number else number


def _limit(name: str) -> int | None:
    """A limit of this process; None where there is none."""
    if resource is not None:
        soft = resource.getrlimit(getattr(resource, name))[0]
        if soft != resource.RLIM_INFINITY:
            return soft
    return None


def _free(place: Path) -> int | None:
    """Bytes that may be written where `place` lies, 0 too where no further file can be made; None
    where the system does not say."""
    with suppress(OSError, AttributeError):
        there = next(path for path in (place, *place.absolute().parents) if path.exists())
        state = os.statvfs(there)
        free = state.f_bavail * state.f_frsize
        # Some file systems count no files, and say 0 of all of them.
        is_full = free < _A_FEW_BLOCKS or (state.f_files and not state.f_favail)
        return 0 if is_full else free
    return None


def _room(place: Path, needed: Callable[[], int]) -> tuple[str, str]:
    """How much is free on the disk and how much is needed, in English and Chinese."""
    free, wanted = _free(place), needed()
    if free is None or not wanted:
        return "", ""
    has, wants = f"{free / _MEGABYTE:,.1f}", f"{wanted / _MEGABYTE:,.1f}"
    more, more_zh = "", ""
    if free > wanted:
        more = "; it may hold too many files, or your quota is used up"
        more_zh = "；可能是文件数已达上限，或配额已用完"
    return (
        f" (about {wants} MB are needed, {has} MB are free{more})",
        f"（约需 {wants} MB，剩余 {has} MB{more_zh}）",
    )
