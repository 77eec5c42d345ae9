"""Of which years a part of a report speaks, and whether it reviews or plans: read from headings and
from the words that open sentences (五年来, 今年主要预期目标)."""

from __future__ import annotations

import datetime
import re
from dataclasses import dataclass, replace
from functools import lru_cache
from typing import Literal

from rag.language.dates import plan_years
from rag.language.heading_words import PLAN_HEADING, REVIEW_HEADING, REVIEW_OF_GOALS
from rag.types.figures import Period, PeriodBasis
from rag.types.text import PartialDate, Stance

# A report that opens in the first half of a year reviews the year before.
_LAST_MONTH_OF_REVIEW = 6
_YEAR = r"(?:19|20)\d\d"
_PLANS = {"七五": 7, "八五": 8, "九五": 9, "十五": 10, "十一五": 11, "十二五": 12, "十三五": 13,
          "十四五": 14, "十五五": 15, "十六五": 16}  # fmt: skip
_PLAN = r"(?:七五|八五|九五|十[一二三四五六]?五)"
_N = r"(?:[2-9]|1\d|二|两|三|四|五|六|七|八|九|十)"
_NUMBERS = {word: number for number, word in enumerate("一二三四五六七八九十", 1)} | {"两": 2}
# What opens a clause and says of which years the following speaks.
_CUE = re.compile(
    rf"(?:^|(?<=[，。；：！、—\n])|(?<=回顾)|(?<=回首)|(?<=回望)|(?<=刚刚))(?:各位代表[！，：])?(?:"
    rf"(?P<past>(?:刚刚)?过去的?{_N}年|[近这]{_N}年(?:来|间)?|{_N}年来|本届政府(?:任期|履职)[^，]{{0,4}})"
    rf"|[“\"]?(?P<plan>{_PLAN})[”\"]?(?=时期|期间|以来|这五年|的?五年|这5年|，|主要|经济社会发展的?(?:主要|总体))"
    rf"|(?P<coming>(?:今后|未来|接下来的?){_N}年)"
    rf"|(?P<one>(?:刚刚)?过去的?一年|一年来|这一年|去年(?=[，以是])|上年)"
    rf"|(?:刚刚)?(?:过去的)?(?P<year>{_YEAR})年(?=[，是、]|全省|全市|全年|全区)"
    r"|(?P<this>今年|新的一年|做好今年|本年度)"
    r")"
)
_TARGETS = re.compile(
    rf"(?:(?P<year>{_YEAR})年|(?P<this>今年|新一年)|(?P<last>去年|上年))?[^，。；]{{0,24}}?(?P<words>主要?预期目标|预期目标|主要目标|奋斗目标|发展目标)"
)
_MONTHS = {"一": 3, "二": 6, "三": 9, "四": 12}

Form = Literal["year", "years"]


@dataclass(frozen=True, slots=True)
class Frame:
    """The years `first` to `last` that the words of a part speak of, and what they do."""

    first: int
    last: int
    stance: Stance
    basis: PeriodBasis

    @property
    def several(self) -> bool:
        return self.last > self.first


@dataclass(frozen=True, slots=True)
class Heading:
    """What the headings of a section say: the first frame of its text (None: nothing), its stance,
    and whether it speaks of several stretches of time."""

    frame: Frame | None
    stance: Stance | None
    mixed: bool


def this_year(date: PartialDate | None) -> int | None:
    """The year that a speech calls 今年."""
    return date.year if date else None


def reviewed_year(date: PartialDate | None) -> int | None:
    """The last whole year before a speech."""
    if date is None:
        return None
    early = date.month is None or date.month <= _LAST_MONTH_OF_REVIEW
    return date.year - 1 if early else date.year


@lru_cache(maxsize=4096)
def read_heading(path: tuple[str, ...], date: PartialDate | None) -> Heading:
    """The outermost heading that says when, or whether it reviews or plans."""
    for line in path:
        stance = _heading_stance(line)
        stretches = _stretches(line, date)
        if stance is None and not stretches:
            continue
        if not stretches:
            return Heading(_default(stance, date), stance, mixed=True)
        first, last = stretches[0]
        if stance is None:
            stance = _stance_of(last, date)
        frame = Frame(first, last, stance, "heading") if stance else None
        several = any(a < b for a, b in stretches)
        return Heading(frame, stance, mixed=len(stretches) > 1 or several)
    return Heading(None, None, mixed=True)


def _heading_stance(line: str) -> Stance | None:
    reached = REVIEW_OF_GOALS.search(line)
    review = reached or REVIEW_HEADING.search(line)
    plan = None if reached else PLAN_HEADING.search(line)
    if bool(review) == bool(plan):
        return None
    return "achieved" if review else "target"


def _stretches(line: str, date: PartialDate | None) -> list[tuple[int, int]]:
    found: list[tuple[int, int]] = []
    pattern = (
        rf"(?P<a>{_YEAR})[—–\-~至到]+(?P<b>{_YEAR})年?|(?P<year>{_YEAR})年?(?!\d)"
        rf"|[“\"](?P<plan>{_PLAN})[”\"]|过去(?P<past>{_N})年|今后(?P<coming>{_N})年|(?P<last>过去一年|去年|上年)|(?P<this>今年)"
    )
    now = this_year(date)
    for match in re.finditer(pattern, line):
        if match["a"]:
            found.append((int(match["a"]), int(match["b"])))
        elif match["year"]:
            found.append((int(match["year"]), int(match["year"])))
        elif match["plan"]:
            found.append(plan_years(_PLANS[match["plan"]]))
        elif now is not None:
            found.append(_counted(match, now, reviewed_year(date) or now))
    return found


def _counted(match: re.Match[str], now: int, reviewed: int) -> tuple[int, int]:
    groups = match.groupdict()
    if groups.get("past"):
        count = number(groups["past"])
        return reviewed - count + 1, reviewed
    if groups.get("coming"):
        return now, now + number(groups["coming"]) - 1
    return (now, now) if groups.get("this") else (reviewed, reviewed)


def number(words: str) -> int:
    """5, 五 or 两 of 过去的五年."""
    digits = re.search(rf"{_N}", words)
    assert digits is not None, words
    return int(digits.group()) if digits.group().isdigit() else _NUMBERS[digits.group()]


def _default(stance: Stance | None, date: PartialDate | None) -> Frame | None:
    """What a heading without a year speaks of: the year before, or the year itself."""
    year = reviewed_year(date) if stance == "achieved" else this_year(date)
    return Frame(year, year, stance, "assumed") if stance and year is not None else None


def _stance_of(last: int, date: PartialDate | None) -> Stance | None:
    reviewed = reviewed_year(date)
    if reviewed is None:
        return None
    return "achieved" if last <= reviewed else "target"


class Frames:
    """Follows a report from sentence to sentence, and knows its frame in each."""

    def __init__(self, date: PartialDate | None) -> None:
        self._date = date
        self._heading = Heading(None, None, mixed=True)
        self._frame: Frame | None = None

    def enter(self, path: tuple[str, ...]) -> None:
        """A section begins; one under the same outer heading goes on with the frame."""
        heading = read_heading(path, self._date)
        if heading != self._heading:
            self._heading = heading
            if heading.frame is not None:
                self._frame = heading.frame

    def read(self, sentence: str, *, at_line: bool) -> Frame | None:
        """The frame of the sentence, with the words that open its clauses."""
        frame = self._frame
        for match in _CUE.finditer(sentence):
            cued = self._cued(match)
            if cued is None or not self._fits(cued):
                continue
            frame = cued
            if self._heading.mixed or (at_line and match.start() == 0):
                self._frame = cued
        targets = _TARGETS.search(sentence) if "目标" in sentence else None
        if targets:
            frame = self._targets(targets, sentence, frame)
        return frame

    def _fits(self, cued: Frame) -> bool:
        """A heading that says what it does is not turned round by a sentence under it."""
        return self._heading.stance is None or cued.stance == self._heading.stance

    def _cued(self, match: re.Match[str]) -> Frame | None:
        now, reviewed = this_year(self._date), reviewed_year(self._date)
        if now is None or reviewed is None:
            return None
        if match["plan"]:
            first, last = plan_years(_PLANS[match["plan"]])
            if first > reviewed:
                return Frame(first, last, "target", "explicit")
            return Frame(first, min(last, reviewed), "achieved", "explicit")
        if match["past"]:
            count = 5 if "届" in match["past"] else number(match["past"].replace("过去", ""))
            return Frame(reviewed - count + 1, reviewed, "achieved", "counted")
        if match["coming"]:
            return Frame(now, now + number(match["coming"]) - 1, "target", "counted")
        if match["year"]:
            year = int(match["year"])
            return Frame(year, year, "achieved" if year <= reviewed else "target", "explicit")
        if match["one"]:
            return Frame(reviewed, reviewed, "achieved", "counted")
        return Frame(now, now, "target", "counted") if reviewed < now else None

    def _targets(self, match: re.Match[str], sentence: str, frame: Frame | None) -> Frame | None:
        """主要预期目标 are those of one year, unless the sentence names several before."""
        now = this_year(self._date)
        before = sentence[: match.start("words")]
        if now is None or self._heading.stance == "achieved" or match["last"]:
            return frame
        if match["year"]:
            cued = Frame(int(match["year"]), int(match["year"]), "target", "explicit")
        elif match["this"]:
            cued = Frame(now, now, "target", "counted")
        elif "预期" in match["words"] and not re.search(rf"{_PLAN}|五年|5年|{_YEAR}年", before):
            if frame is not None and not frame.several and frame.stance == "target":
                return frame
            cued = Frame(now, now, "target", "counted")
        else:
            return frame
        if cued.last < now:
            return frame
        self._frame = cued
        return cued


# --- the period of one figure ---

_SPAN_YEARS = re.compile(rf"(?P<a>{_YEAR})年?[—–\-~至到]+(?P<b>{_YEAR})年")
_EXPLICIT = re.compile(
    rf"(?P<mark>[比较自从由与以同至到于前])?(?:“?)(?P<year>{_YEAR})年(?P<end>末|底|前)?"
)
_RELATIVE = re.compile(r"(?<![比较与同])(?P<word>去年|上年|今年|本年度?|明年|当年)(?!同期|底数|度)")
_PART = re.compile(
    r"前?(?:三|一|二|四)个?季度|前\d+个月|上半年|下半年|(?<!\d)\d+[—\-至]\d+月|(?<![\d年])\d{1,2}月份?(?!\d)|春节|国庆|假期|旺季|汛期|月均"
)
_MEAN = re.compile(r"年均|年平均|每年|年年|历年|各年|连年")
_SUM = re.compile(r"累计|合计|总计|共计")
_STRETCH = re.compile(
    rf"(?<![\d十])(?P<n>{_N})年(?:来|间|内|累计|共|增长|新增|增加|实现|提高|提升|下降|完成|投入|时间|总计|合计)|连续(?P<run>{_N}|\d+)年|(?:过去|最近|近|这)的?(?P<past>{_N})年"
)
_AGAINST = re.compile(
    rf"[比较](?:上届|{_YEAR}年|五年前|5年前|“?{_PLAN}”?(?:末|时期|期末|期间)?)|(?:是|为|相当于)(?:{_YEAR}年|五年前|5年前|“?{_PLAN}”?末?)[^，。]{{0,6}}的"
)
_WHOLE_YEAR = re.compile(r"全年|年度|一年(?!来|又)")
_PLAN_IN = re.compile(rf"“?(?P<plan>{_PLAN})”?(?P<end>末)?(?=时期|期间|以来|末|五年|[，。；、])")


def _calendar(first: int, last: int) -> tuple[datetime.date, datetime.date]:
    return datetime.date(first, 1, 1), datetime.date(last, 12, 31)


def period_of(
    clause: str, before: str, frame: Frame | None, now: int | None
) -> tuple[Period | None, bool]:
    """The period of a figure: `clause` are the words from the border of its clause to it, `before`
    those of the sentence before that. The flag says whether the words leave no doubt."""
    years, sure = _years(clause, before, frame, now)
    if years is None:
        return None, False
    first, last, basis, named = years
    start, end = _calendar(first, last)
    if _PART.search(clause) or (_PART.search(before) and not _WHOLE_YEAR.search(clause)):
        return Period(start, end, "part_year", basis), sure
    if _MEAN.search(clause):
        if last > first:
            return Period(start, end, "years_mean", basis), sure
        return (Period(start, end, "years_mean", basis), False) if not named else (None, False)
    if last > first:
        return Period(start, end, "years_sum", basis), sure
    if now is not None and last > now:
        return Period(start, end, "point", basis), sure
    return Period(start, end, "year", basis), sure


_Years = tuple[int, int, PeriodBasis, bool]


def _years(
    clause: str, before: str, frame: Frame | None, now: int | None
) -> tuple[_Years | None, bool]:
    span = _SPAN_YEARS.search(clause)
    if span:
        return (int(span["a"]), int(span["b"]), "explicit", False), True
    if _AGAINST.search(clause):
        return _against(clause, frame)
    stretch = _STRETCH.search(clause)
    if stretch:
        return _stretched(stretch, frame)
    named = _named(clause, now)
    if named is not None:
        mean = _MEAN.search(clause) is not None
        return (named[0], named[0], named[1], not mean), not mean
    plan = _PLAN_IN.search(clause) or _PLAN_IN.search(before)
    if plan and not _WHOLE_YEAR.search(clause):
        first, last = plan_years(_PLANS[plan["plan"]])
        if plan["end"]:
            return (last, last, "explicit", True), True
        return (first, last, "explicit", False), True
    if _WHOLE_YEAR.search(clause) and frame is not None and frame.several:
        return (frame.last, frame.last, "assumed", True), False
    carried = _named(before, now) if before else None
    if carried is not None and not (_MEAN.search(clause) or _SUM.search(clause)):
        return (carried[0], carried[0], carried[1], True), True
    if frame is None:
        return None, False
    sure = frame.basis != "assumed" or not frame.several
    if _SUM.search(clause) and not frame.several:
        sure = _WHOLE_YEAR.search(clause) is not None
    return (frame.first, frame.last, frame.basis, False), sure


def _against(clause: str, frame: Frame | None) -> tuple[_Years | None, bool]:
    """比2020年增长: since that year."""
    if frame is None:
        return None, False
    match = re.search(rf"[比较是为于]({_YEAR})年", clause)
    first = int(match[1]) + 1 if match else frame.last - 4
    if first > frame.last:
        return None, False
    if first == frame.last:
        return (first, first, frame.basis, True), True
    return (first, frame.last, frame.basis, False), True


def _stretched(match: re.Match[str], frame: Frame | None) -> tuple[_Years | None, bool]:
    if frame is None:
        return None, False
    words = match["n"] or match["run"] or match["past"]
    count = int(words) if words.isdigit() else number(words)
    return (frame.last - count + 1, frame.last, "counted", False), match["run"] is None


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


def with_stance(frame: Frame, stance: Stance) -> Frame:
    return replace(frame, stance=stance)
