"""The program of scripts/rebuild: it builds an index again and prints one line for a log.

scripts/rebuild sets SPEECHRAG_INDEXES.
"""

from __future__ import annotations

import json
import os
import subprocess
import sys
import time
from collections.abc import Sequence
from pathlib import Path

from rag.errors import SourcesDiffer, SpeechragError
from rag.index import generations, layout


def usual_name(indexes: Path) -> str:
    """The index to build if no name is given; scripts/serve chooses the same index."""
    has_samples_alone = (indexes / "samples").exists() and not (indexes / "default").exists()
    return os.environ.get("SPEECHRAG_NAME") or ("samples" if has_samples_alone else "default")


def made_from(folder: Path) -> tuple[int, tuple[str, ...]]:
    """The number of the current generation in `folder`, and the paths it was made from. Raises
    SourcesDiffer if one of the paths is missing."""
    with generations.current(folder) as generation:
        sources = generation.manifest.sources
    for path in sources:
        if not os.path.exists(path):
            raise SourcesDiffer(
                f"{path} is not there, so nothing was rebuilt and the old index stays. Bring it "
                f"back, or index only the other paths: speechrag index PATH… --name {folder.name} "
                "--replace"
            )
    return generation.number, sources


def index(name: str, number: int, paths: Sequence[str]) -> tuple[int, str]:
    """The exit code of `speechrag index` and the words for the log; `number` is the number of the
    generation before."""
    command = [sys.executable, "-P", "-m", "rag", "index", "--json", "--name", name, "--", *paths]
    run = subprocess.run(command, capture_output=True, text=True)
    if run.returncode:
        return run.returncode, " ".join(run.stderr.split()) or "failed without a message"
    report = json.loads(run.stdout)
    documents = ", ".join(f"{count} {what}" for what, count in report["documents"].items())
    skipped = f", {len(report['skipped'])} files skipped" if report["skipped"] else ""
    if report["generation"] == number:
        return 0, f"generation {number}: nothing changed{skipped}; {report['seconds']:.1f} s"
    return 0, f"generation {report['generation']}: {documents}{skipped}; {report['seconds']:.1f} s"


def main(arguments: Sequence[str]) -> int:
    indexes = Path(os.environ["SPEECHRAG_INDEXES"])
    name = arguments[0] if arguments else usual_name(indexes)
    try:
        code, said = index(name, *made_from(layout.index_folder(indexes, name)))
    except SpeechragError as error:
        code, said = 1, str(error)
    now = time.strftime("%Y-%m-%dT%H:%M:%S%z")
    print(f"{now} {name}: {said}", file=sys.stderr if code else sys.stdout)
    return 1 if code else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
