"""The words of both languages that hold a question together and say nothing of its topic."""

from __future__ import annotations

from rag.language.wordlists import words

FUNCTION_WORDS = words(
    "the of a an and or in on to for from by with at as is are was were be been did does do has "
    "have had will would can could should how what which who whom whose when where why much many "
    "about than that this these those it its their there s t per into over under between "
    "的 了 吗 呢 是 在 和 与 把 被 将 从 到 比 多少 什么 哪些 哪个 怎么 怎样 如何 为什么 几 个 有 "
    "对 也 都 就 这 那 该 上 中 下 里 年 哪 吧 之 为 于 以 其 及 等 们 我们"
)
