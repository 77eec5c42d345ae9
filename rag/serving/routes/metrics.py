"""`GET /metrics`: counts and gauges in the text format of Prometheus."""

from __future__ import annotations

from typing import Any

import anyio.to_thread
from fastapi import APIRouter, Request
from starlette.responses import Response

from rag.serving.metrics import MEDIA_TYPE, Metrics

PATH = "/metrics"

router = APIRouter(tags=["health"])
_TEXT: dict[str, Any] = {"content": {"text/plain": {"schema": {"type": "string"}}}}


@router.get(PATH, responses={200: _TEXT}, response_class=Response)
async def metrics(request: Request) -> Response:
    """Requests, answers, refusals, queues, the index and the process, for Prometheus."""
    shown: Metrics = request.app.state.metrics
    # Not in the threads of searches: these numbers are wanted most when those are busy.
    text = await anyio.to_thread.run_sync(shown.written)
    return Response(text, media_type=MEDIA_TYPE, headers={"Cache-Control": "no-store"})
