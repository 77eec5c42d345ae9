"""What is answered to small talk: what this program is, what it holds, and questions to try."""

from __future__ import annotations

from dataclasses import dataclass

from rag.presentation.figure_words import region_words
from rag.presentation.phrases import listed
from rag.types.questions import SmallTalk
from rag.types.text import Language

# As many regions are named; of more their number tells enough.
_REGIONS = 3

# The first words, by what was said.
_FIRST: dict[SmallTalk, tuple[str, str]] = {
    "greeting": ("你好！", "Hello!"),
    "thanks": ("不客气。", "You are welcome."),
    "goodbye": ("再见！", "Goodbye!"),
    "assent": ("好的。", "All right."),
    "test": ("在，可以提问。", "I am here and ready."),
    "compliment": ("谢谢夸奖。", "Thank you."),
    "abuse": ("抱歉没有帮上忙。", "I am sorry that I was no help."),
    "identity": ("", ""),
    "ability": ("", ""),
    "usage": (
        "用一句话提问即可，最好写明地区、年份和事项。",
        "Just ask a question; best name a region, a year and a subject.",
    ),
    "holdings": ("", ""),
    "weather": ("我没有天气预报。", "I have no weather forecast."),
    "time": ("我不知道现在的时间。", "I do not know the time."),
    "arithmetic": ("我不做算术。", "I do no sums."),
    "translation": ("我不翻译讲话以外的文字。", "I translate nothing but speeches."),
    "writing": ("我只引用原文，不代写文字。", "I only quote; I write nothing of my own."),
    "code": ("我只引用原文，不写代码。", "I only quote; I write no code."),
}
_WHAT: tuple[str, str] = (
    "这里是 speechrag：就政府讲话和报告提问，它用原文引文回答，并注明出处。",
    "This is speechrag: ask about government speeches and reports, and it answers with verbatim"
    " quotations and where they stand.",
)
_NOTHING: tuple[str, str] = ("现在没有收录任何文件。", "It holds no document yet.")
_TRY: tuple[str, str] = ("可以这样问：", "Questions to try:")
# Questions to try, with a region, a year and an indicator.
_QUESTIONS: dict[str, tuple[str, str]] = {
    "growth": ("{0}{1}年{2}增长多少？", "By how much did {2} grow in {0} in {1}?"),
    "level": ("{0}{1}年{2}是多少？", "What was {2} in {0} in {1}?"),
    "target": ("{0}{1}年{2}的目标是多少？", "What is the target for {2} in {0} for {1}?"),
    "highest": ("{1}年哪个地区{2}增长最快？", "Which region had the highest {2} growth in {1}?"),
    "speaker": ("{0}作了哪些承诺？", "What did {0} promise?"),
    "read": ("{0}{1}年完成了哪些工作？", "What did {0} achieve in {1}?"),
}


@dataclass(frozen=True, slots=True)
class Holdings:
    """What an index holds: how many documents, of which regions, from which years."""

    documents: int
    regions: tuple[str, ...]
    years: tuple[int, ...]


def talk_words(kind: SmallTalk, holdings: Holdings, language: Language) -> str:
    """The line that answers small talk, without the questions to try."""
    parts = [_of(_FIRST[kind], language), _of(_WHAT, language), _held(holdings, language)]
    return ("" if language == "zh" else " ").join(part for part in parts if part)


def question_words(kind: str, language: Language, *names: object) -> str:
    """A question to try of that kind: of a region, a year and an indicator."""
    return _of(_QUESTIONS[kind], language).format(*names)


def to_try(language: Language) -> str:
    """The words before questions to try."""
    return _of(_TRY, language)


def _held(holdings: Holdings, language: Language) -> str:
    if not holdings.documents:
        return _of(_NOTHING, language)
    regions, years = _regions(holdings, language), _years(holdings.years)
    if language == "zh":
        about = "，".join(part for part in (regions, years and f"{years}年") if part)
        return f"现收录{holdings.documents}份文件{'：' if about else ''}{about}。"
    documents = "1 document" if holdings.documents == 1 else f"{holdings.documents} documents"
    return f"It holds {documents}{regions}{f', {years}' if years else ''}."


def _regions(holdings: Holdings, language: Language) -> str:
    """涉及澄川市、明湖区等5个地区; ` of 5 regions (Chengchuan City, Minghu District …)`."""
    count = len(holdings.regions)
    named = listed([region_words(one, language) for one in holdings.regions[:_REGIONS]], language)
    if not count:
        return ""
    if language == "zh":
        return f"{named}等{count}个地区" if count > _REGIONS else named
    if count > _REGIONS:
        return f" of {count} regions ({named} …)"
    return f" of {named}"


def _years(years: tuple[int, ...]) -> str:
    if not years:
        return ""
    first, last = min(years), max(years)
    return str(first) if first == last else f"{first}\u2013{last}"


def _of(words: tuple[str, str], language: Language) -> str:
    return words[0] if language == "zh" else words[1]
