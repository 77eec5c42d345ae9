"""Claims about time: twice as long a text takes twice as long to read, whatever it is made of.

A rule that takes quadratic time over some text turns one file into minutes of a processor. Patterns
do so where a repeat can begin or end at many places before it fails: see `SHAPES`.
"""

from __future__ import annotations

import gc
import time
from collections.abc import Callable
from contextlib import suppress

import pytest

from rag.errors import UnreadableFile
from rag.ingestion.formats import markdown
from rag.ingestion.passages.chunk import DEFAULT_SIZES
from rag.ingestion.read import cut, read_one
from rag.ingestion.source_text import SourceText
from rag.language.vocabulary import Vocabulary

# A text of one thing, again and again.
UNITS = (
    *"aAX1区一 \n\t　Ａ１é😀あ\u200b⽂",
    *"-.。，,(（)）;；:：!?！？、…—*_`~#>+=[]{}<|/\\'\"‘’“”《》·%％$",
    "a-\n", "govern-\nment\n", "1\n", "- 1 -\n", "12,", "1.2", "1 ", "1/", "word ", "Word ",
    "etc. ", "U.S. ", "a b\n", "区 ", "区\n", "区区区区区区区区 ", "一、", "一、区\n",
    "。一、区", "1、\n", "一、区\n二、区\n", "（一）区\n", "第一，", "附件1\n", "第1页",
    "第1页共2页", "2025年", "1.2亿元，", "XX市", "省长王伟", "来源：", "来源于网络",
    "《a》由会员分享，", "更多内容", "记者：", "（》", "“a", "\"a ", "a | b\n", "\n ", " \n",
    "\r\n", "<!--", "**a ", "![", "[a](/", "# a\n```\n", "| ---|", "&lt;",
)  # fmt: skip
# A beginning, a long row of one thing, and an end that does not fit: what searches try in vain.
SHAPES = (
    ("第1页", " ", "x"), ("", "a", "-\nB"), ("", "a", "-\nb"), ("# ", "#", "x"),
    ("# a", " ", "x"), ("区长", " ", "x"), ("。", " ", "x"), ("1", " ", "/x"),
    ("", "（", "》" * 1_000), ("名称：", " ", "|"), ("<!--", "a", "->"), ("图", "　", "x"),
    ("1", "1", "/2\n1/2"), ("在", "年", "会议"), ("[", "a", "]("),
)  # fmt: skip
TEXTS: dict[str, Callable[[int], str]] = {
    **{repr(unit): lambda size, unit=unit: (unit * size)[:size] for unit in UNITS},  # type: ignore[misc]
    **{
        f"{start!r} {row!r} {end!r}": lambda size, start=start, row=row, end=end: (  # type: ignore[misc]
            start + row * size + end
        )
        for start, row, end in SHAPES
    },
    "opening, then closing": lambda size: "（" * (size // 2) + "》" * (size // 2),
    "enumerations in enumerations": lambda size: "一、区\n二、区\n" * (size // 8) + "三、区\n",
    "a long heading": lambda size: "# " + "区" * (size // 2) + "\n" + "市。" * (size // 4),
}
# Both are far above what the clock of a busy machine is off by.
SECONDS_OFF = 0.25
MOST_TIMES = 3
MOST_SECONDS = 10.0


def seconds(text: str, media_type: str) -> float:
    """The processor time that a text takes from its source text to its passages."""
    gc.disable()  # in a process that has run 3,000 tests, one collection takes a third of a second
    started = time.process_time()
    try:
        read(text, media_type)
        return time.process_time() - started
    finally:
        gc.enable()


def read(text: str, media_type: str) -> None:
    source = SourceText(file="a.txt", media_type=media_type, text=text)
    if media_type == markdown.MEDIA_TYPE:
        source = markdown.read(text.encode(), "a.md")
    with suppress(UnreadableFile):  # nothing was left of it
        cut(read_one(source), vocabulary=Vocabulary.bundled(), sizes=DEFAULT_SIZES)


def check(make: Callable[[int], str], media_type: str, size: int) -> None:
    half, whole = (seconds(make(length), media_type) for length in (size // 2, size))
    assert whole <= MOST_TIMES * half + SECONDS_OFF
    assert whole < MOST_SECONDS


@pytest.fixture(scope="module", autouse=True)
def _warm() -> None:
    """Load what is loaded once, so that no text pays for it."""
    seconds("各位代表，We met. 一、区\n" * 40, "text/plain")


@pytest.mark.parametrize("text", TEXTS)
def test_reading_takes_as_long_as_the_text_is(text: str) -> None:
    """Quadratic time shows at this size: 80,000 letters took 17 seconds."""
    check(TEXTS[text], "text/plain", 24_000)


@pytest.mark.parametrize("text", TEXTS)
def test_markdown_takes_as_long_as_the_text_is(text: str) -> None:
    check(TEXTS[text], markdown.MEDIA_TYPE, 12_000)


@pytest.mark.long
@pytest.mark.timeout(1_800)
@pytest.mark.parametrize("media_type", ["text/plain", "text/markdown"])
@pytest.mark.parametrize("text", TEXTS)
def test_a_million_characters_of_anything_are_read_in_seconds(text: str, media_type: str) -> None:
    check(TEXTS[text], media_type, 1_000_000)
