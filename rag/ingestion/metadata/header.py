"""The header of a speech: the lines before it begins, which name title, speaker, place and date."""

from __future__ import annotations

import re
from dataclasses import dataclass

from rag.ingestion.clean import Cleaned
from rag.ingestion.source_text import SourceText
from rag.types.text import Span

_SALUTATION = re.compile(
    r"(?:尊敬的)?(?:各位|同志们|女士[们們]|先生[们們]|全[体體]|主席[团團、，]|大[会會]主席)|"
    r"(?:Mr|Madame?|Ms|Mrs|MR|MADAM|MS|MRS)\.? (?:Speaker|President|Chair|SPEAKER|PRESIDENT|CHAIR)|"
    r"Excellencies|(?:My )?[Ff]ellow |Ladies and|Dear |To the (?:C|c)ongress|Thank you",
)
# However long, this line says who speaks, where and when.
_BYLINE = re.compile(
    r"(?:Speech|Remarks|Statement|Address|Lecture)(?: given| delivered)? by (?:[A-Z]|the )"
)
_MOST_LINES = 30
_LONGEST_LINE = 130
_INVISIBLE = re.compile("[\u200b-\u200f\u2060\ufeff\u00ad\u202a-\u202e]")
_FIELD = re.compile(
    r"^\s*([\u4e00-\u9fff][\u4e00-\u9fff\s\u3000]{1,8})\s*[:：]\s*(?:\|\s*)?([^|\n]+)(?=\||$)"
)
_NEXT_FIELD = re.compile(
    r"\|\s*([\u4e00-\u9fff][\u4e00-\u9fff\s\u3000]{1,8})\s*[:：]\s*(?:\|\s*)?([^|\n]+)(?=\||$)"
)


@dataclass(frozen=True, slots=True)
class Head:
    """`lines` of the clean text, `source_lines` lines of the source text (bylines, captions and
    sources included), `fields` that the source gives as `name：value`."""

    lines: tuple[str, ...]
    source_lines: tuple[str, ...]
    fields: dict[str, str]


def head_of(source: SourceText, cleaned: Cleaned) -> Head:
    """Both heads up to the salutation or the first long line."""
    head = Span(_front_matter_end(source), min(len(source.text), 6_000))
    body = _INVISIBLE.sub("", source.shown(head).replace("\r", "\n"))
    return Head(
        lines=tuple(_before_speech(cleaned.text[:4_000])),
        source_lines=tuple(_before_speech(body)),
        fields=_fields(body),
    )


def _front_matter_end(source: SourceText) -> int:
    is_markdown = source.media_type == "text/markdown"
    return source.boilerplate[0].end if is_markdown and source.boilerplate else 0


def _before_speech(text: str) -> list[str]:
    found: list[str] = []
    for raw in text.split("\n"):
        line = re.sub(r"[ \u3000\u00a0\u2003\t]+", " ", raw).strip(" #*_>").strip()
        if not line:
            continue
        if _SALUTATION.match(line) or len(found) >= _MOST_LINES:
            break
        is_long = len(line) > _LONGEST_LINE and "会议" not in line[:60]
        if is_long and not (len(line) <= 2 * _LONGEST_LINE and _BYLINE.match(line)):
            break
        found.append(line)
    return found


def _fields(text: str) -> dict[str, str]:
    """`标　题：| 关于…` -> {"标题": "关于…"}, several to a line."""
    found: dict[str, str] = {}
    for line in text.split("\n")[:40]:
        first = _FIELD.match(line)
        for match in (*([first] if first else []), *_NEXT_FIELD.finditer(line)):
            name = "".join(match[1].split())
            found.setdefault(name, match[2].strip())
    return found
