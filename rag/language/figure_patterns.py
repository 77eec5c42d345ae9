"""The regular expression that finds quantities, and the rules for numbers that are none and for
words before a figure."""

from __future__ import annotations

import re

from rag.language.numerals import ENGLISH_NUMERAL, HAN_NUMERAL
from rag.language.rules import Rule, Table
from rag.language.units import CHINESE, CHINESE_SCALES, ENGLISH, ENGLISH_SCALES, MONEY_BEFORE
from rag.language.wordlists import any_of

# Each character becomes one character, so that positions stay true.
FULL_WIDTH = str.maketrans("０１２３４５６７８９．％／－＋＄￥（）　", "0123456789.%/-+$¥() ")

# A unit before one of these characters begins another word: 3家电 are not 3家.
_NOT_BEFORE = {
    "元": "化素件宵旦宇", "人": "才工大民均行机", "家": "庭电居长具族", "部": "分门署委队长",
    "门": "槛诊户类", "条": "件例", "场": "馆地景所", "口": "岸", "次": "级", "度": "假过",
    "对": "外于接口标比策象应", "把": "握手关", "双": "一碳", "种": "植业子粮质", "张": "家",
    "台": "湾州账阶", "支": "持出付撑援", "本": "科届级省地", "克": "服", "头": "部",
    "块": "链", "处": "置理于在", "套": "餐", "列": "入为车席", "只": "有是能要",
    "组": "织建成团合", "间": "隔", "份": "额", "例": "如行", "起": "到步来草诉点", "款": "项",
    "户": "籍均外", "年": "级均度产代", "天": "然津府", "周": "边年期转", "秒": "杀",
    "升": "级至到", "担": "任保当负心", "道": "路德", "股": "份权东",
    "集": "群团中聚成合体约装", "名": "录单校牌城", "位": "于居列一数",
    "成": "为功立果长员就都熟效本品分", "封": "锁闭", "席": "位", "根": "本据", "段": "落",
}  # fmt: skip

_MONTH = (
    r"(?:jan(?:uary)?|feb(?:ruary)?|mar(?:ch)?|apr(?:il)?|may|june?|july?|aug(?:ust)?|"
    r"sept?(?:ember)?|oct(?:ober)?|nov(?:ember)?|dec(?:ember)?)\.?"
)
_YEAR = r"(?:1[89]|20)\d\d"
_DASH = r"[—–\-~～至到]+"
_SMALL_HAN = "一二三四五六七八九十"

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
        r"(?<![A-Za-z])(?!(?:RMB|CNY|USD|HKD)\d)[A-Za-z]++[-_]?\d[\dA-Za-z+\-]*(?:\.\d+)?",
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
        "zh",
        rf"[一二][八九〇○零][\d零〇○{_SMALL_HAN}]{{2}} ?年"
        rf"(?:[{_SMALL_HAN}]+月)?(?:[{_SMALL_HAN}]+日)?",
        "二〇二五年三月",
        "二十五年三个月",
        "a date",
    ),
    Rule(
        "thing numbered in numerals",
        "zh",
        rf"[{_SMALL_HAN}]{{1,4}} ?(?:月|日(?!元)|号|线|世纪|周年|年代|年级|年制"
        r"|点(?=意见|要求|看法|希望))份?",
        "十二月竣工。",
        "十二个项目竣工。",
        "a date or a name",
    ),
    Rule(
        "years in numerals after 过去",
        "zh",
        rf"(?:(?<=过去)|(?<=今后)|(?<=未来)|(?<=新的)|(?<=过去的)|(?<=去年)|(?<=[近这前每又]))"
        rf"[{_SMALL_HAN}两]{{1,3}}年(?!的)",
        "未来三年再造林。",
        "学制三年。",
        "a stretch of time",
    ),
    Rule(
        "years in numerals before 来",
        "zh",
        rf"[{_SMALL_HAN}两百]{{1,4}}年(?:来|规划|计划|行动|攻坚|专项|多来|以来|如一日|四季)",
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

_NUMBER = (
    r"(?:\d{1,3}(?:[,，]\d{3})+(?!\d)(?:[.·]\d+)?"
    r"|\d(?: \d)+(?!\d| ?/)(?: ?[.·] ?\d(?: \d)*)?"
    r"|\d+(?: ?[.·]\d+)?)"
)
_CHINESE_SCALE = (
    rf"(?:{any_of(set(CHINESE_SCALES) - set('十百千'))}|千(?![瓦米克伏卡])|百(?![分年强货]))"
)
_ENGLISH_SCALE = rf"(?i:{any_of(ENGLISH_SCALES)})s?(?![A-Za-z])"


def _guarded(form: str) -> str:
    banned = _NOT_BEFORE.get(form)
    return re.escape(form) + (f"(?![{banned}])" if banned else "")


_CHINESE_UNIT = "|".join(_guarded(form) for form in sorted([*CHINESE, "成"], key=len, reverse=True))
_ENGLISH_UNIT = rf"(?i:{any_of(ENGLISH)})(?![A-Za-z])"

_DIGITS = (
    rf"(?:(?P<money>(?i:{any_of(MONEY_BEFORE)})) ?)?(?<![\d.])(?P<minus>(?<![0-9A-Za-z%年-])[-−])?"
    rf"(?P<num>{_NUMBER})(?:[多余几来]? ?(?P<scale>{_CHINESE_SCALE})"
    r"(?:(?P<num2>\d+(?:\.\d+)?)(?P<scale2>万))?[多余]?"
    rf"|[ \-]?(?P<escale>{_ENGLISH_SCALE})|[多余](?![种样元方边]))?"
    rf"(?: ?(?P<unit>{_CHINESE_UNIT})|[ \-]?(?P<eunit>{_ENGLISH_UNIT}))?"
)
_HAN = (
    rf"(?P<han>{HAN_NUMERAL})(?:[多余](?P<hscale>[万亿]+)?)?"
    rf"(?:(?P<hunit>{_CHINESE_UNIT})|(?<=[万亿])(?!一))"
)
_WORDS = (
    rf"(?i:\b(?P<word>{ENGLISH_NUMERAL}) "
    rf"(?:(?P<wscale>{_ENGLISH_SCALE})(?: (?P<wsunit>{_ENGLISH_UNIT}))?"
    rf"|(?P<wunit>{_ENGLISH_UNIT})))"
)
_PART = rf"(?:{HAN_NUMERAL}|\d+(?:\.\d+)?)"
_ORDINAL = (
    rf"第 ?(?P<nth>\d+|[{_SMALL_HAN}百零]{{1,6}})(?P<rank>位|名|届|次|批|轮|个|家|座|大)?"
    r"|(?P<top>首位|榜首)"
    r"|(?P<enth>\d+)(?:st|nd|rd|th)(?![a-z])|(?i:\b(?:no\.|number|#)) ?(?P<no>\d+)"
    r"|(?i:\brank(?:ed|s|ing)?(?: \w+){0,2}? (?P<wnth>first|second|third|fourth|fifth|sixth"
    r"|seventh|eighth|ninth|tenth))\b"
)
_SHARE = (
    rf"(?P<per>[百千万])分之(?P<share>{_PART})|(?P<below>{_PART})分之(?P<above>{_PART})|(?P<zhhalf>一半)"
    r"|(?i:\b(?:(?P<parts>one|two|three|four|a)[- ](?P<of>thirds?|quarters?|fifths?|tenths?)"
    r"|(?P<half>(?<!first )(?<!second )(?<!latter )half of|by half(?! an? [a-z]+\b)|one half))\b)"
)
_MULTIPLE = (
    r"翻了?(?P<fan>[一二两三四1-4])?番"
    r"|(?i:\b(?P<fold>doubl|tripl|trebl|quadrupl|quintupl|twof|threef|fourf|fivef|tenf)(?:ed|ing|old)\b)"
)

# Every alternative below begins with one of these, so most characters are passed over at once.
_BEGINS = (
    r"(?=[A-Za-z\d\-−$¥￥€£#(\[［“‘\n百千万亿零〇○两一二三四五六七八九十第首榜翻])"
    r"(?:(?<![A-Za-z])|(?![A-Za-z]))"
)
# The name of the last group says which kind of quantity was found.
FIGURE = re.compile(
    _BEGINS
    + "(?:"
    + "|".join(
        f"(?P<{kind}>{pattern})"
        for kind, pattern in (
            ("skip", NO_FIGURES.source),
            ("multiple", _MULTIPLE),
            ("part", _SHARE),
            ("ordinal", _ORDINAL),
            ("digits", _DIGITS),
            ("numeral", _HAN),
            ("words", _WORDS),
        )
    )
    + ")"
)
# Stands between 10 and 15万人, where the first number takes its unit from the second.
BETWEEN = re.compile(r" ?(?:[—–\-~～、和至到或]+|to|and|or|,) ?")

# Searched in a clause before an old figure, and between it and the new one: 由54下降到47.
BEFORE_OLD = Table(
    "before an old figure",
    Rule(
        "from",
        "zh",
        r"[由从自]",
        "办理时限由20天缩短到7天。",
        "办理时限缩短到7天。",
        "what it was",
    ),
    Rule(
        "from, in English",
        "en",
        r"from",
        "Waiting fell from 20 days to 7.",
        "Waiting fell to 7 days.",
        "what it was",
    ),
)
BEFORE_NEW = Table(
    "before a new figure",
    Rule(
        "to",
        "zh",
        r"[到至为]\D{0,6}$",
        "20天缩短到",
        "20天，新建公园",
        "what it has become",
    ),
    Rule(
        "to, in English",
        "en",
        r"\bto\W*$",
        "20 days to ",
        "20 days and",
        "what it has become",
        whole_words=False,
    ),
)
