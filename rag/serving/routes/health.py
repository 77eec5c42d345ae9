"""The probes: `/livez` (the process is up), `/readyz` (it can answer) and `/version`."""

from __future__ import annotations

from functools import partial

import anyio.to_thread
from fastapi import APIRouter, Request
from starlette.responses import JSONResponse, Response

from rag.serving.readiness import ReadyJson, readiness
from rag.serving.service import Here

router = APIRouter(tags=["health"])


@router.get("/livez")
async def live() -> Response:
    """The process is up."""
    return JSONResponse({"status": "alive"})


@router.get("/readyz", responses={200: {"model": ReadyJson}})
async def ready(service: Here) -> Response:
    """Which generation answers: 200 as long as one does, though it be an older one (`degraded`,
    with `reasons`); 503 with the reason if there is none."""
    # Not in the threads of searches: a server that is busy is ready all the same.
    looked = partial(readiness, service)
    return JSONResponse(await anyio.to_thread.run_sync(looked))


@router.get("/version")
async def version(request: Request, service: Here) -> Response:
    """Name and version of this program, and the name of the index it serves."""
    about = {"name": "speechrag", "version": request.app.version, "index": service.index_name}
    return JSONResponse(about)
