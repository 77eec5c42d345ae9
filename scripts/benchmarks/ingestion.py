"""A benchmark of ingestion: the speed of a build, beside the floor that reading alone costs.

    python scripts/benchmarks/ingestion.py [FOLDER ...] [--repeat N]

The floor parses, cleans and tokenises the same files and keeps nothing, with as many processes as a
build has. Both start their processes anew: the floor starts each by itself, a build forks them from
one. On a machine with other work, compare the processor seconds. The table of stages gives these
for a process that already runs, so that their sum is the work that the processes share; its last
line is the part that the floor does. Megabytes are of clean text in UTF-8.
"""

from __future__ import annotations

import argparse
import gc
import os
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from contextlib import closing
from pathlib import Path
from typing import TypeVar

from rag.assembly import bundled_embedder
from rag.errors import UnreadableFile
from rag.index.layout import LEXICAL
from rag.index.writer import IndexWriter
from rag.ingestion.build import build
from rag.ingestion.clean import clean
from rag.ingestion.discover import Found, discover
from rag.ingestion.load import parse
from rag.ingestion.passages.chunk import DEFAULT_SIZES
from rag.ingestion.passages.embed import embed
from rag.ingestion.read import Read, cut, read_one
from rag.ingestion.workers.pool import WORKERS
from rag.language.bigrams import bigram_lines
from rag.language.vocabulary import Vocabulary
from rag.models.embedder import StaticEmbedder

ROOT = Path(__file__).resolve().parents[2]
CORPUS = ROOT.parent / "shared/data/corpus"
FOLDERS = [CORPUS / name for name in ("seed", "provincial-2025", "provincial-2026")]
MEGABYTE = 1_000_000
WANTED_SHARE = 0.6

Result = TypeVar("Result")


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("folders", nargs="*", type=Path, default=FOLDERS)
    parser.add_argument("--repeat", type=int, default=3, help="runs, of which the fastest counts")
    options = parser.parse_args()
    gc.set_threshold(100_000)  # as the command does
    found, _ = discover(options.folders)
    if not found:
        parser.error("there are no files in these folders")
    embedder = bundled_embedder()
    embedder.embed_passages(["warm"])
    floors, builds = [], []
    for _ in range(options.repeat):  # in turn, so that a busy minute slows both
        floors.append(timed(lambda: floor(found)))
        builds.append(timed(lambda: whole(options.folders, embedder)))
    size = floor(found)
    print(f"{len(found)} files, {size / MEGABYTE:.2f} MB, {os.cpu_count()} cores")
    for clock, name in enumerate(("on the clock", "of processors")):
        least = [min(times[clock] for times in runs) for runs in (floors, builds)]
        speeds = [size / MEGABYTE / seconds for seconds in least]
        print(
            f"{name:14} floor {least[0]:5.2f} s {speeds[0]:5.2f} MB/s   build {least[1]:5.2f} s "
            f"{speeds[1]:5.2f} MB/s   {speeds[1] / speeds[0]:.0%} (wanted: {WANTED_SHARE:.0%})"
        )
    stages(found, embedder)
    return 0


def timed(run: Callable[[], object]) -> tuple[float, float]:
    """Seconds on the clock, and processor seconds of this process and the processes it waited
    for."""
    clock, used = time.perf_counter(), sum(os.times()[:4])
    run()
    return time.perf_counter() - clock, sum(os.times()[:4]) - used


def floor(found: Sequence[Found]) -> int:
    """Parse, clean and tokenise; the bytes of clean text."""
    waiting = iter(found)
    with ThreadPoolExecutor(WORKERS) as threads:
        return sum(threads.map(lambda _: _share(waiting), range(WORKERS)))


def _share(waiting: Iterator[Found]) -> int:
    """Start a process that reads files until none are left; the bytes of clean text."""
    size = 0
    command = [sys.executable, str(Path(__file__).with_name("_reader.py"))]
    environment = {**os.environ, "PYTHONPATH": str(ROOT)}
    with subprocess.Popen(
        command,
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        text=True,
        bufsize=1,
        env=environment,
    ) as reader:
        assert reader.stdin is not None
        assert reader.stdout is not None
        for file in waiting:
            reader.stdin.write(f"{file.path}\n")
            size += int(reader.stdout.readline())
        reader.stdin.close()
    return size


def whole(folders: Sequence[Path], embedder: StaticEmbedder) -> None:
    """A build into an empty folder."""
    with tempfile.TemporaryDirectory() as directory:
        build(
            folders,
            directory=Path(directory),
            name="benchmark",
            embedder=embedder,
            vocabulary=Vocabulary.bundled(),
        )


class Stopwatch:
    """Processor seconds of this process by stage, its threads included."""

    def __init__(self) -> None:
        self.seconds: dict[str, float] = {}

    def __call__(self, stage: str, run: Callable[[], Result]) -> Result:
        started = time.process_time()
        result = run()
        self.seconds[stage] = self.seconds.get(stage, 0.0) + time.process_time() - started
        return result


def stages(found: Sequence[Found], embedder: StaticEmbedder) -> None:
    """Print the cost of each stage of a build, in order."""
    watch, vocabulary = Stopwatch(), Vocabulary.bundled()
    with tempfile.TemporaryDirectory() as folder, closing(IndexWriter(Path(folder))) as writer:
        ids: set[str] = set()
        for file in found:
            read = reading(file, watch, vocabulary)
            if read is not None and read.document.id not in ids:
                ids.add(read.document.id)
                writing(writer, read, watch, embedder, vocabulary)
        watch("finish files", writer.finish)
        assert any((Path(folder) / LEXICAL).iterdir())
    watch.seconds["describe, segment"] -= watch.seconds["clean"]  # read_one cleans as well
    total = sum(watch.seconds.values()) - watch.seconds["(tokenise alone)"]
    for stage, seconds in watch.seconds.items():
        print(f"  {stage:22} {seconds:6.2f} s {seconds / total:6.1%}")
    alone = sum(watch.seconds[stage] for stage in ("parse", "clean", "(tokenise alone)"))
    print(f"  {'all':22} {total:6.2f} s")
    print(f"  {'the floor of it':22} {alone:6.2f} s {alone / total:6.1%}")


def reading(file: Found, watch: Stopwatch, vocabulary: Vocabulary) -> Read | None:
    """The work of a worker on a file."""
    try:
        published = watch("parse", lambda: parse(file.path, file.name))
        text = watch("clean", lambda: clean(published)).text
        read = watch("describe, segment", lambda: read_one(published))
    except UnreadableFile:
        return None
    watch("(tokenise alone)", lambda: vocabulary.encode(text))
    sizes = DEFAULT_SIZES
    return watch("cut, tokenise", lambda: cut(read, vocabulary=vocabulary, sizes=sizes))


def writing(
    writer: IndexWriter,
    read: Read,
    watch: Stopwatch,
    embedder: StaticEmbedder,
    vocabulary: Vocabulary,
) -> None:
    """The work of the parent process on a document."""
    passages, digest = read.passages, vocabulary.digest
    vectors, _ = watch(
        "embed",
        lambda: embed(passages, embedder=embedder, vocabulary=digest, previous=None),
    )
    lines = watch("bigrams", lambda: bigram_lines([entry.normalised for entry in passages]))
    watch(
        "write",
        lambda: writer.add(
            read.document,
            published=read.published,
            report=read.report,
            passages=[entry.passage for entry in passages],
            token_ids=[entry.token_ids for entry in passages],
            bigrams=[[line] for line in lines],
            vectors=vectors,
            digests=[entry.digest for entry in passages],
        ),
    )


if __name__ == "__main__":
    sys.exit(main())
