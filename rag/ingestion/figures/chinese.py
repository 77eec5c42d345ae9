"""Reads the figures of a Chinese sentence into rows: what each measures is named before it, in its
own clause or in one before."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field, replace

from rag.ingestion.figures.amounts import Quantity, quantities
from rag.ingestion.figures.frames import Frame, period_of
from rag.ingestion.figures.kinds import Kind, kind_of
from rag.ingestion.figures.terms import Term, stands_for, subject, together
from rag.language.indicators import INDICATORS, Indicator, term_named
from rag.language.row_words import INSTEAD, PRELIMINARY, STRIVES
from rag.types.figures import Amount, Bound, Confidence, FigureRow, Period, Qualifier
from rag.types.text import Span, Stance

_BORDER = re.compile(r"[，。；：;！？!?\n]|(?<!\d),(?!\d)|(?<![\d:：])[:：]|——")
# What stands in brackets, or in “在…情况下”, tells of something else.
_ASIDE = re.compile(
    r"（[^（）]*）|\([^()]*\)|在[^，。；]{2,40}?(?:情况|背景|条件|形势|基础|前提)下?[下上]?(?=[，]?[^，。；]{0,30})"
)
_CONTINUES = re.compile(r"^(?:左右|以上|以内|以下)?[\s、和与及]*(?:约|近|超|超过|不低于)?$")
_EACH = re.compile(r"分别|依次")
_ALL = re.compile(r"均|都|双双|皆|各")
_OLD = re.compile(r"[由从自](?:[^，。；]{0,14}?)$")
_TO_NEW = re.compile(r"^[^，。；]{0,12}?(?:到|至|为)[^，。；]{0,10}$")
_BOTH = INDICATORS["urban_rural_income"]
_PAIR = (INDICATORS["urban_income"], INDICATORS["rural_income"])
# Rows without a figure are kept for these only.
IN_WORDS = frozenset(
    "gdp iva fai retail rev trade jobs unemp cpi grain pm25 income urban_rural_income".split()
)
_GOAL = re.compile(r"预期目标|目标[为是：]|主要目标")
_WHOLE = re.compile(r"全[省市区县州疆]|我[省市区]|自治区(?!成立)")
_TOPIC = re.compile(
    r"^(?:[—\-一二三四五六七八九十是、“”]*)(?P<place>[\u4e00-\u9fff]{2,8}?(?:新区|开发区|都市圈|城市群|示范区|自贸区|自贸港|自贸试验区"
    r"|试验区|经开区|高新区|经济圈|[^城都超全本我各]市|[^各全本我\W]县|自治州))(?!场|政府|委|民|域|级|长)"
)


@dataclass(slots=True)
class Group:
    """Figures that belong together: those of one list after one name."""

    subject_start: int
    clause_start: int
    head: str
    quantities: list[Quantity] = field(default_factory=list)


@dataclass(frozen=True, slots=True)
class Place:
    """Where a sentence stands and what is known of it before it is read."""

    offset: int
    heading: tuple[str, ...]
    frame: Frame | None
    stance: Stance | None
    region: str | None
    national: bool
    year: int | None
    reviewed: int | None


def rows_of_sentence(sentence: str, place: Place) -> Iterator[FigureRow]:
    """The rows of one sentence of simplified characters; spans count from `place.offset`."""
    text = _ASIDE.sub(lambda match: "\x00" * len(match.group()), sentence)
    found = [q for q in quantities(sentence) if text[q.span.start] != "\x00"]
    if found:
        yield from _Sentence(text, sentence, place).rows(found)
    yield from _in_words(text, found, place)


class _Sentence:
    """One sentence while it is read: what its clauses have named so far."""

    def __init__(self, text: str, sentence: str, place: Place) -> None:
        self.text, self.sentence, self.place = text, sentence, place
        self._terms: tuple[Term, ...] = ()
        self._terms_start = 0
        self._spot: str | None = None

    def rows(self, found: list[Quantity]) -> Iterator[FigureRow]:
        topic = _TOPIC.match(self.text)
        if topic and topic["place"] not in (self.place.region or ""):
            self._spot = topic["place"]
        for group in _groups(self.text, found):
            yield from self._of_group(group)

    def _of_group(self, group: Group) -> Iterator[FigureRow]:
        read = subject(group.head, self.place.region)
        terms, predicate, inherited = self._resolved(read.terms, read.predicate, group)
        pairs = self._pairs(terms, predicate, group)
        for number, (term, quantity, sure) in enumerate(pairs):
            yield self._row(term, quantity, predicate, group, sure=sure and not (
                inherited and term.rise_only), first=number == 0)  # fmt: skip

    def _resolved(
        self, terms: tuple[Term, ...], predicate: str, group: Group
    ) -> tuple[tuple[Term, ...], str, bool]:
        """The terms of a group: its own, or those of an earlier clause that a noun or only a verb
        points to."""
        if terms and not (len(terms) == 1 and stands_for(terms[0])):
            if _WHOLE.search(group.head):
                self._spot = None
            elif self._spot:
                terms = tuple(
                    replace(t, scope="place", place=self._spot) if t.scope == "region" else t
                    for t in terms
                )
            for term in terms:
                if term.scope == "place":
                    self._spot = term.place
            self._terms, self._terms_start = terms, group.clause_start
            return terms, predicate, False
        if terms:
            noun = terms[0].name
            named = together(noun, self.text[: group.subject_start])
            if named:
                self._terms = (replace(terms[0], indicator=named, clean=True),)
                self._terms_start = group.clause_start
                if self._spot:
                    self._terms = (replace(self._terms[0], scope="place", place=self._spot),)
                return self._terms, predicate, False
            predicate = noun + predicate
        return self._terms, predicate, True

    def _pairs(
        self, terms: tuple[Term, ...], predicate: str, group: Group
    ) -> list[tuple[Term, Quantity, bool]]:
        """Which figure belongs to which term, and whether that is sure."""
        found = group.quantities
        if not terms:
            return [(Term("", None, clean=False), quantity, False) for quantity in found]
        if len(terms) == 1 and terms[0].indicator is _BOTH:
            return self._both(terms[0], found)
        if len(terms) == len(found) and len(terms) > 1:
            sure = _EACH.search(group.head) is not None or _EACH.search(predicate) is not None
            return [(t, q, sure) for t, q in zip(terms, found, strict=True)]
        if len(found) == 1 and len(terms) > 1 and _ALL.search(predicate):
            return [(term, found[0], True) for term in terms]
        if len(found) == 1:
            return [(terms[-1], found[0], len(terms) == 1 or not _EACH.search(predicate))]
        return [(terms[-1], quantity, False) for quantity in found]

    def _both(self, term: Term, found: list[Quantity]) -> list[tuple[Term, Quantity, bool]]:
        """城乡居民收入分别增长4%、5%: urban and rural, in the order of the words."""
        if len(found) != 2:
            whole = replace(term, indicator=INDICATORS["income"])
            return [(whole, quantity, False) for quantity in found]
        order = _PAIR[::-1] if term.name.startswith("农") else _PAIR
        return [(replace(term, indicator=i), q, True) for i, q in zip(order, found, strict=True)]

    def _row(
        self,
        term: Term,
        quantity: Quantity,
        predicate: str,
        group: Group,
        *,
        sure: bool,
        first: bool,
    ) -> FigureRow:
        place, text = self.place, self.text
        kind = kind_of(quantity, term.name, predicate, term.indicator)
        indicator = None if kind.other else term.indicator
        if term.rise_only and kind.kind != "growth":
            indicator = None
        if indicator is not None and kind.kind == "level" and not kind.sure:
            indicator = None
        clause = text[group.clause_start : quantity.span.start]
        period, certain = period_of(clause, text[: group.clause_start], place.frame, place.year)
        old = _is_old(text, quantity)
        if old:
            period, certain = None, False
        start = min(self._terms_start, group.clause_start) if self._terms else group.clause_start
        if start != group.clause_start and not _same_clause(text, start, group.clause_start):
            start = group.clause_start
        stance = stance_of(period, place)
        name = term.name or predicate.strip()
        scope = (
            "nation"
            if _nation(text[group.clause_start : quantity.span.start], place)
            else term.scope
        )
        return FigureRow(
            indicator=indicator.key if indicator else None,
            name=name + predicate if kind.other else name,
            kind=kind.kind,
            value=quantity.amount(self.sentence, kind.sign),
            qualifier=self._qualifier(quantity, group, stance),
            period=period,
            stance=stance,
            scope=scope,
            place=term.place,
            clause=_span(text, start, quantity.end, place.offset),
            figure=Span(quantity.span.start + place.offset, quantity.span.end + place.offset),
            heading=place.heading,
            confidence=_confidence(indicator, term, kind, period, stance, sure=sure and certain),
        )

    def _qualifier(self, quantity: Quantity, group: Group, stance: Stance | None) -> Qualifier:
        bound = quantity.bound
        if bound == "exact" and len(group.quantities) > 1:
            bound = _shared_bound(quantity, group.quantities)
        clause = self.text[group.clause_start : quantity.span.start]
        before = self.text[: quantity.span.start]
        return Qualifier(
            bound,
            strive=STRIVES.search(clause) is not None and stance == "target",
            preliminary=stance == "achieved" and PRELIMINARY.search(before) is not None,
        )


def _shared_bound(quantity: Quantity, found: list[Quantity]) -> Bound:
    """分别增长5%、6%左右, 分别超过3万和5万: a word at either end binds all."""
    first, last = found[0].bound, found[-1].bound
    if all(q.bound == "exact" for q in found[:-1]) and last in (
        "about",
        "at_least",
        "at_most",
        "below",
    ):
        return last
    if all(q.bound == "exact" for q in found[1:]) and first in (
        "above",
        "at_least",
        "at_most",
        "below",
    ):
        return first
    return quantity.bound


def _groups(text: str, found: list[Quantity]) -> list[Group]:
    groups: list[Group] = []
    border = end = 0
    for quantity in found:
        for match in _BORDER.finditer(text, border, quantity.span.start):
            if match.start() >= end or not groups:
                border = match.end()
        start = max(border, end)
        head = text[start : quantity.span.start]
        if groups and start == end and border < end and _CONTINUES.match(head):
            groups[-1].quantities.append(quantity)
        else:
            start += len(head) - len(head.lstrip("、和与及 的"))
            clause = border if border < end or not groups else border
            groups.append(Group(start, clause, text[start : quantity.span.start], [quantity]))
        end = quantity.end
    return groups


def _same_clause(text: str, start: int, end: int) -> bool:
    """Whether an earlier term is near enough to be quoted together."""
    return end - start <= 60 and "。" not in text[start:end]


def _is_old(text: str, quantity: Quantity) -> bool:
    """由3万增长到5万: the first of two is what it was."""
    before = text[max(quantity.span.start - 16, 0) : quantity.span.start]
    return bool(_OLD.search(before)) and bool(
        _TO_NEW.match(
            text[quantity.end : quantity.end + 22].split("、")[0][:20]
            if False
            else _upto_digit(text, quantity.end)
        )
    )


def _upto_digit(text: str, start: int) -> str:
    match = re.compile(r"[^\d一二三四五六七八九十百]{0,16}").match(text, start)
    return match.group() if match else ""


def _nation(head: str, place: Place) -> bool:
    return not place.national and ("全国" in head[:4] or "我国" in head[:4])


def _span(text: str, start: int, end: int, offset: int) -> Span:
    while start < end and text[start] in " \x00、，　—":
        start += 1
    return Span(start + offset, end + offset)


def stance_of(period: Period | None, place: Place) -> Stance | None:
    """What the part of the report says, unless the year of the figure tells otherwise."""
    stance = place.frame.stance if place.frame else place.stance
    if period is None or place.year is None or place.reviewed is None:
        return stance
    if period.end.year <= place.reviewed and period.basis in ("explicit", "counted"):
        return "achieved"
    if period.start.year > place.reviewed and (
        place.reviewed < place.year or period.start.year > place.year
    ):
        return "target"
    return stance


def _confidence(
    indicator: Indicator | None,
    term: Term,
    kind: Kind,
    period: Period | None,
    stance: Stance | None,
    *,
    sure: bool,
) -> Confidence:
    if not term.name or period is None or stance is None:
        return "unclear"
    if indicator is None:
        return "likely" if kind.sure and sure and len(term.name) <= 20 else "unclear"
    if term.clean and kind.sure and sure:
        return "certain"
    return "likely"


# --- rows without a figure ---

_CLAUSE = re.compile(r"[^，。；：;！？!?\n]+")


def _in_words(text: str, found: list[Quantity], place: Place) -> Iterator[FigureRow]:
    """The main indicators where words stand in place of a figure."""
    if not _MAIN.search(text):
        return
    for match in _CLAUSE.finditer(text):
        named = _MAIN.search(match.group())
        if named is None or any(match.start() <= q.span.start < match.end() for q in found):
            continue
        head = match.group()[: named.end()]
        said = (
            INSTEAD.search(match.group(), named.start())
            if False
            else INSTEAD.search(match.group()[named.end() - 2 :])
        )
        read = subject(head, place.region)
        if said is None or len(read.terms) != 1 or read.terms[0].indicator is None:
            continue
        row = _worded(match, read.terms[0], said, place, text)
        if row is not None:
            yield row


def _worded(
    match: re.Match[str], term: Term, said: re.Match[str], place: Place, text: str
) -> FigureRow | None:
    indicator = term.indicator
    assert indicator is not None
    if indicator.key not in IN_WORDS:
        return None
    if indicator is _BOTH:
        indicator = INDICATORS["income"]
    level = said.group() in ("持平", "零增长")
    zero = 0.0 if level and indicator.key == "cpi" else None
    period, sure = period_of(match.group(), text[: match.start()], place.frame, place.year)
    stance = stance_of(period, place)
    span = _span(text, match.start(), match.end(), place.offset)
    at = match.group().find(said.group())
    clean = term.clean and zero is not None and sure and period is not None and stance is not None
    bound: Bound = "about" if zero is not None and "基本" in match.group() else "exact"
    return FigureRow(
        indicator=indicator.key,
        name=term.name,
        kind="growth" if indicator.kinds[0] == "growth" else "level",
        value=Amount(
            zero, zero, "percent" if zero is not None else None, match.group()[max(at, 0) :].strip()
        ),
        qualifier=Qualifier(bound),
        period=period,
        stance=stance,
        scope="nation" if _nation(match.group(), place) else term.scope,
        place=term.place,
        clause=span,
        figure=Span(match.start() + max(at, 0) + place.offset, match.end() + place.offset),
        heading=place.heading,
        confidence="certain" if clean else "likely" if period and stance else "unclear",
    )


_MAIN = re.compile(
    "|".join(
        sorted(
            (re.escape(n) for key in IN_WORDS for n in INDICATORS[key].zh if term_named(n.lower())),
            key=len,
            reverse=True,
        )
    )
)
