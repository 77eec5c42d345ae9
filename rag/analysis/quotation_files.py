"""Reads the quotations of a file: a document in any format that speeches may have, or an answer or
comparison that was exported as JSON or CSV."""

from __future__ import annotations

import csv
import io
import json
import re
from collections.abc import Callable, Collection, Iterator, Mapping
from dataclasses import dataclass
from pathlib import PurePath
from typing import Any

from rag.analysis.quoted_words import quoted_words
from rag.errors import UnreadableFile
from rag.ingestion.formats import FORMATS, Format, format_named, reader_of
from rag.ingestion.formats.decode import Undecodable
from rag.ingestion.formats.frontmatter import UnusableYaml
from rag.ingestion.formats.recognise import format_of
from rag.types.quotations import Quoted

# Formats whose readers take a few pieces of Python, no native library and no other program, so that
# a service may read files of strangers with them.
PLAIN_FORMATS = frozenset({"text", "markdown", "html", "docx", "odt", "rtf", "epub"})
EVERY_FORMAT = frozenset(format.name for format in FORMATS)

# HTML has quotations without marks; a reader of pages does not show which.
# A tag ends soon: else every `<q ` of a hostile file would be read to the end of the file.
_HTML_OPENS = re.compile(rb"<(?:blockquote|q)(?=[\s>])[^<>]{0,1000}>", re.I)
_HTML_CLOSES = re.compile(rb"</(?:blockquote|q)\s*>", re.I)
# Marks of bold words in Markdown are no part of the words; a mark behind a backslash is.
_BOLD = re.compile(r"(?<![\\*])\*\*(?!\*)")
# So many bytes take a second or two.
_MOST_READ_AGAIN = 30_000_000
_BYTE_ORDER_MARK = "\ufeff"


@dataclass(frozen=True, slots=True)
class QuotationFile:
    """The quotations of a file, in order, and the text that may hold their list of references."""

    quoted: tuple[Quoted, ...]
    text: str = ""


def read_quotations(
    data: bytes, file: str, *, formats: Collection[str] = EVERY_FORMAT
) -> QuotationFile:
    """The quotations of `data`, a file of that name; without a suffix it may be text or Markdown.
    Raises UnreadableFile, also for a format that is not among `formats`."""
    suffix = PurePath(file).suffix.lower()
    exported = _EXPORTED.get(suffix)
    if exported is not None:
        return QuotationFile(tuple(exported(_text(data, file), file)))
    format = format_of(data, suffix, file)
    if format.name not in formats:
        raise UnreadableFile(file, f"a {format.name}; save it as .docx, .md or .txt")
    text = _read(data, file, format)
    return QuotationFile(tuple(quoted_words(text)), text)


def is_known_suffix(suffix: str) -> bool:
    """Whether files may have the suffix, such as `.md`."""
    return suffix in _EXPORTED or format_named(suffix) is not None


def _read(data: bytes, file: str, format: Format) -> str:
    if format.name == "html":
        _refuse_open_tags(data, file)
        data = _HTML_OPENS.sub(rb"\g<0>&ldquo;", data)
        data = _HTML_CLOSES.sub(rb"&rdquo;\g<0>", data)
    try:
        text = reader_of(format)(data, file).text
        return _BOLD.sub("", text) if format.name == "markdown" else text
    except (Undecodable, UnusableYaml) as error:
        raise UnreadableFile(file, str(error)) from None


def _refuse_open_tags(data: bytes, file: str) -> None:
    """Python's HTMLParser reads from each tag that nothing closes to the next `>`, and again from
    the next such tag: hours for 100,000 of them."""
    if any(part.count(b"<") * len(part) > _MOST_READ_AGAIN for part in data.split(b">")):
        raise UnreadableFile(file, "HTML with tags that nothing closes; save it as text")


def _text(data: bytes, file: str) -> str:
    try:
        return data.decode("utf-8-sig")
    except UnicodeDecodeError:
        raise UnreadableFile(file, "not text in UTF-8; export it again") from None


def _in_json(text: str, file: str) -> Iterator[Quoted]:
    """The citations of an answer, or those of each row of a comparison; or the items of CSL."""
    try:
        whole = json.loads(text)
    except (ValueError, RecursionError):
        raise UnreadableFile(file, "not JSON; export it again") from None
    for citation in _citations(whole):
        quote = citation.get("quote")
        if isinstance(quote, str):
            # JSON may hold half a character, which no answer could be written with.
            whole_characters = quote.encode("utf-8", "replace").decode("utf-8")
            yield Quoted(
                whole_characters, behind=str(citation.get("permalink") or citation.get("URL") or "")
            )


def _citations(whole: Any) -> Iterator[dict[str, Any]]:
    """The citations that JSON holds, wherever one of the exports has them."""
    for item in _objects(whole if isinstance(whole, list) else [whole]):
        for custom in _objects([item.get("custom")]):
            yield {**item, **custom}
        for holder in (item, *_objects(item.get("rows"))):
            yield from _objects(holder.get("citations"))


def _objects(items: Any) -> list[dict[str, Any]]:
    """The objects of a list; none of anything else."""
    return [one for one in items if isinstance(one, dict)] if isinstance(items, list) else []


def _in_csv(text: str, file: str) -> Iterator[Quoted]:
    """The column `quote`, each with its `permalink`."""
    reader = csv.DictReader(io.StringIO(text, newline=""))
    try:
        if "quote" not in (reader.fieldnames or ()):
            raise UnreadableFile(file, "has no column `quote`; export it again")
        for row in reader:
            if row["quote"]:
                # The apostrophe that keeps a spreadsheet from running a cell is a quotation mark
                # as well, which no comparison sees.
                yield Quoted(row["quote"], behind=row.get("permalink") or "")
    except csv.Error as error:
        raise UnreadableFile(file, f"not CSV: {error}; export it again") from None


_EXPORTED: Mapping[str, Callable[[str, str], Iterator[Quoted]]] = {
    ".json": _in_json,
    ".csv": _in_csv,
}
