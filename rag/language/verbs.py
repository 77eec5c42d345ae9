"""Words for what is done, of which a paraphrase has many: verbs.txt (DATA.md)."""

from __future__ import annotations

from functools import cache
from importlib.resources import files

from rag.language.word_glosses import base_forms
from rag.language.wordlists import words

# Verbs of paraphrases that the dictionary lacks, or has as nouns too.
_MORE = words(
    "halve need tackle target boost fund test top near total rank plan work draw put set cut let "
    "获评 评为 列为 投入使用 投用 位居 名列 出台 推行 力推 建好 办好 做好 管好 用好 抓好 看好 评选 "
    "入驻 进驻 入围 "
    "获批 获颁 授予 助力 赋能 提质 增效 扩容 落户 落成 落实 启用 试行 上线"
)


def is_verb(word: str) -> bool:
    """Whether a word, in any of its forms, says what is done."""
    plain = word.lower()
    return any(form in _verbs() for form in (plain, *base_forms(plain)))


@cache
def _verbs() -> frozenset[str]:
    return words(files("rag.language").joinpath("verbs.txt").read_text("utf-8")) | _MORE
