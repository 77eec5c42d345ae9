"""What a reader and its parent send each other, as bytes: requests, and answers that are decoded
into exactly the types expected.

A reader may have been taken over by a hostile file. So nothing of an answer is believed that the
parent knows by itself (the name, the id, the digests), all sizes are bounded, all positions must
lie in the text, and an answer that breaks a rule is Unintelligible as a whole. Nothing here can
name code to run.

An answer is a head, the two texts, the runs of the alignment, and the passages and the figures in
batches: the parent never holds a whole message beside what it makes of it.
"""

from __future__ import annotations

import os
import struct
from array import array
from collections.abc import Callable, Iterator, Sequence
from itertools import chain, starmap
from pathlib import Path
from typing import Annotated, Any, NotRequired, TypedDict, TypeVar

import msgspec
import numpy as np
from msgspec import Meta, Struct

from rag.ingestion.discover import Found, Skipped, shown
from rag.ingestion.load import MOST_CHARACTERS
from rag.ingestion.passages.chunk import Sizes
from rag.ingestion.passages.index_text import IndexText, digest_of, index_text
from rag.ingestion.read import Read
from rag.ingestion.workers.limits import Limits
from rag.ingestion.workers.wire_figures import FIGURES_AT_A_TIME, SentFigures
from rag.language.vocabulary import Vocabulary
from rag.presentation.left_out import because
from rag.types.documents import Document, DocumentWarning, Passage, Turn, Value, Values, content_id
from rag.types.text import Alignment, Language, PartialDate, Run, Span

Sent = TypeVar("Sent")
# Gives exactly so many bytes, or raises what tells why there are none.
Source = Callable[[int], bytearray]

_LENGTH = struct.Struct("=I")
_BYTES_OF_A_RUN = 3 * 8
_PASSAGES_AT_A_TIME = 64
_MOST_TEXT_BYTES = 4 * MOST_CHARACTERS
_MOST_PART_BYTES = 64 * 1024 * 1024
_MOST_PAGES = 200_000
_MOST_ENTRIES = 1_000
_MOST_TURNS = 200_000
# A text of the most characters in Chinese, once for its words and once for its token ids.
_MOST_PASSAGE_BYTES = 512 * 1024 * 1024
# A figure takes some 400 bytes, and a text of the most characters is no table of figures alone.
_MOST_FIGURE_BYTES = 512 * 1024 * 1024
_LONGEST_REASON = 1_000

# Titles, names, headings; front matter and sidecars are shorter as a whole.
_Line = Annotated[str, Meta(max_length=100_000)]
_Few = Meta(max_length=_MOST_ENTRIES)
_Count = Annotated[int, Meta(ge=0, le=1 << 53)]


class Unintelligible(Exception):
    """An answer that is none."""


class Request(Struct, frozen=True, forbid_unknown_fields=True):
    """Which file to read, within what limits, and how to cut it into passages."""

    path: bytes  # file names need not be text
    name: str
    limits: Limits
    sizes: Sizes

    @classmethod
    def of(cls, file: Found, limits: Limits, sizes: Sizes) -> Request:
        return cls(os.fsencode(file.path), file.name, limits, sizes)

    @property
    def file(self) -> Found:
        return Found(Path(os.fsdecode(self.path)), self.name)


class _Characters(TypedDict):
    published: _Count
    kept: _Count
    removed: _Count
    replaced: _Count


class _RuleCount(TypedDict):
    times: _Count
    removed: _Count
    replaced: _Count


class _Warning(TypedDict):
    code: _Line
    values: Annotated[dict[_Line, Value], _Few]


class _Report(TypedDict):
    """The report of `rag.ingestion.read`, key by key."""

    media_type: _Line
    encoding: _Line | None
    decoding: _Line | None
    source_sha256: _Line
    sidecar_sha256: _Line
    characters: _Characters
    rules: Annotated[dict[_Line, _RuleCount], _Few]
    joins: _Count
    numbers_repaired: _Count
    figures_unread: NotRequired[_Count]
    turns: NotRequired[_Count]
    pages: _Count
    tables: _Count
    headings_marked: _Count
    occasion: _Line | None
    evidence: Annotated[dict[_Line, _Line], _Few]
    translation_of: _Line | None
    warnings: Annotated[list[_Warning], _Few]


class _Refused(Struct, frozen=True, tag=True, forbid_unknown_fields=True):
    reason: _Line
    code: _Line
    values: Annotated[tuple[tuple[_Line, Value], ...], _Few]


class _Head(Struct, frozen=True, tag=True, forbid_unknown_fields=True):
    """A document but for its texts; how many bytes, runs and batches of passages and of figures
    follow."""

    title: _Line
    language: Language
    speaker: _Line | None
    institution: _Line | None
    region: _Line | None
    date: PartialDate | None
    url: _Line | None
    pages: Annotated[tuple[Span, ...], Meta(max_length=_MOST_PAGES)]
    warnings: Annotated[tuple[DocumentWarning, ...], _Few]
    turns: Annotated[tuple[Turn, ...], Meta(max_length=_MOST_TURNS)]
    report: _Report
    published_bytes: Annotated[int, Meta(ge=0, le=_MOST_TEXT_BYTES)]
    text_bytes: Annotated[int, Meta(ge=0, le=_MOST_TEXT_BYTES)]
    runs: Annotated[int, Meta(ge=0, le=MOST_CHARACTERS)]
    batches: Annotated[int, Meta(ge=0, le=MOST_CHARACTERS)]
    figures: Annotated[int, Meta(ge=0, le=MOST_CHARACTERS)]


class _Passage(Struct, frozen=True, array_like=True, forbid_unknown_fields=True, gc=False):
    start: int
    end: int
    heading: Annotated[tuple[_Line, ...], _Few]
    token_ids: bytes
    normalised: str


_encoder = msgspec.msgpack.Encoder()
_requests = msgspec.msgpack.Decoder(Request)
_heads = msgspec.msgpack.Decoder(_Refused | _Head)
_batches = msgspec.msgpack.Decoder(Annotated[list[_Passage], Meta(max_length=_PASSAGES_AT_A_TIME)])


def encode_request(request: Request) -> bytes:
    """One message, whole."""
    return _part(_encoder.encode(request))


def decode_request(read: Source) -> Request:
    """The next request. What `read` raises where there is none goes on."""
    return _requests.decode(_read_part(read, _MOST_PART_BYTES))


def encode_answer(answer: Read | Skipped) -> list[bytes]:
    """The pieces of one answer, in order. Sections are not sent: passages are all that is needed
    of them."""
    try:
        return [_refused(answer)] if isinstance(answer, Skipped) else list(_pieces(answer))
    except UnicodeEncodeError:
        return [_refused(Skipped.because("", because("half-character")))]


def _refused(answer: Skipped) -> bytes:
    refused = _Refused(_short(answer.reason), answer.code, _safe(answer.values))
    return _part(_encoder.encode(refused))


def decode_answer(read: Source, file: Found) -> Read | Skipped:
    """The answer for `file`. Raises Unintelligible."""
    try:
        head = _heads.decode(_read_part(read, _MOST_PART_BYTES))
        if isinstance(head, _Refused):
            return Skipped(file.name, _short(head.reason), _short(head.code), _safe(head.values))
        return _decode_read(read, head, file)
    except (msgspec.MsgspecError, ValueError) as error:
        raise Unintelligible(str(error)) from None


def _safe(values: Values) -> Values:
    """The values of a reason as they can be stored and shown."""
    return tuple((_short(name), _safe_value(value)) for name, value in values)


def _safe_value(value: Value) -> Value:
    if isinstance(value, tuple):
        return tuple(_short(str(item)) for item in value[:_MOST_ENTRIES])
    return _short(value) if isinstance(value, str) else value


def _short(text: str) -> str:
    return shown(text)[:_LONGEST_REASON]


def _pieces(answer: Read) -> Iterator[bytes]:
    document, passages = answer.document, answer.passages
    published = answer.published.encode("utf-8", "surrogatepass")
    text = document.text.encode("utf-8", "surrogatepass")
    runs = document.alignment.runs
    batches = list(_cut(passages, _PASSAGES_AT_A_TIME))
    figures = list(_cut(answer.figures, FIGURES_AT_A_TIME))
    head = _head(answer, len(published), len(text), len(batches), len(figures))
    yield _part(_encoder.encode(head))
    yield published
    yield text
    numbers = chain.from_iterable((run.clean, run.published, run.length) for run in runs)
    yield array("q", numbers).tobytes()
    for batch in batches:
        yield _part(_encoder.encode([_passage(entry) for entry in batch]))
    for rows in figures:
        yield _part(_encoder.encode(rows))


def _cut(values: Sequence[Sent], most: int) -> Iterator[Sequence[Sent]]:
    """The values in batches of `most`."""
    return (values[at : at + most] for at in range(0, len(values), most))


def _head(answer: Read, published: int, text: int, batches: int, figures: int) -> _Head:
    document = answer.document
    report: Any = answer.report
    return _Head(
        title=document.title,
        language=document.language,
        speaker=document.speaker,
        institution=document.institution,
        region=document.region,
        date=document.date,
        url=document.url,
        pages=document.pages,
        warnings=document.warnings,
        turns=document.turns,
        report=report,
        published_bytes=published,
        text_bytes=text,
        runs=len(document.alignment.runs),
        batches=batches,
        figures=figures,
    )


def _passage(entry: IndexText) -> _Passage:
    passage = entry.passage
    span = passage.span
    token_ids = entry.token_ids.tobytes()
    return _Passage(span.start, span.end, passage.heading, token_ids, entry.normalised)


def _decode_read(read: Source, head: _Head, file: Found) -> Read:
    published = str(read(head.published_bytes), "utf-8", "surrogatepass")
    text = str(read(head.text_bytes), "utf-8", "surrogatepass")
    if head.runs > len(text):
        raise ValueError("more runs than characters")
    runs = _decode_runs(read(head.runs * _BYTES_OF_A_RUN), len(text), len(published))
    if any(page.end > len(text) for page in head.pages):
        raise ValueError("a page reaches beyond the text")
    _check_turns(head.turns, len(text))
    document = Document(
        id=content_id(text),
        title=head.title,
        text=text,
        file=file.name,
        language=head.language,
        speaker=head.speaker,
        institution=head.institution,
        region=head.region,
        date=head.date,
        url=head.url,
        alignment=Alignment(runs),
        pages=head.pages,
        warnings=head.warnings,
        turns=head.turns,
    )
    passages = tuple(_decode_passages(read, head.batches, document))
    figures = SentFigures(_figure_batches(read, head.figures), len(text))
    return Read(document, (), published, {**head.report}, passages, figures)


def _check_turns(turns: tuple[Turn, ...], characters: int) -> None:
    """Turns follow each other within the text."""
    edges = [edge for turn in turns for edge in (turn.span.start, turn.span.end)]
    if edges != sorted(edges) or not all(turn.span for turn in turns):
        raise ValueError("the turns of a debate do not follow each other")
    if edges and edges[-1] > characters:
        raise ValueError("a turn reaches beyond the text")


def _decode_runs(data: bytearray, kept: int, published: int) -> tuple[Run, ...]:
    """The runs of an alignment, in order, that cover the clean text and lie in the published
    one."""
    rows = np.frombuffer(data, dtype=np.int64).reshape(-1, 3)
    clean, origin, length = rows.T
    ends = clean + length
    is_sound = (
        (length > 0).all()
        and np.array_equal(clean, [0, *ends[:-1]][: len(rows)])
        and (ends[-1] if len(rows) else 0) == kept
        and (origin >= 0).all()
        and (origin[1:] >= (origin + length)[:-1]).all()
        and (not len(rows) or origin[-1] + length[-1] <= published)
    )
    if not is_sound:
        raise ValueError("the alignment does not fit the texts")
    return tuple(starmap(Run, rows.tolist()))


def _decode_passages(read: Source, batches: int, document: Document) -> Iterator[IndexText]:
    room = _MOST_PASSAGE_BYTES
    headings: dict[tuple[str, ...], tuple[str, ...]] = {}
    for _ in range(batches):
        data = _read_part(read, min(room, _MOST_PART_BYTES))
        room -= len(data)
        batch = _batches.decode(data)
        _check_tokens(batch)
        for passage in batch:
            # Passages under the same heading share one tuple.
            heading = headings.setdefault(passage.heading, passage.heading)
            yield _decode_passage(passage, heading, document)


def _check_tokens(batch: list[_Passage]) -> None:
    ids = np.frombuffer(b"".join([passage.token_ids for passage in batch]), dtype=np.uint16)
    if len(ids) and ids.max() >= Vocabulary.bundled().size:
        raise ValueError("a token that the vocabulary does not have")


def _decode_passage(one: _Passage, heading: tuple[str, ...], document: Document) -> IndexText:
    span = Span(one.start, one.end)
    if not span.start < span.end <= len(document.text):
        raise ValueError("a passage lies outside the text")
    passage = Passage(document, span, heading)
    token_ids = array("H", one.token_ids)
    return IndexText(passage, token_ids, one.normalised, digest_of(index_text(passage)))


def _figure_batches(read: Source, batches: int) -> Iterator[bytes]:
    room = _MOST_FIGURE_BYTES
    for _ in range(batches):
        data = _read_part(read, min(room, _MOST_PART_BYTES))
        room -= len(data)
        yield bytes(data)


def _part(data: bytes) -> bytes:
    return _LENGTH.pack(len(data)) + data


def _read_part(read: Source, most: int) -> bytearray:
    (size,) = _LENGTH.unpack(read(_LENGTH.size))
    if size > most:
        raise ValueError(f"a part of {size} bytes")
    return read(size)
