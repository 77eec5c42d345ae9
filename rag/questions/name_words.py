"""Rules and word lists for names in questions: words around a speaker, and names that are ordinary
words too."""

from __future__ import annotations

from dataclasses import dataclass

from rag.language.rules import Rule, Table
from rag.language.wordlists import words

# These are ordinary words, or other things, unless the words around them say who is meant.
ORDINARY_HAN = words(
    "万里 汪洋 华盛顿 彭真 韩正 马凯 吴仪 陈云 王震 李强 福特 泰勒 亚当斯 门罗 马云 林肯 胡佛 "
    "哈里斯 "
    "朱德 乔石 安南 卡尼 祖马 容克 默茨 哈珀"
)
ORDINARY_ENGLISH = words(
    "ford grant washington polk pierce tyler monroe jackson adams harrison wilson hayes arthur "
    "taft "
    "harding buchanan madison modi harris blair chui lam ho ike cameron harper carney hipkins "
    "senate president premier minister governor mayor chairman"
)
# Before a name of a country, these characters make other words with its first character; after it,
# with its last.
NEVER_AFTER = {
    "海地": "沿临近环内深南北东", "东德": "山广", "西德": "山广江陕", "南韩": "河湖",
    "北韩": "河湖", "蒙古": "内", "马里": "奥罗", "巴西": "大", "南非": "云湖河", "刚果": "金",
    "日本": "昨今明每当", "苏丹": "南", "川普": "四", "加纳": "增附", "黑山": "白",
}  # fmt: skip
NEVER_BEFORE = {
    "海地": "区带方质形理图", "东德": "州", "西德": "州", "南非": "常遗物凡", "马里": "兰亚程",
    "巴林": "左右石", "黑山": "县镇", "日本": "质", "印度": "洋", "巴西": "木", "荷兰": "豆花",
    "智利": "用", "加纳": "入", "苏丹": "红", "几内亚": "湾", "阿曼": "湾",
}  # fmt: skip
SPEAKS_AFTER = Table(
    "speaks, after a name",
    Rule(
        "says",
        "zh",
        r"(?:总理|主席|总统|委员长|书记|部长|省长|市长|同志"
        r"|先生)?(?:在[^，。？]{0,24})?(?:\d{4}年?)?(?:是|当年|后来)?(?:的?(?:报告|讲话|演讲|演说"
        r"|咨文|施政)"
        r"|怎么|怎样|如何|有没有|说|讲|谈|提|指出|强调|认为|表示|承诺|要求|主张|宣布|呼吁|批评"
        r"|评价|点名|建议)",
        "总理在报告里怎么讲？",
        "路修好了。",
        "says that a person speaks",
    ),
    Rule(
        "says, in English",
        "en",
        r"(?:'s|’s)? (?:\d{4} )?(?:(?:[a-z]+ ){0,2}(?:address|speech|report|remarks|message"
        r"|inaugural|words"
        r"|view|views|plan)|on\b|sa(?:y|ys|id)|promis\w+|mention\w*|argue\w*|propose\w*|call\w*"
        r"|ask\w*|want\w*|set\b|describ\w+|think\w*|thought|believe\w*|warn\w*|tell|told|announc\w+"
        r"|credit\w*|urge\w*|speak|spoke|expect\w*|complain\w*|favou?r\w*|recommend\w*)",
        " say about the canal?",
        " bridge was built.",
        "says that a person speaks",
        whole_words=False,
    ),
)
SPEAKS_BEFORE = Table(
    "speaks, before a name",
    Rule(
        "according to",
        "zh",
        r"(?:根据|按照)$",
        "按照",
        "为什么按这个标准",
        "what the person says is asked for",
    ),
    Rule(
        "according to, in English",
        "en",
        r"(?:according to|speech by|address by|speeches of|words of) (?:president |premier )?$",
        "According to ",
        "According to the ",
        "what the person says is asked for",
        whole_words=False,
    ),
)
# The speech itself is asked for.
SPEECH_AFTER = Table(
    "speech, after a name",
    Rule(
        "speech",
        "zh",
        r"(?:总理|主席|总统|书记)?(?:在|的)?(?:\d{4}年?)?(?:的|作的)?(?:政府工作|就职)?(?:报告"
        r"|讲话|演讲|演说|咨文)",
        "的报告里有什么？",
        "说了什么？",
        "a speech of the person is meant",
    ),
    Rule(
        "speech, in English",
        "en",
        r"(?:'s|’s) (?:(?:\d{4}|[a-z]+) ){0,3}(?:address|speech|report|remarks|message|inaugural"
        r"|state of the union)",
        "'s 1941 address",
        " said in 1941",
        "a speech of the person is meant",
        whole_words=False,
    ),
)


@dataclass(frozen=True, slots=True, kw_only=True)
class OfficeRule(Rule):
    """Words for an `office` of leaders.tsv."""

    office: str


OFFICES = Table(
    "offices",
    OfficeRule(
        "总理",
        "zh",
        r"(?<!副)总理",
        "2014年总理报告说了什么？",
        "2014年副总理说了什么？",
        "who it was follows from the year",
        office="Premier",
    ),
    OfficeRule(
        "Premier",
        "en",
        r"(?<!vice )(?<!vice-)premier",
        "What did the Premier's 2014 report say?",
        "What did the vice premier say in 2014?",
        "who it was follows from the year",
        office="Premier",
    ),
    OfficeRule(
        "总书记",
        "zh",
        r"总书记",
        "总书记2017年说了什么？",
        "书记2017年说了什么？",
        "who it was follows from the year",
        office="General Secretary of the CPC Central Committee",
    ),
    OfficeRule(
        "General Secretary",
        "en",
        r"general secretary",
        "What did the General Secretary say in 2017?",
        "What did the secretary say in 2017?",
        "who it was follows from the year",
        office="General Secretary of the CPC Central Committee",
    ),
    OfficeRule(
        "美国总统",
        "zh",
        r"美国总统|国情咨文",
        "美国总统1990年说了什么？",
        "法国总统1990年说了什么？",
        "who it was follows from the year",
        office="President of the United States",
    ),
    OfficeRule(
        "President",
        "en",
        r"(?<!vice )(?<!vice-)(?:U\.?S\.? |american )?president(?! \w*(?-i:[A-Z]))"
        r"|state of the union",
        "What did the president say in 1990?",
        "What did the vice president say in 1990?",
        "who it was follows from the year",
        office="President of the United States",
    ),
)
TITLE_BEFORE = Table(
    "title before a name",
    Rule(
        "title",
        "zh",
        r"(?:总理|主席|总统|委员长|书记|部长|外长|省长|市长)$",
        "什么是总理",
        "总理的报告",
        "says that a person follows",
    ),
    Rule(
        "title in English",
        "en",
        r"(?:president|premier|prime minister|governor|mayor|minister|chairman|senator|secretary"
        r"|mr\.?"
        r"|mrs\.?|dr\.?|general|chancellor|comrade) $",
        "What did President ",
        "What did the president say",
        "says that a person follows",
        whole_words=False,
    ),
)
# Persons who are in no table: matched where somebody is asked for by what he says.
SPEAKER = Table(
    "speaker of a question",
    Rule(
        "speaker",
        "en",
        r"(?:did|does|has|had|do) (?:(?:the )?(?:president|premier|prime minister|governor|mayor"
        r"|minister"
        r"|chairman|senator|secretary) )?(?P<name>(?-i:[A-Z][a-z'’-]+(?: [A-Z][\w.'’-]*){0,2}))"
        r" (?:ever |once )?(?:say|said|promis\w*|mention\w*|argue|propose|think|believe|announce"
        r"|speak"
        r"|tell|told|warn|declare|claim)",
        "What did Tom Smith say about rain?",
        "What did the mayor say about rain?",
        "asks what a person says",
    ),
    Rule(
        "speaker of a speech",
        "en",
        r"(?P<owner>(?-i:[A-Z][a-z’-]+(?: [A-Z][\w.’-]*){0,2}))(?:'s"
        r"|’s) (?:\d{4} )?(?:[a-z]+ ){0,3}?"
        r"(?:address|speech|remarks|inaugural|state of the union)",
        "What does Smith's 2019 address say?",
        "What does the mayor's address say?",
        "asks what a person says",
    ),
    Rule(
        "speaker in Chinese",
        "zh",
        r"(?:^"
        r"|(?<=[，。？、：；]))(?P<person>[王李张刘陈杨黄赵吴周徐孙马朱胡郭何林罗郑梁谢宋唐许邓韩冯曹彭曾萧肖田董袁潘蒋蔡余杜叶程苏魏吕丁任沈姚卢姜崔钟谭"
        r"陆汪范廖贾夏韦付邹孟熊秦邱江尹薛阎段雷侯龙史陶黎贺顾毛郝龚邵钱严覃武戴莫孔][\u4e00-\u9fff]{1,2}?)(?:同志|先生|女士|部长|外长|市长|省长)?"
        r"(?:在(?:\d{4}年?|[^，。？]{0,10}(?:会|报告|讲话)[里上中]?))?(?:\d{4}年)?(?:是)?(?:怎么"
        r"|怎样|如何|有没有|都)?(?:说|讲|谈|提到|指出|强调|表示|承诺)(?=[了过到什怎哪，？的]|有"
        r"|关|对|$)",
        "王毅在2025年说了什么？",
        "省长在2025年说了什么？",
        "asks what a person says",
    ),
)
# Capitalised words that name nobody.
NO_PERSON = words(
    "the this that which what our each every any all congress parliament government state council "
    "china party beijing premier president governor mayor minister report speech senate house it "
    "he "
    "she they we you i anyone someone officials leaders central"
)
WORK = Table(
    "work",
    Rule(
        "title marks",
        "any",
        r"《(?P<title>[^《》]{2,40})》",
        "《公司法》规定了什么？",
        "“公司法”规定了什么？",
        "titles stand in these marks",
    ),
    Rule(
        "Act",
        "en",
        r"(?P<act>(?-i:(?:[A-Z][\w'’-]+ (?:(?:of|and|the|for|on|in) ){0,2}){1,6}(?:Act|Treaty"
        r"|Bill|Convention"
        r"|Charter|Doctrine|Accord|Accords|Protocol)))(?= |\W|$)",
        "What does the Clean Air Act demand?",
        "What does the county act on?",
        "how works are called in English",
        whole_words=False,
    ),
)
# Organisations that are in no table, by their last word.
ORGANISATION = Table(
    "organisation",
    Rule(
        "kind at the end",
        "en",
        r"(?P<name>(?-i:(?:[A-Z][\w'’-]+ (?:(?:of|and|the|for|on) ){0,2}){1,6}(?:Organi[sz]ation"
        r"|Bank|Fund"
        r"|Agency|Association|Commission|Corporation|Institute|Authority|Alliance"
        r"|League)))(?![a-z])",
        "What does the World Trade Organization say?",
        "What does the organization say?",
        "how organisations are called in English",
        whole_words=False,
    ),
    Rule(
        "known abbreviations",
        "any",
        r"(?<![A-Za-z])(?P<short>NATO|OPEC|OECD|IMF|WHO|UNESCO|UNICEF|NASA|FBI|CIA|EU|UN|NAFTA"
        r"|FIFA|IOC)"
        r"(?![A-Za-z])",
        "What did NATO decide?",
        "What did NATOs decide?",
        "written in capitals in both languages",
    ),
)
