"""Readiness: which generation of an index answers, and in words what is wrong with the newest."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Literal

from typing_extensions import TypedDict

from rag.presentation.json_types import IndexJson
from rag.serving.problems import Problem
from rag.serving.service import Service


class ReasonJson(TypedDict):
    """What is wrong with the newest generation: `code` for programs, `detail` and
    `detail_zh` (Chinese) say what to do."""

    code: str
    detail: str
    detail_zh: str


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


# Code of a reason -> what to do, in Chinese and English. No words of the failure itself: they may
# name a path.
_DETAILS: Mapping[str, tuple[str, str]] = {
    "newest-damaged": (
        (
            "最新一版索引已损坏，由较早的一版回答；`speechrag verify` 会指出损坏的文件，下次"
            "重建会修复"
        ),
        (
            "the newest generation is damaged, so an older one answers; `speechrag verify` "
            "names the file, and the next rebuild mends it"
        ),
    ),
    "damaged-on-disk": (
        (
            "索引的一个文件在打开期间损坏；现在的回答依据先前读入的内容，是正确的，但无法再次"
            "打开；`speechrag verify --repair` 会指出并修复该文件"
        ),
        (
            "a file of the index was damaged while it was open; what answers was read before "
            "and is right, but it would not open again; `speechrag verify --repair` names "
            "the file and mends it"
        ),
    ),
    "index-damaged": (
        (
            "最新一版索引已损坏，继续由前一版回答；`speechrag verify` 会指出损坏的文件，下次"
            "重建会修复"
        ),
        (
            "the newest generation is damaged, so the one before goes on answering; "
            "`speechrag verify` names the file, and the next rebuild mends it"
        ),
    ),
    "model-mismatch": (
        (
            "最新一版索引由另一个向量模型建成，继续由前一版回答；请用本服务的模型重建，或用那"
            "个模型重启服务"
        ),
        (
            "the newest generation was built with another embedding model, so the one before "
            "goes on answering; rebuild with the model of this server, or restart it with "
            "that one"
        ),
    ),
    "index-unavailable": (
        (
            "索引已被删除，或由另一版本的 speechrag 写成，继续由内存中的一版回答；请用本服务"
            "的版本重建"
        ),
        (
            "the index was removed, or written by another version of speechrag, so the "
            "generation in memory goes on answering; rebuild with the version of this server"
        ),
    ),
    "model-error": (
        ("模型无法在最新一版索引上运行，继续由前一版回答；原因见日志"),
        (
            "a model could not be run over the newest generation, so the one before goes on "
            "answering; the log says why"
        ),
    ),
}
_UNFORESEEN = (
    "无法换用最新一版索引，继续由前一版回答；原因见日志",
    "the newest generation could not be taken up, so the one before goes on answering; "
    "the log says why",
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
    return [_reason(code) for code in codes]


def _reason(code: str) -> ReasonJson:
    chinese, english = _DETAILS.get(code, _UNFORESEEN)
    return {"code": code, "detail": english, "detail_zh": chinese}
