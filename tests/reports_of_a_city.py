"""Two work reports of an invented city, a target and a result of each indicator, in an index."""

from __future__ import annotations

from functools import lru_cache
from pathlib import Path
from tempfile import mkdtemp

from rag.engine import Engine
from tests.built import engine_over

FIRST = """澄川市2025年政府工作报告

2025年1月12日在澄川市第十届人民代表大会第四次会议上

澄川市人民政府市长 林望舒

一、2024年工作回顾

全年地区生产总值增长5.6%，城镇新增就业3.2万人。

二、2025年主要目标

今年经济社会发展的主要预期目标是：地区生产总值增长5.5%左右，规模以上工业增加值增长6%以上，\
一般公共预算收入增长3%，城镇新增就业3万人以上，城镇调查失业率5.5%以内，居民消费价格涨幅2%左右，\
居民收入增长与经济增长同步，粮食产量120万吨。
"""
SECOND = """澄川市2026年政府工作报告

2026年1月15日在澄川市第十届人民代表大会第五次会议上

澄川市人民政府市长 林望舒

一、2025年工作回顾

2025年，全市地区生产总值增长5.3%，规模以上工业增加值增长5.8%，一般公共预算收入增长3.4%，\
城镇新增就业3.3万人，城镇调查失业率5.1%，居民人均可支配收入增长5.2%。

二、2026年主要目标

今年经济社会发展的主要预期目标是：地区生产总值增长5%左右，城镇新增就业3万人以上。
"""


@lru_cache(maxsize=1)
def city_engine() -> Engine:
    """The engine over the two reports; its index is built once in a session."""
    folder = Path(mkdtemp(prefix="speechrag-city-"))
    for year, text in ((2025, FIRST), (2026, SECOND)):
        (folder / f"澄川市{year}年政府工作报告.txt").write_text(text, encoding="utf-8")
    return engine_over(folder)
