"""The table of files that are no speeches but often lie beside one: what each is, the way out.

To add one, add a row. What a file holds comes first: a speech is read whatever its name, so that
the suffixes here count only where no reader knows the content.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

from rag.language.wordlists import words


@dataclass(frozen=True, slots=True)
class Foreign:
    """One kind of file that is no speech. `reason` is the code of the words that say what it is and
    what to do (rag/presentation/left_out_words.py); `suffixes` are the names that it may have,
    without their dots; `beginning` is how its first bytes look."""

    reason: str
    suffixes: frozenset[str] = frozenset()
    beginning: re.Pattern[bytes] | None = None


FOREIGN: tuple[Foreign, ...] = (
    Foreign(
        "code",
        words(
            "css scss sass less js mjs cjs jsx ts tsx vue svelte map wasm py pyw pyi ipynb rb "
            "pl php java kt scala swift cc cpp hpp cs go rs lua sql sh bash zsh bat cmd ps1 vbs "
            "awk sed asm dart gradle cmake proto diff patch dtd xsd xsl xslt"
        ),
        re.compile(rb"#!\s?/|<\?php\b|diff --git |\x00asm"),
    ),
    Foreign(
        "settings",
        words(
            "ini cfg conf toml properties env url webloc desktop lnk reg inf plist lock theme "
            "editorconfig gitignore library-ms website"
        ),
        re.compile(
            rb"(?:\xef\xbb\xbf)?\[(?:InternetShortcut|\.ShellClassInfo|Desktop Entry)\]|bplist"
        ),
    ),
    Foreign("log", words("log err trace har")),
    Foreign(
        "data",
        words(
            "json jsonl ndjson geojson csv tsv psv rss atom rdf owl db sqlite sqlite3 parquet npy "
            "npz pkl pickle h5 feather arrow mat sav dta bib ris enw ics vcf po pot mo kml gpx mdb "
            "accdb dbf"
        ),
        re.compile(
            rb"SQLite format 3\x00|PAR1[\x00-\x1f]|\x93NUMPY|BEGIN:V(?:CARD|CALENDAR)|\x89HDF"
        ),
    ),
    Foreign(
        "spreadsheet",
        words("xls xlsx xlsm xlsb ods et ett numbers"),
    ),
    Foreign("presentation", words("ppt pptx pptm pps ppsx odp dps dpt key")),
    Foreign(
        "other-word-processor",
        words("wps wpt wpd hwp hwpx pages abw uot uof lwp sxw tex latex"),
        re.compile(rb"\\documentclass\b|\xffWPC|HWP Document File"),
    ),
    Foreign(
        "outlook",
        words("msg pst ost"),
        re.compile(rb"!BDN"),
    ),
    Foreign(
        "mailbox",
        words("mbox mbx"),
        re.compile(rb"From \S+@?\S* +(?:Mon|Tue|Wed|Thu|Fri|Sat|Sun) [A-Z][a-z]{2} "),
    ),
    Foreign(
        "own-program",
        words("xps oxps djvu djv caj nh kdh teb ceb cebx gd gw one vsd vsdx mpp pub ps eps"),
        re.compile(rb"AT&TFORM|CAJ\x00|HN\x00|KDH |Founder CEB|%!PS"),
    ),
    Foreign(
        "other-book",
        words("mobi azw azw3 prc fb2 chm lit pdb ibooks"),
        re.compile(rb"ITSF\x03|.{60}BOOKMOBI", re.S),
    ),
    Foreign(
        "other-subtitles",
        words("ass ssa sub sbv ttml dfxp smi lrc idx sup"),
        re.compile(rb"(?:\xef\xbb\xbf)?\[Script Info\]"),
    ),
    Foreign(
        "recording",
        words(
            "mp3 wav m4a ogg oga opus flac aac amr wma mp4 m4v mkv mov avi wmv webm flv mpg mpeg "
            "3gp"
        ),
        re.compile(
            rb"ID3[\x02-\x04]|\xff[\xfb\xf3\xf2]|fLaC\x00|OggS\x00|RIFF.{4}(?:WAVE|AVI )|"
            rb"\x1aE\xdf\xa3|FLV\x01|.{4}ftyp",
            re.S,
        ),
    ),
    Foreign(
        "other-picture",
        words("webp heic heif avif svg ico cur bmp psd ai emf wmf xcf tga"),
        re.compile(rb"BM.{4}\x00{4}|8BPS\x00|\x00\x00\x01\x00|RIFF.{4}WEBP", re.S),
    ),
    Foreign(
        "font",
        words("ttf otf ttc woff woff2 eot"),
        re.compile(rb"wOF[F2](?:\x00\x01|OTTO|true)|OTTO\x00|ttcf\x00|\x00\x01\x00\x00\x00"),
    ),
    Foreign(
        "archive",
        words("zip rar 7z gz tgz bz2 xz zst lz4 tar iso cab jar apk dmg deb rpm z arj"),
        re.compile(
            rb"Rar!\x1a|7z\xbc\xaf|\x1f\x8b|BZh\d|\xfd7zXZ|\x28\xb5\x2f\xfd|MSCF\x00|.{257}ustar",
            re.S,
        ),
    ),
    Foreign(
        "program",
        words("exe dll so dylib pyc pyo class o obj lib msi sys"),
        re.compile(rb"\x7fELF|MZ[\x90\x00P]|\xca\xfe\xba\xbe|[\xce\xcf]\xfa\xed\xfe"),
    ),
    Foreign(
        "download",
        words("crdownload part partial download 下载 tmp torrent aria2"),
        re.compile(rb"d\d+:announce"),
    ),
)

# What packages (zip) hold: the name of a part, and the reason why the file is not read.
FOREIGN_PARTS: tuple[tuple[re.Pattern[str], str], ...] = (
    (re.compile(r"xl/workbook\.(?:xml|bin)"), "spreadsheet"),
    (re.compile(r"ppt/presentation\.xml"), "presentation"),
    (
        re.compile(
            r"Index/.*\.iwa|Index\.zip|index\.(?:xml|apxl)(?:\.gz)?|Metadata/DocumentIdentifier"
        ),
        "iwork",
    ),
    (re.compile(r"FixedDocSeq\.fdseq"), "xps"),
    (re.compile(r"visio/document\.xml"), "drawing"),
    (re.compile(r"AndroidManifest\.xml|META-INF/MANIFEST\.MF"), "program"),
)

# What the container of old Office programs holds: the name of a stream, and why it is not read.
FOREIGN_STREAMS: tuple[tuple[str, str], ...] = (
    ("EncryptedPackage", "password"),
    ("__nameid_version1.0", "outlook-message"),
    ("__properties_version1.0", "outlook-message"),
    ("PowerPoint Document", "presentation"),
    ("Workbook\0", "spreadsheet"),
    ("Book\0", "spreadsheet"),
    ("HwpSummaryInformation", "hangul"),
    ("VisioDocument", "drawing"),
    ("Catalog\0", "thumbnails"),
)
_TEXT_STREAM = "WordDocument"


def by_beginning(data: bytes) -> str:
    """Why a file that begins like this is not read; empty where nothing speaks against it."""
    matching = (row.reason for row in FOREIGN if row.beginning and row.beginning.match(data))
    return next(matching, "")


def by_suffix(suffix: str) -> str:
    """Why a file of which only the name says something is not read."""
    name = suffix.lower().removeprefix(".")
    return next((row.reason for row in FOREIGN if name in row.suffixes), "")


def by_parts(parts: tuple[str, ...]) -> str:
    """Why a package with these parts is not read."""
    return next((reason for part, reason in FOREIGN_PARTS if any(map(part.fullmatch, parts))), "")


def by_streams(data: bytes) -> str:
    """Why a file of the old Office container is not read; one with a text in it is."""
    if _named(_TEXT_STREAM, data) and not _named(FOREIGN_STREAMS[0][0], data):
        return ""
    return next((reason for stream, reason in FOREIGN_STREAMS if _named(stream, data)), "")


def _named(stream: str, data: bytes) -> bool:
    """Whether the directory of the container names a stream, in UTF-16."""
    return stream.encode("utf-16-le") in data
