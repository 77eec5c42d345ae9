"""Tells texts that are no speeches: code, style sheets, settings, logs, tables, data, markup.

Only what holds for nearly all of a text counts, so that a speech with a table or a list of links in
it stays a speech. Bytes are read as characters of Latin-1: what tells such files is ASCII.
"""

from __future__ import annotations

import codecs
import csv
import json
import re
from collections.abc import Callable, Sequence
from itertools import islice

_SAMPLE_BYTES = 16 * 1024
_MOST_LINES = 400
_LARGEST_JSON = 8 * 1024 * 1024
_UTF_16 = (codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)

_JSON = re.compile(r"\s*(?:\{\s*(?:\"[^\"\n]{1,80}\"\s*:|\}\s*$)|\[\s*[\[{\"\d-])")
_XML = re.compile(r"\s*<(?:\?xml\b|!DOCTYPE\s|[\w.:-]{1,40}\s[^<>]{0,400}\bxmlns)")
_FEED = re.compile(
    r"\s*(?:<(?:\?[^<>]{0,400}|!--(?:[^-]|-(?!->)){0,2000}--)>\s*){0,8}"
    r"<(?:rss\b|(?:\w{1,20}:)?feed\b[^<>]{0,2000}\bxmlns|rdf:RDF\b[^<>]{0,2000}\brss\b)"
)
_MARKUP = re.compile(r"\s*(?:<\?xml\b|<!DOCTYPE\b|<[A-Za-z][\w:.-]*(?:\s[^<>]*)?/?>)")
_CLOSING = re.compile(r"</[A-Za-z]")
_FEWEST_CLOSING = 3

_COMMENT = re.compile(r"/\*.*?\*/", re.S)
_DECLARATION = re.compile(r"\s*(?:[\w*-]{1,60}\s*:.*|@[\w-]+\b.*)\s*", re.S)
# The selectors before the braces may be longer than what stands between them.
_STYLE_SHARE = 0.25
# How a line of a programming language ends, and how it begins; what is longer is prose, or is told
# by its marks.
_CODE_ENDS = ("{", "}", "(", "[", "=>", "&&", "||", "\\", "};", "});", "},")
# So do the clauses of a declaration and the items of a list: it takes a mark that prose has not.
_CLAUSE_ENDS = (";", ",")
_CODE_MARK = re.compile(r"[{}=<>$_|]|\w[(\[]|\([)'\"]|&&|::|->|\w\w\.[a-z_]\w")
# {Opening music}, as some transcripts have it.
_STAGE = re.compile(r"\{\s*[^\W\d_][^{}:;=<>()]*\}")
# A ruler is no mark of anything.
_RULER = re.compile(r"([^\w\s]|_)\1{2,}")
_CODE_START = re.compile(
    r"[)\]}]|/\*|#include|#define|#!|<\?php|"
    r"(?:async )?(?:def|func|fn|function|sub) \w+ ?\(|class \w+ ?[:({]|"
    r"from [\w.]+ import |import [\w.]+(?: as \w+)?$|"
    r"(?:if|for|while|elif|with|try|except|else)\b[^.]*:$|"
    r"(?:then|do|done|fi|esac|else|end|pass|break|continue)$|"
    r"(?:return|var|let|const|echo|print|export|set|local) [\w$\"'({\[]+[^,. ]*$|"
    r"[\w.\[\]\"'$@-]+ ?(?:: ?\w+ ?)?[-+*/|:]?= ?\S|(?:await )?\w[\w.]*\(.*\)$"
)
_LONGEST_CODE_LINE = 200
# A remark of a programmer, which says nothing for or against.
_REMARK = re.compile(r"\s*(?:#(?!\w)|\*|//|--|\"\"\")")
# Two bytes in three of a text are no ASCII: it is Chinese, whatever stands between.
_MOST_FOREIGN = 0.5
_CODE_MARKS = frozenset("{}();=<>[]|&$_")
_MARK_SHARE = 0.1
_CODE_SHARE = 0.5
_FEWEST_CODE_LINES = 3
_CODE_WORD = re.compile(r"\b(?:function|return|const|var|let|import|export|typeof)\b|=>|&&|\|\|")

_STAMP = re.compile(
    r"\W{0,3}(?:\d{4}[-/]\d\d[-/]\d\d[T _]\d\d:\d\d|\d{1,3}(?:\.\d{1,3}){3}\s|"
    r"(?:[A-Z][a-z]{2} )?[A-Z][a-z]{2} [ \d]?\d \d\d:\d\d:\d\d|\d\d:\d\d:\d\d[.,]\d{3}\s|"
    r"\d{1,2}/[A-Z][a-z]{2}/\d{4}[: ]|[IWEF]\d{4} \d\d:\d\d)"
)
_LEVEL = re.compile(
    r"\b(?:TRACE|DEBUG|INFO|NOTICE|WARN(?:ING)?|ERROR|FATAL|CRITICAL|GET|POST|PUT|HEAD)\b|"
    r"\b\w+\[\d+\]:|\b(?:info|warn|warning|error|debug)[\]:]|\w=\S"
)
_LOG_SHARE = 0.6
_LEVEL_SHARE = 0.5
_FEWEST_LOG_LINES = 3

_SETTING = re.compile(r"\s*(?:\[[^\[\]\n]{1,80}\]|[\w.$ \\/-]{1,60}\s*=.*|[;#].*)\s*$")
_SECTION = re.compile(r"\s*\[[A-Za-z.{][^\[\]\n]{0,80}\]\s*$")
_ASSIGNED = re.compile(r"\s*[\w.$ \\/-]{1,60}\s*=")
_FEWEST_SETTINGS = 3

_ADDRESS = re.compile(r"\s*(?:https?|ftp)://\S+\s*$")
_CODED = re.compile(r"[A-Za-z0-9+/=_-]{48,}\s*$|-----(?:BEGIN|END) [A-Z ]+-----\s*$")
_FEWEST_LINES = 3

_SEPARATORS = ",\t;|"
_PROSE_SEPARATORS = ",;"
_FIGURE = re.compile(r"\W*\d[\d.,/:%-]*\s*")
_FIGURE_SHARE = 0.3
_FEWEST_ROWS, _FEWEST_COLUMNS = 4, 3
_LONGEST_HEADER = 80


def reason_of(data: bytes) -> str:
    """The code of why a text is no speech; empty for one that may be."""
    text = _sample(data)
    lines = [line for line in text.split("\n") if line.strip()][:_MOST_LINES]
    if not lines:
        return ""
    return next((reason for test, reason in _TESTS if test(data, text, lines)), "")


def _sample(data: bytes) -> str:
    """The beginning of a text, up to its last whole line."""
    part = data[:_SAMPLE_BYTES].removeprefix(codecs.BOM_UTF8)
    is_wide = data.startswith(_UTF_16)
    text = part.decode("utf-16" if is_wide else "latin-1", "replace")
    text = text.replace("\r\n", "\n").replace("\r", "\n")
    is_cut = len(data) > _SAMPLE_BYTES and "\n" in text
    return text.rpartition("\n")[0] if is_cut else text


def _is_json(data: bytes, text: str, lines: Sequence[str]) -> bool:
    """One value, or one a line."""
    if not _JSON.match(text):
        return False
    return _is_value(data) or all(map(_is_object, lines[:_FEWEST_LINES])) or "{" in text[:80]


def _is_value(data: bytes | str) -> bool:
    if len(data) > _LARGEST_JSON:
        return False
    try:
        json.loads(data)
    except (ValueError, RecursionError):
        return False
    return True


def _is_object(line: str) -> bool:
    return line.lstrip()[:1] in "{[" and _is_value(line.rstrip().rstrip(","))


def _is_feed(data: bytes, text: str, lines: Sequence[str]) -> bool:
    return _FEED.match(text) is not None


def _is_xml(data: bytes, text: str, lines: Sequence[str]) -> bool:
    return _XML.match(text) is not None


def _is_markup(data: bytes, text: str, lines: Sequence[str]) -> bool:
    return bool(_MARKUP.match(text)) and len(_CLOSING.findall(text)) >= _FEWEST_CLOSING


def _is_style(data: bytes, text: str, lines: Sequence[str]) -> bool:
    """A style sheet is rules from its beginning to its end: much of it stands between braces, and
    nearly all of that is names with values."""
    rules = _COMMENT.sub("", text)
    blocks = [block.rpartition("{")[2] for block in rules.split("}")[:-1] if "{" in block]
    parts = [part for block in blocks for part in block.split(";") if part.strip()]
    told = sum(len(part) for part in parts if _DECLARATION.fullmatch(part))
    return told > _CODE_SHARE * sum(map(len, parts)) and told > _STYLE_SHARE * len(rules)


def _is_code(data: bytes, text: str, lines: Sequence[str]) -> bool:
    if len(text) - len(text.encode("ascii", "ignore")) > _MOST_FOREIGN * len(text):
        return False
    text = _RULER.sub("", text)
    marks = sum(text.count(mark) for mark in _CODE_MARKS)
    if marks > _MARK_SHARE * len(text) and len(_CODE_WORD.findall(text)) >= _FEWEST_CODE_LINES:
        return True
    written = [line for line in lines if not _REMARK.match(line)]
    found = sum(map(_is_code_line, written))
    return found >= _FEWEST_CODE_LINES and found > _CODE_SHARE * len(written)


def _is_code_line(line: str) -> bool:
    line = line.strip()
    if len(line) > _LONGEST_CODE_LINE or _STAGE.fullmatch(line):
        return False
    if line.endswith(_CODE_ENDS) or _CODE_START.match(line):
        return True
    return line.endswith(_CLAUSE_ENDS) and _CODE_MARK.search(line) is not None


def _is_log(data: bytes, text: str, lines: Sequence[str]) -> bool:
    """Most lines begin with a time, as those of a transcript may, and tell what a program does."""
    stamped = [line for line in lines if _STAMP.match(line)]
    told = sum(_LEVEL.search(line) is not None for line in stamped)
    return (
        len(stamped) >= _FEWEST_LOG_LINES
        and len(stamped) > _LOG_SHARE * len(lines)
        and told > _LEVEL_SHARE * len(stamped)
    )


def _is_settings(data: bytes, text: str, lines: Sequence[str]) -> bool:
    assigned = sum(_ASSIGNED.match(line) is not None for line in lines)
    has_section = any(map(_SECTION.match, lines))
    return (
        all(map(_SETTING.match, lines))
        and assigned >= (1 if has_section else _FEWEST_SETTINGS)
        and assigned * 2 >= len(lines)
    )


def _is_coded(data: bytes, text: str, lines: Sequence[str]) -> bool:
    return len(lines) >= _FEWEST_LINES and all(map(_CODED.match, lines[:-1]))


def _is_addresses(data: bytes, text: str, lines: Sequence[str]) -> bool:
    return len(lines) >= _FEWEST_LINES and all(map(_ADDRESS.match, lines))


def _is_table(data: bytes, text: str, lines: Sequence[str]) -> bool:
    """Every row has as many cells as the first, whose cells are short; where a blank follows the
    separator, as in prose, many are figures."""
    return any(
        lines[0].count(separator) >= _FEWEST_COLUMNS - 1 and _has_rows(text, separator)
        for separator in _SEPARATORS
    )


def _has_rows(text: str, separator: str) -> bool:
    try:
        rows = list(islice(csv.reader(text.split("\n"), delimiter=separator), _MOST_LINES))
    except csv.Error:
        return False
    rows = [row for row in rows if row]
    return (
        len(rows) >= _FEWEST_ROWS
        and all(len(row) == len(rows[0]) for row in rows)
        and max(map(len, rows[0])) <= _LONGEST_HEADER
        and not (separator in _PROSE_SEPARATORS and _are_clauses(rows))
    )


def _are_clauses(rows: Sequence[Sequence[str]]) -> bool:
    """Whether cells follow each other as the parts of sentences do, and few are figures."""
    cells = [cell for row in rows for cell in row[1:] if cell.strip()]
    spaced = sum(cell[0] == " " for cell in cells)
    figures = sum(_FIGURE.fullmatch(cell) is not None for cell in cells)
    return spaced * 2 > len(cells) and figures < _FIGURE_SHARE * len(cells)


_Test = Callable[[bytes, str, Sequence[str]], bool]
_TESTS: tuple[tuple[_Test, str], ...] = (
    (_is_json, "json"),
    (_is_feed, "feed"),
    (_is_xml, "other-xml"),
    (_is_markup, "page-source"),
    (_is_settings, "settings-text"),
    (_is_log, "log-text"),
    (_is_style, "style-text"),
    (_is_code, "code-text"),
    (_is_coded, "coded"),
    (_is_addresses, "addresses"),
    (_is_table, "table"),
)
