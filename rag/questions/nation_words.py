"""Rules that tell whether a question means the documents of the nation, of a region or of another
country."""

from __future__ import annotations

from rag.language.rules import Rule, Table

# The nation's report itself: its documents and no others are asked, whatever places are named.
NATION_REPORT = Table(
    "names the nation's report",
    Rule(
        "national report",
        "zh",
        r"国务院(?:的?(?:政府)?工作)?(?:\d{4}年的?)?(?:政府工作)?报告|(?:中央|全国"
        r"|国家)(?:的)?(?:\d{4}年的?)?(?:政府)?工作报告|总理(?:的"
        r"|作的?)?(?:\d{4}年的?)?(?:政府)?(?:工作)?报告"
        r"|(?:党的?|中共)?(?<![二三四五六七八九十])[一七八九]大报告|(?:党的?"
        r"|中共)?十[一二三四五六七八九]大报告|二十大报告|党代会报告"
        r"|全国人大[^，。？]{0,8}决议",
        "2021年全国政府工作报告怎么说海南？",
        "2021年全省政府工作报告怎么说海南？",
        "says whose report it is",
    ),
    Rule(
        "national report, in English",
        "en",
        r"(?:national|central)(?: government(?:'s)?)?(?: \d{4})?(?: government)?(?: work)? reports?"
        r"|(?:premier|State Council|China|central government|nation)(?:'s"
        r"|’s)?(?: \d{4})?(?: government)?"
        r"(?: work)? reports?|\d+(?:st|nd|rd|th) party congress|party congress report"
        r"|(?:State Council|National People's Congress)(?:'s|’s)? [a-z ]{0,20}report",
        "What did the 2021 national report say about Hainan?",
        "What did the 2021 county report say about Hainan?",
        "says whose report it is",
    ),
)
# Words that mean the nation where no region is named.
NATION = Table(
    "means the nation",
    Rule(
        "the whole nation",
        "zh",
        r"(?<![居为占在])全国(?!第|排|前|领先|首|最|一|平均|劳模|百强|各|统一|人大|人民代表|政协"
        r"|性|文明|先进|重点|运|范围|唯|率先|推广|名)"
        r"|我国|国家(?=[^，。？]{0,10}(?:目标|计划|政府|打算|准备|要(?!求)))|国务院|国内生产总值"
        r"|中央(?:政府|财政|预算)|赤字率|政府工作报告",
        "全国城镇新增就业目标是多少？",
        "产量居全国第几？",
        "whose figures and plans are meant; a rank in the nation is a region's",
    ),
    Rule(
        "the whole nation, in English",
        "en",
        r"nationwide|the (?:whole )?(?:country|nation)(?! \w* ?rank)|State Council"
        r"|central (?:government|budget)"
        r"|national (?:growth|gdp|target|economy|budget|deficit|debt|unemployment|government|plan"
        r"|goal)"
        r"|premier|deficit-to-GDP|(?:government|the) work report"
        r"|report on the work of the government",
        "How many jobs were created nationwide?",
        "How many jobs were created in the county?",
        "whose figures and plans are meant",
    ),
)
# Matched at the end of a region's name: its report, not one about it.
ITS_OWN_REPORT = Table(
    "its own report",
    Rule(
        "report of the region",
        "zh",
        r"[省市区]?(?:在?\d{4} ?年)?的?(?:省|市|区)?(?:人民)?(?:政府)?(?:的)?(?:工作)?报告",
        "2025年的报告",
        "2025年的公路",
        "whose report it is",
    ),
    Rule(
        "report of the region, in English",
        "en",
        r"(?:'s|’s)? (?:(?:\d{4}|own|provincial|municipal|government|work) )*reports?\b",
        "'s 2025 work report",
        "'s 2025 work plan",
        "whose report it is",
        whole_words=False,
    ),
)
REGIONS_ONLY = Table(
    "means regions",
    Rule(
        "regional product",
        "zh",
        r"地区生产总值|哪[个些]?省|各省|省份",
        "地区生产总值增长多少？",
        "国内生产总值增长多少？",
        "the nation's documents have no regional product of their own",
    ),
    Rule(
        "regional product, in English",
        "en",
        r"regional (?:GDP|product)|gross regional product|(?:which|what) provinces?|each province"
        r"|how many provinces",
        "How fast did the gross regional product grow?",
        "How fast did the gross domestic product grow?",
        "the nation's documents have no regional product of their own",
    ),
)
UNITED_STATES = Table(
    "means the United States",
    Rule(
        "国情咨文",
        "zh",
        r"国情咨文|美国总统|美国国会|白宫",
        "国情咨文里说了什么？",
        "咨询文件里说了什么？",
        "who gives such speeches",
    ),
    Rule(
        "State of the Union",
        "en",
        r"State of the Union|(?:US|U\.S\.|American) presidents?|White House",
        "What did the State of the Union promise?",
        "What did the state of the economy promise?",
        "who gives such speeches",
    ),
)
# A time that is named without figures: the newest reports are no better than others.
HISTORICAL = Table(
    "names a time of the past",
    Rule(
        "a time of the past",
        "zh",
        r"大跃进|文化大革命|文革|抗战|抗日|解放战争|建国|新中国成立|改革开放(?:初|以来)|土改"
        r"|土地改革|人民公社|[一二三四五六七八九十]+大"
        r"|第[一二三四五六七八九十]+(?:个五年|次|届)|[“\"]?[一二三四五六七八九十]+五[”\"]?(?:时期"
        r"|计划|规划|期间)|世纪|年代|冷战|战后|二战|当年"
        r"|历史|何时|什么时[候间]|哪一?年|最早|第一次|首次",
        "大跃进时期钢产量是多少？",
        "钢产量是多少？",
        "the time is that of the event",
    ),
    Rule(
        "a time of the past, in English",
        "en",
        r"great leap|cultural revolution|cold war|world war|korean war|vietnam|\d+(?:st|nd|rd"
        r"|th) party"
        r"|centur(?:y|ies)|(?:first|second|third|fourth|\d+th)[ -]five[ -]year|founding|\d{4}s"
        r"|history"
        r"|historic\w*|when (?:did|was|were)|(?:what|which) year|first time|ever|originally",
        "How much steel was made in the Great Leap?",
        "How much steel was made?",
        "the time is that of the event",
    ),
)
LATEST = Table(
    "asks for the latest",
    Rule(
        "now",
        "zh",
        r"最新|最近一[次年期份]|目前|现在|当前|现有|如今|眼下|截至现在",
        "目前失业率是多少？",
        "当年失业率是多少？",
        "the newest report tells",
    ),
    Rule(
        "now, in English",
        "en",
        r"latest|currently|current(?! account)|most recent|newest|right now|nowadays|these days"
        r"|today|at present",
        "What is the current unemployment rate?",
        "What was the unemployment rate?",
        "the newest report tells",
    ),
)
