"""The fork server: on orders from a Unix socket it forks workers that read files, and ends them.

Started once for a build, as `python -m rag.ingestion.workers.fork_server SUFFIX…` with the
suffixes of its files. To start Python and import what reads them takes half a second; a fork of a
process that has done so takes milliseconds, also the one that replaces a worker that a file killed.
No file is read here, so no file can break it. It ends when its parent does, and its workers with
it.
"""

from __future__ import annotations

import gc
import os
import signal
import socket
import struct
import sys

from rag.ingestion.load import prepare
from rag.ingestion.workers.worker import serve
from rag.language.vocabulary import Vocabulary

START, END = b"s", b"e"
# A process, or the code with which one ended: negative for a signal.
NUMBER = struct.Struct("=i")
_STANDARD_INPUT = 0
# Python looks for cycles after so many allocations. Readers make few cycles, and by default a tenth
# of their time goes into the search.
_ALLOCATIONS = 100_000


def main() -> None:
    """Prepare for files with the suffixes in the arguments, and obey until there are no more
    orders."""
    gc.set_threshold(_ALLOCATIONS)
    with _orders() as orders:
        prepare(sys.argv[1:])
        Vocabulary.bundled()
        gc.freeze()  # no fork searches, and so copies, what all forks share
        workers: set[int] = set()
        try:
            _obey(orders, workers)
        finally:
            for worker in workers:
                _end(worker)


def _orders() -> socket.socket:
    """The socket on standard input, moved from where programs that are run would find it."""
    orders = socket.socket(fileno=os.dup(_STANDARD_INPUT))
    nothing = os.open(os.devnull, os.O_RDONLY)
    os.dup2(nothing, _STANDARD_INPUT)
    os.close(nothing)
    return orders


def _obey(orders: socket.socket, workers: set[int]) -> None:
    """START comes with a socket and is answered with the process that reads from it, END with the
    process that is to be no more and is answered with its code."""
    while True:
        order, sockets, _, _ = socket.recv_fds(orders, len(START), 1)
        if not order:
            return
        if order == START:
            worker = _fork(orders, *sockets)
            workers.add(worker)
            orders.sendall(NUMBER.pack(worker))
        else:
            (worker,) = NUMBER.unpack(orders.recv(NUMBER.size, socket.MSG_WAITALL))
            # A worker of an earlier fork server is not ours to end; its number may be reused.
            code = _end(worker) if worker in workers else -signal.SIGKILL
            workers.discard(worker)
            orders.sendall(NUMBER.pack(code))


def _fork(orders: socket.socket, descriptor: int) -> int:
    """A worker that serves the other end of `descriptor`."""
    worker = os.fork()
    if worker:
        os.close(descriptor)
        return worker
    code = 1
    try:
        orders.close()
        with socket.socket(fileno=descriptor) as link:
            serve(link)
        code = 0
    finally:
        os._exit(code)  # without what its parent does at its end


def _end(worker: int) -> int:
    """Ends the process, if it has not ended by itself; its code."""
    os.kill(worker, signal.SIGKILL)
    return os.waitstatus_to_exitcode(os.waitpid(worker, 0)[1])


if __name__ == "__main__":
    main()
