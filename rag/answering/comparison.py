"""An answer of one group in, its cell of a table out; and of all cells the figures that compare.

A sentence of a report lists a dozen figures: the one asked for stands in the clause that speaks
most to the question, and has the unit that it has in the other cells.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise

from rag.language.figures import figures
from rag.language.sentence_kinds import of_several_years
from rag.language.sentences import clauses
from rag.language.units import dimension
from rag.late_interaction.encoder import QueryEncoder
from rag.late_interaction.sentence_scores import sentence_scores
from rag.types.answers import Answer, Citation, Statement
from rag.types.comparison import Cell, Group, Series
from rag.types.figures import Figure
from rag.types.questions import Filters, Understood
from rag.types.text import Span, Stance

# Fewer points than these are no chart, nor is a unit that fewer of the cells with figures have.
FEWEST_POINTS = 2
COMMON_SHARE = 0.3
# What a quotation loses for being a promise where a result is asked for or the other way round, or
# where neither is asked for (then what is the case is meant), and for giving no figure of the kind
# that is asked for.
STANCE_PENALTY = 0.12
PROMISE_PENALTY = 0.06
FIGURE_PENALTY = 0.08
# And for an average of several years where one is asked for.
YEARS_PENALTY = 0.1
# A figure often stands one clause behind what it is about; what it loses for that, and how much
# less than the best clause of its quotation its own may say.
STEP_AWAY = 0.1
NEAR_THE_BEST = 0.6
# Clauses whose support differs by less say the same, and reports put what matters most first.
TIE = 0.02

_FROM = re.compile(r"[由从自]|\bfrom\b", re.IGNORECASE)
_TO = re.compile(r"[到至为]\D{0,6}$|\bto\W*$", re.IGNORECASE)
_SHARES = frozenset({"share", "percentage_point"})


@dataclass(frozen=True, slots=True)
class _Spoken:
    """One quotation, how far it speaks to the question and in which words, and its figures."""

    citation: Citation
    stance: Stance | None
    score: float
    words: Span
    figures: tuple[Figure, ...]


class Comparer:
    """Makes cells of answers; safe between threads."""

    def __init__(self, encoder: QueryEncoder) -> None:
        self._encoder = encoder

    def cell(self, group: Group, answer: Answer) -> Cell:
        """The quotation that speaks most to the question, and its figures, likeliest first."""
        best = self._best(answer.understood, answer.statements)
        if best is None:
            return Cell(group, answer)
        return Cell(group, answer, best.citation, best.words, best.stance, best.figures)

    def said(
        self, understood: Understood, statements: Sequence[Statement]
    ) -> tuple[tuple[Figure, str], ...]:
        """The figures of the quotation that speaks most to the question, likeliest first, each
        with the clause that it stands in."""
        best = self._best(understood, statements)
        if best is None:
            return ()
        quote = best.citation.quote
        text = quote.passage.document.text
        parts = clauses(text, quote.span)
        return tuple(
            (figure, part.slice(text))
            for figure in best.figures
            for part in parts
            if part.contains(figure.span)
        )

    def _best(self, understood: Understood, statements: Sequence[Statement]) -> _Spoken | None:
        spoken = [
            self._spoken(understood, citation, statement.stance)
            for statement in statements
            for citation in statement.citations
        ]
        return max(spoken, key=lambda one: one.score, default=None)

    def _spoken(self, understood: Understood, citation: Citation, stance: Stance | None) -> _Spoken:
        passage, topic = citation.quote.passage, understood.topic
        text = passage.document.text
        context = " ".join((passage.document.title, *passage.heading))
        (found,) = sentence_scores(
            self._encoder, topic, text, [citation.quote.span], context=context
        )
        share = understood.intent.share
        likely = self._figures(topic, text, citation.quote.span, share)
        score = found.score
        if _differ(stance, understood.stance):
            score -= STANCE_PENALTY
        elif stance == "target" and understood.stance is None:
            score -= PROMISE_PENALTY
        if share and not (likely and _kind(likely[0][0]) in _SHARES):
            score -= FIGURE_PENALTY
        words = found.window
        if len(understood.years) == 1 and of_several_years(words.slice(text)):
            score -= YEARS_PENALTY
        if likely and not words.contains(likely[0][0].span):
            words = likely[0][1]
        return _Spoken(citation, stance, score, words, tuple(figure for figure, _ in likely))

    def _figures(
        self, topic: str, text: str, quote: Span, share: bool
    ) -> list[tuple[Figure, Span]]:
        """The figures that may be the one asked for, likeliest first, each with its clause: shares
        first where one is asked for, then by how far clause and the one before speak to it."""
        parts = clauses(text, quote)
        scores = [
            one.score for one in sentence_scores(self._encoder, topic, text, parts, context="")
        ]
        before = [0.0, *scores[:-1]]
        scores = [max(own, b - STEP_AWAY) for own, b in zip(scores, before, strict=True)]
        enough = NEAR_THE_BEST * max(scores)
        found = [
            (score, _moved(figure, part.start), part)
            for score, part in zip(scores, parts, strict=True)
            for figure in latest_first(part.slice(text))
            if score >= enough
        ]
        found.sort(key=lambda one: (share and _kind(one[1]) not in _SHARES, -one[0]))
        tied = [one for one in found if one[0] >= found[0][0] - TIE]
        tied.sort(key=lambda one: (share and _kind(one[1]) not in _SHARES, one[2]))
        rest = [one for one in found if one not in tied]
        return [(figure, part) for _, figure, part in (*tied, *rest)]


def series(cells: Sequence[Cell]) -> Series | None:
    """The figures that can stand on one axis: in each cell the likeliest of the kind that most
    cells have first. None if they are too few or too different. Results and promises are not
    drawn together: what was asked for is, or else what most cells are. Nor are speeches of other
    years than those that the question leads to, where some are of these."""
    wanted = _common_stance(cells)
    timely = [cell.citation is not None and _is_timely(cell, cell.citation) for cell in cells]
    offered = [
        () if _differ(cell.stance, wanted) or (any(timely) and not in_time) else cell.figures
        for cell, in_time in zip(cells, timely, strict=True)
    ]
    first = Counter(_kind(found[0]) for found in offered if found)
    if not first:
        return None
    kind, count = first.most_common(1)[0]
    if count < max(FEWEST_POINTS, COMMON_SHARE * first.total()):
        return None
    chosen = tuple(next((f for f in found if _kind(f) == kind), None) for found in offered)
    unit = Counter(figure.unit for figure in chosen if figure).most_common(1)[0][0]
    values = tuple(None if figure is None else _in_unit(figure, unit) for figure in chosen)
    return Series(unit, chosen, values)


def _is_timely(cell: Cell, citation: Citation) -> bool:
    """Whether the quotation is from a year that the question leads to."""
    preferred = cell.answer.understood.preferred
    years = Filters(since=preferred.since, until=preferred.until)
    return years.accepts(citation.quote.passage.document)


def _common_stance(cells: Sequence[Cell]) -> Stance | None:
    asked = next((cell.answer.understood.stance for cell in cells), None)
    found = Counter(cell.stance for cell in cells if cell.figures and cell.stance)
    return asked or (found.most_common(1)[0][0] if found else None)


def latest_first(clause: str) -> list[Figure]:
    """The figures of a clause in order, but in "from 54 to 47" 47 comes first."""
    found = figures(clause)
    for i, (old, new) in enumerate(pairwise(found)):
        between, before = clause[old.span.end : new.span.start], clause[: old.span.start]
        if _kind(old) == _kind(new) and _FROM.search(before) and _TO.search(between):
            found[i], found[i + 1] = new, old
    return found


def _differ(found: Stance | None, asked: Stance | None) -> bool:
    """A promise where a result is asked for, or the other way round."""
    return found is not None and asked is not None and found != asked


def _kind(figure: Figure) -> str:
    """What it measures: two of one kind can be put into one unit."""
    return dimension(figure.unit or "")[0]


def _in_unit(figure: Figure, unit: str | None) -> float:
    value = figure.value * dimension(figure.unit or "")[1] / dimension(unit or "")[1]
    return float(f"{value:.12g}")  # without the dust of binary fractions


def _moved(figure: Figure, by: int) -> Figure:
    span = Span(figure.span.start + by, figure.span.end + by)
    return Figure(figure.text, figure.value, figure.unit, span)
