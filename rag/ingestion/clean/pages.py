"""Rules for page layout: page numbers, running headers and footers, and the numbered page marks of
scrapes that interrupt sentences."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator
from itertools import pairwise
from typing import NamedTuple

from rag.ingestion.clean.lines import Line, filled, is_one_word, lines_of, width
from rag.ingestion.clean.working_text import Change, WorkingText
from rag.ingestion.source_text import CELL_BORDER
from rag.types.text import Span

_PAGE_OF_PAGES = re.compile(
    r"第\s*\d+\s*页\s*(?:[，,/／]\s*)?共\s*\d+\s*页|第\s*\d+\s*/\s*\d+\s*页"
)
_PAGE_LINE = re.compile(
    r"第\s*\d{1,9}\s*页|[-—–－·•]{1,2}\s*\d{1,4}\s*[-—–－·•]{1,2}|Page\s+\d{1,9}(?:\s+of\s+\d{1,9})?"
    r"|\d{1,9}\s*/\s*\d{1,9}|P\.?\s*\d{1,9}",
    re.I,
)
# A number that may be that of the page: no year, no part of a figure or a date, and nothing that a
# text numbers itself.
_PAGE_NUMBER = re.compile(
    r"(?<!\d[.,:/])(?<![\d％%])(?!(?:19|20)\d\d(?!\d))\d{1,9}(?![.,:]?\d)"
    r"(?!\s*(?:[年月日号時时点分%％‰°亿億万萬千百个個家名项項公里米吨噸元人户戶届屆次期章节節条條款所座亩畝岁歲倍、]|"
    r"per ?cent|[mbtr]{1,2}illion|th\b|st\b|nd\b|rd\b|km\b))"
)
_ITEM = re.compile(
    r"(?:chapter|section|part|article|table|figure|annex|appendix|day|item|question|motion|vote|"
    r"round|lesson|step|goal|priority|quarter|附件|附表|附录|表|图|圖|专栏|专题)\s*$",
    re.I,
)
# What is noted while a meeting goes on, and the day of an entry in a chronicle, come again as they
# do; a date of publication has its year.
_NOTED = re.compile(
    r"[（(\[【〔]?\s*(?:.{0,12}(?:掌声|鼓掌|笑声|欢呼)|(?:(?:loud|prolonged|long|general|further|standing|"
    r"renewed|and|with) ?)*(?:applause|laughter|cheers|cheering|interruption|ovation)).{0,30}"
    r"|.{0,40}\b(?:vot(?:ed?|es|ing)|adopted|agreed|carried|unanimous(?:ly)?|ayes|noes|nays|negatived)\b.{0,40}"
    r"|.{0,20}(?:一致|表决|全票)(?:通过|同意|赞成|[，,：:]).{0,20}|(?:大会|会议)?(?:通过|同意|赞成)[。.]?"
    r"|\d{1,2}月(?:\d{1,2}日)?[^\d].{0,60}",
    re.I,
)
_LONE_NUMBER = re.compile(r"\d{1,4}")
_MARK = re.compile(r"(\d{1,3})、")
_SENTENCE_END = re.compile(r"[。！？!?；;]")
# Running headers stand among the first and last lines of a page and on most pages.
_EDGE_LINES = 3
_FEWEST_PAGES = 3
_TOP_LINES = 8
_LONGEST_HEADER = 80
_TITLE = re.compile(
    r"(?:报告|報告|讲话|講話|致辞|致辭|发言|發言|演说|演說)(?:[（(]|$)|speech|address|report|statement|message|remarks",
    re.I,
)
# A number that is no year: that of the page.
_COUNTED = re.compile(r"(?<!\d)(?!(?:19|20)\d\d(?!\d))\d+")
# A page mark of a scrape cuts long runs of text; an enumeration numbers whole sentences.
_LONG_LINE = 60
_FEWEST_MARKS = 2
_INTERRUPTING_SHARE = 0.5


def page_counts(working: WorkingText) -> Iterator[Change]:
    """`第 4 页 共 4 页` wherever it stands; alone on a line it goes with what it interrupts."""
    text = working.text
    line = (0, -1)
    at = 0
    for match in _PAGE_OF_PAGES.finditer(text):
        start, end = match.span()
        # A line with many of them is looked through once.
        before, line = line, _around(text, line, at, start, end)
        at = start
        line_start, line_end = line
        if line != before and text[line_start:line_end].strip() == match.group():
            if line_end < len(text) and _interrupts(text, line_start, line_end):
                yield Change(line_start - 1, line_end + 1)
            else:
                yield Change(line_start, line_end)
        else:
            yield Change(start, end)


def _around(text: str, line: tuple[int, int], at: int, start: int, end: int) -> tuple[int, int]:
    """Where the lines of [start, end) begin and end; `line` are those of what began at `at`,
    before."""
    line_start = text.rfind("\n", at, start) + 1 or line[0]
    if end <= line[1]:
        return line_start, line[1]
    line_end = text.find("\n", end)
    return line_start, len(text) if line_end < 0 else line_end


def _interrupts(text: str, start: int, end: int) -> bool:
    """Whether the lines before and after [start, end) are two halves of a sentence."""
    before = _line(text, text.rfind("\n", 0, max(start - 1, 0)) + 1, max(start - 1, 0))
    following = text.find("\n", end + 1)
    after = _line(text, end + 1, len(text) if following < 0 else following)
    return (
        start > 0
        and len(before.body) >= _LONG_LINE
        and not before.ends_sentence
        and bool(after.body)
        and not after.opens_paragraph
    )


def _line(text: str, start: int, end: int) -> Line:
    return Line(start, end, text[start:end].strip(), 0)


def running_headers(working: WorkingText) -> Iterator[Change]:
    """Lines at the edges of pages that most pages share, their numbers apart; or most of the left
    ones, or the right ones. The title of the speech is kept where it is one of them, and so are
    applause and votes, and the rows of a table but for its head, which is kept once."""
    pages = [_edges(working, index) for index in range(len(working.source.pages))]
    if len(pages) < _FEWEST_PAGES:
        # Of two pages only the very first and last lines can tell.
        pages = [[*page[:1], *page[-1:]][: len(page)] for page in pages]
    keys = [[_keys(line, number) for line in page] for number, page in enumerate(pages)]
    common = _common(keys, fewest=2) | {
        key for side in (0, 1) for key in _common(keys[side::2], fewest=_FEWEST_PAGES)
    }
    found = [
        (number, line)
        for number, (page, of_lines) in enumerate(zip(pages, keys, strict=True))
        for line, of_line in zip(page, of_lines, strict=True)
        if not common.isdisjoint(of_line)
    ]
    kept = _rows_to_keep(found) | _titles_to_keep(found, _top(working))
    yield from (Change(line.start, line.end) for _, line in found if line not in kept)


def _common(keys: list[list[set[str]]], fewest: int) -> set[str]:
    """The keys that more than half of some pages have, and so many pages."""
    counts = Counter(key for page in keys for key in {key for line in page for key in line})
    return {
        key for key, count in counts.items() if key and count >= fewest and count * 2 > len(keys)
    }


def _titles_to_keep(found: list[tuple[int, Line]], top: list[Line]) -> set[Line]:
    """The title of the speech where only headers give it, the lower one of two; `top` are the first
    lines of the first page."""
    headers = {line for page, line in found if not page}
    if any(_is_title(line) for line in top if line not in headers):
        return set()
    return set({line.body: line for line in top if line in headers and _is_title(line)}.values())


def _top(working: WorkingText) -> list[Line]:
    span = working.here(working.source.pages[0]) if working.source.pages else Span(0, 0)
    return [
        Line(line.start + span.start, line.end + span.start, line.body, line.indent)
        for line in filled(lines_of(span.slice(working.text)))[:_TOP_LINES]
        if len(line.body) <= _LONGEST_HEADER
    ]


def _rows_to_keep(found: list[tuple[int, Line]]) -> set[Line]:
    """The rows of tables, but for a head that is given again as the first row of a page."""
    seen: dict[str, int] = {}
    begun: set[int] = set()
    kept: set[Line] = set()
    for page, line in found:
        if CELL_BORDER in line.body:
            is_head = page not in begun and _COUNTED.search(line.body) is None
            if not is_head or seen.setdefault(line.body, page) == page:
                kept.add(line)
            begun.add(page)
    return kept


def _is_title(line: Line) -> bool:
    return _TITLE.search(line.body) is not None and _COUNTED.search(line.body) is None


def page_numbers(working: WorkingText) -> Iterator[Change]:
    """A line at the edge of a page that is only its number."""
    for index in range(len(working.source.pages)):
        edges = _edges(working, index)
        for line in (*edges[:1], *edges[-1:])[: len(edges)]:
            if _PAGE_LINE.fullmatch(line.body) or (
                _LONE_NUMBER.fullmatch(line.body) and abs(int(line.body) - index - 1) <= 1000
            ):
                yield Change(line.start, line.end)


def page_number_lines(working: WorkingText) -> Iterator[Change]:
    """`- 3 -` and its like anywhere, where they count pages: up by one, a page without number
    left out, and of as many pages. Scores and fractions don't."""
    lines = [line for line in lines_of(working.text) if _PAGE_LINE.fullmatch(line.body)]
    numbers = [[int(digits) for digits in re.findall(r"\d+", line.body)] for line in lines]
    rises = all(b[0] - a[0] in (1, 2) for a, b in pairwise(numbers))
    of_as_many = len({tuple(rest) for _, *rest in numbers}) == 1
    if len(numbers) >= _FEWEST_MARKS and rises and of_as_many:
        for line in lines:
            yield Change(line.start, line.end)


def _edges(working: WorkingText, index: int) -> list[Line]:
    """The first and last lines of a page at positions of the working text."""
    span = working.here(working.source.pages[index])
    page = filled(lines_of(span.slice(working.text)))
    chosen = page if len(page) <= 2 * _EDGE_LINES else page[:_EDGE_LINES] + page[-_EDGE_LINES:]
    return [
        Line(line.start + span.start, line.end + span.start, line.body, line.indent)
        for line in chosen
        if len(line.body) <= _LONGEST_HEADER and not line.body.endswith(("。", "！", "；"))
    ]


def _keys(line: Line, page: int) -> set[str]:
    """What a running header has in common on all pages: its words as they stand, or with its first
    or last number counted from that of the page. Rows of a table differ by other numbers."""
    if _NOTED.fullmatch(line.body):
        return set()
    words = line.body
    numbers = [
        number
        for number in _PAGE_NUMBER.finditer(words)
        if not _ITEM.search(words[: number.start()])
    ]
    counted = (
        f"{words[: number.start()]}#{int(number.group()) - page}{words[number.end() :]}"
        for number in (*numbers[:1], *numbers[-1:])
    )
    return {"".join(key.split()) for key in (words, *counted)}


def interrupting_marks(working: WorkingText) -> Iterator[Change]:
    """A rising row `1、` `2、` `3、` at line starts that cuts through sentences: the marks of a
    site that shows a document page by page. An enumeration of the speaker's stays."""
    lines = filled(lines_of(working.text))
    row = _rising(lines)
    joins = [_joins(lines, at) for at in row if at]
    if len(row) < _FEWEST_MARKS or sum(joins) < max(1, _INTERRUPTING_SHARE * (len(row) - 1)):
        return
    for at in row:
        mark = _MARK.match(lines[at].body)
        assert mark is not None
        start = lines[at].start + lines[at].indent
        # The page ended where it was full: the line end before the mark means nothing.
        is_first_page = at == row[0] and int(mark[1]) == 1
        before = start if is_first_page or not at else lines[at - 1].end
        yield Change(before, start + mark.end())


class _Row(NamedTuple):
    """A row of marks that ends at line `at`: how many more of them join a sentence than don't."""

    gain: int
    at: int
    before: _Row | None


def _rising(lines: list[Line]) -> list[int]:
    """Places of lines that begin with 1、 (or 2、, where the first page has no mark), 2、, 3、 … in
    this order; of all such rows the one that joins most, so that an enumeration on a page is
    passed over."""
    best: dict[int, _Row] = {}
    marked = [
        (at, int(mark[1])) for at, line in enumerate(lines) if (mark := _MARK.match(line.body))
    ]
    for at, number in marked:
        row = _Row(0, at, None) if number == 1 else None
        if number > 1 and (before := best.get(number - 1)):
            row = _Row(before.gain + (1 if _joins(lines, at) else -1), at, before)
        elif number == 2 and at and _joins(lines, at):
            row = _Row(1, at, None)
        if row and (number not in best or row.gain > best[number].gain):
            best[number] = row
    if not best:
        return []
    number = max(best, key=lambda number: best[number].gain)
    places: list[int] = []
    last: _Row | None = best[number]
    while last is not None:
        places.append(last.at)
        last = last.before
    return [*places[::-1], *_further(marked, places[0], number)]


def _further(marked: list[tuple[int, int]], at: int, number: int) -> Iterator[int]:
    """The marks that go on from `number` at line `at` where pages ended with their paragraphs. Of
    an enumeration that begins anew, the number is given again before the next one."""
    for place, marked_number in marked:
        if place <= at:
            continue
        if marked_number == number + 1:
            number = marked_number
            yield place
        elif marked_number == number:
            return


def _joins(lines: list[Line], at: int) -> bool:
    """Whether the mark at the start of a line stands inside a sentence. One that only lacks its
    full stop, among lines that have none, is an item of a list."""
    before, line = lines[at - 1], lines[at]
    mark = _MARK.match(line.body)
    assert mark is not None
    rest = line.body[mark.end() :]
    if rest[:1] and rest[0] in "，,。、；;：:）)”":
        return True
    if width(before.body) < 2 * _LONG_LINE or before.ends_sentence:
        return False
    return _SENTENCE_END.search(before.body) is not None or is_one_word(before.body, rest)
