"""Finds the headings of a text: those that its format marks, numbered ones (also run into the text)
and English ones in capitals."""

from __future__ import annotations

import re
import string
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from rag.language.roughly import ROUGHLY
from rag.types.text import Span

# Depths, outermost first. Marks of the format have their own level, 1 to 9.
ANNEX, PART, MAIN, SUB, ORDINAL, ITEM = 9.0, 10.0, 11.0, 12.0, 13.0, 14.0

_NUMERAL = "[一二三四五六七八九十百]{1,4}"
# 3.1万人 at the beginning of a line is a figure, and 3.1 人才工作 a heading.
_UNIT = (
    "(?:[万千百]?[亿元吨亩倍%％]|万[人户家套个辆件平立千公]|个百分点|[平立]方|公[里顷斤]|[千兆]瓦"
    "|米|度)"
)
_KINDS: tuple[tuple[float, re.Pattern[str]], ...] = (
    (
        ANNEX,
        re.compile(
            r"(?:名词解释|名词注释|注释|附件|附表|附录)[\d一二三四五六七八九十]{0,2}[:：]?(?=\s*$)",
            re.M,
        ),
    ),
    (
        PART,
        re.compile(
            rf"第{_NUMERAL}(?:部分|章|篇|节)[:：、\s]?|(?:PART|CHAPTER)\s+(?:[IVXLC]+|\d+)\b"
        ),
    ),
    # 三、四十年前 is three or four decades ago.
    (MAIN, re.compile(rf"(?!{ROUGHLY}){_NUMERAL}、|[IVX]{{1,5}}\.\s")),
    (
        SUB,
        re.compile(
            rf"[（(]{_NUMERAL}[）)]|\d{{1,2}}(?:\.\d{{1,2}}){{1,3}}(?!{_UNIT})(?=[\s\u4e00-\u9fff])"
        ),
    ),
    (
        ORDINAL,
        re.compile(
            rf"(?:第{_NUMERAL}|首先|其次|再次)[，,：:、]|{_NUMERAL}是"
            r"|(?:First|Second|Third|Fourth|Fifth|Sixth)[,:]\s"
        ),
    ),
    (ITEM, re.compile(rf"(?!{ROUGHLY})\d{{1,2}}(?:[、．]|\.(?!\d))\s?")),
)
# What a heading begins with: most sentences begin with nothing of it.
_FIRST = frozenset("名注附第一二三四五六七八九十百首其再（(0123456789" + string.ascii_uppercase)
_RUN_ON = (MAIN, SUB, ORDINAL)
_INDENT = re.compile(r"[”’」』]?[ \n]*")
# Where a line or sentence ends and a heading may begin. It begins with a set of characters and not
# with what it looks back at, so that it is looked for twenty times as fast.
_START = re.compile(rf"[。！？!?\n](?={_INDENT.pattern}[{''.join(sorted(_FIRST))}])")
_STOP = re.compile(r"[。！？!?；;：:\n]|\.\s")
_COMMA = re.compile(r"(?<=[\u4e00-\u9fff])[,，]")
_CAPITALS = re.compile(r"[A-Z][A-Z0-9 ,.'’&:;()/-]{2,98}")
_LONGEST_LINE = 60
_LONGEST_RUN_IN = 60
_LONGEST_CLAUSE = 45
_LONGEST_SHOWN = 40
# A paragraph that is marked as a heading would be repeated in every passage under it. The longest
# heading of 245 real speeches has 67 characters.
_LONGEST_MARKED = 200
_ORDINALS = {"首先": 1, "其次": 2, "再次": 3, "First": 1, "Second": 2, "Third": 3, "Fourth": 4,
             "Fifth": 5, "Sixth": 6}  # fmt: skip
_DIGITS = {digit: value for value, digit in enumerate("一二三四五六七八九", 1)}


@dataclass(frozen=True, slots=True)
class Heading:
    """A heading at `start`; `number` is its own number where it has one, `at_line` whether it
    begins a line."""

    start: int
    words: str
    depth: float
    number: int | None = None
    at_line: bool = True


def headings_in(text: str, title: str, marks: Sequence[tuple[Span, int]]) -> list[Heading]:
    """All that looks like a heading, in order; what the format marks wins over the looks. A line
    that only repeats the title is none."""
    marked = sorted((span.start, span.end, level) for span, level in marks if len(span))
    same_as_title = "".join(title.split())
    found = [
        Heading(start, " ".join(text[start:end].split())[:_LONGEST_MARKED], float(min(level, 9)))
        for start, end, level in marked
    ]
    covered = [(start, end) for start, end, _ in marked]
    at = 0
    for start in _starts(text):
        while at < len(covered) and covered[at][1] <= start:
            at += 1
        if at < len(covered) and covered[at][0] <= start:
            continue
        heading = _numbered(text, start) or _in_capitals(text, start)
        if heading:
            found.append(heading)
    wanted = (
        heading
        for heading in found
        if heading.words and "".join(heading.words.split()) != same_as_title
    )
    return sorted(wanted, key=lambda heading: heading.start)


def _starts(text: str) -> Iterator[int]:
    """Where a sentence begins with what headings begin with: each place once, though a full stop
    and the line end after it both lead there."""
    last = -1
    for after in (0, *(match.end() for match in _START.finditer(text))):
        indent = _INDENT.match(text, after)
        assert indent is not None, "it may be empty"
        if indent.end() != last and text[indent.end() : indent.end() + 1] in _FIRST:
            last = indent.end()
            yield last


def _numbered(text: str, start: int) -> Heading | None:
    """A heading that begins with a number at `start`: a line of its own, or run into the text."""
    at_line = start == 0 or text[start - 1] == "\n"
    for depth, pattern in _KINDS:
        match = pattern.match(text, start)
        if match is None:
            continue
        if not at_line and (depth not in _RUN_ON or match.group().endswith("是")):
            return None
        words = _words(text, start, match.end(), depth, at_line=at_line)
        return Heading(start, words, depth, number_of(match.group()), at_line) if words else None
    return None


def _words(text: str, start: int, after: int, depth: float, *, at_line: bool) -> str | None:
    """The heading's words; None where what follows the number is a sentence and no heading."""
    if at_line:
        line_end = text.find("\n", start)
        line = text[start : len(text) if line_end < 0 else line_end].rstrip()
        if "|" in line:
            return None  # a row of a table
        if len(line) <= _LONGEST_LINE and _is_one(line):
            return line.rstrip("。：:").strip()
        if depth in (ANNEX, ITEM) and len(line) > _LONGEST_LINE and not _STOP.search(line[:30]):
            return None
    if text[start:after].endswith("是"):
        return None  # 一是 numbers clauses, unless the line is nothing else
    stop = _STOP.search(text, after, min(after + _LONGEST_RUN_IN, len(text)))
    comma = _COMMA.search(text, after, min(after + _LONGEST_CLAUSE, len(text)))
    if (
        depth in (MAIN, ORDINAL)
        and not at_line
        and comma
        and (not stop or comma.start() < stop.start())
    ):
        stop = comma
    if stop is not None and stop.start() > after and stop.group() not in "；;":
        return text[start : stop.start()].strip()
    if depth in (MAIN, ORDINAL) and comma:
        return text[start : comma.start()].strip()
    return text[start : after + _LONGEST_SHOWN].strip() if depth == MAIN else None


def _is_one(line: str) -> bool:
    """Whether a line is one heading: no sentence ends inside it, no clause at its end."""
    inner = line.rstrip("。：:")
    return not re.search(r"[。！？!?；;]", inner) and not line.endswith(
        ("，", ",", "；", ";", "、")
    )


def _in_capitals(text: str, start: int) -> Heading | None:
    """An English line in capital letters."""
    if start and text[start - 1] != "\n":
        return None
    line_end = text.find("\n", start)
    line = text[start : len(text) if line_end < 0 else line_end].strip()
    if _CAPITALS.fullmatch(line) is None or sum(character.isalpha() for character in line) < 3:
        return None
    return None if line.startswith("(") else Heading(start, line.rstrip(":."), MAIN)


def number_of(words: str) -> int | None:
    """11 of `十一、`, 2 of `其次，` and `（二）`, 3 of `2.3`; None where there is none."""
    for word, value in _ORDINALS.items():
        if words.startswith(word):
            return value
    digits = "".join(character for character in words if character in "一二三四五六七八九十")
    if digits:
        tens, mark, ones = digits.rpartition("十")
        return (_DIGITS.get(tens, 1) * 10 if mark else 0) + _DIGITS.get(ones, 0)
    plain = re.findall(r"\d+", words)
    return int(plain[-1]) if plain else None
