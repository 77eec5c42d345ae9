"""A program that damages the files of an index: each damage is refused by name, and the generation
before answers, in its own words.

Trial `n` takes the file number `n`, round and round, so that none is spared, and draws from the
seed what happens to it.
"""

from __future__ import annotations

import hashlib
import json
import os
import random
import shutil
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path

from rag.errors import IndexDamaged
from rag.index import generations, layout
from rag.index.index import Index
from rag.index.layout import Manifest
from rag.index.verification import verify
from tests.crash import corpus, judge
from tests.crash.report import Report

Draw = random.Random
Harm = Callable[[Path, Draw], None]


def damage(room: Path, *, seed: int = 0, trials: int = 100, trial: int | None = None) -> Report:
    """Damage `trials` copies of an index of two generations, or make one `trial` again."""
    report = Report("damage", seed=seed)
    whole = corpus.template(room / "whole")
    kept = len(generations.generation_names(whole / corpus.NAME))
    if kept != 2:
        report.violate(0, f"of two generations {kept} are kept: one is needed to fall back on")
        return report
    for number in range(trials) if trial is None else [trial]:
        _try(number, Draw(f"{seed}:{number}"), corpus.fresh(whole, room / "index"), report)
    return report


@dataclass(frozen=True)
class Case:
    """A file that is damaged, which generation must answer then (0: none is whole), and whether it
    stands in for another."""

    path: Path
    harms: Mapping[str, Harm]
    served: int
    degraded: bool


def _try(number: int, draw: Draw, directory: Path, report: Report) -> None:
    home = directory / corpus.NAME
    cases = list(_cases(home, draw))
    case = cases[number % len(cases)]
    what = draw.choice(sorted(case.harms))
    told = f"{what} {case.path.relative_to(home)}"
    before = _state(home)
    case.harms[what](case.path, draw)
    changed = {path.name for path, _, _ in before ^ _state(home)}
    report.trials += 1
    report.struck += bool(changed)
    report.seen[what] += 1
    wrongs = [*_opened(directory, case, changed), *_verified(home, changed)]
    for wrong in [*wrongs, *judge.heals(directory, case.served)]:
        report.violate(number, f"{told}: {wrong}")


def _cases(home: Path, draw: Draw) -> Iterator[Case]:
    newest, older = (home / name for name in generations.generation_names(home))
    for name in generations.relative_files(newest):
        yield Case(newest / name, {**HARMS, **CONTENTS}, 1, True)
        if (newest / name).read_bytes() != _partner(newest / name).read_bytes():
            yield Case(newest / name, {"swap": _swap}, 0, True)
    yield Case(newest / layout.LEXICAL / "more.idx", {"more": _more}, 1, True)
    yield Case(newest / layout.MANIFEST, HARMS, 1, True)
    for what, harm in FORGERIES.items():
        yield Case(newest / layout.MANIFEST, {what: harm}, 1, True)
    # Its own digest fits, that in CURRENT does not: as where CURRENT was damaged. It answers, and
    # says that it is not the one; its files are proven all the same.
    yield Case(newest / layout.MANIFEST, {"forge": _signed}, 2, True)
    yield Case(newest / layout.LEASE, NAMES, 1, True)
    yield Case(home / layout.CURRENT, {**HARMS, **WORDS}, 2, True)
    yield Case(older / draw.choice(generations.relative_files(older)), HARMS, 2, False)


def _opened(directory: Path, case: Case, changed: set[str]) -> Iterator[str]:
    try:
        with Index.open(directory, corpus.NAME) as index:
            if (index.state.generation, index.degraded) != (case.served, case.degraded):
                yield f"generation {index.state.generation} is served, degraded: {index.degraded}"
            if case.degraded and not _named(changed, index.problem or ""):
                yield f"it is not named: {index.problem}"
            if wrong := corpus.fault(index):
                yield f"generation {index.state.generation}: {wrong}"
    except IndexDamaged as error:
        if case.served or not _named(changed, str(error)):
            yield f"cannot be opened: {error}"


def _verified(home: Path, changed: set[str]) -> Iterator[str]:
    """What `speechrag verify` does not tell of the damage."""
    found = verify(home)
    findings = [*found.findings, *(one for each in found.generations for one in each.findings)]
    told = "; ".join(f"{finding.file}: {finding.detail}" for finding in findings)
    if found.is_whole or not _named(changed, told):
        yield f"verify does not name it: {told}"


def _named(changed: set[str], problem: str) -> bool:
    return any(name in problem for name in changed)


def _state(home: Path) -> set[tuple[Path, int, str]]:
    """Every name in the index, what it is, and what it holds."""
    found = set()
    for path in sorted(home.rglob("*")):
        plain = path.is_file() and not path.is_symlink()
        digest = hashlib.sha256(path.read_bytes()).hexdigest() if plain else ""
        found.add((path, path.lstat().st_mode, digest))
    return found


def _flip(path: Path, draw: Draw) -> None:
    content = bytearray(path.read_bytes())
    content[draw.randrange(len(content))] ^= 1 << draw.randrange(8)
    path.write_bytes(content)


def _blank(path: Path, draw: Draw) -> None:
    """Another page than was written: of zeros, or of ones where it was of zeros."""
    content = bytearray(path.read_bytes())
    start = draw.randrange(len(content))
    block = content[start : start + 4096]
    content[start : start + 4096] = (b"\0" if any(block) else b"\xff") * len(block)
    path.write_bytes(content)


def _cut(path: Path, draw: Draw) -> None:
    os.truncate(path, draw.randrange(path.stat().st_size))


def _append(path: Path, draw: Draw) -> None:
    path.write_bytes(path.read_bytes() + draw.randbytes(draw.randrange(1, 9000)))


def _scramble(path: Path, draw: Draw) -> None:
    """Other bytes, as many as there were."""
    path.write_bytes(draw.randbytes(path.stat().st_size))


def _remove(path: Path, draw: Draw) -> None:
    path.unlink()


def _folder(path: Path, draw: Draw) -> None:
    path.unlink()
    path.mkdir()


def _link(path: Path, draw: Draw) -> None:
    """The same bytes, but by a link that leads out of the index."""
    moved = _home(path).parents[1] / "moved"
    path.rename(moved)
    path.symlink_to(moved)


def _loop(path: Path, draw: Draw) -> None:
    path.unlink()
    path.symlink_to(path)


def _pipe(path: Path, draw: Draw) -> None:
    path.unlink()
    os.mkfifo(path)


def _more(path: Path, draw: Draw) -> None:
    path.write_bytes(draw.randbytes(draw.randrange(100)))


def _home(path: Path) -> Path:
    """The folder of the index."""
    return next(parent for parent in path.parents if parent.name == corpus.NAME)


def _partner(path: Path) -> Path:
    """The file that plays the same part in the other generation."""
    home = _home(path)
    own = path.relative_to(home).parts[0]
    other = next(home / name for name in generations.generation_names(home) if name != own)
    role = path.suffix if len(path.stem) == 32 else path.name
    return next(found for found in other.rglob("*") if found.name.endswith(role))


def _older(path: Path, draw: Draw) -> None:
    """As it was in the generation before; where that is the same, with a page more."""
    older, own = _partner(path).read_bytes(), path.read_bytes()
    path.write_bytes(older if older != own else own + draw.randbytes(4096))


def _swap(path: Path, draw: Draw) -> None:
    """The file and its partner, each under the other's name: neither generation is whole."""
    partner, own = _partner(path), path.read_bytes()
    shutil.copyfile(partner, path)
    partner.write_bytes(own)


def _swap_within(path: Path, draw: Draw) -> None:
    """Any other file of the same generation, under this name, and the other way round."""
    own = path.read_bytes()
    others = [found for found in sorted(path.parent.iterdir()) if found.is_file()]
    other = draw.choice([found for found in others if found.read_bytes() != own])
    path.write_bytes(other.read_bytes())
    other.write_bytes(own)


def _forge(path: Path, **changed: object) -> None:
    """The manifest with other words and a digest that fits them."""
    body = json.loads(path.read_bytes()) | changed
    body = {name: value for name, value in body.items() if name not in ("sha256", "format")}
    path.write_bytes(Manifest(**layout._typed(body)).as_bytes())


def _signed(path: Path, draw: Draw) -> None:
    _forge(path, sources=[f"elsewhere/{draw.random()}"])


def _unsigned(path: Path, draw: Draw) -> None:
    """Right JSON, other words, the digest of before; and no CURRENT that knows better."""
    written = path.read_text().replace("data/speeches", f"data/{draw.random()}")
    path.write_text(written)
    (path.parents[1] / layout.CURRENT).unlink()


def _of_another(path: Path, draw: Draw) -> None:
    other = generations.generation_names(path.parents[1])[1]
    shutil.copyfile(path.parents[1] / other / layout.MANIFEST, path)


def _saying(words: str) -> Harm:
    def harm(path: Path, draw: Draw) -> None:
        path.write_text(words)

    return harm


NAMES: Mapping[str, Harm] = {"remove": _remove, "folder": _folder, "link": _link, "loop": _loop}
HARMS: Mapping[str, Harm] = {
    "flip": _flip,
    "blank": _blank,
    "cut": _cut,
    "append": _append,
    "scramble": _scramble,
    "pipe": _pipe,
    **NAMES,
}
CONTENTS: Mapping[str, Harm] = {"older": _older, "swap within": _swap_within}
FORGERIES: Mapping[str, Harm] = {
    "forge, without CURRENT": _unsigned,
    "manifest of another": _of_another,
}
WORDS: Mapping[str, Harm] = {
    "empty": _saying(""),
    "list": _saying("[]"),
    "far away": _saying('{"name": "../../etc", "manifest_sha256": "00"}'),
    "not there": _saying('{"name": "gen-00000099-00000000", "manifest_sha256": "00"}'),
}
