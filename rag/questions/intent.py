"""What kind of answer a question wants: read once, from its words, for every room below.

The patterns tell a figure, a rate, a rank, results, a promise, a mention, a comparison and a
premise; `intent_of` gathers them.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from rag.language.figures import figures
from rag.language.sentence_kinds import PRODUCT
from rag.language.stance_words import ASKS_PLAN, YEARS_PAST
from rag.types.questions import Intent, Understood
from rag.types.text import Span, Stance

# A share or a rate in a question is a premise; "eight characters" or "in three years" is not.
PREMISE_UNITS = frozenset({"percent", "percentage_point"})

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
    shares = [figure.span for figure in figures(question) if figure.unit in PREMISE_UNITS]
    asking = [Span(found.start(), found.end()) for found in _CONFIRMING.finditer(question)]
    return [*shares, *asking]


# A share or a rate of growth.
_SHARE = re.compile(
    r"增长|增速|增幅|下降|降幅|涨幅|[增减升降涨]了?百分|比重|比例|占比|率"
    r"|\b(?:rates?|shares?|percent|percentage|growth|grew|grow|rose|rise|fell|decline)\b",
    re.IGNORECASE,
)

# Shares of the gross product and what is measured by it.
_BY_PRODUCT = re.compile(
    r"单位|万元|人均|占|比重|比例|强度|能耗|per capita|per unit|share|ratio|intensity|of GDP",
    re.IGNORECASE,
)

_YEAR = re.compile(r"(?<!\d)((?:19|20)\d\d)(?!\d)年?")

# What came of it, outright.
_ASKS_RESULT = re.compile(
    r"实际|究竟|事实上|真正(?:完成|实现|达到)|(?:是否|有没有|是不是)(?:已经?)?(?:完成|实现|达到|达成)|(?:完成|实现|达成|达到)"
    r"[^，。？]{0,8}[了吗没]|没有完成|未(?:能)?(?:完成|达到|实现)"
    r"|(?i:\b(?:actual|actually|in fact|really|in reality|turn(?:ed)? out|achieved?|accomplished"
    r"|end(?:ed)? up|fallen short|fell short|(?:meet|met|hit|miss|missed)(?: \w+){1,5} "
    r"(?:targets?|goals?))\b)"
)

# What was said may be a result or a promise: the past is that of the speech.
_ASKS_WORDS = re.compile(
    r"(?i:\bdid\b.{1,60}\b(?:say|mention|promise|announce|tell|talk|speak|propose)\b)|说了|提到|讲到|谈到"
)

_ASKS_PAST = re.compile(
    rf"了(?=[多几百\d哪什]|$|[，。？?])|[升降涨增减]了|到底(?!是)|去年|{YEARS_PAST}|已经?|成效|成绩|成果"
    r"|取得|(?i:\b(?:did|was|were|has|have|had|rose|fell|grew|fallen|risen|grown)\b)"
)

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


def asks_share(topic: str) -> bool:
    """Whether a share or a rate of growth is asked for."""
    return _SHARE.search(topic) is not None


def asked_stance(question: str) -> Stance | None:
    """`target` for a question about a plan, `achieved` for one about what came of it, else None."""
    if _ASKS_RESULT.search(question):
        return "achieved"
    if ASKS_PLAN.search(question):
        return "target"
    past = _ASKS_PAST.search(question) and not _ASKS_WORDS.search(question)
    return "achieved" if past else None


def with_intent(understood: Understood, stance: Stance | None) -> Understood:
    """`understood` with what kind of answer its question wants; `stance` is known already, since
    years are read by it."""
    text, topic = understood.text, understood.topic
    results = asks_results(text)
    # Where results are asked for or sides compared, neither the years, which decide the reports,
    # nor the words that ask for results or for more say which sentence answers.
    if results or understood.compared:
        topic = matter(_without_years(understood))
    intent = Intent(
        topic=topic,
        stance=stance,
        figure=asks_figure(text),
        rate=asks_rate(text),
        share=asks_share(understood.topic),
        rank=_RANK.search(text) is not None,
        more=asks_which_is_more(text),
        product=PRODUCT.search(topic) is not None and not _BY_PRODUCT.search(text),
        results=results,
        mention=bool(mention_spans(text)),
        premises=tuple(figure for figure in figures(text) if figure.unit in PREMISE_UNITS),
    )
    return replace(understood, intent=intent)


def with_terms(understood: Understood, terms: Sequence[str]) -> Understood:
    """`understood` with its discriminative terms, which only an index can tell, and the key term:
    the first that is no year and is left where sentences are judged."""
    topic, left = understood.topic.lower(), understood.intent.topic.lower()
    keys = (
        term
        for term in terms
        if not _is_year(term, understood) and (term in left or term not in topic)
    )
    return replace(understood, terms=tuple(terms), key=next(keys, None))


def _without_years(understood: Understood) -> str:
    """The topic without the years that already decide which reports are preferred: a report
    rarely repeats its year, and the sentence that does is a preamble."""
    if not understood.preferred.since and not understood.filters.since:
        return understood.topic
    return _YEAR.sub(
        lambda found: " " if _is_year(found[1], understood) else found[0], understood.topic
    )


def _is_year(words: str, understood: Understood) -> bool:
    return words.isdigit() and int(words) in (*understood.years, *understood.reports)
