"""Reads the files of an open generation from the disk again, a piece at a time, as slowly as the
caller likes: what a disk forgets leaves no other trace."""

from __future__ import annotations

import hashlib
import os
from collections.abc import Iterator

from rag.index.generations import Generation, open_plain
from rag.index.machine import is_of_no_file, refusal

PIECE = 1 << 20


def reread(generation: Generation) -> Iterator[str | None]:
    """None for each piece of PIECE bytes that was read, and at the end what is wrong with the first
    file that is not as it must be, if one is not."""
    for name, entry in generation.manifest.files.items():
        digest = hashlib.sha256()
        try:
            with open_plain(generation.path / name) as file:
                _forget(file.fileno())
                while piece := file.read(PIECE):
                    digest.update(piece)
                    yield None
                _forget(file.fileno())
        except OSError as error:
            if is_of_no_file(error):
                raise refusal(error, generation.path / name) from error
            yield f"{generation.path.name}: {name} cannot be read: {error.strerror}"
            return
        if digest.hexdigest() != entry.sha256:
            yield f"{generation.path.name}: {name} was changed after it was published"
            return


def _forget(descriptor: int) -> None:
    """Have the system read the file from the disk and not from its cache, and keep none of it."""
    if hasattr(os, "posix_fadvise"):
        os.posix_fadvise(descriptor, 0, 0, os.POSIX_FADV_DONTNEED)
