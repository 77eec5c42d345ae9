"""Claims about markup: its signs go, its words stay."""

from __future__ import annotations

import pytest

from rag.ingestion.clean import clean, markup
from rag.types.text import Span
from tests.ingestion.helpers import after, published


@pytest.mark.parametrize(
    ("source", "words"),
    [
        ("# 工作报告 #", "工作报告"),
        ("新建**学校12所**", "新建学校12所"),
        ("*Delivered* by the mayor", "Delivered by the mayor"),
        ("见[公报](https://example.org/a?b=c)。", "见公报。"),
        ("![照片](a.png)开工", "开工"),
        ("> 引用的话", "引用的话"),
        ("5\\* 级", "5* 级"),
        ("前<!-- 不说的 -->后", "前后"),
        ("改造~~68~~86公里", "改造86公里"),
        ("税收45[^1]亿元", "税收45亿元"),
        ("税收45<sup>1</sup>亿元", "税收45亿元"),
        ("税收45^1^亿元", "税收45亿元"),
    ],
)
def test_markdown_signs_are_removed(source: str, words: str) -> None:
    assert after(markup.markdown_signs, source, media_type="text/markdown") == words


@pytest.mark.parametrize(
    "text",
    [
        "a * b * c",
        "3*4=12",
        "[1] 见注",
        "snake_case_word",
        "约 ~~ 两 ~~ 种",
        "[^1]: 初步统计。",
        "面积3m<sup>2</sup>",
        "the 25<sup>th</sup> of May",
    ],
)
def test_signs_that_mean_nothing_in_markdown_stay(text: str) -> None:
    assert after(markup.markdown_signs, text, media_type="text/markdown") == text


def test_markdown_signs_in_plain_text_stay() -> None:
    assert after(markup.markdown_signs, "**注意**") == "**注意**"


def test_marked_navigation_is_removed() -> None:
    text = "首页 新闻\n各位代表，去年我们完成了全部任务。"
    assert clean(published(text, media_type="text/html", boilerplate=(Span(0, 6),))).text == (
        "各位代表，去年我们完成了全部任务。"
    )


def test_a_page_that_calls_its_speech_navigation_keeps_it() -> None:
    text = "各位代表，去年我们完成了全部任务。\n页脚"
    marked = published(text, media_type="text/html", boilerplate=(Span(0, 17),))
    assert clean(marked).text == text


LINKS = "".join(
    f"关于做好今年{month}月份全区重点工程项目建设有关工作的通知\n" for month in range(20)
)
SPEECH = "各位代表：去年改造农村公路612公里。群众满意。\n"


def test_links_that_are_longer_than_the_speech_go_and_the_speech_stays() -> None:
    text = LINKS + SPEECH
    source = published(text, media_type="text/html", boilerplate=(Span(0, len(LINKS)),))
    assert clean(source).text == SPEECH.strip()


def test_a_hidden_speech_beside_links_stays() -> None:
    hidden = Span(len(LINKS), len(LINKS) + len(SPEECH))
    source = published(LINKS + SPEECH, media_type="text/html", boilerplate=(hidden,))
    assert "612公里" in clean(source).text
