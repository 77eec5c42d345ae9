"""Words for what rose and what fell."""

from __future__ import annotations

from rag.language.commitments.rule import Commitment
from rag.language.rules import Table

DIRECTION = Table(
    "direction",
    Commitment(
        "fall, in Chinese",
        "zh",
        r"(?<!不)(?:下降|下滑|下跌|减少|萎缩|收缩|回落|缩减|降低|负增长|减产|走低"
        r"|缩小|压减|削减|降至|降到|减至|减到|衰退|恶化|走弱|缩水|倒退|贬值|减弱|退步"
        r"|收窄|放缓|减缓|变[差坏少低慢]|降幅|滑坡|缩短|减轻|少了|下挫|减收|锐减|骤降"
        r"|滑落|探底|流失|退缩)|跌(?!宕)",
        "全年出口下降3%。",
        "全年出口增长3%。",
        "something became less",
    ),
    Commitment(
        "fall, in Chinese, loosely",
        "zh",
        r"降|减(?!排)|缩|压[降减缩]|弱|不足|下行|更少|消除",
        "出口动力偏弱，订单不足。",
        "出口动力强劲。",
        "something became less",
        in_quotation_only=True,
    ),
    Commitment(
        "rise, in Chinese",
        "zh",
        r"(?<!负)增长|上升|提高|增加|上涨|提升|扩大|攀升|增产|(?:再|又|创)[^，。]{0,4}新高"
        r"|扩张|升至|升到|增至|增到|上扬|回升|改善|好转|壮大|增强|增幅|增多|延长"
        r"|变[好多高强大]|涨|加剧|加重|拉大|走强|升温|翻番|多了|激增|骤增|猛增|攀高|走高"
        r"|壮大",
        "全年出口增长3%。",
        "全年出口下降3%。",
        "something became more",
    ),
    Commitment(
        "rise, in Chinese, loosely",
        "zh",
        r"增(?!加值)|升|突破|超|跨过|台阶|扩(?!散)|加强|强化|优化|完善|向好|进步|新高|提质"
        r"|提[高速档]|做[大优强]|拓展|新",
        "经济总量突破万亿元。",
        "经济总量为一万亿元。",
        "something became more",
        in_quotation_only=True,
    ),
    Commitment(
        "flat, in Chinese",
        "zh",
        r"持平|不变|停滞|原地踏步|没有变化",
        "全年出口与上年持平。",
        "全年出口增长3%。",
        "something stayed as it was",
    ),
    Commitment(
        "flat, in Chinese, loosely",
        "zh",
        r"稳定|保持|稳中",
        "全年出口稳定。",
        "全年出口增长3%。",
        "something stayed as it was",
        in_quotation_only=True,
    ),
    Commitment(
        "flat, in English",
        "en",
        r"flat|unchanged|stagnant|stagnated|stood still|level(?:l?ed)? off",
        "Exports stayed flat.",
        "Exports grew.",
        "something stayed as it was",
    ),
    Commitment(
        "flat, in English, loosely",
        "en",
        r"same|remain\w*|stall\w*|stable|steady|maintain\w*",
        "Exports remain the same.",
        "Exports grew.",
        "something stayed as it was",
        in_quotation_only=True,
    ),
    Commitment(
        "fall, in English",
        "en",
        r"fell|falls?|falling|fallen|drop(?:s|ped|ping)?|declin(?:e|es|ed|ing)"
        r"|decreas(?:e|es|ed|ing)|shr[aiu]nk(?:s|ing|en)?|contract(?:ed|ing|ion)"
        r"|slump(?:ed|s)?|lower(?:s|ed|ing)?|reduc(?:e|es|ed|ing|tion)|plung(?:e|ed)"
        r"|went down|cut(?:s|ting)?|less(?! than)|fewer(?! than)|smaller|worse(?:n\w*)?"
        r"|slow(?:ed|ing)?(?: down)?|weaken\w*|narrow(?:ed|ing)?"
        r"|down(?= (?:by|to|from|[\d.]+ ?(?:%|per)))"
        r"|(?:is|was|are|were|came|come|comes|coming|brought|kept) down|deteriorat\w+"
        r"|los(?:s|t|es)|shorten\w*|los(?:e|ing)|sank|tumbled|halved|collapsed"
        r"|slipp(?:ed|ing)|plummet\w*|gone down|dwindl\w+|dip(?:s|ped)|sagged|receded",
        "Exports fell by 3 percent.",
        "Exports grew by 3 percent.",
        "something became less",
    ),
    Commitment(
        "fall, in English, loosely",
        "en",
        r"recession|stall\w*|downturn|crisis|eliminat\w+|end(?:ed|s)?|terminat\w+|weak"
        r"|lack\w*|save|saved|against waste|low",
        "We save millions and waste is low.",
        "Exports grew.",
        "something became less",
        in_quotation_only=True,
    ),
    Commitment(
        "rise, in English",
        "en",
        r"rose|ris(?:e|es|ing|en)|gr[eo]w(?:s|n|ing|th)?|increas(?:e|es|ed|ing)"
        r"|climb(?:ed|s)?|expand(?:ed|s|ing)?|expansion|went up|higher|gain(?:ed|s)?"
        r"|jump(?:ed|s)?|surg(?:e|ed)|rais(?:e|es|ed|ing)"
        r"|(?<!made )(?<!make )(?<!makes )up(?= (?:by|to|\d|from))|more than before"
        r"|improv\w+|stronger|better|bigger|larger|greater|longer|doubled|tripled|boost\w*"
        r"|soar(?:ed|ing)?|moved up|widen\w*",
        "Exports grew by 3 percent.",
        "Exports fell by 3 percent.",
        "something became more",
    ),
    Commitment(
        "rise, in English, loosely",
        "en",
        r"creat\w+|more|new|build\w*|add\w*|progress|extend\w*|strengthen\w*|advance\w*"
        r"|alltime|buildup|prosperity|up|help\w*|upgrade|promot\w+|enhanc\w+|develop\w*",
        "We build a new road.",
        "Exports fell.",
        "something became more",
        in_quotation_only=True,
    ),
)
