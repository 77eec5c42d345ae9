"""Kinds of sentences, whatever their topic: those that give a figure, speak of several years, speak
in passing, are measured by the gross product, or say nothing."""

from __future__ import annotations

from rag.language.figures import figures
from rag.language.rules import Rule, Table
from rag.language.simplified import simplified

# Matched at the beginning of a sentence.
IN_PASSING = Table(
    "in passing",
    Rule(
        "at the same time",
        "zh",
        r"(?:[^，,]{0,12}[，,])?在[^，,]{2,24}?(?:的同时|等[^，,]{0,8}中|过程中)[，,]",
        "在治水取得成功的同时，造林也有进展。",
        "造林与治水同时推进，各有进展。",
        "names a topic on the way to another",
    ),
    Rule(
        "while",
        "en",
        r"(?:while|besides|apart from)\b",
        "While rebuilding the dam, we planted trees.",
        "We rebuilt the dam and planted trees.",
        "names a topic on the way to another",
        whole_words=False,
    ),
)
PRODUCT = Table(
    "gross product",
    Rule(
        "生产总值",
        "zh",
        r"生产总值",
        "地区生产总值增长5%。",
        "工业总产值增长5%。",
        "the gross product",
    ),
    Rule("GDP", "any", r"\bGDP\b", "GDP", "GDPR", "the gross product"),
)
BY_PRODUCT = Table(
    "measured by the gross product",
    Rule(
        "of the product",
        "any",
        r"(?:单位|万元|人均|占|与|相当于)(?:全[国省市区])?(?:地区|国内)?(?:生产总值|GDP)",
        "单位GDP能耗下降3%。",
        "GDP增长3%。",
        "the product is only the measure",
    ),
    Rule(
        "of the product, in English",
        "any",
        r"\b(?:per capita|per unit of|per cent of|percent of|% of) GDP\b|\bGDP per capita\b",
        "Debt is 40 percent of GDP.",
        "GDP rose by 4 percent.",
        "the product is only the measure",
    ),
)
# Averages of several years, and from one year to another.
SEVERAL_YEARS = Table(
    "several years",
    Rule(
        "yearly average",
        "zh",
        r"年均(?!浓度)",
        "年均增长6%。",
        "PM2.5年均浓度下降。",
        "an average of years; 年均浓度 is of one",
    ),
    Rule(
        "in some years",
        "zh",
        r"[五三十]年来|过去的?[三五十]年|“十[三四五]五”时期|连续跨[越过]|从20\d\d年",
        "五年来新增学位9万个。",
        "去年新增学位2万个。",
        "a stretch of years",
    ),
    Rule(
        "reached by a year",
        "zh",
        r"20[2-5]\d年(?:底|末)?[，,、]?[基全]?[本面]?实现",
        "2035年基本实现现代化。",
        "2024年新建学校5所。",
        "the end of a stretch of years",
    ),
    Rule(
        "some years, in English",
        "en",
        r"(?:annual average|average annual)|a year on average|over the (?:past|last) \w+ years",
        "Output grew by 4 percent a year on average.",
        "Output grew by 4 percent last year.",
        "a stretch of years",
    ),
)
# Matched at the beginning of a sentence.
DEPENDENT = Table(
    "needs the sentence before",
    Rule(
        "这 and 其",
        "zh",
        r"^(?:但|而|而且|所有|同时，?|因此，?)?(?:这(?!几年|五年|一年|些年)|其中|为此|对此|据此|它|他们|她们|上述|以上)",
        "这是一项历史性成就。",
        "去年这项工作完成了。",
        "points to what was said before",
    ),
    Rule(
        "this and they",
        "en",
        r"^(?:(?:but |and |yet )?(?:this|these|those|they|it|he|she|such)"
        r"|(?:\w+ ){1,2}like (?:these|this))\b",
        "States like these constitute an axis of evil.",
        "The Congress passed this bill.",
        "points to what was said before",
    ),
)
SENTENCE_END = Table(
    "end of a sentence",
    Rule(
        "final mark",
        "any",
        r"[。！？；.!?;…][”’」』）)\"']*$",
        "我们说：“一定办好。”",
        "一、2025年工作回顾",
        "headings and date lines have none",
    ),
)


def of_several_years(text: str) -> bool:
    """Whether the figures of `text` belong to a stretch of years and not to one."""
    return SEVERAL_YEARS.search(simplified(text)) is not None


def gives_figure(text: str, *, ranks: bool) -> bool:
    """Whether `text` holds a figure that may be the one asked for: "first in the country" is how
    much only where the place is asked for, which `ranks` says."""
    return any(ranks or figure.unit != "ordinal" for figure in figures(text))


def is_in_passing(text: str) -> bool:
    """Whether `text` speaks of its topic only on its way to something else."""
    return IN_PASSING.match(simplified(text)) is not None


def is_measured_by_product(text: str) -> bool:
    """Whether the gross product stands in `text` only as the measure of something else."""
    text = simplified(text)
    return BY_PRODUCT.search(text) is not None and not PRODUCT.search(BY_PRODUCT.sub("", text))


def needs_the_sentence_before(text: str) -> bool:
    """Whether a sentence begins by pointing to the one before it."""
    return DEPENDENT.match(simplified(text)) is not None


def is_boilerplate(text: str) -> bool:
    """Whether a line is a title, a date line or a bare heading: no sentence, and no figure."""
    return not SENTENCE_END.search(text) and not any(figure.unit for figure in figures(text))
