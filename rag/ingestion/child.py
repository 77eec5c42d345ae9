"""A child process that reads files: requests come in on a socket, results go out on it.

It ends when the process that asks does. `rag.ingestion.wire` says what the bytes mean.
"""

from __future__ import annotations

import resource
import signal
import socket
from collections.abc import Iterable, Iterator
from contextlib import suppress
from typing import IO

from rag.errors import UnreadableFile
from rag.ingestion.chunk import Sizes
from rag.ingestion.discover import Found, Skipped
from rag.ingestion.limits import Limits, too_large
from rag.ingestion.load import parse
from rag.ingestion.read import Read, cut, read_one
from rag.ingestion.wire import Request, decode_request, encode_answer
from rag.language.vocabulary import Vocabulary


def serve(link: socket.socket) -> None:
    """Answer requests until there are no more."""
    with link.makefile("rb") as requests:
        for request in _requests(requests):
            _confine(request.limits)
            answer = read(request.file, request.limits, request.sizes)
            send(link, encode_answer(answer))


def read(file: Found, limits: Limits, sizes: Sizes) -> Read | Skipped:
    """One file from its path to a document with its passages, or why not."""
    try:
        one = read_one(parse(file.path, file.name))
        return cut(one, vocabulary=Vocabulary.bundled(), sizes=sizes)
    except UnreadableFile as error:
        return Skipped(error.file, error.reason)
    except MemoryError:
        return Skipped(file.name, too_large(limits))
    except RecursionError:
        return Skipped(file.name, "nested too deeply; save its text as .txt")


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


def _confine(limits: Limits) -> None:
    """Limits for the file at hand: the kernel kills this process beyond them."""
    with suppress(ValueError, OSError):  # macOS has no such limit
        resource.setrlimit(resource.RLIMIT_AS, (limits.memory, limits.memory))
    with suppress(ValueError, OSError):
        resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    usage = resource.getrusage(resource.RUSAGE_SELF)
    _, hard = resource.getrlimit(resource.RLIMIT_CPU)
    soft = int(usage.ru_utime + usage.ru_stime) + limits.processor
    resource.setrlimit(resource.RLIMIT_CPU, (soft, hard))
    # The parent kills it sooner; this is for a child whose parent is gone.
    signal.alarm(int(limits.wall) + limits.processor)
