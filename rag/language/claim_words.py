"""Words by which a text about speeches says that a figure is a plan, not a result."""

from __future__ import annotations

from rag.language.rules import Rule, Table

PLANNED = Table(
    "planned",
    Rule(
        "goal", "zh", "目标(?!任务完成|已|均已)|预期(?!寿命)|指标安排",
        "澄川市2025年的目标是地区生产总值增长5%", "澄川市2025年地区生产总值增长5%",
        "The figure is named as a goal.",
    ),
    Rule(
        "striving", "zh", "力争|争取|确保|努力实现|拟|计划(?!单列|生育)|规划(?:到|在)|预算安排",
        "力争粮食产量达到120万吨", "粮食产量达到120万吨",
        "The figure is striven for. 预计 is left out: it tells an estimate of a result as well.",
    ),
    Rule(
        "future", "zh", "(?<=[，、省市区县州府年])将(?!近|军|士)|要(?:达到|增长|实现|控制)",
        "澄川市将新增就业3万人", "澄川市新增就业将近3万人",
        "The figure is to come.",
    ),
    Rule(
        "plan_en", "en",
        r"aim(?:s|ed|ing)?|goals?|targets?|targeted|targeting|plans?|planned|planning|pledge[sd]?"
        r"|promise[sd]?|intends?|intended|hopes?|seeks?|sought|strives?|objectives?",
        "Norland aims for growth of 5 percent in 2025", "Norland's economy grew 5 percent in 2025",
        "The figure is named as a plan.",
    ),
    Rule(
        "future_en", "en",
        r"(?:will|shall|to) (?:be|grow|rise|reach|increase|raise|cut|fall|create|keep|exceed)"
        r"|expects? to|is expected to|are expected to",
        "Norland will raise output by 5 percent", "Norland raised output by 5 percent",
        "The figure is to come.",
    ),
)  # fmt: skip
