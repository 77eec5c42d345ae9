"""Results: a question for results gets results from a speech full of praise, causes and promises.

The invented speech is like the scrape that this project began with; the questions are also asked of
that scrape where it is at hand.
"""

from __future__ import annotations

import pytest

from rag.engine import Engine
from rag.language.detect import language_of
from rag.types.questions import DEFAULT_LIMIT, Question
from tests.built import SAMPLES, engine_over
from tests.ingestion.helpers import SHARED

SPEECH = (
    "在2025年澄湖区政府全体会议上的讲话\n\n一、巩固扩大去年成果\n\n"
    "第一,要巩固扩大“基本无积水城区”重大成果。"
    "治理积水更是重中之重、难中之难、坚中之坚。"
    "经过全区上下苦干,我们率先攻下了积水治理这块硬骨头,改造积水点128处。"
    "市领导对积水治理给予高度评价。"
    "特别是前年夏天,邻区连续发生积水伤人事故,教训深刻,更加凸显了积水治理的重大意义。"
    "积水治理的经验做法更要总结发扬。"
    "在积水治理取得成功的同时,我们在园林绿化上也迈出了新步伐,新建公园12处。"
)


def said(engine: Engine, question: str) -> list[str]:
    answer = engine.ask(Question(question, language=language_of(question)), limit=DEFAULT_LIMIT)
    return [statement.text for statement in answer.statements]


@pytest.fixture(scope="module")
def engine(tmp_path_factory: pytest.TempPathFactory) -> Engine:
    speech = tmp_path_factory.mktemp("speeches") / "chenghu.txt"
    speech.write_text(SPEECH, "utf-8")
    return engine_over(SAMPLES, speech)


@pytest.mark.parametrize(
    "question",
    ["澄湖区治理积水取得了哪些成果？", "What did Chenghu District achieve in draining floods?"],
)
def test_results_are_quoted_and_praise_causes_and_maxims_are_not(
    engine: Engine, question: str
) -> None:
    words = " ".join(said(engine, question))
    assert "率先攻下了积水治理" in words
    for other in ("重中之重", "高度评价", "教训深刻", "总结发扬"):
        assert other not in words


@pytest.fixture(scope="module")
def shared_engine() -> Engine:
    reports = sorted((SHARED / "provincial-2026").glob("*.txt"))[:6]
    return engine_over(SHARED / "seed", *reports)


@pytest.mark.skipif(not SHARED.is_dir(), reason="the shared corpus is not at hand")
@pytest.mark.parametrize(
    "question",
    [
        "what did the district achieve in demolition of illegal construction?",
        "拆违治乱取得了哪些成果？",
    ],
)
def test_the_first_question_of_all_is_answered_with_the_districts_own_results(
    shared_engine: Engine, question: str
) -> None:
    words = said(shared_engine, question)
    assert any("重大成果" in statement for statement in words[:1])
    assert len(words) > 1
    if language_of(question) == "en":
        assert any("天下第一难" in statement for statement in words)
        assert any("用短短一年的时间就完成了" in statement for statement in words)
    assert not any("着了几把火" in statement or "重中之重" in statement for statement in words)
