"""The parts of a question that is several questions in one, each understandable by itself.

A later part takes the places and years that it lacks from the first, and the first part's topic
where it has none of its own: ", and where does it rank?".
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from rag.language.detect import language_of
from rag.language.function_words import FUNCTION_WORDS
from rag.questions.conversation.words import POINTS_AHEAD, POINTS_BACK
from rag.questions.named import named_places, named_years, with_words, without_spans
from rag.questions.part_words import ASKING, EACH, NATION_NAMED, NEXT_QUESTION, NO_TOPIC, VERB
from rag.types.text import Span

_CLAUSE = re.compile(r"[^，,；;？?。！!]+[，,；;？?。！!]*")
_MARKS = " ，,；;？?。！!"
_JOINTS = " ，,；;"
# So many characters, or words, of its own make a topic.
_TOPIC_HAN, _TOPIC_WORDS = 5, 2
_IN = re.compile(r"\b(?:in|for|of|during|by|since) $", re.IGNORECASE)
_HAN = re.compile(r"[\u3400-\u9fff]")
_WORD = re.compile(r"[A-Za-z]{3,}")
MOST_PARTS = 4


@dataclass(frozen=True, slots=True)
class Part:
    """A question within a question: as it was `said`, and as it is understood by itself."""

    said: str
    whole: str


def parts_of(question: str) -> tuple[Part, ...]:
    """The questions that `question` consists of; itself alone where it is one."""
    each = _of_each(question)
    if each:
        first, second = each
        return Part(first, first), Part(second, with_words(second, _lacking(second, first)))
    found = _clauses(question) if language_of(question) == "zh" else _sentences(question)
    if not 1 < len(found) <= MOST_PARTS:
        return (Part(question, question),)
    first, *others = (part.strip(_JOINTS) for part in found)
    return Part(first, first), *(Part(other, _completed(other, first)) for other in others)


def _clauses(question: str) -> list[str]:
    """The clauses that ask, each with those before it that do not."""
    found: list[str] = []
    waiting = ""
    for clause in _CLAUSE.findall(question):
        waiting += clause
        if ASKING.search(clause):
            found.append(waiting.strip())
            waiting = ""
    if waiting.strip(_MARKS) and found:
        found[-1] += waiting
    return found


def _sentences(question: str) -> list[str]:
    """The questions that end with a mark, or that "and what" begins."""
    found = [part.strip(" ,;") for part in NEXT_QUESTION.sub("\n", question).split("\n")]
    kept: list[str] = []
    waiting = ""
    for part in filter(None, found):
        waiting = f"{waiting} {part}".strip()
        if ASKING.search(part):
            kept.append(waiting)
            waiting = ""
    if waiting and kept:
        kept[-1] = f"{kept[-1]} {waiting}"
    # "What growth rate and what ceiling did they set?" is one question.
    return kept if all(VERB.search(part) for part in kept) else []


def _of_each(question: str) -> list[str]:
    """`甲和乙分别是多少` as two questions. None where it is not worded so, or names two places, the
    sides of a comparison."""
    match = EACH.search(question)
    if match is None:
        return []
    first, second, rest = match["first"], match["second"], match["rest"]
    if any(span.start == 0 for span in named_places(second)):
        return []
    return [first + rest, second + rest]


def _completed(part: str, first: str) -> str:
    """`part` with what it takes from the first part."""
    own = without_spans(part, [*named_places(part), *named_years(part)])
    topic = NO_TOPIC.sub(" ", ASKING.sub(" ", own))
    points_back = POINTS_BACK.search(POINTS_AHEAD.sub(" ", part)) is not None
    if points_back or not _has_topic(topic):
        lent = _without_years(first) if named_years(part) else first
        return with_words(part, [lent.strip(_MARKS)])
    return with_words(part, _lacking(part, first))


def _without_years(text: str) -> str:
    """`text` without its years, and without the "in" before them."""
    spans = [Span(len(_IN.sub("", text[: span.start])), span.end) for span in named_years(text)]
    return without_spans(text, spans)


def _lacking(part: str, first: str) -> Sequence[str]:
    """The places and years of `first`, where `part` names none."""
    words: list[str] = []
    if not named_places(part) and not NATION_NAMED.search(part):
        words += [span.slice(first) for span in named_places(first)]
        words += [match.group() for match in NATION_NAMED.finditer(first)]
    if not named_years(part):
        words += [span.slice(first) for span in named_years(first)]
    return list(dict.fromkeys(words))


def _has_topic(words: str) -> bool:
    named = [word for word in _WORD.findall(words) if word.lower() not in FUNCTION_WORDS]
    return len(_HAN.findall(words)) >= _TOPIC_HAN or len(named) >= _TOPIC_WORDS
