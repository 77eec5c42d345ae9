"""Files and folders come in; a published generation of the index and a report of the build go out.

The river, once: discover -> parse -> clean -> describe -> segment -> chunk -> embed -> publish.
"""

from __future__ import annotations

import os
import time
from collections import Counter
from collections.abc import Iterator, Sequence
from contextlib import ExitStack
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any, Protocol

from rag.errors import IndexDamaged, IndexUnavailable, ModelMismatch, NothingToIndex
from rag.index.index import Index, check_folder
from rag.index.layout import PROBE_SENTENCES, Manifest, SkippedFile, index_folder
from rag.index.model import check_embedder
from rag.index.publish import staged
from rag.index.writer import IndexWriter, Written
from rag.ingestion.discover import Found, Skipped, discover
from rag.ingestion.passages.chunk import DEFAULT_SIZES, Sizes
from rag.ingestion.passages.embed import embed
from rag.ingestion.read import Read, renamed
from rag.ingestion.reuse import Known, documents_of, reader_digest
from rag.ingestion.workers.pool import read_files
from rag.language.bigrams import bigram_lines
from rag.language.vocabulary import Vocabulary
from rag.models.embedder import Embedder

# A new number makes every index say that its passages were cut otherwise.
CHUNKER = 1


class Progress(Protocol):
    """Is told how far a build is."""

    def stage(self, name: str, total: int) -> None: ...

    def advance(self, steps: int) -> None: ...


class _NoProgress:
    def stage(self, name: str, total: int) -> None: ...

    def advance(self, steps: int) -> None: ...


@dataclass(frozen=True, slots=True)
class Changes:
    """How many documents came, changed, went and stayed as they were, by file."""

    added: int
    changed: int
    removed: int
    unchanged: int


@dataclass(frozen=True, slots=True)
class BuildReport:
    """What a build did."""

    index: str
    generation: int
    documents: Changes
    passages: int
    embedded: int
    reused: int
    skipped: tuple[Skipped, ...]
    seconds: float

    def as_json(self) -> dict[str, Any]:
        """The shape of `speechrag index --json`."""
        changes = self.documents
        return {
            "index": self.index,
            "generation": self.generation,
            "documents": {
                "added": changes.added,
                "changed": changes.changed,
                "removed": changes.removed,
                "unchanged": changes.unchanged,
            },
            "passages": {
                "total": self.passages,
                "embedded": self.embedded,
                "reused": self.reused,
            },
            "skipped": [{"file": one.file, "reason": one.reason} for one in self.skipped],
            "seconds": round(self.seconds, 3),
        }


def build(
    paths: Sequence[Path],
    *,
    directory: Path,
    name: str,
    embedder: Embedder,
    vocabulary: Vocabulary,
    rebuild: bool = False,
    progress: Progress | None = None,
    sizes: Sizes = DEFAULT_SIZES,
) -> BuildReport:
    """Index every speech under `paths` as the next generation of index `name`.

    Files that cannot be read are reported, the rest is indexed. Files that did not change are not
    read again, and passages whose text was embedded before keep their vector, unless `rebuild`.
    Raises NothingToIndex if nothing could be read, IndexBusy if another build runs; the index that
    was there stays as it is. `vocabulary` is the bundled one, by which the children that read the
    files cut passages.
    """
    assert vocabulary.digest == Vocabulary.bundled().digest, "children know the bundled vocabulary"
    started = time.monotonic()
    home = index_folder(directory, name)
    with ExitStack() as stack:
        staging = stack.enter_context(staged(home))
        previous = _previous(stack, directory, name, embedder, rebuild=rebuild)
        found, skipped = discover(paths)
        writer = stack.enter_context(IndexWriter(staging.folder))
        tally = _Tally(previous, skipped)
        shown = progress or _NoProgress()
        shown.stage("indexing", len(found))
        known = Known(tally.memory, vocabulary=vocabulary, chunker=_chunker(sizes))
        for one in _readings(found, known, sizes):
            if isinstance(one, Skipped):
                tally.skipped.append(one)
            else:
                _write(writer, tally.numbered(one), embedder, vocabulary, tally)
            shown.advance(1)
        if not tally.documents:
            raise NothingToIndex(_nothing(paths, tally.skipped))
        manifest = _manifest(paths, writer.finish(), embedder, vocabulary, sizes, tally)
        published = staging.publish(manifest, check=check_folder)
    return tally.report(name, published.generation, time.monotonic() - started)


def _readings(found: Sequence[Found], known: Known, sizes: Sizes) -> Iterator[Read | Skipped]:
    """One result a file, in order; only what is not known is read."""
    fresh = [file for file in found if not known.holds(file)]
    names = {file.name for file in fresh}
    results = read_files(fresh, sizes=sizes)
    for file in found:
        yield next(results) if file.name in names else known.read(file)


def _chunker(sizes: Sizes) -> dict[str, int | float | str]:
    """How files are read and cut into passages."""
    return {
        "version": CHUNKER,
        "reader": reader_digest(),
        "target": sizes.target,
        "longest": sizes.longest,
        "overlap": sizes.overlap,
    }


def _write(
    writer: IndexWriter, one: Read, embedder: Embedder, vocabulary: Vocabulary, tally: _Tally
) -> None:
    """A document with its passages to its rows in the index."""
    vectors, kept = embed(
        one.passages, embedder=embedder, vocabulary=vocabulary.digest, previous=tally.memory
    )
    writer.add(
        one.document,
        published=one.published,
        report={**one.report, "passages": len(one.passages)},
        passages=[indexed.passage for indexed in one.passages],
        token_ids=[indexed.token_ids for indexed in one.passages],
        bigrams=[[line] for line in bigram_lines([each.normalised for each in one.passages])],
        vectors=vectors,
        digests=[indexed.digest for indexed in one.passages],
    )
    tally.passages += len(one.passages)
    tally.reused += kept


def _manifest(
    paths: Sequence[Path],
    written: Written,
    embedder: Embedder,
    vocabulary: Vocabulary,
    sizes: Sizes,
    tally: _Tally,
) -> Manifest:
    probes = embedder.embed_passages(PROBE_SENTENCES)
    return Manifest(
        # Where a rebuild finds them, from whatever folder it is started.
        sources=tuple(os.path.abspath(path) for path in paths),
        model=embedder.fingerprint(),
        probes=tuple(tuple(map(float, row)) for row in probes),
        vocabulary=vocabulary.digest,
        chunker=_chunker(sizes),
        dense=written.dense,
        counts=written.counts,
        skipped=tuple(SkippedFile(one.file, one.reason) for one in tally.left_out()),
    )


@dataclass(frozen=True, slots=True)
class _Previous:
    """The generation before; its vectors are of use only to the same model."""

    index: Index
    same_model: bool


def _previous(
    stack: ExitStack, directory: Path, name: str, embedder: Embedder, *, rebuild: bool
) -> _Previous | None:
    """What is served now, if it can be read."""
    try:
        index = stack.enter_context(Index.open(directory, name))
    except (IndexUnavailable, IndexDamaged):
        return None
    if rebuild:
        return _Previous(index, same_model=False)
    try:
        check_embedder(index.manifest, embedder)
    except ModelMismatch:
        return _Previous(index, same_model=False)
    return _Previous(index, same_model=True)


class _Tally:
    """Counts a build; knows what was there before it."""

    def __init__(self, previous: _Previous | None, skipped: Sequence[Skipped]) -> None:
        self.memory = previous.index if previous is not None and previous.same_model else None
        self.skipped = list(skipped)
        self.documents = self.passages = self.reused = 0
        self._before = (
            {d.file: d for d in documents_of(previous.index)} if previous is not None else {}
        )
        self._added = self._changed = 0
        self._same: Counter[str] = Counter()

    def numbered(self, one: Read) -> Read:
        """Count a document, and tell it from others with the same text."""
        self._same[one.document.id] += 1
        one = renamed(one, self._same[one.document.id])
        earlier = self._before.pop(one.document.file, None)
        self.documents += 1
        self._added += earlier is None
        # The number of a document among those with its text may change with the others.
        self._changed += (
            earlier is not None and replace(earlier, id=one.document.id) != one.document
        )
        return one

    def left_out(self) -> list[Skipped]:
        return sorted(self.skipped, key=lambda one: one.file)

    def report(self, index: str, generation: int, seconds: float) -> BuildReport:
        unchanged = self.documents - self._added - self._changed
        return BuildReport(
            index=index,
            generation=generation,
            documents=Changes(self._added, self._changed, len(self._before), unchanged),
            passages=self.passages,
            embedded=self.passages - self.reused,
            reused=self.reused,
            skipped=tuple(self.left_out()),
            seconds=seconds,
        )


def _nothing(paths: Sequence[Path], skipped: Sequence[Skipped]) -> str:
    where = ", ".join(str(path) for path in paths)
    if not skipped:
        return f"no files under {where}; give a folder with txt, md, html, docx or pdf files"
    shown = "; ".join(f"{one.file}: {one.reason}" for one in skipped[:5])
    more = f" and {len(skipped) - 5} more" if len(skipped) > 5 else ""
    return f"none of the {len(skipped)} files under {where} could be read: {shown}{more}"
