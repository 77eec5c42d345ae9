"""Finds the file that a document was read from, as it was published.

Only the index names files: its sources are walked as a build walks them, and a file is given away
only if its bytes are still those that were indexed. So no address can lead to any other file.
"""

from __future__ import annotations

import hashlib
from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path, PurePosixPath
from urllib.parse import quote

from rag.index.index import Index
from rag.ingestion.discover import discover
from rag.types.documents import Document

# A browser shows these by itself, and none of them can run a script in our name.
_SHOWN = frozenset({"application/pdf", "image/png", "image/jpeg", "image/gif", "image/webp"})
_PDF = "application/pdf"
# The viewers of browsers do not run in a sandbox; a PDF is no part of our origin in any of them.
_POLICY = "default-src 'none'; frame-ancestors 'none'; base-uri 'none'; form-action 'none'"


@dataclass(frozen=True, slots=True)
class Original:
    """A file as it was published."""

    data: bytes
    media_type: str
    name: str

    @property
    def headers(self) -> dict[str, str]:
        """Shown where a browser can do so in safety, else downloaded; never guessed, never run."""
        shown = self.media_type in _SHOWN
        return {
            "Content-Type": self.media_type if shown else "application/octet-stream",
            "Content-Disposition": _disposition("inline" if shown else "attachment", self.name),
            "Content-Security-Policy": _POLICY + ("" if self.media_type == _PDF else "; sandbox"),
            "X-Content-Type-Options": "nosniff",
        }


def original_of(index: Index, document: Document) -> Original | None:
    """The document's file; None where it is no longer there, or no longer the same."""
    path = original_path(index, document)
    report = index.report(document.id)
    try:
        data = path.read_bytes() if path else None
    except OSError:
        return None
    if data is None or hashlib.sha256(data).hexdigest() != report["source_sha256"]:
        return None
    return Original(data, str(report["media_type"]), PurePosixPath(document.file).name)


def original_path(index: Index, document: Document) -> Path | None:
    """Where the document's file should lie; None where none of that name is left."""
    manifest = index.manifest
    return _files(manifest.sources, manifest.generation).get(document.file)


@lru_cache(maxsize=2)
def _files(sources: tuple[str, ...], generation: int) -> Mapping[str, Path]:
    """Name -> path of each file under the sources. Files that come later are not in the index."""
    found, _ = discover([Path(source) for source in sources])
    return {file.name: file.path for file in found}


def _disposition(kind: str, name: str) -> str:
    """Content-Disposition, by RFC 6266: the name in UTF-8 for browsers, a plain one for others."""
    plain = "".join(c if c.isascii() and (c.isalnum() or c in "._-") else "_" for c in name)
    return f"{kind}; filename=\"{plain}\"; filename*=UTF-8''{quote(name, safe='')}"
