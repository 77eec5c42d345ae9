"""Rules for blanks: inside Chinese text they are layout, at the edges of lines and between
paragraphs they mean nothing."""

from __future__ import annotations

import re
from collections.abc import Iterator

from rag.ingestion.clean.lines import is_chinese
from rag.ingestion.clean.working_text import Change, WorkingText

_PUNCTUATION = "，。、；：！？）》」』】〕”’（《「『【〔“‘％"
_CHINESE_ONLY = frozenset(_PUNCTUATION) - frozenset("“”‘’")
_SPACED_DIGITS = re.compile(r"(?<![\d. ])\d(?: \d)+(?: ?[.．] ?\d+)?(?= ?[\u4e00-\u9fff％%])")
_SPACED_HAN = re.compile(
    r"(?<![\u4e00-\u9fff])(?:[\u4e00-\u9fff] ){3,}[\u4e00-\u9fff](?![\u4e00-\u9fff])"
    r"|^ *(?:[\u4e00-\u9fff] ){1,2}[\u4e00-\u9fff] *$",
    re.M,
)
# These begin with the blank, for which a text is searched fast; what must stand before it is
# looked at behind it.
_DIGIT_AFTER_BLANK = re.compile(r" (?<=\d )\d")
_HAN_AFTER_BLANK = re.compile(r" (?<=[\u4e00-\u9fff] )[\u4e00-\u9fff](?= |$)", re.M)
_BETWEEN_HAN = re.compile(r" (?<=[\u4e00-\u9fff] )(?=[\u4e00-\u9fff])")
_SIDE_BY_SIDE = re.compile(r"[\u4e00-\u9fff](?=[\u4e00-\u9fff])")
_FEWEST_BLANKS = 5
_LINE = re.compile(r"[^\n]+")
_BESIDE_PUNCTUATION = re.compile(
    rf" (?:(?<=[{_PUNCTUATION}] ) *(?=[^\s|])|(?<=[^\s|] ) *(?=[{_PUNCTUATION}]))"
)
_BESIDE_FIGURES = re.compile(
    r" (?:(?<=[\u4e00-\u9fff] )(?=[A-Za-z0-9])|(?<=[A-Za-z0-9%] )(?=[\u4e00-\u9fff]))"
)
_PARAGRAPH_GAP = re.compile("(?<=[^\\s\u3000])\u3000{2,}(?=[^\\s\u3000])")
_LONG_LINE = re.compile(r"[^\n]{200,}")
_FEWEST_GAPS = 4
_AROUND = 30
_MARGINS = re.compile(r"^ +| +$", re.M)
_ROW_OF_BLANKS = re.compile(r"  (?<=\S  ) *(?=\S)")
_GAP = re.compile(r"\n{3,}")
_EMPTY_LINES = re.compile(r"\A\n+|(?<=\n)\n+|\n+\Z")


def paragraph_gaps(working: WorkingText) -> Iterator[Change]:
    """Paragraphs of one long line, set apart by the blanks that indent them."""
    for line in _LONG_LINE.finditer(working.text):
        gaps = list(_PARAGRAPH_GAP.finditer(working.text, *line.span()))
        if len(gaps) >= _FEWEST_GAPS:
            for gap in gaps:
                yield Change(gap.start(), gap.start() + 1, "\n")


def spaced_digits(working: WorkingText) -> Iterator[Change]:
    """`1 9 9 3 年`, `1 5 .3％`: single digits in a row before a Chinese word or a percent sign."""
    return _inside(working.text, _SPACED_DIGITS, where=_DIGIT_AFTER_BLANK)


def spaced_characters(working: WorkingText) -> Iterator[Change]:
    """`政 府 工 作 报 告`: a title that was set wide; alone on its line a name of two or three
    characters too, and all of a line (`增 长 5% 左 右`) that was stretched to a margin."""
    found = {change.start for change in _inside(working.text, _SPACED_HAN, where=_HAN_AFTER_BLANK)}
    for line in _LINE.finditer(working.text):
        if _is_stretched(line.group()):
            found |= {blank.start() for blank in _BETWEEN_HAN.finditer(working.text, *line.span())}
    return (Change(start, start + 1) for start in sorted(found))


def _is_stretched(line: str) -> bool:
    """Whether blanks stand between most of the Chinese characters of a line."""
    if " " not in line:
        return False
    apart = len(_BETWEEN_HAN.findall(line))
    return apart >= _FEWEST_BLANKS and len(_SIDE_BY_SIDE.findall(line)) * 4 <= apart


def blanks_at_punctuation(working: WorkingText) -> Iterator[Change]:
    """Chinese punctuation brings its own space; round quotation marks are those of English too."""
    text = working.text
    for match in _BESIDE_PUNCTUATION.finditer(text):
        start, end = match.span()
        beside = {text[start - 1 : start], text[end : end + 1]}
        if beside & _CHINESE_ONLY or is_chinese(text[max(start - _AROUND, 0) : end + _AROUND]):
            yield Change(start, end)


def blanks_at_figures(working: WorkingText) -> Iterator[Change]:
    """`2019 年` and `PM2.5 年均`: the blank between Chinese and Latin is typography."""
    for match in _BESIDE_FIGURES.finditer(working.text):
        if is_chinese(working.text[max(match.start() - _AROUND, 0) : match.end() + _AROUND]):
            yield Change(*match.span())


def margins(working: WorkingText) -> Iterator[Change]:
    """Blanks at the edges of lines."""
    return (Change(*match.span()) for match in _MARGINS.finditer(working.text))


def rows_of_blanks(working: WorkingText) -> Iterator[Change]:
    """Of several blanks in a row one is enough."""
    return (
        Change(match.start() + 1, match.end()) for match in _ROW_OF_BLANKS.finditer(working.text)
    )


def gaps(working: WorkingText) -> Iterator[Change]:
    """Of several empty lines in a row one says as much; the rules that follow see fewer lines."""
    return (Change(match.start() + 2, match.end()) for match in _GAP.finditer(working.text))


def empty_lines(working: WorkingText) -> Iterator[Change]:
    """A line end is a paragraph end; empty lines say no more."""
    return (Change(*match.span()) for match in _EMPTY_LINES.finditer(working.text))


def _inside(text: str, pattern: re.Pattern[str], *, where: re.Pattern[str]) -> Iterator[Change]:
    """The blanks inside matches of a pattern, of which there are none but where `where` is."""
    if where.search(text) is None:
        return
    for match in pattern.finditer(text):
        for at in range(*match.span()):
            if text[at] == " ":
                yield Change(at, at + 1)
