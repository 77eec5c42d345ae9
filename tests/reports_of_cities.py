"""The reports of three invented cities over two years, for tests of answers from the table."""

from __future__ import annotations

from functools import lru_cache
from pathlib import Path
from tempfile import mkdtemp

from rag.engine import Engine
from rag.language.detect import language_of
from rag.types.answers import Answer
from rag.types.questions import ANSWER_LIMIT, Filters, Question
from tests.built import engine_over

_REPORT = """{year}年{city}人民政府工作报告

——{year}年1月15日在{city}第五届人民代表大会第{session}次会议上

{city}市长 王明

各位代表：

一、{before}年工作回顾

{before}年，全市地区生产总值增长{result}%，{more}城镇新增就业{jobs}万人。民营企业进出口增长9.9%。

二、{year}年工作安排

今年经济社会发展主要预期目标是：地区生产总值增长{target}，城镇新增就业{wanted}万人以上，{prices}粮食产量稳定。

各位代表，让我们一起努力，建设更好的城市！谢谢大家！
"""
# city: year -> result of the year before, target, jobs, wanted jobs, more results, prices
_CITIES = {
    "澄川市": {
        2025: ("5.1", "6%左右", "3.1", "3", "", "居民消费价格涨幅2%左右，"),
        2026: ("5.4", "5%以上", "3.3", "3", "", "居民消费价格涨幅2%左右，"),
    },
    "明湖市": {
        2025: ("4.8", "5%左右", "2.1", "2", "", ""),
        2026: ("5.2", "5%左右", "2.2", "2", "", ""),
    },
    "北岭市": {
        2025: ("6.3", "6.5%", "1.1", "1", "", "居民消费价格涨幅2%左右，"),
        2026: ("6.9", "6%—6.5%", "1.2", "1", "", ""),
    },
}


@lru_cache(maxsize=1)
def cities_engine() -> Engine:
    """The engine over these reports; its index is built once in a session."""
    folder = Path(mkdtemp(prefix="speechrag-cities-"))
    for city, reports in _CITIES.items():
        for year, (result, target, jobs, wanted, more, prices) in reports.items():
            text = _REPORT.format(
                city=city, year=year, before=year - 1, session="四" if year == 2025 else "五",
                result=result, target=target, jobs=jobs, wanted=wanted, more=more, prices=prices,
            )  # fmt: skip
            (folder / f"{city}{year}.txt").write_text(text, "utf-8")
    return engine_over(folder)


def ask_cities(text: str, filters: Filters | None = None) -> Answer:
    """The whole answer to a question over these reports."""
    question = Question(text, filters or Filters(), language_of(text))
    return cities_engine().ask(question, limit=ANSWER_LIMIT)
