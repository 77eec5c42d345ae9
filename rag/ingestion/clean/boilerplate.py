"""Rules for boilerplate, the words that a site puts around a speech: notices of sharing sites,
navigation, bylines, captions, licences."""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import pairwise

from rag.ingestion.clean.lines import Line, filled, lines_of
from rag.ingestion.clean.working_text import Change, WorkingText, disjoint

# Notices that stand inside running text, each up to its own end; with a word that each of them
# has, so that a text without one need not be searched.
_NOTICES = (
    (
        "会员分享",
        re.compile(
            r"《[^《》\n]{1,200}》由会员分享[，,](?:[^\n]{0,600}?上搜索|[^\n。]{0,600})[。.]?"
        ),
    ),
    (
        "学习资料这里找",
        re.compile(r"[?？]?学习资料这里找[+＋]?每周一次[^\s，,。：:]{0,6}?(?:共享|分享)会"),
    ),
    (
        "网",
        re.compile(
            r"(?:本文|内容|文章|资料|文档)?来源(?:于|自)?[:：]?(?:网络|互联网)[^。！!\n]{0,80}"
            r"(?:删除|侵权)(?:[，,]?谢谢)?[。！!]?"
        ),
    ),
)
# These could be said too, so they must be a sentence of their own, but for a label before them.
_SENTENCE_NOTICE = re.compile(
    r"(?:版权归原?作者所有|未经(?:许可|授权)[，,]?(?:不得|禁止|严禁)转载|转载请注明(?:出处|来源)"
    r"|更[多全](?:精彩|相关|最新)?(?:内容|资讯|信息|资料|文档|范文|文章|新闻|下载)[^。！!\n]{0,30}"
    r"(?:尽在|请访问|请关注|请登录))[^。！!\n]{0,40}(?:[。！!]|(?=\n|\Z))"
)
_BEFORE_NOTICE = re.compile(r"(?:\A|[\n。！!？?])((?:[^。！!？?\n，,]{0,8}[:：]|如需|欢迎)?)\Z")
_LONGEST_BEFORE = 10
# `讲话 本文简介：`: the blank before such a label stands where the source began a new part.
_LABEL = re.compile(r"本文(?:简介|内容|摘要)[:：]")
_TITLES = re.compile(r"(?<=讲话|报告|致辞|发言) (?=在\d{4}年|关于|\d{4}年)")

_DATE = r"\d{4}[-/.年]\s?\d{1,2}[-/.月]\s?\d{1,2}日?"
_TIME = r"\d{1,2}[:：时]\d{2}(?:分|[:：]\d{2})?"
_MOMENT = rf"{_DATE}(?:\s*{_TIME})?"
_BOILERPLATE = re.compile(
    r"分享到?[:：]?(?:微信|微博|QQ|朋友圈)?|分享到\S{1,6}|[×|>＞»]|扫一扫(?:在|用)?手机打开当前页面?"
    r"|[》>]{2}.{1,20}[《<]{2}|【?\s*(?:字体|字号)\s*[:：].*|(?:打印|关闭|收藏)(?:本页|窗口)?|返回(?:顶部|首页|列表)"
    r"|(?:上|下)一[篇条][:：]?.{0,60}|(?:浏览|阅读|点击)(?:次数|量|数)\s*[:：]?\s*\d*(?:次)?"
    rf"|(?:[（(]\s*)?(?:信息|稿件|文章)?来源\s*[:：].{{0,40}}|(?:发布|发表|更新|成文)?(?:时间|日期)\s*[:：]\s*(?:{_MOMENT})?"
    rf"|{_DATE}\s*{_TIME}|\d{{4}}-\d{{2}}-\d{{2}}"
    r"|[（(]?(?:责任)?编辑\s*[:：].{0,20}|(?:审核|校对|监制|作者)[:：].{0,20}"
    r"|(?:下载积分|文档格式|上传者)[:：].{0,30}|关键[词字]\s*[:：].{0,80}|↑"
)
_FIELD_LABEL = (
    r"(?:(?:发布|发表|更新|成文)?(?:时间|日期)|(?:信息|稿件|文章)?来源|(?:浏览|阅读|点击)(?:次数|量|数)?"
    r"|作者|(?:责任)?编辑|审核|校对|字[体号]|打印|分享)"
)
# Several fields of a page on one line, each with a short value.
_FIELDS = re.compile(
    rf"(?:{_FIELD_LABEL}\s*[:：]\s*(?:{_MOMENT}|[^\s:：。]{{0,30}})(?:[\s|]+|$)){{2,}}"
)
# 紧接着 and 上接天线 are words of a speech; a page is named by its number or as a 版.
_PAGE_OF_PAPER = (
    r"[（(【]\s*(?:下转|[上紧]接(?!着)(?=\s*(?:第|[A-Z]?\d|[）)】])|[^）)】\n]{0,12}版))\s*第?\s*[A-Z]?[\d一二三四五六七八九十]{0,3}\s*版?"
    r"[^）)】\n]{0,8}[）)】]"
)
_TURNED_PAGE = re.compile(rf"{_PAGE_OF_PAPER}(?:\s*{_PAGE_OF_PAPER})?")
# A label whose value stands on the next line.
_EMPTY_LABEL = re.compile(
    r"(?:信息|稿件)?来源\s*[:：]|(?:发布|发表|更新)?(?:时间|日期)\s*[:：]|(?:浏览|阅读|点击)(?:次数|量|数)\s*[:：]"
    r"|(?:责任)?编辑\s*[:：]|作者\s*[:：]"
)
_PLACE_LABEL = re.compile(r"(?:您|你)?(?:现在|当前|目前)?(?:的|所在)*位置\s*[:：].{0,80}")
_CAPTION = re.compile(
    r".{0,200}(?:(?:记者|通讯员|摄影)[:：\s]*\S{1,4}(?:[ 、]\S{1,6}){0,3}\s*摄"
    r"|(?:报|社|网|台|新闻|客户端|融媒体?)(?:首席|全媒体)?(?:记者|通讯员)[:：\s]*[^\s，。的们]{2,4}"
    r"(?:[ 、]\S{1,6}){0,3})[。]?"
    r"|(?:省长|市长|主席)?[^\s，。]{2,12}(?:同志)?作政府工作报告[。.]?"
)
_SALUTATION = re.compile(r"(?:尊敬的)?(?:各位|同志们|女士们|先生们|朋友们|大家好)")
# The card that a government site puts before a document; its fields are read as metadata.
_CARD_FIELD = (
    r"(?:索引号|主题分类|发文机关|成文日期|标题|发文字号|发布日期|主题词|发布机构|生成日期|公文种类"
    r"|公开方式|公开范围|有效性|名称|文号)[:：]"
)
_CARD_LINE = re.compile(rf"(?:{_CARD_FIELD}\|?[^|]*\|?)+\|?")
_CARD_LINES = 12
_FEWEST_CARD_LINES = 3
_TAIL = re.compile(
    r"相关(?:报道|文档|附件|链接|阅读|新闻|资料|稿件)\s*[:：>》]*.{0,120}|分享到?[:：].{0,10}"
    r"|扫一扫(?:在|用)?手机打开当前页面?|(?:责任)?编辑\s*[:：].{0,20}|Public domain"
    r"|[A-Z][A-Za-z &]{2,60}>>"
    r"|本作品(?:是|来自|在).{0,120}|这部作品在\d{4}年.{0,120}|注[：:]中文维基文库.{0,60}"
    r"|中国共产党的领导人讲话和其它文件是否属于以上范围.{0,200}"
)
# After its end a page has links and licences; a paragraph of this length says that it goes on,
# unless it is a site's own notice.
_PARAGRAPH = 60
_DISCLAIMER = re.compile(r"版权|转载|免责|声明[:：]|本网|本站|copyright", re.I)
# Boilerplate stands in the last lines of a page: this many characters, or half of a short text.
_TAIL_CHARACTERS = 1_500
_HEAD_LINES = 30
_ARROWS = (">", "＞", "»")
_FEWEST_ARROWS = 2
_HEAD_CHARACTERS = 1_000
_SHORT = 20
_VALUE = 30


def notices(working: WorkingText) -> Iterator[Change]:
    """Sharing-site, download and copyright notices inside the text, and advertisements."""
    text = working.text
    found = [
        match.span()
        for word, pattern in _NOTICES
        if word in text
        for match in pattern.finditer(text)
    ]
    for match in _SENTENCE_NOTICE.finditer(text):
        start, end = match.span()
        label = _BEFORE_NOTICE.search(text[max(start - _LONGEST_BEFORE, 0) : start])
        if label and (len(label.group()) > len(label[1]) or start <= _LONGEST_BEFORE):
            found.append((start - len(label[1]), end))
    yield from disjoint(found)


def abstract_labels(working: WorkingText) -> Iterator[Change]:
    """`本文简介：` and its like; the blank before one becomes a line end."""
    for match in _LABEL.finditer(working.text):
        if working.text[match.start() - 1 : match.start()] == " ":
            yield Change(match.start() - 1, match.start(), "\n")
        yield Change(*match.span())


def titles_in_a_row(working: WorkingText) -> Iterator[Change]:
    """Two titles on one line before the speech begins become two lines."""
    for match in _TITLES.finditer(working.text[:_HEAD_CHARACTERS]):
        yield Change(*match.span(), "\n")


def navigation(working: WorkingText) -> Iterator[Change]:
    """The path to a page: `您的位置：` and names between `>`."""
    lines = filled(lines_of(working.text))[:_HEAD_LINES]
    path: set[str] = set()
    if sum(line.body in _ARROWS for line in lines) < _FEWEST_ARROWS and not any(
        _PLACE_LABEL.fullmatch(line.body) for line in lines
    ):
        return
    for before, line in zip([None, *lines], lines, strict=False):
        last = before.body if before else ""
        begins = _PLACE_LABEL.fullmatch(line.body) is not None
        follows = last in _ARROWS and len(line.body) <= _SHORT and line.body not in path
        if begins or follows or (line.body in path and last in path):
            path.add(line.body)
            yield _whole(line)


def boilerplate_lines(working: WorkingText) -> Iterator[Change]:
    """Lines that hold nothing but source, time, font size, editor, buttons."""
    lines = filled(lines_of(working.text))
    for line in lines:
        is_fields = _FIELDS.fullmatch(line.body) is not None
        if len(line.body) <= 120 and (is_fields or _BOILERPLATE.fullmatch(line.body)):
            yield _whole(line)


def turned_pages(working: WorkingText) -> Iterator[Change]:
    """`（下转第四版）` and `（上接第一版）`, with the line end between them."""
    for match in _TURNED_PAGE.finditer(working.text):
        yield Change(*match.span())


def labelled_values(working: WorkingText) -> Iterator[Change]:
    """A label alone on its line and the value on the next: `来源：` / `宁夏日报客户端`."""
    lines = filled(lines_of(working.text))
    for label, value in pairwise(lines):
        if _EMPTY_LABEL.fullmatch(label.body) and len(value.body) <= _VALUE:
            is_next = _BOILERPLATE.fullmatch(value.body) or value.ends_sentence
            if not is_next or re.fullmatch(_MOMENT, value.body):
                yield _whole(value)


def captions(working: WorkingText) -> Iterator[Change]:
    """Captions of photographs before the speech begins: `…本报记者 某某 摄`."""
    for line in filled(lines_of(working.text))[:_HEAD_LINES]:
        if _SALUTATION.match(line.body):
            return
        if len(line.body) <= 250 and _CAPTION.fullmatch(line.body):
            yield _whole(line)


def page_end(working: WorkingText) -> Iterator[Change]:
    """All after the first sign that the page is over: related links, licence, share buttons."""
    lines = filled(lines_of(working.text))
    length = len(working.text)
    for number, line in enumerate(lines):
        left = length - line.start
        if left > min(_TAIL_CHARACTERS, length // 2) or not _TAIL.fullmatch(line.body):
            continue
        if not any(_is_speech(rest) for rest in lines[number:]):
            yield from map(_whole, lines[number:])
            return


def index_cards(working: WorkingText) -> Iterator[Change]:
    """`索引号：… | 主题分类：…`: the card before a document of a government site."""
    head = filled(lines_of(working.text[:_HEAD_CHARACTERS]))[:_CARD_LINES]
    lines = [line for line in head if _CARD_LINE.fullmatch("".join(line.body.split()))]
    if len(lines) >= _FEWEST_CARD_LINES:
        yield from map(_whole, lines)


def _is_speech(line: Line) -> bool:
    return (
        len(line.body) >= _PARAGRAPH
        and line.ends_sentence
        and _DISCLAIMER.search(line.body) is None
    )


def _whole(line: Line) -> Change:
    """The characters of a line; the empty line that is left goes with the empty lines."""
    return Change(line.start, line.end)
