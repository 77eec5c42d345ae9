"""Readiness: which generation of an index answers, and in words what is wrong with the newest."""

from __future__ import annotations

from typing import Literal

from typing_extensions import TypedDict

from rag.presentation.json_types import IndexJson
from rag.serving.problems import Problem
from rag.serving.service import Service


class ReasonJson(TypedDict):
    """What is wrong with the newest generation: `code` for programs, `detail` says what to do."""

    code: str
    detail: str


class ReadyJson(TypedDict):
    """`GET /readyz`, status 200: a generation answers; `degraded`: it is not the newest, or would
    not open again. `indexes` names all that this server holds."""

    status: Literal["ready"]
    index: IndexJson
    degraded: bool
    reasons: list[ReasonJson]
    model_match: bool
    refresh_failure: str | None
    passages: int
    indexes: list[str]


# Code of a reason -> what to do. No words of the failure itself: they may name a path.
_DETAILS = {
    "newest-damaged": "the newest generation is damaged, so an older one answers; "
    "`speechrag verify` names the file, and the next rebuild mends it",
    "damaged-on-disk": "a file of the index was damaged while it was open; what answers was read "
    "before and is right, but it would not open again; `speechrag verify --repair` names the file "
    "and mends it",
    "index-damaged": "the newest generation is damaged, so the one before goes on answering; "
    "`speechrag verify` names the file, and the next rebuild mends it",
    "model-mismatch": "the newest generation was built with another embedding model, so the one "
    "before goes on answering; rebuild with the model of this server, or restart it with that one",
    "index-unavailable": "the index was removed, or written by another version of speechrag, so "
    "the generation in memory goes on answering; rebuild with the version of this server",
    "model-error": "a model could not be run over the newest generation, so the one before goes "
    "on answering; the log says why",
}
_UNFORESEEN = (
    "the newest generation could not be taken up, so the one before goes on answering; "
    "the log says why"
)


def readiness(service: Service) -> ReadyJson:
    """What answers now. Raises IndexUnavailable, IndexDamaged or ModelMismatch if nothing does."""
    failure = service.refresher.failure
    with service.engine.index() as index:
        reasons = reasons_of(
            stands_in=index.degraded, on_disk=index.disk_problem is not None, failure=failure
        )
        return {
            "status": "ready",
            "index": {"name": index.state.name, "generation": index.state.generation},
            "degraded": bool(reasons),
            "reasons": reasons,
            # An index of another model is never opened, so only a newer generation can be of one.
            "model_match": failure is None or failure.code != "model-mismatch",
            "refresh_failure": failure.code if failure else None,
            "passages": index.size,
            "indexes": service.indexes.names(),
        }


def reasons_of(
    *, stands_in: bool, failure: Problem | None, on_disk: bool = False
) -> list[ReasonJson]:
    """Why an older generation answers, or the newest might not after a restart; else empty.
    `stands_in`: it was opened in place of a damaged one; `failure`: a newer one could not be taken
    up; `on_disk`: its files were damaged since it was opened."""
    codes = [
        *(["newest-damaged"] if stands_in else []),
        *(["damaged-on-disk"] if on_disk else []),
        *([failure.code] if failure else []),
    ]
    return [{"code": code, "detail": _DETAILS.get(code, _UNFORESEEN)} for code in codes]
