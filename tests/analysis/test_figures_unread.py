"""A report is silent only where it names no figure of an indicator that went unread."""

from __future__ import annotations

import pytest

from rag.analysis.figures_unread import speaks_with_figure
from rag.language.indicators import INDICATORS
from rag.types.text import Span


@pytest.mark.parametrize(
    ("text", "key"),
    [
        ("今年要保持稳定，经济增长速度的调控目标定为８％，物价低一些。", "gdp"),
        ("但赤字率稳定在2.1%，政策有连续性。", "deficit_ratio"),
        ("全国粮食总产量在四千八百亿公斤以上。", "grain"),
        ("Retail sales rose by 4.1 percent.", "retail"),
    ],
)
def test_a_figure_behind_the_name_is_noticed(text: str, key: str) -> None:
    assert speaks_with_figure(text, INDICATORS[key], ())
    assert not speaks_with_figure(text, INDICATORS[key], [Span(0, len(text))])


@pytest.mark.parametrize(
    ("text", "key"),
    [
        ("对青川国进出口增长8%。", "trade"),
        ("新增有进出口实绩的企业1200家。", "trade"),
        ("人均地区生产总值达到9万元。", "gdp"),
        ("地区生产总值稳步增长，新建学校20所。", "gdp"),
        ("粮食产量稳定。", "grain"),
    ],
)
def test_a_part_and_another_figure_are_none(text: str, key: str) -> None:
    assert not speaks_with_figure(text, INDICATORS[key], ())
