"""Reads subtitles (.srt, .vtt): the words without numbers and times, pieces of one sentence in one
line."""

from __future__ import annotations

import re

from rag.ingestion.formats.decode import decode
from rag.ingestion.source_text import Scribe, SourceText

MEDIA_TYPE = "application/x-subrip"
_TIME = r"(?:(\d{1,3}):)?(\d{2}):(\d{2})[,.](\d{3})"
_CUE = re.compile(rf"\s*{_TIME}\s*-->\s*{_TIME}[^\n]*")
_BLOCK_END = re.compile(r"\n[ \t]*\n")
_STYLE = re.compile(r"</?[a-zA-Z][^<>\n]{0,80}>|<[\d:.,]{4,16}>|\{\\?[a-zA-Z][^{}\n]{0,80}\}")
_VOICE = re.compile(r"<v(?:\.[\w.-]+)?\s+([^<>\n]{1,80})>")
_HAN = re.compile("[\u3400-\u9fff]")
# Words that appear one by one; then each subtitle shows the line before once more.
_WORD_TIME = re.compile(r"<\d\d:\d\d:\d\d[.,]\d{3}>")
_SENTENCE_END = re.compile(r"[。！？!?.…][”’」』）)\"']*$")
# Whoever pauses for so many seconds begins anew, whatever the marks.
_PAUSE = 2.0


def read(data: bytes, file: str) -> SourceText:
    """The words in their order. Raises Undecodable."""
    decoded = decode(data)
    scribe = Scribe()
    until = 0.0
    for block in _BLOCK_END.split(decoded.text.replace("\r\n", "\n")):
        begin, end, words = _cue(block)
        if not words:
            continue
        if scribe.position:
            is_new = begin - until > _PAUSE or _SENTENCE_END.search(scribe.last(3))
            scribe.write("\n" if is_new else " ")
        scribe.write(words)
        until = end
    return SourceText(
        file=file,
        media_type=MEDIA_TYPE,
        text=scribe.text() + "\n" if scribe.position else "",
        encoding=decoded.encoding,
        decoding=decoded.reason,
        warnings=decoded.warnings,
    )


def _cue(block: str) -> tuple[float, float, str]:
    """Begin and end in seconds and the words of one subtitle; no words for notes and styles."""
    lines = block.strip("\n").split("\n")
    for at, line in enumerate(lines[:3]):
        match = _CUE.match(line)
        if match:
            times = [int(part or 0) for part in match.groups()]
            words = " ".join(_STYLE.sub("", line).strip() for line in lines[at + 1 :])
            return _seconds(times[:4]), _seconds(times[4:]), words.strip()
    return 0.0, 0.0, ""


def _seconds(times: list[int]) -> float:
    hours, minutes, seconds, thousandths = times
    return hours * 3600 + minutes * 60 + seconds + thousandths / 1000
