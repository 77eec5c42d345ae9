"""A question in, whether it asks for a figure out."""

from __future__ import annotations

import re

_FIGURE = re.compile(
    r"多少|(?<!哪)几[个项家所条座次成倍分年天名位岁]|第几|百分之几|多大|多高|多长|多远|多快|多重"
    r"|比例|占比|增速|涨幅|降幅|数量|总额"
    r"|\bhow (?:many|much|far|long|large|big|fast|high|old)\b|\bby what\b|\bper ?cent(?:age)?\b"
    r"|\bwhat (?:share|proportion|rate|number|amount|growth|rise|increase|length|area|size)\b",
    re.IGNORECASE,
)


def asks_figure(question: str) -> bool:
    """Whether an answer without a figure would leave the question open."""
    return _FIGURE.search(question) is not None
