"""Rules for the words around a name in a question: "its report" after a place, offices beside a
person."""

from __future__ import annotations

from rag.language.rules import Rule, Table

# Matched at the end of a place's name.
ITS_REPORT = Table(
    "its report",
    Rule(
        "work report",
        "zh",
        r"市?(?:[12]\d{3} ?年)?的?(?:市?政府)?工作报告",
        "2025年的政府工作报告",
        "2025年的工作计划",
        "names the report of the place",
    ),
    Rule(
        "report",
        "en",
        r"(?:'s|’s)? (?:(?:[12]\d{3}|own|city|municipal|government|work) )*"
        r"report\b",
        "'s 2025 work report",
        "'s 2025 work plan",
        "names the report of the place",
        whole_words=False,
    ),
)
OFFICE_BEFORE = Table(
    "office before a name",
    Rule(
        "office",
        "en",
        r"\b(?:acting |vice )?(?:governor|mayor|chair(?:man|woman|person)?|premier|secretary) ?$",
        "What did Governor ",
        "What did the governor of ",
        "belongs to the name",
        whole_words=False,
    ),
    Rule(
        "office in Chinese",
        "zh",
        r"(?:[省市区县]长|主席|总理|书记) ?$",
        "什么是省长",
        "省长王",
        "belongs to the name",
    ),
)
# Matched at the end of a name.
OFFICE_AFTER = Table(
    "office after a name",
    Rule(
        "office",
        "zh",
        r"代?(?:[省市区县]长|主席|总理|书记)",
        "代省长说",
        "省里说",
        "belongs to the name",
    ),
)
