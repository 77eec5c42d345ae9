"""What kind of answer a question wants: read once, from its words, for every room below.

The rules stand in intent_words; `with_intent` gathers what they tell.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from rag.language.figures import figures
from rag.language.sentence_kinds import PRODUCT
from rag.language.stance_words import ASKS_PLAN
from rag.questions.intent_words import (
    ASKS_PAST,
    ASKS_RESULT,
    ASKS_WORDS,
    BY_PRODUCT,
    COMPARING,
    CONFIRM,
    CONFIRMING,
    FIGURE,
    FRAME,
    MENTION,
    RANK,
    RATE,
    RESULTS,
    SHARE,
    WHICH_IS_MORE,
    YEAR,
)
from rag.questions.kind import kind_of
from rag.questions.parts import Part
from rag.questions.presumed import presumed_direction
from rag.questions.stance_words import ACHIEVED, BOTH, DONE, WANTED
from rag.types.questions import Intent, Kind, Understood
from rag.types.text import Span, Stance

# A share or a rate in a question is a premise; "eight characters" or "in three years" is not.
PREMISE_UNITS = frozenset({"percent", "percentage_point"})


def premise_spans(question: str) -> list[Span]:
    """Where a question that wants something confirmed says how much, and that it wants it: what
    is true has another figure, and a sentence that happens to have this one is about something
    else. None in a question of another kind."""
    if not CONFIRM.search(question):
        return []
    shares = [figure.span for figure in figures(question) if figure.unit in PREMISE_UNITS]
    return [*shares, *CONFIRMING.spans(question)]


def mention_spans(question: str) -> list[Span]:
    """Where a question only asks who says something; what that is stands elsewhere."""
    return MENTION.spans(question)


def asks_results(question: str) -> bool:
    """Whether what came of something is asked for outright, and nothing else answers."""
    return RESULTS.search(question) is not None or FRAME.search(question) is not None


def without_frame(question: str) -> str:
    """The question without the words that only ask for results or a comparison: a sentence that
    repeats them says no more about the topic. The question itself if nothing is left."""
    rest = WHICH_IS_MORE.sub(lambda found: f" {found['topic']} ", question)
    for frame in (FRAME, COMPARING):
        rest = frame.sub(lambda found: " " * len(found.group()), rest)
    return rest if any(character.isalnum() for character in rest) else question


def asks_which_is_more(question: str) -> bool:
    """Whether it is asked which of several is more, which only figures can tell."""
    return WHICH_IS_MORE.search(question) is not None


def asks_rate(question: str) -> bool:
    """Whether the figure that is asked for is a percentage."""
    return RATE.search(question) is not None


def asks_figure(question: str) -> bool:
    """Whether an answer without a figure would leave the question open."""
    return FIGURE.search(question) is not None


def asks_share(topic: str) -> bool:
    """Whether a share or a rate of growth is asked for."""
    return SHARE.search(topic) is not None


def asked_stance(question: str) -> Stance | None:
    """`target` for a question about a plan, `achieved` for one about what came of it, else None."""
    if ASKS_RESULT.search(question) or ACHIEVED.search(question):
        return "achieved"
    if ASKS_PLAN.search(question) or WANTED.search(question):
        return "target"
    is_done = ASKS_PAST.search(question) or DONE.search(question)
    past = is_done and not ASKS_WORDS.search(question)
    return "achieved" if past else None


def asked_stances(parts: Sequence[str]) -> tuple[Stance, ...]:
    """The stances that the parts of a question ask for, each once; none where one part asks for
    none, since then both may answer it."""
    if any(BOTH.search(part) for part in parts):
        return ("target", "achieved")
    stances = [asked_stance(part) for part in parts]
    found = tuple(dict.fromkeys(stance for stance in stances if stance is not None))
    return found if len(found) < 2 or None not in stances else ()


def stances_of(part: Part) -> tuple[Stance, ...]:
    """The stances that one part asks for: by its own words, or else by those that it was lent."""
    return asked_stances([part.said]) or asked_stances([part.whole])


def with_intent(
    understood: Understood,
    stances: Sequence[Stance] = (),
    *,
    read: str | None = None,
) -> Understood:
    """`understood` with what kind of answer its question wants; its `stances` are known already,
    since years are read by them. `read` is the question as it was read, without misspellings."""
    text, topic = read or understood.text, _without_years(understood)
    results = asks_results(text)
    # Nor do the words that ask for results, or for more, say which sentence answers.
    if results or understood.compared:
        topic = without_frame(topic)
    intent = Intent(
        topic=topic,
        kind=_kind(text, results=results, compared=bool(understood.compared)),
        stances=tuple(stances),
        asked=text,
        figure=asks_figure(text),
        rate=asks_rate(text),
        share=asks_share(understood.topic),
        rank=RANK.search(text) is not None,
        more=asks_which_is_more(text),
        product=PRODUCT.search(topic) is not None and not BY_PRODUCT.search(text),
        results=results,
        mention=bool(mention_spans(text)),
        premises=tuple(figure for figure in figures(text) if figure.unit in PREMISE_UNITS),
        presumes=presumed_direction(text),
    )
    return replace(understood, intent=intent)


def _kind(text: str, *, results: bool, compared: bool) -> Kind:
    """The kind by its weights, or `comparison` or `results` where a rule tells that for sure."""
    kind = kind_of(text)
    if kind in ("mention", "not_a_question"):
        return kind
    if compared and asks_which_is_more(text):
        return "comparison"
    return "results" if results and kind in ("open", "list", "summary", "manner") else kind


def with_terms(understood: Understood, terms: Sequence[str]) -> Understood:
    """`understood` with its discriminative terms, which only an index can tell, and the key term:
    the first that is no year and is left where sentences are judged."""
    topic, left = understood.topic.lower(), understood.intent.topic.lower()
    keys = (
        term
        for term in terms
        if not _is_year(term, understood) and (term in left or term not in topic)
    )
    key = next(keys, None)
    telling = tuple(term for term in terms if not _is_year(term, understood))
    return replace(understood, terms=telling, key=key)


def _without_years(understood: Understood) -> str:
    """The topic without the years that already decide which reports are preferred: a report
    rarely repeats its year, and the sentence that does is a preamble."""
    if not understood.preferred.since and not understood.filters.since:
        return understood.topic
    return YEAR.sub(
        lambda found: " " if _is_year(found[0].removesuffix("年"), understood) else found[0],
        understood.topic,
    )


def _is_year(words: str, understood: Understood) -> bool:
    """Whether `words` are a year of the question, or a piece of one in Chinese figures."""
    if words.isascii():
        return words.isdigit() and int(words) in (*understood.years, *understood.reports)
    return bool(understood.years or understood.reports) and set(words) <= set(
        "〇零一二三四五六七八九"
    )
