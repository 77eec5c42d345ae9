"""A rule for sentences whose words layout set on lines of their own: a bold phrase, a link, a small
figure (今年的 / 主要目标 / 是：…; PM / 2.5; the / Clean Air Act / of Norland)."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from itertools import pairwise

from rag.ingestion.clean.joins import joint
from rag.ingestion.clean.lines import Line, filled, is_chinese, is_han, lines_of, width
from rag.ingestion.clean.working_text import Change, WorkingText

# No sentence begins with these.
_NEVER_BEGINS = re.compile(
    r"的(?![确士卢])|是[：:]|了(?!解|不|却|然)|等(?:[，。；、]|\d)|左右[，。；]"
)
# Nor ends with these; 存在, 普及 and their like are words of their own.
_NEVER_ENDS = re.compile(
    r"(?:的|(?<!缓|饱|总|共|温)和|(?<!参|给)与|以及|(?<!存|所|现|潜|内|外|实)在|[把将]|(?<!服)从"
    r"|按照|根据|围绕|锚定|坚持|践行|弘扬|贯彻|打造|构建|秉持|擦亮|[办做抓建用]好)$"
)
# A line that begins with one of these goes on from another.
_MARKS_INSIDE = "，、。；：！？）》」』”"
_CLAUSE_MARK = re.compile(r"[，。；、]")
_CONTINUES = re.compile(r"[，,、。；;：:！？!?）)》」』”]")
_BARE_HEADING = re.compile(r"[（(]?[一二三四五六七八九十\d]{1,3}[）)、.．][^，。；]{2,30}")
_LONGEST_RUN = 40  # columns: twenty Chinese characters
_NARROWEST_PROSE = 14
# A symbol and its index: PM / 2.5, CO / 2.
_SYMBOL = re.compile(r"(?<![A-Za-z])(?:PM|CO|SO|NO|CH|O|N)$")
_INDEX = re.compile(r"\d{1,2}(?:\.\d)?|x")
_OPENING, _CLOSING = "“《「『", "”》」』"
_QUOTE = re.compile(f"[{_OPENING}{_CLOSING}]")
# As far apart the marks of a name in quotation marks may stand.
_LONGEST_NAME = 40
# Words of which each waits for another.
_WAITS = re.compile(
    r"\b(?:the|an?|of|our|their|its|his|her|my|your|this|these|those|every|each)$", re.I
)
_WAITS_FOR_A_NAME = re.compile(
    r"\b(?:to|by|for|in|on|at|from|with|under|through|and|is|was|are|were|called|into|than|as)$"
)
_AFTER_THESE_NO_LIST = re.compile(r"\b(?:by|from|than|with|at|in|on|into|through|under|of)$")
_ARTICLE = re.compile(r"(?:the|an?|our|their|its|his|her|this|these|those) ")
# Items of a list begin with an article or a verb, hardly with these.
_GOES_ON = re.compile(
    r"(?:at|by|on|in|with|from|which|that|who|than|is|was|are|were|has|have|had|and|or) "
)
_SENTENCE_MARK = re.compile(r"[,;.]")
_LONGEST_KEPT = 400
_FEWEST_WORDS = 4
_LONGEST_ENGLISH_RUN = 60


def broken_runs(working: WorkingText) -> Iterator[Change]:
    """A phrase that stood inside a sentence is joined to what stands before and behind it."""
    headings = {working.here(mark.span).start for mark in working.source.headings}
    lines = filled(lines_of(working.text))
    sentence = ""  # the lines before `line` that were joined to it
    for at, (line, following) in enumerate(pairwise(lines)):
        is_apart = _is_apart(line, following, headings)
        is_next = line.end + 1 == following.start
        if not is_apart and _is_symbol(lines, at):
            yield Change(line.start + line.indent + len(line.body), following.start)
        elif not is_apart and _is_one_sentence(lines, at, sentence, is_next=is_next):
            yield from joint(line, following)
        else:
            sentence = ""
            continue
        sentence = f"{sentence} {line.body}"[-_LONGEST_KEPT:]


def _is_apart(line: Line, following: Line, headings: set[int]) -> bool:
    """Whether a sentence, a heading or a row of a table ends with `line`."""
    if line.ends_sentence or following.opens_paragraph or "|" in line.body + following.body:
        return True
    starts = {line.start, line.start + line.indent}
    return bool(starts & headings) or following.start + following.indent in headings


def _is_one_sentence(lines: Sequence[Line], at: int, sentence: str, *, is_next: bool) -> bool:
    line, following = lines[at], lines[at + 1]
    if not is_chinese(line.body[-12:] + following.body[:12]):
        return _in_english(lines, at, sentence, is_next=is_next)
    if _NEVER_BEGINS.match(following.body) and _may_go_on(line):
        return True
    if not is_next:
        return _is_run(lines, at) or _is_half(line, following)
    return _is_run(lines, at) or _waits(lines, at) or _is_quoted(lines, at)


def _is_half(line: Line, following: Line) -> bool:
    """Whether a mark shows that the sentence goes on behind an empty line: `，`, `“`."""
    return following.body[0] in _MARKS_INSIDE or line.body[-1] in _OPENING


def _may_go_on(line: Line) -> bool:
    return (is_han(line.body[-1]) or line.body[-1] in _CLOSING) and not _is_heading(line)


def _is_heading(line: Line) -> bool:
    return _BARE_HEADING.fullmatch(line.body) is not None


def _is_prose(line: Line) -> bool:
    return width(line.body) >= _NARROWEST_PROSE and _CLAUSE_MARK.search(line.body) is not None


def _is_run(lines: Sequence[Line], at: int) -> bool:
    """Whether the next line is a short phrase that the one after it goes on from."""
    if at + 2 >= len(lines) or _is_heading(lines[at]):
        return False
    line, run, rest = lines[at : at + 3]
    is_short = width(run.body) <= _LONGEST_RUN and _CONTINUES.search(run.body) is None
    if not is_short or not (_NEVER_BEGINS.match(rest.body) or rest.body[0] in _MARKS_INSIDE):
        return False
    return _is_prose(line) or _NEVER_ENDS.search(line.body) is not None


def _waits(lines: Sequence[Line], at: int) -> bool:
    """Whether a line of prose ends with a word that never ends a sentence."""
    return _is_prose(lines[at]) and _NEVER_ENDS.search(lines[at].body) is not None


def _is_quoted(lines: Sequence[Line], at: int) -> bool:
    """Whether a name in quotation marks or a book title goes on over the line end."""
    opening = _unclosed(lines[at].body)
    if opening < 0:
        # The name may have begun a line earlier: “双向 / 揭榜 / 挂帅”.
        before = lines[at - 1].body if at and not lines[at - 1].ends_sentence else ""
        is_between = _unclosed(before) >= 0 and _QUOTE.search(lines[at].body) is None
        return is_between and _closes(lines[at + 1].body, _LONGEST_NAME)
    rest = "".join(line.body for line in lines[at + 1 : at + 3])
    return _closes(rest, _LONGEST_NAME - (len(lines[at].body) - opening))


def _unclosed(words: str) -> int:
    """Where the last mark of a quotation stands, if it opens one; -1 otherwise."""
    marks = list(_QUOTE.finditer(words))
    return marks[-1].start() if marks and marks[-1].group() in _OPENING else -1


def _closes(words: str, within: int) -> bool:
    match = _QUOTE.search(words, 0, max(within, 0))
    return match is not None and match.group() in _CLOSING and "。" not in words[: match.start()]


def _is_symbol(lines: Sequence[Line], at: int) -> bool:
    """Whether a symbol and its index meet here."""
    line, following = lines[at], lines[at + 1]
    if _SYMBOL.search(line.body) and _INDEX.fullmatch(following.body):
        return True
    is_index = at > 0 and _INDEX.fullmatch(line.body) and _SYMBOL.search(lines[at - 1].body)
    return bool(is_index) and is_han(following.body[0])


def _in_english(lines: Sequence[Line], at: int, sentence: str, *, is_next: bool) -> bool:
    line, following = lines[at].body, lines[at + 1].body
    after = lines[at + 2].body if at + 2 < len(lines) else ""
    is_run = _is_short_run(line) and _begins_low(following)
    if sentence and (is_run or (line[-1:].isalnum() and following[:1] == ",")):
        return True  # the phrase itself: what stands before it has just been joined to it
    whole = f"{sentence} {line}".strip()
    if _begins_low(whole) or not _is_english_prose(whole):
        return False
    is_name = _is_short_run(following) and _begins_low(after)
    if _WAITS.search(line):
        return is_name or (is_next and (_begins_low(following) or _is_english_prose(following)))
    if is_name and not _begins_low(following):
        return _WAITS_FOR_A_NAME.search(line) is not None
    if is_next and _AFTER_THESE_NO_LIST.search(line) and _begins_low(following):
        return _SENTENCE_MARK.search(following) is not None
    return is_next and is_name and bool(_ARTICLE.match(following) and _GOES_ON.match(after))


def _begins_low(words: str) -> bool:
    return words[:1].isascii() and words[:1].islower()


def _is_short_run(words: str) -> bool:
    return len(words) <= _LONGEST_ENGLISH_RUN and words[-1:].isalnum()


def _is_english_prose(words: str) -> bool:
    """Most words of a title begin with a capital letter, those of a sentence with a small one."""
    found = words.split()
    low = sum(map(_begins_low, found))
    return len(found) >= _FEWEST_WORDS and low * 2 >= len(found)
