"""Rules for single characters: invisible ones go, and those that only look different from a plain
character become it. Full-width punctuation and traditional characters stay as published."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator
from functools import lru_cache

from rag.ingestion.clean.working_text import Change, WorkingText

_LINE_END = re.compile("\r\n|[\r\v\f\x1c-\x1e\x85\u2028\u2029]")
_CONTROL = re.compile(
    "[\x00-\x08\x0e-\x1b\x1f\x7f\ufdd0-\ufdef\ufff9-\ufffb\ufffe\uffff\ud800-\udfff]+"
)
_MISREAD = re.compile("[\x80-\x84\x86-\x9f]")
_ZERO_WIDTH = re.compile(
    "[\u200b-\u200d\u2060-\u2064\u180e\ufeff\u034f\ufe00-\ufe0f\U000e0100-\U000e01ef]+"
)
_DIRECTION = re.compile("[\u200e\u200f\u061c\u202a-\u202e\u2066-\u206f]+")
_TAG = re.compile("[\U000e0000-\U000e007f]+")
_SOFT_HYPHEN = re.compile("\u00ad\n?")
_WHITE = re.compile("[\t\u00a0\u1680\u2000-\u200a\u202f\u205f\u3000]")
# Letters and digits, and the signs between digits: ２０１９年, １２．５％. Chinese punctuation, to
# which ％ belongs, is full-width by right.
_FULL_WIDTH = re.compile("[０-９Ａ-Ｚａ-ｚ]+|[．／－](?<=[0-9０-９].)(?=[0-9０-９])")
_TO_PLAIN = 0xFEE0
# Kangxi and CJK radicals, and compatibility ideographs: other numbers for the same characters.
_TWIN = re.compile("[\u2e80-\u2fd5\uf900-\ufaff\U0002f800-\U0002fa1f]")


def line_ends(working: WorkingText) -> Iterator[Change]:
    """CR LF, CR, form feeds and Unicode line ends become a line feed."""
    for match in _LINE_END.finditer(working.text):
        if len(match.group()) == 2:
            yield Change(match.start(), match.start() + 1)
        else:
            yield Change(*match.span(), "\n")


def control_characters(working: WorkingText) -> Iterator[Change]:
    """NUL, C0, noncharacters and lone surrogates are no text."""
    return (Change(*match.span()) for match in _CONTROL.finditer(working.text))


def misread_characters(working: WorkingText) -> Iterator[Change]:
    """C1 controls are nearly always quotes and dashes of Windows-1252 read as Latin-1."""
    for match in _MISREAD.finditer(working.text):
        try:
            yield Change(*match.span(), match.group().encode("latin-1").decode("cp1252"))
        except UnicodeDecodeError:
            yield Change(*match.span())


def zero_width(working: WorkingText) -> Iterator[Change]:
    """Zero-width spaces and joiners, byte order marks inside the text, variation selectors. A line
    that holds nothing else is no line."""
    for match in _ZERO_WIDTH.finditer(working.text):
        start, end = match.span()
        alone = working.text[end : end + 1] == "\n" and working.text[start - 1 : start] in (
            "\n",
            "",
        )
        yield Change(start, end + alone)


def direction_marks(working: WorkingText) -> Iterator[Change]:
    """Bidirectional controls show characters in another order than they stand."""
    return (Change(*match.span()) for match in _DIRECTION.finditer(working.text))


def tag_characters(working: WorkingText) -> Iterator[Change]:
    """Invisible copies of ASCII, used to hide instructions."""
    return (Change(*match.span()) for match in _TAG.finditer(working.text))


def soft_hyphens(working: WorkingText) -> Iterator[Change]:
    """A soft hyphen, and the line end that it was set for."""
    return (Change(*match.span()) for match in _SOFT_HYPHEN.finditer(working.text))


def white_space(working: WorkingText) -> Iterator[Change]:
    """Tabs, no-break, ideographic and typographic spaces become plain ones."""
    return (Change(*match.span(), " ") for match in _WHITE.finditer(working.text))


def doubled_radicals(working: WorkingText) -> Iterator[Change]:
    """Some PDF fonts give a character twice, once as its radical or its compatibility twin: ⽂文
    is 文."""
    for match in _TWIN.finditer(working.text):
        start, end = match.span()
        if _plain(match.group()) in (working.text[end : end + 1], working.text[start - 1 : start]):
            yield Change(start, end)


def radicals(working: WorkingText) -> Iterator[Change]:
    """A radical or compatibility ideograph that stands for its character becomes it."""
    for match in _TWIN.finditer(working.text):
        plain = _plain(match.group())
        if len(plain) == 1 and plain != match.group():
            yield Change(*match.span(), plain)


def full_width_forms(working: WorkingText) -> Iterator[Change]:
    """Full-width letters and digits, which old systems wrote, become plain ones."""
    for match in _FULL_WIDTH.finditer(working.text):
        yield Change(*match.span(), "".join(chr(ord(wide) - _TO_PLAIN) for wide in match.group()))


@lru_cache(maxsize=4096)
def _plain(character: str) -> str:
    return _UNMAPPED.get(character) or unicodedata.normalize("NFKC", character)


# Simplified radicals that Unicode gives no decomposition.
_UNMAPPED = dict(
    zip(
        "⻅⻆⻉⻋⻓⻔⻘⻙⻚⻛⻜⻝⻢⻥⻦⻨⻩⻬⻮⻰⻳⻄⻤",
        "见角贝车长门青韦页风飞食马鱼鸟麦黄齐齿龙龟西鬼",
        strict=True,
    )
)
