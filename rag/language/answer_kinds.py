"""Kinds of answers: whether a sentence gives a date, a reason, a place or a definition at all.

A sentence may be about the very thing that is asked and not give what is asked of it. These rules
only say that something of the kind is there; whether it is the right one, the reader judges.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping

from rag.language.figures import figures
from rag.language.places import places_in
from rag.language.rules import Rule, Table
from rag.language.sentence_kinds import gives_figure

DATE = Table(
    "gives a date",
    Rule(
        "years, months, days",
        "zh",
        r"\d{1,4}年|[一二三四五六七八九十〇零]{2,4}年|\d{1,2}月|[一二三四五六七八九十]{1,2}月(?:份)?|\d{1,2}[日号]|世纪|季度|上半年|下半年|年[底末初内]|年前|[今明去前后当]年",
        "工程在2026年6月底前完成。",
        "工程按计划完成。",
        "words that say when",
    ),
    Rule(
        "months and years",
        "en",
        r"\b(?:1[5-9]|20)\d\d\b|\b(?:January|February|March|April|May|June|July|August|September|October|November|December)\b"
        r"|\bcentury\b|\b(?:this|last|next|every|each|per|first|second|third|fourth|fifth|the) "
        r"(?:year|month|week|spring|summer|autumn|fall|winter|quarter|decade|session)\b"
        r"|\b(?:years?|months?|weeks?|days?) (?:ago|before|later|earlier|from now)\b"
        r"|\b(?:today|tonight|tomorrow|yesterday)\b",
        "The canal opened in August 1914.",
        "The canal was opened with ceremony.",
        "words that say when",
    ),
)
REASON = Table(
    "gives a reason",
    Rule(
        "causes and aims",
        "zh",
        r"因为?|由于|鉴于|为了?|以便|从而|以利|缘|所以|因此|有利于|关系到|事关|旨在|根据|按照|针对|是.{2,30}(?:需要|要求|举措|关键|基础|保障)",
        "由于连续干旱，粮食减产。",
        "粮食减产5%。",
        "words that say why or what for",
    ),
    Rule(
        "causes and aims, in English",
        "en",
        r"\b(?:because|since|due to|owing to|thanks to|as a result|in order|so that|"
        r"so as to|for the purpose|therefore|"
        r"caused|causes?|reasons?|for|by reason|on account|attribut\w+"
        r"|to (?:ensure|protect|prevent|keep|make|give|help|secure|avoid|provide))\b",
        "Output fell because of the drought.",
        "Output fell by 5 percent.",
        "words that say why or what for",
    ),
)
DEFINITION = Table(
    "gives a definition",
    Rule(
        "是指",
        "zh",
        r"是指|[指即]的?是|，即|（即|所谓|就是|称为|意味着|包括|是[^，。]{2,40}的",
        "碳达峰是指排放不再增长。",
        "碳达峰工作稳步推进。",
        "says what something is",
    ),
    Rule(
        "means",
        "en",
        r"\b(?:means?|meant|refers? to|is defined|are defined|known as|called|that is"
        r"|is (?:a|an|the)|are (?:a|an|the)|consists? of|includes?)\b",
        "A carbon peak means that emissions grow no more.",
        "We will reach the carbon peak.",
        "says what something is",
    ),
)
RANK = Table(
    "gives a rank",
    Rule(
        "rank",
        "any",
        r"第[一二三四五六七八九十\d]+|首[位个]|前[一二三四五六七八九十\d]+[位名]?|最|领先|居|列|榜|\b(?:first|second|third|fourth|fifth|top|highest|largest|most|ranked?|leading|\d+(?:st|nd|rd|th))\b",
        "增速居全国第2位。",
        "增速为5%。",
        "says which place something has",
    ),
)


def _gives_figure(text: str) -> bool:
    return gives_figure(text, ranks=False)


def _gives_percentage(text: str) -> bool:
    return (
        any(
            figure.unit in ("percent", "percentage_point", "basis_point")
            for figure in figures(text)
        )
        or "倍" in text
        or " times" in text
    )


def _gives_rank(text: str) -> bool:
    return RANK.search(text) is not None


def _gives_date(text: str) -> bool:
    return DATE.search(text) is not None


def _gives_reason(text: str) -> bool:
    return REASON.search(text) is not None


def _gives_definition(text: str) -> bool:
    return DEFINITION.search(text) is not None


def _gives_place(text: str) -> bool:
    return bool(places_in(text)) or PLACE.search(text) is not None


PLACE = Table(
    "gives a place",
    Rule(
        "place words",
        "zh",
        r"[省市县区州镇乡村港湾路街园]|[东西南北中]部|流域|地区|基地|国",
        "项目落户滨海新区。",
        "项目顺利落成。",
        "words that say where",
    ),
    Rule(
        "place words, in English",
        "en",
        r"\b(?:in|at|near|along|across) (?:the )?(?-i:[A-Z])\w+"
        r"|\b(?:city|county|province|state|district|town|village|port|region|country)\b",
        "The plant stands in Ohio.",
        "The plant was finished early.",
        "words that say where",
        whole_words=False,
    ),
)

LIST = Table(
    "gives a list",
    Rule(
        "several things",
        "zh",
        r"[、；]|[^，。]{4,}，[^，。]{4,}|和|及|与",
        "扩建学校、修缮公园。",
        "扎实办好民生实事。",
        "a list names more than one thing",
    ),
    Rule(
        "several things, in English",
        "en",
        r"[,;]|\band\b",
        "We will widen schools and mend parks.",
        "We will do the ten things.",
        "a list names more than one thing",
    ),
)


def _gives_list(text: str) -> bool:
    return LIST.search(text) is not None


# For each kind of answer that can be told from the words: whether a text gives one.
GIVES: Mapping[str, Callable[[str], bool]] = {
    "figure": _gives_figure,
    "rate": _gives_percentage,
    "rank": _gives_rank,
    "date": _gives_date,
    "reason": _gives_reason,
    "definition": _gives_definition,
    "place": _gives_place,
    "list": _gives_list,
}
