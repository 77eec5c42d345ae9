"""The routes of an application by their templates, such as `/v1/documents/{id}`."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from fastapi import APIRouter, FastAPI
from starlette.routing import BaseRoute, Mount, Route
from starlette.types import Scope

# The template of requests that no route knows.
NO_ROUTE = "(none)"


@dataclass(frozen=True, slots=True)
class _Known:
    regex: re.Pattern[str]
    template: str
    methods: frozenset[str]


class RouteTable:
    """Looks routes up by a path; a path is never a template of its own."""

    def __init__(self, routers: Iterable[APIRouter], app: FastAPI) -> None:
        """`routers` are those that `app` includes; what it has beside them is read from it when a
        request comes."""
        self._included = [known for router in routers for known in _known(router.routes)]
        self._app = app

    def template(self, scope: Scope) -> str:
        """The template of the route that answered, or that would have if no middleware had
        refused the request before."""
        path = getattr(scope.get("route"), "path", None)
        if isinstance(path, str):
            return path
        return next((known.template for known in self._matching(scope["path"])), NO_ROUTE)

    def methods(self, path: str) -> list[str]:
        """The methods that `path` takes, of all its routes together, sorted."""
        return sorted({method for known in self._matching(path) for method in known.methods})

    def _matching(self, path: str) -> Iterator[_Known]:
        known = (*self._included, *_known(self._app.routes))
        return (route for route in known if route.regex.match(path))


def _known(routes: Iterable[BaseRoute]) -> Iterator[_Known]:
    for route in routes:
        if isinstance(route, Route | Mount):
            methods: Iterable[str] = getattr(route, "methods", None) or ()
            yield _Known(route.path_regex, route.path, frozenset(methods))
