"""The words of the interfaces in Chinese and English; those of warnings stand in warnings.py.

They follow the question's language, on the terminal as in a chat.
"""

from __future__ import annotations

from collections.abc import Iterable

from rag.types.text import Language

_PHRASES: dict[str, tuple[str, str]] = {
    # key: (Chinese, English)
    "status.answered": ("有据可答", "Answered from the speeches"),
    "status.partial": ("部分有据", "Partly answered"),
    "status.unsupported": ("未找到依据", "No support found"),
    "status.conflicting": ("与讲话所说不符", "The speeches say otherwise"),
    "stance.achieved": ("成果", "achieved"),
    "stance.under_way": ("进行中", "under way"),
    "stance.target": ("目标", "target"),
    "stance.problem": ("问题", "problem"),
    "stance.proposal": ("建议", "proposal"),
    # the table of figures
    "kind.level": ("数额", "level"),
    "kind.growth": ("增长", "growth"),
    "kind.change": ("增减", "change"),
    "kind.share": ("占比", "share"),
    "kind.rank": ("位次", "rank"),
    "kind.count": ("个数", "count"),
    "kind.ratio": ("比值", "ratio"),
    "bound.about": ("左右", "about"),
    "bound.at_least": ("以上", "at least"),
    "bound.above": ("超过", "above"),
    "bound.at_most": ("以内", "at most"),
    "bound.below": ("低于", "below"),
    "strive": ("力争", "to strive for"),
    "preliminary": ("初步", "preliminary"),
    "period.years_sum": ("{}—{}年合计", "{}-{}, sum"),
    "period.years_mean": ("{}—{}年平均", "{}-{}, mean"),
    "period.part_year": ("{}至{}", "{} to {}"),
    "period.point": ("到{}年", "by {}"),
    "period.none": ("时间不明", "no period"),
    "scope.place": ("区域内", "within the region"),
    "scope.nation": ("全国", "the nation"),
    "scope.other": ("其他", "other"),
    "certainty.likely": ("推断", "inferred"),
    "certainty.unclear": ("不明确", "unclear"),
    # the line in the reader's language
    "gloss.made_of.rows": ("本系统的中文说明（非引文）", "In English (our words, not a quotation)"),
    "gloss.made_of.dictionary": ("逐词对照（据词典，非引文）", "Word for word, by dictionary"),
    "counterpart.declared.zh": ("[{}] 的官方中文文本", "Official Chinese text of [{}]"),
    "counterpart.declared.en": ("[{}] 的官方英文文本", "Official English text of [{}]"),
    "counterpart.found.zh": (
        "[{}] 的官方中文文本（由逐句对照认定）",
        "Official Chinese text of [{}] (found by comparing sentences)",
    ),
    "counterpart.found.en": (
        "[{}] 的官方英文文本（由逐句对照认定）",
        "Official English text of [{}] (found by comparing sentences)",
    ),
    "gloss.made_of.model": ("语言模型译文（非引文）", "Translated by a language model"),
    "gloss.year": ("{}年", "{}"),
    "gloss.part_year": ("{}年部分时段", "part of {}"),
    "gloss.years_sum": ("{}年", "{}"),
    "gloss.years_mean": ("{}年年均", "{}, a year on average"),
    "gloss.point": ("到{}年", "by {}"),
    "gloss.about": ("约{}", "about {}"),
    "gloss.at_least": ("至少{}", "at least {}"),
    "gloss.above": ("超过{}", "over {}"),
    "gloss.at_most": ("不超过{}", "at most {}"),
    "gloss.below": ("低于{}", "below {}"),
    "gloss.share": ("占{}", "{} (share)"),
    "gloss.up": ("增长{}", "up {}"),
    "gloss.down": ("下降{}", "down {}"),
    "gloss.up.amount": ("增加{}", "up {}"),
    "gloss.down.amount": ("减少{}", "down {}"),
    "gloss.up.price": ("上涨{}", "up {}"),
    "gloss.down.price": ("下跌{}", "down {}"),
    "gloss.unchanged": ("持平（{}）", "unchanged ({})"),
    "gloss.rank": ("第{}位", "ranked {}{}"),
    "gloss.like_for_like": ("同口径", "like for like"),
    "gloss.real": ("扣除价格因素", "in real terms"),
    "gloss.to_date": ("累计", "in all so far"),
    "gloss.note": ("（{}）", " ({})"),
    "coverage": (
        "{} 份文件中有 {} 份全文读过，{} 份提到",
        "{1} of {0} documents were read whole; {2} state it",
    ),
    "confidence.sure": ("确定", "sure"),
    "confidence.likely": ("很可能", "likely"),
    "confidence.doubtful": ("存疑", "doubtful"),
    "dropped.no_citation": ("没有引文", "it cites nothing"),
    "dropped.unknown_source": (
        "引用了不存在的来源",
        "it cites a source that was not given",
    ),
    "dropped.figure_not_in_quote": (
        "数字不在引文之中",
        "a figure does not stand in the quotation",
    ),
    "dropped.not_supported": ("引文不足以支持", "the quotation does not support it"),
    "dropped.heading_only": ("引文只是标题", "the quotation is only a heading"),
    "dropped.totality_not_in_quote": ("引文没有说到全部", "the quotation does not speak of all"),
    "dropped.negation_not_in_quote": (
        "肯定或否定与引文不符",
        "it denies what the quotation affirms, or the other way round",
    ),
    "dropped.time_not_in_quote": ("时间与引文不符", "the time is not that of the quotation"),
    "dropped.direction_not_in_quote": (
        "增减与引文不符",
        "the quotation does not say that it rose or fell so",
    ),
    "dropped.rank_not_in_quote": ("引文没有说到这样的名次", "the quotation gives no such rank"),
    "dropped.cause_not_in_quote": ("引文没有说到原因", "the quotation gives no cause"),
    "dropped.degree_not_in_quote": ("程度与引文不符", "the quotation does not say how much"),
    "dropped.certainty_not_in_quote": (
        "肯定的程度或条件与引文不符",
        "the quotation is surer, less sure, or depends on something",
    ),
    "dropped.subject_not_in_quote": (
        "说的不是引文中的地方、人物或事物",
        "it is about another place, person or thing",
    ),
    "dropped.promise_told_as_result": (
        "把承诺说成成果，或把成果说成承诺",
        "it tells a promise as a result, or a result as a promise",
    ),
    "unsupported": (
        "已收录的讲话和报告中没有找到能够回答这个问题的内容。",
        "Nothing in the indexed speeches answers this question.",
    ),
    "model.extractive": (
        "回答有关政府讲话的问题，只用讲话原文，每句注明出处。",
        "Answers questions about government speeches in the speakers' own words, each with its "
        "place.",
    ),
    "model.llm": (
        "由语言模型措辞回答有关政府讲话的问题，只留下原文能证明的句子，每句注明出处。",
        "Answers questions about government speeches in a language model's words; only what a "
        "quotation proves is kept, each with its place.",
    ),
    # for front ends that ask on their own account
    "talk.title": ("政府讲话问答", "Questions to speeches"),
    "talk.tag": ("政府讲话", "government speeches"),
    "talk.summary": ("此前问过：{}", "Asked so far: {}"),
    "nearest": ("最接近的段落", "Nearest passages"),
    "quotations": ("引文", "Quotations"),
    "references": ("参考文献", "References"),
    "words": ("原话", "Words"),
    "sources": ("来源", "Sources"),
    "passages": ("段落", "Passages"),
    "no_passages": ("没有找到相关段落。", "No passage was found."),
    "dropped": ("未通过核对而舍去", "Left out because it could not be verified"),
    "note": ("注意", "Note"),
    "note_on": ("引用 {} 时请注意", "Before you rely on {}"),
    "missing": ("索引中没有", "Not in the index"),
    "taken_as": ("“{}”按“{}”理解", '"{}" taken as "{}"'),
    "matched": ("对应", "matches"),
    "meant": ("文中所说", "meant by"),
    "derived": ("算法", "worked out"),
    "word_for_word": ("逐词对照", "word for word"),
    "undated": ("日期不详", "undated"),
    "page": ("第 {} 页", "page {}"),
    "characters": ("字符 {}–{}", "characters {}–{}"),
    "digest": ("文件摘要 {}", "document digest {}"),
    "index": ("索引 {} 第 {} 版", "index {}, generation {}"),
    "understood": ("理解为", "Understood as"),
    "regions": ("地区", "region"),
    "reports": ("报告年份", "report of"),
    "years": ("所问年份", "about"),
    "period": ("时间", "period"),
    "speakers": ("讲话人", "speaker"),
    "documents": ("文件", "document"),
    "stance": ("问的是", "asked for"),
    "asked.achieved": ("成果", "results"),
    "asked.under_way": ("进展", "work under way"),
    "asked.target": ("目标", "plans"),
    "newest": ("未指定年份，优先采用最新报告", "no year named, so the newest reports first"),
    "override": (
        "可用 {} 另行指定",
        "to choose otherwise, use {}",
    ),
    "not_stated": ("未提及", "not stated"),
    "stated_otherwise": ("另有说法", "stated otherwise"),
    "coverage_read": (
        "应有报告{}份，全文读取{}份，其中{}份给出这一数字。",
        "{} reports would state it, {} of them were read whole, {} state it.",
    ),
    "finding_highest": ("最高：{}。", "Highest: {}."),
    "finding_lowest": ("最低：{}。", "Lowest: {}."),
    "finding_average": (
        "简单平均（不加权；区间取两端，“左右”“以上”按所写数字计）：{}，由{}个确定的数字算出：{}。",
        "Unweighted mean (both ends of ranges; “about” and “or more” as the figure that is"
        " written): {}, of {} certain figures: {}.",
    ),
    "finding_count": ("{1}个地区中，{0}个{2}", "{0} of {1} regions {2}"),
    "finding_names": ("：{}", ": {}"),
    "finding_end": ("。", ". "),
    "finding_of": ("{}{}年{}：", "{}, {}, {}: "),
    "finding_target": ("目标{}", "target {}"),
    "finding_result": ("结果{}", "result {}"),
    "table": ("数据表", "Table of figures"),
    # what a chart of figures leaves out
    "chart.gaps": (
        "没有数字的年份：{}；线在此处断开。",
        "No figure for {}: the line breaks there.",
    ),
    "chart.outlier": (
        "{}：{}，与其他数值相差过大，没有画出，请核对引文。",
        "{}: {} lies too far from the others and is not drawn; check its quotation.",
    ),
    "chart.unsure": (
        "{} 个数字读法不确定，或只涉及部分地区，没有画出。",
        "Not drawn because their reading is unsure, or they speak of a part of the region: {}.",
    ),
    "chart.other_measure": (
        "{} 个数字的口径、单位、时段或性质不同，没有画出。",
        "Not drawn because they are of another kind, unit, period or stance: {}.",
    ),
    "chart.other_period": (
        "{} 个其他年份的数字没有画出。",
        "Not drawn because of other years: {}.",
    ),
    "chart.two_values": (
        "{} 个数字互相矛盾或重复，没有画出。",
        "Not drawn because they contradict or repeat each other: {}.",
    ),
    "chart.no_pair": (
        "{} 项没有都以可比的数字给出目标和结果，没有画出。",
        "Not drawn because target and result are not both stated as figures that compare: {}.",
    ),
    "chart.target_mark": ("横条是结果，竖线是目标。", "Bars are results, upright lines targets."),
    "chart.against": ("目标{}，{}", "target {}: {}"),
    "chart.sign.about": ("虚线或空心点：左右", "dashed end or hollow dot: about"),
    "chart.sign.open": ("箭头：以上或超过", "arrow: at least, or more than"),
    "chart.sign.ceiling": ("空心条：以内或低于", "empty bar: at most, or below"),
    "chart.sign.range": ("浅色：区间", "lighter: range"),
    "chart.silent": ("{0}（{2}）：{1}。", "{0} ({2}): {1}."),
    "chart.not_held": ("没有收录该报告", "the report is not held"),
    "by.region": ("地区", "Region"),
    "by.year": ("年份", "Year"),
    "by.speaker": ("讲话人", "Speaker"),
    "by.document": ("文件", "Document"),
    "figure": ("数值", "Figure"),
    "stated_by": ("{} 组中有 {} 组提及", "{1} of {0} state it"),
    "several_years": (
        "各行出自不同年份（{}），比较时请留意；可用 {} 限定",
        "the rows come from different years ({}); to keep to one, use {}",
    ),
    "own_word": (
        "结果出自政府自己的报告，未经他人核实。",
        "Results are the government's own word; nobody else has verified them.",
    ),
    "points": ("{}个百分点", "{} points"),
    "ledger": ("目标与结果", "Targets and results"),
    "ledger.none": (
        "没有符合条件的目标或结果。",
        "No target and no result passes this choice.",
    ),
    "ledger.region": ("地区", "Region"),
    "ledger.indicator": ("指标", "Indicator"),
    "ledger.year": ("年份", "Year"),
    "ledger.target": ("目标", "Target"),
    "ledger.result": ("结果", "Result"),
    "ledger.verdict": ("结论", "Verdict"),
    "ledger.otherwise": ("另有表述", "Stated otherwise"),
    "ledger.empty": ("未提及", "not stated"),
    "claim.stated": ("有此一说", "stated so"),
    "claim.stated_otherwise": ("另有说法", "stated otherwise"),
    "claim.not_found": (
        "没有找到（并非说它不对）",
        "not found (which does not mean that it is wrong)",
    ),
    "claims": (
        "数字 {} 个：有此一说 {}，另有说法 {}，没有找到 {}",
        "{} figures: {} stated so, {} stated otherwise, {} not found",
    ),
    "claims.none": ("文中没有带单位的数字。", "The text has no figure with a unit."),
    # tools of MCP
    "mcp.part": ("字符 {}–{}，全文 {} 字符", "characters {}–{} of {}"),
    "mcp.read_on": ("接着读：start={}", "to read on: start={}"),
    "mcp.more_rows": ("还有更多行：cursor={}", "There are more rows: cursor={}"),
    "mcp.more_entries": ("还有更多行：start={}", "There are more rows: start={}"),
    "answered_by": ("索引 {}，第 {} 版，{} 毫秒", "index {}, generation {}, {} ms"),
}


def phrase(key: str, language: Language, *values: object) -> str:
    """The phrase for `key`, with `values` in the order of its braces."""
    chinese, english = _PHRASES[key]
    return (chinese if language == "zh" else english).format(*values)


def shortened(text: str, characters: int) -> str:
    """The beginning of a text on one line, with a mark where it was cut."""
    line = " ".join(text.split())
    return line if len(line) <= characters else line[:characters].rstrip() + "…"


def in_brackets(text: str, language: Language) -> str:
    """What stands in brackets behind other words."""
    return f"（{text}）" if language == "zh" else f" ({text})"


def listed(items: Iterable[object], language: Language) -> str:
    """Items side by side, with the language's own comma."""
    return ("、" if language == "zh" else ", ").join(str(item) for item in items)


def labelled(label: str, text: str, language: Language) -> str:
    """`label: text` with the language's own colon."""
    return f"{label}：{text}" if language == "zh" else f"{label}: {text}"
