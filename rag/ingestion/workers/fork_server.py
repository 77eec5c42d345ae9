"""Orders come in on standard input, a Unix socket; forks of this process, each with a socket on
which it reads files, and the codes with which they ended go out.

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
# Before cycles are looked for: what reads a file makes few, and by default a tenth of its time goes
# into looking.
_ALLOCATIONS = 100_000


def main() -> None:
    """Prepare for files with the suffixes in the arguments, and obey until there are no more
    orders."""
    gc.set_threshold(_ALLOCATIONS)
    with _orders() as orders:
        prepare(sys.argv[1:])
        Vocabulary.bundled()
        gc.freeze()  # what all forks share is not looked through, and so not copied, by each
        children: set[int] = set()
        try:
            _obey(orders, children)
        finally:
            for child in children:
                _end(child)


def _orders() -> socket.socket:
    """The socket on standard input, moved from where programs that are run would find it."""
    orders = socket.socket(fileno=os.dup(_STANDARD_INPUT))
    nothing = os.open(os.devnull, os.O_RDONLY)
    os.dup2(nothing, _STANDARD_INPUT)
    os.close(nothing)
    return orders


def _obey(orders: socket.socket, children: set[int]) -> None:
    """START comes with a socket and is answered with the process that reads from it, END with the
    process that is to be no more and is answered with its code."""
    while True:
        order, sockets, _, _ = socket.recv_fds(orders, len(START), 1)
        if not order:
            return
        if order == START:
            child = _fork(orders, *sockets)
            children.add(child)
            orders.sendall(NUMBER.pack(child))
        else:
            (child,) = NUMBER.unpack(orders.recv(NUMBER.size, socket.MSG_WAITALL))
            # One of a nursery before this is not ours to end, nor is its number any more.
            code = _end(child) if child in children else -signal.SIGKILL
            children.discard(child)
            orders.sendall(NUMBER.pack(code))


def _fork(orders: socket.socket, descriptor: int) -> int:
    """A child that serves the other end of `descriptor`."""
    child = os.fork()
    if child:
        os.close(descriptor)
        return child
    code = 1
    try:
        orders.close()
        with socket.socket(fileno=descriptor) as link:
            serve(link)
        code = 0
    finally:
        os._exit(code)  # nothing of what its parent would do at its end


def _end(child: int) -> int:
    """Ends the process, if it has not ended by itself; its code."""
    os.kill(child, signal.SIGKILL)
    return os.waitstatus_to_exitcode(os.waitpid(child, 0)[1])


if __name__ == "__main__":
    main()
