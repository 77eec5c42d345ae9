"""The command `speechrag mcp`, which an AI assistant on this machine starts and talks to."""

from __future__ import annotations

import logging
import os
import signal
import sys
from typing import TYPE_CHECKING

import typer

from rag.cli.options import EnvFile, Indexes, Name, load_settings
from rag.cli.words import say

if TYPE_CHECKING:
    from rag.serving.service import Service
    from rag.settings import Settings


def mcp(indexes: Indexes = None, name: Name = None, env_file: EnvFile = None) -> None:
    """Serve an AI assistant over standard input and output until standard input ends."""
    from importlib.util import find_spec

    from rag.extras import how_to_install

    settings = load_settings(env_file, indexes=indexes, name=name)
    if find_spec("mcp") is None:
        raise typer.BadParameter(say("wrong.mcp", command=how_to_install("mcp")))
    from rag.serving.mcp.stdio import serve_stdio
    from rag.serving.own_version import own_version

    # Standard output belongs to the protocol.
    logging.basicConfig(
        stream=sys.stderr, level=logging.WARNING, format="%(levelname)s: %(message)s"
    )
    # A thread waits for input, and could not be woken to end.
    signal.signal(signal.SIGINT, signal.SIG_DFL)
    serve_stdio(service_by(settings), version=own_version())
    # Nor could one that waits for a language model; there is nothing to tidy up.
    sys.stderr.flush()
    os._exit(0)


def service_by(settings: Settings) -> Service:
    """The service that the settings ask for. Links lead to `speechrag serve` on this machine,
    unless there is a public address."""
    from rag.assembly import assemble_engine
    from rag.cli.serve import limits_of, placed_by
    from rag.serving.dialects import dialect_named
    from rag.serving.indexes import REFRESH_SECONDS
    from rag.serving.indexes import Indexes as ServedIndexes
    from rag.serving.service import Service

    public_url, root = placed_by(settings)
    held = ServedIndexes(
        assemble_engine(settings, memory_bytes=settings.index_memory_bytes),
        name=settings.name,
        directory=settings.indexes,
        most=settings.open_indexes,
        refresh_seconds=REFRESH_SECONDS,
    )
    return Service.over(
        held,
        limits=limits_of(settings),
        base=public_url or _served_here(settings.host, settings.port) + root,
        dialect=dialect_named("markdown"),
    )


def _served_here(host: str, port: int) -> str:
    """The address of `speechrag serve` with the same settings, as a browser here would ask it."""
    name = "127.0.0.1" if host in ("0.0.0.0", "::") else host
    return f"http://[{name}]:{port}" if ":" in name else f"http://{name}:{port}"
