"""The description of the HTTP interface (OpenAPI): what FastAPI reads off the routes, and beside it
every refusal that a route can give, the keys it takes, and an example of each body.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from fastapi import APIRouter, FastAPI
from fastapi.openapi.utils import get_openapi
from fastapi.routing import APIRoute
from pydantic import TypeAdapter

from rag.serving.examples import EXAMPLES
from rag.serving.problems import OpenAIErrorJson, ProblemJson, is_openai_path
from rag.serving.request_log import REQUEST_ID
from rag.serving.security import is_admin, is_open

Schema = dict[str, Any]

PROBLEM_TYPE = "application/problem+json"
EVENT_STREAM = "text/event-stream"
# The schema of a stream is that of each of its events.
_EVENT: Schema = {
    "type": "object",
    "required": ["data"],
    "properties": {
        "event": {"type": "string"},
        "data": {"type": "string", "contentMediaType": "application/json"},
    },
}
STREAMED: Schema = {EVENT_STREAM: {"schema": _EVENT}}
CSV: Schema = {"text/csv": {"schema": {"type": "string"}}}

_ABOUT = """Questions about government speeches, answered with verbatim quotations and where they
stand. Refusals are problems (RFC 9457); below /v1/chat, /v1/models and /v1/responses they have the
shape of the OpenAI interface. Spans count code points."""
_TAGS = {
    "ask": "Answers made of quotations.",
    "search": "Passages near to a query.",
    "compare": "One question asked of many groups.",
    "figures": "The table of figures, targets beside results, and figures of a text checked.",
    "documents": "The speeches.",
    "export": "Answers as files.",
    "verify": "Whether quotations stand in the speeches.",
    "chat": "The OpenAI interface, for chat front ends.",
    "corpus": "Changes of the speeches, by admin keys.",
    "jobs": "Builds that were started over HTTP, by admin keys.",
    "indexes": "The indexes that this server holds.",
    "health": "Probes and metrics.",
}
_REFUSALS = {
    400: "The request cannot be read: its headers, its host or its JSON.",
    401: "A key is needed.",
    403: "Another site caused the request, or it needs an admin key.",
    404: "There is no such thing.",
    408: "The body took too long.",
    409: "It does not fit what is there now: several documents have such an id, or a build runs.",
    413: "The body is too large.",
    415: "The body is of another media type.",
    421: "This server is not asked by that host name.",
    422: "A field is not as it must be; `errors` names it.",
    429: "Too many requests came from this key or address.",
    500: "Something broke; the log has it under the id of the request.",
    503: "No index or model can answer now, or too many requests wait.",
    504: "The answer was not ready in time.",
}
_ALWAYS = (400, 403, 421, 429, 500, 503)
_WITH_BODY = (408, 413, 415, 422)
_KEYS: Schema = {
    "bearer": {"type": "http", "scheme": "bearer"},
    "key": {"type": "apiKey", "in": "header", "name": "X-API-Key"},
}
_HEADERS: Schema = {
    "RequestId": {
        "description": "The id of the request: the one that was sent, if it is sane.",
        "schema": {"type": "string"},
    },
    "RetryAfter": {"description": "Seconds to wait.", "schema": {"type": "string"}},
}
# FastAPI's own shape of a 422, which no route gives.
_NOT_OURS = ("HTTPValidationError", "ValidationError")


def name_of(route: APIRoute | APIRouter) -> str:
    """The operation id of a route: the name of its function."""
    return str(getattr(route, "name", ""))


def describe(app: FastAPI, *, has_keys: bool) -> None:
    """Have `app` describe itself by `described`, once somebody asks."""

    def openapi() -> Schema:
        if app.openapi_schema is None:
            app.openapi_schema = described(app, has_keys=has_keys)
        return app.openapi_schema

    app.openapi = openapi  # type: ignore[method-assign]  # as FastAPI's documentation has it


def described(app: FastAPI, *, has_keys: bool) -> Schema:
    """The OpenAPI document of `app`; `has_keys`: its routes take keys."""
    document = get_openapi(
        title=app.title,
        version=app.version,
        summary="Answers of verbatim quotations from government speeches",
        description=_ABOUT,
        routes=app.routes,
        tags=[{"name": name, "description": told} for name, told in _TAGS.items()],
    )
    components = document.setdefault("components", {})
    schemas = components.setdefault("schemas", {})
    for name in _NOT_OURS:
        schemas.pop(name, None)
    schemas |= _schemas_of("Problem", ProblemJson) | _schemas_of("OpenAIError", OpenAIErrorJson)
    components |= {"headers": _HEADERS} | ({"securitySchemes": _KEYS} if has_keys else {})
    for operation in _operations(document):
        operation.complete(has_keys=has_keys)
    return document


@dataclass(frozen=True, slots=True)
class _Operation:
    """One method of one path, as the document has it."""

    path: str
    method: str
    told: Schema

    def complete(self, *, has_keys: bool) -> None:
        """Add its refusals, keys and example."""
        responses = self.told.setdefault("responses", {})
        statuses = {*self._statuses(has_keys), *_refusals_in(responses)}
        responses.pop("422", None)
        # The OpenAI interface knows no 422.
        for status in sorted(statuses - {422} if is_openai_path(self.path) else statuses):
            responses[str(status)] = _refusal(status, self.path)
        for response in responses.values():
            headers = response.setdefault("headers", {})
            headers[REQUEST_ID] = {"$ref": "#/components/headers/RequestId"}
        if has_keys:
            self.told["security"] = [] if self._is_open else [{name: []} for name in _KEYS]
        example = EXAMPLES.get(self.told["operationId"])
        if example is not None:
            self.told["requestBody"]["content"]["application/json"]["example"] = example

    @property
    def _is_open(self) -> bool:
        return is_open(self.path)

    def _statuses(self, has_keys: bool) -> Iterator[int]:
        """Every refusal that this operation can give."""
        yield from _ALWAYS
        if "requestBody" in self.told:
            yield from _WITH_BODY
        elif self.told.get("parameters"):
            yield 422
        if self._is_open:
            return
        yield from (404, 504)
        if self.path.startswith("/v1/documents/{id}"):
            yield 409  # several documents have an id that begins so
        if is_admin(self.method, self.path):
            yield from (401, 409)
        elif has_keys:
            yield 401


def _operations(document: Schema) -> Iterator[_Operation]:
    for path, methods in document["paths"].items():
        for method, told in methods.items():
            yield _Operation(path, method.upper(), told)


def _refusals_in(responses: Schema) -> Iterator[int]:
    """The refusals that a route tells itself."""
    return (int(status) for status in responses if status.isdigit() and int(status) >= 400)


def _refusal(status: int, path: str) -> Schema:
    """A refusal in the shape that callers of `path` read."""
    openai = is_openai_path(path)
    name, media_type = ("OpenAIError", "application/json") if openai else ("Problem", PROBLEM_TYPE)
    told: Schema = {
        "description": _REFUSALS.get(status, "The request was refused."),
        "content": {media_type: {"schema": {"$ref": f"#/components/schemas/{name}"}}},
    }
    if status in (429, 503):
        told["headers"] = {"Retry-After": {"$ref": "#/components/headers/RetryAfter"}}
    return told


def _schemas_of(name: str, kind: Any) -> Schema:
    """The schema of a TypedDict under `name`, and those of the types it is made of."""
    schema = TypeAdapter(kind).json_schema(ref_template="#/components/schemas/{model}")
    return {name: schema, **schema.pop("$defs", {})}
