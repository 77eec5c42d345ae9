"""Repairs a damaged index: a build from the same sources, which embeds only what is missing."""

from __future__ import annotations

from pathlib import Path

from rag.errors import IndexDamaged
from rag.index.layout import rebuild_command
from rag.index.verification import Verification
from rag.ingestion.build import Progress, Repairs, build
from rag.ingestion.tally import BuildReport
from rag.language.vocabulary import Vocabulary
from rag.models.embedder import Embedder


def repair(
    found: Verification,
    *,
    directory: Path,
    embedder: Embedder,
    vocabulary: Vocabulary,
    progress: Progress | None = None,
) -> BuildReport:
    """Publish the next generation of the index that was verified. Raises IndexDamaged if no
    manifest says from which sources, and what `build` raises."""
    manifests = [one.manifest for one in found.generations if one.manifest is not None]
    if not manifests:
        command = rebuild_command(found.name)
        raise IndexDamaged(
            f"index {found.name!r} no longer says from which files it was made. Rebuild: {command}",
            chinese=f"索引 {found.name} 已不再记有其来源，无法自动修复。请重新建立：{command}",
        )
    home = directory / found.name
    damaged = tuple(home / one.folder for one in found.generations if not one.is_whole)
    return build(
        [Path(source) for source in manifests[0].sources],
        directory=directory,
        name=found.name,
        embedder=embedder,
        vocabulary=vocabulary,
        sources="same",
        progress=progress,
        repairs=Repairs(damaged, manifests[0].counts["documents"]),
    )
