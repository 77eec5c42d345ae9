"""A Document and its heading marks come in; its Sections, each with its heading path, go out.

Sections cover the document without gaps. Where a heading is run into the text, as scrapes leave
it, the section begins where its number stands, and the heading is what can be told of it.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from rag.types import Document, Section, Span

_NUMERAL = "[一二三四五六七八九十百]{1,4}"
# Depths of numbered headings, outermost first; marks of the format lie above them all.
_KINDS: tuple[tuple[int, re.Pattern[str]], ...] = (
    (10, re.compile(rf"第{_NUMERAL}(?:部分|章|篇|节)[:：、\s]?|(?:PART|CHAPTER)\s+(?:[IVXLC]+|\d+)\b")),
    (11, re.compile(rf"{_NUMERAL}、|[IVX]{{1,5}}\.\s")),
    (12, re.compile(rf"[（(]{_NUMERAL}[）)]")),
    (13, re.compile(rf"(?:第{_NUMERAL}|首先|其次|再次|最后)[，,：:、]|(?:First|Second|Third|Fourth|Fifth|Finally)[,:]\s")),
    (14, re.compile(r"\d{1,2}(?:[、．]|\.(?!\d))\s?")),
)
# In running text only these begin a section; the others number things inside a sentence.
_RUN_ON_DEPTHS = (11, 12, 13)
_SENTENCE_START = re.compile(r"(?:^|(?<=[。！？!?\n]))[”’」』]?\s*", re.M)
_CAPITALS = re.compile(r"[A-Z][A-Z0-9 ,.'’&:;()/-]{2,98}")
_HEADING_END = re.compile(r"[。！？!?；;：:\n]|(?<=[\u4e00-\u9fff])[,，]|\.\s")
_LONGEST_HEADING = 60
# A run-in heading is a title of a few words before its full stop, or a topic before a comma.
_LONGEST_RUN_IN = 45
_LONGEST_SHOWN = 40
_ORDINALS = {"首先": 1, "其次": 2, "再次": 3}
_DIGITS = {digit: value for value, digit in enumerate("一二三四五六七八九", 1)}


@dataclass(frozen=True, slots=True)
class _Heading:
    """A heading at `start`, its words, its depth and its number where it has one."""

    start: int
    words: str
    depth: int
    number: int | None = None


def segment(document: Document, marks: Sequence[tuple[Span, int]] = ()) -> list[Section]:
    """The sections of `document`, in order. `marks` are headings that the format itself marks:
    their span in the clean text and their level from 1."""
    headings = _nested(_in_sequence(list(_headings(document, marks))))
    edges = [0, *(start for start, _ in headings), len(document.text)]
    paths = [(), *(path for _, path in headings)]
    sections = [
        Section(document, Span(start, end), path)
        for start, end, path in zip(edges[:-1], edges[1:], paths, strict=True)
        if start < end
    ]
    return list(_without_bare_headings(sections))


def _headings(document: Document, marks: Sequence[tuple[Span, int]]) -> Iterator[_Heading]:
    """All headings by place; what the format marks wins over what the words look like."""
    text = document.text
    marked = {span.start: (span, level) for span, level in marks if len(span)}
    taken: list[Span] = []
    title = "".join(document.title.split())
    for span, level in marked.values():
        words = " ".join(span.slice(text).split())
        taken.append(span)
        if words and "".join(words.split()) != title:
            yield _Heading(span.start, words, level)
    for start in _sentence_starts(text):
        if start in marked or any(span.start <= start < span.end for span in taken):
            continue
        found = _numbered(text, start) or _capitals(text, start, title)
        if found:
            yield found


def _sentence_starts(text: str) -> Iterator[int]:
    return (match.end() for match in _SENTENCE_START.finditer(text) if match.end() < len(text))


def _numbered(text: str, start: int) -> _Heading | None:
    """A heading that begins with a number at `start`: a line of its own, or run into the text."""
    for depth, pattern in _KINDS:
        match = pattern.match(text, start)
        if match is None:
            continue
        at_line = start == 0 or text[start - 1] == "\n"
        if not at_line and depth not in _RUN_ON_DEPTHS:
            return None
        words = _words(text, start, match.end(), at_line=at_line, depth=depth)
        return _Heading(start, words, depth, _number(match.group())) if words else None
    return None


def _words(text: str, start: int, after: int, *, at_line: bool, depth: int) -> str | None:
    """The heading's words; None where what follows the number is a sentence and no heading."""
    line_end = text.find("\n", start)
    line_end = len(text) if line_end < 0 else line_end
    if at_line and line_end - start <= _LONGEST_HEADING and not text[start:line_end].rstrip().endswith(("；", ";", "，", ",")):
        return text[start:line_end].strip().rstrip("。：:")
    end = _HEADING_END.search(text, after, min(after + _LONGEST_RUN_IN, len(text)))
    if end is not None and end.start() > after:
        is_clause = end.group() in ",，；;"
        if not is_clause or depth in (11, 13):
            return text[start : end.start()].strip()
        return None
    return text[start : after + _LONGEST_SHOWN].strip() if depth == 11 else None


def _capitals(text: str, start: int, title: str) -> _Heading | None:
    """An English line in capital letters."""
    if start and text[start - 1] != "\n":
        return None
    line_end = text.find("\n", start)
    line = text[start : len(text) if line_end < 0 else line_end].strip()
    if len(line) > _LONGEST_HEADING + 40 or _CAPITALS.fullmatch(line) is None:
        return None
    if sum(character.isalpha() for character in line) < 3 or "".join(line.split()) == title:
        return None
    return None if line.startswith("(") else _Heading(start, line.rstrip(":."), 11)


def _number(words: str) -> int | None:
    """11 of `十一、`, 2 of `其次，`; None where it is not told in Chinese or digits."""
    for word, value in _ORDINALS.items():
        if words.startswith(word):
            return value
    digits = "".join(character for character in words if character in "一二三四五六七八九十")
    if digits:
        tens, _, ones = digits.rpartition("十")
        ten = (_DIGITS.get(tens, 1) if "十" in digits else 0) * 10
        return ten + _DIGITS.get(ones, 0)
    plain = re.match(r"\d+", words)
    return int(plain[0]) if plain else None


def _in_sequence(headings: list[_Heading]) -> list[_Heading]:
    """Without numbers that don't count: inside its parent each depth begins at 1 and rises by
    one, else it is no heading but a number in a text."""
    ordered = sorted(headings, key=lambda heading: heading.start)
    kept: list[_Heading] = []
    last: dict[int, int] = {}
    for heading in ordered:
        for deeper in [depth for depth in last if depth > heading.depth]:
            del last[deeper]
        if heading.number is not None and heading.depth >= 12:
            if heading.number not in (1, last.get(heading.depth, 0) + 1):
                continue
            last[heading.depth] = heading.number
        kept.append(heading)
    return _without_lone_firsts(kept)


def _without_lone_firsts(headings: list[_Heading]) -> list[_Heading]:
    """`第一，` or `1.` without a second is a way of speaking."""
    kept: list[_Heading] = []
    for at, heading in enumerate(headings):
        if heading.number == 1 and heading.depth >= 13:
            followers = (
                later.number
                for later in headings[at + 1 :]
                if later.depth <= heading.depth
            )
            if next(followers, None) != 2:
                continue
        kept.append(heading)
    return kept


def _nested(headings: list[_Heading]) -> list[tuple[int, tuple[str, ...]]]:
    """Start and path of each heading, the outermost first."""
    stack: list[_Heading] = []
    found: list[tuple[int, tuple[str, ...]]] = []
    for heading in headings:
        while stack and stack[-1].depth >= heading.depth:
            stack.pop()
        stack.append(heading)
        found.append((heading.start, tuple(one.words for one in stack)))
    return found


def _without_bare_headings(sections: list[Section]) -> Iterator[Section]:
    """A heading with nothing under it but the next, deeper heading begins that one's section."""
    start: int | None = None
    for at, section in enumerate(sections):
        begin = section.span.start if start is None else start
        last = section.heading[-1] if section.heading else ""
        bare = len("".join(section.span.slice(section.document.text).split())) <= len(last) + 2
        deeper = at + 1 < len(sections) and len(sections[at + 1].heading) > len(section.heading)
        if section.heading and bare and deeper:
            start = begin
            continue
        yield Section(section.document, Span(begin, section.span.end), section.heading)
        start = None
