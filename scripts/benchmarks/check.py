"""Checks sentences of known truth: how many that were changed are caught, how many true ones raise
a false alarm.

    scripts/bench check --indexes DIR --name NAME [--count 200] [--seed 14] [--show]

True sentences are made of certain rows of the index: a half of the words of the speech, the others
by templates in Chinese and English. Each of the changed ones has another figure, unit, year, region
or stance, and the table holds no row that would make it true. A true sentence that is not `stated`
is a false alarm; a changed one that is not `stated` is caught.
"""

from __future__ import annotations

import argparse
import random
import sys
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from rag.analysis.check import check_text
from rag.assembly import assemble_engine
from rag.index.index import Index
from rag.language.indicators import INDICATORS
from rag.language.places import place_named
from rag.settings import Settings
from rag.types.figure_table import ClaimVerdict, FigureQuery, StatedRow
from rag.types.figures import FigureKind

CHANGES = ("figure", "unit", "year", "region", "stance")
KINDS: tuple[FigureKind, ...] = ("growth", "level")


@dataclass(frozen=True, slots=True)
class Fact:
    """What a row says, in the words of a sentence: `number` and `unit` in each language."""

    stated: StatedRow
    region: str
    year: int
    value: float
    stance: str
    unit: tuple[str, str]
    scale: tuple[float, float]


@dataclass(frozen=True, slots=True)
class Sentence:
    """A sentence, the change that made it false (None where it is true), and where the figure that
    is checked begins."""

    text: str
    change: str | None
    at: int
    fact: Fact


def main() -> int:
    options = arguments()
    engine = assemble_engine(
        Settings.model_validate({"indexes": options.indexes, "name": options.name})
    )
    with engine.index() as index:
        rows = usable(index)
        made = sentences(rows, random.Random(options.seed), options.count)
        verdicts = [(one, verdict_on(index, one)) for one in made]
        report(verdicts, show=options.show)
    engine.close()
    return 0


def arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(
        description=__doc__,
        allow_abbrev=False,
        formatter_class=argparse.RawDescriptionHelpFormatter,
    )
    parser.add_argument("--indexes", type=Path, required=True)
    parser.add_argument("--name", default="default")
    parser.add_argument("--count", type=int, default=200)
    parser.add_argument("--seed", type=int, default=14)
    parser.add_argument("--show", action="store_true", help="print every sentence that went wrong")
    return parser.parse_args()


def usable(index: Index) -> list[StatedRow]:
    """Certain rows with a plain value of one year and of a region that the gazetteer holds."""
    query = FigureQuery(
        kinds=KINDS, stances=("achieved", "target"), scopes=("region",), confidences=("certain",)
    )
    return [
        one
        for one in index.figures(query)
        if one.row.indicator in INDICATORS
        and one.row.period is not None
        and one.row.period.year
        and one.row.value.low is not None
        and one.row.value.low == one.row.value.high
        and one.row.value.low > 0
        and written(one) is not None
        and place_named(one.document.region or "")
    ]


UNITS = {
    # base unit: (Chinese, its size, English, its size)
    "percent": ("%", 1.0, " percent", 1.0),
    "yuan": ("亿元", 1e8, " billion yuan", 1e9),
    "person": ("万人", 1e4, " people", 1.0),
    "kilogram": ("万吨", 1e7, " million tonnes", 1e9),
    "microgram_per_cubic_metre": ("微克/立方米", 1.0, " micrograms per cubic metre", 1.0),
}
WRONG_UNITS = {"percent": "个百分点", "yuan": "万元", "person": "亿人", "kilogram": "吨",
               "microgram_per_cubic_metre": "微克"}  # fmt: skip


def written(stated: StatedRow) -> Fact | None:
    """The row as a fact that a sentence can tell; None where its unit has no words here."""
    row, unit = stated.row, UNITS.get(stated.row.value.unit or "")
    if unit is None or row.period is None or row.period.year is None or row.value.low is None:
        return None
    if row.kind == "level" and INDICATORS[row.indicator or ""].unit not in (row.value.unit, None):
        return None
    return Fact(stated, stated.document.region or "", row.period.year, row.value.low,
                row.stance or "", (unit[0], unit[2]), (unit[1], unit[3]))  # fmt: skip


def sentences(rows: Sequence[StatedRow], chance: random.Random, count: int) -> list[Sentence]:
    """`count` true sentences and `count` changed ones."""
    facts = [fact for one in rows if (fact := written(one))]
    chosen = chance.sample(facts, min(count, len(facts)))
    true = [told(fact, None, n % 2 == 0, chance) for n, fact in enumerate(chosen)]
    changed: list[Sentence] = []
    pool = chance.sample(facts, len(facts))
    while len(changed) < count and pool:
        change = CHANGES[len(changed) % len(CHANGES)]
        other = changed_fact(pool.pop(), change, facts, chance)
        if other is not None:
            changed.append(told(other, change, False, chance))
    return true + changed


def changed_fact(
    fact: Fact, change: str, facts: Sequence[Fact], chance: random.Random
) -> Fact | None:
    """The fact with one thing changed, so that no row makes it true; None if that fails."""
    if change == "figure":
        other = replace(fact, value=round(fact.value * chance.choice((0.7, 0.85, 1.2, 1.4)), 6))
        other = replace(other, value=rounded(other))
    elif change == "unit":
        return fact  # told with a wrong unit
    elif change == "year":
        other = replace(fact, year=fact.year + chance.choice((-1, 1)))
    elif change == "region":
        regions = sorted({one.region for one in facts} - {fact.region})
        other = replace(fact, region=chance.choice(regions))
    else:
        other = replace(fact, stance="target" if fact.stance == "achieved" else "achieved")
    return None if any(makes_true(one, other) for one in facts) else other


def rounded(fact: Fact) -> float:
    """The value with one decimal of the unit that it is told in."""
    return round(fact.value / fact.scale[0], 1) * fact.scale[0]


def makes_true(one: Fact, told: Fact) -> bool:
    """Whether a row says what a changed fact says; close values count, for they may be rounded."""
    same = (one.region, one.year, one.stance) == (told.region, told.year, told.stance)
    row, other = one.stated.row, told.stated.row
    return (
        same
        and (row.indicator, row.kind) == (other.indicator, other.kind)
        and abs(one.value - told.value) <= 0.02 * told.value
    )


def told(fact: Fact, change: str | None, verbatim: bool, chance: random.Random) -> Sentence:
    """The fact in a sentence: in the words of the speech, or by a template of either language."""
    row = fact.stated.row
    # A clause of 分别 that is cut before its last figure does not say which figure is whose.
    if verbatim and "分别" not in fact.stated.quote:
        quote = fact.stated.quote
        head = f"{fact.region}{fact.year}年的目标是，" if fact.stance == "target" else (
            f"{fact.year}年，{fact.region}"
        )  # fmt: skip
        return Sentence(f"{head}{quote}。", change, len(head) + row.figure.start - row.clause.start,
                        fact)  # fmt: skip
    form = chance.choice((chinese, english) if change != "unit" else (chinese,))
    text, at = form(fact, change == "unit", chance)
    return Sentence(text, change, at, fact)


CHINESE = {
    ("growth", "achieved"): ("{year}年，{region}{name}同比增长{value}。",
                             "{region}{year}年{name}增长了{value}。"),
    ("growth", "target"): ("{region}{year}年的目标是{name}增长{value}。",
                           "{region}提出，{year}年{name}预期增长{value}。"),
    ("level", "achieved"): ("{year}年，{region}{name}达到{value}。",
                            "{region}{year}年{name}为{value}。"),
    ("level", "target"): ("{region}{year}年的目标是{name}达到{value}。",
                          "{region}提出，{year}年{name}力争达到{value}。"),
}  # fmt: skip
ENGLISH = {
    ("growth", "achieved"): ("In {year}, {region}'s {name} grew by {value}.",
                             "{region}: {name} rose {value} in {year}."),
    ("growth", "target"): ("{region} aims for {name} to grow by {value} in {year}.",
                           "In {year}, {region} will raise {name} by {value}."),
    ("level", "achieved"): ("In {year}, {region}'s {name} reached {value}.",
                            "{region}'s {name} stood at {value} in {year}."),
    ("level", "target"): ("{region}'s target for {year} is {name} of {value}.",
                          "{region} aims for {name} of {value} in {year}."),
}  # fmt: skip


def chinese(fact: Fact, wrong_unit: bool, chance: random.Random) -> tuple[str, int]:
    """A Chinese sentence, and where its figure begins."""
    row = fact.stated.row
    unit = WRONG_UNITS[row.value.unit or ""] if wrong_unit else fact.unit[0]
    value = f"{fact.value / fact.scale[0]:.10g}{unit}"
    form = chance.choice(CHINESE[row.kind, fact.stance])
    return filled(form, fact, INDICATORS[row.indicator or ""].zh[0], fact.region, value)


def english(fact: Fact, wrong_unit: bool, chance: random.Random) -> tuple[str, int]:
    """An English sentence, and where its figure begins."""
    row = fact.stated.row
    place = place_named(fact.region)
    assert place is not None
    value = f"{fact.value / fact.scale[1]:,.10g}{fact.unit[1]}"
    form = chance.choice(ENGLISH[row.kind, fact.stance])
    return filled(form, fact, INDICATORS[row.indicator or ""].en[0], place.english[0], value)


def filled(form: str, fact: Fact, name: str, region: str, value: str) -> tuple[str, int]:
    text = form.format(year=fact.year, region=region, name=name, value=value)
    return text, text.index(value)


def verdict_on(index: Index, sentence: Sentence) -> ClaimVerdict | None:
    """The verdict on the figure of a sentence; None where no figure is seen there."""
    for claim in check_text(index, sentence.text):
        if claim.span.start <= sentence.at < claim.span.end:
            return claim.verdict
    return None


def report(verdicts: Sequence[tuple[Sentence, ClaimVerdict | None]], *, show: bool) -> None:
    true = [(one, verdict) for one, verdict in verdicts if one.change is None]
    changed = [(one, verdict) for one, verdict in verdicts if one.change is not None]
    alarms = [(one, verdict) for one, verdict in true if verdict != "stated"]
    missed = [(one, verdict) for one, verdict in changed if verdict == "stated"]
    print(f"true sentences {len(true)}: false alarms {share(len(alarms), len(true))}, of which "
          f"stated_otherwise {sum(v == 'stated_otherwise' for _, v in alarms)}")  # fmt: skip
    print(f"changed sentences {len(changed)}: caught "
          f"{share(len(changed) - len(missed), len(changed))}")  # fmt: skip
    for change in CHANGES:
        counts = Counter(str(verdict) for one, verdict in changed if one.change == change)
        print(f"  {change}: {dict(counts)}")
    if show:
        for one, verdict in alarms + missed:
            print(f"{one.change or 'true'}\t{verdict}\t{one.text}\t{one.fact.stated.quote}")


def share(part: int, whole: int) -> str:
    return f"{part}/{whole} = {part / whole:.3f}" if whole else "none"


if __name__ == "__main__":
    sys.exit(main())
