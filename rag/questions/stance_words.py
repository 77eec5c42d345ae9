"""Rules for the plans and results that questions ask for in everyday words. Sentences of speeches
have tables of their own (rag/language/stance_words.py), since "supposed to" is no promise there."""

from __future__ import annotations

from rag.language.rules import Rule, Table

WANTED = Table(
    "asks what is wanted",
    Rule(
        "想",
        "zh",
        r"(?<![理思设幻联感梦构猜])想(?!象|法|念|起|问|知|了解|请|必|过|见|到[了的]|不到)"
        r"|奔着|瞄准|冲(?:刺|击|进|到)|争创|保住|重点放在|号召|建议(?=把|将|由|对|让|给|本|国会"
        r"|政府|各)|提议|倡议|主张|呼吁",
        "县里想招来多少家企业？",
        "我想知道招来了多少家企业。",
        "wishes in everyday words",
    ),
    Rule(
        "still to be done",
        "zh",
        r"(?:今年|明年|未来|接下来|下一步|还|计划"
        r"|20\d\d年)[^，。？]{0,12}(?<![重主需必只首纲摘概紧不])要(?![求素点闻件害塞么求])"
        r"(?![^，。？]*了[多几百])",
        "今年县里要修几条路？",
        "今年县里修了几条路？",
        "an order for the time to come",
    ),
    Rule(
        "pencilled in",
        "en",
        r"pencil(?:s|led)? in|call(?:s|ed|ing)? for|schedul\w+|slated|earmark\w*|due to"
        r"|supposed to|set(?:s|ting)? (?:its|his|her|their) sights|going after|vow(?:s|ed)?"
        r"|(?:have|has|had) in mind|counting on|thinking of|gearing up|be phased in|to be (?:\w+ed)"
        r"|want \w+ done|intention|ambitions?|lobby\w*|hoped?-for|in store|on the agenda|forecast",
        "What does the county pencil in for 2026?",
        "What did the county pay for pencils?",
        "plans in everyday words",
    ),
    Rule(
        "urged",
        "en",
        r"urg(?:e|es|ed|ing)|propos(?:e|es|ed|ing|al)|recommend(?:s|ed|ing|ation|ations)?"
        r"|(?:ask(?:s|ed)?|told|order(?:s|ed)?|want(?:s|ed)?) (?:the |its |his |all )?\w+ to|must"
        r"|advocat\w+",
        "What did the mayor urge?",
        "What did the mayor build?",
        "a request is a plan, not a result",
    ),
)
ACHIEVED = Table(
    "asks what was achieved",
    Rule(
        "came of it",
        "zh",
        r"完成(?:得|情况)|(?:办|做|干|建|修|通|落)(?:完|成|好)了?[吗没]|解决得|效果(?:怎|如)"
        r"|有(?:什么|哪些|何|没有)(?:进展|起色|突破)"
        r"|落实得|兑现了?[吗没多]|到位了?[吗没]|拿下了|变成了?(?:多少|几)",
        "民生实事办完了吗？",
        "民生实事有几件？",
        "asks what came of it",
    ),
    Rule(
        "delivered",
        "en",
        r"(?<!be )(?<!is )(?<!are )delivered|(?:did|has|have|had) [^?.,]{1,40} deliver(?:ed)?"
        r"|end(?:ed|s)? up"
        r"|came of|come of|went into (?:service|operation)|in the end|finally|managed? to|wound up"
        r"|made good on|pass(?:ed)? muster|liv(?:e|ed) up to|so far",
        "What did the county deliver on housing?",
        "What will be delivered next year?",
        "asks what came of it",
    ),
)
# Weaker than a plan: "how much was to be finished".
DONE = Table(
    "asks what was done",
    Rule(
        "deeds",
        "zh",
        r"(?:突破|超过|拿到|办成|做成|建成|获得?|完成)了?(?:多少|几|哪|什么)|办了(?:多少|几)"
        r"|拿到了|被评|入选|竣工|第一次|首次|至今|新认定",
        "高新企业突破了多少家？",
        "高新企业有多少家？",
        "the thing asked for is done",
    ),
    Rule(
        "deeds, in English",
        "en",
        r"last year|opened|passed|improved|reached|received|finished|completed|signed|cleaned up"
        r"|built"
        r"|earned|created|achieved|made it|became|got|won|came|went|took|gained|rewarded",
        "Which highways opened around the county?",
        "Which highways are around the county?",
        "the thing asked for is done",
    ),
)
# One clause that asks for a plan and for what came of it.
BOTH = Table(
    "asks for plan and result",
    Rule(
        "target and result",
        "zh",
        r"(?:目标|计划|指标)[^，。？]{0,6}(?:和|与|及|、)[^，。？]{0,6}(?:实际|完成|结果|成绩)"
        r"|(?:实际|完成|结果)[^，。？]{0,8}"
        r"(?:和|与|及|、)[^，。？]{0,4}(?:目标|计划)",
        "增速的目标和实际完成各是多少？",
        "增速的目标是多少？",
        "both are wanted",
    ),
    Rule(
        "target and result, in English",
        "en",
        r"(?:targets?|goals?|plans?)(?: was| were)? and (?:the |its |their )?(?:actual|results?"
        r"|outcomes?|performance|achievements?)|(?:results?|outcomes?|actual\w*) and (?:the |its )?"
        r"(?:targets?|goals?|plans?)|targets? (?:versus|vs\.?|against) (?:actual|results?)",
        "What were the target and the actual growth?",
        "What were the target and the budget?",
        "both are wanted",
    ),
)
