"""Tables for figures in a reader's language: which unit it has there, and how large numbers are
counted.

The units of rows are base units (rag/types/figures.py): kilograms, metres, square metres. `size` is
how many of these one of the reader's unit holds, so that the digits change and the quantity does
not.
"""

from __future__ import annotations

from decimal import Decimal
from typing import NamedTuple

from rag.language.rules import Rule, Table


class ShownUnit(NamedTuple):
    """A unit as a reader knows it. `one` stands after the number one, `many` after others; a space
    where the language has one is part of the words. `least` is the smallest quantity, in base
    units, that is told in it."""

    one: str
    many: str
    size: Decimal = Decimal(1)
    least: Decimal = Decimal(0)


def _of(one: str, many: str | None = None, size: str = "1", least: str = "0") -> ShownUnit:
    return ShownUnit(one, one if many is None else many, Decimal(size), Decimal(least))


# base unit -> the units in which it is told in English, the largest first. A unit that is missing
# is not told at all.
ENGLISH_SHOWN: dict[str, tuple[ShownUnit, ...]] = {
    "percent": (_of("%"),),
    "percentage_point": (_of(" percentage point", " percentage points"),),
    "yuan": (_of(" yuan"),),
    "us_dollar": (_of(" US dollar", " US dollars"),),
    "euro": (_of(" euro", " euros"),),
    "pound_sterling": (_of(" pounds sterling"),),
    "yen": (_of(" yen"),),
    "hong_kong_dollar": (_of(" Hong Kong dollars"),),
    "person": (_of(" person", " people"),),
    "visit": (_of(" person-times"),),
    "household": (_of(" household", " households"),),
    "home": (_of(" home", " homes"),),
    "vehicle": (_of(" vehicle", " vehicles"),),
    "count": (_of(""),),
    "kilogram": (
        _of(" tonne", " tonnes", "1000", "1000"),
        _of(" kilogram", " kilograms", "1", "1"),
        _of(" gram", " grams", "0.001"),
    ),
    "metre": (_of(" kilometer", " kilometers", "1000", "1000"), _of(" meter", " meters")),
    "square_metre": (
        _of(" square kilometer", " square kilometers", "1000000", "1000000"),
        _of(" square meter", " square meters"),
    ),
    "cubic_metre": (_of(" cubic meter", " cubic meters"),),
    "litre": (_of(" liters"),),
    "kilowatt": (
        _of(" gigawatts", None, "1000000", "1000000"),
        _of(" megawatts", None, "1000", "1000"),
        _of(" kilowatts"),
    ),
    "kilowatt_hour": (_of(" kilowatt-hours"),),
    "kilovolt": (_of(" kilovolts"),),
    "microgram_per_cubic_metre": (_of(" µg/m³"),),
    "teu": (_of(" TEU"),),
    "year_of_age": (_of(" year", " years"),),
    "year": (_of(" year", " years"),),
    "month": (_of(" month", " months"),),
    "week": (_of(" week", " weeks"),),
    "day": (_of(" day", " days"),),
    "working_day": (_of(" working days"),),
    "hour": (_of(" hour", " hours"),),
    "minute": (_of(" minute", " minutes"),),
    "second": (_of(" seconds"),),
}
CHINESE_SHOWN: dict[str, tuple[ShownUnit, ...]] = {
    "percent": (_of("%"),),
    "percentage_point": (_of("个百分点"),),
    "yuan": (_of("元"),),
    "us_dollar": (_of("美元"),),
    "euro": (_of("欧元"),),
    "pound_sterling": (_of("英镑"),),
    "yen": (_of("日元"),),
    "hong_kong_dollar": (_of("港元"),),
    "person": (_of("人"),),
    "visit": (_of("人次"),),
    "household": (_of("户"),),
    "home": (_of("套"),),
    "vehicle": (_of("辆"),),
    "count": (_of("个"),),
    "kilogram": (_of("吨", None, "1000", "1000"), _of("公斤", None, "1", "1"),
                 _of("克", None, "0.001")),
    "metre": (_of("公里", None, "1000", "1000"), _of("米")),
    "square_metre": (_of("平方公里", None, "1000000", "1000000"), _of("平方米")),
    "cubic_metre": (_of("立方米"),),
    "litre": (_of("升"),),
    "kilowatt": (_of("千瓦"),),
    "kilowatt_hour": (_of("千瓦时"),),
    "kilovolt": (_of("千伏"),),
    "microgram_per_cubic_metre": (_of("微克/立方米"),),
    "teu": (_of("标准箱"),),
    "year_of_age": (_of("岁"),),
    "year": (_of("年"),),
    "month": (_of("个月"),),
    "week": (_of("周"),),
    "day": (_of("天"),),
    "working_day": (_of("个工作日"),),
    "hour": (_of("小时"),),
    "minute": (_of("分钟"),),
    "second": (_of("秒"),),
}  # fmt: skip

# The unit that was written decides where a base unit alone does not: land is told in hectares, and
# a mile stays a mile.
HECTARE = {
    "en": _of(" hectare", " hectares", "10000"),
    "zh": _of("公顷", None, "10000"),
}
MILE = {"en": _of(" mile", " miles", "1609.344"), "zh": _of("英里", None, "1609.344")}
SQUARE_METRE = {"en": _of(" square meter", " square meters"), "zh": _of("平方米")}
MU = {"en": " mu", "zh": "亩"}
# One hectare is fifteen mu: 10 million mu are no round number of hectares.
MU_IN_A_HECTARE = 15

# How each language counts: the words, and how many they stand for.
ENGLISH_COUNTING = ((" trillion", 12), (" billion", 9), (" million", 6))
CHINESE_COUNTING = (("万亿", 12), ("亿", 8), ("万", 4))

# A unit that the other language does not know: the original is shown beside its own.
UNKNOWN_ABROAD = Table(
    "units unknown abroad",
    Rule("mu and jin", "zh", r"亩|(?<!公)斤|[市]?担|华里|里地|‰|千分", "1800万亩", "1800万公斤",
         "an English reader knows neither"),
    Rule("mile and acre", "en", r"\b(?:miles?|acres?|pounds?|lbs|square feet|sq ft)\b",
         "40,000 miles", "40,000 kilometers", "a Chinese reader knows neither",
         whole_words=False),
)  # fmt: skip
# Words before a figure that say how it was counted; each is told as a note.
COUNTED_HOW = {
    "like_for_like": Table(
        "like for like",
        Rule("同口径", "zh", r"(?:同|可比)口径", "同口径增长2.5%", "增长2.5%",
             "what was counted stayed the same"),
        Rule("like for like, in English", "en", r"like[- ]for[- ]like|on a comparable basis",
             "up 2.5% like for like", "up 2.5%", "what was counted stayed the same"),
    ),
    "real": Table(
        "in real terms",
        Rule("实际增长", "zh", r"实际增长|扣除(?:了?价格|物价)因素|(?:不变|可比)价格?",
             "扣除价格因素实际增长5%", "增长5%", "prices are taken out"),
        Rule("in real terms, in English", "en", r"in real terms|adjusted for inflation|real",
             "grew by 5% in real terms", "grew by 5%", "prices are taken out"),
    ),
    "to_date": Table(
        "in all so far",
        Rule("累计", "zh", r"累计", "累计建成5万个", "新建5万个",
             "the sum so far, and not what was added"),
    ),
}  # fmt: skip
