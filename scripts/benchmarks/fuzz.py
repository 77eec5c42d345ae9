"""A fuzzer of the HTTP interface: schemathesis asks what the description of the interface allows,
and what it does not allow.

    python scripts/benchmarks/fuzz.py [--examples 500] [--seed 16] [further options of schemathesis]

It starts a server over the sample speeches, with a key, and reads its OpenAPI document. It fails if
a request was answered with a server error, with a status, media type or header that the document
does not tell, or with JSON that is not as the document says. The seed is fixed, so that a run can
be repeated.
"""

from __future__ import annotations

import argparse
import subprocess
import sys
import tempfile
from pathlib import Path

from scripts.benchmarks._server import Server, sample_server

KEY, ADMIN_KEY = "key-of-the-fuzzer", "admin-key-of-the-fuzzer"
SETTINGS = {
    "SPEECHRAG_API_KEYS": KEY,
    "SPEECHRAG_ADMIN_KEYS": ADMIN_KEY,
    "SPEECHRAG_RATE_LIMITS": "off",
    # A slow machine is no fault of the interface.
    "SPEECHRAG_SEARCH_TIMEOUT_SECONDS": "60",
}
CHECKS = (
    "not_a_server_error",
    "status_code_conformance",
    "content_type_conformance",
    "response_headers_conformance",
    "response_schema_conformance",
    "unsupported_method",
    "allow_header_conformance",
    "ignored_auth",
)


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--examples", type=int, default=500, help="requests for each operation")
    parser.add_argument("--seed", type=int, default=16)
    options, further = parser.parse_known_args()
    with (
        tempfile.TemporaryDirectory() as folder,
        sample_server(Path(folder), settings=SETTINGS) as server,
    ):
        return fuzz(server, options.examples, options.seed, further)


def fuzz(server: Server, examples: int, seed: int, further: list[str]) -> int:
    """The exit status of schemathesis: 0 if all checks held."""
    command = [
        str(Path(sys.executable).parent / "schemathesis"),
        "run",
        f"{server.address}/openapi.json",
        f"--header=Authorization: Bearer {ADMIN_KEY}",
        f"--checks={','.join(CHECKS)}",
        "--phases=examples,coverage,fuzzing",
        f"--max-examples={examples}",
        f"--seed={seed}",
        "--continue-on-failure",
        "--request-timeout=60",
        *further,
    ]
    return subprocess.run(command, cwd=server.log.parent).returncode


if __name__ == "__main__":
    sys.exit(main())
