"""What every route works with: the Engine, its threads and the operator's limits."""

from __future__ import annotations

import os
import time
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from functools import partial
from typing import Annotated, Any

import anyio.to_thread
from fastapi import Depends, Request

from rag.engine import Engine
from rag.presentation.user_input import InvalidField
from rag.serving.dialects import Dialect
from rag.serving.indexes import Indexes, path_of
from rag.serving.jobs.board import Jobs
from rag.serving.recent import Recent, RecentAnswers
from rag.serving.refresh import Refresher
from rag.serving.threads import ThreadPool
from rag.types.questions import Message

# How many searches, pages and the like run at once, and how many may wait for their turn.
THREADS, QUEUE = 2 * (os.cpu_count() or 1), 64
# An answer takes ten times as long as a search or a page, which must not wait behind answers. Its
# reader uses all cores, so that more answers at once would only share them.
ASK_THREADS = os.cpu_count() or 1
# A model that hangs must not keep searches waiting: its answers have threads of their own.
LLM_THREADS, LLM_QUEUE = 4, 16
# A response holds its conversation, at most some 100 KB.
KEPT_RESPONSES = 256


@dataclass(frozen=True, slots=True)
class Limits:
    """How much one request may ask for; sizes in bytes or characters, times in seconds. The
    operator sets them: see rag.settings."""

    question_characters: int
    body_bytes: int
    # Chat front ends send the whole conversation and their tools along.
    chat_body_bytes: int
    upload_bytes: int
    body_seconds: float
    streams: int
    search_timeout_seconds: float
    llm_total_seconds: float


@dataclass(frozen=True, slots=True)
class StoredResponse:
    """A response of `/v1/responses` as it was sent, and the conversation up to its answer."""

    sent: Mapping[str, Any]
    turns: tuple[Message, ...]


@dataclass(frozen=True, slots=True)
class Service:
    """What an application holds; `base` is put before permalinks, `dialect` is for chats that
    choose none, `recent` holds what can be exported, `responses` what can be continued; `started`
    is in seconds since 1970. `engine`, `index_name` and `refresher` are those of the index that a
    request names, the usual one by default; `prefix` is the end of `base` that names it. Without
    `jobs` nobody can change the corpus."""

    engine: Engine
    index_name: str
    refresher: Refresher
    limits: Limits
    base: str
    dialect: Dialect
    indexes: Indexes
    jobs: Jobs | None = None
    prefix: str = ""
    threads: ThreadPool = field(default_factory=lambda: ThreadPool(threads=THREADS, queue=QUEUE))
    ask_threads: ThreadPool = field(
        default_factory=lambda: ThreadPool(threads=ASK_THREADS, queue=QUEUE)
    )
    llm_threads: ThreadPool = field(
        default_factory=lambda: ThreadPool(threads=LLM_THREADS, queue=LLM_QUEUE)
    )
    recent: RecentAnswers = field(default_factory=RecentAnswers)
    responses: Recent[StoredResponse] = field(default_factory=partial(Recent, most=KEPT_RESPONSES))
    started: int = field(default_factory=lambda: int(time.time()))

    @classmethod
    def over(
        cls,
        indexes: Indexes,
        *,
        limits: Limits,
        base: str,
        dialect: Dialect,
        jobs: Jobs | None = None,
    ) -> Service:
        """The service over the usual one of `indexes`, with threads of its own."""
        usual = indexes.usual
        return cls(usual.engine, usual.name, usual.refresher, limits, base, dialect, indexes, jobs)

    def of(self, name: str | None) -> Service:
        """The service over the index of that name, this one for None: its engine and its links.
        Raises Refused, which becomes a 404, if there is no such index."""
        if name is None or name == self.index_name:
            return self
        opened = self.indexes.of(name)
        prefix = "" if opened is self.indexes.usual else path_of(name)
        return replace(
            self,
            engine=opened.engine,
            index_name=opened.name,
            refresher=opened.refresher,
            prefix=prefix,
            base=self.base.removesuffix(self.prefix) + prefix,
        )

    async def at(self, name: str | None) -> Service:
        """As `of`, without holding up the event loop where the disk must be looked at."""
        if self.indexes.known(name) is not None:
            return self.of(name)
        return await anyio.to_thread.run_sync(self.of, name)

    def base_of(self, name: str) -> str:
        """What is put before links to speeches of that index; ours if it is no longer here."""
        return self.of(name).base if name in self.indexes.names() else self.base

    def answerer(self, name: str | None) -> str:
        """The answerer of that name, the default one for None; InvalidField if it is not set up."""
        chosen = name or self.engine.default_answerer
        if chosen not in self.engine.answerers:
            there = ", ".join(self.engine.answerers)
            raise InvalidField("answerer", f"is not set up on this server; there is {there}")
        return chosen

    def working(self, answerer: str, *, translate: bool) -> str:
        """The answerer whose threads and time a question needs: a translation needs those of the
        language model. InvalidField if there is none."""
        if not translate:
            return answerer
        if not self.engine.translates:
            raise InvalidField("translate", "needs a language model, and this server has none")
        return "llm"

    def threads_of(self, answerer: str) -> ThreadPool:
        """The threads in which answers of that kind are written."""
        return self.llm_threads if answerer == "llm" else self.ask_threads

    def seconds(self, answerer: str) -> float:
        """How long an answer may take. The language model has its own time; when that is over, the
        speakers' own words answer, in the time of a search."""
        search = self.limits.search_timeout_seconds
        return self.limits.llm_total_seconds + search if answerer == "llm" else search


def service_of(request: Request) -> Service:
    """The service, its links under the operator's address, or else under the name by which this
    request came: HostCheck knows the name."""
    service: Service = request.app.state.service
    return service if service.base else replace(service, base=_asked_at(request))


async def _server(request: Request) -> Service:
    return service_of(request)


async def _service(request: Request) -> Service:
    """For routes; a body may name an index too: then the route calls `of`."""
    return await service_of(request).at(_named(request))


def service_over(request: Request) -> Service:
    """The service over the index that the address names, as `/indexes/laws/…` or `?index=laws`."""
    return service_of(request).of(_named(request))


def _named(request: Request) -> str | None:
    return request.path_params.get("index") or request.query_params.get("index")


def _asked_at(request: Request) -> str:
    """`http://localhost:8000`; empty for a request of HTTP/1.0 without a Host."""
    host = request.headers.get("host", "")
    root = request.scope.get("root_path", "").rstrip("/")
    return f"{request.url.scheme}://{host}{root}" if host else ""


Here = Annotated[Service, Depends(_service)]
# For routes that speak of all indexes, or of one that need not be there yet.
Server = Annotated[Service, Depends(_server)]
