"""`GET /v1/ledger`: targets beside results; `POST /v1/check`: each figure of a text, checked."""

from __future__ import annotations

from functools import partial
from typing import Annotated

from fastapi import APIRouter, Query
from starlette.responses import JSONResponse, Response

from rag.engine import Engine
from rag.presentation.ledger_json import (
    CheckJson,
    LedgerChoicesJson,
    LedgerJson,
    check_json,
    ledger_choices_json,
    ledger_csv,
    ledger_json,
)
from rag.serving.description import CSV
from rag.serving.requests import INDEX_PARAMETER, CheckBody, LedgerQuery
from rag.serving.service import Here

router = APIRouter(tags=["figures"])

# All targets of all regions are some thousands of rows with their texts.
LEDGER_SECONDS = 30.0


@router.get("/v1/ledger", responses={200: {"model": LedgerJson, "content": CSV}})
async def ledger(query: Annotated[LedgerQuery, Query()], service: Here) -> Response:
    """Targets beside results: both quotations, and the verdict that follows from them by a rule.
    The results are the governments' own word. With `format=csv` a table for a spreadsheet."""
    found = partial(
        service.engine.ledger,
        query.indicator,
        years=tuple(query.year),
        filters=query.as_filters(),
    )
    ledger = await service.threads.run(found, timeout_seconds=LEDGER_SECONDS)
    if query.format == "csv":
        return Response(ledger_csv(ledger, service.base, mark=True), media_type="text/csv")
    return JSONResponse(ledger_json(ledger, service.base))


@router.get(
    "/v1/ledger/choices",
    responses={200: {"model": LedgerChoicesJson}},
    openapi_extra=INDEX_PARAMETER,
)
async def choices(service: Here) -> Response:
    """What a ledger can be asked for: the indicators and years for which some region has a target,
    and the regions that the index holds."""
    seconds = service.limits.search_timeout_seconds
    found = partial(_choices, service.engine)
    return JSONResponse(await service.threads.run(found, timeout_seconds=seconds))


@router.post("/v1/check", responses={200: {"model": CheckJson}})
async def check(body: CheckBody, service: Here) -> Response:
    """Whether the speeches state each figure of a text with a unit, state another, or neither
    (`not_found`, which does not mean that it is wrong)."""
    service = await service.at(body.index)
    checked = partial(_checked, service.engine, body, service.base)
    return JSONResponse(await service.threads.run(checked, timeout_seconds=LEDGER_SECONDS))


def _choices(engine: Engine) -> LedgerChoicesJson:
    with engine.index() as index:
        newest = max((entry.year for entry in index.catalogue if entry.year), default=None)
        return ledger_choices_json(index.promised, index.regions(), newest)


def _checked(engine: Engine, body: CheckBody, base: str) -> CheckJson:
    return check_json(engine.check(body.text, filters=body.as_filters()), base)
