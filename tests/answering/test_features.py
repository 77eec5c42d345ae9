"""Every feature of the choice: a sentence on which it is high, and one on which it is not."""

from __future__ import annotations

from dataclasses import dataclass, field, replace

import pytest

from rag.answering.candidates import Candidate, candidates
from rag.answering.features import BEFORE_READING, FEATURES, LEADING
from rag.assembly import bundled_query_encoder
from rag.language.detect import language_of
from rag.models.reader import Reading
from rag.questions.intent import asked_stance, with_intent
from rag.types.answers import Source
from rag.types.documents import Passage
from rag.types.questions import Filters, Hit, Name, Understood
from rag.types.text import PartialDate, Span
from tests.speeches import document


@dataclass(frozen=True)
class Told:
    """A sentence as it stands in a speech, and what the reader says of it."""

    text: str
    heading: tuple[str, ...] = ()
    year: int = 2026
    number: int = 1
    hit: float = 0.5
    logit: float = 0.0
    span: tuple[int, int] | None = None


@dataclass(frozen=True)
class Shown:
    """A question, and the two sentences that a feature tells apart."""

    question: str
    high: Told
    low: Told
    years: tuple[int, ...] = ()
    key: str | None = None
    preferred: Filters = field(default_factory=Filters)
    names: tuple[Name, ...] = ()
    newest: bool = False


def understood(shown: Shown) -> Understood:
    named = Understood(
        shown.question, language_of(shown.question), shown.question, Filters(),
        years=shown.years, key=shown.key, preferred=shown.preferred, names=shown.names,
        newest=shown.newest,
    )  # fmt: skip
    return with_intent(named, tuple(filter(None, [asked_stance(shown.question)])))


def candidate(told: Told, question: Understood) -> Candidate:
    speech = document(told.text, language=language_of(told.text), date=PartialDate(told.year))
    whole = Span(0, len(told.text))
    hit = Hit(Passage(speech, whole, told.heading), told.hit)
    (found,) = candidates(bundled_query_encoder(), question, Source(told.number, hit, (whole,)))
    return replace(found, reading=Reading(told.logit, Span(*told.span) if told.span else None))


YEAR_2026 = Filters(since=PartialDate(2026).first_day, until=PartialDate(2026).last_day)
GRAIN, PIGS = "粮食产量达到500万吨。", "生猪出栏800万头。"
PLAN, REVIEW = ("二、2026年工作安排",), ("一、2025年工作回顾",)
EXAMPLES = {
    "late_interaction": Shown("粮食产量是多少？", Told(GRAIN), Told(PIGS)),
    "without_context": Shown("粮食产量是多少？", Told(GRAIN), Told(PIGS)),
    "unmet": Shown("粮食产量是多少？", Told(PIGS), Told(GRAIN)),
    "key_unmet": Shown("熊猫有多少只？", Told(PIGS), Told("大熊猫有30只。"), key="熊猫"),
    "passage": Shown("粮食产量？", Told(GRAIN, hit=0.9), Told(GRAIN, hit=0.2)),
    "rank_of_passage": Shown("粮食产量？", Told(GRAIN, number=1), Told(GRAIN, number=5)),
    "preferred": Shown(
        "粮食产量？", Told(GRAIN, year=2026), Told(GRAIN, year=2025), preferred=YEAR_2026
    ),
    "other_year": Shown(
        "粮食产量？", Told(GRAIN, year=2025), Told(GRAIN, year=2026), preferred=YEAR_2026
    ),
    "states_no_result": Shown(
        "治水取得了哪些成果？", Told("治水更是重中之重。", REVIEW),
        Told("去年治水完成30处改造。", REVIEW),
    ),
    "recent": Shown(
        "粮食产量？", Told(GRAIN, year=2026), Told(GRAIN, year=1998), newest=True
    ),
    "later_plan": Shown(
        "2024年粮食产量？", Told(GRAIN, PLAN), Told(GRAIN, REVIEW), years=(2024,)
    ),
    "gives_the_kind": Shown(
        "工程什么时候完工？", Told("工程在2026年6月完工。"), Told("工程顺利完工。")
    ),
    "lacks_the_kind": Shown(
        "工程什么时候完工？", Told("工程顺利完工。"), Told("工程在2026年6月完工。")
    ),
    "name_unmet": Shown(
        "孙中山说了什么？", Told("天下为公。"), Told("孙中山说天下为公。"),
        names=(Name("孙中山", "person", "met"),),
    ),
    "answering_words_give_the_kind": Shown(
        "工程什么时候完工？", Told("工程在2026年6月完工。", span=(3, 10)),
        Told("工程在2026年6月完工。", span=(0, 2)),
    ),
    "stance_fits": Shown("计划产粮多少？", Told(GRAIN, PLAN), Told(GRAIN, REVIEW)),
    "stance_differs": Shown("计划产粮多少？", Told(GRAIN, REVIEW), Told(GRAIN, PLAN)),
    "lacks_figure": Shown("粮食产量是多少？", Told("粮食喜获丰收。"), Told(GRAIN)),
    "gives_figure_near": Shown("粮食产量是多少？", Told(GRAIN), Told("粮食喜获丰收。")),
    "lacks_percentage": Shown("粮食产量增速是多少？", Told(GRAIN), Told("粮食产量增长3%。")),
    "boilerplate": Shown("粮食产量？", Told("二、粮食产量"), Told(GRAIN)),
    "in_passing": Shown(
        "粮食产量？", Told("在粮食增产的同时，蔬菜也丰收。"), Told("粮食产量增加。")
    ),
    "several_years": Shown(
        "2025年粮食增长多少？",
        Told("粮食产量年均增长3%。"), Told("粮食产量增长3%。"), years=(2025,),
    ),
    "measured_by_product": Shown(
        "地区生产总值是多少？", Told("单位地区生产总值能耗下降3%。"), Told("地区生产总值增长5%。")
    ),
    "long_sentence": Shown("粮食产量？", Told("粮食、" * 50 + "丰收。"), Told(GRAIN)),
    "other_language": Shown("How much grain was harvested?", Told(GRAIN), Told("Grain grew.")),
    "reader": Shown("粮食产量？", Told(GRAIN, logit=3.0), Told(GRAIN, logit=-3.0)),
    "reader_of_other_language": Shown(
        "How much grain was harvested?", Told(GRAIN, logit=3.0), Told("Grain grew.", logit=3.0)
    ),
}  # fmt: skip


def test_every_feature_has_an_example() -> None:
    assert set(EXAMPLES) == set(FEATURES)
    assert set(BEFORE_READING) < set(FEATURES)
    assert set(LEADING) <= set(FEATURES)


@pytest.mark.parametrize("name", EXAMPLES)
def test_a_feature_is_high_on_its_example_and_not_on_the_other(name: str) -> None:
    shown, feature = EXAMPLES[name], FEATURES[name]
    asked = understood(shown)
    high, low = (candidate(told, asked) for told in (shown.high, shown.low))
    assert feature(asked, high) > feature(asked, low)
