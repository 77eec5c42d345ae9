"""What a follow-up without a topic of its own asks about the topic before it, and how that is asked
in full: one row for each, with its words in both languages."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Literal

from rag.language.rules import Rule, Table
from rag.types.text import Language

# `again`: the question itself once more; `which`: which of several places.
Asks = Literal["why", "who", "where", "again", "met", "result", "target", "which", "value"]


@dataclass(frozen=True, slots=True)
class AskRule(Rule):
    """Words that ask one of these things, whatever the topic is."""

    asks: Asks = field(kw_only=True)


# Whoever doubts an answer asks once more; as the first words of a conversation it is small talk.
DOUBT = Table(
    "doubts of an answer",
    AskRule(
        "doubt",
        "zh",
        r"^(?:[哦噢啊嗯呃咦你这那])*(?:确定|真的|当真|没错|对|是|是这样|是真的)(?:吗|吧|么)$"
        r"|^(?:[这那]个?|好像|似乎|应该|感觉)*(?:不(?:太|大)?对|不会)[吧啊呀]$|^(?:怎么|不)可能吧?$",
        "不对吧",
        "对口支援吗",
        "asks the same once more",
        asks="again",
    ),
    AskRule(
        "doubt, in English",
        "en",
        r"^(?:(?:oh|hm+|wait|but)\b[, ]*)*(?:are you (?:sure|certain)|really"
        r"|seriously|is (?:that|it) (?:right|correct|true|so))"
        r"\W*$",
        "Is that true?",
        "Is that true growth?",
        "asks the same once more",
        asks="again",
        whole_words=False,
    ),
)
# The first that matches decides: 实际完成情况 holds a target against its result.
ASKS = Table(
    "short follow-ups",
    *DOUBT.rules,
    AskRule(
        "why",
        "zh",
        r"为什么|为何|怎么回事|原因|理由|怎么会",
        "为什么？",
        "什么时候？",
        "asks for the reason",
        asks="why",
    ),
    AskRule(
        "who",
        "zh",
        r"谁(?:说|讲|提|表示|宣布|承诺|的话)|(?:出自|^是|这是|话是)(?:谁|哪位)",
        "谁说的？",
        "谁更高？",
        "asks for the speaker",
        asks="who",
    ),
    AskRule(
        "which report",
        "zh",
        r"哪(?:份|篇|个|一?次)(?:报告|讲话|文件|文章)|出处|来源|原文在",
        "哪份报告里说的？",
        "报告里说了什么？",
        "asks for the document",
        asks="where",
    ),
    AskRule(
        "what else",
        "zh",
        r"(?:详细|具体|展开|多)(?:地|的)?(?:说说?|讲讲?|介绍|一[点些下])|^(?:除此之外|此外|除了这些|还|另外|其[他它]|别的|更多|继续)(?![^，。？]*(?:目标|完成|[高低多少快慢]))",
        "还有哪些？",
        "哪些没有完成？",
        "asks the same once more",
        asks="again",
    ),
    AskRule(
        "against another place",
        "zh",
        r"^(?:比|跟|和|与|同(?!比)).*?(?:相比|比较?|对比)(?:起来)?$|一起比|比一[比下]|对比一下|放在一起|[两二][个者省市地].{0,3}差|相差",
        "跟湖南比",
        "比湖南高",
        "holds two places against each other",
        asks="which",
    ),
    AskRule(
        "met",
        "zh",
        r"(?<!什么)(?<!怎么)(?<!如何)(?<!怎样)(?:完成|达到|达成|实现|兑现|达标|做到|落实)(?:了|得|的)?(?:目标|任务|计划)?了?(?:没有|没|吗|情况|如何|与否|怎|$)"
        r"|是否(?:如期)?(?:完成|达到|达成|实现|兑现|达标)|达标|兑现|落空",
        "完成了吗？",
        "完成了多少？",
        "holds a target against its result",
        asks="met",
    ),
    AskRule(
        "result",
        "zh",
        r"^(?:的|最终|最后|年[底末])*(?:实际|结果|完成)(?:值|数|情况|上|完成|增长|达到|新增|增加)*"
        r"(?:了|是|有|为)*(?:多少|什么)?$",
        "实际是多少",
        "目标是多少",
        "asks for what became of a target",
        asks="result",
    ),
    AskRule(
        "target",
        "zh",
        r"(?<![于过合离距])(?:目标|预期)(?![^，。？]*更)|计划|指标|承诺(?!人)|许诺|打算|拟定|(?:要|想|准备)?定(?:在|为|了|成)?多少",
        "控制目标呢？",
        "实际呢？",
        "asks for what is aimed at",
        asks="target",
    ),
    AskRule(
        "why, in English",
        "en",
        r"why|reasons?|what caused|how come|causes?|explanation|explain",
        "Why?",
        "When?",
        "asks for the reason",
        asks="why",
    ),
    AskRule(
        "who, in English",
        "en",
        r"who (?:said|says|stated|told|promised|announced)|whose words?|who is (?:being )?quoted",
        "Who said that?",
        "Who is the mayor?",
        "asks for the speaker",
        asks="who",
    ),
    AskRule(
        "which report, in English",
        "en",
        r"(?:which|what) (?:report|speech|document)s? (?:says?|said|is|was|states?)"
        r"|(?:the )?source",
        "Which report says that?",
        "What does the report say?",
        "asks for the document",
        asks="where",
    ),
    AskRule(
        "against another place, in English",
        "en",
        r"^how (?:do|does|did) .*compare$|^compared (?:to|with|against)|^versus|^vs\b"
        r"|\bthe difference$",
        "How does Hunan compare",
        "How does that compare with Hunan",
        "holds two places against each other",
        asks="which",
        whole_words=False,
    ),
    AskRule(
        "what else, in English",
        "en",
        r"^(?:did|does|is|are|was|were|has|have)\b.* (?:anything|something|anyone) else\W*$"
        r"|^(?:and )?(?:(?:what|anything|is there anything|who|where) (?:else|more)|(?:any|some)?"
        r"(?:thing)?\s?more|any others?|(?:tell|show|give) me more|what other\b.*"
        r"|(?:can you )?list (?:the )?(?:others?|rest|more)"
        r"|go on|continue"
        r"|(?:in )?more details?|(?:please )?elaborate|besides(?: that| this)?|anything)\W*$",
        "What else?",
        "What?",
        "asks the same once more",
        asks="again",
        whole_words=False,
    ),
    AskRule(
        "met, in English",
        "en",
        r"^(?:(?:was|were|is|has|did|have) .*(?:met|reach(?:ed)?|hit|achieved?|fulfilled|meet|kept"
        r"|keep|attain(?:ed)?|accomplish(?:ed)?|deliver(?:ed)?|miss(?:ed)?)|on target)",
        "Was it met?",
        "Was it built?",
        "holds a target against its result",
        asks="met",
    ),
    AskRule(
        "result, in English",
        "en",
        r"(?:actual )?results?|actual(?: figure| number| value)?|outcome",
        "What was the result?",
        "What was the target?",
        "asks for what became of a target",
        asks="result",
    ),
    AskRule(
        "target, in English",
        "en",
        r"(?<!than )(?<!than the )(?<!above )(?<!above the )(?<!below )(?<!below the )(?<!on )"
        r"(?:targets?|goals?|plan(?:ned)?|aim(?:ed|ing)?|expected|projected)",
        "What was the target?",
        "What was the result?",
        "asks for what is aimed at",
        asks="target",
    ),
)

# `{subject}`: place, year and topic; `{places}`: several places side by side.
IN_FULL: dict[Asks, dict[Language, str]] = {
    "why": {"zh": "{subject}的原因是什么？", "en": "What was the reason for {subject}?"},
    "who": {"zh": "关于{subject}，是谁说的？", "en": "Who said something about {subject}?"},
    "where": {"zh": "关于{subject}，是哪份报告说的？", "en": "Which report speaks of {subject}?"},
    "met": {"zh": "{subject}目标完成了吗？", "en": "Was the target for {subject} met?"},
    "result": {"zh": "{subject}实际是多少？", "en": "What was the actual result for {subject}?"},
    "target": {"zh": "{subject}目标是多少？", "en": "What was the target for {subject}?"},
    "which": {"zh": "{subject}哪个更高？", "en": "Which is higher, {subject}?"},
    "value": {"zh": "{subject}是多少？", "en": "What was {subject}?"},
}  # fmt: skip
# A topic that nobody counts.
IN_WORDS: dict[Asks, dict[Language, str]] = {
    "value": {"zh": "{subject}情况怎么样？", "en": "What was said about {subject}?"},
    "target": {"zh": "{subject}的目标是什么？", "en": "What was the target for {subject}?"},
    "result": {
        "zh": "{subject}实际完成情况怎么样？",
        "en": "What was the actual result for {subject}?",
    },
}  # fmt: skip
