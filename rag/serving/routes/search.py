"""`POST /v1/search`: the passages nearest to a query."""

from __future__ import annotations

from functools import partial

from fastapi import APIRouter
from starlette.responses import JSONResponse, Response

from rag.presentation.json_types import SearchJson
from rag.presentation.to_json import search_json
from rag.serving.requests import SearchBody
from rag.serving.service import Here

router = APIRouter(tags=["search"])


@router.post("/v1/search", responses={200: {"model": SearchJson}})
async def search(body: SearchBody, service: Here) -> Response:
    """The passages nearest to the query, best first, with the words that matched."""
    service = await service.at(body.index)
    query = body.as_question(characters=service.limits.question_characters)
    found = await service.threads.run(
        partial(service.engine.search, query, limit=body.limit),
        timeout_seconds=service.limits.search_timeout_seconds,
    )
    return JSONResponse(
        search_json(found.hits, found.understood, found.index, found.timings_ms, service.base)
    )
