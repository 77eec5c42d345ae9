"""Rules for clauses that hold nothing but words about the program, thanks, praise or blame.

A question to speeches names its subject, and a subject is none of these words: "what exactly do you
do" asks about the program, "what do you do about rents" does not. What is said in ever new ways is
met by its words, where a list of sentences would miss most.
"""

from __future__ import annotations

from rag.language.rules import Table
from rag.questions.small_talk_words import TalkRule


def _only(words: str, *, among: str, unless: str = "(?!)") -> str:
    """A clause of the English words of `words` and `among`, one of `among` at least, that does not
    begin as `unless`."""
    word = rf"(?:{among}|{_longest_first(words)})(?!\w)"
    met = rf"(?=(?:.*[ '])?(?:{among})(?!\w))"
    return rf"^(?!{unless}){met}{word}(?:(?: |(?=')){word})*+$"


def _only_zh(words: str, *, among: str, unless: str = "(?!)") -> str:
    """The same of Chinese words."""
    return f"^(?!{unless})(?=.*(?:{among}))(?:{among}|{_longest_first(words)})++$"


def _longest_first(words: str) -> str:
    """The words so that none is hidden by one that it begins with."""
    return "|".join(sorted(words.split("|"), key=len, reverse=True))


# Words that say nothing of what a clause is about.
_LINKS = (
    r"'s|'re|'m|'ve|'ll|a|an|the|is|are|am|was|be|been|do|does|did|don't|doesn't|can|can't|could"
    r"|will"
    r"|would|should|may|to|for|with|of|in|at|on|by|from|about|and|or|but|so|just|really|very"
    r"|exactly"
    r"|actually|even|please|ok|okay|well|then|now|here|today|ever|all|any|some|this|i|me|my|we|us"
    r"|how"
    r"|what|which|who|where|why|when|if|not|no|tell|let|know|want|wanna|need|try|much|many|kind"
    r"|sort"
    r"|kinds|type|types|thing|things|something|anything|out"
)
# These point back to an answer, as in "can you tell me more?".
_BACK = r"it|that|these|those|one|again|more|show|explain|like"
_PROGRAM = (
    r"bot|chatbot|robot|ai|assistant|program|tool|app|application|site|website|service|system"
    r"|machine"
    r"|model|llm|gpt|gpt-\d|chatgpt|claude|gemini|speechrag|computer|software"
)
_LINKS_ZH = (
    "该|跟|先|再|时候|多久|来头|样子|听|说|讲|聊|啦|嗯|喂|所|如|只|只能|除了|以外|之外|"
    "什么|怎么样|怎么|怎样|如何|哪里|哪儿|哪些|哪家|哪个|可以|可不可以|能不能|是不是|会不会|有没有"
    "|应该|需要|知道|告诉|请问"
    "|一下|一些|这个|那个|这里|这|那|我们|我|的|地|得|是|能|会|有|吗|么|呢|吧|呀|啊|了|都|还|也|就"
    "|很|太|真|好|最|更|到底|究竟"
    "|现在|到|从|来|去|在|和|跟|为|把|给|让|对|些|点|个|种|啥|谁|为啥|为什么|不|没|想|要"
)
_PROGRAM_ZH = "系统|网站|软件|工具|程序|机器人|人工智能|大模型|模型|助手|服务|平台"

# "Can you explain?" and "how do you know?" ask about the answer before.
_ABOUT_ANSWERS = (
    r"(?:.*\b(?:can|could|will|would) you (?:please )?(?:look|give|find|search|tell me(?: please)?$"
    r"|let me know$))|(?:do|did) you know\b|how do you know$|.*\bknow (?:about )?this\b|.*\bwhy\b"
)
_ABOUT_ANSWERS_ZH = ".*(?:为什么|为啥|知道|这么|帮我查|帮我找|一下吗)"

ABOUT_US_ALONE = Table(
    "nothing but words about the program",
    TalkRule(
        "who we are, and nothing else",
        "zh",
        _only_zh(
            f"{_LINKS_ZH}|{_PROGRAM_ZH}|开发|研发|做出来|做|制作|训练|设计|公司|团队|厂商|人类"
            f"|真人|名字|叫|介绍|自己|本人|人|国|技术|专家|老师|男|女|年龄|岁|家|哪国|基于|底层"
            f"|背后|用|国产",
            among="[你您]们?",
            unless=_ABOUT_ANSWERS_ZH,
        ),
        "到底是哪家公司开发了你",
        "到底是哪家公司开发了你市的港口",
        "the clause names no subject but the program",
        kind="identity",
    ),
    TalkRule(
        "what we can do and hold, and nothing else",
        "zh",
        _only_zh(
            f"{_LINKS_ZH}|{_PROGRAM_ZH}|使用|用法|用途|用处|用|玩|操作|功能|本事|帮忙|帮助|帮上忙"
            f"|帮|做|干|回答|答案|答|问题|问|提问|查询|查|搜索|搜"
            "|可以看|能看|聊天|聊|解答|数据|资料|来源|来自|内容|知识|信息|范围|擅长|特长|限制|区别"
            "|支持|例子|更新|英语|中文|普通话|方言|语言|外语|更新|截止|日期|最新|准确|可靠|相信"
            "|说明",
            among="[你您]们?|系统|网站|软件|工具|平台|怎么用|怎么玩|帮我的",
            unless=_ABOUT_ANSWERS_ZH,
        ),
        "你的数据来源是哪里",
        "你的数据中心建在哪里",
        "the clause names no subject but the program",
        kind="ability",
    ),
    TalkRule(
        "who we are, and nothing else, in English",
        "en",
        _only(
            f"{_LINKS}|{_PROGRAM}|company|companies|team|made|make|makes|built|build|created"
            f"|creates|develop|developed|trained|wrote"
            "|designed|owns|runs|powered|by|behind|based|called|call|name|human|person|real|people"
            "|introduce|born|old|live",
            among="you|your|yourself|yours|u|this website|this site|this tool|this bot|this app"
            "|this program|this service|speechrag",
            unless=_ABOUT_ANSWERS,
        ),
        "Which company built you",
        "Which company built your harbour",
        "the clause names no subject but the program",
        kind="identity",
    ),
    TalkRule(
        "what we can do and hold, and nothing else, in English",
        "en",
        _only(
            f"{_LINKS}|{_PROGRAM}|use|used|using|useful|work|works|working|help|helps|assist|ask"
            f"|asked|asking|answer|answers|answering"
            "|question|questions|find|search|searching|look|start|begin|get|got|give|data|source"
            "|sources|information|info|knowledge|come"
            "|comes|capable|able|features|feature|abilities|limits|understand|know|trust|accurate"
            "|reliable|speak|talk|chat|example|examples"
            "|phrase|word|write|type|manual|guide|instructions|tutorial|there|sample|samples|limit"
            "|languages|language|english|chinese|french|smart|latest|recent|old|date|different"
            "|up-to-date|updated|cover|hold|contain|have|has|got|purpose|point|good|stuff|else"
            "|documents|speeches|reports",
            among="you|your|yourself|how to use|use this|my question|my questions|user manual"
            "|user guide|sample question|sample questions|example questions|this tool|this bot"
            "|this site|this website|this app|this program",
            unless=_ABOUT_ANSWERS,
        ),
        "So what exactly do you do",
        "So what exactly do you do about rents",
        "the clause names no subject but the program",
        kind="ability",
    ),
)

# "Is that good?" and "which one is the worst?" ask.
_ASKS = (
    r"(?:.*\b(?:what|which|who|where|why|how|when|if)\b)|(?:is|are|was|be|been|do|does|did|can"
    r"|could|will"
    r"|would|should|any|the|one|some)\b"
)
_ASKS_ZH = ".*(?:什么(?!破|玩意|东西|鬼)|哪|谁|怎|吗|(?<!什)么|多少|何|几|是不是|有没有)"

# What people say thanks for, and wish. All else behind thanks may ask: 谢谢那四川呢.
_THANKED_FOR = (
    r"a|an|the|to|all|so|very|much|lots?|bunch|tons?|million|again|anyway|for|of|you|u|your|me|my"
    r"|us|this|that|that's|these|it|everything|nothing|help|helping|helped|explaining"
    r"|explanations?|clarifying|clarification|answering|answers?|reply|replies|replying"
    r"|responses?|responding|being|taking|time|patience|patient|efforts?|support|info|information"
    r"|details?|quick|quickly|fast|detailed|clear|great|good|nice|helpful|useful|thorough|kind"
    r"|kindly|kindness|assistance|work|job|in advance|really|appreciate|appreciated|grateful|i"
    r"|i'm|was|is|bye|goodbye|now|indeed|truly|everyone|all|there|dear|friend|buddy|mate|man|bro"
    r"|guys|team|bot|robot|assistant|speechrag|sir|got|needed"
)
_THANKED_FOR_ZH = (
    "[你您]们?|大家|大佬|老师|老板|同学|同志|朋友们?|各位|助手|小助手|机器人|亲|了|啦|哦|这么|那么|如此"
    "|很|的|地|得|详细|耐心|及时|热心|认真|快速|迅速|专业|清楚|细致|全面|准确|精彩|回答|解答|答案|答复"
    "|回复|解释|讲解|分享|帮助|帮忙|帮|协助|指点|指教|指导|提醒|告知|支持|服务|这些|这次|今天|一切|为|对"
    "|我们?|一直|还|也|非常|十分|万分|真|太|多|实在|谢谢?|感谢|感激|不尽|之至|辛苦|久等|费心"
    "|(?:知道|明白|懂)了|再见|拜拜|啊|呀|哈|嘛"
)
_WISHED_ZH = (
    "们|天天|每天|今天|永远|一切|都|工作|生活|学习|身体|生意|事业|万事|家庭|心情|好运|健康|快乐|开心|愉快"
    "|顺利|幸福|平安|如意|兴隆|发财|顺风|一路|连连|越来越好|进步|成功|新年|春节|节日|周末|假期|假日"
    "|中秋|国庆|合家|阖家|欢乐|安康|吉祥|大吉|美好|好梦|晚安|好|的|了|啦|有个|过个"
)

COURTESY_ALONE = Table(
    "nothing but thanks, praise or blame",
    TalkRule(
        "thanks in a few words",
        "zh",
        r"^(?:[你您]们?|那|好的?|嗯|先|太|真是?|非常|十分|很|实在|真的|万分|再次|多|还是要)*+"
        r"(?:谢谢|多谢|感谢|谢[了啦]|感激|感恩|辛苦)(?!信|状|词|金|礼|祭|幕)"
        rf"(?:{_longest_first(_THANKED_FOR_ZH)}){{0,10}}+$",
        "太感谢你们这么详细的解答了",
        "感谢信寄给了谁",
        "thanks in other words, and words for what is thanked for",
        kind="thanks",
    ),
    TalkRule(
        "assent and nothing else",
        "zh",
        "^(?:好的|好滴|好嘞|好哒|好呀|好吧|好|行|可以|没问题|嗯+|哦+|噢+|明白|清楚|知道|懂|了解"
        "|收到|了|我|就|这样|先|就是|对|是的|是|没错|确实|原来|如此|的|啊|呀|吧|哈)++$",
        "好的没问题",
        "好的制度没问题",
        "assent in other words",
        kind="assent",
    ),
    TalkRule(
        "praise and nothing else",
        "zh",
        "^(?:点个?赞|给(?:你|您)点个?赞|帮了(?:我)?(?:一个)?大忙|太?有(?:用|帮助|意思)了?"
        "|很有(?:用|帮助)|[你您](?:可)?真(?:是)?(?:太|会|懂|好|棒|行|有|细心|能干).{0,4}"
        "|(?:回答|解释|说|讲)(?:得|的)(?:很|真|太|非常|挺|好)(?:清楚|好|详细|明白|棒|准确|到位"
        "|不错)了?|爱了|绝了|五星好评|给个好评|(?:这个?|你的?|您的?)?(?:回答|答案|解释|功能|系统"
        "|工具)(?:真|很|太|非常|挺|好)(?:到位|赞|棒|好|清楚|详细|准确|专业|厉害|强|全面|方便"
        "|快)了?)$",
        "帮了我大忙",
        "帮了农民大忙",
        "praise in other words",
        kind="compliment",
    ),
    TalkRule(
        "blame and nothing else",
        "zh",
        _only_zh(
            f"{_LINKS_ZH}|{_PROGRAM_ZH}|回答|答案|根本|完全|简直|一点|用|你们|您|你|东西|玩意儿"
            f"|玩意|破|说|讲|写|给",
            among="不好用|没用|难用|太慢|太烂|太差|烂透了|什么玩意儿?|什么东西|什么鬼|答错|错了"
            "|错的|不对|不准|没帮上|破系统|破网站|破机器人|听不懂|看不懂|不行|失望",
            unless=_ASKS_ZH,
        ),
        "你的回答根本不对",
        "垃圾焚烧的系统",
        "blame in other words",
        kind="abuse",
    ),
    TalkRule(
        "thanks in a few words, in English",
        "en",
        r"^(?:(?:ok|okay|alright|great|cool|perfect|wow|well|and|oh|no|many|got it|yes|sure|so|i"
        r"|really|i'm|very) )*+"
        r"(?:thanks|thank you|thankyou|thx|thanx|ty|cheers|appreciate|grateful)(?! (?:letters?"
        r"|notes?|giving)\b)"
        rf"(?: (?:{_longest_first(_THANKED_FOR)})(?![\w'])){{0,9}}+$",
        "Cool thanks for explaining all this to me",
        "Thanks to whom was the bridge built",
        "thanks in other words, and words for what is thanked for",
        kind="thanks",
    ),
    TalkRule(
        "assent and nothing else, in English",
        "en",
        r"^(?:(?:ok|okay|alright|all right|great|cool|perfect|fine|sure|yes|yeah|yep|no|nope|oh|ah"
        r"|wow|well|right|good|i|see|get|got"
        r"|it|that|that's|understood|understand|now|then|so|makes|sense|noted|will|do|is|clear"
        r"|very|all|true|know|just|looking|around"
        r"|never|mind|hmm|please|interesting|exactly|absolutely|totally|fair|enough|not|really"
        r"|think)\b ?)++$",
        "Oh okay I see",
        "Oh okay I see a new bridge",
        "assent in other words",
        kind="assent",
    ),
    TalkRule(
        "goodbyes and wishes, in English",
        "en",
        r"^(?:(?:talk|speak|see|catch|chat)(?: to)?(?: you| ya)?(?: again)? (?:soon|later|tomorrow"
        r"|around|next time)|until next time|i(?:'m| am| have| gotta|'ve got)"
        r" (?:to go|off|leaving|gotta go|done here)|gotta (?:go|run)|(?:merry|happy"
        r"|good) (?:christmas|new year|birthday|weekend|luck|easter|holidays?)"
        r"|all the best|best wishes|peace(?: out)?|later|enjoy your (?:day|evening|weekend)"
        r"|have fun|same to you|you too|and you)$",
        "Talk to you soon",
        "Talk to you soon about schools",
        "a goodbye or a wish asks nothing",
        kind="goodbye",
    ),
    TalkRule(
        "goodbyes and wishes",
        "zh",
        "^(?:(?:那)?我?(?:先|要)?(?:下|走|撤|溜|忙|闪|睡|休息)(?:去)?(?:了|啦)|(?:祝|恭喜|愿)(?:你"
        f"|您|大家|各位|你们)(?:{_longest_first(_WISHED_ZH)})++"
        "|(?:新年|春节|中秋|国庆|元旦|生日|节日|周末|端午|元宵|圣诞)(?:节)?快乐|恭喜发财|万事如意"
        "|身体健康|一切顺利|工作顺利|下次再聊|有空再聊|回聊|有缘再见|保重|同乐|同喜)$",
        "那我先下了",
        "那我先下了几个文件",
        "a goodbye or a wish asks nothing",
        kind="goodbye",
    ),
    TalkRule(
        "praise and nothing else, in English",
        "en",
        _only(
            f"{_LINKS}|{_BACK}|{_PROGRAM}|you|your|answer|answers|response|job|work|have|seen|used"
            f"|found|best|think|pretty|quite|super|too|got|see|nice|meet"
            "|such|absolutely|amazingly|guys|doing|keep|up|made|my day|day|great|me|us|a lot|lot"
            "|wow|oh|how|what a",
            among="good|great|amazing|awesome|excellent|wonderful|fantastic|brilliant|cool|perfect"
            "|lovely|impressive|impressed|smart|clever|helpful|useful"
            "|quick|fast|easy|saved|thoughtful|thorough|love|neat|superb|nice|fun|funny|works",
            unless=_ASKS,
        ),
        "You're really good at this",
        "You're really good at mining",
        "praise in other words",
        kind="compliment",
    ),
    TalkRule(
        "blame and nothing else, in English",
        "en",
        _only(
            f"{_LINKS}|{_BACK}|{_PROGRAM}|you|your|answer|answers|answered|response|job|work|works"
            f"|question|have|seen|used|best|think|pretty|quite|super|too"
            "|such|absolutely|completely|totally|complete|total|piece|waste|time|guys|get|getting"
            "|never|understand|know|anything|nothing|didn't|isn't|aren't|help|helpful|useful",
            among="bad|worst|stupid|dumb|useless|terrible|awful|horrible|rubbish|garbage|trash"
            "|crap|shit|fuck|fucking|idiot|idiotic|pathetic|annoying|boring|slow|broken|nonsense"
            "|bullshit|lame|worthless|wrong|suck|sucks|hate|disappointing|disappointed|didn't help"
            "|not helpful|not useful|no help|no use|doesn't work|does not work",
            unless=_ASKS,
        ),
        "This is the worst chatbot ever",
        "This is the worst drought ever",
        "blame in other words",
        kind="abuse",
    ),
)
