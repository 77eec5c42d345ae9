"""Rules that find the questions in a text: the words that ask, and the joints between questions."""

from __future__ import annotations

from rag.language.rules import Rule, Table

ASKING = Table(
    "words that ask",
    Rule(
        "question words",
        "zh",
        r"多少|几(?![乎率]|何图|十|百|千|万|经)[个项家所条座次成倍分年天名位岁种月号届类人大]?"
        r"|什么(?:时候|样的?|地方|叫)?|哪[些个里儿位几年天一两三]?|谁"
        r"|怎么样?|怎样|如何|为何|何时|何地|何处|是否|有没有|是不是|有无|多[大高长远快重久]"
        r"|吗(?=[？?。，,]|$)|呢(?=[？?。，,]|$)|第几|几成|啥",
        "省里修了什么路？",
        "省里修了一条路。",
        "only a question says so",
    ),
    Rule(
        "question words, in English",
        "en",
        r"(?:by |at |to |in |on |for |of )?(?:what|which|whose|who|whom|when|where|why"
        r"|how(?: (?:many|much|far"
        r"|long|large|big|fast|high|old|often|soon))?)(?! ever)|^(?:did|does|do|is|are|was|were"
        r"|has|have"
        r"|had|will|would|can|could|should)",
        "What was built?",
        "Nothing was built.",
        "only a question says so",
    ),
)
# Where the next question begins.
NEXT_QUESTION = Table(
    "next question",
    Rule(
        "and what",
        "en",
        r",?;? (?:and|but|or) (?=(?:(?:by|at|to|in|on|for|of) )?(?:what|which|whose|who|when"
        r"|where|why|how"
        r")\b)|,? (?:and|but) (?=(?:did|does|do|is|are|was|were|has|have|will) (?:it|they|he|she"
        r"|that"
        r"|the|this)\b)",
        "What was built and what did it cost?",
        "What was built and sold?",
        "joins two questions",
        whole_words=False,
    ),
    Rule(
        "mark",
        "any",
        r"(?<=[?]) +(?=[\w'\"])",
        "What was built? What did it cost?",
        "What was built?",
        "ends a question",
        whole_words=False,
    ),
)
EACH = Table(
    "two things, each",
    Rule(
        "分别",
        "zh",
        r"^(?P<first>[^，。？]{2,40}?)(?:和|与|及|以及"
        r"|、)(?P<second>[^，。？和与及、]{2,16}?)(?:分别|各自?)"
        r"(?P<rest>(?:是|为|有|达到?|增长|下降|定为|完成)?[了的]?(?:多少|几)[^，。？]{0,6}[？?]?)$",
        "就业目标和赤字率分别是多少？",
        "就业目标是多少？",
        "two figures are wanted",
    ),
)
NATION_NAMED = Table(
    "the nation is named",
    Rule(
        "the nation",
        "zh",
        r"全国|我国|国家(?=[^，。？]*(?:目标|计划|政府))",
        "全国新增就业多少？",
        "国营工厂几家？",
        "stands for a place",
    ),
    Rule(
        "the nation, in English",
        "en",
        r"the country|the nation|nationwide|national",
        "How many jobs were created nationwide?",
        "How many jobs were created in the county?",
        "stands for a place",
    ),
)
VERB = Table(
    "verb of a question",
    Rule(
        "finite verb",
        "en",
        r"is|are|was|were|be|been|did|do|does|will|would|has|have|had|can|could|must|should|may"
        r"|might"
        r"|[a-z]{2,}ed|[a-z]{2,}s(?= (?:the|its|a|an|to|in|on|from|at|with|by|for|of)\b)|grew"
        r"|rose|fell"
        r"|won|made|gave|got|took|led|set|cost|said|says?|made|built|by how",
        "What was built?",
        "What growth rate",
        "a question without one goes on",
    ),
)
# Words that ask about a topic and are none.
NO_TOPIC = Table(
    "no topic of its own",
    Rule(
        "aims and changes",
        "zh",
        r"完成|达到|达成|达标|实现|目标|指标|计划|任务|结果|原因|增长|下降|增加|减少|变化|相比"
        r"|上年|去年|今年|全国|[了的是有没]",
        "完成目标了吗？",
        "学校和医院呢？",
        "asks what became of something that was named before",
    ),
    Rule(
        "aims and changes, in English",
        "en",
        r"targets?|goals?|plan|results?|reasons?|met|meet|reached?|changed?|compared?|year|before"
        r"|last|this|that",
        "was the target met?",
        "how many schools?",
        "asks what became of something that was named before",
    ),
)
