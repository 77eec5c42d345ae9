"""The tally of a build: it counts documents and passages against the last generation, refuses a
build that would lose most of them, and becomes the build's report."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Any

from rag.index.index import Index
from rag.ingestion.discover import Skipped
from rag.ingestion.read import Read, renamed
from rag.ingestion.refusals import would_shrink
from rag.ingestion.reuse import documents_of
from rag.ingestion.workers.limits import NOT_LIMITED, can_limit
from rag.presentation.left_out import left_out_json
from rag.types.documents import content_id

# A build that loses a greater share of the documents is most likely a folder that is not mounted.
MOST_LOST = 0.5


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
    # False where nothing had changed: the generation is the one that was there.
    published: bool = True
    # False on a system that cannot limit what reading a file costs, as Windows.
    readers_limited: bool = True

    def as_json(self) -> dict[str, Any]:
        """The shape of `speechrag index --json`; `warnings` only where there are any."""
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
            "skipped": [
                left_out_json(file.file, file.reason, file.code, file.values)
                for file in self.skipped
            ],
            "seconds": round(self.seconds, 3),
            **({} if self.readers_limited else {"warnings": [NOT_LIMITED]}),
        }


def unchanged_report(index: Index, seconds: float) -> BuildReport:
    """The report of a build that had nothing to do."""
    manifest = index.manifest
    passages = manifest.counts["passages"]
    return BuildReport(
        index=manifest.name,
        generation=manifest.generation,
        documents=Changes(0, 0, 0, manifest.counts["documents"]),
        passages=passages,
        embedded=0,
        reused=passages,
        skipped=tuple(
            Skipped(file.file, file.reason, file.code, file.values) for file in manifest.skipped
        ),
        seconds=seconds,
        published=False,
    )


class Tally:
    """Counts a build; knows what was there before it."""

    def __init__(self, previous: Index | None, skipped: Sequence[Skipped]) -> None:
        """`previous` is the last generation, `skipped` what was left out before reading."""
        self.skipped = list(skipped)
        self.documents = self.passages = self.reused = 0
        held = documents_of(previous) if previous is not None else ()
        self._before = {document.file: document for document in held}
        self._held = len(self._before)
        self._added = self._changed = 0
        self._same: Counter[str] = Counter()
        self._texts: set[str] = set()

    def numbered(self, read: Read) -> Read:
        """Count a document, and tell it from others with the same text."""
        self._same[read.document.id] += 1
        self._texts.add(read.document.id)
        read = renamed(read, self._same[read.document.id])
        earlier = self._before.pop(read.document.file, None)
        self.documents += 1
        self._added += earlier is None
        # The number of a document among those with its text may change with the others.
        self._changed += (
            earlier is not None and replace(earlier, id=read.document.id) != read.document
        )
        return read

    def check_loss(self, name: str, *, replaced: bool) -> None:
        """WouldShrink if most documents of the generation before are gone: file and text. Where
        other sources took the place of the old, only how many there are is compared."""
        gone = [
            file
            for file, document in self._before.items()
            if content_id(document.text) not in self._texts
        ]
        lost = min(len(gone), self._held - self.documents) if replaced else len(gone)
        if lost > MOST_LOST * self._held:
            raise would_shrink(name, before=self._held, after=self._held - lost, missing=gone)

    def check_count(self, name: str, before: int) -> None:
        """WouldShrink if most of the `before` documents of a generation that cannot be read are
        gone."""
        if before - self.documents > MOST_LOST * before:
            missing = [file.file for file in self.left_out()]
            raise would_shrink(name, before=before, after=self.documents, missing=missing)

    def left_out(self) -> list[Skipped]:
        return sorted(self.skipped, key=lambda file: file.file)

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
            readers_limited=can_limit(),
        )
