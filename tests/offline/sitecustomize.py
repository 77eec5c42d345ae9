"""The guard that keeps the tests from reaching the network.

tests/conftest.py installs this in the tests' own process and puts this folder on PYTHONPATH, so
that every Python that a test starts has the guard too. An audit hook sees every connection and
every lookup of a name, by any library, and cannot be removed.
"""

from __future__ import annotations

import ipaddress
import sys
from typing import Any

# The position of the address in the arguments of each audit event of the socket module.
_ADDRESS_OF = {
    "socket.connect": 1,
    "socket.sendto": 1,
    "socket.sendmsg": 1,
    "socket.getaddrinfo": 0,
    "socket.gethostbyname": 0,
}


class NetworkUsed(RuntimeError):
    """A test reached for the network. It is no OSError, since code that handles OSErrors must not
    hide it."""


def forbid_the_network() -> None:
    """From now on, only addresses of this machine can be reached or looked up."""
    sys.addaudithook(_watch)


def _watch(event: str, arguments: tuple[Any, ...]) -> None:
    position = _ADDRESS_OF.get(event)
    if position is None:
        return
    address = arguments[position]
    host = address[0] if isinstance(address, tuple) else address
    if event in ("socket.connect", "socket.sendto", "socket.sendmsg") and host is address:
        return  # the path of a Unix socket, or a socket that is connected already
    if not _is_here(host):
        raise NetworkUsed(f"a test reached for the network: {event} {host!r}")


def _is_here(host: object) -> bool:
    if not isinstance(host, str | bytes):
        return True  # None: any address of this machine; a number: not an internet socket
    name = host.decode() if isinstance(host, bytes) else host
    if name in ("", "localhost", "0.0.0.0", "::"):
        return True
    try:
        return ipaddress.ip_address(name.split("%")[0]).is_loopback
    except ValueError:
        return False


if __name__ == "sitecustomize":
    forbid_the_network()
