"""The words of the reading page and its kin, in Chinese and English."""

from __future__ import annotations

from collections.abc import Mapping

from rag.types.text import Language, PartialDate

# (Chinese, English)
Pair = tuple[str, str]

_WORDS: Mapping[str, Pair] = {
    "ask": ("提问", "Ask"),
    "skip": ("跳到正文", "Skip to the speech"),
    "documents": ("文件", "Documents"),
    "figures": (
        "划线的数字共 {} 处：指向它，或用 Tab 键移到它，可见它被读作什么。",
        "Figures underlined: {}. Point at one, or go to it with Tab, to see how it was read.",
    ),
    "figures_with_keys": (
        "划线的数字共 {} 处：指向它，或用 Tab 键和左右方向键移到它，可见它被读作什么。",
        "Figures underlined: {}. Point at one, or go to it with Tab and the arrow keys, to see how "
        "it was read.",
    ),
    "past_figures": ("跳过这些数字", "Skip the figures"),
    "about": ("关于这篇讲话", "About this speech"),
    "warnings": ("读者须知", "What to beware of"),
    "report": ("提取记录", "How it was read"),
    "evidence": ("依据", "Where this was read"),
    "cleaning": ("清理规则", "What cleaning did"),
    "rule": ("规则", "Rule"),
    "removed": ("删去", "Removed"),
    "replaced": ("替换", "Replaced"),
    "characters_counted": ("以字符计", "in characters"),
    # Facts and entries of the report.
    "title": ("标题", "Title"),
    "speaker": ("讲话人", "Speaker"),
    "speakers": ("发言人", "Who speaks"),
    "institution": ("机构", "Institution"),
    "date": ("日期", "Date"),
    "region": ("地区", "Region"),
    "occasion": ("场合", "Occasion"),
    "language": ("语言", "Language"),
    "characters": ("字符数", "Characters"),
    "pages": ("页数", "Pages"),
    "file": ("来源文件", "Source file"),
    "address": ("发布网址", "Published at"),
    "media_type": ("文件类型", "Kind of file"),
    "encoding": ("编码", "Encoding"),
    "published": ("原文字符", "Characters as published"),
    "kept": ("保留字符", "Characters kept"),
    "removed_count": ("删去字符", "Characters removed"),
    "replaced_count": ("替换字符", "Characters replaced"),
    "joins": ("接合断行", "Lines joined"),
    "tables": ("表格", "Tables"),
    "same_text_as": ("正文相同的文件", "Same text as"),
    "digest": ("文件摘要（SHA-256）", "Digest of the file (SHA-256)"),
    # What a reader can do.
    "original": ("打开原始文件", "Open the file as published"),
    "show_removed": ("显示清理时删去的内容", "Show what cleaning removed"),
    "hide_removed": ("隐藏删去的内容", "Hide what cleaning removed"),
    "to_quotation": ("回到引文", "Back to the quotation"),
    "permalink": ("引文链接", "Link to this quotation"),
    "document_link": ("本页链接", "Link to this speech"),
    "pdf": ("原始页面", "The page as published"),
    "page_before": ("上一页", "Page before"),
    "page_after": ("下一页", "Next page"),
    "pdf_page": ("第 {} 页", "Page {}"),
    "pdf_unmarked": (
        "引文无法在这一页上自动标出，请对照左侧文字。",
        "The quotation could not be marked on this page; compare the text.",
    ),
    "pdf_failed": ("无法显示这个 PDF 文件。", "This PDF file cannot be shown."),
    "was": ("原文作“{}”", "published as “{}”"),
    "glosses": (
        "指向一个词，或用 Tab 键移到引文中的词上，即可看到词典中的中文释义。",
        "Point at a word, or go to a word of the quotation with Tab, to see what a dictionary says "
        "of it.",
    ),
    # What became of a link.
    "newer": (
        "链接所指的版本已被取代，这里是同一来源文件的最新版本。",
        "The edition that the link was made for has been replaced; this is the newest edition of "
        "its source.",
    ),
    "newer_without_words": (
        "链接所指的版本已被取代。在同一来源文件的最新版本中，已找不到所引的这句话。",
        "The edition that the link was made for has been replaced, and in the newest edition of "
        "its source the quoted words no longer stand.",
    ),
    "no_such_words": (
        "链接所引的话不在这篇讲话里，链接可能已被改动。",
        "The words that the link quotes do not stand in this speech; the link may have been "
        "changed.",
    ),
    "moved": (
        "所引的话不在链接所说的位置，已在下文中找到并标出。",
        "The quoted words do not stand where the link says; they were found and marked below.",
    ),
    "gone": ("没有这篇讲话", "There is no such speech"),
    "gone_why": (
        "索引中没有这个编号，它的来源文件也已不在索引之中，因此无法核对所引的话。",
        "No speech in the index has or had this id, or its source is no longer indexed. So the "
        "quoted words cannot be checked here.",
    ),
    "original_gone": ("原始文件已不在", "The original file is gone"),
    "original_gone_why": (
        "来源文件已被移走或改动，与编入索引时不同；清理后的全文仍可阅读。",
        "The source file was moved, or is no longer what was indexed; the text as cleaned can "
        "still be read.",
    ),
    "read_text": ("阅读全文", "Read the text"),
    "problem": ("无法打开此页", "This page cannot be opened"),
    "several": (
        "不止一篇讲话的编号以此开头，请使用完整的编号。",
        "Several speeches have an id that begins so; use the whole id.",
    ),
    "not_now": (
        "现在没有可以阅读的索引，请稍后再试。",
        "There is no index to read at the moment; try again later.",
    ),
    "key": ("需要密钥", "A key is needed"),
    "key_why": (
        "这台服务器只向持有密钥的人开放。密钥由管理员提供，只保存在本浏览器的一个受限 Cookie 中。",
        "This server is open to holders of a key, which its operator gives out. The browser keeps "
        "only proof of the key, in a cookie that no script can read.",
    ),
    "key_label": ("密钥", "Key"),
    "key_wrong": ("密钥不对，请再试一次。", "That is not a key of this server. Try again."),
    "key_send": ("打开", "Open"),
}

# Rule of rag/ingestion/clean -> what it does.
_CLEANING: Mapping[str, Pair] = {
    "figure_lines": ("接合被换行断开的数字", "figures joined to the words before them"),
    "line_ends": ("统一换行", "line ends made alike"),
    "control_characters": ("控制字符", "control characters"),
    "misread_characters": ("误读的字符", "misread characters"),
    "tag_characters": ("标签字符", "tag characters"),
    "zero_width": ("零宽字符", "characters without width"),
    "direction_marks": ("方向标记", "marks of direction"),
    "soft_hyphens": ("软连字符", "soft hyphens"),
    "doubled_radicals": ("重复的部首", "doubled radicals"),
    "radicals": ("部首改为汉字", "radicals for characters"),
    "private_characters": ("自造字改为通用字", "private characters replaced by their own"),
    "paragraph_gaps": ("段落间的空白", "gaps between paragraphs"),
    "white_space": ("统一空白", "white space made alike"),
    "gaps": ("行内大段空白", "gaps within lines"),
    "unseen_words": (
        "划去、隐藏或乱码的文字、注释号",
        "struck, hidden or garbled words, marks of notes",
    ),
    "front_matter": ("文件头部信息", "front matter"),
    "page_boilerplate": ("网页导航等", "navigation of the web page"),
    "markdown_signs": ("Markdown 标记", "signs of Markdown"),
    "notices": ("网站声明", "notices of a site"),
    "navigation": ("导航文字", "navigation"),
    "labelled_values": ("网站字段", "labelled values of a site"),
    "index_cards": ("索引卡片", "index cards"),
    "captions": ("图片说明", "captions"),
    "page_end": ("网页末尾", "the end of a web page"),
    "boilerplate_lines": ("网站套话", "lines that a site added"),
    "marks_in_figures": ("数字里的注释号", "marks of notes inside figures"),
    "turned_pages": ("报纸转版提示", "marks of turned pages"),
    "running_headers": ("页眉页脚", "running headers"),
    "page_counts": ("“第几页共几页”", "page counts"),
    "page_numbers": ("页码", "page numbers"),
    "page_number_lines": ("独立成行的页码", "page numbers on lines of their own"),
    "interrupting_marks": ("插入文中的页码", "page marks inside sentences"),
    "spaced_digits": ("数字间的空格", "blanks between digits"),
    "spaced_characters": ("汉字间的空格", "blanks between characters"),
    "full_width_forms": ("全角字符", "full-width forms"),
    "hyphens": ("行末连字符", "hyphens at line ends"),
    "wrapped_lines": ("排版折行", "wrapped lines joined"),
    "broken_numbers": ("断开的数字", "broken numbers joined"),
    "broken_runs": ("单独成行的词语接回句中", "phrases on lines of their own joined"),
    "contents_lines": ("目录", "tables of contents"),
    "broken_lines": ("断开的句子", "broken lines joined"),
    "lower_case_lines": ("以小写开头的行", "lines that begin in lower case joined"),
    "split_words": ("拆开的单词", "split words joined"),
    "soft_breaks": ("软换行", "soft breaks joined"),
    "abstract_labels": ("摘要标签", "labels of abstracts"),
    "titles_in_a_row": ("连写的标题", "titles in a row"),
    "repeated_opening": ("重复的开头", "a repeated opening"),
    "repeated_titles": ("重复的标题", "repeated titles"),
    "repeated_paragraphs": ("重复的段落", "repeated paragraphs"),
    "blanks_at_punctuation": ("标点旁的空格", "blanks beside punctuation"),
    "blanks_at_figures": ("数字旁的空格", "blanks beside figures"),
    "rows_of_blanks": ("连续空格", "rows of blanks"),
    "margins": ("行首行末空白", "margins"),
    "empty_lines": ("空行", "empty lines"),
}

# The places that rag/ingestion/metadata reads facts from.
_PLACES: Mapping[str, Pair] = {
    "text": ("正文", "the text"),
    "declared": ("编者注明", "declared by the editor"),
    "heading": ("题下", "the heading"),
    "file name": ("文件名", "the file name"),
    "properties": ("文件属性", "properties of the file"),
}
_LANGUAGES: Mapping[Language, Pair] = {"zh": ("中文", "Chinese"), "en": ("英文", "English")}
_MONTHS = (
    "January", "February", "March", "April", "May", "June",
    "July", "August", "September", "October", "November", "December",
)  # fmt: skip


def page_words(language: Language, key: str, *values: object) -> str:
    """The words of `key`, the values put in their places."""
    return _in(language, _WORDS[key]).format(*values)


def cleaning_words(language: Language, rule: str) -> str:
    """What a rule of cleaning does; a rule without words is shown as it is called."""
    called = rule.replace("_", " ")
    return _in(language, _CLEANING.get(rule, (called, called)))


def evidence_words(language: Language, fact: str, said: str) -> tuple[str, str]:
    """A fact, and where it was read: `text: 2025年1月20日` becomes 正文：2025年1月20日."""
    place, colon, words = said.partition(": ")
    if not colon or place not in _PLACES:
        return _in(language, _WORDS.get(fact, (fact, fact))), said
    between = "：" if language == "zh" else ": "
    fact_words = _in(language, _WORDS.get(fact, (fact, fact)))
    return fact_words, f"{_in(language, _PLACES[place])}{between}{words}"


def language_name(language: Language, named: Language) -> str:
    """The name of a language in another."""
    return _in(language, _LANGUAGES[named])


def dated(date: PartialDate | None, language: Language) -> str | None:
    """2025年1月20日, 20 January 2025; as much of it as is known."""
    if date is None:
        return None
    if language == "zh":
        month = f"{date.month}月" if date.month else ""
        return f"{date.year}年{month}" + (f"{date.day}日" if date.day else "")
    named = _MONTHS[date.month - 1] if date.month else None
    return " ".join(str(part) for part in (date.day, named, date.year) if part)


def _in(language: Language, pair: Pair) -> str:
    return pair[0] if language == "zh" else pair[1]
