"""The regular expression that finds quantities, and the rules for words before a figure."""

from __future__ import annotations

import re

from rag.language.no_figures import NO_FIGURES
from rag.language.numerals import (
    ENGLISH_COMPOUND,
    ENGLISH_NUMERAL,
    HAN_NUMERAL,
    SMALL_HAN,
    VULGAR,
)
from rag.language.rules import Rule, Table
from rag.language.units import CHINESE, CHINESE_SCALES, ENGLISH, ENGLISH_SCALES, MONEY_BEFORE
from rag.language.wordlists import any_of

# Each character becomes one character, so that positions stay true.
_FULL_WIDTH = ("０１２３４５６７８９．％／－＋＄￥（）　", "0123456789.%/-+$¥() ")
# The characters of units, scales and of the words around figures.
_TRADITIONAL = (
    "區體後貨機盤點線頭轉對應識則為爲動來個箇样樣兩員團場塊數間當關萬開見隊馬學過計於頃長紀時東條"
    "務準處畝種筆殺雙級維規號電鐘鍾餘幾輪邊門熱類護專麵張業灣階臺項裝縣離權鐵產隻單檯組織標華確"
    "課館劃屆檻週負搖約強糧錄現製堅攝診歐據額幣鏈歲億戶佈盧須捲閉撐擔噸釐纔裏輛羣鎊鎖貝麼圓顆",
    "区体后货机盘点线头转对应识则为为动来个个样样两员团场块数间当关万开见队马学过计于顷长纪时东条"
    "务准处亩种笔杀双级维规号电钟钟余几轮边门热类护专面张业湾阶台项装县离权铁产只单台组织标华确"
    "课馆划届槛周负摇约强粮录现制坚摄诊欧据额币链岁亿户布卢须卷闭撑担吨厘才里辆群镑锁贝么元颗",
)
PLAIN = str.maketrans(*map("".join, zip(_FULL_WIDTH, _TRADITIONAL, strict=True)))

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

# 75 000個, 1 250 000 people: the blanks of a number that a word follows. Numbers of a table that
# lost its borders stand side by side too.
_BY_BLANKS = (
    r"(?:(?<!\d )|(?<=\b[12]\d{3} ))[1-9]\d{0,2}(?: \d{3})+(?:[.·]\d+)?(?![\d/])(?= ?[^\W\d_]| ?%)"
)
_NUMBER = (
    r"(?:\d{1,3}(?:[,，]\d{3})+(?!\d)(?:[.·]\d+)?"
    rf"|{_BY_BLANKS}"
    r"|\d{1,3}(?:\.\d{3}){2,}(?![\d.])"
    rf"|\d{{0,3}} ?[{VULGAR}]|\d{{1,3}}[ \-][1-9]/[2-9](?= ?[%A-Za-z])"
    r"|\d(?: \d)+(?!\d| ?/)(?: ?[.·] ?\d(?: \d)*)?"
    r"|\d+(?: ?[.·]\d+)?)"
)
_CHINESE_SCALE = (
    rf"(?:{any_of(set(CHINESE_SCALES) - set('十百千兆'))}|千(?![瓦米克伏卡])|百(?![分年强货])"
    r"|兆(?=新?[元美日台]))"
)
_ENGLISH_SCALE = rf"(?i:{any_of(ENGLISH_SCALES)})s?(?![A-Za-z])"


def _guarded(form: str) -> str:
    banned = _NOT_BEFORE.get(form)
    return re.escape(form) + (f"(?![{banned}])" if banned else "")


_CHINESE_UNIT = "|".join(_guarded(form) for form in sorted([*CHINESE, "成"], key=len, reverse=True))
_ENGLISH_UNIT = rf"(?i:{any_of(ENGLISH)})(?![A-Za-z])"

# 负 and 零下 are signs only before what can be below zero: 肩负3项任务 is no -3.
_BELOW_ZERO = r"(?=\d+(?:\.\d+)? ?(?:%|‰|个?百分点|个?基点|℃|摄氏度|度))"
_MINUS = (
    rf"(?:(?<![0-9A-Za-z%年-])[-−]|(?<!正)负{_BELOW_ZERO}|零下{_BELOW_ZERO}"
    r"|(?i:\b(?:minus|negative) )(?=\d))"
)
# 2万5千, 1亿2000万, 3千5百; and 1万3000人, where the last digits have no scale of their own.
_REST = (
    r"(?:\d[\d,，]{0,8}(?:\.\d+)?(?:[十百千]?[多余]?万|[千百](?![瓦米克伏卡分])))+"
    r"|(?<=万)\d{3,4}(?=[人元户名个吨斤亩辆套件公平米台家所座])"
)
_DIGITS = (
    rf"(?:(?P<money>(?i:{any_of(MONEY_BEFORE)})) ?)?(?<![\d.])(?P<minus>{_MINUS})?"
    rf"(?P<num>{_NUMBER})(?:[多余几来]? ?(?P<scale>{_CHINESE_SCALE})(?P<rest>{_REST})?[多余]?"
    rf"|[ \-]?(?P<escale>{_ENGLISH_SCALE})"
    r"|(?(money) ?(?P<mscale>[mMbBkK])(?![A-Za-z])|(?!))|[多余](?![种样元方边]))?"
    rf"(?: ?(?P<unit>{_CHINESE_UNIT})|[ \-]?(?P<eunit>{_ENGLISH_UNIT}))?"
)
_HAN = (
    rf"(?P<han>{HAN_NUMERAL})(?:(?:[多余]|(?<=点[{SMALL_HAN}])|(?<=点..))(?P<hscale>[万亿]+)?)?"
    rf"(?:(?P<hunit>{_CHINESE_UNIT})|(?<=[万亿])(?!一))"
)
_WORDS = (
    rf"(?i:\b(?P<word>{ENGLISH_COMPOUND}) "
    rf"(?:(?P<wscale>{_ENGLISH_SCALE})(?: (?P<wsunit>{_ENGLISH_UNIT}))?"
    rf"|(?P<wunit>{_ENGLISH_UNIT})))"
)
_PART = rf"(?:{HAN_NUMERAL}|\d+(?:\.\d+)?)"
_ORDINAL = (
    rf"第 ?(?P<nth>\d+|[{SMALL_HAN}百零]{{1,6}})(?P<rank>位|名|届|次|批|轮|个|家|座|大)?"
    r"|(?P<top>首位|榜首)"
    r"|(?P<enth>\d+)(?:st|nd|rd|th)(?![a-z])|(?i:\b(?:no\.|number|#)) ?(?P<no>\d+)"
    r"|(?i:\brank(?:ed|s|ing)?(?: \w+){0,2}? (?P<wnth>first|second|third|fourth|fifth|sixth"
    r"|seventh|eighth|ninth|tenth))\b"
)
_SHARE = (
    rf"(?P<shareminus>负)?(?P<per>[百千万])分之(?P<minusshare>负)?(?P<share>{_PART})|(?P<below>{_PART})分之(?P<above>{_PART})|(?P<zhhalf>一半)"
    # 八成五 is 85%, 八成半 too; 三成五大 is no word.
    r"|(?<![一二三四五六七八九十百千万])(?P<tenths>[一二三四五六七八九])成(?P<hundredths>[一二三四五六七八九半])"
    r"(?![成分一二三四五六七八九十百千万亿个位名户家年月大届项条])"
    # A fifth of all; “one in five years” is a time.
    rf"|(?i:\b(?P<some>{ENGLISH_NUMERAL}|\d{{1,2}}) (?:out of|(?<=one )in) (?:every )?"
    rf"(?P<all>{ENGLISH_NUMERAL}|\d{{1,3}}(?![\d.,]))(?! (?:years?|months?|weeks?|days?|hours?)\b)"
    rf"(?=[\s,.;]|$))"
    r"|(?i:\b(?:(?P<parts>one|two|three|four|a)[- ](?P<of>thirds?|quarters?|fifths?|tenths?)"
    r"|(?P<half>(?<!first )(?<!second )(?<!latter )half of"
    r"|by half(?! an? [a-z]+\b)|one half))\b)"
)
_MULTIPLE = (
    r"翻了?(?P<fan>[一二两三四1-4])?番"
    r"|(?i:\b(?P<fold>doubl|tripl|trebl|quadrupl|quintupl|twof|threef|fourf|fivef|tenf)(?:ed|ing|old)\b)"
)

# Every alternative below begins with one of these, so most characters are passed over at once.
_BEGINS = (
    r"(?=[A-Za-z\d\-−$¥￥€£#(\[［“‘\n百千万亿零〇○两一二三四五六七八九十廿卅卌第首榜翻负½¼¾⅓⅔⅕⅖⅗⅘⅙⅚⅛⅜⅝⅞])"
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
RANGE = re.compile(r" ?(?:[—–\-~～至到]+|to) ?")

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
