"""What a browser opens: the web page `/`, the reading page of each speech, and what they need."""

from __future__ import annotations

from functools import partial
from typing import Annotated
from urllib.parse import parse_qs, quote, urlencode

from fastapi import APIRouter, Path, Query, Request
from starlette.exceptions import HTTPException
from starlette.responses import HTMLResponse, RedirectResponse, Response

from rag.presentation.user_input import NAME_CHARACTERS
from rag.serving.originals import original_of
from rag.serving.page_language import page_language, remember_language
from rag.serving.pages import Pages
from rag.serving.pages.quoted_words import QuotedWords
from rag.serving.pages.reading import reading_page
from rag.serving.problems import Problem
from rag.serving.security import KEY_COOKIE, PAGES, PAGES_OF_INDEX, Keys, is_page, key_proof
from rag.serving.service import Here, Server, Service
from rag.serving.static_files import StaticFiles, compressed

router = APIRouter(include_in_schema=False)

Id = Annotated[str, Path(max_length=NAME_CHARACTERS)]
# Whoever asks, asks with a key perhaps: no cache between may keep it for others.
PRIVATE = "private, no-cache"
# A speech of 300,000 characters takes a fifth of a second.
PAGE_SECONDS = 30.0
# The parameters of a permalink; a link that was cut or changed opens the page all the same.
Place = Annotated[str | None, Query()]


@router.get("/")
@router.get("/ledger")
async def home(request: Request) -> Response:
    """The web page, on which one asks; at `/ledger` open at what was promised and reached."""
    return page(request, "index.html")


@router.get("/docs")
async def docs(request: Request) -> Response:
    """The HTTP interface, described."""
    return page(request, "docs.html")


@router.get("/static/{path:path}")
async def static(path: str, request: Request) -> Response:
    """A file that a page needs."""
    files: StaticFiles = request.app.state.static
    response = files.response(path, request)
    if response is None:
        raise HTTPException(404)
    return response


@router.get("/documents/{id}")
@router.get("/indexes/{index}/documents/{id}")
async def document(
    id: Id, request: Request, service: Here, c: Place = None, h: Place = None, removed: Place = None
) -> Response:
    """The reading page: the speech with the words marked that `c` and `h` mean; with `removed=1`
    also what cleaning took out."""
    quoted = QuotedWords.of(c, h)
    shown = partial(_document, request, service, id, quoted, removed=removed == "1")
    return await service.threads.run(shown, timeout_seconds=PAGE_SECONDS)


@router.get("/documents/{id}/original")
@router.get("/indexes/{index}/documents/{id}/original")
async def original(id: Id, request: Request, service: Here) -> Response:
    """The file as it was published, where it is still there."""
    found = partial(_original, request, service, id)
    return await service.threads.run(found, timeout_seconds=PAGE_SECONDS)


@router.get("/key")
async def key_form(request: Request) -> Response:
    """Asks for a key again, in the other language."""
    return key_page(request, request.query_params.get("next", "/"))


@router.post("/key")
async def key(request: Request, service: Server) -> Response:
    """Gives the browser of somebody who has a key the cookie that opens pages, and leads on."""
    form = parse_qs((await request.body()).decode("utf-8", "replace"))
    given, wanted = form.get("key", [""])[0].strip(), form.get("next", ["/"])[0]
    keys: Keys = request.app.state.keys
    admin: Keys = request.app.state.admin_keys
    sent = given.encode("utf-8", "surrogatepass")
    if keys and not keys.know(sent) and not admin.know(sent):
        return key_page(request, wanted, wrong=True)
    root, onward = _root(request), _within(wanted)
    response = RedirectResponse(root + onward, 303)
    response.set_cookie(
        KEY_COOKIE,
        key_proof(given),
        path=root + (PAGES_OF_INDEX if onward.startswith(PAGES_OF_INDEX) else PAGES),
        httponly=True,
        samesite="lax",  # so that it is there when a link in a chat is followed
        secure=request.url.scheme == "https" or service.base.startswith("https://"),
    )
    return response


def key_page(request: Request, wanted: str | None = None, *, wrong: bool = False) -> Response:
    """Asks for a key; leads on to `wanted`, by default to the page that was asked for."""
    if wanted is None:
        path, query = quote(request.url.path, safe="/%"), request.url.query
        wanted = f"{path}?{query}#c" if query else path
    switches = {
        name: f"{_root(request)}/key?{urlencode({'next': wanted, 'lang': lang})}"
        for name, lang in (("in_chinese", "zh"), ("in_english", "en"))
        if request.url.path == "/key"
    }
    return page(request, "key.html", 401, next=wanted, wrong=wrong, **switches)


def _within(address: str) -> str:
    """The address if it is a page of ours, so that nobody is led elsewhere; else the front page."""
    whole = is_page(address) and all(" " < c < "\x7f" and c != "\\" for c in address)
    return address if whole else "/"


def _root(request: Request) -> str:
    """What stands before every address of ours: see rag/serving/prefix.py."""
    pages: Pages = request.app.state.pages
    return pages.root


def page(request: Request, template: str, status: int = 200, **values: object) -> Response:
    """A page in the reader's language."""
    pages: Pages = request.app.state.pages
    switches = {
        name: f"?{request.url.include_query_params(lang=lang).query}#c"
        for name, lang in (("in_chinese", "zh"), ("in_english", "en"))
    }
    text = pages.render(template, page_language(request), **{**switches, **values})
    body, headers = compressed(text.encode("utf-8", "replace"), request)
    headers["Vary"] += ", Accept-Language, Cookie"
    response = HTMLResponse(body, status, {**headers, "Cache-Control": PRIVATE})
    remember_language(request, response)
    return response


def failure_page(request: Request, problem: Problem) -> Response:
    """A problem in words for a person."""
    heading, why = _FAILURES.get(problem.code, ("problem", "not_now"))
    shown = page(request, "message.html", problem.status, heading=heading, why=why, link=None)
    shown.headers.update(problem.headers)
    return shown


# Code of a problem -> keys of the heading and the sentence that a reader gets.
_FAILURES = {
    "no-such-document": ("gone", "gone_why"),
    "not-found": ("gone", "gone_why"),
    "no-such-index": ("gone", "gone_why"),
    "invalid-request": ("gone", "gone_why"),
    "ambiguous-document": ("problem", "several"),
}


def _document(
    request: Request, service: Service, id: str, quoted: QuotedWords, *, removed: bool
) -> Response:
    language, prefix = page_language(request), service.prefix
    with service.engine.index() as index:
        shown = reading_page(index, id, quoted, language, removed=removed, prefix=prefix)
    return page(request, "document.html", shown.status, page=shown)


def _original(request: Request, service: Service, id: str) -> Response:
    with service.engine.index() as index:
        document = index.document(index.full_id(id))
        found = original_of(index, document)
    if found is not None:
        return Response(found.data, headers={**found.headers, "Cache-Control": PRIVATE})
    words = {"heading": "original_gone", "why": "original_gone_why"}
    return page(
        request,
        "message.html",
        404,
        **words,
        link=f"{_root(request)}{service.prefix}/documents/{document.id}",
    )
