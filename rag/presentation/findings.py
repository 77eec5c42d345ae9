"""What follows from rows of the table of figures, in words of both languages: who is highest, how
many there are, what is missing, and how many documents were read for it."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from rag.language.units import dimension
from rag.presentation.figure_words import (
    WrittenUnit,
    amount_words,
    bounded_words,
    indicator_words,
    region_words,
    written_unit,
    year_spans,
)
from rag.presentation.ledger_words import entry_rule, verdict_words
from rag.presentation.phrases import in_brackets, listed, phrase
from rag.types.figure_table import Coverage, FigureCell, LedgerEntry, StatedRow
from rag.types.figures import Amount
from rag.types.questions import FigureRequest, Relation
from rag.types.text import Language

_RELATIONS: dict[Relation, tuple[str, str]] = {
    "above": ("高于{}", "are above {}"),
    "at_least": ("不低于{}", "are at least {}"),
    "below": ("低于{}", "are below {}"),
    "at_most": ("不高于{}", "are at most {}"),
    "equal": ("为{}", "are at {}"),
    "about": ("为{}左右", "are at about {}"),
    "met": ("达到目标（含“左右”之内）", "reached the target (within “about” included)"),
    "missed": ("未达目标", "missed the target"),
    "not_stated": ("没有说到", "state none"),
    "raised": ("比上一年高", "are higher than in the year before"),
    "lowered": ("比上一年低", "are lower than in the year before"),
}
_REASONS: dict[str, tuple[str, str]] = {
    "only_target": ("讲话中有目标，没有结果", "the target is there, the result is not"),
    "only_result": ("讲话中有结果，没有目标", "the result is there, the target is not"),
    "neither": (
        "讲话中没有可比的目标和结果数字，下面是有关的说法",
        "neither a target nor a result is stated as a figure; what is said instead is quoted",
    ),
    "two_values": (
        "同一数值有两种说法，都列出，不作选择：{}",
        "two values are stated for the same thing; both are shown, none is chosen: {}",
    ),
    "likely": (
        "数字的读法很可能对，但不能确定",
        "the figures are likely read right, but this is not certain",
    ),
    "absent": ("索引中没有：{}", "the index does not hold: {}"),
    "not_stated": ("没有说到：{}", "not stated: {}"),
    "otherwise": (
        "没有给出这一数字，只有别的说法：{}",
        "not stated as such a figure, but otherwise: {}",
    ),
    "not_held": ("索引中没有相应的报告：{}", "the report is not in the index: {}"),
    "unclear": (
        "报告中有这一指标的数字，但不能确定说的就是它：{}",
        "the report gives a figure of it, but not surely this one: {}",
    ),
    "stated_so": ("与所问相符：讲话写的是{}", "stated so: {}"),
    "not_in_table": (
        "数字表中没有这一数字；下面是最接近的语句，未必是所问的数字",
        "the table of figures does not hold this figure; these are the nearest sentences, which may"
        " tell of another",
    ),
    "no_comparison": (
        "没有逐一比较各地区的数字，下面只是有关的语句",
        "the regions were not compared with each other; these are only sentences that speak of it",
    ),
}
_OTHERWISE = (
    "问题中的“{}”与引文不符；引文给出的是：{}",
    "the question says {}, the quotations do not; they say: {}",
)
# The rules of a verdict that rests on the parts of an indicator, whose rows are its rows.
OF_PARTS = frozenset({"worse_of_parts", "target_in_parts"})
_MOST_NAMED = 31


def reason_words(code: str, language: Language, *names: str) -> str:
    """Why an answer is not simply `answered`."""
    if code == "stated_otherwise":
        return _OTHERWISE[0 if language == "zh" else 1].format(*names)
    words = _REASONS[code][0 if language == "zh" else 1]
    return words.format(listed((region_words(name, language) for name in names), language))


def value_words(stated: StatedRow, language: Language) -> str:
    """The value with its bound, in the reader's units: 5%左右, about 5%."""
    return bounded_words(stated.row, language)


def missing_words(
    missing: Sequence[FigureCell], cells: Sequence[FigureCell], language: Language
) -> Iterator[str]:
    """Which cells are empty, and why: nothing is stated, something else is, or the report is not
    held."""
    sets: dict[str, list[str]] = {}
    for cell in missing:
        if any(
            one.row.stance == cell.stance and one.row.period and one.row.period.year == cell.year
            for one in cell.otherwise
        ):
            code = "otherwise"
        elif cell.unsure:
            code = "unclear"
        else:
            code = "not_stated" if cell.read else "not_held"
        sets.setdefault(code, []).append(_cell_words(cell, cells, language))
    for code, names in sets.items():
        yield _REASONS[code][0 if language == "zh" else 1].format(_named(names, language))


def _named(names: Sequence[str], language: Language) -> str:
    """Names side by side, years that follow each other as a span."""
    if all(name.isdecimal() for name in names):
        return year_spans(map(int, names), language)
    return listed(names, language)


def finding_of(
    request: FigureRequest,
    cells: Sequence[FigureCell],
    met: Sequence[FigureCell],
    coverage: Coverage,
    language: Language,
    *,
    entries: Sequence[LedgerEntry] = (),
    chosen: Sequence[LedgerEntry] = (),
) -> str | None:
    """What is worked out from the cells, or from the entries of a ledger; None where the quotations
    say all."""
    if entries and request.relation is None:
        return " ".join(_verdict(entry, len(entries) > 1, language) for entry in entries) or None
    if request.relation in ("met", "missed"):
        if not _judged(entries):
            return None
        pairs = [
            (region_words(entry.region, language), _difference(entry, language)) for entry in chosen
        ]
        return _counted(request, pairs, _judged(entries), coverage, language)
    if request.operation == "rank":
        return _ranked(request, met, coverage, language)
    if request.operation == "average":
        return _averaged(met, coverage, language)
    if request.relation in ("raised", "lowered"):
        pairs = [
            (region_words(new.region, language), " → ".join(_both(old, new, language)))
            for old, new in zip(met[::2], met[1::2], strict=True)
        ]
        return _counted(request, pairs, len(cells), coverage, language)
    if request.operation in ("count", "filter"):
        named = [
            (
                region_words(cell.region, language),
                value_words(cell.rows[0], language) if cell.rows else "",
            )
            for cell in met
        ]
        return _counted(request, named, len(cells), coverage, language)
    if request.operation == "trend" or request.everywhere:
        told = _series(cells, coverage, language)
        return f"{_first(request, met, language)} {told}" if met else told
    return None


def read_words(coverage: Coverage, language: Language) -> str:
    """31 of 31 documents read; 30 state it."""
    return phrase("coverage_read", language, coverage.documents, coverage.read, coverage.stated)


def _first(request: FigureRequest, top: Sequence[FigureCell], language: Language) -> str:
    """Which years are highest, or lowest."""
    key = "finding_lowest" if request.order == "lowest" else "finding_highest"
    named = [
        f"{cell.year}{in_brackets(value_words(cell.rows[0], language), language)}" for cell in top
    ]
    return phrase(key, language, listed(named, language))


def _both(old: FigureCell, new: FigureCell, language: Language) -> Iterator[str]:
    yield from (value_words(cell.rows[0], language) for cell in (old, new))


def _averaged(cells: Sequence[FigureCell], coverage: Coverage, language: Language) -> str:
    """The mean, of which rows; where some give ranges, the means of both ends."""
    scaled = [scaled_value(cell) for cell in cells]
    means = [sum(ends) / len(ends) for ends in zip(*scaled, strict=True)]
    ends = dict.fromkeys(_mean_words(mean, cells, language) for mean in means)
    named = [_with_value(cell, language) for cell in cells]
    told = phrase("finding_average", language, "—".join(ends), len(cells), listed(named, language))
    return told + " " + read_words(coverage, language)


def scaled_value(cell: FigureCell) -> tuple[float, float]:
    """Both ends of the value of a cell that has one, in a unit that all units of its dimension
    share: 斤 and 吨 are compared as kilograms."""
    value = cell.rows[0].row.value
    assert value.low is not None
    assert value.high is not None
    scale = dimension(value.unit)[1] if value.unit else 1.0
    return value.low * scale, value.high * scale


def _mean_words(mean: float, cells: Sequence[FigureCell], language: Language) -> str:
    """A mean to two decimals of the unit that the first of the cells is written in, told as their
    values are."""
    values = [cell.rows[0].row.value for cell in cells]
    value = next(filter(written_unit, values), values[0])
    scale = dimension(value.unit)[1] if value.unit else 1.0
    written = written_unit(value) or WrittenUnit(1.0, "", "")
    rounded = float(f"{mean / scale / written.size:.2f}")
    text = f"{written.before}{abs(rounded):.12g}{written.behind}"
    whole = Amount(rounded * written.size, rounded * written.size, value.unit, text)
    return amount_words(whole, language, as_written=written_unit(value) is not None)


def _ranked(
    request: FigureRequest, top: Sequence[FigureCell], coverage: Coverage, language: Language
) -> str:
    key = "finding_lowest" if request.order == "lowest" else "finding_highest"
    named = [_with_value(cell, language) for cell in top[:_MOST_NAMED]]
    return phrase(key, language, listed(named, language)) + " " + read_words(coverage, language)


def _counted(
    request: FigureRequest,
    named: Sequence[tuple[str, str]],
    among: int,
    coverage: Coverage,
    language: Language,
) -> str:
    words = [name + (in_brackets(value, language) if value else "") for name, value in named]
    condition = _relation(request, language)
    told = phrase("finding_count", language, len(named), among, condition)
    if words:
        told += phrase("finding_names", language, listed(words, language))
    return told + phrase("finding_end", language) + read_words(coverage, language)


def _relation(request: FigureRequest, language: Language) -> str:
    side = 0 if language == "zh" else 1
    if request.relation is None:
        return ("给出该数字", "state it")[side]
    text = request.threshold.text if request.threshold else ""
    return _RELATIONS[request.relation][side].format(text)


def _series(cells: Sequence[FigureCell], coverage: Coverage, language: Language) -> str:
    """How much was read, and the gaps."""
    words = read_words(coverage, language)
    gaps = list(missing_words([cell for cell in cells if not cell.rows], cells, language))
    end = phrase("finding_end", language).strip()
    return " ".join([words, *(f"{gap[:1].upper()}{gap[1:]}{end}" for gap in gaps)])


def _verdict(entry: LedgerEntry, several: bool, language: Language) -> str:
    """The verdict with its figures and its rule."""
    name = region_words(entry.region, language)
    of = phrase(
        "finding_of", language, name, entry.year, indicator_words(entry.indicator, language)
    )
    sides = [
        phrase(key, language, value_words(stated, language))
        for key, stated in (("finding_target", entry.target), ("finding_result", entry.result))
        if stated is not None
    ]
    told = [*sides, verdict_words(entry.verdict, language)]
    rule = "" if several else in_brackets(entry_rule(entry, language), language)
    return (
        of
        + ("，" if language == "zh" else ", ").join(told)
        + rule
        + phrase("finding_end", language).strip()
    )


def _difference(entry: LedgerEntry, language: Language) -> str:
    """Target and result, side by side; those of the parts where it has none of its own."""
    if entry.rule in OF_PARTS:
        parts: dict[str, list[str]] = {}
        for one in entry.otherwise:
            name = indicator_words(one.row.indicator, language) if one.row.indicator else ""
            parts.setdefault(name, []).append(value_words(one, language))
        return listed((f"{name} {' → '.join(both)}" for name, both in parts.items()), language)
    both = [value_words(one, language) for one in (entry.target, entry.result) if one]
    return " → ".join(both)


def _judged(entries: Sequence[LedgerEntry]) -> int:
    return sum(entry.is_judged for entry in entries)


def _with_value(cell: FigureCell, language: Language) -> str:
    value = value_words(cell.rows[0], language)
    return region_words(cell.region, language) + in_brackets(value, language)


def _cell_words(cell: FigureCell, cells: Sequence[FigureCell], language: Language) -> str:
    """The cell by what tells it from the others: its region, its year, its indicator."""
    regions = {other.region for other in cells}
    years = {other.year for other in cells}
    keys = {other.indicator for other in cells}
    parts = [region_words(cell.region, language)] if len(regions) > 1 or len(years) < 2 else []
    parts += [str(cell.year)] if len(years) > 1 or len(regions) < 2 else []
    parts += [indicator_words(cell.indicator, language)] if len(keys) > 1 else []
    parts += (
        [phrase(f"stance.{cell.stance}", language)] if len({c.stance for c in cells}) > 1 else []
    )
    return " ".join(parts)
