"""Rules that tell whether a question leans on the one before it, and on what."""

from __future__ import annotations

from rag.language.rules import Rule, Table

# Words that only join a question to the one before; they are taken away.
JOINING = Table(
    "joining words",
    Rule(
        "begins with 那",
        "zh",
        r"^(?:那么|那|还有|以及|换成|改成)[，,]?",
        "那么，重庆的呢？",
        "重庆的那个呢？",
        "only joins the question on",
    ),
    Rule(
        "ends with 呢",
        "zh",
        r"(?:呢|如何|怎么样|怎样)[？?。.!！\s]*$",
        "重庆呢？",
        "呢绒产量是多少？",
        "only asks",
    ),
    Rule("end marks", "any", r"[？?。.!！\s]+$", "？", "？x", "not part of the words"),
    Rule(
        "what about",
        "en",
        r"^(?:and|but|so|then|ok|okay)?[,\s]*(?:what about|how about|what of|and)\b",
        "And what about Chongqing?",
        "What is Chongqing about?",
        "only joins the question on",
        whole_words=False,
    ),
    Rule(
        "begins with in",
        "en",
        r"^(?:in|for|of)\b",
        "In Chongqing?",
        "Inside Chongqing?",
        "what stands before a place or year",
        whole_words=False,
    ),
    Rule(
        "ends with in",
        "en",
        r"\b(?:in|for|of|the year)\s*(?=[?.\s]*$)",
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
        r"^(?:那么?|还有|以及|换成)(?!个|些|里|时|年)",
        "那重庆的目标呢？",
        "那个目标是多少？",
        "gives only what has changed",
    ),
    Rule(
        "ends with 呢",
        "zh",
        r"呢[？?。\s]*$",
        "失业率呢？",
        "失业率是多少？",
        "gives only what has changed",
    ),
    Rule(
        "what about",
        "en",
        r"^(?:(?:and|but|so|then|ok|okay)[,\s]+)?(?:what|how) (?:about|of)\b",
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
# A follow-up about nothing but these takes its topic from the question before.
OF_WHAT = Table(
    "goals and results alone",
    Rule(
        "goals and results alone",
        "zh",
        r"^(?:那么?|还有)?(?:的)?(?:目标|计划|指标|结果|实际|原因|排名|完成情况)(?:是多少|是什么"
        r"|如何|怎么?样)?呢?[？?。\s]*$",
        "那目标呢？",
        "那就业目标呢？",
        "says nothing of whose goal",
    ),
    Rule(
        "goals and results alone, in English",
        "en",
        r"\bthe (?:targets?|goals?|plans?|results?|reasons?|rank(?:ing)?|figures?)\W*$",
        "And what was the target?",
        "And what was the target for jobs?",
        "says nothing of whose goal",
        whole_words=False,
    ),
)
