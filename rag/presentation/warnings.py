"""The words of every warning, in Chinese and English: one table, and the functions that read it.

To add a warning, notice it (in rag/ingestion/metadata/warnings.py or in a format reader) and add
its row to WARNINGS. A test walks all rows, and all places under rag/ that make a warning.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from string import Formatter

from rag.presentation.phrases import labelled, listed
from rag.types.answers import Answer, AnswerWarning
from rag.types.documents import Document, DocumentWarning, Value, Values
from rag.types.text import Language

# (Chinese, English)
Pair = tuple[str, str]


@dataclass(frozen=True, slots=True)
class Words:
    """A `short` name for lists, what a code `means`, and the words around its values.

    `{pages}` stands for the value of that name; a list is written with the language's commas. In
    `{names:“%s”}` the words after the colon are written around each item of the list. Words whose
    values are missing are left out."""

    short: Pair
    means: Pair
    around: tuple[Pair, ...] = field(default=())

    def names(self, language: Language) -> set[str]:
        """The values that have words in that language."""
        return {name for pair in self.around for name in _names(_in(pair, language))}


WARNINGS: Mapping[str, Words] = {
    "dates_disagree": Words(
        ("年份矛盾", "dates?"),
        (
            "文中年份互相矛盾，讲话的年份不能确定",
            "the years given in this document disagree, so the year of the speech is uncertain",
        ),
        (
            ("标题写{title}年", "{title} in the title"),
            ("题下写{heading}年", "{heading} under the title"),
            ("正文写{text}年", "{text} in the text"),
            ("文件名写{file_name}年", "{file_name} in the file name"),
            ("注明的日期是{declared_date}年", "{declared_date} as declared"),
            ("原话是{words:“%s”}", "its words are {words:“%s”}"),
        ),
    ),
    "anonymised_names": Words(
        ("隐名", "names"),
        ("有的名称被隐去", "some names are blanked out"),
        (
            ("共{count}处", "in {count} places"),
            ("如{names}", "for instance {names}"),
        ),
    ),
    "scraped_copy": Words(
        ("转载", "copy"),
        (
            "来自文档分享网站的转载，并非原始发布",
            "a copy from a file-sharing site, not the original publication",
        ),
        (
            ("网站是{site}", "the site is {site}"),
            ("已删去网站声明{notices}处", "notices of the site taken out: {notices}"),
            ("已删去文中页码{page_marks}处", "page marks taken out of the text: {page_marks}"),
        ),
    ),
    "truncated": Words(
        ("残缺", "cut off"),
        ("文本不完整", "the text breaks off"),
        (
            ("在句中断开，止于“{last_words}”", "its last words are “{last_words}”"),
            (
                "文件在一个字符中间结束（第{byte}字节）",
                "the file ends inside a character, at byte {byte}",
            ),
            (
                "未闭合的<{element}>吞没了网页的其余部分",
                "an unclosed <{element}> swallows the rest of the page",
            ),
        ),
    ),
    "possible_rewording": Words(
        ("改写", "reworded"),
        (
            "有些用词像是机器替换过的同义词",
            "some words read as if a machine had replaced them by synonyms",
        ),
        (
            ("共{count}种", "{count} phrases"),
            (
                "如{replaced:“%s”似应为“%s”}",
                "such as {replaced:“%s” where “%s” is usual}",
            ),
        ),
    ),
    "attachments": Words(
        ("附件", "attached"),
        (
            "邮件的附件没有读取，请另存后再建索引",
            "what is attached to this mail was not read; save it and index it",
        ),
        (
            ("共{count}个", "files: {count}"),
            ("即{files:“%s”}", "they are {files:“%s”}"),
        ),
    ),
    "low_text_yield": Words(
        ("字少", "little text"),
        ("有的文字缺失", "some of the text is missing"),
        (
            (
                "{of}页中有{count}页几乎没有文字，是图片或空白",
                "{count} of {of} pages hold next to no text, they are pictures or blank",
            ),
            ("第{pages}页", "page {pages}"),
            (
                "文件发布前已丢失{lost}个字符",
                "characters that were lost before this file was published: {lost}",
            ),
            ("第一处在“{around}”", "the first in “{around}”"),
            ("无法辨认的自造字{private}个", "characters that only their font knows: {private}"),
            ("文件里嵌入的{parts}个文件读不出来", "embedded files that cannot be read: {parts}"),
        ),
    ),
    "garbled": Words(
        ("乱码", "garbled"),
        (
            "有的文字无法读出，因为字体没有注明字符",
            "some words cannot be read, for their fonts don't name their characters",
        ),
        (
            ("{of}页中的{count}页", "{count} of {of} pages"),
            ("第{pages}页", "page {pages}"),
            ("略去{characters}个字符", "characters left out: {characters}"),
        ),
    ),
    "much_left_out": Words(
        ("删去较多", "left out"),
        (
            "整理时删去了较多文字，如有误删，请对照原文",
            "much was taken out in cleaning; if in doubt, look at the text as published",
        ),
        (
            ("占全文{percent}%", "{percent}% of the text"),
            ("最长的一处是“{longest}”", "the longest piece is “{longest}”"),
        ),
    ),
    "ocr": Words(
        ("识别", "OCR"),
        ("文字由图像识别得来，可能有误", "the text was read from images and may have errors"),
        (
            ("{of}页中的{count}页", "{count} of {of} pages"),
            ("第{pages}页", "page {pages}"),
        ),
    ),
    "translation_dropped": Words(
        ("译文舍去", "translation"),
        (
            "语言模型的译文与引文数字不一致，没有采用",
            "a language model's translation gives other figures than the quotation: it is left out",
        ),
        (
            ("引文是[{citation}]", "quotation [{citation}]"),
            ("不一致的数字是{figures:“%s”}", "figures that differ: {figures:“%s”}"),
            ("不一致的年份是{years}", "years that differ: {years}"),
        ),
    ),
    "translation_changed": Words(
        ("译文有出入", "translation"),
        (
            "语言模型的译文改变了句意（已完成或计划中，上升或下降），没有采用",
            "a language model's translation does not say the same (done or planned, risen or "
            "fallen): it is left out",
        ),
        (("引文是[{citation}]", "quotation [{citation}]"),),
    ),
    "translation_failed": Words(
        ("没有译文", "no translation"),
        ("语言模型没有给出译文", "the language model gave no translation"),
        (
            ("引文是[{citation}]", "quotation [{citation}]"),
            ("原因是{failure}", "because {failure}"),
        ),
    ),
    "answerer_failed": Words(
        ("改用原句", "fell back"),
        ("下面引用的是讲话原句", "these are the speakers' own words"),
        (
            (
                "语言模型没有给出可用的回答（{failure}）",
                "no usable answer came from the language model ({failure})",
            ),
            (
                "语言模型写的{unproven}句都没有通过核对",
                "nothing that the language model wrote could be verified (sentences: {unproven})",
            ),
        ),
    ),
}


def warning_words(warning: DocumentWarning | AnswerWarning, language: Language) -> str:
    """What a warning means, and its values; a code without a row is shown as it is."""
    row = WARNINGS.get(warning.code)
    if row is None:
        return warning.code.replace("_", " ")
    meaning, told = _in(row.means, language), _told(row, warning.values, language)
    return labelled(meaning, told, language) if told else meaning


def short_words(code: str, language: Language) -> str:
    """A word or two for a list of documents; a code without a row is shown as it is."""
    return _in(WARNINGS[code].short, language) if code in WARNINGS else code


def cautions(answer: Answer) -> Iterator[tuple[Document, list[str]]]:
    """Each document that the answer rests on and that carries warnings, with their words in the
    language of the question."""
    language = answer.question.language
    documents = {c.quote.passage.document.id: c.quote.passage.document for c in answer.citations}
    for id, document in documents.items():
        notes = [warning_words(w, language) for w in answer.warnings if w.document == id]
        if notes:
            yield document, notes


def _told(row: Words, values: Values, language: Language) -> str:
    """The values with the words around them."""
    given = {name: _writable(value, language) for name, value in values}
    templates = (_in(pair, language) for pair in row.around)
    try:
        told = [text.format(**given) for text in templates if given.keys() >= _names(text)]
    except (TypeError, ValueError):  # a value of another form than ingestion makes
        return ""
    return ("，" if language == "zh" else "; ").join(told)


class _List:
    """A list as a template writes it: its items side by side, each in the words of the format."""

    def __init__(self, items: tuple[object, ...], language: Language) -> None:
        self._items = items
        self._language = language

    def __format__(self, around_each: str) -> str:
        written = (around_each % item if around_each else item for item in self._items)
        return listed(written, self._language)


def _writable(value: Value, language: Language) -> object:
    return _List(value, language) if isinstance(value, tuple) else value


def _names(template: str) -> set[str]:
    return {name for _, name, _, _ in Formatter().parse(template) if name}


def _in(pair: Pair, language: Language) -> str:
    return pair[0] if language == "zh" else pair[1]
