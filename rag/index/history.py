"""The generations of an index: which there are, why each is still there, and going back to one.

What each holds is read from its manifest; only `speechrag verify` reads all of its files.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Literal

from rag.errors import IndexDamaged, IndexUnavailable
from rag.index import generations, layout
from rag.index.layout import Manifest
from rag.index.machine import machine_border
from rag.index.publish import Check, point_back

# `served`: readers get it. `stands_in`: they get it because the served one is damaged. `kept`: to
# go back to. `waiting`: the next build removes it, unless somebody still reads it.
Why = Literal["served", "stands_in", "kept", "waiting", "damaged"]


@dataclass(frozen=True, slots=True)
class Held:
    """A generation that lies on the disk, and why; without a manifest where that cannot be read.
    `problem` says what is damaged."""

    folder: str
    number: int
    why: Why
    manifest: Manifest | None = None
    problem: str | None = None

    @property
    def bytes(self) -> int:
        """How many bytes its files have."""
        return self.manifest.size if self.manifest else 0


def held(home: Path, *, keep: int) -> list[Held]:
    """The generations of the index in `home`, newest first, of which builds keep `keep`. Raises
    IndexUnavailable where there is none."""
    names = generations.generation_names(home)
    if not names:
        raise generations.no_index(home)
    return list(
        _explained([_seen(home, name) for name in names], generations.pointed_name(home), keep)
    )


def go_back(home: Path, number: int | None, *, check: Check) -> tuple[int | None, Manifest]:
    """Serve generation `number` again; without a number, the newest that is older than the served
    one and can be opened. Gives the number that was served before (None if CURRENT named none) and
    the manifest of what is served now.

    Running servers take it up, and the next build goes on from it. `check` proves a generation as
    in Staging.publish. Raises IndexUnavailable where there is no such generation, IndexDamaged or
    ModelMismatch if it cannot be used, IndexBusy if a build runs; then nothing has changed.
    """
    with machine_border(home):
        names = generations.generation_names(home)
        if not names:
            raise generations.no_index(home)
        before = layout.generation_number(generations.pointed_name(home) or "")
        if number is not None:
            return before, point_back(home, _named(home, names, number), check=check)
        damage: list[str] = []
        for name in names:
            if before is None or (layout.generation_number(name) or 0) < before:
                try:
                    return before, point_back(home, name, check=check)
                except IndexDamaged as error:
                    damage.append(str(error))
        raise _nothing_older(home, before, damage)


def _seen(home: Path, name: str) -> Held:
    """A generation as its manifest and the sizes of its files tell."""
    number = layout.generation_number(name) or 0
    try:
        manifest = generations.read_manifest(home / name, None)
    except (IndexDamaged, IndexUnavailable) as error:
        return Held(name, number, "damaged", problem=str(error))
    fault = _fault(home / name, manifest)
    why: Why = "damaged" if fault else "waiting"
    return Held(name, number, why, manifest, fault)


def _fault(path: Path, manifest: Manifest) -> str | None:
    for name, entry in manifest.files.items():
        try:
            size = (path / name).lstat().st_size
        except OSError as error:
            return f"{path.name}: {name}: {error.strerror}"
        if size != entry.size:
            return f"{path.name}: {name} has {size:,} bytes instead of {entry.size:,}"
    return None


def _explained(found: list[Held], pointed: str | None, keep: int) -> Iterator[Held]:
    """The generations with the reason why each is there, by the rules of publishing."""
    served = next((one for one in found if one.folder == pointed and one.problem is None), None)
    stands_in = next((one for one in found if one.problem is None), None) if not served else None
    kept = 1
    for one in found:
        if one.problem is not None:
            yield one
        elif one in (served, stands_in):
            yield replace(one, why="served" if one is served else "stands_in")
        elif kept < keep:
            kept += 1
            yield replace(one, why="kept")
        else:
            yield one


def _named(home: Path, names: list[str], number: int) -> str:
    for name in names:
        if layout.generation_number(name) == number:
            return name
    there = [str(layout.generation_number(name)) for name in names]
    raise IndexUnavailable(
        f"index {home.name!r} has no generation {number}; there is {', '.join(there)}",
        chinese=f"索引 {home.name} 没有第 {number} 版；现有：{'、'.join(there)}",
    )


def _nothing_older(home: Path, before: int | None, damage: list[str]) -> IndexUnavailable:
    why = f" ({'; '.join(damage)})" if damage else ""
    why_zh = f"（{'；'.join(damage)}）" if damage else ""
    number = "" if before is None else f" than {before}"
    number_zh = "" if before is None else f"比第 {before} 版"
    return IndexUnavailable(
        f"index {home.name!r} has no older generation{number} to go back to{why}; nothing was "
        "changed. To have more of them, build with --keep N",
        chinese=(
            f"索引 {home.name} 没有{number_zh}更早且可用的版本可以退回{why_zh}；未作任何改动。"
            "若要保留更多版本，请在建立索引时加 --keep N"
        ),
    )
