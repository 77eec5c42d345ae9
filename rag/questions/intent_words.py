"""Rules that tell from its words what kind of answer a question wants."""

from __future__ import annotations

from rag.language.rules import Rule, Table
from rag.language.stance_words import YEARS_PAST

FIGURE = Table(
    "asks for a figure",
    Rule(
        "how many",
        "zh",
        r"多少|(?<!哪)几[个项家所条座次成倍分年天名位岁种]|多了几",
        "修了几条路？",
        "修了哪几条路？",
        "asks for a number; 哪几条 asks for names",
    ),
    Rule(
        "which place",
        "zh",
        r"第几|百分之几",
        "产量居全省第几？",
        "产量居全省前列吗？",
        "asks for a rank or a share",
    ),
    Rule(
        "how large",
        "zh",
        r"多大|多高|多长|多远|多快|多重|什么水平",
        "跨海大桥有多长？",
        "跨海大桥通车了吗？",
        "asks for a size",
    ),
    Rule(
        "a measure",
        "zh",
        r"比例|占比|增速|涨幅|降幅|数量|总额",
        "清洁能源占比是多高？",
        "清洁能源有哪些？",
        "names a figure",
    ),
    Rule(
        "how many, in English",
        "en",
        r"how (?:many|much|far|long|large|big|fast|high|old)",
        "How many roads were built?",
        "How were roads built?",
        "asks for a number",
    ),
    Rule(
        "by what",
        "en",
        r"by what|(?:at|to|from) what",
        "By what did rents fall?",
        "What made rents fall?",
        "asks for a number",
    ),
    Rule(
        "percentage",
        "en",
        r"per ?cent(?:age)?",
        "Which percentage is it?",
        "Which centre is it?",
        "names a figure",
    ),
    Rule(
        "the increase",
        "en",
        r"what (?:was|is|were|are) the (?:\w+ )?(?:increase|rise|fall|size)",
        "What was the yearly increase?",
        "What was the reason?",
        "names a figure",
    ),
    Rule(
        "what share",
        "en",
        r"what (?:[\w-]+ ){0,3}(?:share|proportion|rate|number|amount|growth|rise|increase|lengths?"
        r"|areas?|size|level|output|throughput|income|population|total|revenue|price|ratio)",
        "What was the rural income?",
        "What was the rural plan?",
        "names a figure",
    ),
)

# "取得了哪些成果", "what did it achieve in", and "加快还是放慢": how it is asked, which the answer
# need not repeat.
FRAME = Table(
    "frame of a question about results",
    Rule(
        "which results",
        "zh",
        r"(?:都?(?:取得|有|做出|作出|实现)了?)?(?:哪些|什么样?的?|怎样的|多大的?)(?:重大|主要"
        r"|突出|新)?的?"
        r"(?:成果|成效|成绩|成就|进展|突破|实绩)",
        "治沙取得了哪些成果？",
        "治沙有哪些办法？",
        "only asks for results",
    ),
    Rule(
        "how are the results",
        "zh",
        r"(?:成果|成效|成绩|进展)(?:如何|怎么?样)",
        "治沙成效如何？",
        "治沙成效明显。",
        "only asks for results",
    ),
    Rule(
        "achieve in",
        "en",
        r"(?:achieved?|accomplish(?:ed)?)\b(?= (?:in|on|with|by|for|about|regarding)\b)",
        "What did it achieve in forestry?",
        "What goals did it achieve?",
        "only asks for results",
    ),
    Rule(
        "results in",
        "en",
        r"(?:achievements|accomplishments|results)\b(?= (?:in|on|of|from)\b)",
        "What are the results of the reform?",
        "Which reform showed results?",
        "only asks for results",
    ),
)
COMPARING = Table(
    "frame of a comparison",
    Rule(
        "one or the other",
        "zh",
        r"是?[\u4e00-\u9fff]{1,2}了?还是[\u4e00-\u9fff]{1,2}了?(?=[？?，,。]|$)",
        "出口加快还是放慢？",
        "出口还在放慢吗？",
        "only asks how two compare",
    ),
    Rule(
        "what difference",
        "zh",
        r"有(?:什么|何)(?:不同|差别|区别|变化)",
        "两份报告有什么不同？",
        "两份报告有什么亮点？",
        "only asks how two compare",
    ),
    Rule(
        "how far apart",
        "zh",
        r"(?:[差高低多少]|相差)(?:了?多少|几[\u4e00-\u9fff])",
        "两市相差多少？",
        "两市一共有多少？",
        "only asks how two compare",
    ),
    Rule(
        "who of two",
        "zh",
        r"(?<=[人市省区县])谁更?|哪个更?",
        "甲市和乙市谁更快？",
        "谁在甲市修路？",
        "only asks how two compare; 谁 alone asks for a person",
    ),
    Rule(
        "faster or slower",
        "en",
        r"(?:speed|pick) up or slow down|faster or slower",
        "Did exports speed up or slow down?",
        "Did exports speed up?",
        "only asks how two compare",
    ),
    Rule(
        "differ",
        "en",
        r"differ",
        "How do the two plans differ?",
        "How different are the two plans?",
        "only asks how two compare",
    ),
    Rule(
        "rise or fall",
        "en",
        r"(?:rise|grow|increase|improve)(?:d|s)? or (?:fall|shrink|decrease|decline|worsen)\w*",
        "Did exports rise or fall?",
        "Did exports rise?",
        "only asks how two compare",
    ),
)

# Which of two is more: the answer is a figure of each.
WHICH_IS_MORE = Table(
    "which is more",
    Rule(
        "更",
        "zh",
        r"更[高大多快低少慢长]",
        "哪个市的产值更高？",
        "哪个市更新了设备？",
        "compares two",
    ),
    Rule(
        "high at the end",
        "zh",
        r"[高大多快低少慢长](?=[？?，,]|$)",
        "甲市和乙市谁的增速快？",
        "谁说增速快要放缓？",
        "compares two; elsewhere 高 and 大 are parts of words",
    ),
    Rule(
        "more",
        "en",
        r"faster|slower|higher|lower|bigger|larger|smaller|greater|more|less|fewer|longer|shorter"
        r"|most|least",
        "Which county is larger?",
        "Which county is large?",
        "compares two",
    ),
    before=r"(?:谁|哪[个一边省市区]|(?i:\b(?:which|who|whose)\b))(?P<topic>[^，。？?]*?)",
)

RATE = Table(
    "asks for a rate",
    Rule(
        "rate",
        "zh",
        r"增速|涨幅|降幅|增幅|比例|占比|比重|百分",
        "工业增速是多少？",
        "工业产值是多少？",
        "names a percentage",
    ),
    Rule(
        "grows faster",
        "zh",
        r"[长涨降]得?更?[快慢]",
        "哪个市的工业增长得更快？",
        "哪个市的工业增长了？",
        "speeds are compared by percentages",
    ),
    Rule(
        "rate, in English",
        "en",
        r"faster|slower|rate|share|growth|proportion",
        "What is the growth of industry?",
        "What is the output of industry?",
        "a percentage",
    ),
    Rule(
        "percent",
        "en",
        r"\bper ?cent",
        "By how many percent did it fall?",
        "By how many tonnes did it fall?",
        "a percentage",
        whole_words=False,
    ),
)
RESULTS = Table(
    "asks for results",
    Rule(
        "results",
        "zh",
        r"成果|成效|成绩|成就|实绩",
        "治沙有什么成效？",
        "治沙有什么计划？",
        "what came of it",
    ),
    Rule(
        "was done",
        "zh",
        r"办成了|做成了|做得(?:怎么?样|如何)",
        "养老服务做得怎么样？",
        "养老服务怎么做？",
        "what came of it",
    ),
    Rule(
        "results, in English",
        "en",
        r"achiev\w*|accomplish\w*|results?",
        "What did the town achieve?",
        "What did the town plan?",
        "what came of it",
    ),
    Rule(
        "how did it do",
        "en",
        r"how (?:did|has|have) .{2,40}? (?:do|done|fared?|perform(?:ed)?) (?:on|in|with)",
        "How did the county do on jobs?",
        "How did the county begin?",
        "what came of it",
    ),
)
RANK = Table(
    "asks for a rank",
    Rule(
        "rank",
        "zh",
        r"第几|排名|位次|名次|名列",
        "产量排第几？",
        "产量有几种？",
        "a place in a list",
    ),
    Rule(
        "rank, in English",
        "en",
        r"rank\w*|plac(?:e|ing)|position",
        "How does the port rank?",
        "How large is the port?",
        "a place in a list",
    ),
)

CONFIRM = Table(
    "wants confirmation",
    Rule(
        "ends with 吗",
        "zh",
        r"吗[？?。\s]*$|吧[？?。\s]*$",
        "增长了5%吗？",
        "增长了多少？",
        "asks for a yes",
    ),
    Rule(
        "whether",
        "zh",
        r"是不是|是否|是真的|真的",
        "出口是不是增长了5%？",
        "出口增长了多少？",
        "asks for a yes",
    ),
    Rule(
        "heard",
        "zh",
        r"听说|据说|属实",
        "听说出口增长了5%。",
        "报告说出口增长了多少？",
        "repeats what others say",
    ),
    Rule(
        "ends with right",
        "en",
        r"\b(?:right|true|correct|really)\s*\?\s*$",
        "Growth was 5 percent, right?",
        "What growth is right for us?",
        "asks for a yes",
        whole_words=False,
    ),
    Rule(
        "is it true",
        "en",
        r"is it (?:true|correct|right)",
        "Is it true that exports grew by 5 percent?",
        "Is it exports that grew?",
        "asks for a yes",
    ),
    Rule(
        "begins with a verb",
        "en",
        r"^(?:did|do|does|is|are|was|were|has|have)",
        "Did exports grow?",
        "What did exports do?",
        "asks for a yes",
    ),
    Rule(
        "heard that",
        "en",
        r"(?:heard|told) that",
        "We were told that exports grew.",
        "Who told you of exports?",
        "repeats what others say",
    ),
)
# How it is asked, and no part of what is to be confirmed.
CONFIRMING = Table(
    "words of confirmation",
    Rule(
        "true",
        "zh",
        r"是真的吗|真的吗|是不是|是否|属实吗",
        "出口增长了5%，是真的吗？",
        "出口增长了5%吗？",
        "only asks for a yes",
    ),
    Rule(
        "heard",
        "zh",
        r"听说|据说",
        "听说出口增长了5%。",
        "报告说出口增长了5%。",
        "only says that others say so",
    ),
    Rule(
        "right",
        "en",
        r"[，,]?\s*(?:right|true|correct|isn't it|didn't it)\s*(?=\?)",
        "Growth was 5 percent, right?",
        "Growth was right.",
        "only asks for a yes",
        whole_words=False,
    ),
    Rule(
        "is it true that",
        "en",
        r"is it (?:true|correct|right) that",
        "Is it true that exports grew?",
        "Is it exports that grew?",
        "only asks for a yes",
    ),
    Rule(
        "I heard that",
        "en",
        r"I(?:'ve| have)? (?:heard|was told) that",
        "I heard that exports grew.",
        "Who heard that exports grew?",
        "only says that others say so",
    ),
)

# A share or a rate of growth.
SHARE = Table(
    "asks for a share",
    Rule(
        "growth",
        "zh",
        r"增长|增速|增幅|下降|降幅|涨幅|[增减升降涨]了?百分",
        "用水量下降了多少？",
        "用水量是多少？",
        "changes are given in percent",
    ),
    Rule(
        "share",
        "zh",
        r"比重|比例|占比|率",
        "失业率是多少？",
        "失业人数是多少？",
        "a percentage",
    ),
    Rule(
        "share, in English",
        "en",
        r"rates?|shares?|percent|percentage",
        "What share of homes is rented?",
        "How many homes are rented?",
        "a percentage",
    ),
    Rule(
        "growth, in English",
        "en",
        r"growth|grew|grow|rose|rise|fell|decline",
        "How much did rents rise?",
        "How much are rents?",
        "changes are given in percent",
    ),
)
# Shares of the gross product and what is measured by it.
BY_PRODUCT = Table(
    "asks for a share of the product",
    Rule(
        "per unit of the product",
        "zh",
        r"单位|万元|人均",
        "人均生产总值是多少？",
        "生产总值是多少？",
        "the product is divided, or divides",
    ),
    Rule(
        "share of the product",
        "zh",
        r"占|比重|比例|强度|能耗",
        "服务业占生产总值的多少？",
        "服务业增加值是多少？",
        "the product is only the measure",
    ),
    Rule(
        "per unit, in English",
        "en",
        r"per capita|per unit",
        "What is output per capita?",
        "What is output?",
        "the product is divided, or divides",
        whole_words=False,
    ),
    Rule(
        "share of the product, in English",
        "en",
        r"share|ratio|intensity|of GDP",
        "What is the ratio of debt to GDP?",
        "By how much did GDP grow?",
        "the product is only the measure",
        whole_words=False,
    ),
)

# What came of it, outright.
ASKS_RESULT = Table(
    "asks for a result",
    Rule(
        "in truth",
        "zh",
        r"实际|究竟|事实上|真正(?:完成|实现|达到)",
        "财政收入实际增长了多少？",
        "财政收入计划增长多少？",
        "what really happened, not the plan",
    ),
    Rule(
        "whether it was reached",
        "zh",
        r"(?:是否|有没有|是不是)(?:已经?)?(?:完成|实现|达到|达成)|(?:完成|实现|达成"
        r"|达到)[^，。？]{0,8}[了吗没]",
        "年初的任务完成了吗？",
        "今年要完成哪些任务？",
        "asks how a plan ended",
    ),
    Rule(
        "not reached",
        "zh",
        r"没有完成|未(?:能)?(?:完成|达到|实现)",
        "哪些指标未能达到？",
        "哪些指标是新增的？",
        "asks how a plan ended",
    ),
    Rule(
        "in truth, in English",
        "en",
        r"actual|actually|in fact|really|in reality",
        "How much did exports actually rise?",
        "How much are exports to rise?",
        "what really happened, not the plan",
    ),
    Rule(
        "how it ended",
        "en",
        r"turn(?:ed)? out|achieved?|accomplished|end(?:ed)? up|fallen short|fell short",
        "What was achieved in forestry?",
        "What is planned in forestry?",
        "asks for an outcome",
    ),
    Rule(
        "targets met",
        "en",
        r"(?:meet|met|hit|miss|missed)(?: \w+){1,5} (?:targets?|goals?)",
        "Did the town meet its housing targets?",
        "What are the town's housing targets?",
        "asks how a plan ended",
    ),
)

# What was said may be a result or a promise: the past is that of the speech.
ASKS_WORDS = Table(
    "asks for words",
    Rule(
        "did say",
        "en",
        r"did\b.{1,60}\b(?:say|mention|promise|announce|tell|talk|speak|propose)",
        "What did the mayor say about rain?",
        "What did the mayor build?",
        "the past of the speech, not of the deed",
    ),
    Rule(
        "said",
        "zh",
        r"说了|提到|讲到|谈到",
        "省长提到了哪些项目？",
        "省里建了哪些项目？",
        "the past of the speech, not of the deed",
    ),
)

ASKS_PAST = Table(
    "asks for the past",
    Rule(
        "了",
        "zh",
        r"了(?=[多几百\d哪什]|$|[，。？?])|[升降涨增减]了",
        "全市种了多少棵树？",
        "为了增收要种多少树？",
        "了 after a verb says that it is done",
    ),
    Rule(
        "到底",
        "zh",
        r"到底(?!是)",
        "出口到底增长多少？",
        "甲市到底是哪个省的？",
        "asks how it ended; 到底是 only insists",
    ),
    Rule(
        "time past",
        "zh",
        rf"去年|{YEARS_PAST}",
        "去年用电量是多少？",
        "今年用电量是多少？",
        "a time that is over",
    ),
    Rule(
        "already",
        "zh",
        r"已经?",
        "已经种了哪些树？",
        "今年要种哪些树？",
        "已 before a verb says that it is done",
    ),
    Rule(
        "results",
        "zh",
        r"成效|成绩|成果|取得",
        "治沙有什么成效？",
        "治沙有什么办法？",
        "names what came of it",
    ),
    Rule(
        "past verbs",
        "en",
        r"did|was|were|has|have|had|rose|fell|grew|fallen|risen|grown",
        "How far has the desert grown?",
        "How far is the desert?",
        "English verbs of the past",
    ),
)

# Who says something at all: "有没有省份提到", "does any province mention".
MENTION = Table(
    "asks who mentions it",
    Rule(
        "who mentions",
        "zh",
        r"(?:有没有|有无|是否有|有?哪[些个])(?:省份|省市|省区市|省区|地方|地区|城市|省|市"
        r"|报告)?(?:的|在)?"
        r"(?:政府)?(?:工作)?(?:报告)?[里中]?(?:提到|提及|谈到|说到|写到|讲到)[了过]?",
        "哪些省份提到了低空经济？",
        "省长提到了什么？",
        "the topic stands elsewhere",
    ),
    Rule(
        "who mentions, in English",
        "en",
        r"(?:does|do|did|has|have|which|what)(?: any)?(?: of the)?(?: other)?"
        r" (?:provinces?|regions?|places?|cit(?:y|ies)|reports?|speech(?:es)?)(?:'s?)?(?: work)?"
        r"(?: reports?)? (?:ever )?"
        r"(?:mention(?:s|ed)?|(?:speaks?|spoke) (?:of|about)|refer(?:s|red)? to)",
        "Does any province mention drones?",
        "What did the mayor mention?",
        "the topic stands elsewhere",
    ),
)

# Years are cut out of a topic where they decide which reports are asked.
YEAR = Table(
    "year of a question",
    Rule(
        "with 年",
        "zh",
        r"(?<!\d)(?:19|20)\d\d(?!\d)年",
        "2025年修了几条路？",
        "过去五年修了几条路？",
        "a year is written with its 年",
    ),
    Rule(
        "four digits",
        "any",
        r"(?<!\d)(?:19|20)\d\d(?!\d)",
        "What was built in 2025?",
        "Who created the 12025 jobs?",
        "four digits and no more",
    ),
)
