"""The names of the files of an index, and the Manifest of one generation.

<indexes>/<name>/CURRENT                  which generation is served
                 .writer.lock             held for a whole build
                 gen-00000042-1f3a9c02/   immutable once it has this name
                     manifest.json  .lease  store.sqlite  vectors.faiss  tokens…  postings…
                     lexical/
"""

from __future__ import annotations

import hashlib
import json
import re
import shlex
from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass, field, fields
from pathlib import Path
from typing import Any, Literal

import numpy as np
from numpy.typing import NDArray

from rag.errors import IndexDamaged, IndexUnavailable
from rag.types.documents import Values

# 2: postings, and names as they are spoken. 3: warnings hold values. 4: figures.
FORMAT = 4
# What `built_by` calls the job that had a generation built.
JOB = "job"

CURRENT = "CURRENT"
WRITER_LOCK = ".writer.lock"
LEASE = ".lease"
MANIFEST = "manifest.json"
STORE = "store.sqlite"
VECTORS = "vectors.faiss"
LEXICAL = "lexical"
TOKENS = "tokens.u16"
OFFSETS = "tokens-offsets.i64"
POSTINGS = "postings.u32"
POSTINGS_OFFSETS = "postings-offsets.i64"
STAGING_PREFIX = ".tmp-gen-"
TRASH_PREFIX = ".trash-gen-"
GENERATION_NAME = re.compile(r"gen-([0-9]{8,})-[0-9a-f]{8}")
# tantivy makes this empty file anew whenever an index is opened: it is no part of a generation.
LEXICAL_LOCKS = (f"{LEXICAL}/.tantivy-meta.lock", f"{LEXICAL}/.tantivy-writer.lock")
NOT_HASHED = frozenset({MANIFEST, LEASE, *LEXICAL_LOCKS})

_INDEX_NAME = re.compile(r"[^\W_][\w.-]{0,99}")

# Embedded at every build and at every open: the same model gives the same vectors. One sentence
# in each language and one with figures, where tokenizers differ most.
PROBE_SENTENCES = (
    "去年，全区新建公园十二个，空气质量持续改善。",
    "The council will open three new schools before the end of the year.",
    "地区生产总值增长5.6%, or 1,204.7 billion yuan in 2024.",
)

Fingerprint = Mapping[str, str | int]


@dataclass(frozen=True, slots=True)
class FileEntry:
    """What one file of a generation must be: bytes and SHA-256 in hex."""

    size: int
    sha256: str


@dataclass(frozen=True, slots=True)
class SkippedFile:
    """A file that could not be read, and why: in English, and as code and values of a reason, which
    manifests of older versions lack."""

    file: str
    reason: str
    code: str = ""
    values: Values = ()


@dataclass(frozen=True, slots=True)
class DenseKind:
    """How vectors are searched. `exact-fp16` compares all; `ivf-fp16` looks into `probes` of
    `lists` cells, and `recall` is the share of the exact best 100 that it then found."""

    kind: Literal["exact-fp16", "ivf-fp16"]
    dimension: int
    lists: int = 0
    probes: int = 0
    recall: float = 1.0


@dataclass(frozen=True, slots=True)
class Manifest:
    """What one generation holds and what made it. The builder states the first part; publishing
    fills in the second. `counts` has `documents`, `passages`, `figures` and `tokens`; `built_by`
    has versions by package, and the id of a job under JOB."""

    sources: tuple[str, ...]
    model: Fingerprint
    probes: tuple[tuple[float, ...], ...]
    vocabulary: str
    chunker: Mapping[str, int | float | str]
    dense: DenseKind
    counts: Mapping[str, int]
    skipped: tuple[SkippedFile, ...] = ()

    name: str = ""
    generation: int = 0
    created: str = ""
    built_by: Mapping[str, str] = field(default_factory=dict)
    files: Mapping[str, FileEntry] = field(default_factory=dict)

    @property
    def probe_vectors(self) -> NDArray[np.float32]:
        """Vectors of PROBE_SENTENCES as the builder's model gave them, float32 [3, d]."""
        return np.array(self.probes, dtype=np.float32)

    @property
    def size(self) -> int:
        """How many bytes its files have."""
        return sum(file.size for file in self.files.values())

    @property
    def job(self) -> str | None:
        """The id of the job that had this generation built; None if a command built it."""
        return self.built_by.get(JOB)

    def as_bytes(self) -> bytes:
        """JSON that carries its own digest, so that a fallback generation can be trusted too."""
        body = {"format": FORMAT, **asdict(self)}
        return _canonical({**body, "sha256": _digest(body)})

    @classmethod
    def from_bytes(cls, written: bytes, *, where: str) -> Manifest:
        """The manifest that `written` holds. IndexDamaged if it is none, IndexUnavailable if
        another version of speechrag wrote it; `where` names it in the message."""
        try:
            body = json.loads(written)
            rewritten = _canonical(body)
            claimed = body.pop("sha256")
            version = body.pop("format")
            if version != FORMAT:
                raise IndexUnavailable(_other_format(where, version, body))
            # The digest is of what the bytes say; \u544a and \u544A say the same.
            if claimed != _digest({"format": version, **body}) or written != rewritten:
                raise IndexDamaged(f"{where} was changed after it was written")
            return cls(**_typed(body))
        except (ValueError, TypeError, KeyError, AttributeError, RecursionError) as error:
            raise IndexDamaged(f"{where} is not a manifest ({type(error).__name__})") from error

    def rebuild_command(self) -> str:
        """What to type to make this index anew."""
        return rebuild_command(self.name, self.sources)


def index_folder(directory: Path, name: str) -> Path:
    """Where index `name` lies; IndexUnavailable if that cannot be the name of an index."""
    if not _INDEX_NAME.fullmatch(name):
        raise IndexUnavailable(
            f"{name!r} cannot be the name of an index: use letters, digits, '.', '-' and '_', "
            "beginning with a letter or digit"
        )
    return directory / name


def generation_number(folder_name: str) -> int | None:
    """42 for `gen-00000042-1f3a9c02`, also while it is staged or thrown away; None for others."""
    plain = folder_name.removeprefix(".tmp-").removeprefix(".trash-")
    match = GENERATION_NAME.fullmatch(plain)
    return int(match[1]) if match else None


def rebuild_command(name: str, sources: Sequence[str] = ()) -> str:
    """`speechrag index …` as a shell takes it; PATH… where the sources are not known."""
    paths = shlex.join(sources) if sources else "PATH…"
    return f"speechrag index {paths} --name {shlex.quote(name)} --rebuild"


def _canonical(body: Mapping[str, Any]) -> bytes:
    return json.dumps(body, ensure_ascii=True, sort_keys=True, indent=1).encode()


def _digest(body: Mapping[str, Any]) -> str:
    return hashlib.sha256(_canonical(body)).hexdigest()


def _typed(body: dict[str, Any]) -> dict[str, Any]:
    """JSON's lists and objects as the values that a Manifest is made of."""
    if body.keys() != {field.name for field in fields(Manifest)}:
        raise KeyError("fields")
    return body | {
        "sources": tuple(body["sources"]),
        "probes": tuple(tuple(map(float, vector)) for vector in body["probes"]),
        "dense": DenseKind(**body["dense"]),
        "skipped": tuple(map(_skipped, body["skipped"])),
        "files": {path: FileEntry(**entry) for path, entry in body["files"].items()},
    }


def _skipped(entry: Mapping[str, Any]) -> SkippedFile:
    values = ((str(name), _frozen(value)) for name, value in entry.get("values", ()))
    return SkippedFile(**{**entry, "values": tuple(values)})


def _frozen(value: Any) -> Any:
    return tuple(value) if isinstance(value, list) else value


def _other_format(where: str, version: object, body: Mapping[str, Any]) -> str:
    maker = body.get("built_by")
    made = maker.get("speechrag", "?") if isinstance(maker, dict) else "?"
    sources = body.get("sources")
    known = [str(source) for source in sources] if isinstance(sources, list) else []
    return (
        f"{where} has index format {str(version)[:20]} (written by speechrag {made}); this "
        f"speechrag reads format {FORMAT}. Rebuild: {rebuild_command(str(body.get('name')), known)}"
    )
