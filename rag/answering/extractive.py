"""A question and its sources in, claims in the speakers' own sentences out; no LLM.

Every sentence of every source is scored for how far it speaks to the question; the best one is
claimed, and those that come near it or add what it lacks. None, if none speaks to the question.
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

# What is answered: evidence of at least this. A question about what nobody said finds sentences
# and passages that are equally near, share its words only here and there, or leave some of them
# unmet. The weights are those of a logistic regression that tells right answers from the best that
# is left without the document, and without the passage, that answers. To be fitted anew when the
# scores of passages change.
ENOUGH_EVIDENCE = 1.06
SUPPORT_EVIDENCE = 0.15
FOCUS_EVIDENCE = 3.4
UNMET_EVIDENCE = -1.72
PASSAGE_EVIDENCE = 1.64
GAP_EVIDENCE = 2.55
MISSING_FIGURE = 1.0
# In the question's own language its most telling word is there, or something else is spoken of;
# across languages a word that is there may go unseen.
MISSING_KEY = 0.25
RIVALS = 5
# The most telling word of the question (熊猫, jade) met nothing closer than this, or met its like.
MET = 0.35
WELL_MET = 0.9
# Sentences this near the best one are claimed with it. Lower, and one claim in two is beside the
# point in English.
NEAR_THE_BEST = 0.93
# One sentence mostly gives the figure that is asked for.
NEAR_THE_FIGURE = 0.94
# What came of something is told in several sentences, and each side of a comparison in its own.
NEAR_OF_SEVERAL = 0.86
MOST_STATEMENTS = 5
MOST_FOR_A_SIDE = 3
# A result this far below the best sentence is about something else.
NEAR_FOR_A_RESULT = 0.75
# And so is a figure.
NEAR_WITH_A_FIGURE = 0.95
PERCENT = "percent"
# Figures of any matter have these: that two agree in them says nothing.
TELL_NOTHING = frozenset({PERCENT, "percentage_point", "basis_point", "ordinal", "count"})
# The best sentence for a side of a comparison may be this far below the best of all.
NEAR_FOR_A_SIDE = 0.7


class ExtractiveAnswerer:
    """Answers with the sentences that answer, not merely with the passage that is near."""

    name = "extractive"

    def __init__(self, encoder: QueryEncoder) -> None:
        self._encoder = encoder

    def claims(self, understood: Understood, sources: Sequence[Source]) -> Iterator[Claim]:
        """The sentences that answer; those of one speech together."""
        if understood.missing and not understood.regions:
            return  # a neighbour's sentence is no answer about a place or year that is not held
        found = [
            candidate
            for source in sources
            for candidate in candidates(self._encoder, understood, source)
        ]
        for candidate in _reading_order(_chosen(found, understood), understood):
            yield Claim(candidate.text, (candidate.pointer,))


def _chosen(found: Sequence[Candidate], understood: Understood) -> list[Candidate]:
    """The best candidate and those near it, best first, or those of each side that is compared;
    none without enough evidence."""
    ranked = sorted(found, key=lambda one: -one.score)
    if understood.intent.results:
        ranked = _results(ranked)
    if understood.wants_figure:
        ranked = _with_figures(ranked)
    if not ranked or _evidence(ranked, understood) < ENOUGH_EVIDENCE:
        return []
    ranked = _to_the_point(ranked, understood)
    if understood.compared:
        return _of_each_side(ranked, understood)
    ranked = _about_the_matter(ranked, understood)
    if understood.intent.mention:
        ranked = _one_of_each_speech(ranked)
    return [one for one in ranked if one.score >= _bar(ranked, understood)][:MOST_STATEMENTS]


def _results(ranked: list[Candidate]) -> list[Candidate]:
    """Those that state a result, or name one, where some that do come near the best: causes,
    praise and promises share its words and are none."""
    stated = [one for one in ranked if one.stance == "achieved"]
    if ranked and ranked[0].supported.key >= WELL_MET:  # what is stated of something else is none
        stated = [one for one in stated if one.supported.key >= WELL_MET]
    if not stated or stated[0].score < NEAR_FOR_A_RESULT * ranked[0].score:
        return ranked
    named = [one for one in ranked if one.stance is None and names_a_result(one.text)]
    return sorted([*stated, *named], key=lambda one: -one.score)


def _with_figures(ranked: list[Candidate]) -> list[Candidate]:
    """Those that give a figure, where some that do come near the best."""
    given = [one for one in ranked if not one.lacks_figure]
    is_near = given and given[0].score >= NEAR_WITH_A_FIGURE * ranked[0].score
    return given if is_near else ranked


def _one_of_each_speech(ranked: Sequence[Candidate]) -> list[Candidate]:
    """The best of each, where it has the word that is looked for as the best of all does."""
    best: dict[str, Candidate] = {}
    for one in ranked:
        best.setdefault(one.passage.document.id, one)
    least = min(ranked[0].supported.key, WELL_MET)
    return [one for one in best.values() if one.supported.key >= least]


def _bar(ranked: Sequence[Candidate], understood: Understood) -> float:
    """What a sentence must score to be claimed: near the best, and where results are asked for
    near the best that states one, so that one which only names it keeps none away."""
    best = ranked[0]
    if understood.intent.results and not understood.intent.mention:
        best = next((one for one in ranked if one.stance == "achieved"), best)
    if understood.intent.results or understood.intent.mention:
        return NEAR_OF_SEVERAL * best.score
    return (NEAR_THE_FIGURE if understood.wants_figure else NEAR_THE_BEST) * best.score


def _to_the_point(ranked: list[Candidate], understood: Understood) -> list[Candidate]:
    """What the question leans to ("the district", the report on the year it names) is not mixed
    with the rest, nor a result with promises where results are asked for, or the reverse, nor what
    is said of a year with later plans."""
    best = ranked[0]
    ranked = [one for one in ranked if one.is_preferred >= best.is_preferred]
    ranked = [one for one in ranked if one.is_later <= best.is_later]
    if best.stance is not None and best.stance == understood.stance:
        ranked = [one for one in ranked if one.stance in (best.stance, "under_way", None)]
    return ranked


def _about_the_matter(ranked: list[Candidate], understood: Understood) -> list[Candidate]:
    """Where no figure tells the answer, those that do not miss what it is about."""
    near = [one for one in ranked if one.score >= _bar(ranked, understood)]
    discriminative_terms = near if understood.intent.results else ranked[:1]
    is_broad = not understood.wants_figure or bool(understood.compared)
    if not is_broad or all(one.supported.key < MET for one in discriminative_terms):
        return ranked
    well = ranked[0].supported.score
    return [one for one in ranked if one.supported.key >= MET or one.supported.score >= well]


def _of_each_side(ranked: Sequence[Candidate], understood: Understood) -> list[Candidate]:
    """The best for each side that is compared, and those near it, the best side first; as many
    for one side as for another."""
    sides: dict[int, list[Candidate]] = {}
    for one in ranked:
        sides.setdefault(understood.side(one.passage.document), []).append(one)
    sides = {number: _about_the_matter(side, understood) for number, side in sides.items()}
    share = NEAR_OF_SEVERAL
    if understood.wants_figure:
        share = NEAR_THE_FIGURE
        unit = PERCENT if understood.intent.rate else _common_unit(sides)
        sides = {number: _with_unit(side, unit) for number, side in sides.items()}
    chosen = []
    for side in sides.values():
        if side[0].score >= NEAR_FOR_A_SIDE * ranked[0].score:
            near = [one for one in side if one.score >= share * side[0].score]
            chosen += near[:MOST_FOR_A_SIDE]
    return chosen


def _common_unit(sides: Mapping[int, list[Candidate]]) -> str:
    """The unit in which the best figures of all sides together score most: what is in tons on one
    side is not in mu on the other."""
    totals: defaultdict[str, float] = defaultdict(float)
    for side in sides.values():
        best: dict[str, float] = {}
        for one in side:  # the best of them first
            for unit in sorted(one.units - TELL_NOTHING):  # a set's own order changes by the run
                best.setdefault(unit, one.score)
        for unit, score in best.items():
            totals[unit] += score
    return max(totals, key=totals.__getitem__, default="")


def _with_unit(side: list[Candidate], unit: str) -> list[Candidate]:
    """Those that give a figure in that unit, where one comes near the best of the side."""
    alike = [one for one in side if unit in one.units]
    is_near = alike and alike[0].score >= NEAR_FOR_A_SIDE * side[0].score
    return alike if is_near else side


def _evidence(ranked: Sequence[Candidate], understood: Understood) -> float:
    """How sure it is that the best candidate answers; about 0 to 3. Its rivals are those that the
    question leans to as well, and speak for the same side of what is compared."""
    best = ranked[0]
    side = understood.side(best.passage.document)
    others = [one for one in ranked if understood.side(one.passage.document) == side]
    rivals = [
        one.supported.score
        for one in others
        if one is not best and one.is_preferred >= best.is_preferred
    ]
    is_of_the_language = best.passage.document.language == understood.language
    lacks_key = is_of_the_language and best.supported.key < MET
    passages = {one.source.number: one.source.hit.score for one in others}
    support = best.supported.score
    return (
        _lead([support, *sorted(rivals, reverse=True)[:RIVALS]])
        + SUPPORT_EVIDENCE * support
        + FOCUS_EVIDENCE * (support - best.supported.alone)
        + UNMET_EVIDENCE * best.supported.unmet
        + PASSAGE_EVIDENCE * best.source.hit.score
        + GAP_EVIDENCE * _lead(sorted(passages.values(), reverse=True))
        - (MISSING_FIGURE if best.lacks_figure else 0.0)
        - (MISSING_KEY if lacks_key else 0.0)
    )  # fmt: skip


def _lead(scores: Sequence[float]) -> float:
    """How far the first stands above the mean of the others; 0 where it is alone."""
    first, *others = scores
    return first - sum(others) / len(others) if others else 0.0


def _reading_order(chosen: Sequence[Candidate], understood: Understood) -> list[Candidate]:
    """The speech of the best candidate first; within a speech, the best first where a figure is
    asked for, and else as it was said."""
    speeches = list(dict.fromkeys(c.passage.document.id for c in chosen))
    is_one = understood.wants_figure and not understood.compared and not understood.intent.results
    return sorted(
        chosen,
        key=lambda c: (
            speeches.index(c.passage.document.id),
            -c.score if is_one else float(c.span.start),
        ),
    )
