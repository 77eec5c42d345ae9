"""`POST /v1/verify-quotes`: which quotations of a text or a file stand in the speeches."""

from __future__ import annotations

from functools import partial
from pathlib import PurePath
from typing import Any

from fastapi import APIRouter, Request
from fastapi.exceptions import RequestValidationError
from pydantic import ValidationError
from starlette.datastructures import UploadFile
from starlette.responses import JSONResponse, Response

from rag.analysis.quotation_files import (
    PLAIN_FORMATS,
    QuotationFile,
    is_known_suffix,
    read_quotations,
)
from rag.analysis.quotations import check_quotations, parts_of
from rag.analysis.quoted_words import quoted_words
from rag.engine import Engine
from rag.presentation.quotations_json import QuotationCheckJson, quotation_check_json
from rag.presentation.user_input import InvalidField
from rag.serving.body_limits import UPLOAD, media_type
from rag.serving.requests import VerifyQuotesBody
from rag.serving.service import Here

PATH = "/v1/verify-quotes"
# A quotation takes 5 ms, a large file some seconds.
VERIFY_SECONDS = 60.0
MOST_QUOTATIONS = 2000

router = APIRouter(tags=["verify"])
_FILE: dict[str, Any] = {
    "type": "object",
    "required": ["file"],
    "properties": {"file": {"type": "string", "format": "binary"}},
}
_BODIES: dict[str, Any] = {
    "requestBody": {
        "required": True,
        "content": {
            "application/json": {"schema": VerifyQuotesBody.model_json_schema()},
            UPLOAD: {"schema": _FILE},
        },
    }
}


@router.post(PATH, responses={200: {"model": QuotationCheckJson}}, openapi_extra=_BODIES)
async def verify_quotes(request: Request, service: Here) -> Response:
    """The verdict on each quotation: it stands, is altered (with the words that differ), stands
    elsewhere than its reference says, or is not found. Send `{"text"}`, plain or Markdown, or a
    form with a `file` in Word, Markdown, text, HTML, or exported as CSV or JSON."""
    if media_type(request.headers) == UPLOAD:
        data, name = await _upload(request)
        reading = partial(read_quotations, data, name, formats=PLAIN_FORMATS)
    else:
        body = await _body(request)
        service = await service.at(body.index)
        reading = partial(_in_text, body.text)
    checked = partial(_checked, service.engine, reading, service.base)
    return JSONResponse(await service.threads.run(checked, timeout_seconds=VERIFY_SECONDS))


async def _body(request: Request) -> VerifyQuotesBody:
    try:
        return VerifyQuotesBody.model_validate_json(await request.body())
    except ValidationError as error:
        errors = [{**item, "loc": ("body", *item["loc"])} for item in error.errors()]
        raise RequestValidationError(errors) from None


async def _upload(request: Request) -> tuple[bytes, str]:
    """The bytes of the file, and a name for it: a problem must not repeat the name that came."""
    async with request.form(max_files=1, max_fields=1) as form:
        file = form.get("file")
        if not isinstance(file, UploadFile):
            raise InvalidField("file", "send a file in this field")
        suffix = PurePath(file.filename or "").suffix.lower()
        return await file.read(), f"file{suffix if is_known_suffix(suffix) else ''}"


def _in_text(text: str) -> QuotationFile:
    return QuotationFile(tuple(quoted_words(text)), text)


def _checked(engine: Engine, reading: partial[QuotationFile], base: str) -> QuotationCheckJson:
    found = reading()
    parts = sum(map(parts_of, found.quoted))
    if parts > MOST_QUOTATIONS:
        told = f"has {parts} quotations; at most {MOST_QUOTATIONS} are checked at once"
        raise InvalidField("text", f"{told}: send it in parts")
    with engine.index() as index:
        return quotation_check_json(check_quotations(index, found.quoted, found.text), base)
