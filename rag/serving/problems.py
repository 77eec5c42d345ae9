"""Error responses: what each failure tells the caller, and in which shape.

The shape is `application/problem+json` (RFC 9457) or, for chat clients, an OpenAI error object. A
problem never repeats what was sent: requests may hold secrets, and 422s end up in logs.
"""

from __future__ import annotations

import logging
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any, NotRequired

from fastapi.exceptions import RequestValidationError
from starlette.exceptions import HTTPException
from starlette.responses import JSONResponse
from typing_extensions import TypedDict

from rag.errors import (
    AmbiguousDocument,
    AnswererUnavailable,
    IndexBusy,
    IndexDamaged,
    IndexUnavailable,
    InvalidQuestion,
    MachineFailed,
    ModelError,
    ModelMismatch,
    NoSuchDocument,
    SpeechragError,
    UnreadableFile,
)
from rag.presentation.user_input import InvalidField
from rag.serving.request_note import current_note, note_problem
from rag.serving.seldom import Seldom
from rag.serving.threads import Busy

log = logging.getLogger(__name__)
log.addFilter(Seldom())

# Below /v1/, the paths whose callers expect errors in the shape of the OpenAI interface: what is
# here, and what its clients ask for elsewhere.
_OPENAI_PATHS = frozenset(
    {
        "assistants", "audio", "batches", "chat", "completions", "containers", "conversations",
        "embeddings", "engines", "evals", "files", "fine_tuning", "images", "messages", "models",
        "moderations", "realtime", "rerank", "responses", "skills", "threads", "uploads",
        "vector_stores", "videos",
    }
)  # fmt: skip
_OPENAI_TYPES = {401: "authentication_error", 403: "permission_error", 429: "rate_limit_error"}
_TOO_MANY_FIELDS = 10
_FIELD_NAME = re.compile(r"[A-Za-z_][A-Za-z0-9_]{0,40}", re.ASCII)


class FieldJson(TypedDict):
    """A field that is not as it must be."""

    field: str
    detail: str


class ProblemJson(TypedDict):
    """A refusal (RFC 9457): `code` names it for programs, `detail` says what to do."""

    type: str
    title: str
    status: int
    detail: str
    code: str
    request_id: NotRequired[str]
    errors: NotRequired[list[FieldJson]]


class OpenAIErrorDetailJson(TypedDict):
    message: str
    type: str
    param: str | None
    code: str


class OpenAIErrorJson(TypedDict):
    """A refusal as clients of the OpenAI interface read it."""

    error: OpenAIErrorDetailJson


# Of a refusal after which the rest of the body is not read: the connection cannot be used again.
CLOSE: Mapping[str, str] = {"Connection": "close"}


@dataclass(frozen=True, slots=True)
class Problem:
    """One refusal: `code` names it for programs, `detail` says what to do, `fields` pairs the
    name of a field with what is wrong with it."""

    status: int
    code: str
    title: str
    detail: str
    fields: tuple[tuple[str, str], ...] = ()
    headers: Mapping[str, str] = field(default_factory=dict)
    # Further members of the object, as the id of the job that runs.
    more: Mapping[str, str] = field(default_factory=dict)

    def as_json(self) -> dict[str, Any]:
        body: dict[str, Any] = {
            "type": f"urn:speechrag:problem:{self.code}",
            "title": self.title,
            "status": self.status,
            "detail": self.detail,
            "code": self.code,
            **self.more,
        }
        note = current_note()
        if note is not None:
            body["request_id"] = note.request_id
        if self.fields:
            body["errors"] = [{"field": name, "detail": detail} for name, detail in self.fields]
        return body

    def as_openai(self) -> dict[str, Any]:
        kind = "server_error" if self.status >= 500 else "invalid_request_error"
        details = "; ".join(f"{name}: {detail}" for name, detail in self.fields)
        return {
            "error": {
                "message": details or self.detail,
                "type": _OPENAI_TYPES.get(self.status, kind),
                "param": self.fields[0][0] if self.fields else None,
                "code": self.code,
            }
        }

    def response(self, path: str) -> JSONResponse:
        """The problem in the shape that callers of `path` read."""
        note_problem(self.code)
        headers = dict(self.headers)
        if is_openai_path(path):
            # The OpenAI interface knows no 422.
            status = 400 if self.status == 422 else self.status
            return JSONResponse(self.as_openai(), status, headers)
        return JSONResponse(self.as_json(), self.status, headers, "application/problem+json")


class Refused(SpeechragError):
    """A request is refused with a problem of its own."""

    def __init__(self, problem: Problem) -> None:
        super().__init__(problem.detail)
        self.problem = problem


def is_openai_path(path: str) -> bool:
    """Whether clients of the OpenAI interface call it."""
    return path.startswith("/v1/") and path.split("/", 3)[2] in _OPENAI_PATHS


_RETRY = {"Retry-After": "5"}
# Kind of failure: status, code, title, headers, and what is told instead of the message where that
# names folders of this machine: it is for the operator, and goes into the log.
_KINDS: dict[type[Exception], tuple[int, str, str, Mapping[str, str], str | None]] = {
    IndexUnavailable: (
        503,
        "index-unavailable",
        "There is no index to ask",
        _RETRY,
        "whoever runs this server can make one: speechrag index PATH…",
    ),
    IndexDamaged: (
        503,
        "index-damaged",
        "The index is damaged",
        _RETRY,
        "whoever runs this server can make it again: speechrag index PATH… --rebuild",
    ),
    MachineFailed: (
        503,
        "machine-failed",
        "This server lacks what it needs",
        _RETRY,
        "the log of this server says what is lacking: room, memory or a limit of the system",
    ),
    ModelMismatch: (
        503,
        "model-mismatch",
        "The index belongs to another model",
        _RETRY,
        "whoever runs this server can make it again with the model that is set: "
        "speechrag index PATH… --rebuild",
    ),
    ModelError: (
        503,
        "model-error",
        "A model cannot be run",
        _RETRY,
        "the log of this server says which model, and why",
    ),
    AnswererUnavailable: (503, "answerer-unavailable", "The answerer cannot be used", _RETRY, None),
    IndexBusy: (409, "index-busy", "The index is being built", {}, None),
    AmbiguousDocument: (409, "ambiguous-document", "Several documents have such an id", {}, None),
    UnreadableFile: (422, "unreadable-file", "The file cannot be read", {}, None),
    InvalidQuestion: (422, "invalid-question", "The question cannot be read", {}, None),
}


def problem_of(error: Exception) -> Problem:
    """The problem that an exception stands for. An unforeseen exception gives no details away."""
    if isinstance(error, Refused):
        return error.problem
    if isinstance(error, InvalidField):
        return invalid([(error.field, error.detail)])
    if isinstance(error, NoSuchDocument):
        detail = "no document with that id is in the index; GET /v1/documents lists them"
        return Problem(404, "no-such-document", "No such document", detail)
    if isinstance(error, Busy):
        detail = "too many requests wait already; try again in a moment"
        return Problem(503, "busy", "Too busy", detail, headers={"Retry-After": "1"})
    if isinstance(error, TimeoutError):
        return Problem(504, "timeout", "Took too long", "the answer was not ready in time")
    if isinstance(error, SpeechragError):
        for kind, (status, code, title, headers, told) in _KINDS.items():
            if isinstance(error, kind):
                return Problem(status, code, title, told or str(error), headers=headers)
    return Problem(500, "internal-error", "Something broke here", "the failure was logged")


def noted(error: Exception) -> Problem:
    """The problem that is told, with what is not told of a foreseen failure noted in the log."""
    problem = problem_of(error)
    # What a client can mend may repeat what the client sent, and is nothing for the operator.
    foreseen = isinstance(error, SpeechragError) and problem.status >= 500
    if foreseen and problem.detail != str(error):
        log.warning(f"{problem.code}: %s", error)
    return problem


def problem_of_http(error: HTTPException, path: str) -> Problem:
    """What the framework refused: unknown path, wrong method, unreadable body."""
    if error.status_code == 404 and is_openai_path(path):
        detail = (
            "of the OpenAI interface this server has POST /v1/chat/completions, "
            "POST /v1/responses and GET /v1/models; it has interfaces of its own besides: see /docs"
        )
        return Problem(404, "not-found", "Nothing is at this address", detail)
    titles = {
        400: ("malformed-request", "The request cannot be read"),
        404: ("not-found", "Nothing is at this address"),
        405: ("method-not-allowed", "This address takes another method"),
    }
    code, title = titles.get(error.status_code, ("refused", "The request was refused"))
    return Problem(error.status_code, code, title, title.lower(), headers=error.headers or {})


def problem_of_validation(error: RequestValidationError) -> Problem:
    """A body or query that is not of the right shape; names its fields, never their values."""
    errors = error.errors()
    if any(item["type"] == "json_invalid" for item in errors):
        return malformed("the body is not JSON")
    return invalid([(_field(item["loc"]), _reason(item)) for item in errors[:_TOO_MANY_FIELDS]])


def malformed(detail: str, *, close: bool = False) -> Problem:
    """A 400; `close` ends the connection, of which nobody knows where the next request begins."""
    headers = CLOSE if close else {}
    return Problem(400, "malformed-request", "The request cannot be read", detail, headers=headers)


def invalid(fields: Sequence[tuple[str, str]]) -> Problem:
    """A 422 that names the fields."""
    detail = "these fields are not as they must be: " + ", ".join(name for name, _ in fields)
    return Problem(422, "invalid-request", "The request is not valid", detail, tuple(fields))


def _field(location: Sequence[str | int]) -> str:
    """`("body", "filters", "since")` -> `filters.since`; a name that no field of ours could have is
    not repeated."""
    parts = []
    for part in location[1:] or location:
        known = isinstance(part, int) or _FIELD_NAME.fullmatch(part) is not None
        parts.append(str(part) if known else "(unnamed)")
    return ".".join(parts[:6])


def _reason(item: Mapping[str, Any]) -> str:
    """The message of pydantic, which says what was expected; never its `input`."""
    message = str(item["msg"]).removeprefix("Value error, ")
    return message[:160] if item["type"] != "extra_forbidden" else "is not a field of this request"
