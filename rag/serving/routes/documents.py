"""`GET /v1/documents…`: what is indexed, one document with its extraction report, its text."""

from __future__ import annotations

from functools import partial
from typing import Annotated

from fastapi import APIRouter, Path, Query
from starlette.responses import JSONResponse, Response

from rag.engine import Engine
from rag.presentation.json_types import DocumentJson, DocumentsJson, TextJson
from rag.presentation.to_json import document_json, index_json
from rag.presentation.user_input import NAME_CHARACTERS
from rag.serving.requests import DocumentsQuery
from rag.serving.service import Here

router = APIRouter(tags=["documents"])

Id = Annotated[str, Path(max_length=NAME_CHARACTERS)]
# Asked for as `?published=1`.
Published = Annotated[bool, Query()]


@router.get("/v1/documents", responses={200: {"model": DocumentsJson}})
async def documents(query: Annotated[DocumentsQuery, Query()], service: Here) -> Response:
    """What is indexed, a page at a time; `next` is the cursor of the next page."""
    return JSONResponse(await service.workers.run(partial(_page, service.engine, query)))


@router.get("/v1/documents/{id}", responses={200: {"model": DocumentJson}})
async def document(id: Id, service: Here) -> Response:
    """One document: what is known of it, what cleaning did to it, what to beware of. The beginning
    of an id will do where no other begins so."""
    return JSONResponse(await service.workers.run(partial(_document, service.engine, id)))


@router.get("/v1/documents/{id}/text", responses={200: {"model": TextJson}})
async def text(id: Id, service: Here, published: Published = False) -> Response:
    """The clean text, which spans count in; with `published=1` the text as it was published."""
    return JSONResponse(await service.workers.run(partial(_text, service.engine, id, published)))


def _page(engine: Engine, query: DocumentsQuery) -> DocumentsJson:
    with engine.index() as index:
        # One more than asked for tells whether there is a next page.
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
