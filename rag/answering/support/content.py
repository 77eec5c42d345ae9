"""The words of a text that say something: not those that hold it together, nor those whose proof is
elsewhere."""

from __future__ import annotations

from rag.answering.support.word_evidence import Word, Words
from rag.language.commitments import KINDS, of_claim
from rag.language.figures import figures
from rag.language.function_words import FUNCTION_WORDS
from rag.language.places import places_in
from rag.language.wordlists import words

# Words that tell of the speech, or of what is done without saying what.
_LIGHT = FUNCTION_WORDS | words("""
speech report government province municipality region autonomous deputies
delegates comrades said says say stated states announced plan
plans planned aim aims strive strives work works we our us i my he his she her they them their who
you your one ones more new number be been being made make carry carried out percent also not no all
any same each while such other he became become least continue keep total
讲话 报告 政府 全省 全市 全区 自治区 省 市 区 我省 我市 总统 区长 市长 省长 主席 县长 代表 同志
提出 指出 表示 计划 力争 工作 将 要 会 已 已经 了 并 还 又 使 让 就 等 个 项 家 名 条 座 以 由 向 对
为 而 其 该 这 那 继续 连续 成绩 进展 超过 以上 不断 保持 建成 推进 居 位居 约 大约 上年 同比 同样
行业 方面 情况
""")
_LEAST_WEIGHT = 2.0


def content(text: str, words: Words) -> list[Word]:
    """The words of a text that say something. What it commits itself by, its figures and its
    places are proven elsewhere."""
    elsewhere = [span for kind in KINDS for span in of_claim(kind.name, text).spans]
    elsewhere += [figure.span for figure in figures(text)]
    elsewhere += [mention.span for mention in places_in(text)]
    return [
        word
        for word in full_words(text, words)
        if not any(span.overlaps(word.span) for span in elsewhere)
    ]


def full_words(text: str, words: Words) -> list[Word]:
    """The words of a text that do not hold it together, whatever proves them."""
    return [
        word
        for word in words.of(text)
        if word.text.lower() not in _LIGHT and words.weight(word) >= _LEAST_WEIGHT
    ]
