"""Rules that tell tasks which no speech can do: sums, the weather, the time, translations of the
asker's own words, poems, programs.
"""

from __future__ import annotations

from rag.language.rules import Table
from rag.questions.small_talk_words import TalkRule

_DAY_ZH = "(?:今天|明天|后天|今晚|明早|现在|这周|本周|下周|周末|这几天|今日|明日|外面)"
_DAY = (
    r"(?: (?:today|tomorrow|tonight|now|right now|outside|like|currently|this (?:week|weekend"
    r"|morning"
    r"|afternoon|evening)|next week))*+"
)
_IN = r"(?: in [a-z .'-]{2,30}?)?"
# A place of a few characters; not a year, and not a kind of weather that reports speak of.
_WHERE_ZH = r"(?:(?!极端|恶劣|灾害|强对流|高温|应对|防范|去年|年)[\u4e00-\u9fff]){2,7}?"
_NUMBER = r"[-+−]?\d+(?:[.,]\d+)*"
_SIGN = r"\s*(?:\*\*|[-+−*×✕xX÷/^])\s*"
_SUM_ZH = r"(?:请问|请|帮我|计算一下|计算|算一下|算算|算|\s)*+"
_SOME_ZH = "[零一二两三四五六七八九十百千万]+"
_SOME = (
    r"(?:[-+−]?\d+(?:[.,]\d+)*|one|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve"
    r"|twenty|fifty|hundred)"
)

ELSEWHERE = Table(
    "what speeches do not know",
    TalkRule(
        "the weather",
        "zh",
        rf"^(?:请问)?(?:{_WHERE_ZH})?{_DAY_ZH}(?:{_WHERE_ZH})?的?(?:天气|气温|温度)(?:怎么样|如何"
        rf"|好吗|好不好|预报|怎样|是多少|多少度|咋样)?$"
        rf"|^(?:请问)?(?:{_WHERE_ZH})?的?天气(?:怎么样|如何|好吗|好不好|咋样|怎样)$"
        rf"|^天气(?:预报)?$",
        "明天天气怎么样",
        "明天天气服务规划是什么",
        "speeches hold no forecast",
        kind="weather",
    ),
    TalkRule(
        "rain or shine",
        "zh",
        rf"^(?:请问)?(?:{_WHERE_ZH})?{_DAY_ZH}(?:{_WHERE_ZH})?(?:会不会|会|要不要|要|可能|有没有"
        rf"|有)?(?:下雨|下雪|刮风|有雨|有雪|晴天|下不下雨|热|冷|冷不冷|热不热|带伞|降温)(?:吗|么)?$"
        rf"|^{_DAY_ZH}(?:多少度|几度)$",
        "明天会下雨吗",
        "明天下雨的地方怎么防汛",
        "speeches hold no forecast",
        kind="weather",
    ),
    TalkRule(
        "the weather, in English",
        "en",
        rf"^(?:what(?: is|'s| will)|how(?: is|'s| will)) (?:the|today's|tomorrow's) (?:weather"
        rf"|temperature|forecast)(?: be)?{_DAY}{_IN}{_DAY}$"
        rf"|^(?:will|is) it (?:going to )?(?:rain|snow|be (?:sunny|hot|cold|windy)|raining|snowing"
        rf"|sunny|hot|cold|windy){_DAY}{_IN}{_DAY}$"
        rf"|^(?:the )?(?:weather|weather forecast|weather report"
        rf"|today's weather){_DAY}{_IN}{_DAY}$|^how (?:cold|hot|warm) (?:is"
        rf"|will) it(?: be)?{_DAY}{_IN}{_DAY}$|^do i need an umbrella{_DAY}$",
        "What is the weather like today",
        "What is the weather service budget",
        "speeches hold no forecast",
        kind="weather",
    ),
    TalkRule(
        "the time",
        "zh",
        "^(?:请问)?(?:现在|这会儿|当前|目前|北京)?(?:是)?(?:几点|几点钟|几点了|什么时间了?"
        "|时间是多少|几时)$"
        "|^(?:请问)?(?:今天|明天|昨天|后天|今日)(?:是)?(?:几号|几月几[号日]|星期几|周几|礼拜几"
        "|什么日子|几月|多少号|农历几号|什么节日?)了?$"
        "|^(?:现在|今年)是?(?:哪一年|哪年|几几年|什么年)了?$|^现在时间$",
        "现在几点了",
        "现在几点开会",
        "speeches do not know the time",
        kind="time",
    ),
    TalkRule(
        "the time, in English",
        "en",
        rf"^(?:do you know |(?:can you )?tell me )?what(?: is|'s)? ?(?:the )?(?:current )?(?:time"
        rf"|date|day|day of the week)(?: is)?(?: it)?{_DAY}{_IN}{_DAY}$"
        r"|^what day(?: of the week)? is (?:it|today|tomorrow)(?: today)?$|^what(?: is"
        r"|'s) (?:today's|tomorrow's) date$"
        r"|^(?:current time|time now|today's date)$|^what year is (?:it|this)(?: now)?$",
        "What time is it now",
        "What time is it due",
        "speeches do not know the time",
        kind="time",
    ),
    TalkRule(
        "a sum",
        "any",
        rf"^[(（]*{_NUMBER}(?:[)）]*{_SIGN}[(（]*{_NUMBER}[)）]*)+\s*[=＝]$"
        rf"|^{_NUMBER}(?:\s*[*×÷+✕^]\s*{_NUMBER})+$",
        "12 * 7 =",
        "2024-2025",
        "speeches do no sums; two years with a dash are a period",
        kind="arithmetic",
    ),
    TalkRule(
        "a sum in words",
        "zh",
        rf"^{_SUM_ZH}(?:{_NUMBER}|{_SOME_ZH})(?:(?:\s*[-+−*×÷/]\s*|\s*(?:加上?|减去?|乘以?"
        rf"|除以)\s*)"
        rf"(?:{_NUMBER}|{_SOME_ZH}))+(?:等于|是|得|[=＝])(?:多少|几)?$"
        rf"|^{_SUM_ZH}(?:{_NUMBER}|{_SOME_ZH})(?:\s*(?:加上?|减去?|乘以?|除以)\s*"
        rf"(?:{_NUMBER}|{_SOME_ZH}))+(?:多少|几)?$"
        rf"|^{_NUMBER}的(?:平方根?|立方根?|阶乘)(?:等于|是)?(?:多少|几)?$",
        "三加五等于几",
        "三加五年规划等于几",
        "speeches do no sums",
        kind="arithmetic",
    ),
    TalkRule(
        "a sum in words, in English",
        "en",
        rf"^(?:please )?(?:what is|what's|what does|how much is|calculate|compute|work out"
        rf"|solve) {_SOME}(?:(?:{_SIGN}| (?:plus|minus|times|divided by|multiplied by"
        rf"|to the power of) ){_SOME})+"
        r"(?: equals?| make)?$|^what(?: is|'s) the (?:square|cube) root of \d+$"
        r"|^solve [0-9xyz+*/=^(). -]+$"
        rf"|^(?:what is|what's|calculate) {_NUMBER}(?: ?%| per ?cent) of {_NUMBER}$",
        "What is two plus three",
        "What is two plus three per cent growth",
        "speeches do no sums",
        kind="arithmetic",
    ),
)

_ASK_ZH = (
    "(?:请问|请|麻烦|劳驾|能不能|能否|可不可以|可以|可否|[你您]能|[你您]会|能|会|我想让|我要"
    "|帮我|帮忙|给我|为我|替我|[你您]|再)*+"
)
_ASK = (
    r"(?:(?:please|kindly|now|ok|(?:could|can|would|will) you|i (?:want|need|would like) you to"
    r"|i'd like you to|help me(?: to)?"
    r"|let's|try to|go ahead and)[, ]+)*+"
)
_TONGUE_ZH = (
    "(?:英文|英语|中文|汉语|日文|日语|法文|法语|德文|德语|俄文|俄语|韩文|韩语|西班牙[文语]"
    "|葡萄牙语|阿拉伯语|意大利语"
    "|越南语|泰语|拉丁语|粤语|文言文|白话文?|繁体中文|繁体字?|简体字?|普通话|藏语|维吾尔语|蒙古语)"
)
_TONGUE = (
    r"(?:english|chinese|mandarin|cantonese|french|german|spanish|italian|portuguese|russian"
    r"|arabic|japanese|korean|hindi"
    r"|latin|dutch|swedish|greek|turkish|polish|thai|vietnamese|hebrew|ukrainian|pinyin"
    r"|(?:simplified|traditional) chinese)"
)
_THIS_TEXT_ZH = (
    "(?:下面|以下|下列|这)(?:的|这)?(?:一|几|两)?(?:段|句|个|些|篇)?(?:话|文字|内容|文章|句子"
    "|词语?|文本|英文|中文|单词|诗)?"
)
_QUOTED_ZH = "(?:“[^”]{1,200}”|「[^」]{1,200}」|‘[^’]{1,200}’)"
_WORK_ZH = (
    "(?:诗|诗歌|古诗|绝句|律诗|俳句|打油诗|藏头诗|情诗|歌|歌词|儿歌|故事|童话|小说|笑话|段子|谜语"
    "|对联|春联|顺口溜"
    "|绕口令|剧本|情书|请假条|邮件|电子邮件|检讨书?|文案|广告语|祝福语|辞职信)"
)
_WORK = (
    r"(?:poems?|haikus?|sonnets?|limericks?|songs?|lyrics|rap|story|stories|fairy tales?|novel"
    r"|jokes?|riddles?|puns?"
    r"|(?:love|cover|resignation) letter|e-?mail|tweet|screenplay|birthday card|blog post|slogan"
    r"|recipe)"
)
_MANNER = (
    r"(?:(?:short|funny|little|long|nice|good|dad|knock-knock|love|romantic|new|original|quick"
    r"|rhyming|sad|happy|bedtime"
    r"|children's|formal|polite|professional) )*+"
)
_CODE_ZH = "(?:代码|程序|脚本|函数|算法|正则|正则表达式|爬虫|查询语句|网页|插件|宏)"
_CODE = (
    r"(?:code|script|function|program|algorithm|regex|regular expression|sql query|class|loop"
    r"|unit tests?|web ?page|macro"
    r"|dockerfile|shell command|makefile)"
)
_DIALECT = (
    r"(?:python|java|javascript|typescript|c\+\+|c#|rust|golang|ruby|php|sql|bash|perl|html|css)"
)

# Each row matches from the beginning of a text to its end: what is to be translated, or what a poem
# is to be about, belongs to the task.
TASKS = Table(
    "tasks for a writer",
    TalkRule(
        "to translate this",
        "zh",
        rf"^{_ASK_ZH}(?:把|将)(?:{_THIS_TEXT_ZH}|{_QUOTED_ZH}).{{0,300}}?(?:翻译|译)(?:一下)?(?:成"
        rf"|为|到)?(?:{_TONGUE_ZH}|$)"
        rf"|^{_ASK_ZH}(?:翻译|译)(?:一下|下)?(?:成|为"
        rf"|到)?(?:{_TONGUE_ZH})?[:：]?(?:{_THIS_TEXT_ZH}|{_QUOTED_ZH})",
        "请把下面这段话翻译成英文",
        "把住房承诺翻译成英文",
        "the asker's own words are no words of a speech",
        kind="translation",
    ),
    TalkRule(
        "to translate into",
        "zh",
        rf"^{_ASK_ZH}(?:翻译|译)(?:一下|下)?(?:成|为|到){_TONGUE_ZH}(?:\s*[:：]|$)|^(?:中译英"
        rf"|英译中)(?:\s*[:：]|$)"
        rf"|^{_QUOTED_ZH}(?:这个词|这句话)?的?(?:{_TONGUE_ZH}怎么说|用{_TONGUE_ZH}怎么说"
        rf"|{_TONGUE_ZH}是什么)",
        "翻译成英文：春天来了",
        "翻译：市长对住房作了什么承诺",
        "the asker's own words are no words of a speech",
        kind="translation",
    ),
    TalkRule(
        "to translate, in English",
        "en",
        rf"^{_ASK}translate (?:(?:this|the following|these)(?: (?:text|sentences?|paragraph|words?"
        rf"|phrases?|passage|lines?))?(?: for me)?(?: (?:in)?to {_TONGUE})?(?:\s*:|$)"
        rf"|(?:the (?:text|sentence|paragraph|word|phrase)s?(?: below)?|[\"“][^\"”]{{1,300}}[\"”]"
        rf"|hello|good morning|thank you|i love you|'[^']{{1,200}}')(?: (?:in)?to {_TONGUE}|$)"
        rf"|(?:in)?to {_TONGUE}\s*:|from {_TONGUE} (?:in)?to {_TONGUE}\b)",
        "Please translate the following text into French",
        "Translate: what did the mayor promise on housing",
        "the asker's own words are no words of a speech",
        kind="translation",
        whole_words=False,
    ),
    TalkRule(
        "how to say a word, in English",
        "en",
        rf"^how (?:do|would|can) (?:you|i|we) say [\"“'‘]?[\w ,']{{1,60}}[\"”'’]? in {_TONGUE}\W*$",
        "How do you say railway in French",
        "How do you say the railway pays in the budget",
        "a dictionary knows it",
        kind="translation",
        whole_words=False,
    ),
    TalkRule(
        "to write a work",
        "zh",
        rf"^{_ASK_ZH}(?:写|作|编|创作|讲|说|来|背|唱|生成|起草|编写|写下|写出)(?:一|两|几"
        rf"|些)?(?:首|个|篇|段|封|则|副|条|份|点)"
        rf"(?:[^，。？?！!报总]{{0,20}}?)?{_WORK_ZH}(?:给我(?:听|看)?|听听|看看)?(?:[吗吧呗]"
        rf"|[，。！!：:（(,][^？?]{{0,60}})?[。！？?!]?$",
        "帮我写一首关于春天的诗",
        "讲话里说了几个故事",
        "we quote, and invent nothing",
        kind="writing",
    ),
    TalkRule(
        "to write a work, in English",
        "en",
        rf"^{_ASK}(?:write|compose|make up|tell|sing|create|generate|draft|give|recite)(?: me"
        rf"| us)?(?: up)? (?:(?:an?|another|some|one|two|three) )?{_MANNER}{_WORK}\b[^?]*\??$",
        "Write me a short poem about the sea",
        "Write me what the mayor said about poems",
        "we quote, and invent nothing",
        kind="writing",
        whole_words=False,
    ),
    TalkRule(
        "to write a program",
        "any",
        rf"^{_ASK_ZH}(?:用\s?[A-Za-z+#]{{1,10}}\s?)?(?:写|编写|编|生成|实现|写出"
        rf"|调试)(?:一下)?(?:一|两|几|些)?(?:个|段|份|句|条|些)?"
        rf"(?:[^，。？?！!]{{0,16}}?的?)?{_CODE_ZH}(?:[，,。：:][^？?]{{0,80}})?[。？?吗]*$"
        rf"|^{_ASK_ZH}用\s?[A-Za-z+#]{{1,10}}\s?(?:写|编写|实现)[^？?]{{1,60}}[？?]?$",
        "用Python写一段排序代码",
        "写一下数字经济规划的内容",
        "speeches hold no program",
        kind="code",
    ),
    TalkRule(
        "to write a program, in English",
        "en",
        rf"^{_ASK}(?:write|create|generate|implement|build|debug|fix|give|show)(?: me"
        rf"| us)? (?:(?:an?|some|the|this|my|one) )?(?:(?:small|short|simple|quick|recursive|basic"
        rf"|{_DIALECT}) )*+"
        rf"(?:{_CODE}|(?<=\w)snippet|one-?liner)s?\b(?: (?:that|to|which|for|in|with|using|from"
        rf"|called|named)\b[^?]*)?[.?!]*$"
        rf"|^{_ASK}(?:write|code|implement|program|how (?:do"
        rf"|can) i [\w ]{{2,40}}) [^?]{{0,60}}\bin {_DIALECT}\b[^?]*\??$",
        "Write a Python function that sorts a list",
        "Write the programme of the government",
        "speeches hold no program",
        kind="code",
        whole_words=False,
    ),
)
