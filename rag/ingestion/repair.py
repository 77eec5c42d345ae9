"""Repairs a damaged index: a build from the same sources, which embeds only what is missing."""

from __future__ import annotations

from pathlib import Path

from rag.errors import IndexDamaged
from rag.index.layout import Manifest, rebuild_command
from rag.index.publish import LEAST_KEPT
from rag.index.verification import Verification
from rag.ingestion.build import Repairs, build
from rag.ingestion.sources import Sources
from rag.ingestion.tally import BuildReport
from rag.language.vocabulary import Vocabulary
from rag.models.embedder import Embedder
from rag.types.progress import Progress


def repair(
    found: Verification,
    *,
    directory: Path,
    embedder: Embedder,
    vocabulary: Vocabulary,
    progress: Progress | None = None,
    keep: int = LEAST_KEPT,
) -> BuildReport:
    """Publish the next generation of the index that was verified, of which `keep` are kept. Raises
    IndexDamaged if no manifest says from which sources, and what `build` raises."""
    lost = _lost(found)
    if lost is None:
        command = rebuild_command(found.name)
        raise IndexDamaged(
            f"index {found.name!r} no longer says from which files it was made. Rebuild: {command}",
            chinese=f"索引 {found.name} 已不再记有其来源，无法自动修复。请重新建立：{command}",
        )
    home = directory / found.name
    damaged = tuple(home / one.folder for one in found.generations if not one.is_whole)
    return build(
        [Path(source) for source in lost.sources],
        directory=directory,
        name=found.name,
        embedder=embedder,
        vocabulary=vocabulary,
        sources=_sources(found, lost),
        progress=progress,
        keep=keep,
        repairs=Repairs(damaged, lost.counts["documents"]),
    )


def _lost(found: Verification) -> Manifest | None:
    """The manifest of what is to be there again: of the generation that CURRENT names, or else of
    the one that answers, or else of the newest."""
    named = [one for one in found.generations if one.serves and not found.findings]
    wanted = (*named, found.served, *found.generations)
    return next((one.manifest for one in wanted if one and one.manifest), None)


def _sources(found: Verification, lost: Manifest) -> Sources:
    """The one that answers meanwhile may be of other sources, as after a rollback."""
    answers = found.served.manifest if found.served else None
    return "same" if answers is None or answers.sources == lost.sources else "replace"
