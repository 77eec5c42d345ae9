"""Reads the dates that a text writes and the years that it means."""

from __future__ import annotations

import datetime
import re
from collections.abc import Iterator
from dataclasses import dataclass

from rag.language.numerals import english_value, han_value
from rag.language.rules import Rule, Table
from rag.language.wordlists import any_of
from rag.types.text import PartialDate, Span


@dataclass(frozen=True, slots=True)
class DateMention:
    """A date with its year, and where it is written."""

    date: PartialDate
    span: Span


@dataclass(frozen=True, slots=True)
class YearMention:
    """A stretch of time that a text names: from `since` to `until`, both included. `basis` says
    how it is known: "written", "plan" (a five-year plan), or the date it was counted from."""

    text: str
    span: Span
    since: datetime.date
    until: datetime.date
    basis: str


_FULL_WIDTH = str.maketrans("０１２３４５６７８９．／－　○", "0123456789./- 〇")
_MONTHS = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")
_MONTH = (
    r"(?:jan(?:uary)?|feb(?:ruary)?|mar(?:ch)?|apr(?:il)?|may|june?|july?|aug(?:ust)?|"
    r"sept?(?:ember)?|oct(?:ober)?|nov(?:ember)?|dec(?:ember)?)\.?"
)
_YEAR = r"(?:1[89]|20)\d\d"
_DIGITS = "零〇一二三四五六七八九"
# A bare number of this kind is a year unless a unit follows: 2000个, 2,025 or 1990.5 are none.
_NO_UNIT = (
    r"(?![\d%‰]|[.,]\d|[-/.]\d{1,2}(?!\d)"
    r"|年代| ?[个家项万亿元人件户套亩公台辆处座米吨名条场种多余千百斤所])"
)
# "the 1970's" are ten years, "2020's report" belongs to a single year.
_NO_DECADE = r"(?!(?<=[Tt]he |rly |ate |mid[ -])\d{3}0['’]s\b)"
DATES = Table(
    "dates",
    Rule(
        "Chinese date in digits",
        "zh",
        rf"(?P<zy>{_YEAR}|[12](?: \d){{3}}) ?年(?![代期])度?"
        r"(?: ?(?P<zm>\d{1,2}) ?月(?: ?(?P<zd>\d{1,2}) ?[日号])?)?",
        "2025年1月15日开幕。",
        "1980年代开业。",
        "年 tells the year; 年代 is a decade",
    ),
    Rule(
        "Chinese date in numerals",
        "zh",
        rf"(?P<hy>[一二][〇零一八九][{_DIGITS}]{{2}})年(?!代)"
        rf"(?:(?P<hm>[{_DIGITS}十]{{1,2}})月(?:(?P<hd>[{_DIGITS}十]{{1,3}})日)?)?",
        "二〇二五年一月",
        "二十五年",
        "years in Chinese numerals",
    ),
    Rule(
        "year first, with marks",
        "any",
        rf"(?<![\d.])(?P<iy>{_YEAR})(?P<sep>[-/.])(?P<im>\d{{1,2}})"
        r"(?:(?P=sep)(?P<id>\d{1,2}))?(?![\d.%]|-\d)",
        "2018-01-05",
        "2018-2020",
        "2018-01-05, 2019.3.5",
    ),
    Rule(
        "month first",
        "en",
        rf"(?P<em>{_MONTH}) (?:(?P<ed>\d{{1,2}})(?:st|nd|rd|th)?,? )?(?P<ey>{_YEAR})",
        "on January 15, 2025",
        "on January 15",
        "a date needs its year",
    ),
    Rule(
        "day first",
        "en",
        r"(?<![\d.])(?P<bd>\d{1,2})(?:st|nd|rd|th)? (?:of )?"
        rf"(?P<bm>{_MONTH}),? (?P<by>{_YEAR})\b",
        "on 15 January 2025",
        "on 15 January",
        "a date needs its year",
        whole_words=False,
    ),
    Rule(
        "bare year",
        "any",
        rf"(?<![\d.,A-Za-z$¥]){_NO_DECADE}(?P<y>{_YEAR}){_NO_UNIT}(?![A-Za-z]|-\d)",
        "in 2025",
        "2000个",
        "a number from 1800 to 2099 without a unit is a year",
    ),
    before=r"(?=[\d一二JFMASONDjfmasond])",
)

_PLANS = (
    "一五 二五 三五 四五 五五 六五 七五 八五 九五 十五 十一五 十二五 十三五 十四五 十五五 十六五"
)
PLANS = {name: number for number, name in enumerate(_PLANS.split(), 1)}
_DASH = r" ?(?:年)?(?:[—–\-~～至到]+|to|until|through) ?"
_N = r"(?:\d{1,2}|[一二两三四五六七八九十]{1,3})"
_EN_N = r"(?:\d{1,2}|one|two|three|four|five|six|seven|eight|nine|ten)"
TIMES = Table(
    "times",
    Rule(
        "from year to year",
        "any",
        rf"(?<![\d.])(?P<from>{_YEAR}){_DASH}(?P<to>{_YEAR}|\d\d)(?![\d.,]*[%\d])(?:年)?",
        "2021—2025年",
        "2021年",
        "a stretch of years",
    ),
    Rule(
        "quoted plan",
        "zh",
        rf"[“\"「](?P<plan>{any_of(PLANS)})[”\"」](?P<end>(?:规划)?末)?",
        "“十四五”开局良好。",
        "十四五",
        "a five-year plan by its short name",
    ),
    Rule(
        "plan without quotes",
        "zh",
        r"(?<![一二三四五六七八九十第])(?P<plain>十[一二三四五六]五)"
        r"(?=时期|期间|规划|末|以来|开局|收官|的|$|[，。？,])",
        "十四五时期",
        "十五个",
        "a five-year plan by its short name",
    ),
    Rule(
        "plan by number",
        "zh",
        r"第(?P<nth>十?[一二三四五六七八九十])个五年(?:规划|计划)",
        "第十四个五年规划",
        "第十四个项目",
        "a five-year plan by its number",
    ),
    Rule(
        "plan by number, in English",
        "en",
        r"\b(?P<enth>\d{1,2})(?:st|nd|rd|th) five-year plan",
        "the 14th Five-Year Plan",
        "the 14th bridge",
        "a five-year plan by its number",
        whole_words=False,
    ),
    Rule(
        "this, last and next year",
        "zh",
        r"(?P<zh>今年|本年度?|去年|上一?年度?(?!度)|头一年|前年|明年|来年|后年)",
        "去年增收。",
        "连年增收。",
        "counted from the date of the speech",
    ),
    Rule(
        "past years",
        "zh",
        rf"(?P<past>过去的?|近|最近|这)(?P<pn>{_N}) ?年(?:来|间)?"
        rf"|(?<![一-十\d])(?P<since>{_N}) ?年来",
        "过去五年",
        "五年",
        "counted back from the date of the speech",
    ),
    Rule(
        "coming years",
        "zh",
        rf"(?P<coming>今后|未来|接下来)的?(?P<cn>{_N}) ?年",
        "今后三年",
        "三年",
        "counted on from the date of the speech",
    ),
    Rule(
        "half year",
        "zh",
        r"(?P<half>上半年|下半年)",
        "上半年完工。",
        "半年完工。",
        "half of the year of the speech",
    ),
    Rule(
        "this, last and next year, in English",
        "en",
        r"(?P<en>this year|last year|next year|(?:the )?previous year|(?:the )?year before)",
        "It rained last year.",
        "It rained all year.",
        "counted from the date of the speech",
    ),
    Rule(
        "past years, in English",
        "en",
        rf"(?:the |these )?(?P<enpast>past|last|previous) (?P<enpn>{_EN_N} )?years?",
        "over the past five years",
        "over five years",
        "counted back from the date of the speech",
    ),
    Rule(
        "coming years, in English",
        "en",
        rf"(?:the )?(?P<encoming>next|coming) (?P<encn>{_EN_N}) years",
        "the next three years",
        "three years",
        "counted on from the date of the speech",
    ),
    before=r"(?=[\d“\"「第今本去上下头前明来后过近最这未接一二两三四五六七八九十tTlLnNpPcCyY])",
)
_SHIFTS = {"今": 0, "本": 0, "去": -1, "上": -1, "头": -1, "前": -2, "明": 1, "来": 1, "后": 2,
           "this": 0, "last": -1, "next": 1, "previous": -1, "year": -1}  # fmt: skip
# A speech in the first half of a year counts its “past years” up to the end of the year before.
_LAST_MONTH_OF_LOOKING_BACK = 6


def dates_in(text: str) -> list[DateMention]:
    """Every date with a year, in order: 2025年1月15日, 二〇二五年, ２０１９年, January 15, 2025,
    2018-01-05, 2019.3.5 and bare years. Impossible dates are left out."""
    found: list[DateMention] = []
    for match in DATES.finditer(text.translate(_FULL_WIDTH)):
        date = _date(match)
        if date is not None:
            found.append(DateMention(date, Span(match.start(), match.end())))
    return found


def resolve_years(text: str, basis: PartialDate | None) -> list[YearMention]:
    """The years and stretches of years that `text` names, in order and disjoint. Relative ones
    (去年, 过去五年, last year) are counted from `basis`, the date of the speech (or today for a
    question), and left out where it is None."""
    plain = text.translate(_FULL_WIDTH)
    spoken = [*_spoken(plain, basis)]
    taken = [span for span, *_ in spoken]
    spoken += [
        (m.span, m.date.first_day, m.date.last_day, "written")
        for m in dates_in(text)
        if not any(m.span.overlaps(span) for span in taken)
    ]
    return [YearMention(span.slice(text), span, a, b, how) for span, a, b, how in sorted(spoken)]


def plan_years(number: int) -> tuple[int, int]:
    """First and last year of China's five-year plan of that number: 14 -> (2021, 2025)."""
    first = {1: 1953, 2: 1958}.get(number, 1966 + 5 * (number - 3))
    return first, first + 4


def reviewed_year(date: PartialDate) -> int:
    """The last whole year before a speech: the year before, in the first half of a year."""
    early = date.month is None or date.month <= _LAST_MONTH_OF_LOOKING_BACK
    return date.year - 1 if early else date.year


def _date(match: re.Match[str]) -> PartialDate | None:
    group = match.groupdict()
    if group["hy"]:
        parts = [han_value(group[key]) if group[key] else None for key in ("hy", "hm", "hd")]
        numbers = [None if part is None else int(part) for part in parts]
    else:
        year = group["zy"] or group["iy"] or group["ey"] or group["by"] or group["y"]
        word = group["em"] or group["bm"]
        month = str(_MONTHS.index(word[:3].lower()) + 1) if word else group["zm"] or group["im"]
        day = group["zd"] or group["id"] or group["ed"] or group["bd"]
        numbers = [int(part.replace(" ", "")) if part else None for part in (year, month, day)]
    try:
        return PartialDate(numbers[0] or 0, numbers[1], numbers[2])
    except ValueError:
        return None


_Stretch = tuple[Span, datetime.date, datetime.date, str]


def _spoken(plain: str, basis: PartialDate | None) -> Iterator[_Stretch]:
    for match in TIMES.finditer(plain):
        years = _absolute(match)
        how = "plan" if years and not match["from"] else "written"
        if years is None and basis is not None:
            years, how = _relative(match, basis), str(basis)
        if years is None or not datetime.MINYEAR <= years[0] <= years[1] <= datetime.MAXYEAR:
            continue
        first, last = datetime.date(years[0], 1, 1), datetime.date(years[1], 12, 31)
        if match["half"]:
            first, last = _half(match["half"], years[0])
        yield Span(match.start(), match.end()), first, last, how


def _absolute(match: re.Match[str]) -> tuple[int, int] | None:
    if match["from"]:
        first, last = int(match["from"]), match["to"]
        return first, int(last) if len(last) == 4 else first // 100 * 100 + int(last)
    number = _plan_number(match)
    if number is None:
        return None
    first, final = plan_years(number)
    return (final, final) if match["end"] else (first, final)


def _plan_number(match: re.Match[str]) -> int | None:
    name = match["plan"] or match["plain"]
    if name:
        return PLANS[name]
    if match["nth"]:
        return int(han_value(match["nth"]) or 0) or None
    return int(match["enth"]) if match["enth"] else None


def _relative(match: re.Match[str], basis: PartialDate) -> tuple[int, int] | None:
    if match["half"]:
        return basis.year, basis.year
    word = match["zh"][0] if match["zh"] else (match["en"] or "").lower().removeprefix("the ")
    if word:
        year = basis.year + _SHIFTS[word.split(" ")[0]]
        return year, year
    count = count_of(match["pn"] or match["since"] or match["cn"] or match["enpn"] or match["encn"])
    if match["coming"] or match["encoming"]:
        return basis.year, basis.year + count - 1
    last = reviewed_year(basis)
    return last - count + 1, last


def count_of(written: str | None) -> int:
    """5, 五, 两 or five of the past five years; 1 where no number is written."""
    if written is None:
        return 1
    text = written.strip()
    value = (
        float(text) if text.isdigit() else han_value(text) if text[0] in _DIGITS + "十两" else None
    )
    return int(value or english_value(text) or 1)


def _half(words: str, year: int) -> tuple[datetime.date, datetime.date]:
    if words.startswith("上"):
        return datetime.date(year, 1, 1), datetime.date(year, 6, 30)
    return datetime.date(year, 7, 1), datetime.date(year, 12, 31)
