"""The status of an answer, and the reason in words where it is not simply `answered`."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from rag.language.figures import comparable
from rag.language.sentence_kinds import gives_figure
from rag.types.answers import Statement, Status
from rag.types.figures import Figure
from rag.types.questions import Understood
from rag.types.text import Language

_WORDS: dict[str, dict[Language, str]] = {
    "not_held": {
        "zh": "索引中没有：{}",
        "en": "the index does not hold: {}",
    },
    "not_said": {
        "zh": "已收录的讲话中没有找到足以回答的语句；下面列出最接近的段落",
        "en": "no sentence of the indexed speeches answers this; the nearest passages are listed",
    },
    "filtered_out": {
        "zh": "没有讲话符合所设的条件（地区、讲话人、日期或文件）",
        "en": "no speech passes the filters (region, speaker, date or document)",
    },
    "no_figure": {
        "zh": "讲话谈到了这件事，但引文中没有给出数字",
        "en": "the speeches speak of this, but the quotations give no figure",
    },
    "other_figure": {
        "zh": "问题中的“{}”与引文不符；引文给出的是：{}",
        "en": "the question says {}, the quotations do not; they say: {}",
    },
}


# A reason lists at most so many other figures: more of them would correct nothing.
MOST_RIVALS = 3


@dataclass(frozen=True, slots=True)
class Assessed:
    """The status, and the reason, in the question's language, why it is not simply `answered`."""

    status: Status
    reason: str | None = None


def assess(
    understood: Understood,
    statements: Sequence[Statement],
    *,
    is_empty: bool = False,
    likely: Sequence[tuple[Figure, str]] = (),
) -> Assessed:
    """The status is `unsupported` without statements; `conflicting` if the quotations give another
    figure than the question takes for granted; `partial` if the index does not hold something that
    the question names, or if the question asks for a figure and the statements give none.
    `is_empty`: no passage passed the filters. `likely` are the figures that may answer, likeliest
    first, each with its clause."""

    def because(reason: str, *details: str) -> str:
        return _WORDS[reason][understood.language].format(*details)

    missing = because("not_held", "、".join(understood.missing)) if understood.missing else None
    if not statements:
        plain = because("filtered_out" if is_empty else "not_said")
        return Assessed("unsupported", missing or plain)
    premise = next(_contradicted(understood.intent.premises, statements, likely), None)
    if premise is not None:
        return Assessed("conflicting", because("other_figure", *premise))
    if missing:
        return Assessed("partial", missing)
    if understood.intent.figure and not _gives_figure(statements, ranks=understood.intent.rank):
        return Assessed("partial", because("no_figure"))
    return Assessed("answered")


def _gives_figure(statements: Sequence[Statement], *, ranks: bool) -> bool:
    return any(gives_figure(statement.text, ranks=ranks) for statement in statements)


def _contradicted(
    premises: Sequence[Figure],
    statements: Sequence[Statement],
    likely: Sequence[tuple[Figure, str]],
) -> Iterator[tuple[str, str]]:
    """Each figure that the question takes for granted and no statement gives, with the words of the
    given figures of its unit: the clause of the likeliest, where it is known."""
    given = [stated.figure for statement in statements for stated in statement.figures]
    for figure in premises:
        rivals = [other for other in given if other.unit == figure.unit]
        if rivals and not any(comparable(figure, other) for other in given):
            words = [_plain(clause) for other, clause in likely if other.unit == figure.unit]
            yield figure.text, words[0] if words else _listed(rivals[:MOST_RIVALS])


def _plain(clause: str) -> str:
    return clause.strip(" 、，,；;。.：:")


def _listed(found: Sequence[Figure]) -> str:
    return "、".join(dict.fromkeys(figure.text for figure in found))
