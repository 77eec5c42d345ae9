"""The probes: `/livez` (the process is up), `/readyz` (it can answer) and `/version`."""

from __future__ import annotations

from functools import partial
from typing import Any

from fastapi import APIRouter, Request
from starlette.responses import JSONResponse, Response

from rag.serving.service import Here, Service

router = APIRouter(tags=["health"])


@router.get("/livez")
async def live() -> Response:
    """The process is up."""
    return JSONResponse({"status": "alive"})


@router.get("/readyz")
async def ready(service: Here) -> Response:
    """The index that answers; 503 with the reason if there is none."""
    return JSONResponse(await service.threads.run(partial(_readiness, service)))


@router.get("/version")
async def version(request: Request, service: Here) -> Response:
    """Name and version of this program, and the name of the index it serves."""
    about = {"name": "speechrag", "version": request.app.version, "index": service.index_name}
    return JSONResponse(about)


def _readiness(service: Service) -> dict[str, Any]:
    failure = service.refresher.failure
    with service.engine.index() as index:
        return {
            "status": "ready",
            "index": {"name": index.state.name, "generation": index.state.generation},
            "degraded": index.degraded,
            # An index of another model is never opened, so only a newer generation can be of one.
            "model_match": failure is None or failure.code != "model-mismatch",
            "refresh_failure": failure.code if failure else None,
            "passages": index.size,
            "indexes": service.indexes.names(),
        }
