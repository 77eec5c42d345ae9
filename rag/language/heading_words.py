"""Rules that tell from a heading whether a section reviews what was done or plans what comes."""

from __future__ import annotations

from rag.language.rules import Rule, Table
from rag.language.stance_words import YEARS_PAST

REVIEW_OF_GOALS = Table(
    "heading: review of goals",
    Rule(
        "how far goals were reached",
        "zh",
        r"完成情况|执行情况|落实情况",
        "一、年初目标任务完成情况",
        "一、年初目标任务",
        "it decides although the heading names goals",
    ),
    Rule(
        "implementation of",
        "en",
        r"implementation of",
        "Implementation of Last Year's Targets",
        "Targets for This Year",
        "it decides although the heading names goals",
    ),
)

REVIEW_HEADING = Table(
    "heading: review",
    Rule(
        "review",
        "zh",
        r"回顾|总结",
        "一、2024年工作回顾",
        "一、2025年工作安排",
        "the usual name of the first part",
    ),
    Rule(
        "achievements",
        "zh",
        r"成就|成绩|所做的工作",
        "五年来取得的主要成绩",
        "今后五年的主要目标",
        "names what was reached",
    ),
    Rule(
        "past years",
        "zh",
        rf"{YEARS_PAST}|去年|决算",
        "过去五年的工作",
        "未来五年的工作",
        "names a time that is over",
    ),
    Rule(
        "great changes",
        "zh",
        r"伟大变革|历史性变革",
        "新时代的伟大变革",
        "深化机构改革",
        "congress reports call their review so",
    ),
    Rule(
        "review, in English",
        "en",
        r"review|retrospect",
        "Review of Work in 2024",
        "Work Plan for 2025",
        "the usual name of the first part",
    ),
    Rule(
        "achievements, in English",
        "en",
        r"accomplish\w*|achievements?|results",
        "Major Achievements of the Past Term",
        "Major Tasks of the New Term",
        "names what was reached",
    ),
    Rule(
        "past years, in English",
        "en",
        r"(?:past|last) (?:\w+ )?years?",
        "The Past Five Years",
        "The Next Five Years",
        "names a time that is over",
    ),
    Rule(
        "what we did",
        "en",
        r"what (?:we|has been) (?:did|done)",
        "What We Did in 2024",
        "What We Will Do in 2025",
        "names what was done",
    ),
)

PLAN_HEADING = Table(
    "heading: plan",
    Rule(
        "goals and tasks",
        "zh",
        r"目标|任务|安排|部署|重点工作|主要工作$|工作要点|民生实事",
        "2025年主要目标任务",
        "2024年主要成绩",
        "names what is to be done",
    ),
    Rule(
        "guidelines",
        "zh",
        r"总体要求|工作思路|政策取向|方针|指导思想",
        "今年工作的总体要求和政策取向",
        "去年工作的主要成效",
        "says how it is to be done",
    ),
    Rule(
        "plans and proposals",
        "zh",
        r"规划|打算|预算|建议|举措|考虑",
        "下年度预算草案",
        "上年度决算",
        "names what is planned",
    ),
    Rule(
        "time to come",
        "zh",
        r"今后|未来|展望|下一步|明年",
        "今后五年的奋斗方向",
        "过去五年的奋斗历程",
        "names a time to come",
    ),
    Rule(
        "strive for",
        "zh",
        r"为.{2,20}而(?:努力|奋斗)",
        "为建设美丽家园而奋斗",
        "奋斗者的故事",
        "the usual title of a call",
    ),
    Rule(
        "work of a year",
        "zh",
        r"^[（(]?[一二三四五六七八九十]*[）)、.]? ?(?:关于)?[12１２][\d０-９]{3} ?年的?"
        r"(?:政府)?工作$",
        "二、关于2026年工作",
        "二、2026年工作回顾",
        "the year's work without review is to come",
    ),
    Rule(
        "goals and tasks, in English",
        "en",
        r"plans?|goals?|targets?|tasks?|priorit\w+|objectives?",
        "Priorities for 2025",
        "Progress in 2024",
        "names what is to be done",
    ),
    Rule(
        "agenda",
        "en",
        r"agenda|outlook|requirements",
        "Agenda and Outlook",
        "A Look Back",
        "names what is to be done",
    ),
    Rule(
        "years ahead",
        "en",
        r"next (?:\w+ )?years?|(?:the )?years? ahead",
        "The Year Ahead",
        "The Year Behind Us",
        "names a time to come",
    ),
    Rule(
        "proposals",
        "en",
        r"work for|recommendations?|proposals?",
        "Recommendations to the Congress",
        "Reports to the Congress",
        "names what is proposed",
    ),
)

# A heading that boasts, and one in the imperative, decide only where no other heading says more.
BOAST = Table(
    "heading: boast",
    Rule(
        "results obtained",
        "zh",
        r"取得.{0,8}(?:成效|成果|进展|突破)",
        "（二）治水取得明显成效",
        "（二）治水要见成效",
        "says that something was reached",
    ),
    Rule(
        "ends with results",
        "zh",
        r"(?:重大)?成果$",
        "改革开放结出丰硕成果",
        "成果转化机制",
        "ends with what was reached",
    ),
    Rule(
        "steady rise",
        "zh",
        r"持续向好|再创|迈出|稳步提升|明显改善",
        "（一）经济运行持续向好",
        "（一）推动经济运行向好",
        "says that something has become better",
    ),
)

_NUMBERING = r"(?:[（(]?[一二三四五六七八九十\d]+[）)、.．]|第[一二三四五六七八九十]+[,，、])?\s*"
IMPERATIVE = Table(
    "heading: imperative",
    Rule(
        "must",
        "zh",
        rf"{_NUMBERING}要",
        "三、要守好生态底线",
        "三、生态底线牢固",
        "begins with an order",
    ),
    Rule(
        "with a will",
        "zh",
        rf"{_NUMBERING}(?:着力|聚力|聚焦|坚持|坚决|坚定|持续|深入|深化|扎实|全面|全力|大力|积极|努力|切实|统筹"
        r"|进一步|更大力度|更好|高质量|高标准|高水平|严格|锲而不舍)",
        "（一）全力稳住外贸",
        "（一）外贸稳中有进",
        "begins with how to do it",
    ),
    Rule(
        "push and strengthen",
        "zh",
        rf"{_NUMBERING}(?:加快|加大|加力|加强|推进|推动|促进|提高|提升|扩大|巩固|强化|优化|完善|健全|增强)",
        "2. 加快建设数字乡村",
        "2. 数字乡村",
        "begins with a verb, so it is an order",
    ),
    Rule(
        "build and carry out",
        "zh",
        rf"{_NUMBERING}(?:支持|鼓励|引导|培育|发展|实施|开展|建设|打造|抓好|做好|做优|做强|办好|落实)",
        "第二，抓好粮食生产",
        "第二，粮食生产",
        "begins with a verb, so it is an order",
    ),
    Rule(
        "keep and secure",
        "zh",
        rf"{_NUMBERING}(?:稳定|保障|改善|守住|防范)",
        "四、保障基本民生",
        "四、基本民生保障",
        "begins with a verb, so it is an order",
    ),
    Rule(
        "imperative, in English",
        "en",
        r"(?:we must |let us |let's )?(?:accelerate|advance|build|boost|continue|deepen|develop"
        r"|ensure|expand|foster|improve|implement|increase|intensify|keep|maintain|make|promote|push"
        r"|raise|reform|speed|step up|strengthen|support|uphold|work)",
        "Deepen the reform of schools",
        "The reform of schools",
        "begins with a verb",
    ),
    before="^",
)
