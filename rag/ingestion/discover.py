"""Finds the files to read under files and folders, and says which are left out and why."""

from __future__ import annotations

import os
import stat
import unicodedata
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from rag.ingestion.formats import format_named
from rag.presentation.left_out import Reason, because, reason_words
from rag.types.documents import Values
from rag.types.text import Language

# What the system would not let us read, and what is said where its words are kept.
KEPT_INSTEAD = {
    "not-opened": "not-opened-kept",
    "sidecar-not-opened": "sidecar-not-opened-kept",
}
SIDECAR_SUFFIXES = (".yaml", ".yml")
# What browsers put after the name of a page for the folder with its pictures, scripts and frames.
_PAGE_FOLDERS = ("_files", ".files", "-files", "_file", "_dateien", "_fichiers", "_archivos")
_BEGINNING = 64 * 1024
_PAGE_SUFFIXES = (".html", ".htm", ".xhtml", ".shtml", ".mht", ".mhtml")


@dataclass(frozen=True, slots=True)
class Found:
    """A file to read; `name` is its path relative to what was indexed, safe to show and store."""

    path: Path
    name: str


@dataclass(frozen=True, slots=True)
class Skipped:
    """A file that is left out, and why: in English, and as the code and values of a row of
    rag/presentation/left_out_words.py."""

    file: str
    reason: str
    code: str = ""
    values: Values = ()

    @classmethod
    def because(cls, file: str, reason: Reason) -> Skipped:
        """`file` is left out for that reason."""
        return cls(file, str(reason), reason.code, reason.values)

    def words(self, language: Language) -> str:
        """Why, in `language`."""
        return reason_words(self.reason, self.code, self.values, language)

    @property
    def refused(self) -> bool:
        """Whether it is there and the system would not let us read it, perhaps for a moment."""
        return self.code in KEPT_INSTEAD


def refused(error: OSError) -> Reason:
    """Why a file is left out that the system did not give."""
    if isinstance(error, FileNotFoundError | NotADirectoryError):
        return because("not-there", system=str(error.strerror))
    return because("not-opened", system=str(error.strerror))


def discover(paths: Sequence[Path]) -> tuple[list[Found], list[Skipped]]:
    """All files under `paths`, by name; hidden files, office lock files and sidecars apart.

    Links that lead out of their folder, pipes and devices are skipped. A file that is reached
    twice counts once; two files that would share a name get the names of their folders before.
    """
    found: dict[str, tuple[Path, Path]] = {}
    skipped: list[Skipped] = []
    for path in paths:
        root = Path(os.path.abspath(path))
        for entry in files_under(root, skipped):
            found.setdefault(os.path.realpath(entry), (root, entry))
    names, parts = _without_parts_of_pages(_names(list(found.values())))
    skipped += [Skipped.because(name, because("page-part")) for name in parts]
    documents = [Found(path, name) for path, name in names if not _is_sidecar(path)]
    read = {path.name for path, _ in names if not _is_sidecar(path)}
    skipped += [
        Skipped.because(name, because("lone-sidecar"))
        for path, name in names
        if _is_sidecar(path) and not _has_document(path, read)
    ]
    return sorted(documents, key=lambda file: file.name), skipped


def _without_parts_of_pages(
    files: list[tuple[Path, str]],
) -> tuple[list[tuple[Path, str]], list[str]]:
    """The files without those that a browser saved beside a page for its looks, and the names of
    these. Speeches of other formats may lie there too, as what a page offers to download."""
    pages = {
        path.with_suffix("").as_posix(): path
        for path, _ in files
        if path.suffix.lower() in _PAGE_SUFFIXES
    }
    kept: list[tuple[Path, str]] = []
    parts: list[str] = []
    for path, name in files:
        page = _page_with(path, pages)
        is_frame = page and path.suffix.lower() in _PAGE_SUFFIXES and _has_frames(page)
        if page and not is_frame:
            parts.append(name)
        else:
            kept.append((path, name))
    return kept, parts


def _page_with(path: Path, pages: Mapping[str, Path]) -> Path | None:
    """The page that a file may be part of."""
    format = format_named(path.suffix)
    if format is not None and format.name != "html":
        return None
    named = (
        pages.get(folder.as_posix()[: -len(end)])
        for folder in path.parents
        for end in _PAGE_FOLDERS
        if folder.name.lower().endswith(end)
    )
    return next(filter(None, named), None)


def _has_frames(page: Path) -> bool:
    """Whether a page is only a frame around others, which have the words."""
    try:
        with page.open("rb") as file:
            return b"<frameset" in file.read(_BEGINNING).lower()
    except OSError:
        return False


def sidecar_of(path: Path) -> Path | None:
    """`speech.docx.yaml` or `speech.yaml` beside `speech.docx`."""
    for suffix in SIDECAR_SUFFIXES:
        for candidate in (path.with_name(path.name + suffix), path.with_suffix(suffix)):
            if candidate != path and _exists(candidate):
                return candidate
    return None


def shown(name: str) -> str:
    """A file name that can be stored and shown: NFC, undecodable bytes and controls replaced."""
    text = os.fsencode(name).decode("utf-8", "replace")
    return "".join("\ufffd" if ord(c) < 32 or 127 <= ord(c) < 160 else c for c in _nfc(text))


def _nfc(text: str) -> str:
    return unicodedata.normalize("NFC", text)


def files_under(root: Path, skipped: list[Skipped]) -> Iterator[Path]:
    """Regular files at or under `root`, in the order of their names, folders without recursion."""
    waiting = [root]
    inside = os.path.realpath(root)
    seen: set[str] = set()
    while waiting:
        path = waiting.pop()
        label = shown(os.path.relpath(path, root.parent))
        real = os.path.realpath(path)
        if real != inside and not real.startswith(inside.rstrip(os.sep) + os.sep):
            skipped.append(Skipped.because(label, because("link-out")))
            continue
        try:
            kind = os.stat(path).st_mode
            if stat.S_ISDIR(kind):
                if real not in seen:
                    seen.add(real)
                    waiting += sorted(map(Path, _children(path)), reverse=True)
                continue
        except OSError as error:
            skipped.append(Skipped.because(label, refused(error)))
            continue
        if stat.S_ISREG(kind):
            yield path
        else:
            skipped.append(Skipped.because(label, because("no-file")))


def _children(folder: Path) -> list[str]:
    with os.scandir(folder) as entries:
        return [entry.path for entry in entries if not is_hidden(entry.name)]


def is_hidden(name: str) -> bool:
    """Whether a file or folder of this name is left out: hidden files and office lock files."""
    return name.startswith((".", "~$"))


def _names(files: list[tuple[Path, Path]]) -> list[tuple[Path, str]]:
    """Relative names, with as many parent folders before as it takes to tell them apart."""
    names = {path: _relative(root, path) for root, path in files}
    for depth in range(1, 64):
        counts: dict[str, int] = {}
        for name in names.values():
            counts[name] = counts.get(name, 0) + 1
        twins = [(root, path) for root, path in files if counts[names[path]] > 1]
        if not twins:
            break
        for root, path in twins:
            base = root if root.is_dir() else root.parent
            names[path] = "/".join((*map(shown, base.parts[-depth:]), _relative(root, path)))
    return _numbered(names)


def _numbered(names: dict[Path, str]) -> list[tuple[Path, str]]:
    """Names that only their spelling (NFC, NFD) told apart get a number."""
    used: dict[str, int] = {}
    result: list[tuple[Path, str]] = []
    for path in sorted(names):
        name = names[path]
        used[name] = used.get(name, 0) + 1
        result.append((path, name if used[name] == 1 else f"{name} ({used[name]})"))
    return result


def _relative(root: Path, path: Path) -> str:
    return shown(path.name if path == root else path.relative_to(root).as_posix())


def _exists(path: Path) -> bool:
    try:
        return path.is_file()
    except OSError:  # the name with the suffix is longer than names can be
        return False


def _is_sidecar(path: Path) -> bool:
    return path.suffix.lower() in SIDECAR_SUFFIXES


def _has_document(sidecar: Path, names: set[str]) -> bool:
    return sidecar.stem in names or any(Path(name).stem == sidecar.stem for name in names)
