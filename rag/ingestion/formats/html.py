"""Reads web pages: the text that a reader sees, with headings and boilerplate marked.

Everything a reader sees is kept: navigation and hidden parts are only marked, so that the clean
step can remove them and say so. Reading is one pass without a tree: depth costs nothing.
"""

from __future__ import annotations

import re
from html.parser import HTMLParser
from itertools import pairwise

from rag.ingestion.formats.decode import decode
from rag.ingestion.formats.html_dtd import without_dtd
from rag.ingestion.formats.html_lists import LOOK_BACK, Lists
from rag.ingestion.formats.shown import is_note_mark
from rag.ingestion.source_text import CELL_BORDER, LONGEST_CELL, HeadingMark, Scribe, SourceText
from rag.language.wordlists import words
from rag.presentation.left_out import unreadable
from rag.types.documents import DocumentWarning, values_of
from rag.types.text import Span

MEDIA_TYPE = "text/html"
# Markup of this size that shows next to nothing was not understood, whatever the parser says.
_MUCH_MARKUP = 10_000
_FEWEST_CHARACTERS = 20
# Scripts of so many characters, or from elsewhere, may write the text of a page that shows none.
_MUCH_SCRIPT = 200

_CHARSET = re.compile(rb"<meta[^>]{0,200}?charset\s*=\s*[\"']?\s*([A-Za-z0-9_.:-]{2,40})", re.I)
_BLOCKS = words(
    "address article aside blockquote body caption center dd details dialog div dl dt "
    "fieldset figcaption figure footer form h1 h2 h3 h4 h5 h6 header hr html legend li main "
    "menu nav ol option p pre section summary table tbody tfoot thead title tr ul"
)
_WHOLE_PAGE = words("html body main")
_LISTS = words("ol ul li a")
_UNSEEN = words("script style template svg math object canvas audio video")
_BOILERPLATE = words("nav footer aside form button select noscript iframe dialog")
_BOILERPLATE_NAME = re.compile(
    r"(?:^|[\s_-])(?:nav|navbar|menu|breadcrumbs?|crumbs?|footer|copyright|share|sharebar|sidebar|"
    r"pagination|pager|comments?|related|toolbar|qrcode|login|search)(?:$|[\s_-])",
    re.I,
)
# Within a line a comment is a remark: (Applause.)
_BOILERPLATE_IN_LINE = re.compile(_BOILERPLATE_NAME.pattern.replace("comments?|", ""), re.I)
# Struck words, and the reading aid over a character.
_LEFT_OUT = words("s strike del rt rp")
_BEFORE_MARK = 6
_VOID = words("area base br col embed hr img input link meta param source track wbr")
_SPACE = re.compile(r"[ \t\r\n\f]+")
_META_NAMES = {
    "og:title": "title", "articletitle": "title", "title": "title",
    "og:url": "url", "url": "url",
    "article:published_time": "published", "pubdate": "published", "publishdate": "published",
    "date": "published", "dc.date": "published",
    "author": "author", "contentsource": "source", "source": "source", "sitename": "site",
    "og:site_name": "site", "keywords": "keywords", "language": "language",
}  # fmt: skip
# What a page of frames itself says is for browsers without frames, unless it is much.
_FRAMES = re.compile(r"<frameset\b", re.I)
_FEWEST_BESIDE_FRAMES = 200


def read(data: bytes, file: str) -> SourceText:
    """What the page shows. Raises Undecodable, UnreadableFile where much markup shows nothing."""
    declared = _CHARSET.search(data[:4096])
    decoded = decode(data, declared[1].decode("ascii") if declared else None)
    reader = _Reader()
    source = without_dtd(_without_comments(decoded.text))
    reader.feed(source.replace("<![CDATA[", "").replace("]]>", ""))
    unclosed = reader.cdata_elem
    reader.close()
    text = reader.scribe.text()
    if len(decoded.text) >= _MUCH_MARKUP and len("".join(text.split())) < _FEWEST_CHARACTERS:
        raise unreadable(file, "page-empty", characters=len(decoded.text))
    if _FRAMES.search(source) and len("".join(text.split())) < _FEWEST_BESIDE_FRAMES:
        raise unreadable(file, "frames-alone")
    if reader.scripts >= _MUCH_SCRIPT and reader.is_empty():
        raise unreadable(file, "page-scripted")
    warnings = decoded.warnings
    if unclosed:
        warnings = (*warnings, DocumentWarning("truncated", values_of(element=unclosed)))
    return SourceText(
        file=file,
        media_type=MEDIA_TYPE,
        text=text,
        encoding=decoded.encoding,
        decoding=decoded.reason,
        headings=tuple(reader.headings),
        boilerplate=reader.boilerplate(),
        unseen=tuple(sorted(reader.scribe.unseen)),
        properties=reader.properties,
        tables=reader.tables,
        warnings=warnings,
    )


def _without_comments(source: str) -> str:
    """The source without `<!-- … -->`; what stands after an unclosed one is read as text. One
    pass: the parser itself would look for the end of each again and again."""
    parts: list[str] = []
    at = 0
    while (start := source.find("<!--", at)) >= 0:
        parts.append(source[at:start])
        end = source.find("-->", start)
        if end < 0:
            parts.append(source[start:].replace("<!--", " "))
            return "".join(parts)
        at = end + len("-->")
    return "".join((*parts, source[at:]))


class _Row:
    """Where the cells of a table row stand, to make one readable line of them."""

    def __init__(self) -> None:
        self.borders: list[int] = []
        self.breaks: list[int] = []
        self.starts: list[int] = []
        self.has_blocks = False


class _Reader(HTMLParser):
    """Writes what is shown; keeps the open elements in a flat list, never a tree."""

    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.scribe = Scribe()
        self.headings: list[HeadingMark] = []
        self.properties: dict[str, str] = {}
        self.tables = 0
        self.scripts = 0  # characters
        self._unseen = 0
        self._styled: list[
            tuple[str, int, int, str | None]
        ] = []  # name, depth of that name, start, before
        self._pre = 0
        self._title: list[str] | None = None
        self._heading: tuple[str, int] | None = None
        self._open: list[tuple[str, int]] = []  # boilerplate elements: name, depth of that name
        self._depths: dict[str, int] = {}
        self._named: set[tuple[str, int]] = set()  # those that only their name tells
        self._boilerplate_start = 0
        self._boilerplate: list[Span] = []
        self._rows: list[_Row] = []
        self._lists = Lists()
        self._space = False

    # --- markup -------------------------------------------------------------------------------

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        values = {name: value or "" for name, value in attrs} if attrs else {}
        if tag == "meta":
            self._meta(values)
        elif tag == "link" and values.get("rel", "").lower() == "canonical":
            self.properties.setdefault("url", values.get("href", ""))
        elif tag == "html" and values.get("lang"):
            self.properties.setdefault("language", values["lang"])
        if tag in _VOID:
            if tag in ("br", "hr"):
                self._new_line(forced=tag == "br")
            return
        self._depths[tag] = self._depths.get(tag, 0) + 1
        if tag in _UNSEEN:
            self._unseen += 1
            if tag == "script" and values.get("src"):
                self.scripts += _MUCH_SCRIPT
            return
        if tag == "title" and self._title is None:
            self._title = []
            return
        self._begin(tag, values)

    def _begin(self, tag: str, values: dict[str, str]) -> None:
        if tag in _BLOCKS:
            self._new_line()
        is_raised = tag == "sup" or _is_raised(values)
        if is_raised or tag in _LEFT_OUT or _is_struck(values):
            before = self.scribe.last(_BEFORE_MARK) if is_raised else None
            self._styled.append((tag, self._depths[tag], self.scribe.position, before))
        if tag == "table":
            self.tables += 1
        if tag == "tr":
            self._rows.append(_Row())
        elif tag in ("td", "th"):
            self._cell()
        elif tag in _BLOCKS and tag not in ("tbody", "thead", "tfoot") and self._rows:
            self._rows[-1].has_blocks |= tag in ("table", "div", "h1", "h2", "h3", "ul", "ol")
        if tag in _LISTS:
            self._lists.begin(tag, values, self.scribe.last(LOOK_BACK), self.scribe.position)
        if tag == "pre":
            self._pre += 1
        if len(tag) == 2 and tag[0] == "h" and tag[1] in "123456":
            self._heading = (tag, self.scribe.position)
        self._begin_boilerplate(tag, values)

    def _begin_boilerplate(self, tag: str, values: dict[str, str]) -> None:
        if tag == "main" and self._named.issuperset(self._open):
            self._open.clear()  # what holds the text is none, though it is called with-sidebar
        element = (tag, self._depths[tag])
        is_named = tag not in _WHOLE_PAGE and _is_named_boilerplate(tag, values)
        (self._named.add if is_named else self._named.discard)(element)
        if tag in _BOILERPLATE or _is_hidden(values) or is_named:
            if not self._open:
                self._boilerplate_start = self.scribe.position
            self._open.append(element)

    def handle_endtag(self, tag: str) -> None:
        depth = self._depths.get(tag, 0)
        if tag == "p" and not depth:
            self._new_line()
        if not depth:
            return
        self._depths[tag] = depth - 1
        if tag in _UNSEEN:
            self._unseen -= 1
        elif tag == "title" and self._title is not None and "title" not in self.properties:
            self.properties["title"] = _SPACE.sub(" ", "".join(self._title)).strip()
        else:
            self._end(tag, depth)

    def _end(self, tag: str, depth: int) -> None:
        if self._styled and (tag, depth) == self._styled[-1][:2]:
            _, _, start, before = self._styled.pop()
            self._leave_out(start, before)
        if self._heading and self._heading[0] == tag:
            if self._heading[1] < self.scribe.position:
                span = Span(self._heading[1], self.scribe.position)
                self.headings.append(HeadingMark(span, int(tag[1])))
            self._heading = None
        if tag == "tr" and self._rows:
            self._end_row(self._rows.pop())
        if tag in _LISTS:
            contents = self._lists.end(tag, self.scribe.position)
            if contents and not self._open:
                self._boilerplate.append(contents)
        if tag == "pre" and self._pre:
            self._pre -= 1
        if tag in _BLOCKS:
            self._new_line()
        if self._open and (tag, depth) in self._open:
            del self._open[self._open.index((tag, depth)) :]
            if not self._open:
                self._boilerplate.append(Span(self._boilerplate_start, self.scribe.position))

    def _leave_out(self, start: int, before: str | None) -> None:
        """Mark what a styled element holds; of raised words, before which stands `before`, only the
        mark of a note."""
        length = self.scribe.position - start
        raised = self.scribe.last(length) if length else ""
        if length and (before is None or is_note_mark(raised, before)):
            self.scribe.unseen.append(Span(start, self.scribe.position))

    def handle_data(self, data: str) -> None:
        if self._title is not None and "title" not in self.properties and self._depths.get("title"):
            self._title.append(data)
        elif not self._unseen:
            self._write(data)
        elif self.cdata_elem == "script":
            self.scripts += len(data)

    # --- text ---------------------------------------------------------------------------------

    def _write(self, data: str) -> None:
        """White space as a browser shows it: one blank, none at the edges of a line."""
        if self._pre:
            self.scribe.write(data)
            return
        words = _SPACE.sub(" ", data)
        if words.strip(" "):
            label = self._lists.label(words)
            words = words if self._open else label + words
        if words.startswith(" ") or self._space:
            self._space = False
            if self.scribe.position and not self.scribe.ends_with("\n"):
                if words.strip(" "):
                    self.scribe.write(" ")
                else:
                    self._space = True
        words = words.strip(" ") if not words.endswith(" ") else words.lstrip(" ")
        if words.endswith(" "):
            words = words[:-1]
            self._space = True
        if words:
            self.scribe.write(words)

    def _new_line(self, *, forced: bool = False) -> None:
        self._space = False
        before = self.scribe.position
        if forced and self.scribe.position:
            self.scribe.write("\n")
        else:
            self.scribe.end_line()
        if self._rows and self._rows[-1].starts and self.scribe.position > before:
            self._rows[-1].breaks.append(self.scribe.mark())

    def _cell(self) -> None:
        self._space = False
        if not self._rows:
            self._new_line()
            return
        row = self._rows[-1]
        if row.starts:
            self.scribe.write("\n" * len(CELL_BORDER))
            row.borders.append(self.scribe.mark())
        row.starts.append(self.scribe.position)

    def _end_row(self, row: _Row) -> None:
        """Short cells become one line; cells with blocks or much text stay blocks."""
        edges = [*row.starts, self.scribe.position]
        longest = max((b - a for a, b in pairwise(edges)), default=0)
        if not row.has_blocks and longest <= LONGEST_CELL:
            for mark in row.borders:
                self.scribe.replace(mark, CELL_BORDER)
            for mark in row.breaks:
                self.scribe.replace(mark, " ")
        if self._rows:
            self._rows[-1].has_blocks = True
        self._new_line()

    # --- facts --------------------------------------------------------------------------------

    def _meta(self, values: dict[str, str]) -> None:
        name = (values.get("property") or values.get("name") or "").lower()
        content = values.get("content", "").strip()
        if content and name in _META_NAMES:
            self.properties[f"meta_{_META_NAMES[name]}"] = content[:1000]

    def is_empty(self) -> bool:
        """Whether next to nothing is shown beside boilerplate."""
        boilerplate = sum(map(len, self.boilerplate()))
        return len("".join(self.scribe.text().split())) - boilerplate < _FEWEST_CHARACTERS

    def boilerplate(self) -> tuple[Span, ...]:
        """Marked parts that closed again; an element left open to the end is no boilerplate."""
        return tuple(span for span in self._boilerplate if span.start < span.end)


def _is_raised(values: dict[str, str]) -> bool:
    return "vertical-align:super" in values.get("style", "").replace(" ", "").lower()


def _is_hidden(values: dict[str, str]) -> bool:
    style = values.get("style", "").replace(" ", "").lower()
    fades_in = "opacity:0" in style  # hidden until a script shows it
    is_hidden = "visibility:hidden" in style and not fades_in
    return "hidden" in values or "display:none" in style or is_hidden


def _is_struck(values: dict[str, str]) -> bool:
    return "line-through" in values.get("style", "").lower()


def _is_named_boilerplate(tag: str, values: dict[str, str]) -> bool:
    pattern = _BOILERPLATE_NAME if tag in _BLOCKS else _BOILERPLATE_IN_LINE
    return any(pattern.search(values.get(name, "")) for name in ("class", "id", "role"))
