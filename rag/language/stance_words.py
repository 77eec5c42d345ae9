"""Rules that tell when: words for what has happened, what is under way and what is to come."""

from __future__ import annotations

from rag.language.rules import Rule, Table

_DIGIT = "[一二三四五六七八九十两几0-9]"
YEARS_PAST = rf"过去的?{_DIGIT}{{0,4}}年|(?<={_DIGIT})年来"

# Says outright that it has happened.
PAST = Table(
    "past",
    Rule(
        "last year",
        "zh",
        r"(?<![比较])(?:去年|前年)|昨年",
        "去年新开公交线路9条。",
        "粮食产量比去年略增。",
        "a time that is over",
    ),
    Rule(
        "past years",
        "zh",
        YEARS_PAST,
        "过去五年，我们打通断头路12条。",
        "未来五年，我们要打通断头路。",
        "a time that is over",
    ),
    Rule(
        "already",
        "zh",
        r"已(?:经)?(?=[\u4e00-\u9fff])(?!有的?基础)",
        "三座水厂已经通水。",
        "在已有基础上再提升。",
        "已 before a verb says that it is done",
    ),
    Rule(
        "了",
        "zh",
        r"(?<![为除末罢明不得受])了(?![解然却])",
        "我们办成了一批实事。",
        "为了群众，我们要多想办法。",
        "了 after a verb says that it is done",
    ),
    Rule(
        "honours",
        "zh",
        r"荣获|获评|获批(?!准?后)|入选",
        "古镇入选名录。",
        "项目获批后立即动工。",
        "an honour is reported when it has been given",
    ),
    Rule(
        "past auxiliaries",
        "en",
        r"was|were|had|has been|have been|did",
        "Two ferries were repaired.",
        "Two ferries are waiting.",
        "English verbs of the past",
    ),
    Rule(
        "words for the past",
        "en",
        r"last year|in the past|over the past|previously|already|ago",
        "The dam stands already.",
        "The dam stands.",
        "English words for the past",
    ),
)

# Less plain: in a plan the same words are orders (建成 a bridge, “achieve” growth of 5%).
DONE = Table(
    "done",
    Rule(
        "reached",
        "zh",
        r"完成|实现|达到?|突破|建成|(?<!的)取得|拆除|获得|得到|保持",
        "完成旧村改造6个。",
        "旧村改造6个。",
        "an end was reached",
    ),
    Rule(
        "opened",
        "zh",
        r"投用|投产|开工|开通|通车|落地|落成|揭牌|竣工|贯通|试产|启用|下线|发布|投运|运行|运营|问世|开诊",
        "环湖路通车。",
        "环湖路拓宽。",
        "works and offices that were opened",
    ),
    Rule(
        "in all",
        "zh",
        r"累计|先后|首次|顺利|圆满|成功",
        "累计发放补贴3亿元。",
        "发放补贴3亿元。",
        "counts or praises what was done",
    ),
    Rule(
        "rank",
        "zh",
        r"位居|位列|居全国|排名|跃居|跃升",
        "进出口总额位居全省第二。",
        "进出口总额稳中有进。",
        "a rank is known afterwards",
    ),
    Rule(
        "grew by a figure",
        "zh",
        r"(?:增长|增加|下降|减少|提高|提升|降低|压减|上升|涨)了?[近约超至到为达]*[\d０-９]",
        "用水量下降8%。",
        "用水量下降明显。",
        "a change with its figure was counted",
    ),
    Rule(
        "from one figure to another",
        "zh",
        r"[由从][^，。；]{1,14}?(?:升|降|增|提高|提升|扩大|缩短|减少)[^，。；]{0,3}?(?:至|到|为)",
        "办理时限由20天缩短至7天。",
        "办理时限缩短。",
        "the new figure is known",
    ),
    Rule(
        "against the year before",
        "zh",
        r"(?:比|较)(?:上|去|前)年|同比",
        "客流量比上年多三成。",
        "客流量多三成。",
        "compared with a year that is over",
    ),
    Rule(
        "cleared and mended",
        "zh",
        r"新增|化解|摘帽|脱贫|改造|查处",
        "两个县如期摘帽。",
        "两个县山清水秀。",
        "deeds that reports count",
    ),
    Rule(
        "past verbs",
        "en",
        r"rose|fell|grew|became|began|built|brought|came|cut|gave|got|held|kept|led|made|met|put|saw"
        r"|set up|sold|took|won|went",
        "Exports fell.",
        "Exports fall.",
        "irregular English verbs of the past",
    ),
    Rule(
        "verbs in -ed",
        "en",
        r"\w{3,}(?<!ne)ed",
        "The county opened a clinic.",
        "The county will need a clinic.",
        "regular English verbs of the past; “need” is none",
    ),
)

# Says outright that it is still to come.
FUTURE = Table(
    "future",
    Rule(
        "strive",
        "zh",
        r"力争|争取(?=实现|在|到|用|达|完成|尽早|早日|让|年内|突破|更)|力求|务必|务求",
        "争取年内开工。",
        "向上争取资金2亿元。",
        "争取 before its aim; funds are won, not aimed at",
    ),
    Rule(
        "intend",
        "zh",
        r"打算|目标(?:是|为|[：:])|拟(?=[于建投安开用在])|计划(?=[用在新建投安完实把于到])",
        "计划新建泵站3座。",
        "五年计划收官。",
        "names an intention",
    ),
    Rule(
        "time to come",
        "zh",
        r"明年|今后|下一步|下一阶段|未来[\d一二三四五十几两]*年|到20[2-5]\d年",
        "到2035年基本实现现代化。",
        "2023年基本实现全覆盖。",
        "a time to come",
    ),
    Rule("must", "zh", r"必须|应当|应该", "必须守住耕地红线。", "耕地红线牢牢守住。", "an order"),
    Rule(
        "将 before a verb",
        "zh",
        r"将(?=于|会|继续|进一步|更|不断|全面|大力|加快|重点|着力|努力|新|建|实施|推|开|达到|完成|有|成为|迎来|把|全力"
        r"|持续|积极|切实|投|按|要|是|超过|增)",
        "将新建充电桩500个。",
        "将甲地并入乙地。",
        "the future; elsewhere 将 puts the object first",
    ),
    Rule(
        "将 after a subject",
        "zh",
        r"(?:我们|[今明]年|[市省区县府委])(?:还|也|均|都)?将(?![^，。；]{1,16}(?:纳入|作为|列[入为]|转|从|与))",
        "我们将办好十件实事。",
        "我们将老人纳入保障。",
        "the future too, unless it only puts the object first (将甲纳入乙)",
    ),
    Rule(
        "要",
        "zh",
        r"(?<![重主需必首只纲摘概紧不想还扼冲])要(?![求素点闻件害塞么人务义领道旨地职案挟件])",
        "要管好每一分钱。",
        "这是重要保障。",
        "an order; not 重要, 需要 or 要求",
    ),
    Rule(
        "surely",
        "zh",
        r"我们一定|一定(?:要|能)|我们要|(?:肯定|必定|必将|定将|就)能够?",
        "难关就能闯过。",
        "难关闯过。",
        "a promise",
    ),
    Rule(
        "will, shall and would",
        "en",
        r"will|shall|we'll|going to|would|set to|should|must|need to|let us|let's",
        "We shall mend every bridge.",
        "We mend every bridge.",
        "English verbs of the future",
    ),
    Rule(
        "aims and plans",
        "en",
        r"aims? (?:to|at|for)|plans? (?:to|for)|targets?|goals?|seeks? to|striv\w+|intends? to"
        r"|expects?|hopes? to|propos\w+",
        "The city plans to open a port.",
        "The city opened a port.",
        "names an intention",
    ),
    Rule(
        "words for the future",
        "en",
        r"next year|in the coming|by 20[2-5]\d|to be \w+ed",
        "A new school by 2030.",
        "A new school in 2010.",
        "a time to come",
    ),
)

# Says so in a plan or where no heading tells. In a review these words mean early figures (预计全年
# 增长5%), care that was taken (确保群众安全) or a hope that somebody had.
LIKELY_FUTURE = Table(
    "likely future",
    Rule(
        "expected",
        "zh",
        r"预计|预期(?!寿命)",
        "预计全年增长5%。",
        "人均预期寿命稳步提高。",
        "an early figure or an aim",
    ),
    Rule(
        "make sure",
        "zh",
        r"确保(?!了)",
        "确保安全度汛。",
        "确保了安全度汛。",
        "an order; with 了 it was done",
    ),
    Rule(
        "hope", "zh", r"希望|力促", "希望大家齐心协力。", "大家齐心协力。", "a hope is not yet true"
    ),
    Rule(
        "expected, in English",
        "en",
        r"expected|projected",
        "Revenue is expected at 9 billion.",
        "Revenue reached 9 billion.",
        "an early figure",
    ),
)

# Round figures belong to plans; the rule is weak, because 1.5亿左右 may also have been counted.
ROUND = Table(
    "round figures",
    Rule(
        "about so much",
        "zh",
        r"(?:增长|增速|涨幅|下降|降低|提高|失业率|增加|控制在|稳定在|保持在|达到?|不低于|产量)[^，。；]{0,14}?"
        r"(?:左右|以上|以内)",
        "地区生产总值增长5%左右。",
        "地区生产总值增长5.3%。",
        "plans give round figures",
    ),
    Rule(
        "limits",
        "zh",
        r"不低于|控制在",
        "城镇调查失业率控制在5.5%以内。",
        "城镇调查失业率为5.1%。",
        "plans give limits",
    ),
    Rule(
        "about so much, in English",
        "en",
        r"\b(?:about|around|at least|or more) [\d.]+ ?(?:%|percent|per cent)",
        "Growth of around 5 percent.",
        "Growth of 5.3 percent.",
        "plans give round figures",
        whole_words=False,
    ),
)

# Plainly now, whatever else the sentence says.
NOW = Table(
    "now",
    Rule(
        "正在",
        "zh",
        r"正在|正(?=加快|加紧|全力|有序|抓紧)",
        "新馆正在布展。",
        "新馆布展规范公正。",
        "正 before a verb means now",
    ),
    Rule(
        "in the course of",
        "zh",
        r"(?:推进|建设|进行|实施|筹备|施工|编制|论证)(?:之)?中(?![心国小学期])|在建",
        "二期工程施工中。",
        "二期工程建设中心城区。",
        "中 after a verb means now, but not in 中心",
    ),
    Rule(
        "now, in English",
        "en",
        r"(?:is|are|now) being|under way|underway|in progress|under construction",
        "A tunnel is being dug.",
        "A tunnel was dug.",
        "says that it goes on",
    ),
)
UNDER_WAY = Table(
    "under way",
    Rule(
        "pushed forward",
        "zh",
        r"(?:加快|加紧|抓紧|有序|稳步|扎实|持续|深入|全力|加速|积极|统筹|协同)(?:推进|建设|实施|筹建|开展)",
        "东延线有序推进。",
        "东延线推进会召开。",
        "says how the work goes on",
    ),
    Rule(
        "goes well",
        "zh",
        r"推进(?:顺利|有力)|全面推动|启动(?:建设|实施|运行)?",
        "征迁工作推进顺利。",
        "征迁工作告一段落。",
        "begun and not ended",
    ),
    Rule(
        "is doing",
        "en",
        r"(?:is|are|am) (?:now |currently |still )?\w+ing|ongoing|continu(?:es|ing) to",
        "The province is still rebuilding.",
        "The province rebuilt.",
        "English verbs of the present",
    ),
)

# A promise, in questions as in sentences.
ASKS_PLAN = Table(
    "asks for a plan",
    Rule(
        "aims and plans",
        "zh",
        r"目标|计划(?!经济|单列)|预期(?!寿命)|预计|展望|准备|拟|规划|安排|指标(?!有)",
        "今年的就业目标是多少？",
        "计划单列市有几个？",
        "names what was planned",
    ),
    Rule(
        "wants and strives",
        "zh",
        r"打算|希望|想让|想把|想要|力争|争取|(?<!未)要求|打造成",
        "省里打算修几条铁路？",
        "省里修成几条铁路？",
        "says that somebody wants it",
    ),
    Rule(
        "set at",
        "zh",
        r"定(?:的|了|下|在|为)|[给为](?![什])[^，。？]{1,16}?定",
        "增速定在多少？",
        "增速是多少？",
        "a target is set",
    ),
    Rule(
        "将",
        "zh",
        r"将(?=要|会|达|有|建|新)",
        "明年将建多少套公寓？",
        "去年建成多少套公寓？",
        "the future",
    ),
    Rule(
        "要 before the thing asked for",
        "zh",
        r"(?<![重主需必首只纲摘概紧不想还扼])要(?=[^求素点闻件害塞么人务义]{0,16}?(?:多少|几|哪|什么|多大|到|守住|建|翻|治|改"
        r"|在|让|把|新|拿|稳|加|增|降|完成|实现|达))(?!回)(?![^，。？]*了[多几百])",
        "明年要治理多少公里河道？",
        "替工人要回多少工资？",
        "an order; 要回 and 重要 are none",
    ),
    Rule(
        "targets and goals",
        "en",
        r"targets?|targeted|goals?|aim(?:s|ed|ing)?|(?<!year )plan(?:s|ned|ning)?(?! period)"
        r"|ambition|set as|set for|commit(?:s|ted)?|promis(?:e|es|ed)|pledg\w+|budget for",
        "What is the goal for 2027?",
        "What happened in the five year plan period?",
        "names what was planned or promised",
    ),
    Rule(
        "wants and expects",
        "en",
        r"want(?:s|ed)?|hop(?:e|es|ed|ing)|intend(?:s|ed)?|mean(?:s|t)? to|expect(?:s|ed|ing)?"
        r"|set (?:it|them)sel(?:f|ves)|seek(?:s|ing)?|sought|foresees?|envisag\w+",
        "What does the county expect of its harvest?",
        "What was the harvest of the county?",
        "says that somebody wants it",
    ),
    Rule(
        "time to come",
        "en",
        r"going to|will|should|look(?:s|ing)? ahead|project(?:s|ed) (?:to|for)"
        r"|(?:is|are|was|were) (?:the )?(?-i:[A-Z])\w+ to \w+",
        "How many wells was Anping to drill?",
        "How many wells did Anping drill?",
        "the future, or what was then the future",
    ),
)
