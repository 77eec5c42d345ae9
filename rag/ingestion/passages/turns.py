"""Finds who speaks where in a debate, a meeting's minutes or a conversation with the press: each
line that begins with a speaker's label begins a turn.

A speech by one person has none: there have to be two who say something, and labels that only look
like names have to come again.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from rag.ingestion.metadata.person import canonical, person_named
from rag.ingestion.metadata.region import UNITED_STATES
from rag.ingestion.passages.turn_labels import Label, introduced, label_of
from rag.ingestion.passages.turn_trust import trusted
from rag.language.offices import is_anybody
from rag.types.documents import Turn
from rag.types.text import Span

# So much is said by somebody who speaks, in characters: in a list of names nobody does.
_SAID, _SAID_IN_CHINESE = 40, 12
_LONGEST_HEADING = 90
_ENDS = re.compile(r"[.!?…。！？；;：:,，—–-][”’」』）)\]\"']*$|[）)\]]$")
_HAN = re.compile("[\u3400-\u9fff]")
_FEWEST = 2
_NEARLY_ALL = 0.8


@dataclass(frozen=True, slots=True)
class _Begun:
    """A turn that begins at `start`; its words follow from `after`."""

    start: int
    after: int
    label: Label


def turns_in(
    text: str,
    year: int | None,
    *,
    speaker: str | None = None,
    region: str | None = None,
    is_debate: bool = False,
) -> tuple[Turn, ...]:
    """The turns of a debate, in order, without a gap but for headings between them, and for answers
    that name nobody; none where one person speaks. `year` tells leaders of one family name
    apart. `speaker` is whom the head of the text names, `region` for
    whom it speaks. `is_debate`: the format says so, and every
    label is one."""
    begun = list(_begun(text)) if is_debate else _trusted(list(_begun(text)), text, speaker)
    if not begun:
        return ()
    ends = [*(turn.start for turn in begun[1:]), len(text)]
    spans = [Span(turn.start, _end(text, turn, end)) for turn, end in zip(begun, ends, strict=True)]
    names = _names([turn.label for turn in begun], year, is_american=region == UNITED_STATES)
    speaking = {
        name
        for name, span, at in zip(names, spans, begun, strict=True)
        if _says_something(text[at.after : span.end])
    }
    if len(speaking) < _FEWEST:
        return ()
    return tuple(
        Turn(span, name)
        for span, name, at in zip(spans, names, begun, strict=True)
        if not at.label.answers
    )


def main_speaker(turns: Sequence[Turn], characters: int) -> str | None:
    """Who says nearly all of a text of so many `characters`, interrupted by a chair; None where
    several speak, or somebody whom no turn names, as in answers."""
    said: Counter[str] = Counter()
    for turn in turns:
        said[turn.speaker] += len(turn.span)
    for name, most in said.most_common(1):
        is_most = most >= _NEARLY_ALL * (characters - turns[0].span.start)
        return name if is_most and not is_anybody(name) else None
    return None


def _begun(text: str) -> Iterator[_Begun]:
    """Every line that begins with a label. A name that stood with its office or constituency on a
    line of its own begins a turn wherever it stands alone again."""
    alone: set[str] = set()
    for start, line in _lines(text):
        if label := label_of(line):
            yield _Begun(start, start + label.length, label)
        elif name := introduced(line):
            alone.add(name)
            yield _Begun(start, start + len(line), Label(name, None, len(line), sure=True))
        elif line in alone:
            yield _Begun(start, start + len(line), Label(line, None, len(line), sure=True))


def _lines(text: str) -> Iterator[tuple[int, str]]:
    start = 0
    for raw in text.split("\n"):
        line = raw.strip()
        if line:
            yield start + raw.index(line[0]), line
        start += len(raw) + 1


def _trusted(begun: Sequence[_Begun], text: str, speaker: str | None) -> list[_Begun]:
    """Without the labels that begin no turn."""
    are = trusted([turn.label for turn in begun], text, speaker) if begun else []
    return [turn for turn, is_one in zip(begun, are, strict=True) if is_one]


def _names(labels: Sequence[Label], year: int | None, *, is_american: bool) -> list[str]:
    """Who is meant by each label: `Mr SMITH` by the full name that stands elsewhere, an office by
    the name that stood beside it."""
    holders = {label.office: label.name for label in labels if label.office and label.named}
    people = [
        label.name if label.named else holders.get(label.office or "", "") for label in labels
    ]
    plain = [person_named(name, year, is_american=is_american) if name else "" for name in people]
    whole: dict[str, set[str]] = {}
    for name in plain:
        if " " in name:
            whole.setdefault(name.split()[-1].casefold(), set()).add(name)
    return [
        canonical(_whole(name, whole), year) if name else label.name
        for name, label in zip(plain, labels, strict=True)
    ]


def _whole(name: str, whole: dict[str, set[str]]) -> str:
    found = whole.get(name.casefold(), set())
    return next(iter(found)) if len(found) == 1 else name


def _end(text: str, turn: _Begun, end: int) -> int:
    """Where the turn ends: before the heading that stands over the next one."""
    for start, line in reversed(list(_lines(text[turn.after : end]))[1:]):
        if len(line) > _LONGEST_HEADING or _ENDS.search(line):
            break
        if end < len(text):
            end = turn.after + start
    return turn.start + len(text[turn.start : end].rstrip())


def _says_something(said: str) -> bool:
    words = " ".join(said.split())
    return len(words) >= (_SAID_IN_CHINESE if _HAN.search(words) else _SAID)
