"""The HTTP service: an Engine and the operator's choices in, a FastAPI application out."""

from __future__ import annotations

import logging
from collections.abc import AsyncIterator, Sequence
from contextlib import asynccontextmanager
from importlib.metadata import PackageNotFoundError, version

import anyio
import anyio.to_thread
from fastapi import FastAPI, Request
from fastapi.exceptions import RequestValidationError
from starlette.exceptions import HTTPException
from starlette.responses import Response

from rag.engine import Engine
from rag.errors import SpeechragError
from rag.serving.body_limits import Intake
from rag.serving.openai import checked_format
from rag.serving.problems import Problem, problem_of, problem_of_http, problem_of_validation
from rag.serving.refresh import Upkeep
from rag.serving.routes import ask, chat, compare, documents, health, search
from rag.serving.security import KeyCheck
from rag.serving.service import Limits, Service
from rag.serving.threads import Busy, Workers

log = logging.getLogger(__name__)

# How old an answer's index may be after a publication; looking costs one small file.
REFRESH_SECONDS = 1.0


def create_app(
    engine: Engine,
    *,
    index_name: str,
    limits: Limits | None = None,
    api_keys: Sequence[str] = (),
    public_url: str | None = None,
    citation_format: str = "openai",
    refresh_seconds: float = REFRESH_SECONDS,
) -> FastAPI:
    """The application over `engine`, which it closes at the end."""
    limits = limits or Limits()
    upkeep = Upkeep(engine, seconds=refresh_seconds)

    @asynccontextmanager
    async def lifespan(app: FastAPI) -> AsyncIterator[None]:
        await anyio.to_thread.run_sync(upkeep.warm_up)
        async with anyio.create_task_group() as group:
            group.start_soon(upkeep.run)
            yield
            group.cancel_scope.cancel()
        await anyio.to_thread.run_sync(engine.close)

    app = FastAPI(
        title="speechrag",
        version=own_version(),
        lifespan=lifespan,
        # The stock pages load their scripts from another origin.
        docs_url=None,
        redoc_url=None,
        redirect_slashes=False,
    )
    app.state.service = Service(
        engine=engine,
        index_name=index_name,
        workers=Workers(threads=limits.threads, queue=limits.queue),
        llm_workers=Workers(threads=limits.llm_threads, queue=limits.llm_queue),
        upkeep=upkeep,
        limits=limits,
        base=(public_url or "").rstrip("/"),
        citation_format=checked_format(citation_format),
    )
    for routes in (ask, search, compare, documents, chat, health):
        app.include_router(routes.router)
    _add_handlers(app)
    app.add_middleware(
        Intake,
        body_bytes=limits.body_bytes,
        body_bytes_of={"/v1/chat/completions": limits.chat_body_bytes},
    )
    # Added last, it runs first: who may not ask is turned away before anything is read.
    app.add_middleware(KeyCheck, keys=api_keys)
    return app


def own_version() -> str:
    """The installed version of this package."""
    try:
        return version("speechrag")
    except PackageNotFoundError:
        return "0+unknown"


def _add_handlers(app: FastAPI) -> None:
    """Every failure becomes a problem; none repeats what was sent."""

    async def of_ours(request: Request, error: Exception) -> Response:
        return _answered(request, problem_of(error))

    async def of_http(request: Request, error: Exception) -> Response:
        assert isinstance(error, HTTPException)
        return _answered(request, problem_of_http(error))

    async def of_validation(request: Request, error: Exception) -> Response:
        assert isinstance(error, RequestValidationError)
        return _answered(request, problem_of_validation(error))

    for kind in (SpeechragError, Busy, TimeoutError, Exception):
        app.add_exception_handler(kind, of_ours)
    app.add_exception_handler(HTTPException, of_http)
    app.add_exception_handler(RequestValidationError, of_validation)


def _answered(request: Request, problem: Problem) -> Response:
    return problem.response(request.scope["path"])
