"""The status of an answer, and the reason in words where it is not simply `answered`."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from rag.language.answer_kinds import GIVES
from rag.language.dates import resolve_years
from rag.language.direction import direction
from rag.language.figures import comparable
from rag.language.sentence_kinds import gives_figure
from rag.presentation.findings import reason_words
from rag.presentation.phrases import listed
from rag.types.answers import SURE, Statement, Status
from rag.types.figures import Figure
from rag.types.questions import Kind, Understood
from rag.types.text import Direction, Language

_WORDS: dict[str, dict[Language, str]] = {
    "not_held": {
        "zh": "索引中没有：{}",
        "en": "the index does not hold: {}",
    },
    "not_named": {
        "zh": "已收录的讲话中没有提到：{}",
        "en": "no speech here names: {}",
    },
    "not_said": {
        "zh": "已收录的讲话中没有找到足以回答的语句；下面列出最接近的段落",
        "en": "no sentence of the indexed speeches answers this; the nearest passages are listed",
    },
    "not_a_question": {
        "zh": "这不是一个可以用讲话回答的问题",
        "en": "this is no question that speeches could answer",
    },
    "filtered_out": {
        "zh": "没有讲话符合所设的条件（地区、讲话人、日期或文件）",
        "en": "no speech passes the filters (region, speaker, date or document)",
    },
    "other_figure": {
        "zh": "问题中的“{}”与引文不符；引文给出的是：{}",
        "en": "the question says {}, the quotations do not; they say: {}",
    },
    "it_rose": {
        "zh": "问题说的是下降，引文说的是上升：{}",
        "en": "the question says that it fell, the quotation says that it rose: {}",
    },
    "it_fell": {
        "zh": "问题说的是上升，引文说的是下降：{}",
        "en": "the question says that it rose, the quotation says that it fell: {}",
    },
    "only_target": {
        "zh": "讲话中有目标，没有结果",
        "en": "the target is there, the result is not",
    },
    "only_result": {
        "zh": "讲话中有结果，没有目标",
        "en": "the result is there, the target is not",
    },
    "other_words": {
        "zh": "最接近的引文没有提到：{}",
        "en": "the nearest quotation does not speak of: {}",
    },
    "part_unanswered": {
        "zh": "没有找到足以回答这一问的语句：{}",
        "en": "no sentence answers this part: {}",
    },
    "other_time": {
        "zh": "问的是{}年；最接近的引文出自{}年的讲话，说的多半是别的年份",
        "en": "the question asks about {}; the nearest quotation, of {}, may tell of another year",
    },
    "side_unanswered": {
        "zh": "没有找到这一方的语句：{}",
        "en": "no sentence tells of this side: {}",
    },
    "of_part": {
        "zh": "{}：{}",
        "en": "{}: {}",
    },
    "unsure": {
        "zh": "讲话谈到了这件事，但引文未必直接回答所问",
        "en": "the speeches speak of this, but the quotation may not answer just what is asked",
    },
}
# What the speeches do not give, where they speak of the thing.
_NOT_GIVEN: dict[Kind, dict[Language, str]] = {
    "figure": {"zh": "数字", "en": "figure"},
    "rate": {"zh": "百分比", "en": "percentage"},
    "rank": {"zh": "名次", "en": "rank"},
    "date": {"zh": "时间", "en": "date"},
    "reason": {"zh": "原因", "en": "reason"},
    "definition": {"zh": "定义", "en": "definition"},
    "place": {"zh": "地点", "en": "place"},
    "list": {"zh": "清单", "en": "list"},
}
# The kinds whose words tell them for sure; others are taken for one another too often.
_TOLD_BY_WORDS = frozenset({"reason", "date", "definition", "list"})
_WORK_REPORT = re.compile("工作报告|work report", re.IGNORECASE)
_GIVES_NONE: dict[Language, str] = {
    "zh": "讲话谈到了这件事，但引文中没有给出{}",
    "en": "the speeches speak of this, but the quotations give no {}",
}
# A reason lists at most so many other figures, or words: more of them would correct nothing.
MOST_RIVALS = 3
MOST_WORDS = 2
_MARKS = " ，,；;？?。.！!"
_REASONS_JOINED: dict[Language, str] = {"zh": "；", "en": "; "}


@dataclass(frozen=True, slots=True)
class Assessed:
    """The status, and the reason, in the question's language, why it is not simply `answered`, with
    the code of the reason."""

    status: Status
    reason: str | None = None
    code: str | None = None


def assess(
    understood: Understood,
    statements: Sequence[Statement],
    *,
    sure: float = 0.0,
    is_empty: bool = False,
    likely: Sequence[tuple[Figure, str]] = (),
) -> Assessed:
    """`unsupported` without statements; `conflicting` if the quotations say otherwise than the
    question takes for granted; `partial` if something that the question names is not held, or not
    said, or if the first statement's chance is below `sure`; the reason then says what is missing.
    Of several parts each is assessed by itself: only if all are answered the question is.
    `is_empty`: no passage passed the filters. `likely` are the figures that may answer, likeliest
    first, each with its clause."""
    missing = next(_not_there(understood), None)
    if not statements:
        why = _why_none(understood, missing, is_empty=is_empty)
        return _for("unsupported", understood.language, *why)
    if not understood.parts or not all(statement.parts for statement in statements):
        return _assessed(understood, statements, missing, sure=sure, likely=likely)
    return _together(
        understood,
        [
            _assessed_part(understood, number, statements, sure=sure, likely=likely)
            for number in range(len(understood.parts))
        ],
        missing,
    )


def _for(status: Status, language: Language, code: str, *details: str) -> Assessed:
    """The status with the reason of that code in words."""
    return Assessed(status, _because(language, code, *details), code)


def _because(language: Language, code: str, *details: str) -> str:
    return _WORDS[code][language].format(*details)


def _why_none(
    understood: Understood, missing: tuple[str, str] | None, *, is_empty: bool
) -> tuple[str, ...]:
    if missing:
        return missing
    if understood.intent.kind == "not_a_question":
        return ("not_a_question",)
    return ("filtered_out" if is_empty else "not_said",)


def _assessed(
    understood: Understood,
    statements: Sequence[Statement],
    missing: tuple[str, str] | None,
    *,
    sure: float,
    likely: Sequence[tuple[Figure, str]],
) -> Assessed:
    """The status of one question with statements."""
    language = understood.language
    conflict = next(_conflicts(understood, statements, likely), None)
    if conflict:
        return _for("conflicting", language, *conflict)
    if missing:
        return _for("partial", language, *missing)
    silent = list(_silent_sides(understood, statements))
    if silent:
        return _for("partial", language, "side_unanswered", listed(silent, language))
    first = statements[0]
    if understood.intent.figure and not _gives_figure(statements, ranks=understood.intent.rank):
        return Assessed("partial", _gives_none("figure", language), "not_given")
    if _lacks_kind(understood, statements):
        return Assessed("partial", _gives_none(understood.intent.kind, language), "not_given")
    if understood.intent.ranks:
        return Assessed("partial", reason_words("no_comparison", language), "no_comparison")
    other = _other_time(understood, first)
    if other:
        return _for("partial", language, "other_time", *other)
    if first.chance is None or first.chance >= sure:
        return Assessed("answered")
    return _for("partial", language, *next(_doubts(understood, statements)))


def _assessed_part(
    understood: Understood,
    number: int,
    statements: Sequence[Statement],
    *,
    sure: float,
    likely: Sequence[tuple[Figure, str]],
) -> Assessed:
    """The status of a part; its reason begins with its words."""
    part = understood.parts[number]
    said, language = part.text.strip(_MARKS), understood.language
    own = [statement for statement in statements if number in statement.parts]
    if not own:
        return _for("unsupported", language, "part_unanswered", said)
    missing = next(_not_there(part), None)
    found = _assessed(part, own, missing, sure=sure, likely=likely)
    if found.reason is None:
        return found
    return Assessed(found.status, _because(language, "of_part", said, found.reason), found.code)


def _together(
    understood: Understood, parts: Sequence[Assessed], missing: tuple[str, str] | None
) -> Assessed:
    """The status of a question of several parts: `conflicting` if one is. The code is that of the
    first part that is not simply answered."""
    reasons = [part.reason for part in parts if part.reason]
    code = next((part.code for part in parts if part.code), None)
    if any(part.status == "conflicting" for part in parts):
        return Assessed("conflicting", _REASONS_JOINED[understood.language].join(reasons), code)
    if missing:
        return _for("partial", understood.language, *missing)
    if not reasons:
        return Assessed("answered")
    return Assessed("partial", _REASONS_JOINED[understood.language].join(reasons), code)


def _not_there(understood: Understood) -> Iterator[tuple[str, str]]:
    """Names of the question that no speech answers for."""
    if understood.missing:
        yield "not_held", listed(understood.missing, understood.language)
    if understood.unknown_names:
        names = [name.text for name in understood.unknown_names]
        yield "not_named", listed(names, understood.language)


def _silent_sides(understood: Understood, statements: Sequence[Statement]) -> Iterator[str]:
    """The sides of a comparison that no statement tells of. A region with a name in each language
    is two sides to a question: the official translation tells of the other."""
    heard = {
        understood.side(citation.quote.passage.document)
        for statement in statements
        for citation in statement.cited
    }
    for number, side in enumerate(understood.compared):
        if number not in heard:
            year = [str(side.since.year)] if side.since else []
            yield " ".join([*side.regions, *year])


def _conflicts(
    understood: Understood,
    statements: Sequence[Statement],
    likely: Sequence[tuple[Figure, str]],
) -> Iterator[tuple[str, ...]]:
    """What the question takes for granted and the quotations deny: a figure, or a direction."""
    for premise in _contradicted(understood, statements, likely):
        yield "other_figure", *premise
    presumed = understood.intent.presumes
    said = _direction(statements[0])
    if presumed and said and said != presumed:
        yield f"it_{'rose' if said == 'rise' else 'fell'}", _plain(_answering(statements[0]))


def _doubts(understood: Understood, statements: Sequence[Statement]) -> Iterator[tuple[str, ...]]:
    """Why the first statement may not answer, as a code and its details, the clearest reason
    first."""
    language, first = understood.language, statements[0]
    wanted = understood.stance
    if wanted == "achieved" and first.stance in ("target", "proposal"):
        yield ("only_target",)
    if wanted == "target" and first.stance == "achieved":
        yield ("only_result",)
    absent = _unmet(understood, first)
    if absent:
        yield "other_words", listed(absent[:MOST_WORDS], language)
    yield ("unsure",)


def _lacks_kind(understood: Understood, statements: Sequence[Statement]) -> bool:
    """Whether the first statement does not give in so many words the reason, the date, the
    definition or the list that is asked for, and is not beyond doubt either."""
    kind, first = understood.intent.kind, statements[0]
    if kind not in _TOLD_BY_WORDS or first.chance is None or GIVES[kind](first.text):
        return False
    return len(statements) == 1 if kind == "list" else first.chance < SURE


def _other_time(understood: Understood, first: Statement) -> tuple[str, str] | None:
    """The years that are asked about and the year of the first quotation, where that speech does
    not tell of them and the quotation does not name them either. A work report tells the results of
    the year before."""
    document = first.citations[0].quote.passage.document
    if not understood.years or not understood.preferred.since or document.date is None:
        return None
    named = {
        year
        for mention in resolve_years(first.text, document.date)
        for year in (mention.since.year, mention.until.year)
    }
    if understood.prefers(document) or named & set(understood.years):
        return None
    tells_the_year_before = first.stance == "achieved" and _WORK_REPORT.search(document.title)
    if document.date.year in understood.years and not tells_the_year_before:
        return None
    years = listed(map(str, understood.years), understood.language)
    return years, str(document.date.year)


def _unmet(understood: Understood, first: Statement) -> list[str]:
    """The telling words of the question that nothing in the first quotation, or above it, meets."""
    met = " ".join(
        match.query.lower() for citation in first.citations for match in citation.matched
    )
    above = " ".join(
        part
        for citation in first.citations
        for part in (citation.quote.passage.document.title, *citation.quote.passage.heading)
    )
    said = f"{first.text} {above} {met}".lower()
    return [term for term in understood.terms if term.lower() not in said and not term.isdigit()]


def _gives_none(kind: Kind, language: Language) -> str:
    return _GIVES_NONE[language].format(_NOT_GIVEN[kind][language])


def _gives_figure(statements: Sequence[Statement], *, ranks: bool) -> bool:
    """Whether the words that answer hold a figure: one elsewhere in the sentence is of another
    thing."""
    return any(gives_figure(_answering(statement), ranks=ranks) for statement in statements)


def _answering(statement: Statement) -> str:
    """The clauses of a statement that answer, where they are known, else all of it."""
    for citation in statement.citations:
        for span in citation.highlight:
            return span.slice(citation.quote.passage.document.text)
    return statement.text


def _direction(statement: Statement) -> Direction | None:
    return direction(_answering(statement))


def _contradicted(
    understood: Understood,
    statements: Sequence[Statement],
    likely: Sequence[tuple[Figure, str]],
) -> Iterator[tuple[str, str]]:
    """Each figure that the question takes for granted and no statement gives, with the words of the
    given figures of its unit: the clause of the likeliest, where it is known."""
    given = [stated.figure for statement in statements for stated in statement.figures]
    language = understood.language
    for figure in understood.intent.premises:
        rivals = [other for other in given if other.unit == figure.unit]
        if rivals and not any(comparable(figure, other) for other in given):
            words = [_plain(clause) for other, clause in likely if other.unit == figure.unit]
            given_instead = dict.fromkeys(rival.text for rival in rivals[:MOST_RIVALS])
            yield figure.text, words[0] if words else listed(given_instead, language)


def _plain(clause: str) -> str:
    return clause.strip(" 、，,；;。.：:")
