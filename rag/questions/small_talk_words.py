"""Rules that tell what people say to be polite, to praise, to scold, or to try whether we answer.

Each row matches a whole clause: the words between two marks.
"""

from __future__ import annotations

from dataclasses import dataclass

from rag.language.rules import Rule, Table
from rag.types.questions import SmallTalk


@dataclass(frozen=True, slots=True, kw_only=True)
class TalkRule(Rule):
    """Words that ask nothing of speeches, and what `kind` of talk they are."""

    kind: SmallTalk


# Names by which people call the program, or each other.
_YOU = (
    r"(?: (?:there|all|everyone|everybody|my friend|my dear|again|bot|robot|assistant|friend|buddy"
    r"|speechrag|team|partner|pal|mate|man|dude|bro|guys"
    r"|computer|dear|sir|folks))*+"
)
_NAME = "(?:机器人|小助手|小助理|助手|小伙伴|朋友们?|各位|大家|老师|同志们?)?"
_DEGREE = "(?:真的?|太|很|非常|挺|这么|可真|实在是?|超级|超|特别|好)"
_PRAISED = (
    "(?:棒|厉害|聪明|不错|优秀|强|强大|牛|赞|给力|好用|贴心|可爱|专业|靠谱|有用|完美|了不起"
    "|能干|好)"
)
_SCOLDED = "(?:笨|蠢|傻|烂|差|差劲|垃圾|没用|难用|弱智|白痴|废物?|讨厌|无聊|糟糕|智障|离谱|不靠谱)"
_GOOD = (
    r"(?:(?:so|very|really|quite|pretty|too|super) )?(?:good|great|nice|amazing|awesome|excellent"
    r"|wonderful|fantastic|brilliant|cool|perfect|lovely|impressive|smart|clever|helpful|useful"
    r"|kind|neat|superb|the best)"
)
_BAD = (
    r"(?:(?:so|very|really|quite|pretty|too|totally|completely) )?(?:bad|stupid|dumb|useless"
    r"|terrible|awful|horrible|rubbish|garbage|trash|crap|idiotic|pathetic|annoying|boring|slow"
    r"|the worst|broken|nonsense|bullshit|lame|worthless|wrong|an? (?:idiot|moron|joke|fool|liar"
    r"|piece of (?:shit|crap|garbage|junk)))"
)
_IS = r"(?:(?:that|this|it|you|u)(?:'s|'re| is| are| was| were)?(?: such)?(?: an?)? )?"

COURTESY = Table(
    "small talk",
    TalkRule(
        "greeting",
        "zh",
        rf"^{_NAME}(?:(?:你|您|你们|大家|各位)好|哈[喽啰罗]|嗨+|嘿+|喂+|早|早安|午安|早上好|上午好"
        rf"|中午好|下午好|晚上好|新年好|新年快乐|节日快乐|幸会|初次见面|很高兴认识[你您]){_NAME}$",
        "晚上好",
        "晚上好几个小区停电",
        "a greeting alone asks nothing",
        kind="greeting",
    ),
    TalkRule(
        "who is spoken to",
        "zh",
        "^(?:各位|大家|朋友们|各位朋友|各位老师|小助手|小助理|助手|机器人|亲|同志们)$",
        "各位",
        "各位代表",
        "calls somebody and asks nothing",
        kind="greeting",
    ),
    TalkRule(
        "how we are",
        "zh",
        "^(?:[你您](?:最近|今天)?(?:好吗|怎么样|还好吗|过得好吗|忙吗)|[你您]吃(?:饭)?了吗"
        "|最近(?:好吗|怎么样)"
        "|[你您]心情(?:好吗|怎么样))$",
        "你最近怎么样",
        "你区最近怎么样",
        "asks after the health of a program",
        kind="greeting",
    ),
    TalkRule(
        "greeting, in English",
        "en",
        r"^(?:hi+|hello+|hey+|hiya|howdy|yo|greetings|good (?:morning|afternoon|evening|day)"
        rf"|morning|evening|welcome|ni ?hao|hola|bonjour|konnichiwa|aloha|salut|hallo"
        rf"|happy new year|hi hello|hello hi|hey hi){_YOU}$",
        "Good morning everyone",
        "Good morning trains are late",
        "a greeting alone asks nothing",
        kind="greeting",
    ),
    TalkRule(
        "who is spoken to, in English",
        "en",
        r"^(?:all|everyone|everybody|bot|robot|assistant|friend|speechrag|team|folks|computer|sir"
        r"|madam)$",
        "everyone",
        "everyone in Norland",
        "calls somebody and asks nothing",
        kind="greeting",
    ),
    TalkRule(
        "how we are, in English",
        "en",
        r"^(?:how are you|how is it going|how's it going|how do you do|what's up|whats up|sup"
        r"|how r u"
        r"|nice to meet you|pleased to meet you|how are things|how have you been|how do you feel"
        r"|how(?:'s| is) (?:life|your day|everything|it hanging)|how was your day)"
        rf"(?: (?:today|doing|doing today|feeling))?{_YOU}$",
        "How are you today",
        "How are you helping farmers today",
        "asks after the health of a program",
        kind="greeting",
    ),
    TalkRule(
        "thanks",
        "zh",
        "^(?:好的?|太|先)?(?:非常|十分|很|万分|真的?)?(?:谢谢|多谢|感谢|谢了|谢过|感恩|辛苦|麻烦"
        "|有劳|劳驾|谢)"
        rf"(?:[你您们啦了]|大家|(?:的|这次的?)?(?:帮助|帮忙|回答|解答|回复|支持)|告知"
        rf"|指教)*+{_NAME}$",
        "非常感谢您的帮助",
        "感谢信寄给了谁",
        "thanks alone ask nothing",
        kind="thanks",
    ),
    TalkRule(
        "thanks, in English",
        "en",
        r"^(?:many |ok |okay |great |no |cool |perfect )?(?:thanks|thank you|thank u|thankyou|thx"
        r"|ty"
        r"|cheers|much appreciated|appreciate it|i appreciate (?:it|that|your help)|much obliged)"
        r"(?: (?:a lot|a million|a bunch|so much|very much|much|again|anyway|for (?:that|this"
        r"|helping"
        r"|answering|everything|nothing|(?:your|the|all your|all the) (?:help|quick answer|answers?"
        rf"|information|info|time|reply|support))))*+{_YOU}$",
        "Thanks a lot for your help",
        "Thanks for the railway to whom",
        "thanks alone ask nothing",
        kind="thanks",
    ),
    TalkRule(
        "goodbye",
        "zh",
        "^(?:再见|拜拜?|回见|回头见|回头聊|改天聊|下次聊|明天见|下次见|晚安|先这样吧?|就这样吧?"
        "|没事了|没有了|没有(?:其他|别的)(?:的)?(?:问题|事)了?|没有问题了|没问题了"
        "|我走了|告辞"
        f"|下线了|退出|结束|白白|不聊了|我先走了){_NAME}$",
        "回头见",
        "回头见到市长说什么",
        "a goodbye alone asks nothing",
        kind="goodbye",
    ),
    TalkRule(
        "goodbye, in English",
        "en",
        r"^(?:(?:ok|okay|alright|well|thanks|thx|so|cool|great|anyway) )*+(?:good ?bye|bye+"
        r"|bye bye|see you|see ya|cya|farewell|good ?night|take care|ciao|so long"
        r"|have a (?:nice|good|great|lovely) (?:day|evening|one|night|weekend)|talk to you later"
        r"|exit|quit|ttyl|that's all|that is all|that's it|that will be all|i'm done|i am done)"
        rf"(?: (?:later|soon|tomorrow|then|now|for (?:now|today)))*+{_YOU}$",
        "See you later",
        "See you later trains to Norland",
        "a goodbye alone asks nothing",
        kind="goodbye",
    ),
    TalkRule(
        "assent",
        "zh",
        "^(?:好|好的|好吧|行|行吧|可以|可以了|嗯+|哦+|噢+|哈+|呵+|嘻+|是|是的|是吗|对|对的|不|不是"
        "|不对|没有|没错|明白"
        "|明白了|(?:我)?知道了|(?:我)?懂了|(?:我)?了解了?|收到|原来如此|原来是这样|是这样|这样"
        "|这样吗|真的吗?"
        "|当然|不客气|不用谢|不用了|没关系|没事|算了|随便|有意思|继续加油|加油|哎|唉)$",
        "明白了",
        "明白了什么道理",
        "an assent alone asks nothing",
        kind="assent",
    ),
    TalkRule(
        "doubt",
        "zh",
        "^(?:[这那]个?|好像|似乎|应该|感觉)*(?:不(?:太|大)?对|不会)[吧啊呀]$|^(?:怎么|不)可能吧?$",
        "这不对吧",
        "这不对称吧",
        "doubt is no blame; behind an answer it asks once more (conversation/asks.py)",
        kind="assent",
    ),
    TalkRule(
        "a word before a question",
        "zh",
        "^(?:对不起|抱歉|不好意思|打扰了|打扰一下|打扰[你您]了|请|请问|请问一下|问一下|我想问一下"
        "|我想问问|想问一下"
        "|我有一?个问题|我有问题(?:要问|想问)?|有个问题|问(?:[你您])?个问题|请教一下"
        "|请教(?:[你您])?一个问题|那么"
        "|可以问[你您](?:一个|个)问题吗|能问[你您](?:一个|个)问题吗|我想咨询一下|咨询一下)$",
        "请问一下",
        "请问一下物价",
        "leads into a question that is not there yet",
        kind="assent",
    ),
    TalkRule(
        "assent, in English",
        "en",
        r"^(?:ok|okay|k|okey|yes|yeah|yep|yup|no|nope|nah|sure|fine|alright|all right|right|i see"
        r"|got it|understood|makes sense|i understand|of course|absolutely|hmm+|hm|um+|uh+|oh+|ah+"
        r"|wow|lol|haha(?:ha)*|really|seriously|interesting|true|exactly|well|never ?mind"
        rf"|no problem|you're welcome|no worries|good to know|noted|roger|gotcha|will do|same here"
        rf"|okey dokey){_YOU}$",
        "Got it",
        "Got it a new railway",
        "an assent alone asks nothing",
        kind="assent",
    ),
    TalkRule(
        "a word before a question, in English",
        "en",
        r"^(?:please|sorry|excuse me|pardon(?: me)?|i have (?:a|one|another) (?:quick )?question"
        r"|(?:one|a|just a)(?: quick| more)? question|quick question|i want to ask (?:you )?"
        r"(?:something|a question)|(?:can|may|could) i ask (?:you )?(?:something"
        r"|a(?: quick)? question)"
        rf"|sorry to bother you){_YOU}$",
        "May I ask you a question",
        "May I ask you a pension",
        "leads into a question that is not there yet",
        kind="assent",
    ),
    TalkRule(
        "whether we are there",
        "zh",
        "^(?:测试\\s?\\d*|测试一下|测一下|试试|试一下|试一试|试用一下|测试测试|测试消息|在不在"
        "|[你您]?(?:还)?在(?:吗|么|线吗)"
        "|有人(?:在)?吗|能听到吗|听得到吗|收到了?吗|能用吗|可以用吗|喂喂+|连上了吗"
        "|[你您]能听懂(?:我说话)?吗"
        "|[你您](?:会|能|懂|说)(?:说)?中文吗)$",
        "你在吗",
        "你在吗啡管制上说了什么",
        "somebody tries whether the program answers",
        kind="test",
    ),
    TalkRule(
        "whether we are there, in English",
        "en",
        r"^(?:ping|pong|tests?|testing|testing testing|test message|this is (?:just )?a test"
        r"|just testing"
        r"|just a test|test(?:ing)? \d[\d ]*|hello world|foo|bar|foo bar|asdf+|qwerty|abc"
        r"|lorem ipsum"
        r"|(?:are )?you (?:still )?(?:there|here|awake|online|working|alive|up|ready)"
        r"|is this (?:thing )?(?:working|on)|(?:is )?any(?:one|body) (?:there|here|home)"
        r"|(?:can|do) you (?:hear|read|see|understand) me|does this work|say (?:hi|hello|something)"
        rf"|do you (?:speak|understand) (?:english|chinese)){_YOU}$",
        "Are you there",
        "Are you there for the farmers",
        "somebody tries whether the program answers",
        kind="test",
    ),
    TalkRule(
        "figures only",
        "any",
        r"^(?:[0-3]|12|123(?: ?4(?: ?5(?: ?6)?)?)?|111+|666+|888+|88)$",
        "123",
        "2025",
        "somebody tries the keys; four figures may be a year",
        kind="test",
    ),
    TalkRule(
        "praise",
        "zh",
        rf"^(?:[你您](?:们)?|这个?|系统|(?:回)?答得|说得|做得|干得|你答得|你做得|这个?(?:回答|系统"
        rf"|工具))*+{_DEGREE}"
        rf"{_PRAISED}了?$|^(?:(?:回)?答得|说得|做得|干得)(?:漂亮|{_PRAISED})$"
        r"|^(?:厉害了?|真棒|点赞|牛|棒棒的|优秀|完美|不错|好极了|[你您]是最(?:棒|好|厉害)的)$",
        "你真厉害",
        "这座桥真厉害在哪里",
        "praise alone asks nothing",
        kind="compliment",
    ),
    TalkRule(
        "fondness",
        "zh",
        "^我(?:很|好|真|非常|太)?(?:喜欢|爱|佩服|崇拜)[你您](?:们)?(?:了)?$",
        "我很喜欢你",
        "我很喜欢你市的公园",
        "fondness alone asks nothing",
        kind="compliment",
    ),
    TalkRule(
        "praise, in English",
        "en",
        rf"^{_IS}{_GOOD}(?: (?:job|work|answers?|stuff|tool|bot|one|assistant|help|response|idea"
        rf"|point|program|service))*+{_YOU}$|^well done{_YOU}$|^(?:i )?(?:love|like|adore) (?:you"
        rf"|it|this)$"
        r"|^you rock$|^bravo$|^congrat(?:s|ulations)$|^(?:you(?:'re| are) )?(?:right|correct)$",
        "Great answer",
        "Great answer to the drought",
        "praise alone asks nothing",
        kind="compliment",
    ),
    TalkRule(
        "scolding",
        "zh",
        rf"^(?:[你您](?:们)?|这个?|这什么|什么|系统|回答|你的回答|这个?(?:回答|系统|工具"
        rf"|机器人))(?:就是|是不是|是|怎么)?"
        rf"(?:一?个)?{_DEGREE}?{_SCOLDED}(?:了|吗|货|蛋|死了|玩意儿?|系统|东西|机器人|的)?$"
        rf"|^{_DEGREE}{_SCOLDED}了?$|^我(?:讨厌|恨)[你您]$|^[你您](?:什么都不(?:懂|会|知道)|不行"
        rf"|不懂|有病吗?)$",
        "你真笨",
        "这个垃圾系统性治理",
        "abuse alone asks nothing",
        kind="abuse",
    ),
    TalkRule(
        "swearing",
        "zh",
        "^(?:滚|滚蛋|滚开|闭嘴|去死|去你的|他妈的|妈的|操|卧槽|我靠|呸|放屁|胡说|胡说八道|瞎说"
        "|答非所问|骗子|神经病"
        "|脑残|混蛋|王八蛋|傻逼|傻瓜|笨蛋|白痴|一派胡言|不懂装懂|什么玩意儿?|什么鬼|不知所云|无聊"
        "|无语)$",
        "答非所问",
        "答非所问的代表有几位",
        "abuse alone asks nothing",
        kind="abuse",
    ),
    TalkRule(
        "scolding, in English",
        "en",
        rf"^{_IS}{_BAD}(?: (?:job|answers?|bot|tool|machine|thing|program|ai|assistant|robot"
        rf"|service))*+"
        rf"{_YOU}$|^(?:you|this|it) (?:really )?sucks?$|^i hate (?:you|it|this)$"
        r"|^you (?:don't|do not) (?:know|understand) (?:anything|shit|nothing)$",
        "You are useless",
        "You are useless to farmers",
        "abuse alone asks nothing",
        kind="abuse",
    ),
    TalkRule(
        "swearing, in English",
        "en",
        r"^(?:fuck|screw|damn|shit|wtf|fuck off|f off|shut up|get lost|go away|go to hell|piss off"
        r"|stfu"
        rf"|bloody hell|what the (?:fuck|hell)|idiot|moron)(?: (?:you|this|it|off))*+{_YOU}$",
        "Shut up",
        "Shut up mines in Norland",
        "abuse alone asks nothing",
        kind="abuse",
    ),
)
