"""Reads the figures of a Chinese sentence into rows: what each measures is named before it, in its
own clause or in one before."""

from __future__ import annotations

import re
from collections.abc import Iterator

from rag.ingestion.figures.amounts import Quantity, quantities
from rag.ingestion.figures.groups import (
    TO_NEW,
    Group,
    groups_of,
    is_old,
    is_time,
    same_clause,
    shared_bound,
)
from rag.ingestion.figures.in_words import BOTH, CLAUSE, MAIN_NAMES, rows_in_words
from rag.ingestion.figures.kinds import Kind, kind_of
from rag.ingestion.figures.periods import adds_up, goes_on_by_year, last_year, period_of
from rag.ingestion.figures.places import Place, agree, clause_span, of_nation, stance_of
from rag.ingestion.figures.terms import Term, opening_term, stands_for, subject, together
from rag.language.indicators import INDICATORS, Indicator
from rag.language.row_words import ADDED, DEEDS, PRELIMINARY, STRIVES
from rag.types.figures import Confidence, FigureRow, Period, Qualifier
from rag.types.text import Span, Stance

# What stands in brackets, or in “在…情况下”, tells of something else.
_ASIDE = re.compile(
    r"（[^（）]*）|\([^()]*\)|在[^，。；]{2,40}?(?:情况|背景|条件|形势|基础"
    r"|前提)下?[下上]?(?=[，]?[^，。；]{0,30})"
)
_EACH = re.compile(r"分别|依次")
_ALL = re.compile(r"均|都|双双|皆|各")
# Counted anew each year: those of several years are a sum, said or not.
_FLOWS = frozenset(["jobs"])
_AFTER_DIGITS = re.compile(r"^.*\d")
_REACHED = re.compile(r"[到至达破跨迈跃登]|[居列]|第|超过?")
_PAIR = (INDICATORS["urban_income"], INDICATORS["rural_income"])
# Behind a figure that speaks of an earlier term: else it counts what follows (13亿多人口的大国).
_ENDS = re.compile(
    r"$|[，。；;、！：,\s\x00（）()和与及—]|的?(?:大关|台阶|新台阶|目标|水平|关口|高位|规模|速度|增长|增速|任务|预期)"
)
_FIGURE = re.compile(
    r"[\d０-９百千万亿]|十[个项家余多人条件座所]|[一二三四五六七八九]成(?![为立功员])|翻[一两]?番"
)
_MAY_ASIDE = re.compile(r"[（(]|[情背条形基前][况景件势础提]")
# Time between a name and its figure is no part of the name.
_TIME = re.compile(
    r"(?=[\d“一二两三四五六七八九十连比较从自由到])(?:"
    r"(?<!\d)(?:\d{1,2}|[二两三四五六七八九十]{1,2})年(?:以)?来|"
    r"连续(?:\d+|[一二两三四五六七八九十]+)个?[年月季]度?"
    r"|[比较从自由到]?(?:“?十[一二三四五六]五”?时?期?末|(?:19|20)\d\d年底?末?)的?"
    r"|(?<![\d])(?:5|五|四|三|两|3|4)年(?=[增累新达超突提下跨共来间]))"
)
_MAY_BE_TIME = re.compile(r"年|连续|五”?时?期?末")
# Names that begin with a verb of their own: 改造老旧小区.
_DOES = re.compile(r"[新净改建开完接造发交投]|保交")
# Clauses that name nothing.
_FILLER = re.compile(r"[\x00\s]*(?:按|扣除|剔除|据|初步|其中|比|较|.{0,2}$)")
_ECONOMY = re.compile(r"^全年(?:实现|完成)?(?:同比|预计)?增长(?:约|超过?|近)?$")
_WHOLE = re.compile(r"全[省市区县州疆]|我[省市区]|自治区(?!成立)")
_TOPIC = re.compile(
    r"^(?:[—\-一二三四五六七八九十是、“”]*)(?P<place>[\u4e00-\u9fff]{2,8}?(?:新区|开发区|都市圈"
    r"|城市群|示范区|自贸区|自贸港|自贸试验区"
    r"|试验区|经开区|高新区|经济圈|[^城都超全本我各]市|[^各全本我\W]县|自治州))(?!场|政府|委|民"
    r"|域|级|长)"
)


def rows_of_sentence(sentence: str, place: Place) -> Iterator[FigureRow]:
    """The rows of one sentence of simplified characters; spans count from `place.offset`."""
    text = _ASIDE.sub(_blank, sentence) if _MAY_ASIDE.search(sentence) else sentence
    figured = _FIGURE.search(text) is not None
    found = [
        q
        for q in (quantities(sentence) if figured else ())
        if text[q.span.start] != "\x00" and not is_time(text, q)
    ]
    if found:
        yield from _Sentence(text, sentence, place).rows(found)
    if MAIN_NAMES.search(text):
        yield from rows_in_words(text, found, place)


def may_say(sentence: str) -> bool:
    """Whether a sentence can hold a row at all; most do not."""
    return _FIGURE.search(sentence) is not None or MAIN_NAMES.search(sentence) is not None


def _blank(match: re.Match[str]) -> str:
    return "\x00" * len(match.group())


class _Sentence:
    """One sentence while it is read: what its clauses have named so far."""

    def __init__(self, text: str, sentence: str, place: Place) -> None:
        self.text, self.sentence, self.place = text, sentence, place
        self.names = _TIME.sub(_blank, text) if _MAY_BE_TIME.search(text) else text
        self._end = 0
        self._terms: tuple[Term, ...] = ()
        self._terms_start = 0
        self._spot: str | None = None
        self._preliminary = PRELIMINARY.search(text) is not None

    def rows(self, found: list[Quantity]) -> Iterator[FigureRow]:
        topic = _TOPIC.match(self.text)
        if topic and not self._is_own(topic["place"]) and not DEEDS.search(topic["place"]):
            self._spot = topic["place"]
        for group in groups_of(self.text, found):
            yield from self._of_group(group)
            self._end = group.quantities[-1].end

    def _is_own(self, name: str) -> bool:
        """Whether a name is the region's own."""
        return name in (self.place.known.region or "")

    def _of_group(self, group: Group) -> Iterator[FigureRow]:
        head = self.names[group.subject_start : group.subject_start + len(group.head)]
        read = subject(head, self.place.known.region)
        terms, predicate, inherited = self._resolved(read.terms, read.predicate, group)
        pairs = self._pairs(terms, predicate, group)
        for term, quantity, sure in pairs:
            again = inherited and (
                term.rise_only
                or STRIVES.search(group.head) is not None
                or not _ENDS.match(self.text, quantity.end)
            )
            yield self._row(term, quantity, predicate, group, sure=sure and not again)

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
                    t._replace(scope="place", place=self._spot) if t.scope == "region" else t
                    for t in terms
                )
            for term in terms:
                if term.scope == "place":
                    self._spot = term.place
            if terms[0].scope == "place":  # 开发区工业增加值、工业投资
                terms = tuple(t._replace(scope="place", place=terms[0].place) for t in terms)
            self._terms, self._terms_start = terms, group.clause_start
            return terms, predicate, False
        if terms:
            noun = terms[0].name
            named = together(noun, self.text[: group.subject_start])
            if named:
                self._terms = (terms[0]._replace(indicator=named, clean=True),)
                self._terms_start = group.clause_start
                if self._spot:
                    self._terms = (self._terms[0]._replace(scope="place", place=self._spot),)
                return self._terms, predicate, False
            predicate = noun + predicate
        return self._between(group), predicate, True

    def _between(self, group: Group) -> tuple[Term, ...]:
        """The terms so far, or what a clause without a figure between named last; one that names
        something else leaves it open what the figure measures."""
        for match in reversed(list(CLAUSE.finditer(self.names, self._end, group.clause_start))):
            known = opening_term(match.group(), self.place.known.region)
            if known is not None:
                self._terms, self._terms_start = (known,), match.start()
                return self._terms
            if self._end and not _FILLER.match(match.group()):
                return tuple(term._replace(clean=False) for term in self._terms)
        return self._terms

    def _pairs(
        self, terms: tuple[Term, ...], predicate: str, group: Group
    ) -> list[tuple[Term, Quantity, bool]]:
        """Which figure belongs to which term, and whether that is sure."""
        found = group.quantities
        if group.taken:
            return [(term._replace(clean=False), q, False) for term in terms[-1:] for q in found]
        if not terms:
            economy = _ECONOMY.search(group.head) and "经济" in self.text[: group.clause_start]
            if economy and len(found) == 1:  # 经济平稳运行，全年增长5%
                return [(Term("经济", INDICATORS["gdp"], clean=True), found[0], True)]
            return [(Term("", None, clean=False), quantity, False) for quantity in found]
        if len(terms) == 1 and terms[0].indicator is BOTH:
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
            whole = term._replace(indicator=INDICATORS["income"])
            return [(whole, quantity, False) for quantity in found]
        order = _PAIR[::-1] if term.name.startswith("农") else _PAIR
        return [(term._replace(indicator=i), q, True) for i, q in zip(order, found, strict=True)]

    def _row(
        self, term: Term, quantity: Quantity, predicate: str, group: Group, *, sure: bool
    ) -> FigureRow:
        place, text = self.place, self.text
        kind = kind_of(quantity, term.name, predicate, term.indicator)
        if self._adds(term, quantity, group):
            flow = kind.kind in ("level", "count")
            kind = kind._replace(kind="change" if flow else kind.kind, sure=flow and kind.sure)
        indicator = None if kind.other or not (term.clean or sure) else term.indicator
        if term.rise_only and kind.kind != "growth":
            indicator = None
        if indicator is not None and kind.kind == "level" and not kind.sure:
            indicator = None
        clause = self._clause_before(group, quantity, term)
        period, certain = period_of(
            clause, place.lead + text[: group.clause_start], place.frame, place.known.year
        )
        if period is not None and self._is_state(kind, period, term, clause):
            in_one_year = goes_on_by_year(text[quantity.span.end :])
            certain = certain and in_one_year
            if in_one_year or _REACHED.search(predicate):
                period = last_year(period, place.known.year)
        if is_old(text, quantity):
            period, certain = None, False
        start = min(self._terms_start, group.clause_start) if self._terms else group.clause_start
        if start != group.clause_start and not same_clause(text, start, group.clause_start):
            start = group.clause_start
        stance = stance_of(period, place)
        name = term.name or predicate.strip()
        scope = (
            "nation"
            if of_nation(text[group.clause_start : quantity.span.start], place)
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
            clause=clause_span(text, start, quantity.end, place.offset),
            figure=Span(quantity.span.start + place.offset, quantity.span.end + place.offset),
            heading=place.heading,
            confidence=_confidence(
                indicator,
                term,
                kind,
                period,
                stance,
                sure=sure and certain and agree(period, stance, place.known),
            ),
        )

    def _adds(self, term: Term, quantity: Quantity, group: Group) -> bool:
        """新认定企业60家: so many more, and not so many in all."""
        own = "新增" in term.name or _DOES.match(term.name) is not None
        if own or term.indicator is None or quantity.unit in ("percent", "percentage_point"):
            return False
        before, name, _ = self.text[self._terms_start : quantity.span.start].rpartition(term.name)
        return bool(name) and ADDED.search(before.replace("新增就业", "")) is not None

    @staticmethod
    def _is_state(kind: Kind, period: Period, term: Term, clause: str) -> bool:
        """Whether a figure of several years is a quantity at one time, and no sum: not 累计投资,
        not 新增就业."""
        if period.kind != "years_sum" or kind.kind not in ("level", "share", "rank"):
            return False
        flow = term.indicator is not None and term.indicator.key in _FLOWS
        if kind.kind == "rank":
            return True
        since_last_figure = _AFTER_DIGITS.sub("", clause) + term.name
        return not (flow or adds_up(clause) or ADDED.search(since_last_figure))

    def _clause_before(self, group: Group, quantity: Quantity, term: Term) -> str:
        """The words from the border to the figure that may say when: the name is taken out
        (年均浓度), and what stands before an old figure."""
        start = group.clause_start
        if start < self._end <= group.subject_start and TO_NEW.match(group.head):
            start = self._end
        clause = self.sentence[start : quantity.span.start]
        return clause.replace(term.name, "") if term.name else clause

    def _qualifier(self, quantity: Quantity, group: Group, stance: Stance | None) -> Qualifier:
        bound = quantity.bound
        if bound == "exact" and len(group.quantities) > 1:
            bound = shared_bound(quantity, group.quantities)
        clause = self.text[group.clause_start : quantity.span.start]
        before = self.text[: quantity.span.start]
        return Qualifier(
            bound,
            strive=stance == "target" and STRIVES.search(clause) is not None,
            preliminary=stance == "achieved"
            and self._preliminary
            and PRELIMINARY.search(before) is not None,
        )


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
