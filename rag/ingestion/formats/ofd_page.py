"""Puts the text codes of an OFD page into lines: each character stands where its code, its deltas
and its object's matrix say, whatever the order in which they are written."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise
from xml.etree.ElementTree import Element

from rag.ingestion.clean.lines import width
from rag.ingestion.formats.drawn import Piece, plain
from rag.ingestion.formats.glyphs import Glyph
from rag.ingestion.formats.vertical import are_vertical, columns
from rag.ingestion.formats.xml_tree import local

# Characters whose feet differ by less than this share of the type size stand on one line.
_SAME_LINE = 0.4
# A gap of this many type sizes parts two pieces; a smaller one, between Latin words, is a blank.
_WIDE_GAP = 1.5
_WORD_GAP = 0.22
# Digits may stand as far apart as Chinese characters and be one number.
_NUMBER_GAP = 1.0
# Raised signs are smaller than the line, and stand at most so high over its foot.
_SMALLER, _MOST_RISE, _SAME_FOOT = 0.8, 0.75, 0.1
# A copy that makes a character bold stands so near; it is drawn soon after.
_COPY, _LAST = 0.1, 4
# A matrix that turns by more than this share draws slanted words: a watermark.
_SLANT = 0.1
_USUAL_SIZE = 4.0
_NARROW, _BROAD = frozenset("fijltrI.,:;'!|()[] "), frozenset("mwMW@%")
_NUMBER = re.compile(r"[-+]?(?:\d+\.?\d*|\.\d+)(?:[eE][-+]?\d+)?")


@dataclass(frozen=True, slots=True)
class _Letter:
    """A character and where it stands on the page; `y` counts upwards, as in a PDF. `begins`: it
    is the first of its code."""

    text: str
    x: float
    y: float
    size: float
    begins: bool


@dataclass(frozen=True, slots=True)
class _Run:
    """The characters of one text code. `is_shown`: not invisible; `is_slanted`: turned."""

    letters: list[_Letter]
    is_shown: bool
    is_slanted: bool


def lines_of(parts: Sequence[Element]) -> tuple[list[Piece], str]:
    """The pieces of a page and its templates in reading order, and the slanted words, which are
    drawn over the text and are none of it."""
    runs = [run for part in parts for run in _runs(part)]
    # Behind a scanned page words stand that nothing shows; there they are all there is.
    runs = [run for run in runs if run.is_shown] or runs
    slanted = [run for run in runs if run.is_slanted]
    level = [run for run in runs if not run.is_slanted]
    if _length(slanted) > _length(level):
        slanted, level = [], runs  # the page lies on its side
    marks = "".join(letter.text for run in slanted for letter in run.letters)
    letters = [letter for run in level for letter in run.letters]
    pieces = [piece for line in _lines(letters) for piece in _pieces(line)]
    return pieces, f"{plain(marks)}\n" if marks.strip() else ""


def columns_of(parts: Sequence[Element]) -> str:
    """The text of a page whose lines run from top to bottom, a line for each column; empty for one
    whose lines run across."""
    runs = [run for part in parts for run in _runs(part)]
    runs = [run for run in runs if run.is_shown] or runs
    letters = [letter for run in runs for letter in run.letters if not letter.text.isspace()]
    single = [Piece(letter.x, letter.y, letter.size, letter.text) for letter in letters]
    if not are_vertical(single):
        return ""
    return columns(Glyph(one.text, one.x, one.y, one.x + one.size, one.size, 0) for one in single)


def _length(runs: Sequence[_Run]) -> int:
    return sum(len(run.letters) for run in runs)


def _runs(part: Element) -> Iterator[_Run]:
    for element in part.iter():
        if local(element) == "TextObject":
            matrix = _numbers(element.get("CTM")) or [1.0, 0.0, 0.0, 1.0, 0.0, 0.0]
            letters = [letter for code in element for letter in _letters(element, code, matrix)]
            yield _Run(
                letters,
                is_shown=(element.get("Visible") or "true").lower() != "false",
                is_slanted=abs(matrix[1]) > _SLANT * abs(matrix[0]),
            )


def _letters(element: Element, code: Element, matrix: Sequence[float]) -> Iterator[_Letter]:
    """The characters of one text code, placed by its deltas and by the matrix of its object."""
    if local(code) != "TextCode" or not code.text or len(matrix) != 6:
        return
    left, top, *_ = (*_numbers(element.get("Boundary")), 0.0, 0.0)
    size = (*_numbers(element.get("Size")), _USUAL_SIZE)[0] or _USUAL_SIZE
    x, y = (_number(code.get(name)) for name in ("X", "Y"))
    across, down = (_steps(code.get(name), len(code.text)) for name in ("DeltaX", "DeltaY"))
    a, b, c, d, e, f = matrix
    for at, text in enumerate(code.text):
        foot = b * x + d * y + f + top
        yield _Letter(text, a * x + c * y + e + left, -foot, abs(size * d) or size, at == 0)
        own = 0.0 if down else _share(text) * size
        x += across[at] if at < len(across) else own
        y += down[at] if at < len(down) else 0.0


def _steps(written: str | None, most: int) -> list[float]:
    """At most so many deltas; `g 3 5` stands for 5 5 5."""
    steps: list[float] = []
    words = iter((written or "").split())
    for word in words:
        if word == "g":
            times, step = int(_number(next(words, None))), _number(next(words, None))
            steps += [step] * min(max(times, 0), most)
        else:
            steps.append(_number(word))
        if len(steps) >= most:
            break
    return steps


def _numbers(written: str | None) -> list[float]:
    return [float(number) for number in _NUMBER.findall(written or "")]


def _number(written: str | None) -> float:
    return (*_numbers(written), 0.0)[0]


def _share(text: str) -> float:
    """How wide a character is, in type sizes."""
    if width(text) == 2:
        return 1.0
    return 0.3 if text in _NARROW else 0.85 if text in _BROAD else 0.5


def _lines(letters: Sequence[_Letter]) -> list[list[_Letter]]:
    """The characters of each line from left to right, the upper lines first."""
    lines: list[list[_Letter]] = []
    for letter in sorted(_once(letters), key=lambda letter: -letter.y):
        if lines and _is_level(lines[-1][0], letter):
            lines[-1].append(letter)
        elif lines and _is_raised(lines[-1], letter):
            lines[-1] = [letter, *lines[-1]]
        else:
            lines.append([letter])
    return [sorted(line, key=lambda letter: letter.x) for line in lines]


def _is_level(first: _Letter, letter: _Letter) -> bool:
    return first.y - letter.y <= _SAME_LINE * min(first.size, letter.size)


def _is_raised(line: Sequence[_Letter], letter: _Letter) -> bool:
    """Whether a line holds only small signs over the line that begins with `letter`."""
    return all(
        one.size <= _SMALLER * letter.size and one.y - letter.y <= _MOST_RISE * letter.size
        for one in line
    )


def _once(letters: Sequence[_Letter]) -> list[_Letter]:
    """The characters without copies of one drawn upon itself, to look bold."""
    kept: list[_Letter] = []
    seen: dict[str, list[_Letter]] = {}
    for letter in letters:
        twins = seen.setdefault(letter.text, [])
        if not letter.text.isspace() and not any(_is_copy(letter, twin) for twin in twins[-_LAST:]):
            twins.append(letter)
        elif not letter.text.isspace():
            continue
        kept.append(letter)
    return kept


def _is_copy(letter: _Letter, twin: _Letter) -> bool:
    far = _COPY * letter.size
    return abs(letter.x - twin.x) <= far and abs(letter.y - twin.y) <= far


def _pieces(line: Sequence[_Letter]) -> Iterator[Piece]:
    """A line, cut at its wide gaps and before and after raised signs; every piece ends a line, as
    those of a PDF do."""
    begin, words = line[0], line[0].text
    for letter, following in pairwise(line):
        gap = (following.x - letter.x - _share(letter.text) * letter.size) / letter.size
        if gap >= _WIDE_GAP or abs(following.y - letter.y) > _SAME_FOOT * begin.size:
            yield from _piece(begin, words)
            begin, words = following, ""
        elif following.begins and gap >= _least_gap(letter.text, following.text):
            words += " "
        words += following.text
    yield from _piece(begin, words)


def _least_gap(before: str, after: str) -> float:
    """How wide a blank is: codes of one letter stand apart by less than words do."""
    if width(before) + width(after) > 2:
        return _WIDE_GAP
    return _WORD_GAP if before.isalpha() or after.isalpha() else _NUMBER_GAP


def _piece(begin: _Letter, words: str) -> Iterator[Piece]:
    if words.strip():
        yield Piece(begin.x, begin.y, begin.size, f"{plain(words)}\n")
