"""Rules for line ends inside words, numbers and sentences that layout broke. In Chinese the line
end is removed; in Latin text a blank takes its place."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from rag.ingestion.clean.lines import (
    Line,
    is_chinese,
    is_english_word,
    is_han,
    is_one_word,
    lines_of,
    pairs,
    width,
)
from rag.ingestion.clean.working_text import Change, WorkingText
from rag.ingestion.source_text import CELL_BORDER
from rag.types.text import Span

# A line that begins with one of these continues the one before; one that ends so goes on.
_CANNOT_BEGIN = "，,、。；;：:！？!?）)》」』】〕]”’％%·～"
# A dot between the parts of a name, or the sign of an item where a sentence or list stands before.
_DOT = "·"
_CANNOT_END = "（(《「『【〔[“‘、，·"
_UNIT = re.compile(
    r"\s?(?:[万亿千百]|[%％‰]|个|年|月|日|元|人|户|家|项|件|条|次|名|位|倍|吨|米|公里|平方|立方|公顷|亩|"
    r"微克|毫克|千瓦|辆|座|所|套|处|起|届|天|小时|分)"
)
# Where a number goes on after the line end: 1 / 30条, 6. / 66万, 12, / 345, 二千四百万 / 人.
_CUT_NUMBER = re.compile(r"\d[.．,，]?|[\d一二三四五六七八九十百千][百千万亿]")
_THOUSAND = re.compile(r"\d{3}(?!\d)")
_YEAR = re.compile(r"(?:19|20)\d\d年")
# A number is cut in running text; `附件1` over `2025年…` is two headings.
_SHORTEST_LINE = 20
# A text is wrapped when this share of its lines ends within a few columns of the same margin.
_WRAPPED_SHARE = 0.4
_FEWEST_LINES = 4
_NARROWEST, _WIDEST = 36, 160
# Proportional type and words that don't break leave lines this much shorter or longer.
_RAGGED = 0.16
# Nothing ends with these, so that less of a line is enough.
_NEVER_LAST = re.compile(
    r" (?:the|an?|of|our|their|its|his|her|my|your|to|by|for|with|from|and|than|into)$"
)
_LEAST_OF_HALF = 0.6
# Nothing begins with a small letter but an item of a list.
_LEAST_BEFORE_SMALL = 0.75
# A link that a scrape set on a line of its own.
_LONGEST_FRAGMENT = 30
_NUMBERED_HEADING = re.compile(
    r"(?:[（(][一二三四五六七八九十]{1,3}[）)]|[一二三四五六七八九十]{1,3}、)[^，。；：、,;:]{4,}"
)
_NARROW = re.compile(r"[0-9A-Za-z ]")
_FEW = 10
_CLAUSE_MARK = re.compile(r"[，。；、,;]")
# A lone blank with text around it; names and titles are set wide on lines of their own.
_SPLIT_BY_BLANK = re.compile(r" (?<=[\u4e00-\u9fff] )(?<=[^\s|]{8} )(?=[\u4e00-\u9fff][^\s|]{7})")
# An English line of a list may begin in lower case too; what is this long is no item of one.
_LONGEST_ITEM = 100
_SENTENCE_MARK = re.compile(r"[。！？；]|[a-z]{2}[.!?](?:\s|$)")
# It begins with the hyphen and not with the letters before it: a long run of letters would be tried
# from each of them.
_HYPHENATED = re.compile(r"-\n(?<=[A-Za-z]{2}-\n)[a-z]{2,}")


def broken_numbers(working: WorkingText) -> Iterator[Change]:
    """`1` / `30条` and `6.66` / `万亿元`: a number in a sentence that a line end cuts."""
    joined_until = -1
    for line, following in pairs(lines_of(working.text)):
        if not _is_cut_number(line, following) or not is_chinese(line.body[-40:]):
            continue
        if width(line.body) >= _SHORTEST_LINE or line.start == joined_until:
            joined_until = following.start
            yield from joint(line, following)


def _is_cut_number(line: Line, following: Line) -> bool:
    cut = _CUT_NUMBER.fullmatch(line.body[-2:]) or _CUT_NUMBER.fullmatch(line.body[-1:])
    if cut is None or _YEAR.match(following.body):
        return False
    if cut.group()[-1] in ",，":
        return _THOUSAND.match(following.body) is not None
    is_digit = cut.group()[-1] in ".．" or cut.group()[-1].isdigit()
    if is_digit and following.body[0].isdigit() and not following.opens_paragraph:
        return True
    return cut.group()[-1] not in ".．" and _UNIT.match(following.body) is not None


def broken_lines(working: WorkingText) -> Iterator[Change]:
    """A line that begins with a comma or ends with an opening bracket is half a line; so is the
    short piece before such a line, a link that stood inside a sentence."""
    before: Line | None = None
    for line, following in pairs(lines_of(working.text)):
        if not _are_items(line, following) and _are_one(line, following):
            if before is not None and before.end + 1 == line.start and _is_piece(before, line):
                yield from joint(before, line)
            yield from joint(line, following)
            before = None
        else:
            before = line


def _are_items(line: Line, following: Line) -> bool:
    """Whether each line is a point of its own, whatever mark the first ends with."""
    if following.body[0] == _DOT:
        return line.ends_sentence or line.body[0] == _DOT
    return line.opens_paragraph and following.opens_paragraph


def _are_one(line: Line, following: Line) -> bool:
    return following.body[0] in _CANNOT_BEGIN or line.body[-1] in _CANNOT_END


def _is_piece(before: Line, line: Line) -> bool:
    return (
        len(line.body) <= _LONGEST_FRAGMENT
        and not line.opens_paragraph
        and not before.ends_sentence
        and width(before.body) >= _SHORTEST_LINE
    )


def soft_breaks(working: WorkingText) -> Iterator[Change]:
    """In Markdown a single line end inside a paragraph is a blank, or nothing in Chinese."""
    if working.source.media_type != "text/markdown":
        return
    headings = [working.here(mark.span) for mark in working.source.headings]
    ends = {span.end for span in headings} | {span.start for span in headings}
    for line, following in pairs(lines_of(working.text)):
        if {line.end, following.start + following.indent} & ends:
            continue
        if line.ends_sentence or following.opens_paragraph or "|" in line.body:
            continue
        if not _is_numbered_heading(line):
            yield from joint(line, following)


def _is_numbered_heading(line: Line) -> bool:
    """`（一）产业发展提质增效` right before its text."""
    is_heading = _NUMBERED_HEADING.fullmatch(line.body) is not None
    return is_heading and len(line.body) <= _LONGEST_FRAGMENT


def wrapped_lines(working: WorkingText) -> Iterator[Change]:
    """Lines set to a margin: each full line that does not end a sentence goes on in the next."""
    lines = lines_of(working.text)
    is_laid_out = working.source.media_type == "application/pdf"
    margin = _margin(lines, is_laid_out=is_laid_out)
    if margin is None:
        return
    all_han = [line for line in lines if _is_all_han(line)]
    han_margin = min(margin, _margin(all_han, is_laid_out=is_laid_out) or margin)
    indented = sum(line.indent > 0 for line in lines if line.body) * 20 > len(lines)
    for line, following in _neighbours(lines, working):
        full = han_margin if _is_all_han(line) else margin
        least = _least_share(line, following) if is_laid_out else 1 - _RAGGED
        if width(line.body) + line.indent < full * least:
            continue
        if following.indent and (indented or line.ends_sentence):
            continue
        if CELL_BORDER in line.body or CELL_BORDER in following.body:
            continue
        if (line.ends_sentence and not indented) or following.opens_paragraph:
            continue
        yield from joint(line, following)


def _least_share(line: Line, following: Line) -> float:
    """The share of the margin that a line of a PDF takes at least if the next one continues it."""
    if _NEVER_LAST.search(line.body):
        return _LEAST_OF_HALF
    goes_on = following.body[0].isascii() and following.body[0].islower()
    return _LEAST_BEFORE_SMALL if goes_on and not line.opens_paragraph else 1 - _RAGGED


def _is_all_han(line: Line) -> bool:
    """Chinese characters are of one width; Latin letters and digits among them are narrower than
    half of it, so that lines with them have more columns."""
    return len(_NARROW.findall(line.body)) * _FEW <= len(line.body)


def split_words(working: WorkingText) -> Iterator[Change]:
    """`适当控` / `制信贷`, `一个重 大课题`: a word that a line end, or a blank, in running Chinese
    text cuts. A word is what the vocabulary knows as one."""
    for line, following in _neighbours(lines_of(working.text), working):
        begins = following.opens_paragraph or "|" in following.body
        if _is_prose(line) and not begins and is_one_word(line.body, following.body):
            yield from joint(line, following)
    for match in _SPLIT_BY_BLANK.finditer(working.text):
        start, end = match.span()
        before = working.text[max(start - _NARROWEST, 0) : start]
        if is_one_word(before, working.text[end : end + _NARROWEST]):
            yield Change(start, end)


def _is_prose(line: Line) -> bool:
    """Running Chinese text that no mark ends."""
    return (
        is_han(line.body[-1])
        and width(line.body) >= _NARROWEST
        and _CLAUSE_MARK.search(line.body) is not None
        and "|" not in line.body
    )


def lower_case_lines(working: WorkingText) -> Iterator[Change]:
    """An English line that begins in lower case goes on from one that ends inside a clause."""
    for line, following in pairs(lines_of(working.text)):
        goes_on = following.body[0].islower() and following.body[0].isascii()
        if goes_on and len(line.body) > _LONGEST_ITEM and re.search(r"[a-z,]$", line.body):
            yield from joint(line, following)


def hyphens(working: WorkingText) -> Iterator[Change]:
    """`govern-` / `ment`: the hyphen goes where the whole word stands elsewhere in the text, or in
    the vocabulary, and not with its hyphen in the text."""
    if "-\n" not in working.text:
        return
    plain = working.text.lower()
    words = set(re.findall(r"[a-z]{4,}", plain))
    compounds = set(re.findall(r"[a-z]{2,40}-[a-z]{2,40}", plain))
    before = 0  # letters up to here belong to the word before
    for match in _HYPHENATED.finditer(working.text):
        hyphen, end = match.span()
        start = _start_of_word(working.text, before, hyphen)
        if hyphen - start < 2:
            continue
        before = end
        halves = plain[start:hyphen], plain[hyphen + 2 : end]
        is_word = "".join(halves) in words or is_english_word("".join(halves))
        is_whole = is_word and "-".join(halves) not in compounds
        yield Change(hyphen if is_whole else hyphen + 1, hyphen + 2)


def _start_of_word(text: str, at: int, end: int) -> int:
    """Where the ASCII letters before `end` begin, at `at` or later."""
    while end > at and text[end - 1].isascii() and text[end - 1].isalpha():
        end -= 1
    return end


def _margin(lines: Sequence[Line], *, is_laid_out: bool) -> int | None:
    """The column at which a wrapped text wraps; None for a text with a line a paragraph. In a
    PDF every line is laid out, so the longest lines are the margin."""
    shown = [line for line in lines if line.body]
    far_beyond = sum(len(line.body) > _WIDEST * (1 + _RAGGED) for line in shown)
    if len(shown) < _FEWEST_LINES or (far_beyond * 10 > len(shown) and not is_laid_out):
        return None
    widths = [width(line.body) + line.indent for line in shown]
    open_ended = [
        width(line.body) + line.indent
        for line in lines
        if line.body and not line.ends_sentence and not line.opens_paragraph
    ]
    if not open_ended:
        return None
    if is_laid_out:
        prose = sum(_SENTENCE_MARK.search(line.body) is not None for line in lines)
        if prose * 8 < len(widths):
            return None  # a chart or a list
        margin = sorted(open_ended)[9 * len(open_ended) // 10]
        return margin if _NARROWEST <= margin <= _WIDEST else None
    margin = sorted(open_ended)[3 * len(open_ended) // 4]
    low, high = margin * (1 - _RAGGED), margin * (1 + _RAGGED)
    near = sum(low <= columns <= high for columns in widths)
    beyond = sum(columns > high for columns in widths)
    is_wrapped = near >= _WRAPPED_SHARE * len(widths) and beyond * 10 <= len(widths)
    return margin if is_wrapped and _NARROWEST <= margin <= _WIDEST else None


def _neighbours(lines: Sequence[Line], working: WorkingText) -> Iterator[tuple[Line, Line]]:
    """Neighbouring lines, and the last and first of two pages even with a gap between them."""
    starts = {working.here(Span(page.start, page.start)).start for page in working.source.pages}
    before: Line | None = None
    gap = False
    crossed = False
    for line in lines:
        crossed |= line.start in starts
        if not line.body:
            gap = True
            continue
        if before is not None and (not gap or crossed):
            yield before, line
        before, gap, crossed = line, False, False


def joint(line: Line, following: Line) -> Iterator[Change]:
    """Chinese halves join without anything between, Latin ones with one blank."""
    start = line.start + line.indent + len(line.body)
    end = following.start + following.indent
    left, right = line.body[-1], following.body[0]
    latin = left.isascii() and right.isascii() and not (left.isdigit() and right.isdigit())
    if latin and is_chinese(line.body[-12:] + following.body[:12]):
        latin = False  # M / 2 and PM / 2.5 are one word
    if latin and right not in _CANNOT_BEGIN and left not in "([":
        yield Change(start, start + 1, " ")
        start += 1
    if start < end:
        yield Change(start, end)
