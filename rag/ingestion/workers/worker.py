"""A worker: it reads the files that a socket names, and sends the results back.

It ends when the process that asks ends. `rag.ingestion.workers.wire` says what the bytes mean.
"""

from __future__ import annotations

import socket
from collections.abc import Iterable, Iterator
from contextlib import suppress
from typing import IO

from rag.errors import UnreadableFile
from rag.ingestion.discover import Found, Skipped
from rag.ingestion.load import parse
from rag.ingestion.passages.chunk import Sizes
from rag.ingestion.read import Read, cut, read_one
from rag.ingestion.workers.limits import Limits, confine, too_large
from rag.ingestion.workers.wire import Request, decode_request, encode_answer
from rag.language.vocabulary import Vocabulary
from rag.presentation.left_out import because


def serve(link: socket.socket) -> None:
    """Answer requests until there are no more."""
    with link.makefile("rb") as requests:
        for request in _requests(requests):
            confine(request.limits)
            answer = read(request.file, request.limits, request.sizes)
            send(link, encode_answer(answer))


def read(file: Found, limits: Limits, sizes: Sizes) -> Read | Skipped:
    """One file from its path to a document with its passages, or why not."""
    try:
        one = read_one(parse(file.path, file.name))
        return cut(one, vocabulary=Vocabulary.bundled(), sizes=sizes)
    except UnreadableFile as error:
        return Skipped(error.file, error.reason, error.code, error.values)
    except MemoryError:
        return Skipped.because(file.name, too_large(limits))
    except RecursionError:
        return Skipped.because(file.name, because("nested"))


def send(link: socket.socket, pieces: Iterable[bytes]) -> None:
    """One message, whole."""
    for piece in pieces:
        link.sendall(piece)


def _requests(stream: IO[bytes]) -> Iterator[Request]:
    def exactly(size: int) -> bytearray:
        data = bytearray(stream.read(size))
        if len(data) < size:
            raise EOFError
        return data

    with suppress(EOFError):
        while True:
            yield decode_request(exactly)
