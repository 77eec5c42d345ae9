"""`GET /v1/indexes`: the indexes that this server holds."""

from __future__ import annotations

from functools import partial

from fastapi import APIRouter
from starlette.responses import JSONResponse, Response
from typing_extensions import TypedDict

from rag.errors import SpeechragError
from rag.serving.problems import problem_of
from rag.serving.service import Server, Service

router = APIRouter(tags=["indexes"])


class IndexJson(TypedDict):
    """`generation` is null, and `problem` a code, where the index cannot be used; `degraded` if an
    older generation stands in for a damaged one."""

    name: str
    default: bool
    documents: int
    generation: int | None
    degraded: bool
    problem: str | None


class IndexesJson(TypedDict):
    indexes: list[IndexJson]


@router.get("/v1/indexes", responses={200: {"model": IndexesJson}})
async def indexes(service: Server) -> Response:
    """The indexes that a request can name as `index`, the default one first."""
    return JSONResponse({"indexes": await service.threads.run(partial(all_indexes, service))})


def all_indexes(service: Service) -> list[IndexJson]:
    """What each index says of itself. Only the usual one is opened for it."""
    usual, *others = service.indexes.names()
    return [_usual(service, usual), *(_other(service, name) for name in others)]


def _usual(service: Service, name: str) -> IndexJson:
    try:
        with service.engine.index() as index:
            state, documents = index.state, len(index.catalogue)
            return _json(name, documents, state.generation, default=True, degraded=index.degraded)
    except SpeechragError as error:
        return _json(name, 0, None, default=True, problem=problem_of(error).code)


def _other(service: Service, name: str) -> IndexJson:
    seen = service.indexes.seen(name)
    if seen is None:
        return _json(name, 0, None, problem="index-damaged")
    manifest = seen.manifest
    return _json(name, manifest.counts["documents"], manifest.generation, degraded=seen.degraded)


def _json(
    name: str,
    documents: int,
    generation: int | None,
    *,
    default: bool = False,
    degraded: bool = False,
    problem: str | None = None,
) -> IndexJson:
    return {
        "name": name,
        "default": default,
        "documents": documents,
        "generation": generation,
        "degraded": degraded,
        "problem": problem,
    }
