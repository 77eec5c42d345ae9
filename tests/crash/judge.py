"""The judge: what must hold of an index whose writer died or whose disk failed."""

from __future__ import annotations

from collections.abc import Generator, Iterator
from pathlib import Path

from rag.errors import SpeechragError
from rag.index import generations
from rag.index.index import Index
from rag.index.verification import verify
from tests.crash import corpus


def violations(directory: Path, *, old: int, new: int, acknowledged: bool) -> Iterator[str]:
    """What is wrong with the index after a build of `new` over `old` (0: there was none) ended
    somehow; a build that `acknowledged` must have published. Builds again, which must heal all."""
    # Of a first build that died before the commit, the generation is there and CURRENT isn't.
    committed = bool(old) or acknowledged
    served = yield from _opened(directory, old, new, committed=committed)
    if acknowledged and served != new:
        yield f"generation {new} was acknowledged, {served} is served"
    yield from heals(directory, served)
    if not verify(directory / corpus.NAME).is_whole:
        yield "after the next build, verify finds damage"


def _opened(
    directory: Path, old: int, new: int, *, committed: bool = True
) -> Generator[str, None, int]:
    """The violations of an index as it was left; returns the generation that is served."""
    try:
        with Index.open(directory, corpus.NAME) as index:
            served = index.state.generation
            if served not in (old, new):
                yield f"generation {served} is served, neither {old} nor {new}"
            if index.degraded and committed:
                yield f"degraded: {index.problem}"
            if wrong := corpus.fault(index):
                yield f"generation {served}: {wrong}"
            return served
    except SpeechragError as error:
        if old or generations.generation_names(directory / corpus.NAME):
            yield f"cannot be opened: {error}"
    return 0


def heals(directory: Path, served: int) -> Iterator[str]:
    """What is wrong with the next build over an index of which `served` answered."""
    try:
        made = corpus.publish(directory).generation
    except Exception as error:  # whatever it is, the next build did not work
        yield f"the next build failed: {type(error).__name__}: {error}"
        return
    if made <= served:
        yield f"the next build got number {made} after {served}"
    again = yield from _opened(directory, made, made)
    if again == made and (left := corpus.litter(directory)):
        yield f"litter after the next build: {', '.join(left)}"
    if served and (kept := _standing_in(directory)) != served:
        yield f"generation {served} was served, {kept} is kept to fall back on"


def _standing_in(directory: Path) -> int:
    """The newest whole generation behind the served one; 0 if there is none."""
    home = directory / corpus.NAME
    for name in generations.generation_names(home)[1:]:
        try:
            with generations.take(home, name) as generation:
                return generation.number
        except SpeechragError:
            continue
    return 0
