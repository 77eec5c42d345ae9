"""Of which days one figure speaks: read from the words before it, and from the frame of its part of
the report."""

from __future__ import annotations

import datetime
import re
from functools import lru_cache

from rag.ingestion.figures.frames import COUNT, PLAN, YEAR, Frame, number
from rag.language.dates import PLANS, plan_years
from rag.types.figures import Period, PeriodBasis, PeriodKind

_SPAN_YEARS = re.compile(rf"(?P<a>{YEAR})年?[—–\-~至到]+(?P<b>{YEAR})年")
_OPENING_SPAN = re.compile(rf"(?:^|(?<=[，；：\s]))[从自]?{_SPAN_YEARS.pattern}(?!相比)")
_EXPLICIT = re.compile(
    rf"(?P<mark>[比较自从由与以同至到于前])?(?:“?)(?P<year>{YEAR})年(?P<end>末|底|前)?"
)
_RELATIVE = re.compile(r"(?<![比较与同])(?P<word>去年|上年|今年|本年度?|明年|当年)(?!同期|底数|度)")
_PART = re.compile(
    r"前?(?:三|一|二|四)个?季度|前\d+个月|上半年|下半年|(?<!\d)\d+[—\-至]\d+月"
    r"|(?<![\d年])\d{1,2}月份?(?!\d)|春节|国庆|假期|旺季|汛期|月均"
)
_MAY_BE_PART = re.compile(r"[季月半假节旺汛]")
# Every word that says when holds one of these: most clauses hold none.
_MAY_TELL = re.compile(r"[年五届]")
_MEAN = re.compile(r"年均|年平均|每年|年年|历年|各年|连年")
_SUM = re.compile(r"累计|合计|总计|共计")
_STRETCH = re.compile(
    rf"(?<![\d十])(?P<n>{COUNT})年(?:来|间|内|累计|共|增长|新增|增加|实现|提高|提升|下降|完成|投入"
    rf"|时间|总计|合计)|连续(?P<run>{COUNT}|\d{{1,4}})年|(?:^|(?<=，))(?P<lead>{COUNT})年(?=全国|全省|全市"
    rf"|全区|城镇|累计|共|新)|(?:过去|最近|近|这)的?(?P<past>{COUNT})年"
)
_AGAINST = re.compile(
    rf"[比较](?:上届|{YEAR}年|五年前|5年前|“?{PLAN}”?(?:末|时期|期末|期间)?)|(?:是|为"
    rf"|相当于)(?:{YEAR}年|五年前|5年前|“?{PLAN}”?末?)[^，。]{{0,6}}的"
)
_OPENS = re.compile(
    rf"(?:预计|初步统计|据统计|到|至|其中|[—“\"])*(?:{YEAR}年|去年|今年|上年|明年)(?!的?(?:基础"
    rf"|同期))"
)
_SINCE = re.compile(rf"[比较是为于与和同]({YEAR})年")
_COMPARED = re.compile(rf"[与和同]{YEAR}年(?:末|底)?相比")
# 比上年下降: of one year, whatever years the part of the report reviews.
_YEAR_ON_YEAR = r"同比|[比较](?:上年|去年|上一年)(?!末|底)"
_IN_ONE_YEAR = re.compile(_YEAR_ON_YEAR)
_THEN_IN_ONE_YEAR = re.compile(rf"，(?:{_YEAR_ON_YEAR})")
_WHOLE_YEAR = re.compile(r"全年|年度|一年(?!来|又)")
_PLAN_IN = re.compile(
    rf"(?<![比较与同])(?<![比较与同]“)“?(?P<plan>{PLAN})”?(?P<end>末)?(?=时期|期间|以来|末|五年"
    rf"|[，。；、])"
)


# No speech states figures of other years: 2025—2021年, 连续0年 and 连续2024年 are slips.
_EARLIEST, _LATEST = 1900, 2100


@lru_cache(maxsize=4096)
def _period(first: int, last: int, kind: PeriodKind, basis: PeriodBasis) -> Period:
    """Whole calendar years; a report has a handful of them."""
    return Period(datetime.date(first, 1, 1), datetime.date(last, 12, 31), kind, basis)


def are_years(first: int, last: int) -> bool:
    """Whether these can be the first and the last year that a figure speaks of."""
    return _EARLIEST <= first <= last <= _LATEST


def period_of(
    clause: str, before: str, frame: Frame | None, now: int | None
) -> tuple[Period | None, bool]:
    """The period of a figure: `clause` are the words from the border of its clause to it, `before`
    those of the sentence before that. The flag says whether the words leave no doubt."""
    years, sure = _years(clause, before, frame, now)
    if years is None:
        return None, False
    first, last, basis, named = years
    if not are_years(first, last):
        return None, False
    if last > first and _IN_ONE_YEAR.search(clause):
        first = last
    if _is_part(before + clause):
        return _period(first, last, "part_year", basis), sure
    if _MEAN.search(clause):
        if last > first:
            return _period(first, last, "years_mean", basis), sure
        return (_period(first, last, "years_mean", basis), False) if not named else (None, False)
    if last > first:
        return _period(first, last, "years_sum", basis), sure
    if now is not None and last > now:
        return _period(first, last, "point", basis), sure
    return _period(first, last, "year", basis), sure


def last_year(period: Period, now: int | None) -> Period:
    """The last of several years: what a quantity reached in them, it reached then."""
    last = period.end.year
    kind: PeriodKind = "point" if now is not None and last > now else "year"
    return _period(last, last, kind, "assumed")


def goes_on_by_year(words: str) -> bool:
    """Whether the words behind a figure say how it changed in one year, so that it is of that year
    too: 39微克，比上年下降4.9%."""
    return _THEN_IN_ONE_YEAR.match(words) is not None


def adds_up(clause: str) -> bool:
    """Whether the words say that the figure is a sum."""
    return _SUM.search(clause) is not None


def _is_part(words: str) -> bool:
    """Whether the last word about it says a part of the year, and not the whole."""
    if _MAY_BE_PART.search(words) is None:
        return False
    parts = [match.end() for match in _PART.finditer(words)]
    if not parts:
        return False
    whole = [match.end() for match in _WHOLE_YEAR.finditer(words)]
    return not whole or parts[-1] > whole[-1]


_Years = tuple[int, int, PeriodBasis, bool]


def _years(
    clause: str, before: str, frame: Frame | None, now: int | None
) -> tuple[_Years | None, bool]:
    if _MAY_TELL.search(clause):
        told = _told(clause, before, frame, now)
    else:
        compared = _compared(clause, before)
        told = None if compared is None else _against(compared, before, frame, now)
    return told or _untold(clause, before, frame, now)


def _told(
    clause: str, before: str, frame: Frame | None, now: int | None
) -> tuple[_Years | None, bool] | None:
    """What the clause itself says of when; None if it says nothing."""
    span = _SPAN_YEARS.search(clause)
    if span:
        return (int(span["a"]), int(span["b"]), "explicit", False), True
    compared = _compared(clause, before)
    if compared is not None:
        return _against(compared, before, frame, now)
    stretch = _STRETCH.search(clause)
    if stretch:
        return _stretched(stretch, frame)
    named = _named(clause, now)
    if named is not None:
        mean = _MEAN.search(clause) is not None
        return (named[0], named[0], named[1], not mean), not mean
    plan = _PLAN_IN.search(clause)
    return (_planned(plan, frame), True) if plan and not _WHOLE_YEAR.search(clause) else None


def _planned(plan: re.Match[str], frame: Frame | None) -> _Years:
    """The years of a five-year plan, or its last one (十四五末)."""
    first, last = plan_years(PLANS[plan["plan"]])
    if plan["end"]:
        return last, last, "explicit", True
    if frame is not None and frame.stance == "achieved" and first <= frame.last:
        last = min(last, frame.last)  # 十四五以来: so far
    return first, last, "explicit", False


def _compared(clause: str, before: str) -> str | None:
    """The words that set the figure against that of another year."""
    compared = "相比" in before and _COMPARED.search(before)
    compared = compared or ("相比" in clause and _COMPARED.search(clause))
    if compared:
        return compared.group()
    near = before[-40:]
    if _MAY_TELL.search(clause) and _AGAINST.search(clause):
        return clause
    return near if _MAY_TELL.search(near) and _AGAINST.search(near) else None


def _untold(
    clause: str, before: str, frame: Frame | None, now: int | None
) -> tuple[_Years | None, bool]:
    """Where the clause itself says nothing of when: an earlier one, or the part of the report."""
    plan = _PLAN_IN.search(before) if "五" in before else None
    if plan and not _WHOLE_YEAR.search(clause):
        return _planned(plan, frame), True
    if frame is not None and frame.several and _WHOLE_YEAR.search(clause):
        return (frame.last, frame.last, "assumed", True), False
    spans = list(_OPENING_SPAN.finditer(before)) if "年" in before else []
    if spans:
        return (int(spans[-1]["a"]), int(spans[-1]["b"]), "explicit", False), True
    carried = _opening(before, now) if "年" in before else None
    if carried is not None and not (_MEAN.search(clause) or _SUM.search(clause)):
        return (carried[0], carried[0], carried[1], True), True
    if frame is None:
        return None, False
    sure = frame.basis != "assumed" or not frame.several
    if _SUM.search(clause) and not frame.several:
        sure = _WHOLE_YEAR.search(clause) is not None
    return (frame.first, frame.last, frame.basis, False), sure


def _against(
    words: str, before: str, frame: Frame | None, now: int | None
) -> tuple[_Years | None, bool]:
    """比2020年增长: since that year, up to the year that the sentence opens with, or to that of
    its part of the report."""
    match = _SINCE.search(words)
    opening = _opening(before, now) or _opening(words, now)
    if match and opening and opening[0] > int(match[1]):
        last, basis = opening
    elif frame is not None:
        last, basis = frame.last, frame.basis
    else:
        return None, False
    first = int(match[1]) + 1 if match else last - 4
    if first > last:
        return None, False
    return (first, last, basis, first == last), True


def _stretched(match: re.Match[str], frame: Frame | None) -> tuple[_Years | None, bool]:
    if frame is None:
        return None, False
    words = match["n"] or match["run"] or match["lead"] or match["past"]
    count = int(words) if words.isdigit() else number(words)
    return (frame.last - count + 1, frame.last, "counted", False), match["run"] is None


def _opening(before: str, now: int | None) -> tuple[int, PeriodBasis] | None:
    """The year that an earlier clause of the sentence opens with: it goes on to the next ones."""
    best: tuple[int, PeriodBasis] | None = None
    for clause in re.split(r"[，；：]", before):
        head = _OPENS.match(clause)
        if head:
            best = _named(head.group(), now) or best
    return best


def _named(words: str, now: int | None) -> tuple[int, PeriodBasis] | None:
    """The last year that the words name, that is not one of comparison."""
    best: tuple[int, int, PeriodBasis] | None = None
    for match in _EXPLICIT.finditer(words):
        if match["mark"] is None or match["mark"] in "至到于前以":
            best = (match.start(), int(match["year"]), "explicit")
    if now is not None:
        for match in _RELATIVE.finditer(words):
            if match["word"] == "当年":
                continue
            shift = {"去": -1, "上": -1, "明": 1}.get(match["word"][0], 0)
            if best is None or match.start() > best[0]:
                best = (match.start(), now + shift, "counted")
    return (best[1], best[2]) if best else None
