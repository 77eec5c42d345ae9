"""Words for causes, and words for degrees: much, little, almost."""

from __future__ import annotations

from rag.language.commitments.rule import Commitment
from rag.language.rules import Table

CAUSE = Table(
    "cause",
    Commitment(
        "because, in Chinese",
        "zh",
        r"因(?![地人时材势此循素城企村校园])|由于|得益于|归功于|归因于|源于|起因"
        r"|是[^，。]{1,20}的(?:结果|原因|产物|功劳)|导致|致使|造成(?!的?影响)|引发|引起"
        r"|(?<![不经承遭忍接享感])受[^，。]{1,16}(?:影响|带动|推动|冲击|拖累|拉动"
        r"|提振|刺激|制约)|(?:带|拉|驱|推)动下|凭借|借助|依靠(?!群众)"
        r"|靠(?=[^近前拢]{1,8}[，。])|有了[^，]{1,12}，|促成|使得|从而|故(?=[未没不])|因此"
        r"|因而|所以|之所以|正是|靠的是|促使|驱使|导火索|源自|皆因|缘于|带来(?!了?便)|有赖于"
        r"|归结为|换来|根源|催生|多亏|受益于",
        "由于连日暴雨，渡口停航。",
        "连日暴雨，渡口停航。",
        "gives the cause of something",
    ),
    Commitment(
        "because, in Chinese, loosely",
        "zh",
        r"根本在于|的结果|关键在于|以[^，。]{1,20}为(?:动力|牵引|驱动|支撑)|通过|依靠|依托"
        r"|带动|拉动",
        "成绩的取得，关键在于实干。",
        "实干取得成绩。",
        "gives the cause of something",
        in_quotation_only=True,
    ),
    Commitment(
        "because, in English",
        "en",
        r"because|due to|owing to|thanks to"
        r"|(?:as )?(?:a |the |in )?result(?:s|ed|ing)?(?: of| from| in)|led to|leads? to"
        r"|has led|caus(?:es|ed|ing)|driven by|brought (?:about|by)|therefore|thus"
        r"|attribut\w+|stem(?:s|med)? from|rooted in|on account of|made possible|spurred"
        r"|fuel(?:l?ed|s)|prompted|triggered|helped by|boosted by|by virtue of"
        r"|explain(?:s|ed)|responsible for|consequence\w*|created by"
        r"|credit(?:ed)?(?= to| for)|so that|contribut(?:ed|es|ing) to|gave rise to|hence"
        r"|owe[sd]?|drove (?:up|down)"
        r"|(?:brought|pushed|drove|pulled)(?: \w+){1,6} (?:down|up)|allowed|made it possible"
        r"|pushed (?:up|down)|enabled|in response to|on the back of|as (?:the|a) consequence"
        r"|produced by|since (?!\d|19|20|then)(?=the|it|they|we)",
        "Because of heavy rain the ferry stopped.",
        "In heavy rain the ferry stopped.",
        "gives the cause of something",
    ),
    Commitment(
        "because, in English, loosely",
        "en",
        r"by \w+ing|through|mak(?:e|es|ing|made)|made it|help\w*|mean(?:s|t)?|enabl\w+"
        r"|benefits? of|contribution|for the reason",
        "By terminating it we save millions.",
        "It saves millions.",
        "gives the cause of something",
        in_quotation_only=True,
    ),
)
DEGREE = Table(
    "degree",
    Commitment(
        "strongly, in Chinese",
        "zh",
        r"大幅|大大|显著|明显|飞速|迅猛(?!犸)|迅速|飞快|高速(?=增|发展)|急剧|剧烈|巨大|极大"
        r"|极其|极为|极度|跨越|飞跃|强劲|突飞猛进|遥遥|深刻|猛(?!犸)|激增|骤|暴[涨跌增]"
        r"|翻(?:了?一|了?两|番)|成倍|惊人|非凡|辉煌|极(?=[高低强少多好快])|十分(?!之)"
        r"|非常(?!规)|根本性|革命性|颠覆性|丰硕|卓越|卓有成效|蓬勃|质的|深度|远远|翻天覆地"
        r"|毫不费力|脱胎换骨|日新月异|超额|锐减|骤降|暴跌|严重|重大|根本",
        "用水量大幅下降。",
        "用水量下降。",
        "says that it is much",
    ),
    Commitment(
        "strongly, in Chinese, loosely",
        "zh",
        r"深|历史性|实质|成倍|跃|突破|台阶|大力|快速|严厉|重要|不少|重特大|翻|剧增|倍增|严峻"
        r"|沉重|新高",
        "经济总量迈上新台阶。",
        "经济总量增长。",
        "words of praise",
        in_quotation_only=True,
    ),
    Commitment(
        "slightly, in Chinese",
        "zh",
        r"(?<![战策侵省概简忽谋方])略(?=[有增降升微显高低超为])|稍|小幅|微(?=[增降升跌涨])"
        r"|轻微|有限|些许|一点点|少许|缓慢|几乎没有|极少|收效甚微|寥寥|部分(?=地|企|人|村)",
        "用水量略有下降。",
        "用水量下降。",
        "says that it is little",
    ),
    Commitment(
        "nearly, in Chinese",
        "zh",
        r"几乎|差不多|将近|接近(?!\d)|近乎|濒临"
        r"|基本(?!养老|医疗|公共|单元|法|农田|面|药|生活|建设|盘|功|国情|经济|制度|民生)"
        r"|大体|初步|大多",
        "村庄几乎都通了车。",
        "村庄通了车。",
        "says that little is wanting",
    ),
    Commitment(
        "nearly, in Chinese, loosely",
        "zh",
        r"基本|近|约|左右|大部分|多数|主要|超|以上|初|渐",
        "村庄基本通车。",
        "村庄通车。",
        "says that little is wanting",
        in_quotation_only=True,
    ),
    Commitment(
        "strongly, in English",
        "en",
        r"sharply|significant(?:ly)?|dramatic(?:ally)?|greatly|substantial(?:ly)?"
        r"|rapid(?:ly)?|huge(?:ly)?|massive(?:ly)?|enormous(?:ly)?|remarkabl[ey]"
        r"|considerabl[ey]|steep(?:ly)?|soar(?:s|ed|ing)?|surg(?:ed|es)|plung(?:ed|es)"
        r"|plummet\w*|slump\w*|tumbl\w*|rocketed|exploded|effortless\w*|skyrocket\w*"
        r"|vast(?:ly)?|very|extremely|extraordinar\w+|immense(?:ly)?|deeply|marked(?:ly)?"
        r"|radical(?:ly)?|fundamental(?:ly)?|tremendous(?:ly)?|overwhelming(?:ly)?|far"
        r"|doubled|tripled|collapsed|leap(?:t|ed|s)?|spectacular\w*|severe(?:ly)?"
        r"|serious(?:ly)?|brilliant(?:ly)?|great|quickly|fast|widely|strikingly"
        r"|boom(?:ed|ing)?|impressive(?:ly)?|much",
        "Water use fell sharply.",
        "Water use fell.",
        "says that it is much",
    ),
    Commitment(
        "strongly, in English, loosely",
        "en",
        r"strong(?:ly|er)?|highly|vigorous\w*|accelerat\w*|major|irresistible|widespread"
        r"|surging|unrelenting|intens\w+|alltime|substan\w+|historic\w*|concrete",
        "There is strong growth.",
        "There is growth.",
        "words of praise",
        in_quotation_only=True,
    ),
    Commitment(
        "slightly, in English",
        "en",
        r"slight(?:ly)?|somewhat|modest(?:ly)?|marginal(?:ly)?|a little|slow(?:ly)?|hardly"
        r"|barely|scarcely|moderate(?:ly)?|mild(?:ly)?|partly|partial(?:ly)?|(?:only )?a few"
        r"|few(?!er)|little|limited|minor",
        "Water use fell slightly.",
        "Water use fell.",
        "says that it is little",
    ),
    Commitment(
        "nearly, in English, loosely",
        "en",
        r"close to|some|over|more than|up to|less than|in part|many",
        "It cost close to a million.",
        "It cost a million.",
        "says that little is wanting",
        in_quotation_only=True,
    ),
    Commitment(
        "nearly, in English",
        "en",
        r"almost|virtually|practically|nearly|all but|approximately"
        r"|(?:around|about)(?= (?:[$\d]|us|half|one|two|three|a ))|basically|largely|mostly"
        r"|mainly|essentially|roughly|some(?= \d)",
        "Almost the whole village has water.",
        "The whole village has water.",
        "says that little is wanting",
    ),
)
