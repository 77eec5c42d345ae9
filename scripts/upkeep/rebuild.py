"""The name of an index comes in; it is built again from the same paths, and one log line goes out.

Run by scripts/rebuild, with SPEECHRAG_INDEXES set.
"""

from __future__ import annotations

import json
import os
import subprocess
import sys
import time
from collections.abc import Sequence
from pathlib import Path

from rag.errors import SpeechragError
from rag.index import generations, layout


def sources(folder: Path) -> tuple[str, ...]:
    """The paths that the index in `folder` was made from."""
    with generations.current(folder) as generation:
        return generation.manifest.sources


def index(name: str, paths: Sequence[str]) -> tuple[int, str]:
    """Exit code of `speechrag index` and what to log of it."""
    command = [sys.executable, "-m", "rag", "index", "--json", "--name", name, "--", *paths]
    run = subprocess.run(command, capture_output=True, text=True)
    if run.returncode:
        return run.returncode, " ".join(run.stderr.split()) or "failed without a word"
    report = json.loads(run.stdout)
    documents = ", ".join(f"{count} {what}" for what, count in report["documents"].items())
    skipped = f", {len(report['skipped'])} files skipped" if report["skipped"] else ""
    return 0, f"generation {report['generation']}: {documents}{skipped}; {report['seconds']:.1f} s"


def main(arguments: Sequence[str]) -> int:
    name = arguments[0] if arguments else "default"
    try:
        folder = layout.index_folder(Path(os.environ["SPEECHRAG_INDEXES"]), name)
        code, said = index(name, sources(folder))
    except SpeechragError as error:
        code, said = 1, str(error)
    now = time.strftime("%Y-%m-%dT%H:%M:%S%z")
    print(f"{now} {name}: {said}", file=sys.stderr if code else sys.stdout)
    return 1 if code else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
