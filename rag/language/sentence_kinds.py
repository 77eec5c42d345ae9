"""What a sentence does, whatever it is about: it gives a figure, speaks of several years, speaks in
passing, is measured by the gross product, or is a line that says nothing."""

from __future__ import annotations

import re

from rag.language.figures import figures

# 在拆违取得成功的同时, 在拆违等工作中; while we did this, we also did that.
_IN_PASSING = re.compile(
    r"(?:[^，,]{0,12}[，,])?在[^，,]{2,24}?(?:的同时|等[^，,]{0,8}中|过程中)[，,]"
    r"|(?:while|besides|apart from)\b",
    re.IGNORECASE,
)
# The gross product, and what is measured by it.
PRODUCT = re.compile(r"生产总值|\bGDP\b")
_BY_PRODUCT = re.compile(
    r"(?:单位|万元|人均|占|与|相当于)(?:全[国省市区])?(?:地区|国内)?(?:生产总值|GDP)"
    r"|\b(?:per capita|per unit of|per cent of|percent of|% of) GDP\b|\bGDP per capita\b"
)
_SENTENCE_END = re.compile(r"[。！？；.!?;…][”’」』）)\"']*$")
# Averages of several years, and from one year to another.
_SEVERAL_YEARS = re.compile(
    r"年均(?!浓度)|[五三十]年来|过去的?[三五十]年|“十[三四五]五”时期|连续跨[越过]|从20\d\d年"
    r"|20[2-5]\d年(?:底|末)?[，,、]?[基全]?[本面]?实现|\b(?:annual average|average annual)\b"
    r"|\ba year on average\b|\bover the (?:past|last) \w+ years\b",
    re.IGNORECASE,
)


def of_several_years(text: str) -> bool:
    """Whether the figures of `text` belong to a stretch of years and not to one."""
    return _SEVERAL_YEARS.search(text) is not None


def gives_figure(text: str, *, ranks: bool) -> bool:
    """Whether `text` holds a figure that may be the one asked for: "first in the country" is how
    much only where the place is asked for, which `ranks` says."""
    return any(ranks or figure.unit != "ordinal" for figure in figures(text))


def is_in_passing(text: str) -> bool:
    """Whether `text` speaks of its matter only on its way to something else."""
    return _IN_PASSING.match(text) is not None


def is_measured_by_product(text: str) -> bool:
    """Whether the gross product stands in `text` only as the measure of something else."""
    return _BY_PRODUCT.search(text) is not None and not PRODUCT.search(_BY_PRODUCT.sub("", text))


def is_boilerplate(text: str) -> bool:
    """Whether a line is a title, a date line or a bare heading: no sentence, and no figure."""
    return not _SENTENCE_END.search(text) and not any(figure.unit for figure in figures(text))
