"""Claims about web pages: what a reader sees is read, in any markup, in linear time."""

from __future__ import annotations

import time

import pytest

from rag.errors import UnreadableFile
from rag.ingestion.formats.html import read
from rag.ingestion.source_text import SourceText
from rag.types.documents import DocumentWarning, values_of
from rag.types.text import Span

PARTS = ("工作回顾", "工作安排", "十件实事")


def page(body: str, head: str = '<meta charset="utf-8">') -> SourceText:
    return read(f"<html><head>{head}</head><body>{body}</body></html>".encode(), "page.html")


def lines(body: str) -> list[str]:
    return [line for line in page(body).text.split("\n") if line]


def test_blocks_are_lines_and_inline_markup_is_none() -> None:
    assert lines("<div>新增<b>学位</b><span>2400</span>个<br>完成</div><p>下一段</p>") == [
        "新增学位2400个",
        "完成",
        "下一段",
    ]


def test_white_space_is_shown_as_a_browser_shows_it() -> None:
    assert lines("<p>\n  one   <i> two</i>\n three </p>") == ["one two three"]


def test_a_data_table_is_a_line_for_each_row() -> None:
    assert lines(
        "<table><tr><th>指标</th><th>2025年</th></tr>"
        "<tr><td><p>学位</p></td><td>\n<p>2400</p></td></tr></table>"
    ) == ["指标 | 2025年", "学位  | 2400 "]


def test_a_layout_table_is_read_as_blocks() -> None:
    assert lines(
        "<table><tr><td>栏目</td><td><div>第一段</div><div>第二段</div></td></tr></table>"
    ) == [
        "栏目",
        "第一段",
        "第二段",
    ]


def test_navigation_and_hidden_parts_are_marked_not_lost() -> None:
    result = page(
        '<nav>首页</nav><div class="share-bar share">分享</div><p>正文</p>'
        '<p style="display: none">看不见</p><footer>页脚</footer>'
    )
    marked = "".join(span.slice(result.text) for span in result.boilerplate)
    assert all(word in marked for word in ("首页", "分享", "看不见", "页脚"))
    assert "正文" in result.text
    assert "正文" not in marked


def test_scripts_and_styles_are_no_text() -> None:
    assert lines("<script>var a = '<p>假</p>';</script><style>p {}</style><p>真</p>") == ["真"]


def test_headings_are_marked_with_their_level() -> None:
    result = page("<h1>报告</h1><p>正文</p><h3>第三级</h3>")
    assert [(mark.span.slice(result.text), mark.level) for mark in result.headings] == [
        ("报告", 1),
        ("第三级", 3),
    ]


def test_meta_data_are_read() -> None:
    result = page(
        "<p>正文</p>",
        '<meta charset="utf-8"><title>网页 标题</title><meta name="ArticleTitle" content="报告">'
        '<meta name="PubDate" content="2026-02-03"><link rel="canonical" href="https://a.example/1">',
    )
    assert result.properties == {
        "title": "网页 标题",
        "meta_title": "报告",
        "meta_published": "2026-02-03",
        "url": "https://a.example/1",
    }


@pytest.mark.parametrize("charset", ["gb2312", "gbk", "utf-8"])
def test_the_bytes_are_right_and_a_declaration_may_be_wrong(charset: str) -> None:
    data = f'<html><meta charset="{charset}"><p>各位代表，去年完成了任务。</p></html>'.encode()
    assert "各位代表，去年完成了任务。" in read(data, "page.html").text


def test_a_declared_chinese_encoding_is_used() -> None:
    data = '<html><meta charset="gb2312"><p>各位代表</p></html>'.encode("gb18030")
    result = read(data, "page.html")
    assert "各位代表" in result.text
    assert result.encoding == "gb18030"


def test_much_markup_that_shows_nothing_is_refused() -> None:
    with pytest.raises(UnreadableFile, match="next to no text"):
        page("<div></div>" * 2000)


def test_an_unclosed_script_is_told() -> None:
    result = page(
        "<p>这一段看得见，也读得到，后面的都在脚本里。</p><script>var a = 1; <p>不见了</p>"
    )
    assert result.warnings == (DocumentWarning("truncated", values_of(element="script")),)


def test_an_unclosed_comment_hides_nothing() -> None:
    assert "后面的话" in page("<p>前面的话</p><!-- 忘了<p>后面的话</p>").text


@pytest.mark.parametrize(
    "body",
    [
        "<div>" * 200_000 + "深处的一句话也要读得到，一个字都不能少。",
        "<p "
        + " ".join(f'a{n}="{n}"' for n in range(300_000))
        + ">标签里有三十万个属性的一段话，一个字都不能少。</p>",
        "<p>" + "没有换行的一行话" * 400_000 + "</p>",
        "<!--" * 200_000 + "<p>许多没有关上的注释后面的一段话，还要读得到。</p>",
        "<" * 300_000 + "<p>许多小于号后面的一段话，还要读得到，不能丢。</p>",
        "<table><tr><td>" * 30_000 + "表格深处的一句话也要读得到，一个字都不能少。",
        "<base href='file:///etc/'><svg onload=alert(1)>x</svg><p>"
        + "图画旁边的一段话。" * 20
        + "</p>",
    ],
    ids=["deep", "attributes", "one line", "comments", "angles", "tables", "svg"],
)
def test_hostile_markup_is_read_in_time(body: str) -> None:
    started = time.process_time()
    text = page(body).text
    assert "话" in text
    assert time.process_time() - started < 20


def shown(body: str) -> str:
    """The text without the words that are unseen."""
    result = page(body)
    return result.shown(Span(0, len(result.text))).strip()


@pytest.mark.parametrize(
    ("body", "expected"),
    [
        ("<p>收入45<sup>1</sup>亿元</p>", "收入45亿元"),
        ("<p>增长5.2<sup><a href='#n2'>[2]</a></sup>%</p>", "增长5.2%"),
        ("<p>绿地3km<sup>2</sup>，the 20<sup>th</sup> session</p>", "绿地3km2，the 20th session"),
        ("<p>新建<s>68</s>86公里</p>", "新建86公里"),
        ("<p>新建<del>68</del><ins>86</ins>公里</p>", "新建86公里"),
        ("<p>新建<span style='text-decoration: line-through'>68</span>86公里</p>", "新建86公里"),
        ("<p><ruby>捷<rp>(</rp><rt>jié</rt><rp>)</rp></ruby>運</p>", "捷運"),
    ],
)
def test_marks_of_notes_struck_words_and_reading_aids_are_not_shown(
    body: str, expected: str
) -> None:
    assert shown(body) == expected


def test_character_data_sections_are_text() -> None:
    assert lines("<div><![CDATA[<p>新建公路209公里。</p>]]></div>") == ["新建公路209公里。"]


def test_what_a_script_fades_in_is_text() -> None:
    body = '<div style="visibility: hidden; opacity: 0;"><p>正文。</p></div>'
    assert page(body).boilerplate == ()


def test_a_page_whose_text_a_script_writes_is_refused() -> None:
    script = "<script>" + "var a = 1;" * 30 + "</script>"
    with pytest.raises(UnreadableFile, match="a script writes its text"):
        page(f"<div id='app'></div><footer>青川区人民政府 版权所有</footer>{script}")
    assert page(f"<p>全年新建改建农村公路209公里，改造老旧小区24个。</p>{script}").text


@pytest.mark.parametrize(
    ("body", "expected"),
    [
        ("<ol><li>修路</li><li>架桥</li></ol>", ["1. 修路", "2. 架桥"]),
        ("<ol start=3><li><p>修路</p></li><li value=7>架桥</li></ol>", ["3. 修路", "7. 架桥"]),
        ("<ol type=a><li>roads</li><li>ports</li></ol>", ["a. roads", "b. ports"]),
        ("<ol><li>1. 修路</li><li>（2）架桥</li></ol>", ["1. 修路", "（2）架桥"]),
        ("<ol><li></li><li><b>架桥</b></li></ol>", ["2. 架桥"]),
        ("<ol class='list-unstyled'><li>修路</li></ol>", ["修路"]),
        ("<ul style='list-style: none'><li>修路</li></ul>", ["修路"]),
        ("<p>要做：</p><ul><li>修路</li><li>架桥</li></ul>", ["要做：", "• 修路", "• 架桥"]),
        (
            "<p>We will: </p><ul><li>build<ul><li>roads</li></ul></li></ul>",
            ["We will:", "• build", "• roads"],
        ),
        ("<p>首页</p><ul><li>新闻</li></ul>", ["首页", "新闻"]),
        ("<nav><ol><li>首页</li></ol></nav>", ["首页"]),
        ("<li>修路</li>", ["修路"]),
        ("</ol><ol><li>修路</ol><p>完</p>", ["1. 修路", "完"]),
    ],
)
def test_items_of_a_list_bear_the_numbers_and_signs_that_tell_it(
    body: str, expected: list[str]
) -> None:
    assert lines(body) == expected


@pytest.mark.parametrize(
    "opening",
    [
        '<html class="light sidebar-visible"><body><p>修路</p>',
        '<html><body class="has-sidebar no-comments"><p>修路</p>',
        '<html><body><div class="page with-sidebar"><main><p>修路</p></main></div>',
        '<html><body><div class="nav-open"><main class="search"><p>修路</p></main></div>',
    ],
)
def test_the_name_of_the_whole_page_tells_no_part_of_it_as_boilerplate(opening: str) -> None:
    assert read(f"{opening}</body></html>".encode(), "page.html").boilerplate == ()


def test_what_is_hidden_stays_boilerplate() -> None:
    assert page("<div hidden><main><p>修路</p></main></div>").boilerplate


def test_a_list_of_links_into_the_page_is_its_table_of_contents() -> None:
    links = "".join(f"<li><a href='#p{at}'>{words}</a></li>" for at, words in enumerate(PARTS))
    nested = links.replace("</a></li>", "</a><ul><li><a href='#x'>细则</a></li></ul></li>", 1)
    for contents in (f"<ul>{links}</ul>", f"<ol>{links}</ol>", f"<ul>{nested}</ul>"):
        source = page(f"<p>修路30公里。</p>{contents}<h2>工作回顾</h2><p>架桥2座。</p>")
        (span,) = source.boilerplate
        left = source.text[: span.start] + source.text[span.end :]
        assert left.split() == ["修路30公里。", "工作回顾", "架桥2座。"]


@pytest.mark.parametrize(
    "item",
    [
        "<li>修路30公里。<a href='#note1'>1</a></li>",
        "<li><a href='roads.html'>修路</a></li>",
        "<li>修路30公里，架桥2座。</li>",
    ],
)
def test_a_list_of_words_with_links_stays(item: str) -> None:
    assert page(f"<ul>{item * 4}</ul>").boilerplate == ()


def test_two_links_are_no_table_of_contents() -> None:
    assert (
        page("<ul><li><a href='#a'>修路</a></li><li><a href='#b'>架桥</a></li></ul>").boilerplate
        == ()
    )


def test_a_comment_within_a_line_is_a_remark_and_a_block_of_comments_is_boilerplate() -> None:
    assert page("<p>We did it. <span class='comment'>(Applause.)</span></p>").boilerplate == ()
    assert page("<p>We did it.</p><div class='comments'>First!</div>").boilerplate


def test_words_that_a_style_raises_are_the_mark_of_a_note() -> None:
    raised = '<span style="vertical-align: super; font-size: 8px">1</span>'
    assert "45亿元" in shown(f"<p>税收45{raised}亿元，群众满意。</p>")
