"""The words of the ledger in Chinese and English: verdicts, and the rule behind each."""

from __future__ import annotations

from collections.abc import Mapping

from rag.language.amounts import is_rate
from rag.presentation.figure_words import MINUS, amount_words, written_unit
from rag.presentation.phrases import phrase
from rag.types.documents import Values
from rag.types.figure_table import LedgerEntry, Verdict
from rag.types.figures import Amount
from rag.types.text import Language

# A mark that says the verdict without colour.
MARKS: Mapping[Verdict, str] = {
    "met": "✓",
    "within_about": "≈",
    "missed": "✗",
    "not_comparable": "?",
    "not_reported": "…",
    "no_target": "–",
}

VERDICT_WORDS: Mapping[Verdict, tuple[str, str]] = {
    # verdict: (Chinese, English)
    "met": ("达到目标", "met"),
    "within_about": ("在“左右”之内", "within “about”"),
    "missed": ("未达目标", "missed"),
    "not_comparable": ("无法比较", "not comparable"),
    "not_reported": ("未报告结果", "no result reported"),
    "no_target": ("没有目标", "no target"),
}

RULE_WORDS: Mapping[str, tuple[str, str]] = {
    # code: (Chinese, English)
    "at_least_target": (
        "越高越好：结果不低于目标（目标为区间时，不低于其下限）",
        "more is better: the result is at or above the target, or the lower end of its range",
    ),
    "at_most_target": (
        "越低越好：结果不高于目标（目标为区间时，不高于其上限）",
        "less is better: the result is at or below the target, or the upper end of its range",
    ),
    "equals_target": (
        "结果与目标一致，或在目标区间之内",
        "the result equals the target, or lies in its range",
    ),
    "within_two_sided": (
        "目标为“左右”，按两侧计：与目标相差不超过0.2个百分点",
        "the target says “about”, read on both sides: the result is within 0.2 points of it",
    ),
    "within_points": (
        "目标为“左右”：结果与目标相差不超过0.2个百分点",
        "the target says “about”: the result falls short by no more than 0.2 points",
    ),
    "within_part": (
        "目标为“左右”：结果与目标相差不超过2%",
        "the target says “about”: the result falls short by no more than 2%",
    ),
    "off_two_sided": (
        "目标为“左右”，按两侧计：与目标相差超过0.2个百分点；若把目标读作上限，结论会不同",
        "the target says “about”, read on both sides: the result is more than 0.2 points away; "
        "read as a ceiling, the verdict may be another",
    ),
    "off_beyond_about": (
        "目标为“左右”，但结果与目标相差过大（比率超过0.2个百分点，总量超过2%）",
        "the target says “about”, but the result is further off (0.2 points for rates, 2% for "
        "levels)",
    ),
    "off_target": (
        "结果没有达到目标，且目标没有“左右”",
        "the result does not reach the target, which does not say “about”",
    ),
    "grew": (
        "目标为正增长，结果大于零",
        "the target is positive growth, and the result is above 0",
    ),
    "did_not_grow": (
        "目标为正增长，结果不大于零",
        "the target is positive growth, and the result is not above 0",
    ),
    "no_direction": (
        "没有说明高于目标好还是低于目标好",
        "nothing says whether more or less than the target is better",
    ),
    "one_sided_open": (
        "按原文措辞，无法确定结果在目标的哪一侧",
        "the words leave open on which side of the target the result lies",
    ),
    "words_for_a_figure": (
        "一方用文字而不是数字表述",
        "one side is stated in words, not as a figure",
    ),
    "indicators_differ": ("两处说的不是同一指标", "the two speak of different indicators"),
    "kinds_differ": (
        "目标是{target}，结果是{result}",
        "the target is a {target}, the result a {result}",
    ),
    "periods_differ": ("两处说的不是同一时期", "the two speak of different periods"),
    "scopes_differ": ("两处说的不是同一范围", "the two speak of different places"),
    "units_differ": ("单位不同", "the units differ"),
    "target_contradicts_itself": (
        "目标有两个不同的数值：都列出，不作选择",
        "the target is stated with different values: all are shown, none is chosen",
    ),
    "result_contradicts_itself": (
        "结果有两个不同的数值：都列出，不作选择",
        "the result is stated with different values: all are shown, none is chosen",
    ),
    "target_otherwise": (
        "目标以别的方式表述（文字、相对其他指标、位次、别的口径），或读法不确定",
        "the target is stated in another way (in words, relative to something else, as a rank or "
        "another kind of figure), or its reading is unsure",
    ),
    "result_otherwise": (
        "结果以别的方式表述（文字、位次、别的口径），或读法不确定",
        "the result is stated in another way (in words, as a rank or another kind of figure), or "
        "its reading is unsure",
    ),
    "worse_of_parts": (
        "目标按城镇、农村居民分别提出：以两者中较差的为准",
        "the targets are set for urban and for rural residents: the worse of the two counts",
    ),
    "target_in_parts": (
        "目标按城镇、农村居民分别提出，没有同口径的结果",
        "the targets are set for urban and for rural residents, and no result is given for both",
    ),
    "only_several_years": (
        "次年报告只给出几年合计或年均数，没有当年结果",
        "the later report gives only a sum or a mean of several years, not the result of the year",
    ),
    "not_reported": (
        "次年报告已全文读取，没有说到这一结果",
        "the report of the next year was read whole and does not state the result",
    ),
    "next_report_not_held": (
        "索引中没有次年的报告",
        "the report of the next year is not in the index",
    ),
    "no_target": (
        "当年报告已全文读取，没有提出这一目标",
        "the report of the year was read whole and states no such target",
    ),
    "report_not_held": ("索引中没有当年的报告", "the report of the year is not in the index"),
}


def verdict_words(verdict: Verdict, language: Language) -> str:
    """The verdict in a word or two."""
    return _of(VERDICT_WORDS[verdict], language)


def rule_words(rule: str, values: Values, language: Language) -> str:
    """Why the verdict is so; `values` fill the words in."""
    named = {name: phrase(f"kind.{value}", language) for name, value in values}
    return _of(RULE_WORDS[rule], language).format(**named)


def own_word(language: Language) -> str:
    """What stands over every ledger: who says that a target was met."""
    return phrase("own_word", language)


def entry_rule(entry: LedgerEntry, language: Language) -> str:
    """Why the entry's verdict is so."""
    return rule_words(entry.rule, entry.rule_values, language)


def _of(words: tuple[str, str], language: Language) -> str:
    return words[0] if language == "zh" else words[1]


def difference_words(entry: LedgerEntry, language: Language) -> str:
    """The result less the target, in points or in the unit that the target is written in, as far as
    the language knows it."""
    if not entry.difference or entry.target is None:
        return ""
    amount = entry.target.row.value
    if is_rate(amount.unit):
        return phrase("points", language, f"{entry.difference:+.10g}")
    written = written_unit(amount)
    if written is None:
        return f"{entry.difference:+.10g}"
    if language == "en" and not written.behind.isascii():
        return _in_english(entry.difference, amount.unit)
    return f"{entry.difference / written.size:+.6g}{written.behind}"


def _in_english(difference: float, unit: str | None) -> str:
    """+21万人 as +210,000 people; the difference of two written numbers has no more digits."""
    size = float(f"{abs(difference):.6g}")
    told = amount_words(Amount(size, size, unit, f"{size:g}"), "en", as_written=False)
    return f"{'+' if difference > 0 else MINUS}{told}"
