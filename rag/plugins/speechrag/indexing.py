"""`speechrag.index`, which builds an index from files and folders."""

from __future__ import annotations

import os
from collections.abc import Iterable, Mapping
from dataclasses import asdict, dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING, Any, Literal, Unpack

from speechrag.errors import NothingToIndex
from speechrag.opening import Options, StrPath, index_location, settings_of

if TYPE_CHECKING:
    from rag.ingestion.tally import BuildReport


Sources = Literal["same", "add", "replace"]


@dataclass(frozen=True, slots=True)
class SkippedFile:
    """A file that could not be read, and why: in English, in Chinese, and as a code with values."""

    file: str
    reason: str
    reason_zh: str = ""
    code: str = ""
    values: Mapping[str, Any] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class IndexReport:
    """What a build did. `added`, `changed`, `removed` and `unchanged` count documents. `embedded`
    passages got a new vector, `reused` passages kept their vector. `skipped` files could not be
    read."""

    folder: Path
    generation: int
    added: int
    changed: int
    removed: int
    unchanged: int
    passages: int
    embedded: int
    reused: int
    skipped: tuple[SkippedFile, ...]
    seconds: float

    def to_dict(self) -> dict[str, Any]:
        """The JSON of `speechrag index --json`."""
        return {
            "index": self.folder.name,
            "generation": self.generation,
            "documents": {
                "added": self.added,
                "changed": self.changed,
                "removed": self.removed,
                "unchanged": self.unchanged,
            },
            "passages": {
                "total": self.passages,
                "embedded": self.embedded,
                "reused": self.reused,
            },
            "skipped": [asdict(file) for file in self.skipped],
            "seconds": self.seconds,
        }


def index(
    paths: StrPath | Iterable[StrPath],
    to: StrPath | None = None,
    *,
    indexes: StrPath | None = None,
    rebuild: bool = False,
    sources: Sources = "same",
    allow_shrink: bool = False,
    **options: Unpack[Options],
) -> IndexReport:
    """Index speeches (txt, md, html, docx, odt, rtf, epub, pdf) and folders of them.

    `to` and `indexes` name the index, as in `speechrag.open`. Only new and changed files are read.
    Files that are gone from `paths` are removed from the index. If nothing changed, nothing is
    published. `rebuild` reads every file and embeds every passage again. If the index was made
    from other paths, `sources` decides: "add" reads the old and the new paths, "replace" only the
    new paths. A file that cannot be read is listed in the report, and the other files are indexed.
    `refresh()` switches an open engine to the new index.

    Raises SourcesDiffer if the index was made from other paths and `sources` is "same",
    WouldShrink if most documents are gone, unless `allow_shrink`, NothingToIndex if nothing could
    be read, IndexBusy if another build runs, ModelError if the embedder cannot be loaded,
    InvalidOption for a bad option. Each of these errors leaves the old index as it is.
    """
    chosen = [Path(path) for path in ([paths] if isinstance(paths, str | os.PathLike) else paths)]
    for path in chosen:
        if not path.exists():
            raise NothingToIndex(f"there is no file or folder {path}")
    settings = settings_of(options)
    directory, name = index_location(to, indexes, settings)

    from rag.assembly import make_embedder
    from rag.ingestion.build import build
    from rag.language.vocabulary import Vocabulary

    report = build(
        chosen,
        directory=directory,
        name=name,
        embedder=make_embedder(settings),
        vocabulary=Vocabulary.bundled(),
        rebuild=rebuild,
        sources=sources,
        allow_shrink=allow_shrink,
        keep=settings.keep,
    )
    return _report_of(directory / name, report)


def _report_of(folder: Path, report: BuildReport) -> IndexReport:
    changes = report.documents
    return IndexReport(
        folder=folder,
        generation=report.generation,
        added=changes.added,
        changed=changes.changed,
        removed=changes.removed,
        unchanged=changes.unchanged,
        passages=report.passages,
        embedded=report.embedded,
        reused=report.reused,
        skipped=tuple(SkippedFile(**file) for file in report.as_json()["skipped"]),
        seconds=round(report.seconds, 3),
    )
