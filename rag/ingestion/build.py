"""Builds an index from files and folders, and reports what the build did.

The river, once: discover -> parse -> clean -> describe -> segment -> chunk -> embed -> publish.
Before it is published, documents in two languages are compared: some translate each other.
"""

from __future__ import annotations

import time
from collections.abc import Iterator, Sequence
from contextlib import ExitStack
from dataclasses import dataclass
from pathlib import Path

from rag.errors import IndexDamaged, IndexUnavailable, ModelMismatch
from rag.index.index import Index, check_folder
from rag.index.layout import JOB, PROBE_SENTENCES, Manifest, SkippedFile, index_folder
from rag.index.model import check_embedder
from rag.index.publish import LEAST_KEPT, staged
from rag.index.salvage import Salvage
from rag.index.writer import IndexWriter, Written
from rag.ingestion.border import build_border
from rag.ingestion.discover import Found, Skipped, discover
from rag.ingestion.kept import Kept, told
from rag.ingestion.passages.chunk import DEFAULT_SIZES, Sizes
from rag.ingestion.passages.embed import Remembers, embed
from rag.ingestion.read import Read
from rag.ingestion.reader_digest import reader_digest
from rag.ingestion.refusals import nothing_to_index
from rag.ingestion.reuse import Reuse
from rag.ingestion.sources import Sources, chosen_sources
from rag.ingestion.tally import BuildReport, Tally, unchanged_report
from rag.ingestion.translations.candidates import TextFacts
from rag.ingestion.translations.find import ALIGNER, find_translations
from rag.ingestion.workers.limits import require_memory
from rag.ingestion.workers.pool import read_files
from rag.language.bigrams import bigram_lines
from rag.language.vocabulary import Vocabulary
from rag.models.embedder import Embedder
from rag.types.progress import Progress, Untold

# A new number makes every index say that its passages were cut otherwise.
CHUNKER = 1


@dataclass(frozen=True, slots=True)
class Repairs:
    """What a build mends: the folders of generations that are `damaged`, and how many `documents`
    the one that is to be there again had."""

    damaged: tuple[Path, ...]
    documents: int


def build(
    paths: Sequence[Path],
    *,
    directory: Path,
    name: str,
    embedder: Embedder,
    vocabulary: Vocabulary,
    rebuild: bool = False,
    sources: Sources = "same",
    allow_shrink: bool = False,
    progress: Progress | None = None,
    sizes: Sizes = DEFAULT_SIZES,
    job: str | None = None,
    repairs: Repairs | None = None,
    keep: int = LEAST_KEPT,
) -> BuildReport:
    """Index every speech under `paths` as the next generation of index `name`.

    Files that cannot be read are reported, the rest is indexed. What was indexed of a file that is
    still there is kept, if the system refuses to give it. Files that did not change are not
    read again, and passages whose text was embedded before keep their vector, unless `rebuild`.
    Where nothing changed, nothing is published: the report is of the generation that is there.
    Raises SourcesDiffer if the index was made from sources other than `paths` and `sources` does
    not say which to read, WouldShrink if most documents are gone, unless `allow_shrink`,
    NothingToIndex if nothing could be read, IndexBusy if another build runs, MachineFailed where
    disk, memory or a limit of the system does not suffice; the index that was there stays as it is.
    `vocabulary` is the bundled one, by which the workers that read the files cut passages. The
    manifest names the `job` that the build is part of, if it is of one. A build that `repairs`
    publishes also where no file has changed. `keep` generations stay on the disk.
    """
    assert vocabulary.digest == Vocabulary.bundled().digest, "workers know the bundled vocabulary"
    started = time.monotonic()
    home = index_folder(directory, name)
    with ExitStack() as stack:
        stack.enter_context(build_border(home, paths))
        staging = stack.enter_context(staged(home, keep=keep))
        previous = _previous(stack, directory, name, embedder, rebuild=rebuild)
        recorded = previous.index.manifest.sources if previous else ()
        chosen = chosen_sources(paths, recorded, name=name, sources=sources)
        found, skipped = discover([Path(path) for path in chosen])
        memory = previous.index if previous and previous.same_model else None
        tally = Tally(previous.index if previous else None, skipped)
        reuse = Reuse(memory, vocabulary=vocabulary, chunker=_chunker(sizes))
        shown = progress or Untold()
        shown.stage("indexing", len(found))
        fresh = [file for file in found if not reuse.holds(file)]
        if (
            previous
            and not repairs
            and chosen == recorded
            and _is_unchanged(previous, found, fresh, skipped, sizes)
        ):
            shown.advance(len(found))
            staging.tidy()
            return unchanged_report(previous.index, time.monotonic() - started)
        writer = stack.enter_context(IndexWriter(staging.folder))
        remembers: Remembers | None = memory
        if repairs:
            remembers = stack.enter_context(Salvage(repairs.damaged, embedder, memory))
        texts: list[TextFacts] = []
        kept = Kept(previous.index if previous else None, vocabulary)
        for result in _with_kept(_readings(found, fresh, reuse, sizes), kept, tally, found):
            require_memory()
            if isinstance(result, Skipped):
                tally.skipped.append(result)
            else:
                numbered = tally.numbered(result)
                texts.append(_write(writer, numbered, embedder, vocabulary, remembers, tally))
            shown.advance(1)
        if not tally.documents:
            raise nothing_to_index(chosen, tally.skipped)
        if not allow_shrink:
            tally.check_loss(name, replaced=sources == "replace")
            if repairs:
                tally.check_count(name, repairs.documents)
        known = memory.compared() if memory and memory.manifest.chunker == _chunker(sizes) else ()
        writer.translate(find_translations(texts, writer.text, embedder.embed_passages, known))
        # Under other sources the same name may mean another speech.
        if previous and {*recorded} <= {*chosen}:
            writer.remember(previous.index.editions())
        manifest = _manifest(chosen, writer.finish(), embedder, vocabulary, sizes, tally, job)
        published = staging.publish(manifest, check=check_folder)
    return tally.report(name, published.generation, time.monotonic() - started)


def _is_unchanged(
    previous: _Previous,
    found: Sequence[Found],
    fresh: Sequence[Found],
    skipped: Sequence[Skipped],
    sizes: Sizes,
) -> bool:
    """Whether a build would publish what is there already: the same files, byte for byte, read
    the same way, and the same files left out for the same reasons. `fresh` are those to be read."""
    manifest = previous.index.manifest
    if previous.index.degraded or manifest.vocabulary != Vocabulary.bundled().digest:
        return False
    # A file that could not be read is never reused, but it may have failed the last time too.
    if not {file.name for file in fresh} <= {file.file for file in manifest.skipped}:
        return False
    if len(found) - len(fresh) != manifest.counts["documents"]:
        return False
    again = [result for result in read_files(fresh, sizes=sizes) if isinstance(result, Skipped)]
    left_out = sorted((file.file, file.reason) for file in (*skipped, *again))
    return left_out == sorted((file.file, file.reason) for file in manifest.skipped)


def _readings(
    found: Sequence[Found], fresh: Sequence[Found], reuse: Reuse, sizes: Sizes
) -> Iterator[Read | Skipped]:
    """One result a file, in order; only the `fresh` files, which cannot be reused, are read."""
    names = {file.name for file in fresh}
    results = read_files(fresh, sizes=sizes)
    for file in found:
        yield next(results) if file.name in names else reuse.read(file)


def _with_kept(
    results: Iterator[Read | Skipped], kept: Kept, tally: Tally, found: Sequence[Found]
) -> Iterator[Read | Skipped]:
    """The results, and what is kept of files that could not be read, which are still told of."""
    for result in results:
        read = kept.of_file(result) if isinstance(result, Skipped) else None
        if read is not None and isinstance(result, Skipped):
            yield told(result)
        yield read or result
    below = list(kept.below(tally.skipped, {file.name for file in found}))
    above = {skipped.file for skipped, _ in below}
    tally.skipped = [told(each) if each.file in above else each for each in tally.skipped]
    yield from (read for _, read in below)


def _chunker(sizes: Sizes) -> dict[str, int | float | str]:
    """How files are read and cut into passages."""
    return {
        "version": CHUNKER,
        "reader": reader_digest(),
        "aligner": ALIGNER,
        "target": sizes.target,
        "longest": sizes.longest,
        "overlap": sizes.overlap,
    }


def _write(
    writer: IndexWriter,
    read: Read,
    embedder: Embedder,
    vocabulary: Vocabulary,
    memory: Remembers | None,
    tally: Tally,
) -> TextFacts:
    """Write a document, its passages and its figures to the index; vectors that `memory` holds are
    reused."""
    vectors, kept = embed(
        read.passages, embedder=embedder, vocabulary=vocabulary.digest, previous=memory
    )
    writer.add(
        read.document,
        published=read.published,
        report={**read.report, "passages": len(read.passages)},
        passages=[entry.passage for entry in read.passages],
        token_ids=[entry.token_ids for entry in read.passages],
        bigrams=[[line] for line in bigram_lines([entry.normalised for entry in read.passages])],
        vectors=vectors,
        digests=[entry.digest for entry in read.passages],
        figures=read.figures,
    )
    tally.passages += len(read.passages)
    tally.reused += kept
    return TextFacts.of(read.document, vectors, read.report["translation_of"])


def _manifest(
    sources: tuple[str, ...],
    written: Written,
    embedder: Embedder,
    vocabulary: Vocabulary,
    sizes: Sizes,
    tally: Tally,
    job: str | None,
) -> Manifest:
    probes = embedder.embed_passages(PROBE_SENTENCES)
    return Manifest(
        sources=sources,
        model=embedder.fingerprint(),
        probes=tuple(tuple(map(float, row)) for row in probes),
        vocabulary=vocabulary.digest,
        chunker=_chunker(sizes),
        dense=written.dense,
        counts=written.counts,
        skipped=tuple(
            SkippedFile(file.file, file.reason, file.code, file.values) for file in tally.left_out()
        ),
        built_by={JOB: job} if job else {},
    )


@dataclass(frozen=True, slots=True)
class _Previous:
    """The last generation; its vectors are of use only to the same model."""

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
