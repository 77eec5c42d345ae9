"""Reads RTF files: paragraphs, tables, notes and headings.

RTF is a row of words with a backslash, braces that nest, and bytes in the code page of a font. One
pass with a stack of groups; pictures, objects and hidden parts are passed over, nothing is opened.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace

from rag.ingestion.formats.shown import Styled, pieces
from rag.ingestion.source_text import LONGEST_CELL, HeadingMark, Piece, Scribe, SourceText
from rag.language.wordlists import words
from rag.presentation.left_out import unreadable

MEDIA_TYPE = "application/rtf"
_TOKEN = re.compile(
    r"\\([a-zA-Z]{1,32})(-?\d{1,10})? ?|\\'([0-9a-fA-F]{2})|\\([^a-zA-Z])|([{}])|[\r\n]+"
    r"|([^\\{}\r\n]+)"
)
# What a reader of the page does not see, or what is no text.
_UNSEEN = words(
    "fonttbl colortbl stylesheet info pict object objdata header headerl headerr headerf footer "
    "footerl footerr footerf fldinst nonshppict themedata colorschememapping datastore "
    "latentstyles listtable listoverridetable rsidtbl xmlnstbl generator annotation atnid "
    "atnauthor revtbl filetbl template bkmkstart bkmkend tc xe private"
)
_CHARACTERS = {
    "tab": "\t", "line": "\n", "emdash": "—", "endash": "–", "lquote": "‘", "rquote": "’",
    "ldblquote": "“", "rdblquote": "”", "bullet": "•", "emspace": "\u2003", "enspace": "\u2002",
    "page": "\n", "column": "\n", "sect": "\n",
}  # fmt: skip
_SYMBOLS = {"~": "\u00a0", "-": "\u00ad", "_": "-", "{": "{", "}": "}", "\\": "\\"}
_CODE_PAGES = {936: "gb18030", 950: "big5hkscs", 932: "cp932", 949: "cp949", 65001: "utf-8"}
_CHARSETS = {134: "gb18030", 136: "big5hkscs", 128: "cp932", 129: "cp949", 204: "cp1251",
             238: "cp1250", 77: "mac_roman"}  # fmt: skip
_DOUBLE_BYTE = ("gb18030", "big5hkscs", "cp932", "cp949")
_USUAL_CODE_PAGE = "cp1252"
_HEADING_STYLE = re.compile(r"(?:heading|标题)\s*([1-9])", re.I)


def read(data: bytes, file: str) -> SourceText:
    """The text as a word processor shows it. Raises UnreadableFile for bytes that its code pages
    don't hold, and for a file that is cut off."""
    reader = _Reader(file)
    for match in _tokens(data.decode("latin-1")):
        reader.take(match)
    if not reader.is_complete:
        raise unreadable(file, "open-groups")
    reader.finish()
    return SourceText(
        file=file,
        media_type=MEDIA_TYPE,
        text=reader.scribe.text(),
        encoding=reader.code_page,
        decoding="code pages of its fonts",
        headings=tuple(reader.headings),
        unseen=tuple(reader.scribe.unseen),
        properties={name: " ".join(value.split()) for name, value in reader.properties.items()},
        tables=reader.tables,
    )


def _tokens(source: str) -> Iterator[re.Match[str]]:
    """The tokens of a file; the bytes that `\\binN` counts are those of a picture."""
    at = 0
    while match := _TOKEN.search(source, at):
        yield match
        at = match.end() + (int(match[2] or 0) if match[1] == "bin" else 0)


@dataclass(frozen=True, slots=True)
class _Group:
    """What a brace opens and its partner ends: where text goes, and how its bytes are read."""

    goes: str = "text"
    font: int | None = None
    skip: int = 1  # bytes that stand in for a Unicode character, for programs that know none
    hidden: bool = False
    struck: bool = False
    deleted: bool = False
    raised: bool = False

    @property
    def is_unseen(self) -> bool:
        return self.hidden or self.struck or self.deleted


class _Reader:
    """Writes what is shown, group by group."""

    def __init__(self, file: str) -> None:
        self.scribe = Scribe()
        self.headings: list[HeadingMark] = []
        self.properties: dict[str, str] = {}
        self.tables = 0
        self.code_page = _USUAL_CODE_PAGE
        self.is_complete = False
        self._file = file
        self._groups = [_Group()]
        self._ignorable = False  # `\*`: the group's name comes next, and may be passed over
        self._bytes = bytearray()
        self._to_skip = 0
        self._fonts: dict[int, str] = {}
        self._font_defined: int | None = None
        self._styles: dict[int, int] = {}
        self._style_defined: int | None = None
        self._style_words = ""
        self._level: int | None = None
        self._paragraph: list[Styled] = []
        self._in_table = self._was_in_table = False
        self._cells: list[list[Piece]] = []
        self._notes: list[list[Piece]] = []
        self._outer: list[list[Styled]] = []

    def take(self, match: re.Match[str]) -> None:
        """The next token."""
        word, number, byte, symbol, brace, text = match.groups()
        if brace == "{":
            self._flush()
            self._groups.append(self._groups[-1])
            self._to_skip = 0
        elif brace == "}":
            self._end_group()
        elif word:
            self._control(word, None if number is None else int(number))
        elif symbol:
            self._symbol(symbol)
        elif byte:
            self._byte(bytes([int(byte, 16)]))
        elif text:
            self._byte(text.encode("latin-1"))

    def finish(self) -> None:
        """The last paragraph, and the notes a line each."""
        self._flush()
        if self._paragraph:
            self._end_paragraph()
        self._end_table()
        for number, note in enumerate(self._notes, 1):
            self.scribe.end_line()
            self.scribe.pieces([Piece(f"[{number}] "), *note])
            self.scribe.write("\n")

    # --- groups and words ---------------------------------------------------------------------

    def _end_group(self) -> None:
        self._flush()
        ended = self._groups.pop()
        if not self._groups:
            self._groups.append(_Group("unseen"))  # a brace too many: what follows is no text
        if len(self._groups) == 1:
            self.is_complete = True
        if ended.goes == "note" and self._groups[-1].goes != "note" and self._outer:
            self._notes.append(_stripped(self._pieces()))
            self._paragraph = self._outer.pop()
            self._paragraph.append(Styled(f"[{len(self._notes)}]"))
        if ended.goes == "styles":
            self._define_style()

    def _control(self, word: str, number: int | None) -> None:
        if word == "u" and number is not None:
            self._character(number)
            return
        self._flush()
        ignorable, self._ignorable = self._ignorable, False
        if word in _DESTINATIONS:
            self._into(_DESTINATIONS[word])
        elif word in _UNSEEN or (ignorable and word != "shppict"):
            self._into("unseen")
        elif word == "footnote":
            self._into("note")
            self._outer.append(self._paragraph)
            self._paragraph = []
        elif word in _CHARACTERS:
            self._put(_CHARACTERS[word])
        elif word in _ACTIONS:
            _ACTIONS[word](self, number)

    def _into(self, goes: str) -> None:
        if self._groups[-1].goes != "unseen":
            self._groups[-1] = replace(self._groups[-1], goes=goes)

    def _symbol(self, symbol: str) -> None:
        if symbol == "*":
            self._ignorable = True
        elif symbol in ("\n", "\r"):
            self._flush()
            self._end_paragraph()
        elif symbol in _SYMBOLS:
            if symbol in "{}\\":
                self._byte(symbol.encode())
            else:
                self._flush()
                self._put(_SYMBOLS[symbol])

    # --- characters ---------------------------------------------------------------------------

    def _byte(self, data: bytes) -> None:
        skipped = min(self._to_skip, len(data))
        self._to_skip -= skipped
        self._bytes += data[skipped:]

    def _character(self, number: int) -> None:
        """Units of UTF-16, negative above 32,767; surrogates come in two."""
        self._flush()
        self._put(chr(number % 65_536))
        self._to_skip = self._groups[-1].skip

    def _flush(self) -> None:
        if self._bytes:
            data = bytes(self._bytes)
            self._bytes.clear()
            if self._groups[-1].goes != "unseen":
                self._put(self._decoded(data))

    def _decoded(self, data: bytes) -> str:
        if data.isascii():
            return data.decode("ascii")
        font = self._fonts.get(self._groups[-1].font or 0)
        # A Latin font in a Chinese file: its bytes are Chinese where they can be.
        first = self.code_page if font is None or self.code_page in _DOUBLE_BYTE else font
        for encoding in (font if font in _DOUBLE_BYTE else first, first, font or first):
            try:
                return data.decode(encoding)
            except UnicodeDecodeError:
                continue
        raise unreadable(self._file, "wrong-bytes", encoding=first)

    def _put(self, text: str) -> None:
        group = self._groups[-1]
        if group.goes in ("text", "note"):
            self._paragraph.append(Styled(text, group.is_unseen, group.raised))
        elif group.goes == "styles":
            self._style_words += text
        elif group.goes in ("title", "author"):
            self.properties[group.goes] = self.properties.get(group.goes, "") + text

    # --- paragraphs and tables ----------------------------------------------------------------

    def _end_paragraph(self) -> None:
        if self._groups[-1].goes == "note":
            self._paragraph.append(Styled(" "))
            return
        if self._in_table:
            self._paragraph.append(Styled("\n"))
            return
        self._end_table()
        words = self._pieces()
        span = self.scribe.pieces(words)
        self.scribe.write("\n")
        if self._level and "".join(one.text for one in words if not one.is_unseen).strip():
            self.headings.append(HeadingMark(span, self._level))

    def _end_cell(self, _: int | None) -> None:
        self._cells.append(self._pieces())

    def _pieces(self) -> list[Piece]:
        """The words of the paragraph that ends."""
        words = [one._replace(text=_characters(one.text)) for one in pieces(self._paragraph)]
        self._paragraph = []
        return words

    def _end_row(self, _: int | None) -> None:
        self.tables += not self._was_in_table
        self._was_in_table = True
        if any(sum(len(one.text) for one in cell) > LONGEST_CELL for cell in self._cells):
            for cell in self._cells:
                self.scribe.pieces(cell)
                self.scribe.end_line()
        elif self._cells:
            self.scribe.row_of_pieces(self._cells)
        self._cells = []

    def _end_table(self) -> None:
        self._was_in_table = False
        if self._cells:
            self._end_row(None)

    # --- properties ---------------------------------------------------------------------------

    def _reset_paragraph(self, _: int | None) -> None:
        self._in_table, self._level = False, None

    def _enter_table(self, _: int | None) -> None:
        self._in_table = True

    def _set_level(self, number: int | None) -> None:
        if self._groups[-1].goes == "text":
            self._level = number + 1 if number is not None and number < 9 else None

    def _set_style(self, number: int | None) -> None:
        if self._groups[-1].goes == "styles":
            self._style_defined = number
        elif self._groups[-1].goes == "text":
            self._level = self._styles.get(number or 0, self._level)

    def _define_style(self) -> None:
        named = _HEADING_STYLE.match(self._style_words.strip())
        if named and self._style_defined is not None:
            self._styles[self._style_defined] = int(named[1])
        self._style_defined, self._style_words = None, ""

    def _set_font(self, number: int | None) -> None:
        if self._groups[-1].goes == "fonts":
            self._font_defined = number
        self._groups[-1] = replace(self._groups[-1], font=number)

    def _set_charset(self, number: int | None) -> None:
        if self._font_defined is not None and number is not None:
            self._fonts[self._font_defined] = _CHARSETS.get(number, _USUAL_CODE_PAGE)

    def _set_code_page(self, number: int | None) -> None:
        self.code_page = _CODE_PAGES.get(number or 0, f"cp{number}")
        try:
            b"".decode(self.code_page)
        except LookupError:
            self.code_page = _USUAL_CODE_PAGE

    def _set_skip(self, number: int | None) -> None:
        self._groups[-1] = replace(self._groups[-1], skip=1 if number is None else number)

    def _set_up(self, number: int | None) -> None:
        """So many half points over the foot of the line, six where none is said."""
        number = _USUAL_RISE if number is None else number
        self._groups[-1] = replace(self._groups[-1], raised=number >= _LEAST_RISE)

    def _set_down(self, _: int | None) -> None:
        self._groups[-1] = replace(self._groups[-1], raised=False)

    def _plain(self, _: int | None) -> None:
        self._groups[-1] = replace(
            self._groups[-1], hidden=False, struck=False, deleted=False, raised=False
        )

    # A look is on, or with 0 off, until the group ends; each for itself.

    def _hide(self, number: int | None) -> None:
        self._groups[-1] = replace(self._groups[-1], hidden=number != 0)

    def _strike(self, number: int | None) -> None:
        self._groups[-1] = replace(self._groups[-1], struck=number != 0)

    def _delete(self, number: int | None) -> None:
        self._groups[-1] = replace(self._groups[-1], deleted=number != 0)

    def _raise(self, number: int | None) -> None:
        self._groups[-1] = replace(self._groups[-1], raised=number != 0)


# Half points; what stands less high is only set right.
_USUAL_RISE, _LEAST_RISE = 6, 3
_DESTINATIONS = {"fonttbl": "fonts", "stylesheet": "styles", "title": "title", "author": "author",
                 "info": "info"}  # fmt: skip
_ACTIONS: dict[str, Callable[[_Reader, int | None], None]] = {
    "par": lambda reader, _: reader._end_paragraph(),
    "cell": _Reader._end_cell,
    "row": _Reader._end_row,
    "pard": _Reader._reset_paragraph,
    "intbl": _Reader._enter_table,
    "outlinelevel": _Reader._set_level,
    "s": _Reader._set_style,
    "f": _Reader._set_font,
    "fcharset": _Reader._set_charset,
    "ansicpg": _Reader._set_code_page,
    "uc": _Reader._set_skip,
    "v": _Reader._hide,
    "deleted": _Reader._delete,
    "strike": _Reader._strike,
    "striked": _Reader._strike,
    "super": _Reader._raise,
    "up": _Reader._set_up,
    "dn": _Reader._set_down,
    "nosupersub": _Reader._set_down,
    "plain": _Reader._plain,
}


def _stripped(words: list[Piece]) -> list[Piece]:
    """The words of a note without white space around them."""
    if words:
        words[0] = words[0]._replace(text=words[0].text.lstrip())
        words[-1] = words[-1]._replace(text=words[-1].text.rstrip())
    return words


def _characters(text: str) -> str:
    """Two halves of a character beyond 65,535 made one."""
    return text.encode("utf-16-le", "surrogatepass").decode("utf-16-le", "replace")
