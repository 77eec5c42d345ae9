"""The table of file formats: to add one, write its reader beside this file and add a row here.

A reader is a module with `read(data: bytes, file: str) -> SourceText`; `text.py` is the smallest.
Everything else follows from the row: which files it takes, when it is imported, when files must be
read again, and which formats messages name.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass
from importlib import import_module
from typing import TYPE_CHECKING, cast

if TYPE_CHECKING:
    from rag.ingestion.source_text import SourceText

    Reader = Callable[[bytes, str], SourceText]


@dataclass(frozen=True, slots=True)
class Beginning:
    """The first bytes of a file; `pattern` must match where the file begins."""

    pattern: re.Pattern[bytes]


@dataclass(frozen=True, slots=True)
class Part:
    """A part that a zip package holds; `pattern` must match its whole name, or `kind` be found in
    the package's list of the types of its parts."""

    pattern: re.Pattern[str]
    kind: re.Pattern[bytes] | None = None


@dataclass(frozen=True, slots=True)
class MediaType:
    """What a zip package says of itself in its part `mimetype`."""

    name: str


@dataclass(frozen=True, slots=True)
class Format:
    """One kind of file.

    `suffixes` are the names it may have, the usual one first. `signature` is how its content is
    recognised; a format without one is known by its suffix alone, and so is a text (`is_text`) that
    lacks its signature. `reader` is a module, imported when the first such file comes. A new
    version of one of the `libraries`, or a change in which `programs` are installed, has files
    read again.
    """

    name: str
    suffixes: tuple[str, ...]
    reader: str
    signature: Beginning | Part | MediaType | None = None
    is_text: bool = False
    libraries: tuple[str, ...] = ()
    programs: tuple[str, ...] = ()


_PDF = rb"(?:\xef\xbb\xbf)?\s{0,64}%PDF-"
_MARKUP = (
    rb"[\s\x00\xef\xbb\xbf\xff\xfe]*"
    rb"(?:<(?:\?[^>]{0,400}|!--(?:[^-]|-(?!->)){0,2000}--)>\s{0,64}){0,4}"
    rb"<(?:!doctype\s+html|html)(?=[\s>\[])"
)
# Headers of mail, each a line with those that go on, up to one that only such files have. A mail
# was sent, or names whom it goes to; a web archive has no more than its MIME version.
_TO = r"(?:[A-Za-z-]{1,40}:[^\n]{0,2000}\n(?:[ \t][^\n]{0,2000}\n){0,20}){0,20}?"
_HEADERS = r"(?:\xef\xbb\xbf)?\s{0,8}(?:\d{1,10}\s*\n)?"
# A press release may be received too; a mail is from a machine, or by one.
_SENT = (
    r"(?:(?:Message-ID|Return-Path|Delivered-To|X-Mailer|DKIM-Signature):|"
    r"Received:\s{1,8}(?:from|by|\(qmail)\s)"
)
_MIME = r"(?:MIME-Version:\s*1\.0|Content-Type:\s*multipart/)"
_MAIL = rf"{_HEADERS}(?:{_TO}{_SENT}|(?={_TO}(?:To|Cc):){_TO}{_MIME})".encode()
_ARCHIVE = rf"{_HEADERS}{_TO}{_MIME}".encode()
# The first element of an XML file, after its declaration, comments and a DOCTYPE of one line.
_XML = (
    rb"(?:\xef\xbb\xbf)?\s{0,64}(?:<(?:\?[^>]{0,400}|!--(?:[^-]|-(?!->)){0,2000}--|!DOCTYPE[^>\[]{0,400})>"
    rb"\s{0,64}){0,8}<(?:[\w.-]{1,40}:)?"
)
_FLAT_PACKAGE = (
    _XML + rb"(?:package\b[^>]{0,2000}office/2006/xmlPackage|wordDocument\b[^>]{0,4000}wordml)"
)
_FLAT_ODT = _XML + rb"document\b[^>]{0,6000}office:mimetype=[\"']application/vnd\.oasis[^>]*text"
_DEBATE = _XML + rb"akomaNtoso\b"
_PICTURES = rb"\x89PNG|\xff\xd8\xff|GIF8|II\*\x00|MM\x00\*"
# Word's own format before .docx, in the container that all Office programs of the time used.
_OLE = rb"\xd0\xcf\x11\xe0"
# python-docx reads the XML of all packages, by lxml.
_PACKAGES = ("lxml", "python-docx")
_OCR = ("onnxruntime", "pillow", "rapidocr")

# What a file is that no other row knows.
PLAIN_TEXT = Format(
    "text",
    (".txt", ".text"),
    reader="rag.ingestion.formats.text",
    is_text=True,
    libraries=("charset-normalizer",),
)

FORMATS: tuple[Format, ...] = (
    PLAIN_TEXT,
    Format(
        "markdown",
        (".md", ".markdown"),
        reader="rag.ingestion.formats.markdown",
        is_text=True,
        libraries=("charset-normalizer", "pyyaml"),
    ),
    Format(
        "html",
        (".html", ".htm", ".xhtml", ".xht", ".shtml"),
        reader="rag.ingestion.formats.html",
        signature=Beginning(re.compile(_MARKUP, re.I)),
        is_text=True,
        libraries=("charset-normalizer",),
    ),
    Format(
        "mail",
        (".eml", ".emlx"),
        reader="rag.ingestion.formats.mail",
        signature=Beginning(re.compile(_MAIL, re.I)),
        is_text=True,
        libraries=("charset-normalizer",),
    ),
    Format(
        "web archive",
        (".mht", ".mhtml"),
        reader="rag.ingestion.formats.mail",
        signature=Beginning(re.compile(_ARCHIVE, re.I)),
        libraries=("charset-normalizer",),
    ),
    Format(
        "safari archive",
        (".webarchive",),
        reader="rag.ingestion.formats.webarchive",
        signature=Beginning(
            re.compile(rb"bplist00.{0,256}WebMainResource|.{0,600}<key>WebMainResource", re.S)
        ),
        libraries=("charset-normalizer",),
    ),
    Format(
        "subtitles",
        (".srt", ".vtt"),
        reader="rag.ingestion.formats.subtitles",
        is_text=True,
        libraries=("charset-normalizer",),
    ),
    Format(
        "word-xml",
        (),
        reader="rag.ingestion.formats.word_xml",
        signature=Beginning(re.compile(_FLAT_PACKAGE)),
        libraries=_PACKAGES,
    ),
    Format(
        "debate",
        (".akn",),
        reader="rag.ingestion.formats.akoma_ntoso",
        signature=Beginning(re.compile(_DEBATE)),
        libraries=_PACKAGES,
    ),
    Format(
        "docx",
        (".docx", ".docm", ".dotx", ".dotm"),
        reader="rag.ingestion.formats.docx",
        # Word Online calls it document2.xml, or with another number; others as they like.
        signature=Part(
            re.compile(r"word/document\d{0,3}\.xml", re.I),
            re.compile(
                rb"(?:wordprocessingml\.(?:document|template)|ms-word\.\w+\.macroEnabled\w*)"
                rb"\.main\+xml"
            ),
        ),
        libraries=_PACKAGES,
    ),
    Format(
        "pdf",
        (".pdf",),
        reader="rag.ingestion.formats.pdf",
        signature=Beginning(re.compile(_PDF)),
        libraries=("pypdf", "pypdfium2", *_OCR),
    ),
    Format(
        "odt",
        (".odt",),
        reader="rag.ingestion.formats.odt",
        signature=MediaType("application/vnd.oasis.opendocument.text"),
        libraries=_PACKAGES,
    ),
    Format(
        "flat odt",
        (".fodt",),
        reader="rag.ingestion.formats.odt",
        signature=Beginning(re.compile(_FLAT_ODT)),
        libraries=_PACKAGES,
    ),
    Format(
        "epub",
        (".epub",),
        reader="rag.ingestion.formats.epub",
        signature=MediaType("application/epub+zip"),
        libraries=_PACKAGES,
    ),
    Format(
        "ofd",
        (".ofd",),
        reader="rag.ingestion.formats.ofd",
        signature=Part(re.compile(r"(?:/|\./)?OFD\.xml", re.I)),
        libraries=_PACKAGES,
    ),
    Format(
        "rtf",
        (".rtf",),
        reader="rag.ingestion.formats.rtf",
        signature=Beginning(re.compile(rb"\{\\rtf")),
    ),
    Format(
        "doc",
        (".doc",),
        reader="rag.ingestion.formats.doc",
        signature=Beginning(re.compile(_OLE)),
        libraries=_PACKAGES,
        programs=("antiword", "soffice"),
    ),
    Format(
        "picture",
        (),
        reader="rag.ingestion.formats.ocr",
        signature=Beginning(re.compile(_PICTURES)),
        libraries=_OCR,
    ),
)


def reader_of(format: Format) -> Reader:
    """The function that reads files of the format. Raises ImportError where a library is missing.

    Readers of packages and PDF take 0.1 to 0.3 s to import, which most builds need not spend.
    """
    return cast("Reader", import_module(format.reader).read)


def format_named(suffix: str) -> Format | None:
    """The format that files with the suffix, such as `.PDF`, should have."""
    return next((format for format in FORMATS if suffix.lower() in format.suffixes), None)


def usual_suffixes() -> list[str]:
    """What messages call the formats: txt, md, html and so on."""
    return [format.suffixes[0].removeprefix(".") for format in FORMATS if format.suffixes]
