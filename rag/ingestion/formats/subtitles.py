"""Reads subtitles (.srt, .vtt): the words without numbers and times, pieces of one sentence in one
line, a new line for each speaker who is named."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from html import unescape
from itertools import pairwise

from rag.ingestion.formats.decode import decode
from rag.ingestion.source_text import Piece, Scribe, SourceText, speaker_label

MEDIA_TYPE = "application/x-subrip"
_TIME = r"(?:(\d{1,3}):)?(\d{1,2}):(\d{2})[,.](\d{1,3})"
_CUE = re.compile(rf"\s*{_TIME}\s*-->\s*{_TIME}.*")
_WEBVTT = re.compile(r"\ufeff?WEBVTT\b")
# What a block of WebVTT may hold beside words; in other subtitles they are words.
_NO_WORDS = re.compile(r"\ufeff?WEBVTT\b.*|NOTE(?:[ \t].*)?|(?:STYLE|REGION)\s*")
_NUMBER = re.compile(r"\s*\d{1,6}\s*")
_STYLE = re.compile(
    r"</?[a-zA-Z][^<>\n]{0,80}>|<[\d:.,]{4,16}>|\{\\[^{}\n]{0,80}\}|\{[a-zA-Z]:[^{}\n]{0,40}\}"
)
_VOICE = re.compile(r"<v(?:\.[\w.-]+)?\s+([^<>\n]{1,80})>")
# Words that appear one by one; then each subtitle shows the line before it once more.
_WORD_TIME = re.compile(r"<\d{1,2}:\d\d(?::\d\d)?[.,]\d{3}>")
_OTHER_SPEAKER = re.compile(r">>+\s*")
_SENTENCE_END = re.compile(r"[。！？!?.…][”’」』）)\"']*$")
# Whoever pauses for so many seconds begins anew, whatever the marks.
_PAUSE = 2.0


@dataclass(slots=True)
class _Cue:
    """One subtitle: when it is shown, in seconds, and its lines."""

    begin: float
    end: float
    lines: list[str] = field(default_factory=list)


def read(data: bytes, file: str) -> SourceText:
    """The words in their order. Raises Undecodable."""
    decoded = decode(data)
    scribe = Scribe()
    is_rolling = _WORD_TIME.search(decoded.text) is not None
    _write(scribe, list(_cues(decoded.text)), is_rolling=is_rolling)
    return SourceText(
        file=file,
        media_type=MEDIA_TYPE,
        text=scribe.text() + "\n" if scribe.position else "",
        encoding=decoded.encoding,
        decoding=decoded.reason,
        unseen=tuple(scribe.unseen),
        warnings=decoded.warnings,
    )


def _write(scribe: Scribe, cues: list[_Cue], *, is_rolling: bool) -> None:
    until, speaker, shown = 0.0, "", ""
    for cue in cues:
        for line in cue.lines:
            for name, words in _said(line, speaker):
                is_new = name != speaker or cue.begin - until > _PAUSE or words.startswith(">>")
                if scribe.position:
                    ended = _SENTENCE_END.search(scribe.last(3))
                    scribe.write("\n" if is_new or (ended and line is cue.lines[0]) else " ")
                label = speaker_label(name) if name != speaker else ""
                scribe.pieces(_pieces(label, words, is_again=is_rolling and words == shown))
                until, speaker, shown = cue.end, name, words


def _said(line: str, speaker: str) -> Iterator[tuple[str, str]]:
    """Who says what on a line that begins in the words of `speaker`."""
    first, *others = _VOICE.split(line)
    for name, part in [(speaker, first), *zip(others[::2], others[1::2], strict=True)]:
        if words := unescape(_STYLE.sub("", part)).strip():
            yield name.strip(), words


def _pieces(label: str, words: str, *, is_again: bool) -> Iterator[Piece]:
    """The words of a line, without the mark of another speaker."""
    mark = _OTHER_SPEAKER.match(words)
    start = mark.end() if mark else 0
    yield Piece(words[:start], is_unseen=True)
    yield Piece(label)
    yield Piece(words[start:], is_unseen=is_again)


def _cues(text: str) -> Iterator[_Cue]:
    """The subtitles; a line that follows an empty one within a subtitle belongs to it too."""
    cue: _Cue | None = None
    is_web = _WEBVTT.match(text) is not None
    for block, following_block in pairwise([*_blocks(text), [""]]):
        times = [at for at, line in enumerate(block) if _CUE.match(line)]
        before = block[: times[0]] if times else block
        # A number names the time behind it, also after an empty line; in WebVTT any line does.
        is_named = bool(times) or _CUE.match(following_block[0]) is not None
        is_name = is_web and bool(times) and len(before) == 1
        has_name = is_name or (is_named and _is_number(before[-1:]))
        if cue and not (is_web and _NO_WORDS.fullmatch(block[0])):
            cue.lines += before[:-1] if has_name else before
        for at, following in zip(times, [*times[1:], len(block)] if times else [], strict=True):
            if cue:
                yield cue
            last = following - (following < len(block) and _is_number(block[following - 1 :][:1]))
            cue = _Cue(*_seconds(block[at]), block[at + 1 : last])
    if cue:
        yield cue


def _blocks(text: str) -> Iterator[list[str]]:
    """Lines between empty ones."""
    block: list[str] = []
    for line in re.split(r"\r\n|\r|\n", text):
        if line.strip():
            block.append(line)
        elif block:
            yield block
            block = []
    if block:
        yield block


def _is_number(block: list[str]) -> bool:
    return len(block) == 1 and _NUMBER.fullmatch(block[0]) is not None


def _seconds(line: str) -> tuple[float, float]:
    match = _CUE.match(line)
    parts = [int(part or 0) for part in match.groups()] if match else [0] * 8
    begin, end = (
        hours * 3600 + minutes * 60 + seconds + thousandths / 1000
        for hours, minutes, seconds, thousandths in (parts[:4], parts[4:])
    )
    return begin, end
