"""Receives the files of a multipart request, streamed to the disk, with a limit on each file."""

from __future__ import annotations

import logging
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass

from starlette.datastructures import FormData, UploadFile
from starlette.formparsers import MultiPartException, MultiPartParser
from starlette.requests import Request

from rag.presentation.user_input import InvalidField
from rag.serving.body_limits import UPLOAD, media_type, too_large, unsupported
from rag.serving.corpus.edit import Incoming
from rag.serving.corpus.names import safe_name
from rag.serving.problems import Problem, Refused, malformed

log = logging.getLogger(__name__)

MOST_FILES = 100
_MOST_FIELDS = 10
_LONGEST_FIELD = 1000


@dataclass(frozen=True, slots=True)
class Received:
    """The files of a request, and what its fields say."""

    files: tuple[Incoming, ...]
    fields: dict[str, str]


@asynccontextmanager
async def received(request: Request, *, file_bytes: int) -> AsyncIterator[Received]:
    """The files and fields of the request; the files are gone when the context ends. Raises
    Refused: 415 or 400 for a body that is no form, 413 for a file of more than `file_bytes`."""
    if media_type(request.headers) != UPLOAD:
        raise Refused(unsupported(f"send the body as {UPLOAD}"))
    form = await _parsed(_Parser(request, file_bytes))
    try:
        yield _received(form)
    finally:
        await form.close()


async def _parsed(parser: _Parser) -> FormData:
    """The form; where there is none, or its client leaves in the middle, all files are let go."""
    try:
        form = await parser.parse()
        if parser.ended:
            return form
        raise Refused(parser.refusal)
    except BaseException as error:
        parser.close()
        if isinstance(error, MultiPartException):
            raise Refused(parser.refusal) from None
        if isinstance(error, OSError):
            log.exception("an upload cannot be stored")
            raise Refused(_not_stored()) from error
        raise


class _Parser(MultiPartParser):
    """Starlette's parser, which has no limit on one file."""

    def __init__(self, request: Request, file_bytes: int) -> None:
        super().__init__(
            request.headers,
            request.stream(),
            max_files=MOST_FILES,
            max_fields=_MOST_FIELDS,
            max_part_size=_LONGEST_FIELD,
        )
        self._file_bytes = file_bytes
        self._read = 0
        self.refusal = _unreadable()
        # Without its last boundary a form was cut short, and a file may be missing.
        self.ended = False

    def on_part_begin(self) -> None:
        super().on_part_begin()
        self._read = 0

    def on_end(self) -> None:
        self.ended = True

    def close(self) -> None:
        """Let go of all files, also of one that was cut short and is no field."""
        for file in self._files_to_close_on_error:
            file.close()

    def on_part_data(self, data: bytes, start: int, end: int) -> None:
        self._read += end - start
        if self._read > self._file_bytes:
            self.refusal = too_large(self._file_bytes)
            raise MultiPartException("too large")
        super().on_part_data(data, start, end)


def _received(form: FormData) -> Received:
    files: list[Incoming] = []
    fields: dict[str, str] = {}
    for key, value in form.multi_items():
        if isinstance(value, UploadFile):
            field = f"files.{len(files)}"
            name = safe_name(value.filename or "", field)
            files.append(Incoming(name, value.file, field))
        else:
            fields[key] = value
    if not files:
        raise InvalidField("files", "send at least one file in this field")
    return Received(tuple(files), fields)


def _not_stored() -> Problem:
    detail = "the folder for temporary files takes no more; the log says why"
    return Problem(503, "not-stored", "The upload cannot be stored", detail)


def _unreadable() -> Problem:
    return malformed(
        f"send a form (multipart/form-data) with 1 to {MOST_FILES} files in the field `files`"
    )
