"""MCP over standard input and output, for an assistant on this machine: `speechrag mcp`."""

from __future__ import annotations

import logging

import anyio
import anyio.to_thread

from rag.serving.mcp.server import mcp_server
from rag.serving.service import Service

log = logging.getLogger(__name__)


def serve_stdio(service: Service, *, version: str) -> None:
    """Serve until standard input ends. The SDK keeps standard output for the protocol: what else is
    printed goes to standard error."""
    anyio.run(_serve, service, version)


async def _serve(service: Service, version: str) -> None:
    from mcp.server.stdio import stdio_server

    server = mcp_server(lambda request: service, version=version)
    async with anyio.create_task_group() as group:
        group.start_soon(_stay_fresh, service)
        async with stdio_server() as (requests, replies):
            await server.run(requests, replies, server.create_initialization_options())
        group.cancel_scope.cancel()


async def _stay_fresh(service: Service) -> None:
    """Read the tables that the first question needs, and take up newer generations. A stop does not
    wait for it."""
    await anyio.to_thread.run_sync(service.indexes.warm_up, abandon_on_cancel=True)
    await service.indexes.run()
