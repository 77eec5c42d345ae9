"""Locks on open files, exclusive and shared: the only module that knows how this system locks.

A writer holds an exclusive lock, every reader a shared one. A lock belongs to the open descriptor:
closing it, or the death of the process, gives it back, so none is ever left behind. Nobody waits.
"""

from __future__ import annotations

import os

import portalocker
from portalocker import LockFlags

# Windows has none of these; where one is missing, a file is opened without it.
CLOSE_ON_EXEC: int = getattr(os, "O_CLOEXEC", 0)
NO_LINK: int = getattr(os, "O_NOFOLLOW", 0)
NO_WAIT: int = getattr(os, "O_NONBLOCK", 0)


def lock_alone(descriptor: int) -> None:
    """Take the exclusive lock of an open file; BlockingIOError if anybody holds one."""
    _lock(descriptor, LockFlags.EXCLUSIVE)


def lock_shared(descriptor: int) -> None:
    """Take a shared lock of an open file; BlockingIOError if somebody holds the exclusive one."""
    _lock(descriptor, LockFlags.SHARED)


def _lock(descriptor: int, kind: LockFlags) -> None:
    try:
        portalocker.lock(descriptor, kind | LockFlags.NON_BLOCKING)
    except portalocker.AlreadyLocked as error:
        raise BlockingIOError(f"file {descriptor} is locked by another") from error
    except portalocker.LockException as error:
        # Its cause is what the system said: a full lock table, a file system without locks.
        if isinstance(error.__cause__, OSError):
            raise error.__cause__ from None
        raise OSError(f"file {descriptor} cannot be locked: {error}") from error
