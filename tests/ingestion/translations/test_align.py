"""Sentences of two texts stand for each other where they say the same and give the same figures."""

from __future__ import annotations

import pytest

from rag.assembly import bundled_embedder
from rag.ingestion.translations.align import AlignedTexts, align
from tests.bilingual import CHINESE, ENGLISH, GDP, OFFICIAL_GDP


def aligned(here: str, there: str, least_met: float = 0.0) -> AlignedTexts:
    return align(here, there, bundled_embedder().embed_passages, least_met=least_met)


def pairs(here: str, there: str) -> dict[str, str]:
    return {p.here.slice(here): p.there.slice(there) for p in aligned(here, there).pairs}


def test_sentences_that_say_the_same_stand_for_each_other() -> None:
    found = pairs(CHINESE, ENGLISH)
    assert found[GDP] == OFFICIAL_GDP
    assert found["要加强粮食储备，守住耕地红线。"].startswith("We must strengthen grain")
    assert len(found) == 14


def test_one_sentence_may_stand_for_two() -> None:
    bus = "我们将建设公交专用道，改造老旧车站，开通夜间巴士，方便居民夜间出行。"
    official = pairs(CHINESE, ENGLISH)[bus]
    assert official.startswith("We will build dedicated bus lanes and renovate old stations. Night")
    assert pairs(ENGLISH, CHINESE)[official] == bus


@pytest.mark.parametrize("alone", ["我们还举办了第一届青川灯会。", "A new website will publish"])
def test_a_sentence_without_counterpart_has_none(alone: str) -> None:
    found = {**pairs(CHINESE, ENGLISH), **pairs(ENGLISH, CHINESE)}
    assert not any(text.startswith(alone) for text in found)


def test_sentences_with_different_figures_are_no_pair() -> None:
    assert "基层调解组织化解邻里纠纷980件。" not in pairs(CHINESE, ENGLISH)
    assert "基层调解组织化解邻里纠纷980件。" in pairs(CHINESE, ENGLISH.replace("960", "980"))


def test_a_text_without_sentences_has_no_pairs() -> None:
    assert aligned("", ENGLISH).pairs == aligned(CHINESE, " \n").pairs == ()
    assert aligned(CHINESE, "").share == 0.0


def test_texts_whose_sentences_do_not_meet_are_not_aligned() -> None:
    assert aligned(CHINESE, ENGLISH, least_met=0.5).pairs
    assert aligned(CHINESE, ENGLISH, least_met=1.0).pairs == ()
