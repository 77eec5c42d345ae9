"""Of which years a part of a report speaks, and whether it reviews or plans: read from headings and
from the words that open sentences (五年来, 今年主要预期目标)."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from functools import lru_cache

from rag.language import dates
from rag.language.dates import PLANS, count_of, plan_years
from rag.language.heading_words import PLAN_HEADING, REVIEW_HEADING, REVIEW_OF_GOALS
from rag.types.figures import PeriodBasis
from rag.types.text import PartialDate, Stance

YEAR = r"(?:19|20)\d\d"
PLAN = r"(?:七五|八五|九五|十[一二三四五六]?五)"
COUNT = r"(?:[2-9]|1\d|二|两|三|四|五|六|七|八|九|十)"
# What opens a clause and says of which years the following speaks.
_CUE = re.compile(
    rf"(?:^|(?<=[，。；：！、—\n])|(?<=回顾)|(?<=回首)|(?<=回望)|(?<=刚刚))(?:各位代表[！，：])?(?:在(?=刚刚|过去))?(?:"
    rf"(?P<past>(?:刚刚)?过去的?{COUNT}年|[近这]{COUNT}年(?:来|间|，)|这{COUNT}年(?!行动|计划|规划)"
    rf"|{COUNT}年来|本届政府(?:任期|履职)[^，]{{0,4}})"
    rf"|[“\"]?(?P<plan>{PLAN})[”\"]?(?=时期|期间|以来|这五年|的?五年|这5年|，|主要"
    rf"|经济社会发展的?(?:主要|总体))"
    rf"|(?P<coming>(?:今后|未来|接下来的?){COUNT}年)"
    rf"|(?P<one>(?:刚刚)?过去的?一年|一年来|这一年|去年(?=[，以是])|上年)"
    rf"|(?:刚刚)?(?:过去的)?(?P<year>{YEAR})年(?=[，是、]|全省|全市|全年|全区)"
    r"|(?P<this>今年|新的一年|做好今年|本年度)"
    r")"
)
_MAY_CUE = re.compile(r"年|五”|五时期|目标")
_SHORT = re.compile(r"[^，。；]{0,12}(?:各位代表)?[！，：—“\"]*")
_TARGETS = re.compile(
    rf"(?:(?P<year>{YEAR})年|(?P<this>今年|新一年)|(?P<last>去年"
    rf"|上年))?[^，。；]{{0,24}}?(?P<words>主要?预期目标|预期目标|主要目标|奋斗目标|发展目标)"
)
_TITLE = re.compile(r"报告$|讲话$|^报告")


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
    return dates.reviewed_year(date) if date else None


@lru_cache(maxsize=4096)
def read_heading(path: tuple[str, ...], date: PartialDate | None) -> Heading:
    """The outermost heading that says when, or whether it reviews or plans."""
    for depth, line in enumerate(path):
        stretches = _stretches(line, date)
        # Inner headings name tasks in reviews and boast in plans: only their years count.
        outermost = depth == 0 or (depth == 1 and _TITLE.search(path[0]) is not None)
        stance = _heading_stance(line) if outermost or stretches else None
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
        rf"(?P<a>{YEAR})[—–\-~至到]+(?P<b>{YEAR})年?|(?P<year>{YEAR})年?(?!\d)"
        rf"|[“\"](?P<plan>{PLAN})[”\"]|过去(?P<past>{COUNT})年|今后(?P<coming>{COUNT})年"
        rf"|(?P<last>过去一年|去年|上年)|(?P<this>今年)"
    )
    now = this_year(date)
    for match in re.finditer(pattern, line):
        if match["a"]:
            if int(match["a"]) <= int(match["b"]):
                found.append((int(match["a"]), int(match["b"])))
        elif match["year"]:
            found.append((int(match["year"]), int(match["year"])))
        elif match["plan"]:
            found.append(plan_years(PLANS[match["plan"]]))
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
    digits = re.search(rf"{COUNT}", words)
    assert digits is not None, words
    return count_of(digits.group())


def _default(stance: Stance | None, date: PartialDate | None) -> Frame | None:
    """What a heading without a year speaks of: the year before, or the year itself."""
    year = reviewed_year(date) if stance == "achieved" else this_year(date)
    return Frame(year, year, stance, "assumed") if stance and year is not None else None


def _stance_of(last: int, date: PartialDate | None) -> Stance | None:
    reviewed = reviewed_year(date)
    if reviewed is None:
        return None
    return "achieved" if last <= reviewed else "target"


def _opens(sentence: str, match: re.Match[str]) -> bool:
    """Whether a cue opens its sentence: elsewhere it is for this sentence only."""
    return _SHORT.fullmatch(sentence, 0, match.start()) is not None


class Frames:
    """Follows a report from sentence to sentence, and knows its frame in each."""

    def __init__(self, date: PartialDate | None) -> None:
        self._date = date
        self._heading = Heading(None, None, mixed=True)
        self._frame: Frame | None = None
        self._line: Frame | None = None

    def enter(self, path: tuple[str, ...]) -> None:
        """A section begins; one under the same outer heading goes on with the frame."""
        heading = read_heading(path, self._date)
        if heading != self._heading:
            self._heading = heading
            if heading.frame is not None:
                self._frame = heading.frame

    def read(self, sentence: str, *, at_line: bool, held: Frame | None = None) -> Frame | None:
        """The frame of the sentence, with the words that open its clauses; `held` is that of the
        words that lead into a list."""
        if at_line:
            self._line = None
        frame = held or self._line or self._frame
        if not _MAY_CUE.search(sentence):
            return frame
        for match in _CUE.finditer(sentence):
            cued = self._cued(match)
            if cued is None:
                continue
            if not self._fits(cued):
                if match["one"] and _opens(sentence, match) and match["one"][0] not in "去上":
                    self._line = frame = cued  # 过去一年, in a plan: to the end of the paragraph
                continue
            frame, self._line = cued, None
            if _opens(sentence, match) and (self._heading.mixed or at_line):
                self._frame = cued
            elif _opens(sentence, match) and cued.several and self._heading.stance:
                self._line = replace(cued, basis="assumed")  # perhaps to the end of the paragraph
        targets = _TARGETS.search(sentence) if "目标" in sentence else None
        if targets:
            frame = self._targets(targets, sentence, frame)
        return frame

    def _fits(self, cued: Frame) -> bool:
        """A heading that says what it does is not turned round by a sentence under it, but one
        without a year holds whole parts about several years."""
        heading = self._heading
        if heading.stance is None or cued.stance == heading.stance:
            return True
        return cued.several and (heading.frame is None or heading.frame.basis == "assumed")

    def _cued(self, match: re.Match[str]) -> Frame | None:
        now, reviewed = this_year(self._date), reviewed_year(self._date)
        if now is None or reviewed is None:
            return None
        if match["plan"]:
            first, last = plan_years(PLANS[match["plan"]])
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
        elif "预期" in match["words"] and not re.search(rf"{PLAN}|五年|5年|{YEAR}年", before):
            if frame is not None and not frame.several and frame.stance == "target":
                return frame
            cued = Frame(now, now, "target", "counted")
        else:
            return frame
        if cued.last < now:
            return frame
        self._frame = cued
        return cued
