"""The faces' own words: a language and a key in, a phrase in Chinese or English out.

Interface words follow the question's language, on the terminal as in a chat.
"""

from __future__ import annotations

from collections.abc import Iterable

from rag.types.text import Language

_PHRASES: dict[str, tuple[str, str]] = {
    # key: (Chinese, English)
    "status.answered": ("有据可答", "Answered from the speeches"),
    "status.partial": ("部分有据", "Partly answered"),
    "status.unsupported": ("未找到依据", "No support found"),
    "status.conflicting": ("与讲话所说不符", "The speeches say otherwise"),
    "stance.achieved": ("成果", "achieved"),
    "stance.under_way": ("进行中", "under way"),
    "stance.target": ("目标", "target"),
    "warning.dates_disagree": (
        "文中年份互相矛盾，讲话的年份不能确定",
        "the years given in this document disagree, so the year of the speech is uncertain",
    ),
    "warning.anonymised_names": ("有的名称被隐去", "some names are blanked out"),
    "warning.scraped_copy": (
        "来自文档分享网站的转载，并非原始发布",
        "a copy from a file-sharing site, not the original publication",
    ),
    "warning.truncated": ("文本不完整，在句中断开", "the text breaks off"),
    "warning.possible_rewording": (
        "有些用词像是机器替换过的同义词",
        "some words read as if a machine had replaced them by synonyms",
    ),
    "warning.low_text_yield": ("提取出的文字很少", "little text could be extracted"),
    "warning.ocr": (
        "文字由图像识别得来，可能有误",
        "the text was read from images and may have errors",
    ),
    "place.title": ("标题写{}年", "{} in the title"),
    "place.heading": ("题下写{}年", "{} under the title"),
    "place.text": ("正文写{}年", "{} in the text"),
    "place.file name": ("文件名写{}年", "{} in the file name"),
    "place.declared date": ("注明的日期是{}年", "{} as declared"),
    "synonym": ("“{}”似应为“{}”", "“{}” where “{}” is usual"),
    "ends_with": ("止于“{}”", "its last words are “{}”"),
    "pages_of": ("{1}页中的{0}页", "{} of {} pages"),
    "dropped.no_citation": ("没有引文", "it cites nothing"),
    "dropped.unknown_source": (
        "引用了不存在的来源",
        "it cites a source that was not given",
    ),
    "dropped.figure_not_in_quote": (
        "数字不在引文之中",
        "a figure does not stand in the quotation",
    ),
    "dropped.not_supported": ("引文不足以支持", "the quotation does not support it"),
    "unsupported": (
        "已收录的讲话和报告中没有找到能够回答这个问题的内容。",
        "Nothing in the indexed speeches answers this question.",
    ),
    "nearest": ("最接近的段落", "Nearest passages"),
    "quotations": ("引文", "Quotations"),
    "sources": ("来源", "Sources"),
    "passages": ("段落", "Passages"),
    "no_passages": ("没有找到相关段落。", "No passage was found."),
    "dropped": ("未通过核对而舍去", "Left out because it could not be verified"),
    "note": ("注意", "Note"),
    "note_on": ("引用 {} 时请注意", "Before you rely on {}"),
    "missing": ("索引中没有", "Not in the index"),
    "matched": ("对应", "matches"),
    "meant": ("文中所说", "meant by"),
    "derived": ("算法", "worked out"),
    "undated": ("日期不详", "undated"),
    "page": ("第 {} 页", "page {}"),
    "characters": ("字符 {}–{}", "characters {}–{}"),
    "understood": ("理解为", "Understood as"),
    "regions": ("地区", "region"),
    "reports": ("报告年份", "report of"),
    "years": ("所问年份", "about"),
    "period": ("时间", "period"),
    "speakers": ("讲话人", "speaker"),
    "documents": ("文件", "document"),
    "stance": ("问的是", "asked for"),
    "asked.achieved": ("成果", "results"),
    "asked.under_way": ("进展", "work under way"),
    "asked.target": ("目标", "plans"),
    "override": (
        "可用 {} 另行指定",
        "to choose otherwise, use {}",
    ),
    "not_stated": ("未提及", "not stated"),
    "by.region": ("地区", "Region"),
    "by.year": ("年份", "Year"),
    "by.speaker": ("讲话人", "Speaker"),
    "by.document": ("文件", "Document"),
    "figure": ("数值", "Figure"),
    "stated_by": ("{} 组中有 {} 组提及", "{1} of {0} state it"),
    "several_years": (
        "各行出自不同年份（{}），比较时请留意；可用 {} 限定",
        "the rows come from different years ({}); to keep to one, use {}",
    ),
    "answered_by": ("索引 {}，第 {} 版，{} 毫秒", "index {}, generation {}, {} ms"),
}


def phrase(key: str, language: Language, *values: object) -> str:
    """The phrase for `key`, with `values` put in its places."""
    chinese, english = _PHRASES[key]
    return (chinese if language == "zh" else english).format(*values)


def warning_words(code: str, language: Language) -> str:
    """What a document's warning means; an unknown code is shown as it is."""
    key = f"warning.{code}"
    return phrase(key, language) if key in _PHRASES else code.replace("_", " ")


def shortened(text: str, characters: int) -> str:
    """The beginning of a text on one line, with a mark where it was cut."""
    line = " ".join(text.split())
    return line if len(line) <= characters else line[:characters].rstrip() + "…"


def listed(items: Iterable[object], language: Language) -> str:
    """Items side by side, with the language's own comma."""
    return ("、" if language == "zh" else ", ").join(str(item) for item in items)


def labelled(label: str, text: str, language: Language) -> str:
    """`label: text` with the language's own colon."""
    return f"{label}：{text}" if language == "zh" else f"{label}: {text}"
