"""The HTTP service: a FastAPI application over an Engine."""

from __future__ import annotations

import logging
from collections.abc import AsyncIterator, Mapping, Sequence
from contextlib import asynccontextmanager
from typing import Any, Literal

import anyio
import anyio.to_thread
from fastapi import APIRouter, FastAPI, Request
from fastapi.exceptions import RequestValidationError
from starlette.exceptions import HTTPException
from starlette.middleware.cors import CORSMiddleware
from starlette.responses import Response

from rag.engine import Engine
from rag.errors import SpeechragError
from rag.serving.addresses import Addresses
from rag.serving.body_limits import FORM, JSON, UPLOAD, BodyLimits
from rag.serving.description import describe, name_of
from rag.serving.dialects import dialect_named
from rag.serving.headers import HEADERS, SecurityHeaders
from rag.serving.hosts import HostCheck
from rag.serving.indexes import REFRESH_SECONDS, Indexes
from rag.serving.jobs.board import Builds, Jobs
from rag.serving.left import StopsInVain
from rag.serving.mcp.http import McpEndpoint
from rag.serving.metrics import BuildJobs, Metrics, Pools, ServedIndexes
from rag.serving.origins import OriginCheck, cors_options
from rag.serving.own_version import own_version
from rag.serving.pages import Pages
from rag.serving.problems import Problem, Refused, noted, problem_of_http, problem_of_validation
from rag.serving.rates import NO_RATES, RateCheck, Rates
from rag.serving.request_log import REQUEST_ID, RequestLog
from rag.serving.request_note import current_note
from rag.serving.route_path import RoutePath
from rag.serving.route_table import RouteTable
from rag.serving.routes import (
    ask,
    chat,
    compare,
    corpus,
    documents,
    export,
    figures,
    health,
    indexes,
    jobs,
    ledger,
    metrics,
    pages,
    responses,
    search,
    verify_quotes,
)
from rag.serving.routes.pages import failure_page, key_page
from rag.serving.security import KeyCheck, Keys, is_admin, is_page
from rag.serving.service import Limits, Service, service_over
from rag.serving.static_files import StaticFiles
from rag.serving.streams import Streams
from rag.serving.threads import Busy
from rag.serving.watched import watched

log = logging.getLogger(__name__)

# An index that is open costs memory for its tables and some descriptors.
OPEN_INDEXES = 8
MetricsFor = Literal["key", "open", "off"]


def create_app(
    engine: Engine,
    *,
    index_name: str,
    limits: Limits,
    citation_format: str,
    api_keys: Sequence[str] = (),
    admin_keys: Sequence[str] = (),
    public_url: str | None = None,
    root_path: str = "",
    hosts: Sequence[str] = (),
    cors_origins: Sequence[str] = (),
    rates: Mapping[str, str] = NO_RATES,
    builds: Builds | None = None,
    open_indexes: int = OPEN_INDEXES,
    refresh_seconds: float = REFRESH_SECONDS,
    recheck_seconds: float = 0.0,
    metrics_for: MetricsFor = "key",
) -> FastAPI:
    """The application over `engine`, which it closes at the end. `citation_format` is the name of a
    dialect (rag/serving/dialects.py); `hosts` are names of this server beside those of this
    machine and of `public_url`; pages of `cors_origins` may ask; `root_path` is the path under
    which a proxy serves it; `rates` are those of rag/serving/rates.py, by kind of request. With
    `builds` requests can name other indexes of its folder, and admin keys can change what they are
    built from; at most `open_indexes` are open, and `recheck_seconds` after the last time their
    files are read again (0: never). `metrics_for` says who may read /metrics: whoever
    has a key, everybody (`open`), or nobody (`off`)."""
    engine = watched(engine)
    held = Indexes(
        engine,
        name=index_name,
        directory=builds.indexes if builds else None,
        most=open_indexes,
        refresh_seconds=refresh_seconds,
        recheck_seconds=recheck_seconds,
    )
    board = Jobs(builds) if builds else None
    mcp = McpEndpoint(service_over, version=own_version(), body_bytes=limits.body_bytes)

    @asynccontextmanager
    async def lifespan(app: FastAPI) -> AsyncIterator[dict[str, Any]]:
        await anyio.to_thread.run_sync(held.warm_up)
        if board:
            await anyio.to_thread.run_sync(board.recover)
        async with anyio.create_task_group() as group:
            group.start_soon(held.run)
            group.start_soon(held.run_rechecks)
            group.start_soon(mcp.run)
            app.state.streams.start()
            yield {"end_streams": app.state.streams.end}
            group.cancel_scope.cancel()
        if board:
            await anyio.to_thread.run_sync(board.close)
        await anyio.to_thread.run_sync(held.close)

    app = FastAPI(
        title="speechrag",
        version=own_version(),
        lifespan=lifespan,
        # FastAPI's own documentation pages load scripts from another origin.
        docs_url=None,
        redoc_url=None,
        redirect_slashes=False,
        generate_unique_id_function=name_of,
    )
    app.state.service = Service.over(
        held,
        limits=limits,
        base=(public_url or "").rstrip("/"),
        dialect=dialect_named(citation_format),
        jobs=board,
    )
    app.state.keys = Keys(api_keys)
    app.state.admin_keys = admin = Keys(admin_keys)
    app.state.streams = Streams(limits.streams)
    app.state.static = StaticFiles()
    app.state.pages = Pages(app.state.static, root_path)
    routers: list[APIRouter] = []
    for routes in (
        ask, search, compare, figures, ledger, export, documents, verify_quotes, chat, responses,
        health, pages, corpus, jobs, indexes, *([metrics] if metrics_for != "off" else []),
    ):  # fmt: skip
        routers.append(routes.router)
        app.include_router(routes.router)
    app.router.routes.extend(mcp.routes())
    app.state.routes = RouteTable(routers, app)
    _add_handlers(app)
    describe(app, has_keys=bool(api_keys or admin_keys))
    app.state.metrics = _metrics_of(app.state.service)
    app.add_middleware(StopsInVain, streams=lambda: app.state.streams, finishes=is_finished)
    app.add_middleware(
        BodyLimits,
        body_bytes=limits.body_bytes,
        body_bytes_of={
            "/v1/chat/completions": limits.chat_body_bytes,
            "/v1/responses": limits.chat_body_bytes,
            verify_quotes.PATH: limits.upload_bytes,
            corpus.PATH: corpus.FILES_IN_ONE * limits.upload_bytes,
        },
        kinds_of={
            "/key": (FORM,),
            verify_quotes.PATH: (JSON, UPLOAD),
            corpus.PATH: (UPLOAD,),
        },
        seconds=limits.body_seconds,
    )
    # What is added last runs first: a request to another name, or without a key, is refused before
    # it is read, and every refusal has the headers.
    app.add_middleware(
        KeyCheck, keys=app.state.keys, admin_keys=admin, key_page=key_page,
        also_open=(metrics.PATH,) if metrics_for == "open" else (),
    )  # fmt: skip
    app.add_middleware(RateCheck, rates=Rates(rates), keys=(app.state.keys, admin))
    if cors_origins:
        app.add_middleware(CORSMiddleware, **cors_options(cors_origins))
    app.add_middleware(OriginCheck, origins=cors_origins, public_url=public_url)
    app.add_middleware(HostCheck, hosts=[*hosts, *([public_url] if public_url else [])])
    app.add_middleware(SecurityHeaders)
    # Within Addresses, which hands on a scope of its own: the route that answers stands in that.
    app.add_middleware(RequestLog, metrics=app.state.metrics, routes=app.state.routes)
    app.add_middleware(Addresses)
    app.add_middleware(RoutePath, root=root_path)
    return app


def _metrics_of(service: Service) -> Metrics:
    """Metrics that look at the queues, indexes and jobs of `service` whenever they are read."""
    metrics = Metrics(own_version())
    metrics.watch(
        Pools({"search": service.threads, "ask": service.ask_threads, "llm": service.llm_threads})
    )
    metrics.watch(ServedIndexes(service.indexes.opened))
    if service.jobs:
        metrics.watch(BuildJobs(service.jobs.all))
    return metrics


def is_finished(method: str, path: str) -> bool:
    """Whether a request is worked through even if its client has left: what changes the corpus, and
    what MCP's own server looks after."""
    return is_admin(method, path) or path.startswith("/mcp")


def _add_handlers(app: FastAPI) -> None:
    """Every failure becomes a problem; no problem repeats what was sent."""

    async def on_error(request: Request, error: Exception) -> Response:
        response = _answered(request, noted(error))
        # The answer to an unexpected error passes no middleware.
        for name, value in HEADERS.items():
            response.headers.setdefault(name, value)
        note = current_note()
        if note is not None:
            response.headers[REQUEST_ID] = note.request_id
        return response

    async def on_http(request: Request, error: Exception) -> Response:
        assert isinstance(error, HTTPException)
        path = request.scope["path"]
        response = _answered(request, problem_of_http(error, path))
        if error.status_code == 405:
            # The framework names the methods of the first route at this address only.
            table: RouteTable = request.app.state.routes
            response.headers["Allow"] = ", ".join(table.methods(path))
        return response

    async def on_validation(request: Request, error: Exception) -> Response:
        assert isinstance(error, RequestValidationError)
        return _answered(request, problem_of_validation(error))

    for kind in (Refused, SpeechragError, Busy, TimeoutError, Exception):
        app.add_exception_handler(kind, on_error)
    app.add_exception_handler(HTTPException, on_http)
    app.add_exception_handler(RequestValidationError, on_validation)


def _answered(request: Request, problem: Problem) -> Response:
    path = request.scope["path"]
    return failure_page(request, problem) if is_page(path) else problem.response(path)
