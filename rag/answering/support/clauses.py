"""The clauses of quotations, each with whether it tells a result or a promise: a sentence may tell
both, and a claim speaks of one of them."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from rag.answering.support.region import Told, nearest, parts_of
from rag.answering.support.word_evidence import Words
from rag.language.sentences import sentences
from rag.language.simplified import simplified
from rag.language.stance import is_plan, says_it_is_done, stance
from rag.language.stance_words import FUTURE, PAST
from rag.types.answers import Quote
from rag.types.text import Stance

# What a year is, or how things stand now, no plan makes so.
_IS = re.compile(
    r"年是|是[^，。]{2,16}(?:周年|之年|一年|时期|阶段)|当前[^，。]{0,6}(?:形势|环境|局势)"
)
# An English clause that says something by itself: no "will" before it holds for it.
_BY_ITSELF = re.compile(
    r"\b(?:is|are|am|has|have|does|do|can|was|were|had|did)\b"
    r"|^(?:because|which|who|that|while|although|since|as|despite)\b",
    re.IGNORECASE,
)
_WILL = re.compile(
    r"\b(?:will|shall|(?:is|are|am) going to"
    r"|(?:plan|aim|intend|hope|expect|seek)s? to"
    r"|(?:planned|expected|projected|scheduled) to|(?:goal|aim|target|plan) is)\b|[’']ll\b",
    re.IGNORECASE,
)
_IF = re.compile(r"(?:if|when|unless|until|whether)\b", re.IGNORECASE)
_AHEAD = re.compile(r"确保(?!了)|预计|有望")
_HAN = re.compile(r"[\u4e00-\u9fff]")


@dataclass(frozen=True, slots=True)
class Clause:
    """A clause of a quotation. `announced`: it has a word of a plan itself, or stands
    behind one of its sentence; `under_plan`: it stands under the heading of a plan."""

    text: str
    stance: Stance | None
    announced: bool
    under_plan: bool


def clauses(quotes: Sequence[Quote]) -> list[Clause]:
    """All clauses of the quotations, in their order."""
    return [
        clause
        for quote in quotes
        for span in sentences(quote.text)
        for clause in _of_sentence(span.slice(quote.text), quote.passage.heading)
    ]


def meant(part: Told, among: Sequence[Clause], words: Words) -> list[Clause]:
    """The clauses that a part of a claim speaks of; none where it has no words of its own."""
    texts = set(nearest(part, words))
    return [clause for clause in among if clause.text in texts]


def is_condition(clause: str) -> bool:
    """Whether a clause only supposes something."""
    return _IF.match(clause) is not None


def _of_sentence(sentence: str, heading: tuple[str, ...]) -> Iterator[Clause]:
    whole, under_plan = stance(sentence, heading), is_plan(heading) and not _IS.search(sentence)
    parts = parts_of(sentence)
    announcing = [announces(part) for part in parts]
    behind = False
    for part, announces_it in zip(parts, announcing, strict=True):
        behind = (behind or announces_it) and not PAST.search(simplified(part))
        announced = announces_it or (behind and not _BY_ITSELF.search(part))
        told = _stance(part, heading, whole, announced, any(announcing))
        yield Clause(part, told, announced, under_plan)


def announces(clause: str) -> bool:
    """Whether a clause says outright that something is to come, and not only if it does."""
    plain = simplified(clause)
    if not _HAN.search(plain):
        return _WILL.search(plain) is not None and not is_condition(plain)
    return bool(FUTURE.search(plain) or _AHEAD.search(plain)) and not PAST.search(plain)


def _stance(
    part: str, heading: tuple[str, ...], whole: Stance | None, announced: bool, mixed: bool
) -> Stance | None:
    """The stance of a clause: that of its sentence, but where only another clause plans."""
    if announced:
        return "target"
    if says_it_is_done(part):
        return stance(part, heading) or "achieved"
    return stance(part, heading) if mixed else whole
