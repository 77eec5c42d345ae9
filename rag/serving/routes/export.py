"""`GET /v1/answers/{id}/export`: an answer or a comparison of the last hour as a file."""

from __future__ import annotations

from functools import partial
from typing import Annotated, Any
from urllib.parse import quote

from fastapi import APIRouter, Path, Query
from pydantic import AfterValidator
from starlette.responses import Response

from rag.presentation.exports import FORMATS
from rag.presentation.phrases import shortened
from rag.presentation.user_input import NAME_CHARACTERS
from rag.serving.problems import Problem
from rag.serving.service import Here

router = APIRouter(tags=["export"])

# Longer names do not fit the file systems that there are, in UTF-8.
_NAME_CHARACTERS = 60
_NOT_IN_NAMES = '\\/:*?"<>|'


def _known(name: str) -> str:
    if name not in FORMATS:
        raise ValueError(f"is one of {', '.join(FORMATS)}")
    return name


Id = Annotated[str, Path(max_length=NAME_CHARACTERS)]
FormatName = Annotated[
    str, Query(alias="format", description=", ".join(FORMATS)), AfterValidator(_known)
]


_FILES: dict[str, Any] = {
    format.media_type: {"schema": {"type": "string"}} for format in FORMATS.values()
}


@router.get(
    "/v1/answers/{id}/export", responses={200: {"content": _FILES}}, response_class=Response
)
async def export(id: Id, service: Here, name: FormatName = "md") -> Response:
    """The answer or comparison of that id as a file; `ask` and `compare` give the id, which is good
    for an hour."""
    content = service.recent.find(id)
    if content is None:
        return _gone().response("/v1/answers")
    chosen = FORMATS[name]
    base = service.base_of(content.index.name)
    data = await service.threads.run(partial(chosen.exported, content, base))
    headers = {
        "Content-Disposition": disposition(content.question.text, chosen.suffix),
        "X-Content-Type-Options": "nosniff",
        "Cache-Control": "no-store",
    }
    charset = "" if chosen.name == "docx" else "; charset=utf-8"
    return Response(data, media_type=chosen.media_type + charset, headers=headers)


def disposition(title: str, suffix: str) -> str:
    """The header that has a browser save the file under its title (RFC 6266). A client that knows
    only ASCII gets a plain name."""
    kept = (c if c.isprintable() and c not in _NOT_IN_NAMES else " " for c in title)
    name = shortened("".join(kept), _NAME_CHARACTERS).strip(". …") or "answer"
    encoded = quote(name + suffix, safe="")
    return f"attachment; filename=\"answer{suffix}\"; filename*=UTF-8''{encoded}"


def _gone() -> Problem:
    return Problem(
        404,
        "answer-gone",
        "The answer is gone",
        "answers are kept for an hour; ask again, and export with the id of the new answer",
    )
