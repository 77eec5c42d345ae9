"""A program for tests/test_reproducible.py: it asks an index every question of `QUESTIONS`.

It prints the answers and hits as JSON, without the ids of answers and the times, which always
differ.

    python -m tests.ask_all INDEXES [backwards]
"""

from __future__ import annotations

import json
import sys
from pathlib import Path
from typing import Any

from rag.assembly import assemble_engine
from rag.engine import Engine
from rag.language.detect import language_of
from rag.presentation.to_json import answer_json, search_json
from rag.settings import Settings
from rag.types.questions import ANSWER_LIMIT, DEFAULT_LIMIT, Question

# Facts, rates, dates, results, targets, lists, comparisons, unknown names and unanswerable ones.
QUESTIONS = (
    "明湖区2025年拆除违法建设多少万平方米？",
    "明湖区2024年拆违取得了哪些成果？",
    "明湖区2025年PM2.5下降了多少？完成目标了吗？",
    "明湖区2026年的主要目标是什么？",
    "云溪市2025年地区生产总值增长多少？",
    "云溪市与共建“一带一路”国家的贸易占比是多少？",
    "云溪市2026年计划新增多少就业？",
    "云溪市的市长是谁？",
    "澄川市轻轨什么时候通车？",
    "澄川市2025年拆除了多少违法建设？",
    "松岭县森林覆盖率是多少？",
    "松岭县哪些承诺没有兑现？",
    "哪个地方的PM2.5更低，明湖区还是澄川市？",
    "明湖区和云溪市拆违面积谁更多？",
    "有没有报告提到养老服务？",
    "哪些报告提到了低空经济？",
    "城中村改造进展如何？",
    "2025年财政收入是多少？",
    "新建了多少所学校？",
    "听说明湖区PM2.5降到了30微克，是真的吗？",
    "上海去年的人口是多少？",
    "为什么PM2.5没有达到目标？",
    "人工智能产业有什么计划？",
    "How much illegal construction was demolished?",
    "How much illegal construction did Chengchuan City demolish in 2025?",
    "What share of Songling County is covered by forest?",
    "Which promises did Songling County not keep?",
    "What share of Yunxi's trade was with Belt and Road countries in 2025?",
    "What is planned for schools in 2026?",
    "When will the light rail open?",
    "How did PM2.5 change in Minghu District?",
    "Which place reduced PM2.5 more, Minghu or Chengchuan?",
    "Does any report mention elderly care?",
    "What did the district achieve in demolition of illegal construction?",
    "What are the targets for affordable housing?",
    "Who is the mayor of Yunxi City?",
    "Why was the air quality target missed?",
    "How many jobs were created in 2025?",
    "What did Governor Kowalski say about Yanqihu?",
    "What is the population of Shanghai?",
)


def answer_and_hits(engine: Engine, text: str) -> dict[str, Any]:
    """The whole answer and the hits of a question as JSON."""
    question = Question(text, language=language_of(text))
    answer = answer_json(engine.ask(question, limit=ANSWER_LIMIT), "")
    found = engine.search(question, limit=DEFAULT_LIMIT)
    hits = search_json(found.hits, found.understood, found.index, {}, "")
    kept = {name: value for name, value in answer.items() if name not in ("id", "timings_ms")}
    return {"answer": kept, "hits": hits}


def main() -> None:
    engine = assemble_engine(
        Settings.model_validate({"indexes": Path(sys.argv[1]), "name": "samples"})
    )
    order = QUESTIONS[::-1] if "backwards" in sys.argv[2:] else QUESTIONS
    answers = {text: answer_and_hits(engine, text) for text in order}
    json.dump({text: answers[text] for text in QUESTIONS}, sys.stdout, ensure_ascii=False)
    engine.close()


if __name__ == "__main__":
    main()
