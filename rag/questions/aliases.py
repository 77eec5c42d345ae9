"""Official names for the things that a question calls by an abbreviation or an everyday name.

Such names share no word with the official ones, and too few texts set both side by side for a model
to learn it.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache

from rag.language.rules import Rule, Table
from rag.questions.report_terms import terms_in
from rag.types.text import Span


@dataclass(frozen=True, slots=True, kw_only=True)
class Alias(Rule):
    """How people ask for a thing that reports call `official`; a report may also use the short
    form."""

    official: str


ALIASES = Table(
    "aliases",
    Alias(
        "PM2.5",
        "any",
        r"(?i:PM_?2[.．]5)",
        "PM2.5",
        "PM10",
        "older reports write it in Chinese",
        official="细颗粒物",
    ),
    Alias(
        "细颗粒物",
        "zh",
        r"细颗粒物",
        "细颗粒物降了多少？",
        "颗粒剂降价了吗？",
        "newer reports write PM2.5",
        official="PM2.5",
    ),
    Alias(
        "fine particulates",
        "en",
        r"fine particulates?",
        "How far did fine particulates fall?",
        "Is the weather fine?",
        "reports write PM2.5",
        official="PM2.5",
        whole_words=False,
    ),
    Alias(
        "GDP",
        "any",
        r"(?i:\bGDP\b|\bGRP\b)",
        "GDP",
        "GDPR",
        "reports write 生产总值",
        official="生产总值",
    ),
    Alias(
        "economic growth",
        "zh",
        r"经济(?:增长|增速|总量|规模|下滑|萎缩)|经济[^，。？]{0,8}增长",
        "全省经济预计增长多少？",
        "经济开发区有几个？",
        "the economy grows by its product",
        official="生产总值",
    ),
    Alias(
        "who grew faster",
        "zh",
        r"(?:谁|哪[个一省市区]省?)增长得?更?[快慢]",
        "两个区谁增长得更快？",
        "两个区谁的人口更多？",
        "to grow is to grow in product",
        official="生产总值",
    ),
    Alias(
        "the economy grew",
        "en",
        r"\beconom(?:y|ic)\b.{0,20}\b(?:gr[eo]w\w*|expand\w*|shr[aiu]nk\w*|size)"
        r"|(?:faster|slower) growth\b",
        "How much did the economy grow?",
        "How much did the forest grow?",
        "the economy grows by its product",
        official="生产总值",
        whole_words=False,
    ),
    Alias(
        "which grew faster",
        "en",
        r"\b(?:which|who)\b(?: \w+)? gr[eo]w(?:s|ing)? (?:faster|slower|more|less)\b",
        "Which county grew faster?",
        "Which county grew wheat?",
        "to grow is to grow in product",
        official="生产总值",
        whole_words=False,
    ),
    Alias(
        "growth target",
        "en",
        r"\bgrowth (?:target|goal|rate)s?\b(?! (?:for|of|in) (?!20))",
        "What is the growth target for 2026?",
        "What is the growth target for exports?",
        "growth alone is that of the product",
        official="生产总值",
        whole_words=False,
    ),
    Alias(
        "AI",
        "any",
        r"(?i:\bA\.?I\.?\b(?!-))",
        "AI",
        "AIDS",
        "reports write 人工智能",
        official="人工智能",
    ),
    Alias(
        "artificial intelligence",
        "en",
        r"artificial intelligence",
        "What was done for artificial intelligence?",
        "What was done for artificial lakes?",
        "the Chinese name",
        official="人工智能",
        whole_words=False,
    ),
    Alias(
        "nuclear power",
        "en",
        r"nuclear (?:power|plant|energy|reactor)",
        "Is a nuclear plant planned?",
        "Is a nuclear family usual?",
        "the Chinese name",
        official="核电",
        whole_words=False,
    ),
    Alias(
        "jobs",
        "en",
        r"(?<!-)\bjobs\b|\bemployment\b",
        "How many jobs were created?",
        "How many parks were created?",
        "the Chinese name",
        official="就业",
        whole_words=False,
    ),
    Alias(
        "CPI",
        "any",
        r"(?i:\bCPI\b)",
        "CPI",
        "CPIC",
        "reports write 居民消费价格",
        official="居民消费价格",
    ),
    Alias(
        "prices",
        "zh",
        r"通胀|物价",
        "物价涨了多少？",
        "房租涨了多少？",
        "the index is meant",
        official="居民消费价格",
    ),
    Alias(
        "inflation",
        "en",
        r"inflation",
        "How high was inflation?",
        "How high was the tower?",
        "the index is meant",
        official="居民消费价格",
        whole_words=False,
    ),
    Alias(
        "社零",
        "zh",
        r"社零",
        "社零增长多少？",
        "零售店有多少？",
        "short for the official name",
        official="社会消费品零售总额",
    ),
    Alias(
        "retail sales",
        "en",
        r"retail sales",
        "Did retail sales rise?",
        "Did retail parks open?",
        "the Chinese name",
        official="社会消费品零售总额",
        whole_words=False,
    ),
    Alias(
        "R&D",
        "any",
        r"(?i:\bR&D\b)",
        "R&D",
        "R&B",
        "reports write 研究与试验发展",
        official="研究与试验发展",
    ),
    Alias(
        "研发投入",
        "zh",
        r"研发投入",
        "研发投入强度是多少？",
        "基建投入是多少？",
        "the long name may stand in the report",
        official="研究与试验发展",
    ),
    Alias(
        "财政收入",
        "zh",
        r"财政收入",
        "财政收入是多少？",
        "居民收入是多少？",
        "reports count the general budget",
        official="一般公共预算收入",
    ),
    Alias(
        "budget revenue",
        "en",
        r"budget revenue",
        "How large was budget revenue?",
        "How large was the budget deficit?",
        "reports count the general budget",
        official="一般公共预算收入",
        whole_words=False,
    ),
    Alias(
        "拆违",
        "zh",
        r"拆违",
        "拆违拆了多少？",
        "拆迁了多少户？",
        "short for the official name",
        official="拆除违法建设",
    ),
    Alias(
        "违建",
        "zh",
        r"违建|违章建筑",
        "拆了多少违建？",
        "拆了多少危房？",
        "short for the official name",
        official="违法建设",
    ),
    Alias(
        "illegal buildings",
        "en",
        r"illegal buildings?",
        "How many illegal buildings are there?",
        "How many old buildings are there?",
        "the Chinese name",
        official="违法建设",
        whole_words=False,
    ),
    Alias(
        "规上",
        "zh",
        r"规上",
        "规上工业增长多少？",
        "规划工业园几个？",
        "short for the official name",
        official="规模以上",
    ),
    Alias(
        "外贸",
        "zh",
        r"外贸",
        "外贸增长多少？",
        "外卖增长多少？",
        "reports count 进出口",
        official="进出口",
    ),
    Alias(
        "foreign trade",
        "en",
        r"foreign trade",
        "Did foreign trade recover?",
        "Did foreign guests come?",
        "reports count 进出口",
        official="进出口",
        whole_words=False,
    ),
    Alias(
        "NEV",
        "any",
        r"(?i:\bNEVs?\b)",
        "NEVs",
        "NEVER",
        "reports write 新能源汽车",
        official="新能源汽车",
    ),
    Alias(
        "电动车",
        "zh",
        r"电动车",
        "电动车产量是多少？",
        "自行车产量是多少？",
        "reports write 新能源汽车",
        official="新能源汽车",
    ),
    Alias(
        "electric cars",
        "en",
        r"electric (?:cars?|vehicles?)",
        "How many electric cars were made?",
        "How many electric trains were made?",
        "reports write 新能源汽车",
        official="新能源汽车",
        whole_words=False,
    ),
    Alias(
        "public housing",
        "zh",
        r"公租房|保障房",
        "公租房分了多少套？",
        "商品房卖了多少套？",
        "short for the official name",
        official="保障性住房",
    ),
    Alias(
        "affordable housing",
        "en",
        r"affordable housing|social housing",
        "How much affordable housing was built?",
        "How much housing was built?",
        "the Chinese name",
        official="保障性住房",
        whole_words=False,
    ),
    Alias(
        "地铁",
        "zh",
        r"地铁",
        "地铁有几条？",
        "铁矿有几座？",
        "reports write 轨道交通",
        official="轨道交通",
    ),
    Alias(
        "metro",
        "en",
        r"subway|\bmetro\b",
        "How long is the metro?",
        "How large is the metropolis?",
        "the Chinese name",
        official="轨道交通",
        whole_words=False,
    ),
    Alias(
        "高铁",
        "zh",
        r"高铁",
        "高铁通车了吗？",
        "公路通车了吗？",
        "short for the official name",
        official="高速铁路",
    ),
    Alias(
        "high-speed rail",
        "en",
        r"high-speed rail(?:way)?",
        "How long is the high-speed railway?",
        "How long is the railway?",
        "the Chinese name",
        official="高速铁路",
        whole_words=False,
    ),
)

# Reports wrote years in Chinese numerals until the end of the nineties.
_OLD_YEAR = re.compile(r"(?<!\d)19[4-9]\d(?!\d|['’]?s\b|年代)")
_NUMERALS = str.maketrans("0123456789", "〇一二三四五六七八九")


def other_names(question: str) -> tuple[str, ...]:
    """Official names that the question means and does not use: those of the table, in its order,
    then those of the terms of reports. A name inside a longer term is not meant by itself: a
    deficit-to-GDP ratio is no GDP."""
    terms = terms_in(question)
    meant = {
        alias.official: None
        for alias, spans in _aliases_in(question)
        if not all(any(_is_inside(span, term) for _, term in terms) for span in spans)
    }
    # Twice the same word would drown the others: 国内生产总值 beside 生产总值.
    meant |= {word: None for word, _ in terms if not any(name in word for name in meant)}
    return (*(name for name in meant if name not in question), *_old_years(question))


def _aliases_in(question: str) -> Iterator[tuple[Alias, list[Span]]]:
    for alias in ALIASES.firing(question):
        yield alias, _table_of(alias).spans(question)


@cache
def _table_of(alias: Alias) -> Table[Alias]:
    return Table(alias.label, alias)


def _is_inside(inner: Span, outer: Span) -> bool:
    return outer.start <= inner.start and inner.end <= outer.end and len(inner) < len(outer)


def _old_years(question: str) -> list[str]:
    """1978 as reports of the time write it: 一九七八."""
    years = [found.translate(_NUMERALS) for found in _OLD_YEAR.findall(question)]
    return [year for year in dict.fromkeys(years) if year not in question]
