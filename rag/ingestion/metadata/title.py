"""Finds the title of a speech, and says where it was read."""

from __future__ import annotations

import re
from itertools import zip_longest
from pathlib import PurePosixPath

from rag.ingestion.clean import Cleaned
from rag.ingestion.metadata.header import Head
from rag.ingestion.source_text import SourceText
from rag.language.simplified import simplified

# What a speech, a report or a document is called.
TITLE = re.compile(
    r"报告|讲话|致辞|致词|演讲|演说|谈话|文告|咨文|献词|发言|决议|决定|意见|通知|方案|规划|纲要|公报|白皮书|声明|寄语|贺词|"
    r"答记者问|记者(?:招待|见面)?会|新闻发布会|吹风会|访谈|专访|辩论|会议(?:记录|纪要)|议事录|"
    r"\b(?:report|address|message|speech|remarks|statement|state of the"
    r"|debates?|hansard|minutes of|interview|press (?:conference|briefing)|oral answers|q ?& ?a)\b",
    re.I,
)
_NOT_TITLE = re.compile(
    r"^(?:——|--|――|[—–-])|^[（(]|会议上(?!的)|大会上(?!的)|作(?:政府)?工作报告|^来源|(?<!答)记者(?!招待会|见面会|会)|[。；;]$|^(?:第\d+页)|目录"
)
# Who spoke stands in the next line, or in this one under the title proper.
_UNFINISHED = re.compile(r"(?:\bby|[由])$", re.I)
_BY = re.compile(r"by\b", re.I)
_BYLINE = re.compile(
    r"^(?:a )?(?:speech|remarks|statement|address|lecture|message)"
    r"(?: (?:as )?(?:given|delivered|made))? by\b",
    re.I,
)
# A heading with a number is that of a part.
_SECTION = re.compile(
    r"\s*(?:第?[一二三四五六七八九十]{1,3}(?:[、，,.．]|部分|章)|[（(][一二三四五六七八九十]{1,3}[）)])"
)
# The heading of a page may be the name of its site.
_SITE = re.compile(r"(?:网站?|门户|频道|客户端|official website|website|home ?page)$", re.I)
_GENERIC = re.compile(r"(?:\d{4}年)?(?:政府)?(?:工作)?(?:报告|讲话|发言)")
_LONGEST_TITLE = 80
_SHORTEST_TITLE = 4
_TRAILING_DATE = re.compile(r"[.,]?\s+[A-Z][a-z]+ \d{1,2}, \d{4}$")
_JUNK_PROPERTY = re.compile(
    r"(?i)^(?:microsoft word|untitled|document\d*|文档\d*|无标题)|\.(?:docx?|pdf|html?|txt)$"
)
_COMPACT_DATE = re.compile(r"(?<!\d)(?:19|20)\d{6}(?!\d)[-_ ]*")
_FILE_NUMBER = re.compile(r"^\d{1,3}[-_. ]+")
_FILE_DIGEST = re.compile(r"(?:^|[-_ ])[0-9a-f]{12,}")


class Findings:
    """Facts with their evidence; the first finding of a fact stands."""

    def __init__(self) -> None:
        self.evidence: dict[str, str] = {}

    def note(self, fact: str, place: str, words: str) -> None:
        self.evidence.setdefault(fact, f"{place}: {words}"[:200])


def stem_of(file: str) -> str:
    """The file name in words, without numbering and digests."""
    plain = _FILE_NUMBER.sub("", PurePosixPath(file).stem)
    return _FILE_DIGEST.sub("", plain).strip(" _-.")


def title_of(
    source: SourceText, cleaned: Cleaned, head: Head, stem: str, findings: Findings
) -> str:
    if declared := source.declared.get("title"):
        findings.note("title", "declared", declared)
        return declared
    for place, words in _title_candidates(source, head):
        title = _TRAILING_DATE.sub("", " ".join(words.split())).strip(" .|:：")
        if _SHORTEST_TITLE <= len(title) <= _LONGEST_TITLE + 60:
            says_more = len(_COMPACT_DATE.sub("", stem)) > len(title)
            if _GENERIC.fullmatch(title) and TITLE.search(stem) and says_more:
                findings.note("title", "file name", f"{stem} (the text says {title})")
                return stem
            findings.note("title", place, title)
            return title
    first = next(iter(head.lines), cleaned.text.split("\n", 1)[0])[:_LONGEST_TITLE]
    place, title = ("file name", stem.replace("_", " ")) if _says_much(stem) else ("text", first)
    findings.note("title", place, title)
    return title or source.file


def _title_candidates(source: SourceText, head: Head) -> list[tuple[str, str]]:
    marked = [
        ("heading", source.shown(mark.span))
        for mark in source.headings[:2]
        if mark.level == 1
        and not _SECTION.match(source.shown(mark.span))
        and not _SITE.search(source.shown(mark.span).strip())
    ]
    field = [("field", head.fields[name]) for name in ("标题", "名称") if name in head.fields]
    lines = [
        ("text", line)
        for line in _lines(head.lines)
        if len(line) <= _LONGEST_TITLE + 30 and is_called(line) and not _NOT_TITLE.search(line)
    ]
    given = [
        ("properties", source.properties[name])
        for name in ("meta_title", "title")
        if name in source.properties and not _JUNK_PROPERTY.search(source.properties[name])
    ]
    return [*marked, *field, *_above_byline(head.lines), *lines, *given]


def is_called(line: str) -> bool:
    """Whether a line says what a speech, a report or a document is called."""
    return TITLE.search(simplified(line)) is not None


def _lines(lines: tuple[str, ...]) -> list[str]:
    """The lines that may be the title; `Statement by` goes on in the next line."""
    pairs = zip_longest(lines, lines[1:], fillvalue="")
    return [
        f"{line} {following}"
        if _UNFINISHED.search(line) or (is_called(line) and _BY.match(following))
        else line
        for line, following in pairs
    ]


def _above_byline(lines: tuple[str, ...]) -> list[tuple[str, str]]:
    """The first line where the second says who gave the speech."""
    has_byline = len(lines) > 1 and _BYLINE.match(lines[1]) is not None
    return [("text", lines[0])] if has_byline and not _NOT_TITLE.search(lines[0]) else []


def _says_much(stem: str) -> bool:
    return sum(character.isalpha() for character in stem) >= _SHORTEST_TITLE
