"""Claims about results as text, Markdown and HTML: their contents, and that words stay words."""

from __future__ import annotations

import re
from copy import deepcopy
from html.parser import HTMLParser
from pathlib import Path

import pytest

import speechrag
from speechrag.results import answer_of

CHINESE = "明湖区2025年PM2.5下降了多少？完成目标了吗？"
ENGLISH = "What share of Yunxi's trade was with Belt and Road countries in 2025?"
UNANSWERED = "What colour is the moon of Saturn?"
COMPARED = "PM2.5 fell by how much?"
HOSTILE = (
    "<script>alert(1)</script><img src=x onerror=alert(1)> ![x](http://evil.example/p) \"&'`$x$"
)


class Tags(HTMLParser):
    """The tags of a page, and whether each is closed in its order."""

    def __init__(self, page: str) -> None:
        super().__init__()
        self.seen: list[tuple[str, dict[str, str | None]]] = []
        self.open: list[str] = []
        self.feed(page)
        self.close()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.seen.append((tag, dict(attrs)))
        if not (self.get_starttag_text() or "").endswith("/>"):
            self.open.append(tag)

    def handle_endtag(self, tag: str) -> None:
        if self.open and self.open[-1] == tag:
            self.open.pop()


def spoilt(answer: speechrag.Answer) -> speechrag.Answer:
    """An answer in which every word that comes from a speech is an attack."""
    json = deepcopy(answer._json)
    json["reason"] = HOSTILE
    for statement in json["statements"]:
        statement["text"] = HOSTILE
    for citation in json["citations"]:
        citation["quote"] = f"> {HOSTILE}"
        citation["heading"] = [HOSTILE]
        citation["document"]["title"] = citation["document"]["speaker"] = HOSTILE
        citation["document"]["file"] = HOSTILE
    json["dropped"] = [{"text": HOSTILE, "reason": "no_citation"}]
    json["warnings"] = [{"code": "dates_disagree", "document": None, "detail": HOSTILE}]
    return answer_of(json)


def test_a_text_shows_status_statements_and_where_each_quotation_stands(
    speeches: speechrag.Engine,
) -> None:
    shown = str(speeches.ask(CHINESE))
    assert shown.startswith("有据可答\n")
    assert "  PM2.5年均浓度为每立方米42微克" in shown
    assert "  [1] 明湖区2026年政府工作报告 · 2026-01-15 · 明湖区 · 林知远" in shown
    assert "一、2025年工作回顾 › （二）生态环境方面 · 字符 391–424 · minghu-2026.txt" in shown
    assert "明湖区2025年PM2.5平均浓度：目标41微克，结果42微克，未达目标" in shown
    assert "索引 samples，第 1 版" in shown


def test_words_of_ours_follow_the_language_of_the_question(speeches: speechrag.Engine) -> None:
    for show in ("__str__", "_repr_markdown_", "_repr_html_"):
        chinese = getattr(speeches.ask(ENGLISH, language="zh"), show)()
        english = getattr(speeches.ask(ENGLISH), show)()
        assert "有据可答" in chinese
        assert "引文" in chinese
        assert "Answered from the speeches" in english
        assert "Quotations" in english


def test_where_nothing_answers_the_nearest_passages_are_shown(speeches: speechrag.Engine) -> None:
    answer = speeches.ask(UNANSWERED)
    for shown in (str(answer), answer._repr_markdown_(), answer._repr_html_()):
        assert "No support found" in shown
        assert "Nearest passages" in shown
        assert answer.nearest[0].document.title in shown


def test_a_speech_cannot_put_markup_into_a_notebook(speeches: speechrag.Engine) -> None:
    tags = Tags(spoilt(speeches.ask(CHINESE))._repr_html_())
    assert {tag for tag, _ in tags.seen} == {"div", "style", "p", "strong", "blockquote"}
    assert not [name for _, attributes in tags.seen for name in attributes if name != "class"]
    assert tags.open == []


def test_a_speech_cannot_open_links_images_or_tags_in_markdown(speeches: speechrag.Engine) -> None:
    shown = spoilt(speeches.ask(CHINESE))._repr_markdown_()
    assert not re.search(r"(?<!\\)(?:<|!\[|\[x|\]\(|`|\$)", shown)
    assert "http://" not in shown
    for first in ("# heading", "- item", "1. item", "+ item", "=== rule", "> quote", "| cell"):
        json = deepcopy(speeches.ask(CHINESE)._json)
        json["statements"][0]["text"] = first
        assert f"\n\n{first}" not in answer_of(json)._repr_markdown_()


def test_figures_are_not_taken_for_lists(speeches: speechrag.Engine) -> None:
    json = deepcopy(speeches.ask(CHINESE)._json)
    json["statements"][0]["text"] = "7.4 percent"
    assert "\n\n7.4 percent" in answer_of(json)._repr_markdown_()


def test_control_characters_and_turned_writing_are_not_shown(speeches: speechrag.Engine) -> None:
    json = deepcopy(speeches.ask(CHINESE)._json)
    json["statements"][0]["text"] = "a\x1b[31mb\u202ec"
    answer = answer_of(json)
    for shown in (str(answer), answer._repr_markdown_(), answer._repr_html_()):
        assert not set("\x1b\u202e") & set(shown)


def test_there_are_links_only_where_there_is_a_public_address(folder: Path) -> None:
    with speechrag.open(folder) as engine:
        answer = engine.ask(CHINESE)
        assert "<a" not in answer._repr_html_()
        assert "](" not in answer._repr_markdown_()
    with speechrag.open(folder, public_url="https://speeches.example") as engine:
        answer = engine.ask(CHINESE)
        links = [attributes for tag, attributes in Tags(answer._repr_html_()).seen if tag == "a"]
        assert [link["href"] for link in links] == [c.permalink for c in answer.citations]
        assert f"]({answer.citations[0].permalink})" in answer._repr_markdown_()


def test_an_address_that_is_none_becomes_no_link(folder: Path) -> None:
    with speechrag.open(folder, public_url="javascript:alert(1)//") as engine:
        assert "<a" not in engine.ask(CHINESE)._repr_html_()


def test_a_comparison_is_a_table_and_in_a_notebook_a_chart_too(speeches: speechrag.Engine) -> None:
    table = speeches.compare(COMPARED, by="region")
    page = table._repr_html_()
    tags = Tags(page)
    assert [tag for tag, _ in tags.seen].count("svg") == 1
    assert tags.open == []
    assert "script" not in {tag for tag, _ in tags.seen}
    assert "| 明湖区 | 2.3% |" in table._repr_markdown_()
    assert "明湖区\t2.3%\t" in str(table)
    for shown in (page, table._repr_markdown_(), str(table)):  # all rows tell of one year
        assert "the rows come from different years" not in shown.replace("\\", "")


def test_a_comparison_without_figures_has_no_chart(speeches: speechrag.Engine) -> None:
    table = speeches.compare("明湖区和松岭县各建成多少座跨海大桥？", by="region")
    assert "<svg" not in table._repr_html_()
    assert "未提及" in table._repr_html_()


@pytest.mark.parametrize("show", ["__str__", "_repr_markdown_", "_repr_html_"])
def test_searches_and_documents_are_shown_too(speeches: speechrag.Engine, show: str) -> None:
    assert "明湖区2026年政府工作报告" in getattr(speeches.search("城中村改造"), show)()
    assert "minghu-2026.txt" in getattr(speeches.documents(), show)()


def test_what_python_echoes_is_one_short_line(speeches: speechrag.Engine) -> None:
    for result in (speeches.ask(CHINESE), speeches.search("拆违"), speeches.documents()):
        assert repr(result).startswith("<speechrag.")
        assert len(repr(result)) < 120
        assert "\n" not in repr(result)
