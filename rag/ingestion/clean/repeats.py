"""Rules for text that a source gives twice: an abstract that repeats the opening of the body, a
title shown in the page and again in the text, a long paragraph pasted twice."""

from __future__ import annotations

import re
from collections.abc import Iterator

from rag.ingestion.clean.lines import filled, lines_of, width
from rag.ingestion.clean.working_text import Change, WorkingText

# The opening is looked for in the first characters only; a refrain later on is the speaker's.
_HEAD_CHARACTERS = 6_000
_SEED = 24
_SHORTEST_OPENING = 60
# Between the abstract and the body stand at most a title and a label.
_WIDEST_GAP = 120
_HEAD_LINES = 20
_SHORTEST_TITLE = 8
_NARROWEST_TITLE = 20
# In columns: votes of a parliament are recorded in the same words again and again.
_WIDE_PARAGRAPH = 160
# What stands before the beginning of an abstract: nothing, a line end, a label, a sentence.
_BEGINS_AFTER = "\n:：。！？!?.…—”』」）)】"
_CLAUSE_END = re.compile(r"[，,。；;！!]|\.\s")
_INSIGNIFICANT = re.compile(r"\W+")


def repeated_opening(working: WorkingText) -> Iterator[Change]:
    """An abstract that begins as the body does and breaks off: the body is the whole copy."""
    head = working.text[:_HEAD_CHARACTERS]
    found = _longest_repeat(_INSIGNIFICANT.sub("", head))
    if found is None:
        return
    places = [at for at, character in enumerate(head) if not _INSIGNIFICANT.match(character)]
    first, second, length = found
    start = places[first]
    # The title between abstract and body stays where it is not a copy of one before.
    end = places[first + length - 1] + 1
    between = head[end : places[second]]
    is_prose = len(_CLAUSE_END.findall(head[start:end])) > 1
    breaks_off = not head[end : end + 1].strip() or head[end] not in "。！？!?；;，,、”"
    before = head[:start].rstrip(" \u3000")
    begins = not before or before[-1] in _BEGINS_AFTER
    if len(between.strip()) <= _WIDEST_GAP and is_prose and breaks_off and begins:
        title = between.strip()
        known = len(title) >= _SHORTEST_TITLE and title in head[:start]
        yield Change(start, places[second] if known or not title else end)


def _longest_repeat(plain: str) -> tuple[int, int, int] | None:
    """(first, second, length) of the earliest row of characters that is soon said again. Every
    row that is long enough holds one of the seeds."""
    for at in range(0, len(plain) - _SEED + 1, _SHORTEST_OPENING - _SEED):
        second = plain.find(plain[at : at + _SEED], at + _SEED)
        if second < 0:
            continue
        before, after = _extended(plain, at, second)
        first, length = at - before, before + after
        if length >= _SHORTEST_OPENING and second - before - (first + length) <= _WIDEST_GAP:
            return first, second - before, length
    return None


def _extended(plain: str, first: int, second: int) -> tuple[int, int]:
    """How many characters before and after two places are the same, where the rows that they
    make do not reach into each other."""
    most = second - first
    before = after = 0
    while before < min(first, most) and plain[first - before - 1] == plain[second - before - 1]:
        before += 1
    most = min(most - before, len(plain) - second)
    while after < most and plain[first + after] == plain[second + after]:
        after += 1
    return before, after


def repeated_titles(working: WorkingText) -> Iterator[Change]:
    """Of a title line that stands several times before the speech begins, the first is kept."""
    seen: set[str] = set()
    for line in filled(lines_of(working.text))[:_HEAD_LINES]:
        if line.ends_sentence:
            return
        key = "".join(line.body.split())
        if width(key) >= _NARROWEST_TITLE and key in seen:
            yield Change(line.start, line.end)
        seen.add(key)


def repeated_paragraphs(working: WorkingText) -> Iterator[Change]:
    """Long paragraphs that were pasted twice, word for word: the first are kept. A paste goes on
    from one paragraph to the next, or stands right behind its original; a vote, an oath or a
    formula comes again by itself, or more than twice, and all its places are the speaker's."""
    lines = filled(lines_of(working.text))
    places: dict[str, list[int]] = {}
    for at, line in enumerate(lines):
        if line.ends_sentence and width(line.body) >= _WIDE_PARAGRAPH:
            places.setdefault("".join(line.body.split()), []).append(at)
    again = {found[1]: found[0] for found in places.values() if len(found) == 2}
    for at, first in again.items():
        goes_on = again.get(at - 1) == first - 1 or again.get(at + 1) == first + 1
        if goes_on or first == at - 1:
            yield Change(lines[at].start, lines[at].end)
