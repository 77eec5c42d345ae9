"""Rules that tell questions about the program itself: who it is, what it can do, what it holds.

Each row matches a whole clause. A bare "it" is never taken for the program: in a conversation it
may be anything.
"""

from __future__ import annotations

from rag.language.rules import Table
from rag.questions.small_talk_words import TalkRule

_TOOL_ZH = "(?:这个?|本)?(?:网站|系统|服务|工具|软件|程序|平台|应用|网页)"
_TOOL = (
    r"(?:(?:this|the) (?:site|website|service|tool|program|app|page|system|bot|assistant|chatbot"
    r"|software|thing)|speechrag)"
)
_MACHINE = (
    r"(?:(?:an? |the )?(?:real )?(?:bot|robot|chatbot|ai|artificial intelligence|human(?: being)?"
    r"|person|machine|llm"
    r"|program|computer|language model|large language model|chatgpt|gpt|claude|gemini|deepseek"
    r"|llama|qwen|siri|alexa)"
    r"|real|alive|sentient|conscious)"
)
_MACHINE_ZH = (
    "(?:真人客服|客服|机器人|人工智能|人类?|真人|程序|聊天机器人|文心一言|通义千问|豆包|大?模型"
    "|大语言模型"
    "|电脑|机器)"
)
_HELD_ZH = "(?:讲话稿?|报告|文件|资料|数据|材料|文档|文本|语料|数据库|知识库)"
_HELD = (
    r"(?:speeches(?: and reports)?|reports|documents|data|files|texts|sources|information"
    r"|materials?|content|corpus"
    r"|database|knowledge base)"
)
_ANY_ZH = "(?:什么|啥|哪些)"
_HOW_ZH = "(?:怎么|如何|怎样|咋)"

ABOUT_US = Table(
    "questions about the program",
    TalkRule(
        "who we are",
        "zh",
        "^(?:那|那么)?(?:请问)?[你您](?:到底|究竟)?(?:是谁|是什么人?|是啥|叫什么(?:名字)?"
        "|叫啥(?:名字)?|是何方神圣|贵姓"
        "|怎么称呼|的名字(?:是什么|叫什么)?|是什么(?:东西|模型|系统|程序|机器人|大模型)|有名字吗)$",
        "请问你是谁",
        "谁是市长",
        "asks about the program, which no speech tells of",
        kind="identity",
    ),
    TalkRule(
        "whether we are a machine",
        "zh",
        rf"^[你您](?:是不是|是)(?:一个|一台|个)?{_MACHINE_ZH}(?:吗|么|还是(?:一个"
        rf"|个)?{_MACHINE_ZH})?$"
        "|^[你您](?:有没有|有)(?:感情|意识|思想|生命|女朋友|男朋友|性别)(?:吗|么)?$"
        "|^[你您](?:是男是女|是男的还是女的|几岁了?|多大了?)$",
        "你是机器人吗",
        "你区有几家机器人企业",
        "asks about the program, which no speech tells of",
        kind="identity",
    ),
    TalkRule(
        "which model we are",
        "any",
        r"^(?:那|那么)?(?:请问)?[你您](?:是不是|是|用的是|是基于)(?:一个|个|什么|哪个|哪种)?(?i:ai"
        r"|chatgpt|gpt"
        r"|gpt-?[345][a-z]*|claude|deepseek|kimi|gemini|llama"
        r"|speechrag|llm)(?:吗|么|助手吗?|机器人吗?|模型吗?|做的吗?)?$",
        "你是ChatGPT吗",
        "AI是什么",
        "asks about the program, which no speech tells of",
        kind="identity",
    ),
    TalkRule(
        "who made us",
        "zh",
        f"^(?:是)?谁(?:开发|制作|创造|训练|设计|做|写|造)(?:了|出)?(?:的)?(?:[你您]"
        f"|{_TOOL_ZH})(?:的)?$"
        f"|^(?:[你您]|{_TOOL_ZH})是?(?:由)?(?:谁|哪家公司|哪个公司|什么公司|哪个团队)(?:开发|制作"
        f"|创造|训练|设计|做|写|造)(?:出来)?的$"
        "|^[你您](?:用|使用|基于|背后)(?:的是|的|是)?(?:什么|哪个|哪种)(?:大?模型|技术|语言模型"
        "|系统)$|^[你您](?:来自|住在)(?:哪里|哪儿)$",
        "谁开发了你",
        "谁开发了这片湿地",
        "asks about the program, which no speech tells of",
        kind="identity",
    ),
    TalkRule(
        "to introduce ourselves",
        "zh",
        f"^(?:请|麻烦|能不能|可不可以|能|可以)?(?:[你您])?(?:先|简单|来)?(?:做个?"
        f"|来个?)?(?:自我介绍|介绍)(?:一下"
        f"|下)?(?:[你您]自己|自己|{_TOOL_ZH})?(?:吗)?$",
        "请介绍一下你自己",
        "请介绍一下你区自己的产业",
        "asks about the program, which no speech tells of",
        kind="identity",
    ),
    TalkRule(
        "what this is",
        "zh",
        f"^(?:请问)?这(?:个|里|儿)?(?:到底)?(?:是|算)(?:个)?(?:什么|啥)(?:网站|系统|服务|工具|软件"
        f"|程序|平台|东西|地方|应用)?$"
        f"|^{_TOOL_ZH}是(?:什么|干什么的|干嘛的|做什么的|干啥的)$|^(?:[你您]|这|这里"
        f"|这个)是?(?:干什么|干嘛|做什么|干啥)(?:用)?的$",
        "这是什么网站",
        "这是什么政策",
        "asks about the program, which no speech tells of",
        kind="identity",
    ),
    TalkRule(
        "who we are, in English",
        "en",
        rf"^(?:(?:and|so) )?(?:who|what)(?:'s| exactly)? (?:are|r) (?:you|u)(?: exactly| anyway)?$"
        rf"|^who am i (?:talking|speaking|chatting) (?:to|with)$"
        rf"|^(?:who|what) is (?:this|{_TOOL})$|^what(?: is|'s) (?:your|ur) (?:name|model|job"
        rf"|purpose)$|^what should i call you$"
        r"|^(?:do you have|have you got) (?:a name|feelings|emotions|a gender)$|^how old are you$"
        r"|^where are you(?: from| located)?$"
        r"|^what kind of (?:bot|ai|assistant|program|thing|model) are you$|^what('s"
        r"| is) this (?:site|website|page|tool|thing|app)?(?: about| for)?$",
        "What is your name",
        "What is your railway",
        "asks about the program, which no speech tells of",
        kind="identity",
        whole_words=False,
    ),
    TalkRule(
        "whether we are a machine, in English",
        "en",
        rf"^are you {_MACHINE}(?: or (?:just )?{_MACHINE})?$|^am i (?:talking|speaking"
        rf"|chatting) (?:to|with) {_MACHINE}(?: or {_MACHINE})?$",
        "Are you a robot or a human",
        "Are you a robot maker",
        "asks about the program, which no speech tells of",
        kind="identity",
    ),
    TalkRule(
        "to introduce ourselves, in English",
        "en",
        r"^(?:please )?(?:(?:can|could) you )?(?:introduce yourself|tell me (?:more "
        r"|something )?about yourself|tell me (?:who|what) you are"
        r"|describe yourself)$",
        "Tell me about yourself",
        "Tell me about your budget",
        "asks about the program, which no speech tells of",
        kind="identity",
    ),
    TalkRule(
        "who made us, in English",
        "en",
        rf"^who (?:has )?(?:made|created|built|developed|trained|wrote|programmed|owns|designed"
        rf"|runs|maintains) (?:you|{_TOOL})$"
        r"|^(?:what|which) (?:ai |language |llm |kind of )?(?:model|llm|ai"
        r"|technology) (?:are you(?: using| based on| running)?|do you use|is this"
        r"|powers you|are you built on)$",
        "Who made you",
        "Who made you the mayor",
        "asks about the program, which no speech tells of",
        kind="identity",
    ),
    TalkRule(
        "what we can do",
        "zh",
        f"^(?:那|那么|请问)?(?:[你您]|{_TOOL_ZH})?(?:都|还|到底|究竟)?(?:能|会|可以|能够)(?:为我"
        f"|帮我|帮助我|帮|给我)?"
        f"(?:做|干|回答|解答|提供|帮|查|查询|告诉我|帮忙)?(?:些|到)?{_ANY_ZH}(?:事情?|问题|忙|服务"
        f"|东西)?$",
        "你能做什么",
        "你能做什么工作改善住房",
        "asks what the program can do, which no speech tells of",
        kind="ability",
    ),
    TalkRule(
        "our functions",
        "zh",
        f"^(?:请问)?(?:[你您]|{_TOOL_ZH})(?:都)?(?:有|具备|提供)(?:些|了)?{_ANY_ZH}(?:功能|能力"
        f"|本领|本事|用处|用途|用|服务|特长)$"
        f"|^(?:[你您]|{_TOOL_ZH})的?(?:功能|用途|作用|能力|用处)(?:是什么|有哪些|有什么)?$"
        f"|^有(?:些)?{_ANY_ZH}功能$"
        f"|^(?:介绍|说说|讲讲|说明)(?:一下|下)?(?:[你您]|{_TOOL_ZH})(?:的|有哪些|有什么)?(?:功能"
        f"|用途|能力|作用)$",
        "你有哪些功能",
        "你市有哪些功能区",
        "asks what the program can do, which no speech tells of",
        kind="ability",
    ),
    TalkRule(
        "what may be asked",
        "zh",
        f"^(?:那|那么)?(?:我|我们)?(?:都|还)?(?:能|可以|应该|该)(?:在这里|在这儿)?(?:问|问[你您]"
        f"|向[你您]问"
        f"|查到?|查询到?|跟[你您]聊)(?:些|到)?{_ANY_ZH}(?:问题|内容|东西|样的问题)?$"
        "|^(?:给我)?(?:举|来)(?:几个|个|一些|一个)?(?:例子|示例)(?:吗)?$|^给我(?:几个|一些"
        "|些)(?:例子|示例)$|^有(?:没有)?(?:例子|示例)(?:吗)?$"
        "|^(?:我)?(?:应该|该)?问(?:些)?什么好?$",
        "我可以问什么",
        "我可以问什么人申请补贴",
        "asks what may be asked, which no speech tells of",
        kind="ability",
    ),
    TalkRule(
        "a call for help",
        "zh",
        "^(?:帮助|求助|菜单|功能|使用帮助|帮帮我|救命|指令|命令|我需要帮助|需要帮助)$|^[你您](?:能"
        "|可以|会|能不能|可不可以)(?:帮|帮助|帮帮)(?:一下)?我?(?:吗|么|个忙吗)?$"
        f"|^[你您](?:都|还)?(?:知道|懂|了解)(?:些|点)?{_ANY_ZH}$",
        "你能帮我吗",
        "你能帮我区引进企业吗",
        "asks for help and does not yet say in what",
        kind="ability",
    ),
    TalkRule(
        "what we can do, in English",
        "en",
        rf"^(?:(?:so|and|ok|hey) )?what (?:all )?(?:can|could|do) (?:you|{_TOOL}) (?:do"
        rf"|help(?: me)?(?: with)?|answer|know(?: about)?|offer|tell me(?: about)?"
        r"|find|talk about)(?: (?:for me|here|then|exactly))?$"
        rf"|^what (?:are|is) (?:your|the) (?:capabilit(?:y|ies)|abilities|features|functions?"
        rf"|skills|commands|options|limits|limitations)$"
        rf"|^what are you (?:able to do|capable of|for|good at|good for)$|^what(?: does"
        rf"| can) {_TOOL} do$|^what(?: is|'s) {_TOOL} (?:for|about|good for|capable of)$"
        r"|^(?:tell|show) me what you (?:can do|know)$",
        "What can you do",
        "What can you do about unemployment",
        "asks what the program can do, which no speech tells of",
        kind="ability",
    ),
    TalkRule(
        "what may be asked, in English",
        "en",
        r"^(?:(?:so|and|ok) )?what (?:can|could|should|may|do) (?:i|we|one) (?:ask(?: (?:you|here"
        r"|about|first))*|do|find|search(?: for)?|say|type|write)"
        r"(?: (?:here|with (?:you|this)|on this (?:page|site)|then))?$"
        r"|^what (?:kinds?|sorts?|types?) of (?:questions?|things?) (?:can|do|should|could"
        r"|may) (?:i|you|we) (?:ask|answer|do|know|handle)(?: you| here)?$"
        r"|^(?:(?:give|show) me|any|do you have) (?:some |a few |an? )?examples?(?: questions?"
        r"| queries)*+$|^examples?(?: questions?)?$",
        "What should I ask you first",
        "What should I ask my landlord",
        "asks what may be asked, which no speech tells of",
        kind="ability",
    ),
    TalkRule(
        "a call for help, in English",
        "en",
        r"^(?:can|could|will|would) you (?:please )?(?:help|assist)(?: me"
        r"| us)?(?: out)?(?: (?:please|with something))?$|^i need (?:some |your )?help$"
        r"|^(?:help(?: me)?(?: please)?|menu|start|commands|faq|options)$|^how (?:can|could|do"
        r"|would) (?:you|this) help(?: me| us)?$",
        "Can you help me",
        "Can you help me understand the deficit",
        "asks for help and does not yet say in what",
        kind="ability",
    ),
    TalkRule(
        "how we are used",
        "zh",
        f"^(?:请问)?(?:我)?(?:该|应该|要|应当)?{_HOW_ZH}(?:使?用|操作|开始|提问|问|问[你您]"
        f"|向[你您]提问|查询|开始使用)(?:[你您]|{_TOOL_ZH}|这个)?(?:比较好|最好|才好)?$"
        f"|^(?:请问)?(?:{_TOOL_ZH}|这个?)(?:要|该|应该)?{_HOW_ZH}(?:使?用|操作|提问|查询)$"
        f"|^(?:{_TOOL_ZH})?的?(?:使用|操作)(?:说明书?|方法|教程|指南|手册)(?:是什么|在哪里?)?$",
        "这个系统怎么用",
        "这个系统怎么用来治理空气污染",
        "asks how to use the program, which no speech tells of",
        kind="usage",
    ),
    TalkRule(
        "how we work",
        "zh",
        f"^[你您](?:是)?(?:怎么|如何)(?:工作|运作|运行|回答问题|得出答案|知道)的?$|^(?:[你您]"
        f"|{_TOOL_ZH})的?(?:工作)?原理(?:是什么)?$"
        f"|^(?:{_TOOL_ZH})?(?:是)?(?:收费|免费|要钱|要收费|需要付费|需要登录|要登录"
        f"|要注册)的?(?:吗|么)$",
        "你是怎么工作的",
        "你市是怎么工作的",
        "asks how the program works, which no speech tells of",
        kind="usage",
    ),
    TalkRule(
        "how we are used, in English",
        "en",
        rf"^(?:(?:so|and) )?how (?:do|can|should|would|to)(?: (?:i|we|you|one))? ?(?:use|query"
        rf"|work with|get started(?: with)?|ask|talk to|operate|begin|start)"
        rf"(?: (?:this|you|here|a question|questions|{_TOOL}))*+$|^how (?:does|do) (?:this|you"
        rf"|{_TOOL}) work$"
        r"|^how do you (?:find|get|know) (?:the |your )?answers?$|^(?:usage|instructions?|manual"
        r"|user guide|tutorial|getting started|how to)$"
        rf"|^(?:is this|is {_TOOL}) free(?: to use| of charge)?$|^do i (?:have|need) to (?:pay"
        rf"|log ?in|register|sign up)$"
        r"|^(?:can|could) you (?:explain|tell me|show me) how (?:to use (?:this|you)|this works"
        r"|you work)$",
        "How do I use this",
        "How do I use this subsidy",
        "asks how to use the program, which no speech tells of",
        kind="usage",
    ),
    TalkRule(
        "what we hold",
        "zh",
        f"^(?:请问)?(?:[你您](?:们)?|这里面?|里面|{_TOOL_ZH})(?:这里|里面?|中)?(?:都|一共|总共|现在"
        f"|目前)*+(?:有|收录了?|包含|包括|收集了?|存了)(?:些|一些)?"
        f"(?:什么|啥|哪些|多少|几)(?:份|篇|个|条|种|类)?(?:可以查的|可查的|可以问的"
        f"|可用的)?{_HELD_ZH}(?:可以查|可查|可以问|可问|可用)?$"
        f"|^收录了(?:哪些|多少|什么)(?:份|篇)?(?:地区|地方|年份|城市|省份|{_HELD_ZH})$|^(?:可以"
        f"|能)(?:查|问|查询)(?:到)?(?:哪些|什么)(?:地区|地方|年份|城市|省份|{_HELD_ZH})$"
        f"|^[你您](?:们)?的{_HELD_ZH}(?:库)?(?:是|有)?(?:什么|哪些|从哪里来|来自哪里|从哪来"
        f"|来源是什么|来源|截止到什么时候)的?$",
        "你们收录了哪些文件",
        "今年出台了哪些文件",
        "asks what is indexed, which no speech tells of",
        kind="holdings",
    ),
    TalkRule(
        "what we hold, in English",
        "en",
        rf"^(?:what|which|how many|how much) (?:kinds? of )?{_HELD} (?:do you|can you|are"
        rf"|is) ?(?:have|hold|know|cover|contain|search|use|access|in (?:here|there|the index"
        rf"|this index|your index)|here|available|indexed|loaded|stored)*+$|^what(?: is"
        rf"|'s) in (?:here|there|the index|your (?:index|database)|this (?:index|database))$"
        rf"|^what (?:is|are) your {_HELD}$|^where (?:do|does) (?:your {_HELD}"
        rf"|you get your {_HELD}) ?(?:come from)?$"
        r"|^(?:what|which) (?:regions|years|places|cities|countries) (?:do you|are"
        r"|can you) (?:have|cover|hold|in here|here|available|in the index|indexed|know)$"
        r"|^what do you (?:have|hold|contain|cover)(?: here)?$",
        "Which documents do you have",
        "Which documents do you need for a licence",
        "asks what is indexed, which no speech tells of",
        kind="holdings",
    ),
)
