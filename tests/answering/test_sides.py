"""Comparisons over two invented reports: each side is answered with a figure of the same kind."""

from __future__ import annotations

import pytest

from rag.engine import Engine
from rag.language.detect import language_of
from rag.types.questions import DEFAULT_LIMIT, Question
from tests.built import engine_over

REPORTS = {
    "河北": (
        "一年来，全省地区生产总值达到4.9万亿元，增长5.4%。"
        "粮食总产量790亿斤，新建高标准农田310万亩。"
        "单位地区生产总值能耗下降3.6%，服务业增加值占地区生产总值比重达到52%。"
        "今年的目标是：粮食产量稳定在780亿斤以上，改造农田200万亩。"
    ),
    "山西": (
        "单位地区生产总值能耗下降4.1%，制造业增加值占地区生产总值比重提高2个百分点。"
        "全省地区生产总值2.6万亿元，增长4.7%，增速比上年加快。"
        "耕地面积稳定在5800万亩，粮食产量292亿斤。"
        "今年的目标是：粮食产量稳定在290亿斤以上，开垦农田60万亩。"
    ),
}


@pytest.fixture(scope="module")
def engine(tmp_path_factory: pytest.TempPathFactory) -> Engine:
    folder = tmp_path_factory.mktemp("reports")
    for province, text in REPORTS.items():
        report = f"2026年{province}省政府工作报告\n\n2026年1月20日\n\n一、2025年工作回顾\n\n{text}"
        (folder / f"{province}.txt").write_text(report, "utf-8")
    return engine_over(folder)


@pytest.mark.parametrize(
    ("question", "wanted"),
    [
        ("河北和山西2025年谁的生产总值更高？", ("4.9万亿元", "2.6万亿元")),
        ("Which grew faster in 2025, Hebei or Shanxi?", ("增长5.4%", "增长4.7%")),
        ("河北和山西2025年的粮食产量各是多少？", ("790亿斤", "292亿斤")),
    ],
)
def test_each_side_gives_its_figure_and_nothing_else(
    engine: Engine, question: str, wanted: tuple[str, str]
) -> None:
    answer = engine.ask(Question(question, language=language_of(question)), limit=DEFAULT_LIMIT)
    said = [statement.text for statement in answer.statements]
    assert len(said) == 2
    assert all(any(words in statement for statement in said) for words in wanted)


def test_a_quantity_measured_by_the_product_is_found_where_the_question_asks_for_it(
    engine: Engine,
) -> None:
    question = "山西2025年单位地区生产总值能耗下降了多少？"
    answer = engine.ask(Question(question, language="zh"), limit=DEFAULT_LIMIT)
    assert "4.1%" in answer.statements[0].text
