"""What every route works with: the Engine, its threads and the operator's limits."""

from __future__ import annotations

import os
from dataclasses import dataclass
from typing import Annotated

from fastapi import Depends, Request

from rag.engine import Engine
from rag.presentation.user_input import QUESTION_CHARACTERS, InvalidField
from rag.serving.dialects import Dialect
from rag.serving.refresh import Refresher
from rag.serving.threads import ThreadPool


@dataclass(frozen=True, slots=True)
class Limits:
    """How much work the service accepts; sizes in bytes or characters, times in seconds."""

    question_characters: int = QUESTION_CHARACTERS
    body_bytes: int = 64 * 1024
    # Chat front ends send the whole conversation and their tools along.
    chat_body_bytes: int = 256 * 1024
    search_timeout_seconds: float = 5.0
    # The language model's own time, and enough for the extractive answer if it fails.
    llm_timeout_seconds: float = 130.0
    threads: int = 2 * (os.cpu_count() or 1)
    queue: int = 64
    # A language model that hangs must not keep searches waiting: it has threads of its own.
    llm_threads: int = 4
    llm_queue: int = 16


@dataclass(frozen=True, slots=True)
class Service:
    """One per application; `base` is put before permalinks, `dialect` is for chats that choose
    none."""

    engine: Engine
    index_name: str
    threads: ThreadPool
    llm_threads: ThreadPool
    refresher: Refresher
    limits: Limits
    base: str
    dialect: Dialect

    def answerer(self, name: str | None) -> str:
        """The answerer of that name, the default one for None; InvalidField if it is not set up."""
        chosen = name or self.engine.default_answerer
        if chosen not in self.engine.answerers:
            there = ", ".join(self.engine.answerers)
            raise InvalidField("answerer", f"is not set up on this server; there is {there}")
        return chosen

    def threads_of(self, answerer: str) -> ThreadPool:
        """The threads in which answers of that kind are written."""
        return self.llm_threads if answerer == "llm" else self.threads

    def seconds(self, answerer: str) -> float:
        """How long an answer may take."""
        limits = self.limits
        return limits.llm_timeout_seconds if answerer == "llm" else limits.search_timeout_seconds


async def _service(request: Request) -> Service:
    service: Service = request.app.state.service
    return service


Here = Annotated[Service, Depends(_service)]
