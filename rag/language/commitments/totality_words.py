"""Words for all, none, only and wholly."""

from __future__ import annotations

from rag.language.commitments.rule import Commitment
from rag.language.rules import Table

TOTALITY = Table(
    "totality",
    Commitment(
        "all, in Chinese",
        "zh",
        r"全部|(?<!交易)(?<!研究)所有(?!\d)|一切|全都"
        r"|(?<![首成古京故建迁国帝西东])都(?![市江会城安昌])"
        r"|各(?:项|类|级|地|部门|族|界|方面|区|县|市|州|家|领域|国)|每一|每个|每项|每名|每位"
        r"|每户|每家|每座|每条|(?<![年人平户日月场亩村校县])均(?![衡等年增值匀可摊势])|人人"
        r"|个个|家家|户户|处处|样样|无一例外|无不|普遍|全体|任何"
        r"|全(?:省|市|区|县|国|州|疆|系统|行业|社会|民|员)(?=[都均全])|全数|悉数|统统|一律"
        r"|一[条个家项户件]不剩|无遗漏|整个|百分百|尽数|皆[已是为可]|遍及|遍布|无论",
        "承诺的事项全部办结。",
        "首都的事项办结了十件。",
        "says that none is left out",
    ),
    Commitment(
        "all, in Chinese, loosely",
        "zh",
        r"全覆盖|全部|百分之百|(?<![\d.])100[%％]|应.尽.|齐全|俱全|各|双双|两者",
        "乡村公路实现全覆盖。",
        "乡村公路覆盖一半的村。",
        "the whole of something, or several things",
        in_quotation_only=True,
    ),
    Commitment(
        "none, in Chinese",
        "zh",
        r"没有(?:任何|一个|一项|一家|一人|一名|一起|一处)|毫无|毫不|绝无|无一(?!例外)|从未"
        r"|从不|从来没有|再无|再也没有|不复存在|荡然无存|根除|绝迹|归零|消失",
        "没有任何项目停工。",
        "没有停工。",
        "says that there is none",
    ),
    Commitment(
        "none, in Chinese, loosely",
        "zh",
        r"杜绝|零(?:填埋|排放|就业|容忍|死亡|事故)|不发生|为零|未发生"
        r"|(?:全部|完全|彻底|基本)消[除灭]|无",
        "未发生重大事故。",
        "零售业动态平衡。",
        "none is left",
        in_quotation_only=True,
    ),
    Commitment(
        "wholly, in Chinese",
        "zh",
        r"彻底|完全|百分百|到位|毫不费力|翻天覆地"
        r"|全面(?=完成|实现|建成|解决|消除|达标|达成|落实|兑现|超额)|完美"
        r"|根本(?=好转|解决|扭转|改变|消除|性)|圆满|百分之百|(?<![\d.])100[%％]|超额",
        "难题彻底解决。",
        "难题正在解决。",
        "nothing is wanting",
    ),
    Commitment(
        "wholly, in Chinese, loosely",
        "zh",
        r"全覆盖|清零|全部|全面|全线|落实到位",
        "安装全部完成。",
        "安装完成。",
        "nothing is wanting",
        in_quotation_only=True,
    ),
    Commitment(
        "only, in Chinese",
        "zh",
        r"只有|唯一|仅有|独家|只(?=[靠能用在限要])|仅(?=[靠凭在限为占有\d])|唯独",
        "渡口只有一处。",
        "渡口有一处。",
        "says that there is no other",
    ),
    Commitment(
        "nationwide, in Chinese, loosely",
        "zh",
        r"全国|我国|国家|全球|世界|国内外|中国",
        "在全国推广。",
        "在全省推广。",
        "the whole country or the world",
        in_quotation_only=True,
    ),
    Commitment(
        "nationwide, in English",
        "en",
        r"nationwide|countrywide|worldwide|globally|across the (?:country|nation|world)"
        r"|throughout the (?:country|nation|world)"
        r"|in every (?:state|province|country|corner)|around the world",
        "It was tried nationwide.",
        "It was tried in one city.",
        "the whole country or the world",
    ),
    Commitment(
        "nationwide, in English, loosely",
        "en",
        r"nation(?:al|s)?|country|countries|world|global|america|united states"
        r"|every (?:state|family|american|school)",
        "The nation tried it.",
        "The city tried it.",
        "the whole country or the world",
        in_quotation_only=True,
    ),
    Commitment(
        "only, in English, loosely",
        "en",
        r"alone|just|solely",
        "Wells alone will do.",
        "Wells will do.",
        "says that there is no other",
        in_quotation_only=True,
    ),
    Commitment(
        "always, in Chinese",
        "zh",
        r"永远|永久|始终|一直|从来|历来|时刻|每[天日]|天天",
        "水质始终优良。",
        "水质优良。",
        "says that it was never otherwise",
    ),
    Commitment(
        "always, in Chinese, loosely",
        "zh",
        r"不断|持续|长期|坚持|常态|不动摇|连续|长久|永",
        "水质持续优良。",
        "水质优良。",
        "went on all the time",
        in_quotation_only=True,
    ),
    Commitment(
        "all, in English",
        "en",
        r"(?<!in )(?<!after )(?<!at )all(?! right| time)|every(?!day)|everyone|everybody"
        r"|everything|everywhere|each|entire(?:ly)?|the whole|without exception"
        r"|any(?:one|body|thing)|universal(?:ly)?|100 ?(?:%|percent|per cent)",
        "All of the promised wells were dug.",
        "The promised wells were dug.",
        "says that none is left out",
    ),
    Commitment(
        "all, in English, loosely",
        "en",
        r"across the (?:country|nation|board|province|city)|throughout|full coverage"
        r"|nationwide|whole|any",
        "Wells were dug throughout the valley.",
        "Wells were dug in the valley.",
        "the whole of something",
        in_quotation_only=True,
    ),
    Commitment(
        "none, in English",
        "en",
        r"none|no one|nobody|nothing|nowhere|not a single|not one|never"
        r"|no (?!longer|later|less|more than|doubt|fewer|matter)\w+(?: \w+)? (?:has"
        r"|have|had|was|were|is|are|remains?|exists?|left|will)|eliminated|eradicated"
        r"|wiped out|(?:came|come) to an end|zero(?!-)",
        "Not a single ferry was late.",
        "The ferry was not late.",
        "says that there is none",
    ),
    Commitment(
        "none, in English, loosely",
        "en",
        r"eradicat(?:e|es|ing|ion)|no(?! longer| later| less)|without|any|zero|ever",
        "We must eradicate waste.",
        "We must reduce waste.",
        "none is to be left",
        in_quotation_only=True,
    ),
    Commitment(
        "wholly, in English",
        "en",
        r"complete(?:ly)|fully|totally|wholly|thoroughly|entirely|perfect(?:ly|ed)?"
        r"|once and for all|in full|absolute(?:ly)?|utter(?:ly)?",
        "The harbour was fully repaired.",
        "The harbour was repaired.",
        "nothing is wanting",
    ),
    Commitment(
        "only, in English",
        "en",
        r"only|sole(?:ly)?|exclusive(?:ly)?|nothing but|unique(?:ly)?|no other",
        "The island has only one well.",
        "The island has one well.",
        "says that there is no other",
    ),
    Commitment(
        "always, in English",
        "en",
        r"always|forever|permanent(?:ly)?(?! (?:population|residents?))|constantly"
        r"|at all times|every (?:day|single day)|(?:every|each) year|invariably",
        "The road was always open.",
        "The road was open.",
        "says that it was never otherwise",
    ),
    Commitment(
        "always, in English, loosely",
        "en",
        r"continu\w+|steadily|for \w+ years|ever|year after year|annual(?:ly)?"
        r"|consistent(?:ly)?",
        "The road continued to be open.",
        "The road was open.",
        "went on all the time",
        in_quotation_only=True,
    ),
)
