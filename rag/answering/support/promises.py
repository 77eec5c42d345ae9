"""Whether a claim tells a promise as a result, or a result as a promise."""

from __future__ import annotations

import re
from collections.abc import Sequence

from rag.answering.support.clauses import Clause, announces, is_condition, meant
from rag.answering.support.region import Told
from rag.answering.support.word_evidence import Words
from rag.language.figures import figures
from rag.language.simplified import simplified
from rag.language.stance import says_it_is_done

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
    r"|倡议|提请|可以|能够|想(?![象法])|不得|不[应该能]|谋求|寻求|[不而将就也还]会|请求|要求"
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
# Words that make a sentence about the past one about a plan.
_MODAL = re.compile(
    r"\b(?:will|shall|should|must|would|ought|going to|(?:plan|aim|seek|intend|promise|pledge|vow"
    r"|want|hope|need|work|strive|set|determine|expect|schedule|suppose|require|propose)"
    r"(?:s|d|ed|ned)? to"
    r"|(?:propose|recommend|urge|request|suggest|demand|advocate|ask|call)(?:s|d|ed)?(?: on| for)?"
    r"|is to|are to|has to|have to|to be|(?:goal|aim|target|plan)(?: \w+)? is"
    r"|planned|scheduled|due|set"
    r"|(?:goal|target)s? (?:of|for)|plans? (?:call|include|for)s?"
    r"|intends|want(?:s|ed)|hopes|seeks|need(?:s|ed)?|let)\b|[’']ll\b",
    re.IGNORECASE,
)
_PROMISES = re.compile(
    r"\b(?:will|plans? to|aims? to|intends? to)\b|将(?![军近])|计划(?!单列)|力争|打算",
    re.IGNORECASE,
)
_HAN = re.compile(r"[\u4e00-\u9fff]")
_RESULT = frozenset({"achieved", "under_way", "problem"})


def promise_told_as_result(parts: Sequence[Told], given: Sequence[Clause], words: Words) -> bool:
    """Whether a part of the claim says that something is done where the clauses that it speaks of
    only promise it. Under the heading of a plan, behind a word of a plan, or of words that ask for
    it, it must say so."""
    return any(
        _is_result_of_promise(simplified(part.claim), simplified(around), spoken_of)
        for part, around in zip(parts, _arounds(parts), strict=True)
        if (spoken_of := meant(part, given, words))
    )


def _arounds(parts: Sequence[Told]) -> list[str]:
    """For each part of a claim, the parts whose words of a plan hold for it too: those before it,
    unless it tells of the past itself; where it counts nothing, those behind it too."""
    claims = [part.claim for part in parts]
    return [
        claim
        if says_it_is_done(claim)
        else "\n".join(claims[: at + 1] if figures(claim) else claims)
        for at, claim in enumerate(claims)
    ]


def _is_result_of_promise(claim: str, around: str, spoken_of: Sequence[Clause]) -> bool:
    if {clause.stance for clause in spoken_of} & _RESULT:
        return False
    quoted = "\n".join(clause.text for clause in spoken_of)
    if all(clause.announced for clause in spoken_of) and not _is_announced(claim, around):
        return True
    planned = all(clause.under_plan for clause in spoken_of)
    asked = all(_asks(clause.text) for clause in spoken_of)
    if not planned and not asked and any(clause.stance is None for clause in spoken_of):
        return False
    told_as_plan = _is_told_as_plan(around, quoted)
    return _says_done(claim, around, quoted) or ((planned or asked) and not told_as_plan)


def _asks(clause: str) -> bool:
    return bool(_ASKS.search(clause)) and not (_PAST.search(clause) or is_condition(clause))


def _is_announced(claim: str, around: str) -> bool:
    """Whether a part of a claim keeps a word of a plan, or is an order that counts nothing."""
    told = _PLAN.search(around) if _HAN.search(claim) else _MODAL.search(around)
    if told or announces(around):
        return True
    return _HAN.search(claim) is not None and not figures(claim) and _is_told_as_plan(claim, "")


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


def _says_done(claim: str, around: str, words: str) -> bool:
    """Whether the claim has words of the past that the quotations lack."""
    if not _HAN.search(claim):
        if not _PAST.search(claim) or _MODAL.search(around):
            return False
        return not _PAST.search(words) and not _DONE.search(words)
    done = {match.group() for match in _DONE.finditer(claim)}
    return any(word not in words for word in done) and not _PAST.search(words)


def result_told_as_promise(parts: Sequence[Told], given: Sequence[Clause]) -> bool:
    """Whether a part of the claim promises what the clauses that it speaks of say is done."""
    return any(
        _PROMISES.search(simplified(part.claim))
        and _is_done([clause for clause in given if clause.text in part.parts])
        for part in parts
    )


def _is_done(spoken_of: Sequence[Clause]) -> bool:
    done = {clause.stance for clause in spoken_of} == {"achieved"}
    return done and not any(
        _PROMISES.search(one.text) or _ASKS.search(one.text) for one in spoken_of
    )
