"""Files and folders come in; a published generation of the index and a report of the build go out.

The river, once: discover -> parse -> clean -> describe -> segment -> chunk -> embed -> publish.
"""

from __future__ import annotations

import time
from collections.abc import Iterable, Iterator, Sequence
from contextlib import ExitStack
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Protocol

from rag.errors import IndexDamaged, IndexUnavailable, ModelMismatch, NothingToIndex
from rag.index.index import Index, check_folder
from rag.index.layout import PROBE_SENTENCES, Manifest, SkippedFile, index_folder
from rag.index.model import check_embedder
from rag.index.publish import staged
from rag.index.writer import IndexWriter
from rag.ingestion.chunk import Sizes, chunk
from rag.ingestion.discover import Skipped, discover
from rag.ingestion.embed import digest_of, embed, indexed_text
from rag.ingestion.read import Read, numbered, read_all
from rag.language.bigrams import bigrams
from rag.language.vocabulary import Vocabulary
from rag.models.embedder import Embedder
from rag.types import Document, Filters

# A new number makes every index say that its passages were cut otherwise.
CHUNKER = 1
DEFAULT_SIZES = Sizes()


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

    Files that cannot be read are reported, the rest is indexed. Passages whose text was embedded
    before keep their vector, unless `rebuild`. Raises NothingToIndex if nothing could be read,
    IndexBusy if another build runs; the index that was there stays as it is.
    """
    started = time.monotonic()
    shown = progress or _NoProgress()
    home = index_folder(directory, name)
    with ExitStack() as stack:
        staging = stack.enter_context(staged(home))
        previous = _previous(stack, directory, name, embedder, rebuild=rebuild)
        found, skipped = discover(paths)
        read, unreadable = read_all(found, progress=shown)
        skipped = sorted([*skipped, *unreadable], key=lambda one: one.file)
        if not read:
            raise NothingToIndex(_nothing(paths, skipped))
        documents = numbered(read)
        writer = stack.enter_context(IndexWriter(staging.folder))
        counted = _write(writer, documents, embedder, vocabulary, previous, sizes, shown)
        written = writer.finish()
        manifest = Manifest(
            sources=tuple(str(path) for path in paths),
            model=embedder.fingerprint(),
            probes=tuple(
                tuple(map(float, row)) for row in embedder.embed_passages(PROBE_SENTENCES)
            ),
            vocabulary=vocabulary.digest,
            chunker={
                "version": CHUNKER,
                "target": sizes.target,
                "longest": sizes.longest,
                "overlap": sizes.overlap,
            },
            dense=written.dense,
            counts=written.counts,
            skipped=tuple(SkippedFile(one.file, one.reason) for one in skipped),
        )
        changes = _changes(previous, [one.document for one in documents])
        published = staging.publish(manifest, check=check_folder)
    return BuildReport(
        index=name,
        generation=published.generation,
        documents=changes,
        passages=counted[0],
        embedded=counted[0] - counted[1],
        reused=counted[1],
        skipped=tuple(skipped),
        seconds=time.monotonic() - started,
    )


def _write(
    writer: IndexWriter,
    documents: Sequence[Read],
    embedder: Embedder,
    vocabulary: Vocabulary,
    previous: _Previous | None,
    sizes: Sizes,
    progress: Progress,
) -> tuple[int, int]:
    """(passages, how many of them kept their vector)."""
    total = reused = 0
    progress.stage("embedding", len(documents))
    for one in documents:
        passages = [
            passage
            for section in one.sections
            for passage in chunk(section, vocabulary=vocabulary, sizes=sizes)
        ]
        texts = [indexed_text(passage) for passage in passages]
        digests = [digest_of(text) for text in texts]
        memory = previous.index if previous is not None and previous.same_model else None
        vectors, kept = embed(texts, digests, embedder=embedder, previous=memory)
        writer.add(
            one.document,
            published=one.published,
            report={**one.report, "passages": len(passages)},
            passages=passages,
            token_ids=vocabulary.encode_batch(texts),
            bigrams=[bigrams(vocabulary.normalise(text)) for text in texts],
            vectors=vectors,
            digests=digests,
        )
        total += len(passages)
        reused += kept
        progress.advance(1)
    return total, reused


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


def _changes(previous: _Previous | None, documents: Iterable[Document]) -> Changes:
    """Compared by file: the same file with another text or other facts has changed."""
    before = {one.file: one for one in _all(previous.index)} if previous is not None else {}
    added = changed = unchanged = 0
    for document in documents:
        earlier = before.pop(document.file, None)
        if earlier is None:
            added += 1
        elif earlier == document:
            unchanged += 1
        else:
            changed += 1
    return Changes(added, changed, len(before), unchanged)


def _all(index: Index) -> Iterator[Document]:
    after: str | None = None
    while page := index.documents(Filters(), after=after, limit=200):
        yield from page
        after = page[-1].id


def _nothing(paths: Sequence[Path], skipped: Sequence[Skipped]) -> str:
    where = ", ".join(str(path) for path in paths)
    if not skipped:
        return f"no files under {where}; give a folder with txt, md, html, docx or pdf files"
    shown = "; ".join(f"{one.file}: {one.reason}" for one in skipped[:5])
    more = f" and {len(skipped) - 5} more" if len(skipped) > 5 else ""
    return f"none of the {len(skipped)} files under {where} could be read: {shown}{more}"
