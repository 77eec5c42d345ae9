"""Rules that tell what else a question asks of figures: a mean, a limit at nothing, what changed
from one year to the next, the year of the highest, or whether it is so."""

from __future__ import annotations

from rag.language.rules import Rule, Table

NEGATIVE = Table(
    "below nothing",
    Rule(
        "negative",
        "zh",
        r"负增长|增速为负|增长为负",
        "哪些省的投资是负增长？",
        "哪些省的投资增长最快？",
        "a growth below zero",
    ),
    Rule(
        "negative, in English",
        "en",
        r"negative(?: growth)?|(?:had |saw )?(?:shr[aiu]nk|contract(?:ed|ion)|below zero)",
        "Which provinces had negative growth?",
        "Which provinces had the lowest growth?",
        "a growth below zero",
    ),
)
AVERAGE = Table(
    "asks for a mean",
    Rule(
        "mean",
        "zh",
        r"(?<!年)平均(?:数值|数|值|水平)?|均值",
        "各省的增长目标平均是多少？",
        "五年间年均增长多少？",
        "a mean of regions; of years it is another figure",
    ),
    Rule(
        "mean, in English",
        "en",
        r"(?:on )?average|mean(?= (?:\w+ )*target| of)",
        "What is the average growth target of the provinces?",
        "What does this target mean?",
        "a mean of regions",
    ),
)
RAISED = Table(
    "more than the year before",
    Rule(
        "raised",
        "zh",
        r"上调|调高|提高了?|比.{0,16}(?:更)?(?:高|大|多|快)",
        "哪些省上调了增长目标？",
        "哪些省下调了增长目标？",
        "the figures of two years are compared",
    ),
    Rule(
        "raised, in English",
        "en",
        r"rais(?:e|ed|es)|higher|lift(?:ed)?|increas(?:e|ed|es)|more(?: ambitious)?|faster|larger",
        "Which provinces raised their growth target?",
        "Which provinces cut their growth target?",
        "the figures of two years are compared",
    ),
)
LOWERED = Table(
    "less than the year before",
    Rule(
        "lowered",
        "zh",
        r"下调|调低|降低了?|比.{0,16}(?:更)?(?:低|小|少|慢)",
        "哪些省下调了增长目标？",
        "哪些省上调了增长目标？",
        "the figures of two years are compared",
    ),
    Rule(
        "lowered, in English",
        "en",
        r"lower(?:ed|s)?|cuts?|reduc(?:e|ed|es)|decreas(?:e|ed|es)|less(?: ambitious)?|slower"
        r"|smaller|trimm?(?:ed)?",
        "Which provinces cut their growth target?",
        "Which provinces raised their growth target?",
        "the figures of two years are compared",
    ),
)
CHANGED_TARGET = Table(
    "changed a target",
    Rule(
        "up or down",
        "zh",
        r"[上下]调|调[高低]",
        "哪些省下调了增长目标？",
        "哪些省的增长目标最低？",
        "against the year before, though it is not named",
    ),
    Rule(
        "up or down, in English",
        "en",
        r"(?:rais|lower|reduc|trimm?)ed?|lifted|cut",
        "Which provinces cut their growth target?",
        "Which provinces have the lowest target?",
        "against the year before, though it is not named",
    ),
)
WHICH_YEAR = Table(
    "asks for a year",
    Rule(
        "which year",
        "zh",
        r"哪一?年|哪[个些]年份?|什么年份|何年",
        "哪一年的增长目标最高？",
        "哪个省的增长目标最高？",
        "the years are put in order",
    ),
    Rule(
        "which year, in English",
        "en",
        r"(?:in )?(?:which|what) years?|when",
        "In which year was the target highest?",
        "Which province had the highest target this year?",
        "the years are put in order",
    ),
)
YES_OR_NO = Table(
    "is answered with yes or no",
    Rule(
        "yes or no",
        "zh",
        r"吗|是不是|是否|有没有|对吗|了没",
        "增速是5%吗？",
        "增速是多少？",
        "a figure is taken for granted",
    ),
    Rule(
        "yes or no, in English",
        "en",
        r"^(?:(?:is|was|were|are|did|does|do|has|have|had|will)\b|in \d{4},? (?:is|was|did))",
        "Is the target 5 %?",
        "What is the target?",
        "a figure is taken for granted",
    ),
)
