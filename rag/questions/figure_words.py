"""Rules that tell what a question does with the figures of a table: it ranks, counts or chooses
them, follows them through the years, or holds a target against its result."""

from __future__ import annotations

from rag.language.rules import Rule, Table

EVERY_REGION = Table(
    "asks of every region",
    Rule(
        "which or each region",
        "zh",
        r"(?:哪[些个几一]?|各[个]?|每[个一]?|所有的?|全部的?|多少个?"
        r"|[几一二三四五六七八九十\d]+个?)(?:省级?|自治区|城市"
        r"|地[区市]|区域|地方|市)(?!生产|场)|省份|各[省市](?!级)|哪[儿里](?=.{0,12}最)"
        r"|(?:省|城市|地区)(?:一共|共)?(?:是|有|为)?(?:哪|谁|[几多]少?个?)",
        "哪些省的增速最高？",
        "全省的增速是多少？",
        "no region is named, all are meant",
    ),
    Rule(
        "which or each region, in English",
        "en",
        r"(?:(?:which|what)(?: (?:\d+|two|three|five|ten))?|each|every|all(?: of)?(?: the)?|how"
        r" many|any|\d+|across(?: all)?(?: the)?|by"
        r"|per|among(?: all)?(?: the)?|between(?: the)?) (?:other )?(?:chinese )?"
        r"(?:provincial[- ]level )?(?:provinces?|regions?|cit(?:y|ies)|provincial governments?"
        r"|municipalit(?:y|ies)|states)"
        r"|(?:fastest|slowest|highest|lowest|largest|smallest|biggest|best|worst)"
        r"[- ](?:\w+[- ])?(?:province|region|city)(?![’'a-z])"
        r"|(?:of|among|across|between) (?:the |these )?(?:cities|municipalities)(?! (?:of|in) )"
        r"|provinces|regions(?=,? (?:did|have|had|set|aim|miss|report|met|reached))",
        "Which province has the highest target?",
        "What is the target of this province?",
        "no region is named, all are meant",
    ),
)
ONLY_CITIES = Table(
    "asks of cities",
    Rule(
        "cities",
        "zh",
        r"(?:哪[些个几]?|各|每个?|多少个?|几个?)(?:城市|地级市|市)",
        "哪个城市增速最高？",
        "哪个省增速最高？",
        "cities, not provinces",
    ),
    Rule(
        "cities, in English",
        "en",
        r"(?:which|what|each|every|all|how many) (?:\w+ )?cit(?:y|ies)",
        "Which city grew fastest?",
        "Which province grew fastest?",
        "cities, not provinces",
    ),
)
ONLY_PROVINCES = Table(
    "asks of provinces",
    Rule(
        "provinces",
        "zh",
        r"(?:哪[些个几]?|各|每个?|多少个?|几个?|\d+个?)(?:省|自治区)|省份|各省",
        "哪个省增速最高？",
        "哪个城市增速最高？",
        "provinces, not cities",
    ),
    Rule(
        "provinces, in English",
        "en",
        r"(?:which|what|each|every|all|how many|\w+) (?:\w+ )?provinces?",
        "Which province grew fastest?",
        "Which city grew fastest?",
        "provinces, not cities",
    ),
)
HIGHEST = Table(
    "asks for the highest",
    Rule(
        "highest",
        "zh",
        r"最(?:高|大|多|快|强)|第一(?!季|产|次)|领先|领跑|居首|榜首"
        r"|前[一二三四五六七八九十\d]+[名位个]?(?!年|季|月|个月)"
        r"|从高到低|更[高大多快]|(?:哪个|哪一个|哪边|哪里|谁的?.{0,8})(?:比较"
        r"|较)?[高大多快](?=[？?]|$)",
        "哪个省的增速最高？",
        "哪个省的增速很高？",
        "the greatest of several",
    ),
    Rule(
        "highest, in English",
        "en",
        r"highest|largest|biggest|greatest|fastest|strongest|top(?: \w+)?|most ambitious"
        r"|most(?= (?:new )?(?:urban )?(?:jobs|grain))|higher|faster|greater|larger|bigger"
        r"|more(?! than)"
        r"|leads?|leading|quickest|maximum|descending",
        "Which province has the highest target?",
        "Which province has a high target?",
        "the greatest of several",
    ),
)
LOWEST = Table(
    "asks for the lowest",
    Rule(
        "lowest",
        "zh",
        r"最(?:低|小|少|慢|弱)|倒数|垫底|从低到高|更[低小少慢]"
        r"|(?:哪个|哪一个|哪边|哪里|谁的?.{0,8})(?:比较|较)?[低小少慢](?=[？?]|$)",
        "哪个省的增速最低？",
        "哪个省的增速很低？",
        "the least of several",
    ),
    Rule(
        "lowest, in English",
        "en",
        r"lowest|smallest|slowest|weakest|least(?<!at least)|bottom(?: \w+)?|lower|slower|smaller"
        r"|fewest|fewer|minimum|ascending|most modest|least ambitious",
        "Which province has the lowest target?",
        "Which province has a low target?",
        "the least of several",
    ),
)
HOW_MANY_REGIONS = Table(
    "counts regions",
    Rule(
        "how many regions",
        "zh",
        r"(?:多少|几)个?(?:省级?|自治区|城市|地[区市]|市)(?!生产)|(?:省份|地区|城市)(?:一共"
        r"|共)?有(?:多少|几)个?",
        "多少个省把目标定为5%左右？",
        "这个省的目标是多少？",
        "regions are counted, not things",
    ),
    Rule(
        "how many regions, in English",
        "en",
        r"how many (?:of the )?(?:\w+[- ]){0,3}?(?:provinces|regions|cities|municipalities"
        r"|reports|of them)"
        r"|number of (?:\w+ )?(?:provinces|regions|cities)",
        "How many provinces aim for about 5 %?",
        "How many jobs did the province create?",
        "regions are counted, not things",
    ),
)
MET = Table(
    "asks whether a target was reached",
    Rule(
        "reached",
        "zh",
        r"(?:完成|达到|达成|实现|兑现|达标|做到|落实|够到|超额)(?:了|得)?(?:没有|没|吗|情况|如何"
        r"|怎么?样|与否)?"
        r"|[比较离距](?:年初)?的?(?:预期)?目标"
        r"|是否(?:如期)?(?:完成|达到|实现|兑现)|落空|未果|没能|差多少|实际(?:增长|增速|完成|结果"
        r"|情况|怎么样|如何|上?是)?"
        r"|结果(?:如何|怎么?样|呢|是)",
        "增长目标完成了吗？",
        "增长目标是多少？",
        "a target is held against its result",
    ),
    Rule(
        "reached, in English",
        "en",
        r"met|meet(?:s|ing)?|reach(?:ed|es)?|hit|achiev(?:e|es|ed)|miss(?:ed|es)?|fulfil(?:l|led"
        r"|s)?"
        r"|attain(?:ed)?|deliver(?:ed)?(?: on)?|accomplish(?:ed)?|ke(?:ep|pt)|f[ae]ll(?:en)?"
        r" short|on target"
        r"|live[ds]? up to|actual(?:ly)?|outcome|what happened|beat(?:en)?|exceed(?:ed)?"
        r"|surpass(?:ed)?|fail(?:ed)?"
        r"|result",
        "Was the growth target met?",
        "What was the growth target?",
        "a target is held against its result",
    ),
)
TARGET = Table(
    "names a target",
    Rule(
        "target",
        "zh",
        r"目标|预期|计划|指标|定(?:在|为|的|下|了)|设(?:定|在|为)|达标|年初提出|任务|承诺|拟|力争",
        "增长目标完成了吗？",
        "粮食产量达到多少？",
        "what was promised",
    ),
    Rule(
        "target, in English",
        "en",
        r"targets?|targeted|goals?|aim(?:s|ed|ing)?|objectives?|plan(?:s|ned)?|promis(?:e|es|ed)"
        r"|pledg(?:e|es|ed)"
        r"|projected|set out|intend(?:s|ed)?|expect(?:s|ed|ation|ations)?|commitments?|ceiling",
        "Was the growth target met?",
        "What level did output reach?",
        "what was promised",
    ),
)
RESULT = Table(
    "names a result",
    Rule(
        "result",
        "zh",
        r"实际|完成(?!.{0,2}目标)|增长了|达到了?|实现了|结果|成绩|同比|(?:产|降|升|涨|增加|新增"
        r"|下降|上升)了",
        "2025年实际增长多少？",
        "2025年计划增长多少？",
        "what came of it",
    ),
    Rule(
        "result, in English",
        "en",
        r"actual(?:ly)?|results?|did|was|were|grew|rose|fell|reached|achieved|created|came to"
        r"|stood at|totall?ed"
        r"|produced|recorded|reported",
        "How fast did output really grow? It grew.",
        "What is planned?",
        "what came of it",
    ),
)
NOT_REACHED = Table(
    "asks what was not reached",
    Rule(
        "not",
        "zh",
        r"没有?(?:能够?)?(?:如期)?(?:完成|达到|达成|实现|兑现|达标|做到)(?![，。？?]|$|[了]?没)"
        r"|未(?:能)?(?:如期)?(?:完成|达到?"
        r"|实现|兑现)"
        r"|不(?:及|如)(?:目标|预期)|落空|低于(?:年初)?(?:的)?(?:目标|预期|计划)|没(?:够到|达标)"
        r"|未达标|没达",
        "哪些省没有完成增长目标？",
        "哪些省完成了增长目标？",
        "the targets that were missed",
    ),
    Rule(
        "not, in English",
        "en",
        r"miss(?:ed|es)?|f[ae]ll(?:en)? short|(?:did|do|does|have|has|had|was|were|could)(?: not"
        r"|n't|n’t)"
        r" (?:\w+ )?(?:meet|met|reach(?:ed)?|hit|achieved?|fulfil(?:led)?|attain(?:ed)?"
        r"|deliver(?:ed)?|keep|kept)"
        r"|fail(?:ed|s)?|not (?:met|reached|achieved|attained|fulfilled)|below (?:its|their|the)"
        r" targets?|unmet",
        "Which provinces missed their growth target?",
        "Which provinces met their growth target?",
        "the targets that were missed",
    ),
)
NOT_STATED = Table(
    "asks who says nothing",
    Rule(
        "no target",
        "zh",
        r"不(?:再)?(?:设定?|设置|提出?|列出?|定)(?!期)|(?:没有?|未)(?:曾)?(?:提出|设定?|设置|公布|给出|写明|明确|说|提到?|列出|制定)",
        "哪些省没有提出增长目标？",
        "哪些省没有完成增长目标？",
        "the reports that say nothing of it",
    ),
    Rule(
        "no target, in English",
        "en",
        r"(?:set|sets|state[sd]?|give[s]?|gave|name[sd]?|ha(?:s|ve|d)|announce[sd]?|report(?:s"
        r"|ed)?) no"
        r"|(?:do|does|did)(?: not|n't|n’t) (?:set|state|give|name|announce|mention|have|report"
        r"|publish)|without an?",
        "Which provinces set no target?",
        "Which provinces missed the target?",
        "the reports that say nothing of it",
    ),
)
TREND = Table(
    "asks for many years",
    Rule(
        "through the years",
        "zh",
        r"历年|逐年|每年|各年|这些年|近年来?|[近过]去?[一二三四五六七八九十\d]+年|变化|走势|趋势"
        r"|轨迹|以来|演变|沿革",
        "历年的增长目标是多少？",
        "今年的增长目标是多少？",
        "a figure of each year",
    ),
    Rule(
        "through the years, in English",
        "en",
        r"over the (?:years|past|last)|each year|every year|year by year|by year|annual(?:ly)? from"
        r"|trend|since|time series|series|over time|history|historical|chang(?:e|ed|es|ing)"
        r"|evol(?:ve|ved|ution)|develop(?:ed)?",
        "How has the growth target changed since 2015?",
        "What is the growth target?",
        "a figure of each year",
    ),
    Rule(
        "from year to year",
        "any",
        r"(?:19|20)\d\d ?年?(?:[-—–~～]+|至|到| to | until | through )(?:19|20)\d\d",
        "2015—2025",
        "2015, 2025",
        "a figure of each year",
    ),
)
COMPARED = Table(
    "sets figures side by side",
    Rule(
        "side by side",
        "zh",
        r"分别|各自?(?:是|为|有|定)?多少|比较|对比|相比",
        "江苏和浙江的目标分别是多少？",
        "江苏的目标是多少？",
        "a figure of each",
    ),
    Rule(
        "side by side, in English",
        "en",
        r"compar(?:e|ed|ing|ison)|versus|vs\.?|respectively|side by side",
        "Compare the targets of both provinces.",
        "What is the target?",
        "a figure of each",
    ),
)
ABOVE = Table(
    "above a threshold",
    Rule(
        "above",
        "zh",
        r"(?<!不)(?<!没)(?<!未)(?:高于|超过|大于|多于|突破|超出|快于|破(?=\d))",
        "高于5%的有几个省？",
        "低于5%的有几个省？",
        "more than the threshold",
    ),
    Rule(
        "above, in English",
        "en",
        r"(?:above|over|more than|higher than|greater than|exceed(?:s|ed|ing)?|faster than"
        r"|beyond)(?! the)",
        "How many aim for more than 5 %?",
        "How many aim for less than 5 %?",
        "more than the threshold",
    ),
)
AT_LEAST = Table(
    "at least a threshold",
    Rule(
        "at least",
        "zh",
        r"不低于|不少于|至少|及以上|以上|达到|不小于",
        "5%以上的有几个省？",
        "5%以下的有几个省？",
        "the threshold or more",
    ),
    Rule(
        "at least, in English",
        "en",
        r"at least|no less than|not less than|not below|or more|or higher|and above|or above"
        r"|minimum of",
        "How many aim for at least 5 %?",
        "How many aim for at most 5 %?",
        "the threshold or more",
    ),
)
BELOW = Table(
    "below a threshold",
    Rule(
        "below",
        "zh",
        r"(?<!不)(?:低于|小于|少于|不足|不到|不及|慢于)",
        "低于5%的有几个省？",
        "高于5%的有几个省？",
        "less than the threshold",
    ),
    Rule(
        "below, in English",
        "en",
        r"(?:below|under|less than|lower than|smaller than|fewer than|slower than)(?! the)",
        "How many aim for less than 5 %?",
        "How many aim for more than 5 %?",
        "less than the threshold",
    ),
)
AT_MOST = Table(
    "at most a threshold",
    Rule(
        "at most",
        "zh",
        r"不高于|不超过|不多于|至多|最多(?=\d)|以下|以内|不大于",
        "5%以下的有几个省？",
        "5%以上的有几个省？",
        "the threshold or less",
    ),
    Rule(
        "at most, in English",
        "en",
        r"at most|no more than|not more than|not above|or less|or lower|or below|and below|up to",
        "How many aim for at most 5 %?",
        "How many aim for at least 5 %?",
        "the threshold or less",
    ),
)
ABOUT = Table(
    "about a threshold",
    Rule(
        "about",
        "zh",
        r"左右|大约|约|上下|前后",
        "5%左右的有几个省？",
        "5%以上的有几个省？",
        "words that make a figure loose",
    ),
    Rule(
        "about, in English",
        "en",
        r"about|around|approximately|roughly|some(?= \d)|circa",
        "How many aim for about 5 %?",
        "How many aim for at least 5 %?",
        "words that make a figure loose",
    ),
)
MANNER = Table(
    "asks for ways",
    Rule(
        "how",
        "zh",
        r"怎么(?!样)|怎样(?=[^，。？?])|如何(?=[^，。？?])|靠什么|凭什么|为什么|为何|什么原因",
        "怎样完成增长目标？",
        "增长目标完成得怎样？",
        "ways and reasons stand in sentences, not in figures",
    ),
    Rule(
        "how, in English",
        "en",
        r"how (?:do|does|did|will|can|could|should|to)\b(?!.*\b(?:compare|change|evolve|develop"
        r"|vary|perform|fare|differ))|why",
        "How did the province reach its target?",
        "How did the target change?",
        "ways and reasons stand in sentences, not in figures",
    ),
)
GROWTH = Table(
    "asks for growth",
    Rule(
        "growth",
        "zh",
        r"增速|增长|增幅|涨幅|同比|涨了|降幅|增加了|涨多少|上涨"
        r"|(?:下降|降低|减少|上升|提升|提高|升高|降)了?(?:多少|几[个成]?)",
        "增速是多少？",
        "产量是多少？",
        "a rate, not a quantity",
    ),
    Rule(
        "growth, in English",
        "en",
        r"by how much|(?:fell|fallen|fall|drop(?:ped)?|declined?|decreased?|rose|changed?) by"
        r"|growth|gr[eo]w(?:s|n|ing)?|increas(?:e|es|ed)|rise|rose|inflation|expand(?:ed)?"
        r"|expansion",
        "What was the growth rate?",
        "What was the output?",
        "a rate, not a quantity",
    ),
)
LEVEL = Table(
    "asks for a level",
    Rule(
        "level",
        "zh",
        r"总量|总额(?:是|为|达|有)|规模|多少(?:万?亿|元|吨|公?斤|万人|微克)|达到?了?多少|有多大"
        r"|有多少(?!个?(?:省|市|地|城|区))|绝对值|总产量",
        "生产总值总量是多少？",
        "生产总值增速是多少？",
        "a quantity, not a rate",
    ),
    Rule(
        "level, in English",
        "en",
        r"total|size|how (?:large|big)|in yuan|worth|level|amount|volume of|absolute|how much"
        r" (?:was|is|were)",
        "How large was the product?",
        "How fast did the product grow?",
        "a quantity, not a rate",
    ),
)
