"""A job: a build that a request started, how far it is, and how it ended."""

from __future__ import annotations

import secrets
from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from typing import Any, Literal

from typing_extensions import TypedDict

Kind = Literal["upload", "delete", "rebuild"]
Status = Literal[
    "running", "completed", "completed_with_errors", "failed", "cancelled", "interrupted"
]
# What became of a file: `not_kept` is an upload that could not be read, and was removed again.
Change = Literal["added", "replaced", "unchanged", "removed", "not_kept"]


@dataclass(frozen=True, slots=True)
class FileChange:
    """A file of the corpus folder, by its name there, and what became of it."""

    file: str
    change: Change


@dataclass(frozen=True, slots=True)
class JobError:
    """Why a job failed: `code` for programs; `detail` and `detail_zh` say what to do."""

    code: str
    detail: str
    detail_zh: str = ""


@dataclass(frozen=True, slots=True)
class Job:
    """One job. `done` of `total` files were read in the stage at hand; `report` is that of the
    build (`speechrag index --json`), once it has ended."""

    id: str
    kind: Kind
    index: str
    created: str
    status: Status = "running"
    ended: str | None = None
    files: tuple[FileChange, ...] = ()
    stage: str | None = None
    done: int = 0
    total: int = 0
    report: Mapping[str, Any] | None = None
    error: JobError | None = None

    def ending(self, status: Status, **changed: Any) -> Job:
        """The job as it ends now."""
        return replace(self, status=status, ended=_now(), **changed)

    def as_json(self) -> JobJson:
        """The job as it is sent."""
        return {
            "id": self.id,
            "kind": self.kind,
            "index": self.index,
            "status": self.status,
            "created": self.created,
            "ended": self.ended,
            "files": [{"file": file.file, "change": file.change} for file in self.files],
            "progress": {"stage": self.stage, "done": self.done, "total": self.total},
            "report": dict(self.report) if self.report is not None else None,
            "error": _error_json(self.error) if self.error else None,
        }


class FileChangeJson(TypedDict):
    file: str
    change: Change


class ProgressJson(TypedDict):
    stage: str | None
    done: int
    total: int


class JobErrorJson(TypedDict):
    """`detail_zh` is `detail` in Chinese."""

    code: str
    detail: str
    detail_zh: str


class JobJson(TypedDict):
    """`report` is that of `speechrag index --json`: documents added, changed and removed, and the
    files that were skipped, each with its reason."""

    id: str
    kind: Kind
    index: str
    status: Status
    created: str
    ended: str | None
    files: list[FileChangeJson]
    progress: ProgressJson
    report: dict[str, Any] | None
    error: JobErrorJson | None


class JobsJson(TypedDict):
    """Newest first."""

    jobs: list[JobJson]


def new_job(kind: Kind, index: str) -> Job:
    """A job that begins now."""
    return Job(id=f"job_{secrets.token_hex(8)}", kind=kind, index=index, created=_now())


def _error_json(error: JobError) -> JobErrorJson:
    # A job that an older version recorded has its English words only.
    words = error.detail_zh or error.detail
    return {"code": error.code, "detail": error.detail, "detail_zh": words}


def _now() -> str:
    return datetime.now(UTC).isoformat(timespec="milliseconds").replace("+00:00", "Z")
