"""A program that publishes under load: readers that come, stay and go, and two writers at once.

Each round, two processes build at the same moment: one must publish, and the other publish behind
it or be told that it is busy. All the time, readers open the index anew, or keep the generation of
the moment as a server does, or hold one through many rounds; each must get all of one generation.
"""

from __future__ import annotations

import os
import threading
from collections.abc import Callable, Iterator
from contextlib import closing, contextmanager
from pathlib import Path

from rag.index.index import Index
from rag.index.live import LiveIndex
from tests.crash import corpus
from tests.crash.builder import Builders, Ended, builders
from tests.crash.report import Report

# A generation is held through so many rounds by the reader that stays.
STAYS = 4
BUSY = "IndexBusy"


def load(room: Path, *, rounds: int = 40) -> Report:
    """Publish at least `rounds` times while readers read."""
    report = Report("load")
    directory = corpus.template(room / "index")
    readers = Readers(directory)
    with builders() as one, builders() as other, readers.reading():
        for number in range(rounds):
            readers.stay(number)
            ended = _both(one, other, directory)
            report.trials += 1
            report.struck += any(each.acknowledged for each in ended)
            for each in ended:
                report.seen["builds that were told to wait"] += each.said.startswith(BUSY)
                if not each.acknowledged and not each.said.startswith(BUSY):
                    report.violate(number, f"a build ended otherwise: {each.code} {each.said}")
                readers.acknowledge(each)
    report.seen["readings"] = readers.readings
    for wrong in [*readers.wrong, *_left(directory)]:
        report.violate(0, wrong)
    return report


def _both(one: Builders, other: Builders, directory: Path) -> list[Ended]:
    for each in (one, other):
        each.start(directory)
    return [one.wait(), other.wait()]


def _left(directory: Path) -> Iterator[str]:
    """What is left in the end that nobody needs: litter, generations, files that stay open."""
    if litter := corpus.litter(directory):
        yield f"litter: {', '.join(litter)}"
    corpus.publish(directory)
    held = sorted(os.listdir(directory / corpus.NAME))
    if len([name for name in held if name.startswith("gen-")]) != 2:
        yield f"old generations stay: {', '.join(held)}"
    maps = Path("/proc/self/maps")
    if maps.exists() and f"{directory}" in maps.read_text("utf-8", "replace"):
        yield "files of generations that were closed stay mapped"


class Readers:
    """Threads that read an index; what was wrong is gathered in `wrong`."""

    def __init__(self, directory: Path) -> None:
        self._directory = directory
        self._acknowledged = 0
        self._ended = threading.Event()
        self._stayed: Index | None = None
        self.readings = 0
        self.wrong: list[str] = []

    def acknowledge(self, ended: Ended) -> None:
        """From now on nobody may get an older generation than the one that was published."""
        if ended.acknowledged:
            self._acknowledged = max(self._acknowledged, int(ended.said.split()[1]))

    @contextmanager
    def reading(self) -> Iterator[None]:
        """Readers read, for as long as the context lasts."""
        with closing(LiveIndex(self._directory, corpus.NAME)) as live:
            whats: list[Callable[[], None]] = [self._come, self._come, lambda: self._serve(live)]
            threads = [threading.Thread(target=self._repeat, args=[what]) for what in whats]
            for thread in threads:
                thread.start()
            try:
                yield
            finally:
                self._ended.set()
                for thread in threads:
                    thread.join()
                self._leave()

    def stay(self, number: int) -> None:
        """Let the reader that stays take another generation, every so many rounds."""
        if number % STAYS == 0:
            self._leave()
            self._stayed = Index.open(self._directory, corpus.NAME)

    def _leave(self) -> None:
        """What the reader that stayed finds in the end, also from a thread that reads first now."""
        index, self._stayed = self._stayed, None
        if index is None:
            return
        with index:
            thread = threading.Thread(target=self._judge, args=[index, "held through rounds"])
            thread.start()
            thread.join()
            name = f"gen-{index.state.generation:08}-*"
            if not list((self._directory / corpus.NAME).glob(name)):
                self.wrong.append(f"generation {index.state.generation} was removed while held")

    def _repeat(self, what: Callable[[], None]) -> None:
        while not self._ended.is_set():
            try:
                what()
            except Exception as error:  # a reader must always get something
                self.wrong.append(f"a reader got {type(error).__name__}: {error}")

    def _come(self) -> None:
        """Open the index anew."""
        wanted = self._acknowledged
        with Index.open(self._directory, corpus.NAME) as index:
            if index.degraded or index.state.generation < wanted:
                self.wrong.append(
                    f"{wanted} was published, {index.state.generation} is served: {index.problem}"
                )
            self._judge(index, "opened anew")

    def _serve(self, live: LiveIndex) -> None:
        """Use the generation of the moment, as a server does."""
        live.refresh()
        with live.use() as index:
            self._judge(index, "kept as by a server")

    def _judge(self, index: Index, how: str) -> None:
        self.readings += 1
        if wrong := corpus.fault(index):
            self.wrong.append(f"generation {index.state.generation}, {how}: {wrong}")
