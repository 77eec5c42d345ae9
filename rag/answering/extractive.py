"""The extractive answerer: it claims sentences of the speeches as spoken, without a language model.

Every sentence of every source has a score. The answerer claims the best sentence and those near it,
or the best of each side of a comparison. It claims none if there is too little evidence that the
best sentence answers.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence

from rag.answering.candidates import Candidate, candidates
from rag.language.stance import names_a_result
from rag.late_interaction.encoder import QueryEncoder
from rag.types.answers import Claim, Source
from rag.types.questions import Understood

# All tuned on the development part of the policy questions.

# The least evidence for an answer. A question about something that nobody said finds sentences and
# passages that are all equally near, that share its words only here and there, or that leave some
# of them unmet. The weights are those of a logistic regression that tells right answers from the
# best sentence that is left when the document, or the passage, that answers is taken away. Fit them
# again when the scores of passages change.
ENOUGH_EVIDENCE = 1.06
SCORE_EVIDENCE = 0.15
FOCUS_EVIDENCE = 3.4
UNMET_EVIDENCE = -1.72
PASSAGE_EVIDENCE = 1.64
GAP_EVIDENCE = 2.55
MISSING_FIGURE = 1.0
# For a sentence in the question's language that lacks the key word: it is about something else.
# Across languages the key word may be there without being recognised.
MISSING_KEY = 0.25
RIVALS = 5
# The key word of the question (熊猫, jade) is missing if its closest word is below MET; it
# has its like from WELL_MET on.
MET = 0.35
WELL_MET = 0.9
# Sentences with this share of the best score are claimed too. With a lower share half of the claims
# in English are beside the point.
NEAR_THE_BEST = 0.93
# The same where the question wants a figure: mostly a single sentence gives it.
NEAR_THE_FIGURE = 0.94
# The same for results, which several sentences tell, and for each side of a comparison.
NEAR_OF_SEVERAL = 0.86
MOST_STATEMENTS = 5
MOST_FOR_A_SIDE = 3
# A result with less than this share of the best score is about something else.
NEAR_FOR_A_RESULT = 0.75
# And so is a figure with less than this share.
NEAR_WITH_A_FIGURE = 0.95
PERCENT = "percent"
# Figures of any topic have these units: two figures need not be alike because they share one.
COMMON_UNITS = frozenset({PERCENT, "percentage_point", "basis_point", "ordinal", "count"})
# The best sentence for a side of a comparison needs this share of the best score of all.
NEAR_FOR_A_SIDE = 0.7


class ExtractiveAnswerer:
    """Answers with the sentences that answer, not with whole passages."""

    name = "extractive"

    def __init__(self, encoder: QueryEncoder) -> None:
        self._encoder = encoder

    def claims(self, understood: Understood, sources: Sequence[Source]) -> Iterator[Claim]:
        """The sentences that answer; those of one speech together."""
        if understood.missing and not understood.regions:
            return  # a sentence about another place or year is no answer
        found = [
            candidate
            for source in sources
            for candidate in candidates(self._encoder, understood, source)
        ]
        for candidate in _reading_order(_chosen(found, understood), understood):
            yield Claim(candidate.text, (candidate.pointer,))


def _chosen(found: Sequence[Candidate], understood: Understood) -> list[Candidate]:
    """The best candidate and those near it, best first, or those of each side of a comparison; none
    without enough evidence."""
    ranked = sorted(found, key=lambda candidate: -candidate.score)
    if understood.intent.results:
        ranked = _results(ranked)
    if understood.wants_figure:
        ranked = _with_figures(ranked)
    if not ranked or _evidence(ranked, understood) < ENOUGH_EVIDENCE:
        return []
    ranked = _to_the_point(ranked, understood)
    if understood.compared:
        return _of_each_side(ranked, understood)
    ranked = _about_the_topic(ranked, understood)
    if understood.intent.mention:
        ranked = _best_of_each_speech(ranked)
    near = [candidate for candidate in ranked if candidate.score >= _bar(ranked, understood)]
    return near[:MOST_STATEMENTS]


def _results(ranked: list[Candidate]) -> list[Candidate]:
    """The candidates that state or name a result, if one that states it comes near the best:
    causes, praise and promises share the words of a result and are none."""
    stated = [candidate for candidate in ranked if candidate.stance == "achieved"]
    if ranked and ranked[0].sentence_score.key >= WELL_MET:  # a result about something else is none
        stated = [candidate for candidate in stated if candidate.sentence_score.key >= WELL_MET]
    if not stated or stated[0].score < NEAR_FOR_A_RESULT * ranked[0].score:
        return ranked
    named = [
        candidate
        for candidate in ranked
        if candidate.stance is None and names_a_result(candidate.text)
    ]
    return sorted([*stated, *named], key=lambda candidate: -candidate.score)


def _with_figures(ranked: list[Candidate]) -> list[Candidate]:
    """The candidates that give a figure, if the best of them comes near the best of all."""
    given = [candidate for candidate in ranked if not candidate.lacks_figure]
    is_near = given and given[0].score >= NEAR_WITH_A_FIGURE * ranked[0].score
    return given if is_near else ranked


def _best_of_each_speech(ranked: Sequence[Candidate]) -> list[Candidate]:
    """The best candidate of each speech, if it meets the key word as well as the best of all."""
    best: dict[str, Candidate] = {}
    for candidate in ranked:
        best.setdefault(candidate.passage.document.id, candidate)
    least = min(ranked[0].sentence_score.key, WELL_MET)
    return [candidate for candidate in best.values() if candidate.sentence_score.key >= least]


def _bar(ranked: Sequence[Candidate], understood: Understood) -> float:
    """The least score of a claim: near the best candidate. Where the question asks for results it
    is near the best that states a result, so that a sentence which only names it excludes none."""
    best = ranked[0]
    if understood.intent.results and not understood.intent.mention:
        best = next((candidate for candidate in ranked if candidate.stance == "achieved"), best)
    if understood.intent.results or understood.intent.mention:
        return NEAR_OF_SEVERAL * best.score
    return (NEAR_THE_FIGURE if understood.wants_figure else NEAR_THE_BEST) * best.score


def _to_the_point(ranked: list[Candidate], understood: Understood) -> list[Candidate]:
    """The candidates that may stand beside the best. Three things are not mixed: documents that
    the question prefers ("the district", the report on the year it names) with others; results with
    promises, where the question asks for either; and statements about a year with later plans."""
    best = ranked[0]
    ranked = [candidate for candidate in ranked if candidate.is_preferred >= best.is_preferred]
    ranked = [candidate for candidate in ranked if candidate.is_later <= best.is_later]
    if best.stance is not None and best.stance == understood.stance:
        ranked = [
            candidate
            for candidate in ranked
            if candidate.stance in (best.stance, "under_way", None)
        ]
    return ranked


def _about_the_topic(ranked: list[Candidate], understood: Understood) -> list[Candidate]:
    """The candidates that meet the key word, or that score as well as the best without it. All of
    them, where a single figure is the answer or the best candidates miss the key word too."""
    near = [candidate for candidate in ranked if candidate.score >= _bar(ranked, understood)]
    judged = near if understood.intent.results else ranked[:1]
    is_broad = not understood.wants_figure or bool(understood.compared)
    if not is_broad or all(candidate.sentence_score.key < MET for candidate in judged):
        return ranked
    well = ranked[0].sentence_score.score
    return [
        candidate
        for candidate in ranked
        if candidate.sentence_score.key >= MET or candidate.sentence_score.score >= well
    ]


def _of_each_side(ranked: Sequence[Candidate], understood: Understood) -> list[Candidate]:
    """The best candidate for each side of a comparison and those near it, the best side first; at
    most the same number for each side."""
    sides: dict[int, list[Candidate]] = {}
    for candidate in ranked:
        sides.setdefault(understood.side(candidate.passage.document), []).append(candidate)
    sides = {number: _about_the_topic(side, understood) for number, side in sides.items()}
    share = NEAR_OF_SEVERAL
    if understood.wants_figure:
        share = NEAR_THE_FIGURE
        unit = PERCENT if understood.intent.rate else _common_unit(sides)
        sides = {number: _with_unit(side, unit) for number, side in sides.items()}
    chosen = []
    for side in sides.values():
        if side[0].score >= NEAR_FOR_A_SIDE * ranked[0].score:
            near = [candidate for candidate in side if candidate.score >= share * side[0].score]
            chosen += near[:MOST_FOR_A_SIDE]
    return chosen


def _common_unit(sides: Mapping[int, list[Candidate]]) -> str:
    """The unit in which the best figures of all sides have the greatest sum of scores: a quantity
    that one side gives in tons the other does not give in mu."""
    totals: defaultdict[str, float] = defaultdict(float)
    for side in sides.values():
        best: dict[str, float] = {}
        for candidate in side:  # best first
            for unit in sorted(candidate.units - COMMON_UNITS):  # a set's order changes by the run
                best.setdefault(unit, candidate.score)
        for unit, score in best.items():
            totals[unit] += score
    return max(totals, key=totals.__getitem__, default="")


def _with_unit(side: list[Candidate], unit: str) -> list[Candidate]:
    """The candidates with a figure in `unit`, if the best of them comes near the best of the
    side."""
    alike = [candidate for candidate in side if unit in candidate.units]
    is_near = alike and alike[0].score >= NEAR_FOR_A_SIDE * side[0].score
    return alike if is_near else side


def _evidence(ranked: Sequence[Candidate], understood: Understood) -> float:
    """The evidence that the best candidate answers; about 0 to 3. Its rivals are candidates of the
    same side of a comparison that the question prefers as much."""
    best = ranked[0]
    side = understood.side(best.passage.document)
    others = [
        candidate for candidate in ranked if understood.side(candidate.passage.document) == side
    ]
    rivals = [
        candidate.sentence_score.score
        for candidate in others
        if candidate is not best and candidate.is_preferred >= best.is_preferred
    ]
    is_in_the_language = best.passage.document.language == understood.language
    lacks_key = is_in_the_language and best.sentence_score.key < MET
    passages = {candidate.source.number: candidate.source.hit.score for candidate in others}
    score = best.sentence_score.score
    return (
        _lead([score, *sorted(rivals, reverse=True)[:RIVALS]])
        + SCORE_EVIDENCE * score
        + FOCUS_EVIDENCE * (score - best.sentence_score.alone)
        + UNMET_EVIDENCE * best.sentence_score.unmet
        + PASSAGE_EVIDENCE * best.source.hit.score
        + GAP_EVIDENCE * _lead(sorted(passages.values(), reverse=True))
        - (MISSING_FIGURE if best.lacks_figure else 0.0)
        - (MISSING_KEY if lacks_key else 0.0)
    )  # fmt: skip


def _lead(scores: Sequence[float]) -> float:
    """The lead of the first score over the mean of the others; 0 where there are no others."""
    first, *others = scores
    return first - sum(others) / len(others) if others else 0.0


def _reading_order(chosen: Sequence[Candidate], understood: Understood) -> list[Candidate]:
    """The speech of the best candidate first; within a speech, the best first where the question
    wants a figure, and otherwise in the order of the speech."""
    speeches = list(dict.fromkeys(candidate.passage.document.id for candidate in chosen))
    best_first = (
        understood.wants_figure and not understood.compared and not understood.intent.results
    )
    return sorted(
        chosen,
        key=lambda candidate: (
            speeches.index(candidate.passage.document.id),
            -candidate.score if best_first else float(candidate.span.start),
        ),
    )
