"""A guard for zip packages (Office files, EPUB): none is read before it is known to be safe.

python-docx unpacks whatever it is given: a file of 1 MB can become 2 GB. All members are unpacked
here once, in small pieces that are thrown away, and counted.
"""

from __future__ import annotations

import io
import zipfile
import zlib
from collections.abc import Iterator
from contextlib import contextmanager

from rag.errors import UnreadableFile
from rag.presentation.left_out import unreadable

MOST_ENTRIES = 2_000
MOST_BYTES = 200 * 1024 * 1024
# XML of real reports shrinks 5 to 20 times, an empty table 100 times.
MOST_RATIO = 300
_SMALL = 1024 * 1024
_PIECE = 256 * 1024
_ENCRYPTED = 0x1
DOCTYPE = b"<!DOCTYPE"
_DOCTYPE = (DOCTYPE, "<!DOCTYPE".encode("utf-16-le"), "<!DOCTYPE".encode("utf-16-be"))
_DAMAGE = (zipfile.BadZipFile, zlib.error, EOFError, NotImplementedError, ValueError)
_LABEL_BYTES = 100
_LONGEST_MARK = max(map(len, _DOCTYPE))


WORD_PROCESSOR = "word-processor"


@contextmanager
def damage_told(file: str, advice: str) -> Iterator[None]:
    """UnreadableFile, with that row of ADVICE, for whatever a library meets damage with."""
    try:
        yield
    except UnreadableFile:
        raise
    except Exception as error:
        raise unreadable(file, "damaged", what=type(error).__name__, advice=advice) from None


def names(data: bytes, file: str) -> tuple[str, ...]:
    """Names of the members. Raises UnreadableFile if it is no zip or a strange one."""
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            found = tuple(entry.filename for entry in archive.infolist())
    except (zipfile.BadZipFile, ValueError, OSError, NotImplementedError) as error:
        raise unreadable(file, "cut-off", what=str(error)) from None
    if len(found) > MOST_ENTRIES:
        raise unreadable(file, "too-many-parts", count=len(found), most=MOST_ENTRIES)
    if len(set(found)) < len(found):
        raise unreadable(file, "same-parts")
    return found


def check(data: bytes, file: str) -> None:
    """Raises UnreadableFile for a bomb, an encrypted part, a document type definition or parts
    that don't unpack to what they claim."""
    names(data, file)
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        left = MOST_BYTES
        for entry in archive.infolist():
            if entry.flag_bits & _ENCRYPTED:
                raise unreadable(file, "password")
            left -= _unpacked(archive, entry, file, left)


def beginning(data: bytes, member: str, file: str, length: int = _LABEL_BYTES) -> bytes:
    """The first bytes of a part: enough to tell what it is."""
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive, archive.open(member) as part:
            return part.read(length)
    except (*_DAMAGE, RuntimeError) as error:  # RuntimeError: encrypted
        raise unreadable(file, "cut-off", what=str(error)) from None


def _unpacked(archive: zipfile.ZipFile, entry: zipfile.ZipInfo, file: str, left: int) -> int:
    """Bytes that the part really has."""
    total = 0
    before = b""
    is_xml = entry.filename.lower().endswith((".xml", ".rels"))
    limit = min(left, max(_SMALL, entry.compress_size * MOST_RATIO))
    try:
        with archive.open(entry) as part:
            while piece := part.read(_PIECE):
                if is_xml and any(mark in before + piece for mark in _DOCTYPE):
                    raise unreadable(file, "dtd-office")
                before = piece[-_LONGEST_MARK:]
                total += len(piece)
                if total > limit:
                    raise unreadable(file, "bomb")
    except _DAMAGE as error:
        raise unreadable(file, "cut-off", what=str(error)) from None
    return total
