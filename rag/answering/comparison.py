"""The comparison of groups: the cell of each group's answer, and the series of their figures.

A sentence of a report lists a dozen figures. The figure that the question asks for stands in the
clause with the best score, and has the same unit as in the other cells.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise

from rag.language.figure_patterns import BEFORE_NEW, BEFORE_OLD
from rag.language.figures import figures
from rag.language.sentences import clauses
from rag.language.units import dimension
from rag.late_interaction.encoder import QueryEncoder
from rag.late_interaction.sentence_scores import sentence_scores
from rag.types.answers import Answer, Citation, Statement
from rag.types.comparison import Cell, Group, Series
from rag.types.documents import Passage
from rag.types.figures import Figure
from rag.types.questions import Filters, Understood
from rag.types.text import Span, Stance

# A chart needs this many points, and a unit that this share of the cells with figures has.
FEWEST_POINTS = 2
COMMON_SHARE = 0.3
# A figure often stands one clause behind its subject; its clause then has the score of the clause
# before, less this.
STEP_AWAY = 0.1
# A figure counts if its clause has at least this share of the best clause's score.
NEAR_THE_BEST = 0.6
# Clauses whose scores differ by less are tied; the first wins, since reports put the most important
# figure first.
TIE = 0.02

_SHARES = frozenset({"share", "percentage_point"})


@dataclass(frozen=True, slots=True)
class _ScoredQuotation:
    """A quotation with its score, the greater the better: its year, where the newest is asked for;
    the chance of its statement, where the answerer can tell; then its nearness in words. And the
    words of it that answer, and its likely figures."""

    citation: Citation
    stance: Stance | None
    score: tuple[float, float, float]
    words: Span
    figures: tuple[Figure, ...]


class Comparer:
    """Makes cells of answers; safe between threads."""

    def __init__(self, encoder: QueryEncoder) -> None:
        self._encoder = encoder

    def cell(self, group: Group, answer: Answer) -> Cell:
        """The cell of a group: the best quotation of its answer and its figures, likeliest
        first."""
        best = self._best(answer.understood, answer.statements)
        if best is None:
            return Cell(group, answer)
        return Cell(group, answer, best.citation, best.words, best.stance, best.figures)

    def likely_figures(
        self, understood: Understood, statements: Sequence[Statement]
    ) -> tuple[tuple[Figure, str], ...]:
        """The figures of the best quotation, likeliest first, each with the clause that it stands
        in."""
        best = self._best(understood, statements)
        if best is None:
            return ()
        quote = best.citation.quote
        text = quote.passage.document.text
        clause_spans = clauses(text, quote.span)
        return tuple(
            (figure, clause_span.slice(text))
            for figure in best.figures
            for clause_span in clause_spans
            if clause_span.contains(figure.span)
        )

    def _best(
        self, understood: Understood, statements: Sequence[Statement]
    ) -> _ScoredQuotation | None:
        scored = [
            self._scored(understood, citation, statement)
            for statement in statements
            for citation in statement.citations
        ]
        return max(scored, key=lambda quotation: quotation.score, default=None)

    def _scored(
        self, understood: Understood, citation: Citation, statement: Statement
    ) -> _ScoredQuotation:
        passage, topic = citation.quote.passage, understood.topic
        text = passage.document.text
        context = " ".join((passage.document.title, *passage.heading))
        (found,) = sentence_scores(
            self._encoder, topic, text, [citation.quote.span], context=context
        )
        likely = self._figures(topic, text, citation.quote.span, understood.intent.share)
        words = citation.highlight[0] if citation.highlight else found.window
        if likely and not words.contains(likely[0][0].span):
            words = likely[0][1]
        return _ScoredQuotation(
            citation,
            statement.stance,
            (_year_if_newest(understood, passage), statement.chance or 0.0, found.score),
            words,
            tuple(figure for figure, _ in likely),
        )

    def _figures(
        self, topic: str, text: str, quote: Span, share: bool
    ) -> list[tuple[Figure, Span]]:
        """The figures that may answer the question, likeliest first, each with its clause: shares
        first where the question asks for a share, then by the scores of the clause and of the
        clause before it."""
        clause_spans = clauses(text, quote)
        scores = [
            clause_score.score
            for clause_score in sentence_scores(
                self._encoder, topic, text, clause_spans, context=""
            )
        ]
        before = [0.0, *scores[:-1]]
        scores = [
            max(own, earlier - STEP_AWAY) for own, earlier in zip(scores, before, strict=True)
        ]
        enough = NEAR_THE_BEST * max(scores)
        found = [
            (score, _moved(figure, clause_span.start), clause_span)
            for score, clause_span in zip(scores, clause_spans, strict=True)
            for figure in latest_first(clause_span.slice(text))
            if score >= enough
        ]
        found.sort(key=lambda entry: (share and _kind(entry[1]) not in _SHARES, -entry[0]))
        tied = [entry for entry in found if entry[0] >= found[0][0] - TIE]
        tied.sort(key=lambda entry: (share and _kind(entry[1]) not in _SHARES, entry[2]))
        rest = [entry for entry in found if entry not in tied]
        return [(figure, clause_span) for _, figure, clause_span in (*tied, *rest)]


def _year_if_newest(understood: Understood, passage: Passage) -> float:
    date = passage.document.date
    return float(date.year) if understood.newest and date else 0.0


def series(cells: Sequence[Cell]) -> Series | None:
    """The figures that can stand on one axis: of each cell the likeliest figure of the kind that
    comes first in most cells. None if the figures are too few or too different. Results and
    promises are not drawn together: the stance of the question is drawn, or else that of most
    cells. If some speeches are from the years that the question prefers, only these are drawn."""
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
    chosen = tuple(
        next((figure for figure in found if _kind(figure) == kind), None) for found in offered
    )
    unit = Counter(figure.unit for figure in chosen if figure).most_common(1)[0][0]
    values = tuple(None if figure is None else _in_unit(figure, unit) for figure in chosen)
    return Series(unit, chosen, values)


def _is_timely(cell: Cell, citation: Citation) -> bool:
    """Whether the quotation is from a year that the question prefers."""
    preferred = cell.answer.understood.preferred
    years = Filters(since=preferred.since, until=preferred.until)
    return years.accepts(citation.quote.passage.document)


def _common_stance(cells: Sequence[Cell]) -> Stance | None:
    wanted = next((cell.answer.understood.stance for cell in cells), None)
    found = Counter(cell.stance for cell in cells if cell.figures and cell.stance)
    return wanted or (found.most_common(1)[0][0] if found else None)


def latest_first(clause: str) -> list[Figure]:
    """The figures of a clause in order, but in "from 54 to 47" 47 comes first."""
    found = figures(clause)
    for number, (old, new) in enumerate(pairwise(found)):
        between, before = clause[old.span.end : new.span.start], clause[: old.span.start]
        from_old = BEFORE_OLD.search(before) and BEFORE_NEW.search(between)
        if _kind(old) == _kind(new) and from_old:
            found[number], found[number + 1] = new, old
    return found


def _differ(found: Stance | None, wanted: Stance | None) -> bool:
    """Whether a promise stands where a result is wanted, or the other way round."""
    return found is not None and wanted is not None and found != wanted


def _kind(figure: Figure) -> str:
    """The quantity that a figure measures: figures of a kind can be put into one unit."""
    return dimension(figure.unit or "")[0]


def _in_unit(figure: Figure, unit: str | None) -> float:
    value = figure.value * dimension(figure.unit or "")[1] / dimension(unit or "")[1]
    return float(f"{value:.12g}")  # without the rounding errors of binary fractions


def _moved(figure: Figure, by: int) -> Figure:
    span = Span(figure.span.start + by, figure.span.end + by)
    return Figure(figure.text, figure.value, figure.unit, span)
