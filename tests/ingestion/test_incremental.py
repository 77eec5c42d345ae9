"""The claim that a build which follows changes gives what a fresh one gives, whatever changed.

Hypothesis makes up the changes; what it finds is made as short as can be and printed, with the
line that plays it again. A file that the system refuses is the exception (test_kept.py).
"""

from __future__ import annotations

import shutil
import tempfile
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as any_

from rag.index.generations import generation_names
from rag.index.history import go_back
from rag.index.index import Index, check_folder
from rag.ingestion.passages.index_text import digest_of, index_text
from tests.ingestion.changing_corpus import ANCHOR, Corpus, everything, speech

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
# The name of a method of Changes, and its arguments.
Change = tuple[str, dict[str, Any]]


class Changes:
    """What can happen to a folder of speeches between two builds."""

    def __init__(self, room: Path) -> None:
        self.room = room
        self.corpus = Corpus(room)

    def begin(self) -> None:
        self._write(ANCHOR, speech(2, 2025, 52, english=True))
        self._write("a.txt", speech(0, 2025, 50, english=False))
        self._write("b.txt", speech(0, 2025, 50, english=True))  # its translation
        self._write("z.txt", speech(0, 2026, 51, english=False))
        self.follow()

    def put(self, name: str, words: str) -> None:
        """Add a speech, or change it whole."""
        self._write(name, f"<html><body><p>{words}</p></body></html>" if "html" in name else words)

    def append(self, which: int, more: str) -> None:
        """Change a speech in part: passages that stay as they were keep their vectors."""
        path = self._one(which)
        path.write_bytes(path.read_bytes() + more.encode())

    def remove(self, which: int) -> None:
        self._one(which).unlink()

    def rename(self, which: int, name: str) -> None:
        target = self.corpus.folder / name
        target.parent.mkdir(exist_ok=True)
        self._one(which).rename(target)

    def copy(self, which: int, name: str) -> None:
        """The same text under two names: one of the two gets a number."""
        source, target = self._one(which), self.corpus.folder / name
        if source != target:
            target.parent.mkdir(exist_ok=True)
            shutil.copyfile(source, target)

    def exchange(self, one: int, other: int) -> None:
        """Two speeches change places: each name stays, and each text."""
        first, second = self._one(one), self._one(other)
        between = self.room / "between"
        first.rename(between)
        second.rename(first) if second != first else None
        between.rename(second)

    def describe(self, which: int, facts: str, whole_name: bool) -> None:
        """A sidecar comes or changes."""
        path = self._one(which)
        sidecar = path.with_name(f"{path.name}.yaml") if whole_name else path.with_suffix(".yaml")
        sidecar.write_text(facts, "utf-8")

    def describe_no_more(self) -> None:
        """All sidecars go."""
        for sidecar in self.corpus.folder.rglob("*.yaml"):
            sidecar.unlink()

    def front_matter(self, facts: str, words: str) -> None:
        self._write("c.md", f"---\n{facts}---\n\n{words}")

    def damage(self, which: int) -> None:
        """A file that cannot be read is left out, and may be read again later."""
        self._one(which).write_bytes(b"")

    def roll_back(self) -> None:
        """The next build goes on from the generation before."""
        home = self.corpus.followed / "test"
        if len(generation_names(home)) > 1:
            with Index.open(self.corpus.followed, "test") as index:
                newest = index.state.generation
            numbers = [int(name.split("-")[1]) for name in generation_names(home)]
            go_back(home, next(each for each in numbers if each != newest), check=check_folder)

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

    def check(self) -> None:
        """The index that followed equals a fresh one."""
        self.follow()
        fresh = self.corpus.afresh()
        followed, wanted = everything(self.corpus.followed), everything(fresh)
        for what, value in wanted.items():
            assert followed[what] == value, what
        assert self.corpus.answers(self.corpus.followed) == self.corpus.answers(fresh)

    def _one(self, which: int) -> Path:
        files = self.corpus.files()
        if not files:
            self._write("z.txt", speech(0, 2026, 51, english=False))
            files = self.corpus.files()
        return files[which % len(files)]

    def _write(self, name: str, words: str) -> None:
        path = self.corpus.folder / name
        path.parent.mkdir(exist_ok=True)
        path.write_text(words, "utf-8")


def change(_what: str, /, **values: any_.SearchStrategy[Any]) -> any_.SearchStrategy[Change]:
    return any_.tuples(any_.just(_what), any_.fixed_dictionaries(values))


PARTS = any_.sampled_from(["新建学校九所。", "\n", "\n\n二、其他工作\n\n如上。"])
# What may happen; builds in between are as likely as three other things.
CHANGES = any_.one_of(
    change("put", name=NAMES, words=SPEECHES),
    change("append", which=NUMBERS, more=PARTS),
    change("remove", which=NUMBERS),
    change("rename", which=NUMBERS, name=NAMES),
    change("copy", which=NUMBERS, name=NAMES),
    change("exchange", one=NUMBERS, other=NUMBERS),
    change("describe", which=NUMBERS, facts=FACTS, whole_name=any_.booleans()),
    change("describe_no_more"),
    change("front_matter", facts=FACTS, words=SPEECHES),
    change("damage", which=NUMBERS),
    change("roll_back"),
    *[change("follow")] * 3,
)


def check_changes(changes: Sequence[Change]) -> None:
    room = Path(tempfile.mkdtemp(prefix="speechrag-incremental-"))
    try:
        corpus = Changes(room)
        corpus.begin()
        for name, values in changes:
            getattr(corpus, name)(**values)
        corpus.check()
    finally:
        shutil.rmtree(room)


def sequences(examples: int, *phases: Phase) -> settings:
    """So many sequences, the same at each run; what fails can be played again as an `example`."""
    return settings(
        max_examples=examples,
        phases=(Phase.explicit, Phase.generate, *phases),
        deadline=None,
        derandomize=True,
        suppress_health_check=list(HealthCheck),
    )


@sequences(6)
@given(any_.lists(CHANGES, min_size=8, max_size=12))
def test_following_changes_gives_what_a_fresh_build_gives(changes: list[Change]) -> None:
    check_changes(changes)


@pytest.mark.long
@pytest.mark.timeout(3600)
@sequences(200, Phase.shrink)
@given(any_.lists(CHANGES, min_size=10, max_size=30))
def test_following_many_changes_gives_what_a_fresh_build_gives(changes: list[Change]) -> None:
    check_changes(changes)


DECLARED = [
    ("describe", {"which": 1, "facts": "translation_of: a.txt\n", "whole_name": True}),
    ("follow", {}),
]


@pytest.mark.parametrize(
    "changes",
    [
        [*DECLARED, ("describe_no_more", {})],
        [("append", {"which": 1, "more": "x"}), ("follow", {}), *DECLARED],
        [("exchange", {"one": 0, "other": 1})],
        [("copy", {"which": 0, "name": "more/a.txt"}), ("follow", {}), ("remove", {"which": 0})],
        [("damage", {"which": 0}), ("follow", {}), ("put", {"name": "a.txt", "words": "一句话。"})],
        [("append", {"which": 2, "more": "x"}), ("follow", {}), ("roll_back", {})],
        [
            ("rename", {"which": 0, "name": "d.html"}),
            ("follow", {}),
            ("exchange", {"one": 0, "other": 2}),
        ],
    ],
    ids=["declared no more", "declared", "turned", "twins", "damaged", "back", "renamed"],
)
def test_what_is_most_like_to_go_wrong_is_tried_each_time(changes: list[Change]) -> None:
    check_changes(changes)
