"""Numbers that are no quantities: dates, names and numbering, which are passed over whole."""

from __future__ import annotations

from rag.language.numerals import ENGLISH_NUMERAL, SMALL_HAN
from rag.language.rules import Rule, Table

_MONTH = (
    r"(?:jan(?:uary)?|feb(?:ruary)?|mar(?:ch)?|apr(?:il)?|may|june?|july?|aug(?:ust)?|"
    r"sept?(?:ember)?|oct(?:ober)?|nov(?:ember)?|dec(?:ember)?)\.?"
)
_YEAR = r"(?:1[89]|20)\d\d"
_DASH = r"[—–\-~～至到]+"

# Dates, names and numbering are found first and passed over whole.
NO_FIGURES = Table(
    "no figures",
    Rule(
        "month and day",
        "en",
        rf"\b{_MONTH} (?:the )?\d{{1,2}}(?:st|nd|rd|th)?(?:, ?\d{{4}}|(?![\d,.]))"
        rf"|\b{_MONTH} {_YEAR}",
        "The session opened on March 5, 2025.",
        "The marchers walked 5 miles.",
        "a date",
        whole_words=False,
    ),
    Rule(
        "day and month",
        "en",
        rf"(?<![\d.])\d{{1,2}}(?:st|nd|rd|th)? (?:of )?{_MONTH}(?:,? {_YEAR})?(?![a-z])",
        "The session opened on 5 March.",
        "The session had 5 marches.",
        "a date",
        whole_words=False,
    ),
    Rule(
        "date in digits",
        "any",
        rf"(?<!\d){_YEAR}[-/.]\d{{1,2}}(?:[-/.]\d{{1,2}})?(?:T\d\d:\d\d(?::\d\d)?)?"
        r"(?![\d.%％万亿千百元吨人斤亩])",
        "2025-03-05",
        "2025%",
        "a date",
    ),
    Rule(
        "stretch of years",
        "any",
        rf"(?<![\d.]){_YEAR} ?(?:{_DASH}|to|and) ?(?:{_YEAR}|\d\d(?!\d))(?![\d.,]*[%\d])(?: ?年)?",
        "2021—2025年",
        "2000至3000",
        "years, not amounts",
    ),
    Rule(
        "Chinese date",
        "zh",
        r"(?<!\d)\d{4} ?年(?: ?\d{1,2} ?月)?(?: ?\d{1,2} ?[日号])?",
        "大桥于2024年6月通车。",
        "大桥长2024米。",
        "a date",
    ),
    Rule(
        "Chinese month and day",
        "zh",
        r"(?<![\d.])\d{1,2} ?月份?(?: ?\d{1,2} ?[日号])?",
        "6月18日竣工。",
        "工期6个月。",
        "a date",
    ),
    Rule(
        "numbered thing",
        "zh",
        r"\d+ ?(?:日(?!元)|号|线|世纪|年代|周年|年来|年(?=规划|计划|行动)|版|级"
        r"|[时点](?=[—\-至,，。]))",
        "地铁4号线开通。",
        "地铁4条。",
        "the number is a name or a time",
    ),
    Rule(
        "years after 过去",
        "zh",
        r"(?:(?<=过去)|(?<=今后)|(?<=未来)|(?<=最近)|(?<=过去的)|(?<=这))\d+ ?年",
        "过去5年成绩显著。",
        "工期5年。",
        "a stretch of time",
    ),
    Rule(
        "numbered meeting",
        "en",
        r"\d+(?-i:st|nd|rd|th) (?:centur|congress|anniversary|five|party|national|session|cpc"
        r"|central|plen|npc|state|general|birthday)",
        "the 20th Congress",
        "the 20th bridge",
        "the number is a name",
        whole_words=False,
    ),
    Rule(
        "ratio",
        "any",
        r"\d+(?:\.\d+)? ?[:∶/] ?\d+(?:\.\d+)?(?:[:∶/]\d+)*(?!\d)",
        "7:3",
        "7 3",
        "a ratio or a time of day",
    ),
    Rule(
        "name with a letter before",
        "any",
        r"(?<![A-Za-z])(?!(?:RMB|CNY|USD|HKD|EUR|GBP|JPY)\d)[A-Za-z]++[-_]?\d[\dA-Za-z+\-]*(?:\.\d+)?",
        "G60",
        "RMB60",
        "the number is a name",
    ),
    Rule(
        "PM2.5", "any", r"(?<![A-Za-z])PM ?\d+(?:\.\d+)?", "PM 2.5", "2.5", "the number is a name"
    ),
    Rule(
        "name with a letter behind",
        "any",
        r"\d+(?:\.\d+)?(?!(?:[MGT]Wh?|TEU)(?![A-Za-z]))[A-Z][A-Za-z\-+\d]*",
        "5G",
        "5MW",
        "the number is a name",
    ),
    Rule(
        "formula or quoted number",
        "any",
        r"\d+(?:[+×](?:\d+|[A-Z]))+|[“‘]\d+(?:[·.]\d+)?[”’]",
        "“3+1”",
        "3",
        "the number is a name",
    ),
    Rule(
        "length in one word",
        "en",
        r"\d+-(?:year|month|day|hour|minute|week|star|story|point)(?-i:s?(?![a-z])(?:-old)?)",
        "a 5-year plan",
        "a plan of 5 years",
        "describes, does not count",
        whole_words=False,
    ),
    Rule(
        "numbering",
        "any",
        r"(?:(?<![^\n])|(?<=\n )|(?<=\n  ))\d{1,2}(?:[.、](?!\d)|\))"
        r"|\(\d{1,2}\)|[\[［]\d{1,3}[\]］]",
        "3、",
        "3.5",
        "numbers a paragraph or a note",
    ),
    Rule(
        "telephone number",
        "any",
        r"(?<!\d)12(?:345(?![\d万亿])|3\d\d(?=.{0,6}(?:热线|hotline)))",
        "12345",
        "12345万",
        "the number of a hotline",
    ),
    Rule(
        "year in numerals",
        "any",
        rf"[一二][八九〇○零Oo0][\d零〇○Oo{SMALL_HAN}]{{2}} ?年"
        rf"(?:[{SMALL_HAN}]+月)?(?:[{SMALL_HAN}]+日)?",
        "二〇二五年三月",
        "二十五年三个月",
        "a date",
    ),
    Rule(
        "thing numbered in numerals",
        "zh",
        rf"[{SMALL_HAN}]{{1,4}} ?(?:月|日(?!元)|号|线|世纪|周年|年代|年级|年制"
        r"|点(?=意见|要求|看法|希望))份?",
        "十二月竣工。",
        "十二个项目竣工。",
        "a date or a name",
    ),
    Rule(
        "years in numerals after 过去",
        "zh",
        rf"(?:(?<=过去)|(?<=今后)|(?<=未来)|(?<=新的)|(?<=过去的)|(?<=去年)|(?<=[近这前每又]))"
        rf"[{SMALL_HAN}两]{{1,3}}年(?!的)",
        "未来三年再造林。",
        "学制三年。",
        "a stretch of time",
    ),
    Rule(
        "years in numerals before 来",
        "zh",
        rf"[{SMALL_HAN}两百]{{1,4}}年(?:来|规划|计划|行动|攻坚|专项|多来|以来|如一日|四季)",
        "三年行动圆满收官。",
        "三年建成。",
        "a stretch of time",
    ),
    Rule(
        "plans, places and slogans",
        "zh",
        r"第[一二三四五六七八九十]{1,3}个五年|七台河|三门峡|三门县|五台[山县]|三台县|五家渠|九台区|[三五]位一体|千家万户|二人转|两个维护|两度|四周"
        r"|两个确立|四个意识|四个自信|四个全面|四个现代化|四项基本原则|五项原则|铁人三项|三个代表|两个毫不动摇|两个大局|两个文明|两个务必"
        r"|三个务必|两个百年|两个一百年|四个革命|三个离不开|五个认同|八个明确|十个明确|五个必须",
        "服务走进千家万户。",
        "服务三千户。",
        "the numeral is part of a name",
    ),
    Rule(
        "numbered part",
        "en",
        r"(?:article|chapter|section|page|table|annex|phase|stage|route|version|grade) \d+",
        "see page 12",
        "see 12 pages",
        "the number is a name",
    ),
    Rule(
        "length in one word, in words",
        "en",
        rf"{ENGLISH_NUMERAL}-(?:year|month|day|hour|star|point)s?",
        "a three-year drive",
        "a drive of three years",
        "describes, does not count",
    ),
    Rule(
        "stretch of time",
        "en",
        rf"(?:past|last|next|previous|coming|recent|these|following) (?:{ENGLISH_NUMERAL}|\d+)"
        r" (?:years|months|weeks|days)",
        "over the past five years",
        "over five years",
        "a stretch of time",
    ),
)
