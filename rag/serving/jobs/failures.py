"""The words in which a job says why it failed: one table, a row a code.

The messages of a build name paths of the server, which no reply gives away; they are in the log.
"""

from __future__ import annotations

from collections.abc import Mapping

from rag.serving.jobs.job import JobError

OUT_OF_MEMORY = "out-of-memory"
CRASHED = "crashed"
NOT_PUT_BACK = "not-put-back"

_DETAILS: Mapping[str, str] = {
    OUT_OF_MEMORY: (
        "the build ended for want of memory, most likely: the operator can raise "
        "SPEECHRAG_JOB_MEMORY_BYTES, or see in the log what else it was. The index of before "
        "answers"
    ),
    CRASHED: (
        "the process that builds ended before it was done; the log says more. If it lacked "
        "memory, the operator can raise SPEECHRAG_JOB_MEMORY_BYTES. The index of before answers"
    ),
    NOT_PUT_BACK: (
        "a file could not be read, and the one that it replaced lies in the folder again, but was "
        "not read again: rebuild, so that it answers. The rest of the build is published"
    ),
    "nothing-to-index": (
        "no file could be read, so there is nothing to make an index of; the index of before, if "
        "there is one, answers"
    ),
    "would-shrink": (
        "more than half of the documents would be gone; nothing was changed. If that is meant, "
        "rebuild with allow_shrink=true; else see whether a folder of the server is missing"
    ),
    "sources-differ": (
        "a folder that the index was made from is no longer there; nothing was changed. The log "
        "names it"
    ),
    "index-busy": "another process builds this index; try again when it has ended",
    "model-error": "the embedding model cannot be used; the log says why",
    "disk-full": "the disk is full; nothing was changed. Make room, then rebuild",
    "file-too-large": (
        "the system lets this server write no file so large; nothing was changed. The operator can "
        "raise the limit (ulimit -f), then rebuild"
    ),
    "disk-failing": (
        "the disk failed while it was read or written; the index of before answers. See what the "
        "system's log says of the disk before you rebuild"
    ),
    "read-only": "the disk is read-only; nothing was changed. Make it writable, then rebuild",
    "not-allowed": "this server may not write to the folder of the indexes; the log names it",
    "not-a-folder": "a file lies where a folder is needed; the log names it",
    "name-too-long": "a path is longer than the file system allows; the log names it",
    "no-locks": "the file system of the indexes has no file locks; use a local disk",
    "too-many-files": (
        "the system allows this server too few open files; nothing was changed. The operator can "
        "raise the limit (ulimit -n), then rebuild"
    ),
    "too-many-processes": (
        "the system allows this server no further process or thread; nothing was changed. The "
        "operator can raise the limit (ulimit -u), then rebuild"
    ),
    "no-temporary-folder": (
        "no temporary folder can be written to; the operator can set TMPDIR to one, then rebuild"
    ),
    "not-written": "the folder of the indexes cannot be written to; the log says why",
}
_OTHERWISE = "the build failed; the log says why. The index of before answers"


def failure(code: str) -> JobError:
    """The error of that code in words."""
    return JobError(code, _DETAILS.get(code, _OTHERWISE))
