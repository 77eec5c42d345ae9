"""What a browser opens: the web page `/` and the files under `/static/`."""

from __future__ import annotations

from fastapi import APIRouter, Request
from starlette.exceptions import HTTPException
from starlette.responses import HTMLResponse, Response

from rag.serving.page_language import page_language, remember_language
from rag.serving.pages import Pages
from rag.serving.static_files import StaticFiles, compressed

router = APIRouter(include_in_schema=False)


@router.get("/")
async def home(request: Request) -> Response:
    """The web page, on which one asks."""
    return page(request, "index.html")


@router.get("/static/{path:path}")
async def static(path: str, request: Request) -> Response:
    """A file that a page needs."""
    files: StaticFiles = request.app.state.static
    response = files.response(path, request)
    if response is None:
        raise HTTPException(404)
    return response


def page(request: Request, template: str, status: int = 200, **values: object) -> Response:
    """A page in the reader's language."""
    pages: Pages = request.app.state.pages
    text = pages.render(template, page_language(request), **values)
    body, headers = compressed(text.encode("utf-8", "replace"), request)
    headers["Vary"] += ", Accept-Language, Cookie"
    response = HTMLResponse(body, status, {**headers, "Cache-Control": "no-cache"})
    remember_language(request, response)
    return response
