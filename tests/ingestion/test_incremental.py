"""The claim that a build which follows changes gives what a fresh one gives, whatever changed.

Hypothesis makes up the changes; what it finds is made as short as can be and printed, with the
line that plays it again.
"""

from __future__ import annotations

import shutil
import tempfile
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, settings
from hypothesis import strategies as any_
from hypothesis.stateful import RuleBasedStateMachine, initialize, precondition, rule

from rag.index.generations import generation_names
from rag.index.history import go_back
from rag.index.index import Index, check_folder
from rag.ingestion.passages.index_text import digest_of, index_text
from tests.ingestion.changing_corpus import Corpus, everything, speech

# Few names, so that files meet their like: the same name again, a name in another folder.
NAMES = any_.sampled_from(["a.txt", "b.txt", "c.md", "d.html", "more/a.txt", "more/e.txt"])
NUMBERS = any_.integers(0, 4)
SPEECHES = any_.builds(
    speech,
    any_.integers(0, 2),
    any_.integers(2025, 2026),
    any_.integers(50, 53),
    english=any_.booleans(),
)
FACTS = any_.sampled_from(
    [
        "speaker: 苏若兰\n",
        "speaker: Su Ruolan\nregion: Norland\n",
        "date: 2024-03-05\n",
        "title: 另一个题目\n",
        "region: 青川区\ndate: 2026\n",
        "translation_of: a.txt\n",
        "translation_of: b.txt\nspeaker: 甲\n",
        "no: [mapping\n",
        "",
    ]
)


class ChangingCorpus(RuleBasedStateMachine):
    """What can happen to a folder of speeches between two builds."""

    def __init__(self) -> None:
        super().__init__()
        self.room = Path(tempfile.mkdtemp(prefix="speechrag-incremental-"))
        self.corpus = Corpus(self.room)

    @initialize()
    def begin(self) -> None:
        self._write("z.txt", speech(0, 2025, 50, english=False))  # there is always something
        self._write("y.txt", speech(0, 2025, 50, english=True))
        self.follow()

    @rule(name=NAMES, words=SPEECHES)
    def put(self, name: str, words: str) -> None:
        """Add a speech, or change it whole."""
        self._write(name, f"<html><body><p>{words}</p></body></html>" if "html" in name else words)

    @rule(
        which=NUMBERS,
        more=any_.sampled_from(["新建学校九所。", "\n", "\n\n二、其他工作\n\n如上。"]),
    )
    def append(self, which: int, more: str) -> None:
        """Change a speech in part: passages that stay as they were keep their vectors."""
        path = self._one(which)
        path.write_bytes(path.read_bytes() + more.encode())

    @rule(which=NUMBERS)
    @precondition(lambda self: len(self.corpus.files()) > 1)
    def remove(self, which: int) -> None:
        self._one(which).unlink()
        self._keep_something()

    @rule(which=NUMBERS, name=NAMES)
    def rename(self, which: int, name: str) -> None:
        target = self.corpus.folder / name
        target.parent.mkdir(exist_ok=True)
        self._one(which).rename(target)

    @rule(which=NUMBERS, name=NAMES)
    def copy(self, which: int, name: str) -> None:
        """The same text under two names: one of the two gets a number."""
        source, target = self._one(which), self.corpus.folder / name
        if source != target:
            target.parent.mkdir(exist_ok=True)
            shutil.copyfile(source, target)

    @rule(one=NUMBERS, other=NUMBERS)
    def exchange(self, one: int, other: int) -> None:
        """Two speeches change places: each name stays, and each text."""
        first, second = self._one(one), self._one(other)
        between = self.room / "between"
        first.rename(between)
        second.rename(first) if second != first else None
        between.rename(second)

    @rule(which=NUMBERS, facts=FACTS, whole_name=any_.booleans())
    def describe(self, which: int, facts: str, whole_name: bool) -> None:
        """A sidecar comes or changes."""
        path = self._one(which)
        sidecar = path.with_name(f"{path.name}.yaml") if whole_name else path.with_suffix(".yaml")
        sidecar.write_text(facts, "utf-8")

    @rule()
    def describe_no_more(self) -> None:
        """All sidecars go."""
        for sidecar in self.corpus.folder.rglob("*.yaml"):
            sidecar.unlink()

    @rule(facts=FACTS, words=SPEECHES)
    def front_matter(self, facts: str, words: str) -> None:
        self._write("c.md", f"---\n{facts}---\n\n{words}")

    @rule(which=NUMBERS)
    def damage(self, which: int) -> None:
        """A file that cannot be read is left out, and may be read again later."""
        self._one(which).write_bytes(b"")
        self._keep_something()

    @rule()
    def roll_back(self) -> None:
        """The next build goes on from the generation before."""
        home = self.corpus.followed / "test"
        if len(generation_names(home)) > 1:
            with Index.open(self.corpus.followed, "test") as index:
                newest = index.state.generation
            numbers = [int(name.split("-")[1]) for name in generation_names(home)]
            go_back(home, next(each for each in numbers if each != newest), check=check_folder)

    @rule()
    def follow(self) -> None:
        """Build, and embed only texts that the generation before does not hold."""
        known = self.corpus.digests()
        report = self.corpus.follow()
        with Index.open(self.corpus.followed, "test") as index:
            texts = [digest_of(index_text(each)) for each in index.passages(range(index.size))]
        assert report.passages == len(texts)
        fresh = [text for text in texts if text not in known]
        assert report.embedded == len(fresh)
        assert report.reused == len(texts) - len(fresh)

    def teardown(self) -> None:
        try:
            self.follow()
            fresh = self.corpus.afresh()
            followed, wanted = everything(self.corpus.followed), everything(fresh)
            for what, value in wanted.items():
                assert followed[what] == value, what
            assert self.corpus.answers(self.corpus.followed) == self.corpus.answers(fresh)
        finally:
            shutil.rmtree(self.room)

    def _one(self, which: int) -> Path:
        files = self.corpus.files()
        return files[which % len(files)]

    def _write(self, name: str, words: str) -> None:
        path = self.corpus.folder / name
        path.parent.mkdir(exist_ok=True)
        path.write_text(words, "utf-8")

    def _keep_something(self) -> None:
        if not any(path.stat().st_size for path in self.corpus.files()):
            self._write("z.txt", speech(0, 2025, 50, english=False))


def machine(examples: int, steps: int) -> Any:
    """The machine as a test of so many sequences of so many changes."""
    case = type("Machine", (ChangingCorpus,), {}).TestCase
    case.settings = settings(
        max_examples=examples,
        stateful_step_count=steps,
        deadline=None,
        derandomize=True,
        suppress_health_check=list(HealthCheck),
    )
    return case


class TestAfterChanges(machine(6, 12)):  # type: ignore[misc]
    """Following changes gives what a fresh build gives: rows, vectors, hits, answers."""


@pytest.mark.long
@pytest.mark.timeout(1800)
class TestAfterManyChanges(machine(100, 30)):  # type: ignore[misc]
    """The same, over many more changes."""
