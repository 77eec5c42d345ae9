"""Rules that tell whether a sentence about the past states a result, and not a trouble, a lesson,
a maxim or mere words to the audience."""

from __future__ import annotations

from rag.language.rules import Rule, Table

# A sentence to the audience, or one that only names what follows, states nothing.
ADDRESS = Table(
    "address",
    Rule(
        "audience",
        "zh",
        r"^(?:各位[\u4e00-\u9fff]{1,8}|同志们|朋友们|女士们)[^，。]{0,12}[！!：:，,]?$",
        "各位代表！",
        "各位代表提出了许多好建议。",
        "calls the audience and says no more",
    ),
    Rule(
        "thanks",
        "zh",
        r"(?:表示|致以|道一声)[^，。；]{0,12}(?:感谢|谢意|敬意|问候|祝福|祝贺)",
        "向环卫工人致以崇高的敬意！",
        "环卫工人值得尊敬。",
        "thanks and greetings",
    ),
    Rule(
        "submitted to the meeting",
        "zh",
        r"(?<!提)请予?审[议查]|提请大会",
        "现在，请予审议。",
        "提请审议条例5件。",
        "asks for a vote; 提请审议5件 is a deed",
    ),
    Rule(
        "numbered heading",
        "zh",
        r"^[一二三四五六七八九十]+、[^，。；]*(?:回顾|总结)$",
        "一、上一年工作总结",
        "二、当年工作安排",
        "only names what follows",
    ),
    Rule(
        "audience, in English",
        "en",
        r"^(?:thank you|fellow \w+|ladies and gentlemen|my fellow)\b[^.]*[.!:,]?$",
        "Fellow citizens:",
        "Fellow citizens helped. Many of them did.",
        "calls the audience and says no more",
        whole_words=False,
    ),
)

# A sentence that admits what is wrong, whatever else it says.
ADMITTED = Table(
    "admitted",
    Rule(
        "we see problems",
        "zh",
        r"(?:清醒|深刻|充分)?(?:认识|意识|看|估计)到[，,][^。]{0,60}(?:问题|困难|不足|短板|差距|挑战)",
        "我们也清醒认识到，发展还面临不少困难。",
        "我们认识到改革的重要性。",
        "the set form in which reports admit problems",
    ),
    Rule(
        "problems exist",
        "zh",
        r"(?:还|仍|依然)?(?:存在|面临)(?:着|的|一些|不少|诸多|许多)?[^，。；]{0,16}(?:问题|困难|不足|短板|差距)",
        "工作中还存在不少问题。",
        "解决了历史遗留问题。",
        "says that problems are there",
    ),
    Rule(
        "problems remain",
        "en",
        r"\b(?:problems?|shortcomings|difficult(?:y|ies)|deficienc(?:y|ies)) "
        r"(?:still |yet )?(?:remain|persist|exist)",
        "Many problems still remain.",
        "The problems were solved.",
        "says that problems are there",
    ),
)
# A speaker asks somebody else to decide: neither done nor promised.
PROPOSAL = Table(
    "proposal",
    Rule(
        "I recommend",
        "en",
        r"\b(?:I|we) (?:\w+ly |again |also |would |now |shall )?"
        r"(?:recommend|propose|urge|request|suggest|invite|commend|submit to"
        r"|call (?:up)?on (?:the )?(?:Congress|you))\b"
        r"|\bI (?:\w+ly |again |also )?ask (?:that |the |you |for |this )?"
        r"(?:Congress|you|the|that)\b",
        "I recommend that Congress pass this bill.",
        "Congress passed the bill that I recommended.",
        "a president asks Congress",
    ),
    Rule(
        "it is recommended",
        "en",
        r"\b(?:it is|are|is) (?:\w+ly |again |also )?(?:recommended|proposed|suggested)\b",
        "A tariff of 5 percent is proposed.",
        "The proposed tariff failed.",
        "asks somebody to decide",
    ),
    Rule(
        "建议",
        "zh",
        r"(?:^|[，。；：,;:])(?:为此|因此|我|我们|现|特|并)*(?:建议|提议)(?!书|稿|案|和|》|[^，。；]{0,6}(?:办理|答复|提案))",
        "为此，建议国务院设立专门机构。",
        "办理人大代表建议300件。",
        "asks somebody to decide; a deputy's 建议 is a paper",
    ),
)
# Trouble is no result unless the sentence says that it was mended.
TROUBLE = Table(
    "trouble",
    Rule(
        "accidents",
        "zh",
        r"教训|着了?[^，。；]{0,3}火|起火|失火|(?<!零)事故|危害",
        "一处仓库起火。",
        "全年实现零事故。",
        "misfortunes",
    ),
    Rule(
        "difficulties",
        "zh",
        r"短板|弱项|瓶颈|差距|难题|矛盾|问题|挑战|压力|(?<!防)风险|隐患|冲击",
        "停车难问题突出。",
        "稳妥防风险。",
        "names what is wrong",
    ),
    Rule(
        "hardship",
        "zh",
        r"困难(?!群众|群体|老|家庭|人员|职工|学生|儿童|户|残疾|毕业生)",
        "一些企业经营困难。",
        "困难群众温暖过冬。",
        "people in hardship are no trouble",
    ),
    Rule(
        "not enough",
        "zh",
        r"不平衡|不充分|不足|不[够强高优实稳](?![，。]?的)|不到位|不适应|欠佳",
        "创新能力不强。",
        "创新能力很强。",
        "says what is lacking",
    ),
    Rule(
        "weak and low",
        "zh",
        r"薄弱|滞后|短缺|低迷|下滑|疲软|严峻|偏[低弱慢少]",
        "县域产业基础薄弱。",
        "县域产业基础扎实。",
        "says what is weak",
    ),
    Rule(
        "still wanting",
        "zh",
        r"有待|亟[待需]|(?<!前所)尚未|还没有|难以",
        "服务水平有待提高。",
        "服务水平前所未有。",
        "says what is not yet there",
    ),
    Rule(
        "difficulties, in English",
        "en",
        r"problems?|shortcomings?|weakness\w*|difficult\w*|challenges?|lagg\w+|inadequate"
        r"|insufficient|shortages?",
        "Housing is inadequate.",
        "Housing is good.",
        "names what is wrong",
    ),
    Rule(
        "accidents, in English",
        "en",
        r"lessons?|accidents?|fires?|failures?|failed|cris[ei]s|disasters?",
        "Three fires broke out.",
        "Three firms moved in.",
        "misfortunes",
    ),
)

# The trouble in spite of which the work was done.
FACED = Table(
    "faced",
    Rule(
        "in the face of",
        "zh",
        r"(?:^|[，,])(?:面对|在面临|尽管|虽然|应对)[^，,；;]*[，,]",
        "面对百年罕见的旱情，我们保住了收成。",
        "旱情面前，我们保住了收成。",
        "names the trouble before the deed",
    ),
    Rule(
        "in the face of, in English",
        "en",
        r"\bin the face of [^,;]*,",
        "In the face of drought, we saved the harvest.",
        "We saved the harvest from drought.",
        "names the trouble before the deed",
        whole_words=False,
    ),
)

# A lesson is no result, even in a sentence that speaks of mending.
LESSON = Table(
    "lesson",
    Rule(
        "lesson",
        "zh",
        r"教训|警示|警醒",
        "这场火灾警示我们。",
        "这场大火很快扑灭。",
        "says what it taught",
    ),
    Rule(
        "grave meaning",
        "zh",
        r"重大意义|重大危害",
        "充分认识违法建设的重大危害。",
        "违法建设重大案件3起。",
        "says what it means",
    ),
    Rule(
        "lesson, in English",
        "en",
        r"lessons?",
        "The flood was a bitter lesson.",
        "The flood is over.",
        "says what it taught",
    ),
)

MENDED = Table(
    "mended",
    Rule(
        "solved and removed",
        "zh",
        r"化解|解决|整治|整改|消除|消减|清零|清欠|清理|破解|破除|排除",
        "化解欠薪问题31件。",
        "欠薪问题31件。",
        "the trouble is gone",
    ),
    Rule(
        "overcome",
        "zh",
        r"克服|战胜|攻克|攻下|攻坚|摆脱|扭转|突围",
        "我们战胜了特大洪涝。",
        "我们遭遇特大洪涝。",
        "the trouble is overcome",
    ),
    Rule(
        "filled up",
        "zh",
        r"补齐|补上|弥补",
        "补齐学位不足的短板。",
        "学位不足是短板。",
        "what was lacking is there",
    ),
    Rule(
        "dealt with",
        "zh",
        r"应对|排查|查处|治理|处置|处理|防控|防范|遏制|纠治|打击",
        "查处安全隐患400处。",
        "安全隐患400处。",
        "somebody saw to it",
    ),
    Rule(
        "less of it",
        "zh",
        r"降[至到低]|下降|减少|缩小|压降|[零未](?:发生|出现)|没有发生",
        "事故起数下降12%。",
        "事故起数12起。",
        "there is less trouble",
    ),
    Rule(
        "withstood",
        "zh",
        r"[顶扛]住|承压|顶压|经受住|守住|可控",
        "外贸顶住压力稳定增长。",
        "外贸压力较大。",
        "the trouble did no harm",
    ),
    Rule(
        "achieved all the same",
        "zh",
        r"实现|奇迹",
        "在困难中实现正增长。",
        "在困难中徘徊。",
        "a result in spite of the trouble",
    ),
    Rule(
        "solved",
        "en",
        r"solv\w+|resolv\w+|tackl\w+|overc[ao]me|fixed|addressed|mended|built|opened|despite",
        "We tackled the shortage.",
        "We saw the shortage.",
        "somebody saw to it",
    ),
    Rule(
        "less of it, in English",
        "en",
        r"reduc\w+|ended|cut|fell|curb\w*|prevented",
        "Accidents fell by a third.",
        "Accidents are a concern.",
        "there is less trouble",
    ),
)

# These verbs take 了 as deeds do, and yet they only tell, show or praise.
TOLD = Table(
    "told",
    Rule(
        "says",
        "zh",
        r"(?:提出|指出|强调|指明)了?",
        "会议强调了纪律。",
        "会议开了三天。",
        "words are no deeds",
    ),
    Rule(
        "shows",
        "zh",
        r"(?:凸显|彰显|暴露|证明|表明|体现|反映|说明|印证|揭示|意味着|标志着)了?",
        "成绩体现了干部的担当。",
        "成绩来之不易。",
        "says what something means",
    ),
    Rule(
        "sums up",
        "zh",
        r"(?:凝练|总结|积累|吹响)了?",
        "我们积累了宝贵经验。",
        "我们修建了三座桥。",
        "says what was learned",
    ),
    Rule(
        "is praised",
        "zh",
        r"(?:给予|赐予|赢得|得到|受到|获得)了?[^，。；]{0,16}?(?:评价|肯定|确定|认可|赞誉|好评)",
        "服务窗口受到群众一致好评。",
        "服务窗口受到关注。",
        "praise is no deed",
    ),
)

# Acts of an office, and changes of a thing: in a review they happened, though no word says so.
ACTS = Table(
    "acts",
    Rule(
        "build and found",
        "zh",
        r"[新改扩修]建|建设|建立|组建|筹建|搭建|构建|打造|创[建办立]|设[立置]",
        "改建农贸市场4个。",
        "农贸市场4个。",
        "makes something new",
    ),
    Rule(
        "rules and contracts",
        "zh",
        r"推出|出台|制定|修订|印发|编制|签[约订署]|缔结",
        "出台惠企政策20条。",
        "惠企政策20条。",
        "papers that an office issues",
    ),
    Rule(
        "hold and open",
        "zh",
        r"举[办行]|承办|召开|开[展诊业园学]|挂牌|运营|问世",
        "举办招聘会60场。",
        "招聘会60场。",
        "events and openings",
    ),
    Rule(
        "carry out",
        "zh",
        r"[实推执]行|实施|推[广进动]|落[实户地]|兑现|下达|安排|探索|全力抓",
        "推行一窗办理。",
        "一窗办理很方便。",
        "puts a policy into effect",
    ),
    Rule(
        "bring in",
        "zh",
        r"引[进入]|招引|培育|入[驻围]|进入|跻身|上[市线]",
        "招引亿元项目9个。",
        "亿元项目9个。",
        "firms and projects that come",
    ),
    Rule(
        "pay and help",
        "zh",
        r"[发配]放|拨付|投入|投资|帮[助扶]|救助|资助|支持|保障|服务|惠及",
        "拨付救灾资金5000万元。",
        "救灾资金5000万元。",
        "gives money or help",
    ),
    Rule(
        "repair and clear",
        "zh",
        r"修[复缮]|[整治]治|治理|拆|征收|腾退|疏解|清[退零欠]|关停|淘汰|退出|盘活|[收追]回|打[通造击掉]",
        "关停高耗能企业7家。",
        "高耗能企业7家。",
        "mends or takes away",
    ),
    Rule(
        "solve and defend",
        "zh",
        r"化解|解决|破[解获]|攻[克下]|拿下|应对|防[控范]|守[住牢]|顶住|承压|出清",
        "守牢粮食安全底线。",
        "粮食安全形势平稳。",
        "deals with trouble",
    ),
    Rule(
        "decide and punish",
        "zh",
        r"办[结理成好]|审结|立案|处[置分]|制止|侦破|严[惩打]|纠治|问责",
        "办结群众诉求8万件。",
        "群众诉求8万件。",
        "what courts and offices do",
    ),
    Rule(
        "won and named",
        "zh",
        r"评[定为]|认定|授予|命名|当选|夺得|[斩收]获|[摘赢]得|获|成为|创造|解放",
        "夺得金牌11枚。",
        "金牌11枚。",
        "honours",
    ),
    Rule(
        "strengthen",
        "zh",
        r"加[强快大力速]|[深强优淡]化|完善|健全|扩大|巩固|[提增][升高强进长]|改善|促进|激发|释放|繁荣|提振|发展"
        r"|焕发|见效",
        "完善三级诊疗网络。",
        "三级诊疗网络共12个点。",
        "makes something better",
    ),
    Rule(
        "with a will",
        "zh",
        r"坚[持决定]|扎实|持续|深入|全面|统筹|积极|着力|聚力|不断|更[加为趋具牢]|明显|显著|稳[步定中]|进一步|总体"
        r"|有[力效序]",
        "空气质量明显好转。",
        "空气质量很好。",
        "says how it was done or changed",
    ),
    Rule(
        "reach",
        "zh",
        r"覆盖|延伸|接入|连续",
        "医保覆盖城乡居民。",
        "城乡居民有医保。",
        "says how far or how long",
    ),
    Rule(
        "lead and exceed",
        "zh",
        r"[稳持]居|领跑|领先|率先|第[一1]|名列|翻番|[成提]倍|一半|超过|超额|提前|[好高优快]于|[升降增减]幅|全国最"
        r"|创新高",
        "电商交易额领跑中部。",
        "电商交易额很大。",
        "a place or a comparison",
    ),
    Rule(
        "new level",
        "zh",
        r"迈[上出入向]|新(?:台阶|步伐|进展|成效|提升|水平|突破)|[提增扩][质效量]|向[好新优]|进步|红火|亮丽",
        "文旅消费迈上新台阶。",
        "文旅消费季。",
        "praises a change",
    ),
)

# “巩固扩大某某重大成果”: an order that names a result.
KEEPS_A_RESULT = Table(
    "keeps a result",
    Rule(
        "keep what was reached",
        "zh",
        r"(?:巩固|扩大|拓展)[^，,。；;]{2,30}?(?:成果|成效|成绩)",
        "巩固拓展脱贫攻坚成果。",
        "脱贫攻坚取得成果。",
        "an order about a result",
    ),
    Rule(
        "keep what was reached, in English",
        "en",
        r"(?:consolidat\w+|build(?:ing)? on)\b[^.;]{3,60}\b(?:results?|gains|achievements?)",
        "Consolidate our hard-won gains.",
        "We celebrate our hard-won gains.",
        "an order about a result",
    ),
)

# “人才是根基”, “难中之难”: a clause that says how something is, not how it turned out.
MAXIM = Table(
    "maxim",
    Rule(
        "is",
        "zh",
        r"(?:^|(?<=[，,：:]))[^，,。；;：:\d０-９]{0,24}?(?:(?<![一二三四五六七八九十])是|贵在|在于|关乎|离不开|绝非|并非)(?!因为|由于)"
        r"[^\d０-９，,。；;：:]*(?=[，,。；;：:]|$)",
        "人才是创新的根基。",
        "人才总量达到30万人。",
        "a saying without a figure",
    ),
)
