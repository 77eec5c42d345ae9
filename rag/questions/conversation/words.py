"""Rules that tell how a question leans on the conversation before it, and on what of it."""

from __future__ import annotations

from dataclasses import dataclass, field

from rag.language.rules import Rule, Table


@dataclass(frozen=True, slots=True)
class ShiftRule(Rule):
    """Words that count a year from the one that was talked of: `years` later."""

    years: int = field(kw_only=True)


# Words that only join a question to the one before; they are taken away.
JOINING = Table(
    "joining words",
    Rule(
        "begins with 那",
        "zh",
        r"^(?:请问|请|麻烦|告诉我|其中|那么|那(?![个些里边儿年时样项位场次])|还有|以及|换成|改成|换到|改为|换作|同样"
        r"|同理|如果是|要是|再?(?:说回|回到|回头看|看看?|说说)|到了?(?=\d)|再?加上|加一个|(?:邻近|隔壁|附近|旁边|周边)的?"
        r"|(?:再|也|帮我|帮忙)*(?:查一?[下查]|看一下|问一下|列一?[下出]))(?:那?么)?[，,]?",
        "那么，重庆的呢？",
        "重庆的那个呢？",
        "only joins the question on",
    ),
    Rule(
        "ends with 呢",
        "zh",
        r"(?:[呢咧哩呐嘞]|的话|如何|怎么样|怎样)[？?。.!！\s]*$",
        "重庆呢？",
        "呢绒产量是多少？",
        "only asks",
    ),
    Rule("end marks", "any", r"[？?。.!！\s]+$", "？", "？x", "not part of the words"),
    Rule(
        "what about",
        "en",
        r"^(?:(?:and|but|so|then|ok|okay|now|well)\b[,\s]*)?(?:(?:back to|(?:do )?the same for"
        r"|(?:(?:can|could) you )?(?:also )?do the same for|same (?:question |thing )?for"
        r"|what about|how about|what of|make (?:it|that)|switch to|turn(?:ing)? (?:back )?to"
        r"|looking at"
        r"|(?:please |(?:can|could|would) you )*(?:also )?(?:please )?"
        r"(?:give|tell|show) me"
        r"(?: the (?:figures?|numbers?|same|data))?(?: for| of| in| about)?)\b|and\b)",
        "And what about Chongqing?",
        "What is Chongqing about?",
        "only joins the question on",
        whole_words=False,
    ),
    Rule(
        "then",
        "en",
        r"^(?:but|so|then|ok|okay|well)\b[,\s]*",
        "So who paid?",
        "Solar power?",
        "only joins the question on",
        whole_words=False,
    ),
    Rule(
        "begins with in",
        "en",
        r"^(?:in|for|of)\b(?! fact| total| all)",
        "In Chongqing?",
        "Inside Chongqing?",
        "what stands before a place or year",
        whole_words=False,
    ),
    Rule(
        "ends with in",
        "en",
        r"\b(?:as a whole|in|for|of|the year|please|then|instead|though|as well|too)\s*"
        r"(?=[?.\s]*$)",
        "What about the year?",
        "What about the yearbook?",
        "what stood before a place or year",
        whole_words=False,
    ),
)
# Questions that give only what has changed.
ELLIPTICAL = Table(
    "elliptical questions",
    Rule(
        "begins with 那",
        "zh",
        r"^(?:那么?|还有|以及|换成|换到|再?(?:说回|回到|回头看|看看?))(?!个|些|里|时|年)",
        "那重庆的目标呢？",
        "那个目标是多少？",
        "gives only what has changed",
    ),
    Rule(
        "ends with 呢",
        "zh",
        r"[呢咧哩呐嘞][？?。\s]*$",
        "失业率呢？",
        "失业率是多少？",
        "gives only what has changed",
    ),
    Rule(
        "what about",
        "en",
        r"^(?:(?:and|but|so|then|ok|okay)[,\s]+)?(?:(?:what|how) (?:about|of)|back to"
        r"|(?:(?:can|could) you )?(?:also )?(?:do )?(?:the )?same(?: question| thing)? for)\b",
        "What about unemployment?",
        "What is unemployment?",
        "gives only what has changed",
        whole_words=False,
    ),
    Rule(
        "begins with and",
        "en",
        r"^and\b",
        "And unemployment?",
        "Andong's unemployment?",
        "gives only what has changed",
        whole_words=False,
    ),
)
POINTS_BACK = Table(
    "points back",
    Rule(
        "it and they",
        "zh",
        r"[它他她]们?",
        "它的目标是多少？",
        "省里的目标是多少？",
        "stands for what was asked before",
    ),
    Rule(
        "this and that",
        "zh",
        r"这[个些项样一]|那[个些项样]|其[中他]?|该[市省区县项]|上述|前者|后者|刚才",
        "该市的目标是多少？",
        "重庆市的目标是多少？",
        "stands for what was asked before",
    ),
    Rule(
        "pronouns",
        "en",
        r"it|its|they|them|their|that|this|those|these|he|she|his|her|there|then",
        "How much did they pay?",
        "How much did Anping pay?",
        "stands for what was asked before",
    ),
)
# Words that look like the ones above and point at nothing before them.
POINTS_AHEAD = Table(
    "points ahead",
    Rule(
        "that with a verb",
        "en",
        r"\bthat (?=\w+ed\b)",
        "Which county was it that flooded?",
        "Was that the county?",
        "that begins a clause",
        whole_words=False,
    ),
    Rule(
        "this year",
        "en",
        r"this year",
        "What is planned this year?",
        "What is this plan?",
        "a time, nothing said before",
    ),
    Rule(
        "there is",
        "en",
        r"is there|are there|there (?:is|are|was|were)",
        "How many ports are there?",
        "How many ports did they build there?",
        "there is only part of the verb",
    ),
    Rule(
        "other",
        "zh",
        r"其他(?=[\u4e00-\u9fff]{2})",
        "其他城市有吗？",
        "其他呢？",
        "others of a kind that it names",
    ),
)
# Stand for the place that was talked of.
THE_PLACE = Table(
    "stands for the place",
    Rule(
        "there",
        "zh",
        r"(?:该|这个?|那个?|本|全)[省市区县](?![一-九\d]|级)|[那这](?:里|边|儿)|当地|它们?|他们|她们"
        r"|(?<![尤与及极])其(?![中他次实它余间])",
        "该市的目标是多少？",
        "其中有多少是新建的？",
        "a place, which was named before",
    ),
    Rule(
        "its",
        "en",
        r"(?P<its>its|their)|(?P<there>there)|(?<=did )(?:it|they)|(?<=does )it|(?<=do )they"
        r"|(?<=will )(?:it|they)|(?<=would )(?:it|they)|(?<=has )it|(?<=have )they"
        r"|(?<=had )(?:it|they)",
        "Who is its mayor?",
        "Who is the mayor?",
        "a place, which was named before",
    ),
)
THE_PERSON = Table(
    "stands for the speaker",
    Rule(
        "he", "zh", r"[他她](?!们)", "他怎么说住房？", "他们怎么说住房？", "a person named before"
    ),
    Rule(
        "he, in English",
        "en",
        r"(?P<his>his|her)|he|she|him",
        "What did he say?",
        "What did they say?",
        "a person named before",
    ),
)
# Stand for what was asked as a whole: "this goal", "that".
THE_MATTER = Table(
    "stands for what was asked",
    Rule(
        "this and that",
        "zh",
        r"(?:这|那|该|上述|以上|刚才(?:说)?的?)(?:一?[个些项条])?(?:目标|数字?|数据|结果|指标|情况)?|[它其]",
        "这个目标完成了吗？",
        "目标完成了吗？",
        "what was asked before",
    ),
    Rule(
        "that",
        "en",
        r"(?:this|that|these|those)(?: (?:figures?|numbers?|targets?|goals?|results?))?|it|they",
        "Was that the highest?",
        "Was the tax the highest?",
        "what was asked before",
    ),
)
TWO_PLACES = Table(
    "both places",
    Rule(
        "both",
        "zh",
        r"(?:[这那](?:[两二三四几])个?|(?:两|二|三)(?:个|者|地|省|市|家)|几(?=[省市地]))(?:[省市]|地方|地区)?(?:里面?|中|当中|之间)?"
        r"|[它他]们(?:之?间|当?中|谁|哪)|哪[个边一](?!省|市|地|年|[些里])个?|谁(?=更|[高低多少快慢大小])",
        "两个哪个更高？",
        "哪个省更高？",
        "the places that were named last",
    ),
    Rule(
        "both, in English",
        "en",
        r"(?:which|what) (?:of (?:the|these|those) (?:two|three|places)|one|of them|place)"
        r"|which (?=is|was|has|had)|both of them|the two(?: of them)?",
        "Which of the two is higher?",
        "Which province is higher?",
        "the places that were named last",
    ),
)
THE_FIRST = Table(
    "the first of two",
    Rule("former", "zh", r"前者|前一个|第一个", "前者呢？", "前年呢？", "the place named first"),
    Rule(
        "former, in English",
        "en",
        r"the (?:former|first(?: one)?)(?= *(?:$|[?'’.]))",
        "And the former?",
        "And the first school?",
        "the place named first",
        whole_words=False,
    ),
)
THE_SECOND = Table(
    "the second of two",
    Rule("latter", "zh", r"后者|后一个|第二个", "后者呢？", "后年呢？", "the place named last"),
    Rule(
        "latter, in English",
        "en",
        r"the (?:latter|second(?: one)?)(?= *(?:$|[?'’.]))",
        "And the latter?",
        "And the second school?",
        "the place named last",
        whole_words=False,
    ),
)
# Words of courtesy before or instead of a question.
THANKS = Table(
    "thanks",
    Rule(
        "thanks",
        "zh",
        r"^(?:(?:非常|十分|太)?(?:谢谢|多谢|感谢)(?:您|你|了|啦)*|好的?|明白了?|知道了?|懂了|收到|辛苦了?"
        r"|不错|很好|你好|您好|嗯+|哦+|呃+|哈+)"
        r"(?:[，,。.！!~～\s]+|$|(?=谢谢|多谢|感谢|好的|明白|知道|辛苦|那(?!么[多好大])))",
        "谢谢！",
        "好事有哪些？",
        "asks nothing",
    ),
    Rule(
        "thanks, in English",
        "en",
        r"^(?:h+m+|u+m+|u+h|(?:many )?thanks(?: a lot| so much)?|thank you(?: (?:very|so) much)?"
        r"|thx|great|ok(?:ay)?|perfect|good|nice|i see|got it|hello|hi)(?: again)?"
        r"(?:[,.!]+\s*| (?=ok|and\b|so\b|but\b|(?:what|how) about\b)|$)",
        "Thanks!",
        "Good schools?",
        "asks nothing",
        whole_words=False,
    ),
)
NEW_SUBJECT = Table(
    "another subject",
    Rule(
        "another question",
        "zh",
        r"^(?:换个?(?:话题|问题)|另外?(?:一个问题|再?请?问(?:一下|一个)?|想问(?:一下)?)|顺便(?:请?问)?(?:一下)?"
        r"|新问题|说点别的|不说这个了?|算了|不管了?)[，,：:。]?\s*(?:请问)?",
        "换个话题，什么是老龄化？",
        "这个话题是什么？",
        "says that it is another subject",
    ),
    Rule(
        "another question, in English",
        "en",
        r"^(?:(?:never ?mind|forget (?:it|that))"
        r"|(?:a )?(?:new|another|different|separate|unrelated) (?:question|topic|subject)"
        r"|(?:on|about) something else|by the way|let(?:'|’)s (?:talk about something else"
        r"|change the (?:subject|topic)|switch(?: (?:topics?|subjects?))?)|changing the subject"
        r"|unrelated)[,:.;]\s*",
        "Another question: what is ageing?",
        "What is another question?",
        "says that it is another subject",
        whole_words=False,
    ),
)
CORRECTION = Table(
    "correction",
    Rule(
        "not this but that",
        "zh",
        r"^(?:(?:不对?|[说打弄搞记问写]?错了?|抱歉|不好意思|更正(?:一下)?|哦不)[，,。\s]+)?(?:我(?:问|说|指|要)的)?不是"
        r"(?:[^，,。？?]{1,16}[，,]\s*(?:我(?:问|说|指|要)的)?而?是(?P<meant>[^？?]+)"
        r"|[^，,。？?是]{1,8}?而?是(?P<meant_at_once>[^，,。？?吗是]{1,12})[。！!\s]*$)",
        "不是四川，是重庆。",
        "是不是四川？",
        "puts another name in the place of one",
    ),
    Rule(
        "that and not this",
        "zh",
        r"^(?:(?:不对?|[说打弄搞记问写]?错了?|抱歉|不好意思|更正(?:一下)?|哦不)[，,。\s]+)?(?:我(?:问|说|指|要)的是|是)"
        r"(?:(?P<meant_first>[^，,。？?]{1,24})[，,]\s*(?:而?不是|不要|别)[^，,]+"
        r"|(?P<first_at_once>[^，,。？?是]{1,12}?)而?不是[^，,。？?吗是]{1,12}[。！!\s]*$)",
        "我问的是重庆，不是四川。",
        "是重庆还是四川？",
        "puts another name in the place of one",
    ),
    Rule(
        "I meant",
        "zh",
        r"^(?:(?:不对?|[说打弄搞记问写]?错了?|抱歉|不好意思|更正(?:一下)?|哦不)[，,。\s]+)(?:我(?:问|说|指|要)的?)?是?"
        r"(?P<said_wrong>[^，,。？?]+)|^我(?:问|说|指|要)的是(?P<i_meant>[^，,。？?]+)",
        "不对，是重庆。",
        "重庆对不对？",
        "puts another name in the place of one",
    ),
    Rule(
        "that, not this",
        "en",
        r"^(?:(?:no|sorry|oops|wait|actually)[,.!]?\s*)*(?:i (?:meant|mean)|make that)?\s*"
        r"(?P<en_first>[^,?]{1,40}),? (?:and )?(?:not|rather than) [^,?]{1,40}$",
        "Sorry, Henan, not Hebei.",
        "Is Henan rich?",
        "puts another name in the place of one",
        whole_words=False,
    ),
    Rule(
        "not this but that, in English",
        "en",
        r"^(?:(?:no|sorry|oops|wait|actually)[,.!]?\s*)*not [^,?]{1,40}?(?:,? but|,| -) "
        r"(?P<en_second>[^?]{1,40})",
        "Not Hebei but Henan.",
        "Is it not Henan?",
        "puts another name in the place of one",
        whole_words=False,
    ),
    Rule(
        "I meant, in English",
        "en",
        r"^(?:(?:no|sorry|oops|wait|actually)[,.!]?\s*)*(?:i (?:meant|mean|was asking about)"
        r"|make that|no,|sorry,) (?P<en_meant>[^?]{1,60})",
        "No, I meant Henan.",
        "What is meant?",
        "puts another name in the place of one",
        whole_words=False,
    ),
)
# A year that is counted from the one talked of; 去年 and "last year" are counted from today.
YEAR_SHIFTS = Table(
    "years counted from another",
    ShiftRule(
        "the year before",
        "zh",
        r"再?(?:上一?年度?|前一年|头一年|早一年|往前(?:推)?一年|上个年度)(?:同期)?",
        "上一年呢？",
        "今年呢？",
        "the year before the one talked of",
        years=-1,
    ),
    ShiftRule(
        "the year after",
        "zh",
        r"次年|再?(?:下一?年度?|后一年|晚一年|往后(?:推)?一年)|第二年|转年",
        "次年呢？",
        "明年呢？",
        "the year after the one talked of",
        years=1,
    ),
    ShiftRule(
        "the same year",
        "zh",
        r"当年|[那该同]一?年|同期(?![^，。？]{0,2}[增减])",
        "那年的目标呢？",
        "今年的目标呢？",
        "the year talked of",
        years=0,
    ),
    ShiftRule(
        "the year before, in English",
        "en",
        r"(?:the )?(?:year before(?: that| it)?(?! last)|(?:previous|preceding|prior) year"
        r"|year earlier|one year earlier)",
        "And the year before?",
        "And last year?",
        "the year before the one talked of",
        years=-1,
    ),
    ShiftRule(
        "the year after, in English",
        "en",
        r"(?:the )?(?:year after(?: that| it)?|(?:following|subsequent) year|year later"
        r"|one year later)",
        "And the year after?",
        "And next year?",
        "the year after the one talked of",
        years=1,
    ),
    ShiftRule(
        "the same year, in English",
        "en",
        r"(?:that|the same) (?:year|period)",
        "And in the same year?",
        "And this year?",
        "the year talked of",
        years=0,
    ),
)
# The nation, where it stands for a place.
THE_NATION = Table(
    "the nation as a place",
    Rule(
        "the nation",
        "zh",
        r"国家(?=的?(?:目标|计划|数据|水平))|(?<![居为占在])全国(?=平均(?:水平|值|数)?(?:[是为多呢]|$))|(?<![居为占在])全国(?!第|排|前|领先|首|最|一|平均|人大|人民|政协|性|文明|先进|重点|统一)|我国",
        "全国呢？",
        "在全国排第几？",
        "stands for a place",
    ),
    Rule(
        "the nation, in English",
        "en",
        r"(?:the )?(?:whole|entire) (?:country|nation)|the nation|the country|nationwide",
        "And the whole country?",
        "And the county?",
        "stands for a place",
    ),
)
# Counts of what was named; other words are in general_words.py.
COUNTS = Table(
    "counts of what was named",
    Rule(
        "first, top three",
        "zh",
        r"(?:[前后]|倒数|第)+[一二三四五六七八九十几\d]+[名位个件条项点]?"
        r"|[一二两三四五六七八九十几\d]+[名位件条项倍个]",
        "前三名呢？",
        "三年呢？",
        "says nothing of what",
    ),
)
DEFINITION = Table(
    "asks what a word means",
    Rule(
        "what it means",
        "zh",
        r"^(?:什么(?:是|叫)|何[谓为]|(?:请)?解释(?:一下)?)|是什么意思|指(?:的)?(?:是)?什么|(?:的)?(?:定义|含义)",
        "什么是老龄化？",
        "目标是什么？",
        "the same everywhere",
    ),
    Rule(
        "what it means, in English",
        "en",
        r"^(?:what (?:is|are) (?:an? )(?!reason|target|goal)|what does .{1,40} mean|define )"
        r"|meaning of|definition of|stand for",
        "What is a five-year plan?",
        "What is the target?",
        "the same everywhere",
        whole_words=False,
    ),
)
# Two kinds of one figure: the one takes the place of the other.
COUNTERPARTS = (
    ("城镇", "农村"), ("城市", "农村"), ("男", "女"), ("urban", "rural"), ("公办", "民办"),
    ("国有", "民营"), ("出口", "进口"), ("exports", "imports"), ("上半年", "下半年"),
    ("小学", "中学"), ("夏粮", "秋粮"), ("import", "export"),
)  # fmt: skip
