"""Claims about the tests themselves: no test can reach the network."""

from __future__ import annotations

import asyncio
import socket
import subprocess
import sys
from collections.abc import Callable

import pytest

from tests.offline.sitecustomize import NetworkUsed

# An address that is reserved for documentation: no machine has it.
NOWHERE = ("192.0.2.1", 9)


def connect() -> None:
    with socket.socket() as client:
        client.connect(NOWHERE)


def send() -> None:
    with socket.socket(type=socket.SOCK_DGRAM) as client:
        client.sendto(b"?", NOWHERE)


def look_up() -> None:
    socket.getaddrinfo("example.org", 443)


@pytest.mark.parametrize("reach", [connect, send, look_up])
def test_no_test_reaches_beyond_this_machine(reach: Callable[[], None]) -> None:
    with pytest.raises(NetworkUsed):
        reach()


def test_a_program_that_a_test_starts_is_cut_off_too() -> None:
    program = f"import socket; socket.create_connection({NOWHERE})"
    run = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True)
    assert run.returncode == 1
    assert "NetworkUsed" in run.stderr


def test_a_server_on_loopback_can_be_reached_by_name_and_number() -> None:
    async def greet() -> list[bytes]:
        async def hello(_: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
            writer.write(b"hello")
            writer.close()
            await writer.wait_closed()

        async with await asyncio.start_server(hello, "127.0.0.1", 0) as server:
            port = server.sockets[0].getsockname()[1]
            said = []
            for host in ("127.0.0.1", "localhost"):
                reader, writer = await asyncio.open_connection(host, port)
                said.append(await reader.read())
                writer.close()
                await writer.wait_closed()
            return said

    assert asyncio.run(greet()) == [b"hello", b"hello"]
