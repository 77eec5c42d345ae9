"""Decodes the bytes of a text file, and says which encoding they have and how it was decided."""

from __future__ import annotations

import codecs
import re
from dataclasses import dataclass

from charset_normalizer import from_bytes

from rag.presentation.left_out import NotRead
from rag.types.documents import DocumentWarning, values_of

# Longest first: the mark of UTF-32 LE begins with that of UTF-16 LE.
_BYTE_ORDER_MARKS = (
    (codecs.BOM_UTF32_LE, "utf-32-le"),
    (codecs.BOM_UTF32_BE, "utf-32-be"),
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
)
# The supersets that decode all that their smaller relatives name.
_SUPERSETS = {
    "gb2312": "gb18030", "gbk": "gb18030", "cp936": "gb18030", "big5": "big5hkscs",
    "cp950": "big5hkscs", "ascii": "utf-8", "latin_1": "cp1252", "iso8859-1": "cp1252",
}  # fmt: skip
_CANDIDATES = ["gb18030", "big5", "big5hkscs", "cp950", "shift_jis", "euc_kr", "cp1252"]
# Enough to tell Chinese encodings apart; the whole is decoded strictly afterwards.
_SAMPLE_BYTES = 64 * 1024
_CONTROLS = re.compile(r"[\x00-\x08\x0e-\x1f]")
# A text has next to no control characters; random bytes have one in eight.
_MOST_CONTROLS = 0.01
_LONGEST_CHARACTER = 4
# The highest character of Windows' Latin is the sign of a trade mark; half a Chinese character is
# an accident, and five are none.
_HIGHEST_OF_WESTERN = "\u2122"
_FEWEST_ODD = 16
_FEW_BYTES = 32
_HIGH_PAIR = re.compile(rb"[\x81-\xfe][\x40-\xfe]")
# ASCII in UTF-16 has every second byte zero, and is valid UTF-8 as well.
_ZEROS_IN_ASCII = 5


class Undecodable(NotRead):
    """No encoding makes text of these bytes; `str()` says where it fails."""


@dataclass(frozen=True, slots=True)
class Decoded:
    """The characters of a file, the encoding and the reason for it in words."""

    text: str
    encoding: str
    reason: str
    warnings: tuple[DocumentWarning, ...] = ()


def decode(data: bytes, declared: str | None = None) -> Decoded:
    """The characters of `data`; `declared` is what the file says its encoding is.

    Raises Undecodable where no encoding fits: nothing is ever replaced by U+FFFD.
    """
    found = _by_mark(data)
    if found is None:  # a wrong mark, as editors set it before GBK
        data = data.removeprefix(codecs.BOM_UTF8)
    found = (
        found
        or _by_zeros(data)
        or _strictly(data, "utf-8", "valid UTF-8")
        or _as_declared(data, declared)
        or _as_few_common_characters(data)
        or _by_statistics(data)
    )
    if found is None:
        raise _where_it_fails(data)
    controls = len(_CONTROLS.findall(found.text))
    if controls > _MOST_CONTROLS * len(found.text) + 2:
        raise Undecodable("control-characters", count=controls)
    return _decoded_again(found) or found


def _decoded_again(found: Decoded) -> Decoded | None:
    """UTF-8 that was taken for Latin-1 and encoded again (æ”¿åºœ); no other text happens to be
    UTF-8 throughout."""
    text = found.text.lstrip("\ufeff")
    if text.isascii() or max(text) > _HIGHEST_OF_WESTERN:
        return None
    try:
        again = b"".join(map(_byte_of, text)).decode("utf-8")
    except UnicodeError:  # a character that no byte was taken for, or bytes of something else
        return None
    if len(text.encode()) - len(text) < _FEWEST_ODD:
        return None
    return Decoded(again, found.encoding, f"{found.reason}, encoded twice", found.warnings)


def _byte_of(character: str) -> bytes:
    """The byte that was taken for a character, of Windows' or of the ISO's Latin. Raises
    UnicodeEncodeError for one of neither: nothing is ever replaced."""
    try:
        return character.encode("cp1252")
    except UnicodeEncodeError:
        return character.encode("latin-1")


def _as_few_common_characters(data: bytes) -> Decoded | None:
    """A text too short for statistics: GBK where its characters are all common ones, and not so
    in Big5."""
    if len(data) > _FEW_BYTES:
        return None
    simplified = _share_of_common(data, 0xB0, 0xD7)
    if simplified < 1 or _share_of_common(data, 0xA4, 0xC6) == 1:
        return None
    return _strictly(data, "gb18030", "a few common characters in GBK")


def _share_of_common(data: bytes, first: int, last: int) -> float:
    """Of the pairs of bytes that begin with a high one, how many lie in the rows of common
    characters or, before those, of marks."""
    pairs = [match.group()[0] for match in _HIGH_PAIR.finditer(data)]
    return sum(first <= lead <= last or lead in (0xA1, 0xA3) for lead in pairs) / max(len(pairs), 1)


def _by_mark(data: bytes) -> Decoded | None:
    for mark, encoding in _BYTE_ORDER_MARKS:
        if data.startswith(mark):
            return _strictly(data[len(mark) :], encoding, "byte order mark")
    return None


def _by_zeros(data: bytes) -> Decoded | None:
    """UTF-16 without a mark: spaces, digits and line ends have a zero byte on one side."""
    sample = data[:_SAMPLE_BYTES]
    even, odd = sample[0::2].count(0), sample[1::2].count(0)
    if max(even, odd) < max(1, len(sample) // 400) or min(even, odd) * 10 > max(even, odd):
        return None
    if max(even, odd) * _ZEROS_IN_ASCII < len(sample) and _strictly(data, "utf-8", ""):
        return None  # UTF-8 with a few stray zeros
    encoding = "utf-16-le" if odd > even else "utf-16-be"
    return _strictly(data, encoding, "zero bytes of UTF-16")


def _as_declared(data: bytes, declared: str | None) -> Decoded | None:
    if not declared:
        return None
    try:
        name = codecs.lookup(declared.strip()).name
    except LookupError:
        return None
    return _strictly(data, _SUPERSETS.get(name, name), f"declared as {declared.strip()}")


def _by_statistics(data: bytes) -> Decoded | None:
    sample = data[:_SAMPLE_BYTES]
    for cut in range(_LONGEST_CHARACTER):  # the sample may end inside a character
        best = from_bytes(sample[: len(sample) - cut], cp_isolation=_CANDIDATES).best()
        if best is not None:
            encoding = _SUPERSETS.get(best.encoding, best.encoding)
            return _strictly(data, encoding, "recognised by charset-normalizer")
    return None


def _strictly(data: bytes, encoding: str, reason: str) -> Decoded | None:
    """Decode all, or all but half a character at the very end; None where it does not fit."""
    try:
        return Decoded(data.decode(encoding), encoding, reason)
    except UnicodeDecodeError as error:
        if error.start < len(data) - _LONGEST_CHARACTER + 1 or error.start == 0:
            return None
        try:
            text = data[: error.start].decode(encoding)
        except UnicodeDecodeError:
            return None
        if encoding == "utf-8" and text.isascii():
            return None  # an odd last byte of another encoding, not half a character
        cut = DocumentWarning("truncated", values_of(byte=error.start))
        return Decoded(text, encoding, reason, (cut,))


def _where_it_fails(data: bytes) -> Undecodable:
    try:
        data.decode("utf-8")
    except UnicodeDecodeError as error:
        return Undecodable("unknown-encoding-at", byte=error.start)
    return Undecodable("unknown-encoding")
