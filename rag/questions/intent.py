"""A question in; whether it asks for a figure, for results or for a yes, and its matter, out."""

from __future__ import annotations

import re

from rag.language.figures import figures
from rag.types.text import Span

_FIGURE = re.compile(
    r"多少|(?<!哪)几[个项家所条座次成倍分年天名位岁种]|多了几|第几|百分之几|多大|多高|多长|多远|多快|多重|什么水平"
    r"|比例|占比|增速|涨幅|降幅|数量|总额"
    r"|\bhow (?:many|much|far|long|large|big|fast|high|old)\b|\bby what\b|\bper ?cent(?:age)?\b"
    r"|\b(?:at|to|from) what\b"
    r"|\bwhat (?:was|is|were|are) the (?:\w+ )?(?:increase|rise|fall|size)\b"
    r"|\bwhat (?:[\w-]+ ){0,3}(?:share|proportion|rate|number|amount|growth|rise|increase|lengths?"
    r"|areas?|size|level|output|throughput|income|population|total|revenue|price|ratio)\b",
    re.IGNORECASE,
)


# "取得了哪些成果", "what did it achieve in", and "加快还是放慢": how it is asked, which the answer
# need not repeat.
_FRAME = re.compile(
    r"(?:都?(?:取得|有|做出|作出|实现)了?)?(?:哪些|什么样?的?|怎样的|多大的?)(?:重大|主要|突出|新)?的?"
    r"(?:成果|成效|成绩|成就|进展|突破|实绩)|(?:成果|成效|成绩|进展)(?:如何|怎么?样)"
    r"|\b(?:achieved?|accomplish(?:ed)?)\b(?= (?:in|on|with|by|for|about|regarding)\b)"
    r"|\b(?:achievements|accomplishments|results)\b(?= (?:in|on|of|from)\b)",
    re.IGNORECASE,
)
_COMPARING = re.compile(
    r"是?[\u4e00-\u9fff]{1,2}了?还是[\u4e00-\u9fff]{1,2}了?(?=[？?，,。]|$)|有(?:什么|何)(?:不同|差别|区别|变化)"
    r"|(?:[差高低多少]|相差)(?:了?多少|几[\u4e00-\u9fff])|(?<=[人市省区县])谁更?|哪个更?"
    r"|\b(?:speed|pick) up or slow down\b|\bfaster or slower\b|\bdiffer\b"
    r"|\b(?:rise|grow|increase|improve)(?:d|s)? or (?:fall|shrink|decrease|decline|worsen)\w*",
    re.IGNORECASE,
)


# Which of two is more: the answer is a figure of each.
_MORE = (
    r"(?:更[高大多快低少慢长]|[高大多快低少慢长](?=[？?，,]|$)"
    r"|\b(?:faster|slower|higher|lower|bigger|larger|smaller|greater|more|less|fewer|longer|shorter"
    r"|most|least)\b)"
)
_WHICH_IS_MORE = re.compile(
    rf"(?:谁|哪[个一边省市区]|\b(?:which|who|whose)\b)(?P<matter>[^，。？?]*?){_MORE}",
    re.IGNORECASE,
)


_RATE = re.compile(
    r"增速|涨幅|降幅|增幅|比例|占比|比重|百分|[长涨降]得?更?[快慢]|\b(?:faster|slower|rate|share|growth|proportion)\b"
    r"|\bper ?cent",
    re.IGNORECASE,
)


_RESULTS = re.compile(
    r"成果|成效|成绩|成就|实绩|办成了|做成了|做得(?:怎么?样|如何)|\bachiev\w*|\baccomplish\w*|\bresults?\b"
    r"|\bhow (?:did|has|have) .{2,40}? (?:do|done|fared?|perform(?:ed)?) (?:on|in|with)\b",
    re.IGNORECASE,
)


_RANK = re.compile(
    r"第几|排名|位次|名次|名列|\brank\w*|\bplac(?:e|ing)\b|\bposition\b", re.IGNORECASE
)


def gives_figure(question: str, text: str) -> bool:
    """Whether `text` holds a figure that may be the one asked for: "first in the country" is how
    much only where the place is asked for."""
    ranks = _RANK.search(question) is not None
    return any(ranks or figure.unit != "ordinal" for figure in figures(text))


# Averages of several years, and from one year to another.
_SEVERAL_YEARS = re.compile(
    r"年均(?!浓度)|[五三十]年来|过去的?[三五十]年|“十[三四五]五”时期|连续跨[越过]|从20\d\d年"
    r"|20[2-5]\d年(?:底|末)?[，,、]?[基全]?[本面]?实现|\b(?:annual average|average annual)\b"
    r"|\ba year on average\b|\bover the (?:past|last) \w+ years\b",
    re.IGNORECASE,
)


def of_several_years(text: str) -> bool:
    """Whether the figures of `text` belong to a stretch of years and not to one."""
    return _SEVERAL_YEARS.search(text) is not None


_CONFIRM = re.compile(
    r"吗[？?。\s]*$|吧[？?。\s]*$|是不是|是否|是真的|真的|听说|据说|属实"
    r"|\b(?:right|true|correct|really)\s*\?\s*$|\bis it (?:true|correct|right)\b"
    r"|^(?:did|do|does|is|are|was|were|has|have)\b|\b(?:heard|told) that\b",
    re.IGNORECASE,
)
# How it is asked, and no part of what is to be confirmed.
_CONFIRMING = re.compile(
    r"是真的吗|真的吗|是不是|是否|属实吗|听说|据说"
    r"|[，,]?\s*(?:right|true|correct|isn't it|didn't it)\s*(?=\?)"
    r"|\bis it (?:true|correct|right) that\b|\bI(?:'ve| have)? (?:heard|was told) that\b",
    re.IGNORECASE,
)


def premise_spans(question: str) -> list[Span]:
    """Where a question that wants something confirmed says how much, and that it wants it: what
    is true has another figure, and a sentence that happens to have this one is about something
    else. None in a question of another kind."""
    if not _CONFIRM.search(question):
        return []
    shares = [f.span for f in figures(question) if f.unit in ("percent", "percentage_point")]
    asking = [Span(found.start(), found.end()) for found in _CONFIRMING.finditer(question)]
    return [*shares, *asking]


# Who says something at all: "有没有省份提到", "does any province mention".
_MENTION = re.compile(
    r"(?:有没有|有无|是否有|有?哪[些个])(?:省份|省市|省区市|省区|地方|地区|城市|省|市|报告)?(?:的|在)?"
    r"(?:政府)?(?:工作)?(?:报告)?[里中]?(?:提到|提及|谈到|说到|写到|讲到)[了过]?"
    r"|\b(?:does|do|did|has|have|which|what)(?: any)?(?: of the)?(?: other)?"
    r" (?:provinces?|regions?|places?|cit(?:y|ies)|reports?|speech(?:es)?)(?:'s?)?(?: work)?"
    r"(?: reports?)? (?:ever )?"
    r"(?:mention(?:s|ed)?|(?:speaks?|spoke) (?:of|about)|refer(?:s|red)? to)\b",
    re.IGNORECASE,
)


def mention_spans(question: str) -> list[Span]:
    """Where a question only asks who says something; what that is stands elsewhere."""
    return [Span(*found.span()) for found in _MENTION.finditer(question)]


def asks_results(question: str) -> bool:
    """Whether what came of something is asked for outright, and nothing else answers."""
    return _RESULTS.search(question) is not None or _FRAME.search(question) is not None


def matter(question: str) -> str:
    """The question without the words that only ask for results or a comparison: a sentence that
    repeats them says no more of the matter. The question itself if nothing is left."""
    rest = _WHICH_IS_MORE.sub(lambda found: f" {found['matter']} ", question)
    for frame in (_FRAME, _COMPARING):
        rest = frame.sub(lambda found: " " * len(found.group()), rest)
    return rest if any(character.isalnum() for character in rest) else question


def asks_which_is_more(question: str) -> bool:
    """Whether it is asked which of several is more, which only figures can tell."""
    return _WHICH_IS_MORE.search(question) is not None


def asks_rate(question: str) -> bool:
    """Whether the figure that is asked for is a percentage."""
    return _RATE.search(question) is not None


def asks_figure(question: str) -> bool:
    """Whether an answer without a figure would leave the question open."""
    return _FIGURE.search(question) is not None
