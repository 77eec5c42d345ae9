"""`GET /v1/documents…`: the list of documents, one document with its report, and its text."""

from __future__ import annotations

from functools import partial
from typing import Annotated

from fastapi import APIRouter, Path, Query
from starlette.responses import JSONResponse, Response

from rag.engine import Engine
from rag.presentation.json_types import DocumentJson, DocumentsJson, TextJson
from rag.presentation.to_json import document_json, index_json
from rag.presentation.user_input import NAME_CHARACTERS
from rag.serving.requests import INDEX_PARAMETER, DocumentsQuery
from rag.serving.service import Here

router = APIRouter(tags=["documents"])

Id = Annotated[str, Path(max_length=NAME_CHARACTERS)]
# Asked for as `?published=1`.
Published = Annotated[bool, Query()]


@router.get("/v1/documents", responses={200: {"model": DocumentsJson}})
async def documents(query: Annotated[DocumentsQuery, Query()], service: Here) -> Response:
    """The indexed documents, a page at a time; `next` is the cursor of the next page."""
    return JSONResponse(await service.threads.run(partial(_page, service.engine, query)))


@router.get(
    "/v1/documents/{id}",
    responses={200: {"model": DocumentJson}},
    openapi_extra=INDEX_PARAMETER,
)
async def document(id: Id, service: Here) -> Response:
    """One document with its metadata, its extraction report and its warnings. The beginning of an
    id is enough if no other id begins so."""
    return JSONResponse(await service.threads.run(partial(_document, service.engine, id)))


@router.get(
    "/v1/documents/{id}/text",
    responses={200: {"model": TextJson}},
    openapi_extra=INDEX_PARAMETER,
)
async def text(id: Id, service: Here, published: Published = False) -> Response:
    """The clean text, which spans count in; with `published=1` the text as it was published."""
    return JSONResponse(await service.threads.run(partial(_text, service.engine, id, published)))


def _page(engine: Engine, query: DocumentsQuery) -> DocumentsJson:
    with engine.index() as index:
        # One document more than the page shows whether there is a next page.
        found = index.documents(query.as_filters(), after=query.cursor, limit=query.limit + 1)
        shown = found[: query.limit]
        return {
            "documents": [document_json(document) for document in shown],
            "next": shown[-1].id if len(found) > len(shown) else None,
            "index": index_json(index.state),
        }


def _document(engine: Engine, id: str) -> DocumentJson:
    with engine.index() as index:
        id = index.full_id(id)
        return document_json(index.document(id), index.report(id))


def _text(engine: Engine, id: str, published: bool) -> TextJson:
    with engine.index() as index:
        id = index.full_id(id)
        return {
            "id": id,
            "text": index.published_text(id) if published else index.document(id).text,
        }
