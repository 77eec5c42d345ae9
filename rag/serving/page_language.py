"""The language of a page: that of its address, else of the last choice, else of the browser."""

from __future__ import annotations

from starlette.requests import Request
from starlette.responses import Response

from rag.types.text import Language

# A choice made on one page holds for all; a script may set the cookie too.
COOKIE = "language"
_YEAR = 365 * 24 * 3600


def page_language(request: Request) -> Language:
    """`?lang=`, the cookie, or Accept-Language; English where none of them names one of ours."""
    for given in (request.query_params.get("lang"), request.cookies.get(COOKIE)):
        if (chosen := _language(given or "")) is not None:
            return chosen
    return _preferred(request.headers.get("accept-language", "")) or "en"


def remember_language(request: Request, response: Response) -> None:
    """Keep the language that the address names."""
    chosen = _language(request.query_params.get("lang") or "")
    if chosen is not None:
        path = request.scope.get("root_path", "") + "/"
        response.set_cookie(COOKIE, chosen, max_age=_YEAR, path=path, samesite="lax")


def _language(tag: str) -> Language | None:
    """`zh-Hans-CN` -> `zh`; None for other languages."""
    primary = tag.strip().lower().partition("-")[0]
    return "zh" if primary == "zh" else "en" if primary == "en" else None


def _preferred(header: str) -> Language | None:
    """The one of our languages that the browser wants most."""
    best: tuple[float, Language] | None = None
    for part in header.split(",")[:20]:
        tag, _, quality = part.partition(";")
        language, weight = _language(tag), _weight(quality)
        if language and weight > (best[0] if best else 0.0):
            best = weight, language
    return best[1] if best else None


def _weight(quality: str) -> float:
    """`q=0.8` -> 0.8; 1 where nothing is said, 0 where it cannot be read."""
    number = quality.strip().removeprefix("q=")
    try:
        return float(number) if number else 1.0
    except ValueError:
        return 0.0
