"""Rules for what a format marks as no part of the text: front matter, navigation and the signs of
Markdown."""

from __future__ import annotations

import re
from collections.abc import Iterator

from rag.ingestion.clean.working_text import Change, WorkingText, disjoint
from rag.ingestion.formats.shown import LONGEST_BASE, is_note_mark

_HEADING_SIGN = re.compile(r"^ {0,3}#{1,6}[ \t]+|(?<![ \t])[ \t]+#+[ \t]*$", re.M)
_LONGEST_COMMENT = 20_000
_IMAGE = re.compile(r"!\[[^\]\n]{0,300}\]\([^)\n]{0,1000}\)")
_LINK = re.compile(r"(?<!!)(\[)[^\[\]\n]{1,300}(\]\((?:https?://|/|\.|#|mailto:)[^)\n]{0,1000}\))")
_STRONG = re.compile(r"(\*\*|__)(?=\S)(?:[^*_\n]|\*(?!\*)|_(?!_)){1,2000}?(?<=\S)(\1)")
_EMPHASIS = re.compile(r"(?<![\w*\\])(\*)(?=[^\s*])[^*\n]{1,2000}?(?<=[^\s*\\])(\*)(?![\w*])")
_STRUCK = re.compile(r"(?<!~)~~(?=[^\s~])[^~\n]{1,500}(?<=[^\s~])~~(?!~)")
_NOTE_MARK = re.compile(r"\[\^[^\]\s]{1,30}\](?!:)")
_RAISED = re.compile(r"<sup>([^<>\n]{1,12})</sup>|(?<=\d)\^([^\s^]{1,6})\^")
_RULE = re.compile(r"^ {0,3}(?:[-*_] ?){3,}$|^\|?(?: ?:?-{3,}:? ?\|)+ ?(?::?-{3,}:?)? ?$", re.M)
_QUOTE_SIGN = re.compile(r"^ {0,3}> ?", re.M)
_ESCAPE = re.compile(r"\\(?=[\\`*_{}\[\]()#+.!|>-])")
_MOST_BOILERPLATE = 0.5
_SENTENCE_END = re.compile(r"[。！？；]|[a-z)][.!?;](?=\s|$)")


def front_matter(working: WorkingText) -> Iterator[Change]:
    """The YAML at the head of a Markdown file: it is read as metadata."""
    if working.source.media_type == "text/markdown":
        yield from _boilerplate(working)


def unseen_words(working: WorkingText) -> Iterator[Change]:
    """Struck and hidden words, stand-ins that nobody filled, the marks of notes: they stand in the
    file and not on the page."""
    here = (working.here(span) for span in working.source.unseen)
    yield from disjoint([(span.start, span.end) for span in here if len(span)])


def page_boilerplate(working: WorkingText) -> Iterator[Change]:
    """Navigation, footers, forms and hidden parts of a web page."""
    if working.source.media_type == "text/markdown":
        return
    spans = working.source.boilerplate
    if not spans:
        return
    marked = "".join(working.here(span).slice(working.text) for span in spans)
    if _is_furniture(marked, working.text):
        yield from _boilerplate(working)


def _is_furniture(marked: str, text: str) -> bool:
    """Whether the marks don't mislead: most of the text, or of its sentences, stands outside them.
    A page may have more links than speech, and a script may show what is hidden before."""
    share = len("".join(marked.split())) / max(len("".join(text.split())), 1)
    inside = len(_SENTENCE_END.findall(marked))
    outside = len(_SENTENCE_END.findall(text)) - inside
    if share > _MOST_BOILERPLATE:
        return outside > inside
    return outside > 0 or inside == 0


def markdown_signs(working: WorkingText) -> Iterator[Change]:
    """`#`, `**`, link targets, pictures, rules and escapes; the words between them stay, but for
    struck ones and the marks of notes."""
    if working.source.media_type != "text/markdown":
        return
    taken: list[tuple[int, int]] = []
    taken += _comments(working.text)
    taken += _raised_marks(working.text)
    for pattern in (_IMAGE, _RULE, _HEADING_SIGN, _QUOTE_SIGN, _STRUCK, _NOTE_MARK):
        taken += [match.span() for match in pattern.finditer(working.text)]
    for pattern in (_LINK, _STRONG, _EMPHASIS):
        for match in pattern.finditer(working.text):
            taken += [match.span(1), match.span(2)]
    taken += [match.span() for match in _ESCAPE.finditer(working.text)]
    yield from disjoint(taken)


def _raised_marks(text: str) -> Iterator[tuple[int, int]]:
    for match in _RAISED.finditer(text):
        before = text[max(match.start() - LONGEST_BASE, 0) : match.start()]
        if is_note_mark(match[1] or match[2], before):
            yield match.span()


def _comments(text: str) -> Iterator[tuple[int, int]]:
    """`<!-- … -->`, the shortest; one without an end, or with a far one, is text."""
    start = text.find("<!--")
    while start >= 0:
        end = text.find("-->", start + 4)
        if end < 0:
            return
        if end - start - 4 <= _LONGEST_COMMENT:
            yield start, end + 3
            start = text.find("<!--", end + 3)
        else:
            start = text.find("<!--", max(start + 1, end - 4 - _LONGEST_COMMENT))


def _boilerplate(working: WorkingText) -> Iterator[Change]:
    here = (working.here(span) for span in working.source.boilerplate)
    yield from disjoint([(span.start, span.end) for span in here if len(span)])
