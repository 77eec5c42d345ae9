"""Claims about private characters: those of Hong Kong and of GBK are known, others are told."""

from __future__ import annotations

import pytest

from rag.ingestion.clean.private import private_characters
from rag.ingestion.metadata.describe import describe
from rag.ingestion.metadata.warnings import warnings_of
from rag.types.documents import DocumentWarning, values_of
from tests.ingestion.helpers import after, cleaned, published


@pytest.mark.parametrize(
    ("text", "known"),
    [
        ("\ue40c生署為市民預防疾病", "衞生署為市民預防疾病"),
        ("籠屋和\ueb7b房的環境問題", "籠屋和劏房的環境問題"),
        ("市民說：我\ue5a2\uecd8度等車", "市民說：我哋喺度等車"),
        ("新\ue473的居民遷入", "新邨的居民遷入"),
    ],
)
def test_characters_of_hong_kong_are_known_in_traditional_text(text: str, known: str) -> None:
    assert after(private_characters, text) == known


@pytest.mark.parametrize(
    ("text", "known"),
    [("王\ue844同志任副县长", "王䜣同志任副县长"), ("张\ue863代表发言", "张䶮代表发言")],
)
def test_characters_of_gbk_are_known_in_simplified_text(text: str, known: str) -> None:
    assert after(private_characters, text) == known


@pytest.mark.parametrize(("private", "known"), [("\uf06c", "●"), ("\uf0b7", "•"), ("\uf0d8", "➢")])
def test_bullets_of_symbol_fonts_are_known(private: str, known: str) -> None:
    assert after(private_characters, f"{private} 改造老旧小区") == f"{known} 改造老旧小区"


def test_what_nobody_knows_stays_and_is_told() -> None:
    source = published("各位代表：青川区的\uf8f0生工作继续加强。")
    clean = cleaned(source.text)
    assert "\uf8f0" in clean.text
    assert warnings_of(source, clean, describe(source, clean)) == (
        DocumentWarning("low_text_yield", values_of(private=1)),
    )
