"""Asks the sample speeches through real clients, and tells what each one carries.

    scripts/clients [NAME ...] [--show] [--keep]

Without names, all clients of contracts/clients.py. Each package is installed into a folder of
build/clients (or of SPEECHRAG_CLIENTS) the first time. `--show` prints what the clients received;
`--keep` writes the results to contracts/results.json, from which scripts/readme takes its table.
"""

from __future__ import annotations

import argparse
import json
import subprocess
import sys
import tempfile
from pathlib import Path
from typing import Any

from scripts.benchmarks._server import Server, sample_server
from scripts.contracts.checks import CHECKS, NO, NONE, contract
from scripts.contracts.clients import CLIENTS, Client
from scripts.contracts.environments import FOLDER, NotInstalled, version
from scripts.contracts.pages import PageClient, played, served
from scripts.contracts.received import CONVERSATIONS, shown
from scripts.contracts.results import keep

SECONDS = 300


def main() -> int:
    """The command line; 1 if a contract is broken or a client could not be tried."""
    read = argparse.ArgumentParser(prog="scripts/clients", description=__doc__)
    read.add_argument("names", nargs="*", metavar="NAME", help=", ".join(CLIENTS))
    read.add_argument("--show", action="store_true", help="print what the clients received")
    read.add_argument("--keep", action="store_true", help="write contracts/results.json")
    options = read.parse_args()
    if unknown := [name for name in options.names if name not in CLIENTS]:
        read.error(f"no client {', '.join(unknown)}; there are {', '.join(CLIENTS)}")
    with tempfile.TemporaryDirectory() as folder, sample_server(Path(folder)) as server:
        chosen = [CLIENTS[name] for name in options.names or CLIENTS]
        rows = [tried(client, server, show=options.show) for client in chosen]
    if options.keep:
        keep({client.key: row for client, row in zip(chosen, rows, strict=True) if row})
    return int(any(not row or NO in row.values() for row in rows))


def tried(client: Client, server: Server, *, show: bool) -> dict[str, str]:
    """One client's row: its version and what each check found; empty if it could not be tried."""
    try:
        received = asked(client, server)
    except (NotInstalled, subprocess.SubprocessError, ValueError) as error:
        print(f"{client.key}: not tried: {error}")
        return {}
    if show:
        print(json.dumps(received, ensure_ascii=False, indent=1))
    answers = {name: shown(one) for name, one in received["received"].items()}
    told = contract(answers, server.address)
    row = {"client": client.name, "version": received["version"]}
    row |= {
        column: NONE if column in client.lacks else check(told) for column, check in CHECKS.items()
    }
    print(f"{client.key}: " + ", ".join(f"{column} {cell}" for column, cell in row.items()))
    return row


def asked(client: Client, server: Server) -> dict[str, Any]:
    """What the client's program printed."""
    task = {
        "base": f"{server.address}/v1",
        "model": "speechrag",
        "variant": client.variant,
        "conversations": CONVERSATIONS,
    }
    command = client.packages.command(client.folder, client.program)
    if client.page is not None:
        return _on_page(client.page, client, command, task)
    folder = Path(command[-1]).parent
    done = subprocess.run(
        [*command, json.dumps(task)],
        cwd=folder,
        capture_output=True,
        text=True,
        timeout=SECONDS,
    )
    if done.returncode:
        raise ValueError(done.stderr.strip()[-2000:])
    result: dict[str, Any] = json.loads(done.stdout.splitlines()[-1])
    return result


def _on_page(
    page: PageClient, client: Client, command: list[str], task: dict[str, Any]
) -> dict[str, Any]:
    """The same for a client that is a web page; its pictures lie in build/clients/pictures."""
    pictures = FOLDER / "pictures" / client.key
    with served(command, task, page) as address:
        received = played(page, address, pictures)
        if about := page.about(address):
            print(json.dumps(about, ensure_ascii=False, indent=1))
    print(f"{client.key}: pictures in {pictures}")
    return {"version": version(command[0], client.packages.packages[0]), "received": received}


if __name__ == "__main__":
    sys.exit(main())
