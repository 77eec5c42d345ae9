"""`GET /v1/figures`: the rows of the table of figures, each with its quotation."""

from __future__ import annotations

from functools import partial
from typing import Annotated

from fastapi import APIRouter, Query
from starlette.responses import JSONResponse, Response

from rag.engine import Engine
from rag.presentation.figures_json import figures_json
from rag.presentation.json_types import FiguresJson
from rag.serving.requests import FiguresQuery
from rag.serving.service import Here

router = APIRouter(tags=["figures"])


@router.get("/v1/figures", responses={200: {"model": FiguresJson}})
async def figures(query: Annotated[FiguresQuery, Query()], service: Here) -> Response:
    """The figures that speeches state, a page at a time in the order of the documents: what was
    measured, its value with what binds it, its period, whether it is a result or a target, and the
    words that say so. `coverage` tells how many documents were read for them; `next` is the cursor
    of the next page."""
    page = partial(_page, service.engine, query, service.base)
    seconds = service.limits.search_timeout_seconds
    return JSONResponse(await service.threads.run(page, timeout_seconds=seconds))


def _page(engine: Engine, query: FiguresQuery, base: str) -> FiguresJson:
    table = engine.figures(
        query.indicator,
        kinds=query.kind,
        stances=query.stance,
        years=query.year,
        filters=query.as_filters(),
        contradictions=query.contradictions,
        limit=query.limit,
        cursor=query.cursor,
    )
    return figures_json(table, base)
