"""A question in, whether it asks for a figure or for results, and its matter, out."""

from __future__ import annotations

import re

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


# "取得了哪些成果", "what did it achieve in": how it is asked, which the answer need not repeat.
_FRAME = re.compile(
    r"(?:都?(?:取得|有|做出|作出|实现)了?)?(?:哪些|什么样?的?|怎样的|多大的?)(?:重大|主要|突出|新)?的?"
    r"(?:成果|成效|成绩|成就|进展|突破|实绩)|(?:成果|成效|成绩|进展)(?:如何|怎么?样)"
    r"|\b(?:achieved?|accomplish(?:ed)?)\b(?= (?:in|on|with|by|for|about|regarding)\b)"
    r"|\b(?:achievements|accomplishments|results)\b(?= (?:in|on|of|from)\b)",
    re.IGNORECASE,
)


_RESULTS = re.compile(
    r"成果|成效|成绩|成就|实绩|办成了|做成了|\bachiev\w*|\baccomplish\w*|\bresults?\b",
    re.IGNORECASE,
)


def asks_results(question: str) -> bool:
    """Whether what came of something is asked for outright, and nothing else answers."""
    return _RESULTS.search(question) is not None or _FRAME.search(question) is not None


def matter(question: str) -> str:
    """The question without the words that only ask for results: a sentence that repeats them
    says no more of the matter than one that does not. The question itself if nothing is left."""
    rest = _FRAME.sub(lambda found: " " * len(found.group()), question)
    return rest if any(character.isalnum() for character in rest) else question


def asks_figure(question: str) -> bool:
    """Whether an answer without a figure would leave the question open."""
    return _FIGURE.search(question) is not None
