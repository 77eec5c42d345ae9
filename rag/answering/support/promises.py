"""Whether a claim tells a promise as a result, or a result as a promise."""

from __future__ import annotations

import re
from collections.abc import Sequence

from rag.answering.support.region import Told
from rag.language.simplified import simplified
from rag.language.stance import is_plan, stance
from rag.types.answers import Quote

# The past of English verbs that reports use.
_IRREGULAR = (
    "was were did became began broke brought built came chose drew drove fell"
    " felt fought found gave got grew held kept knew laid led left lost made met paid ran"
    " rose saw sent shrank sold spent stood took taught thought tore told understood went"
    " withdrew won wrote"
)
# End in -ed, and are no past.
_NO_PAST = (
    "need proceed exceed succeed indeed speed feed breed hundred sacred shed embed seed weed red"
    " united advanced balanced integrated coordinated unified limited related skilled aged disabled"
    " shared based"
)
_PERFECT = (
    r"(?:has|have|had)(?= (?:\w+ly |now |also |not |never |already )?"
    r"(?:been|begun|\w+ed|\w+en|put|set|cut|met|\w+t)\b)"
)
_PAST = re.compile(
    rf"['’]ve\b|\b(?:{_PERFECT}|{_IRREGULAR.replace(' ', '|')}"
    rf"|(?<!be )(?!(?:{_NO_PAST.replace(' ', '|')})\b)[a-z]{{2,}}ed)\b",
    re.IGNORECASE,
)
# Verbs that ask for what is not yet.
_ASKS = re.compile(
    r"\b(?:will|shall|should|must|ought|need(?:s|ed)?|want(?:s|ed)?|hope|ask|urge|propose|recommend"
    r"|going to|let us|call(?:ing)? (?:on|for)|plan to|intend|seek|aim)\b|['’]ll\b",
    re.IGNORECASE,
)
# Chinese words that tell a plan, and the verbs that begin an order.
_PLAN = re.compile(
    r"将(?![军近])|要(?![素求点闻害塞道])|计划|力争|争取|拟(?!合)|目标|确保|提出|安排|部署|今后|未来"
    r"|应(?![急用对])|打算|努力|必须|须|谋划|准备|致力|有待|预期|规划|希望|呼吁|承诺|主张|提议|建议"
    r"|倡议|提请|可以|能够"
)
_ORDER = re.compile(
    r"继续|进一步|着力|推进|加快|推动|支持|持续|深化|强化|加强|完善|鼓励|开展|落实|坚持|严格|健全"
    r"|提升|深入|促进|优化|发挥|打造|抓好|统筹|实施|加大|大力|倡导|全力|依托|聚焦|构建|培育|保障|守牢"
    r"|拓展|让|防范|建设|新建|打击|做好|办好|提高|扩大|发展|加力"
)
# A Chinese sentence that ends so says what became of something.
_BECAME = re.compile(
    r"(?:提升|提高|降低|下降|增长|增强|改善|完善|健全|优化|加快|扩大|拓展|深化|加强|强化|壮大|好转|缩小"
    r"|到位|落地|见效|成型|完成|建成|实现|投用|通车|覆盖|收官|增加|减少|解决|成效|进展|突破|达标|运营)[。！]?$"
    r"|得到|取得|获得|达到|成为"
)
_DONE = re.compile(
    r"已|了(?!解)|曾|成功|完成|建成|实现|取得|顺利|圆满|达成|获得|投用|落成|去年|达到(?=了)"
)
# What a year is, no plan makes so.
_IS = re.compile(r"年是|是[^，。]{2,16}(?:周年|之年|一年|时期|阶段)")
# Words that make a sentence about the past one about a plan.
_MODAL = re.compile(
    r"\b(?:will|shall|should|must|would|ought|going to|(?:plan|aim|seek|intend|promise|pledge|vow"
    r"|want|hope|need|work|strive|set|determine|expect|schedule|suppose|require|propose)"
    r"(?:s|d|ed|ned)? to"
    r"|(?:propose|recommend|urge|request|suggest|demand|advocate|ask|call)(?:s|d|ed)?(?: on| for)?"
    r"|is to|are to|has to|have to|to be|(?:goal|aim|target|plan)(?: \w+)? is"
    r"|planned|scheduled|due|set"
    r"|(?:goal|target)s? (?:of|for)|plans? (?:call|include|for)s?"
    r"|intends|wants|hopes|seeks|needs|let)\b|[’']ll\b",
    re.IGNORECASE,
)
_PROMISES = re.compile(
    r"\b(?:will|plans? to|aims? to|intends? to)\b|将(?![军近])|计划(?!单列)|力争|打算",
    re.IGNORECASE,
)
_HAN = re.compile(r"[\u4e00-\u9fff]")
_RESULT = frozenset({"achieved", "under_way", "problem"})


def promise_told_as_result(claim: str, parts: Sequence[Told], quotes: Sequence[Quote]) -> bool:
    """Whether the claim says that something is done where the quotations only promise it. Under the
    heading of a plan, or of words that ask for it, it must say so."""
    stances = {stance(quote.text, quote.passage.heading) for quote in quotes}
    if stances & _RESULT:
        return False
    plain, words = simplified(claim), "\n".join(quote.text for quote in quotes)
    planned = all(is_plan(quote.passage.heading) for quote in quotes) and not _IS.search(words)
    if not planned and None in stances and not _is_asked_for(parts):
        return False
    return _says_done(plain, words) or (
        (planned or _is_asked_for(parts)) and not _is_told_as_plan(plain, words)
    )


def _is_told_as_plan(claim: str, words: str) -> bool:
    """Whether a claim says that it speaks of what is to come, or gives an order as the speech
    does."""
    if not _HAN.search(claim):
        return _MODAL.search(claim) is not None
    if _PLAN.search(claim):
        return True
    became = _BECAME.search(claim)
    return _ORDER.search(claim) is not None and (
        became is None or _BECAME.search(words) is not None
    )


def _is_asked_for(parts: Sequence[Told]) -> bool:
    """Whether words that ask stand in all that the claim speaks of."""
    given = [given for part in parts for given in part.parts]
    return bool(given) and all(_ASKS.search(one) and not _PAST.search(one) for one in given)


def _says_done(claim: str, words: str) -> bool:
    """Whether the claim has words of the past that the quotations lack."""
    if not _HAN.search(claim):
        if not _PAST.search(claim) or _MODAL.search(claim):
            return False
        return not _PAST.search(words) and not _DONE.search(words)
    done = {match.group() for match in _DONE.finditer(claim)}
    return any(word not in words for word in done) and not _PAST.search(words)


def result_told_as_promise(claim: str, quotes: Sequence[Quote]) -> bool:
    """Whether the claim promises what the quotations say is done."""
    if {stance(quote.text, quote.passage.heading) for quote in quotes} != {"achieved"}:
        return False
    words = "\n".join(quote.text for quote in quotes)
    return bool(_PROMISES.search(simplified(claim)) and not _PROMISES.search(words))
