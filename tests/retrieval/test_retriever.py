"""The retriever over the sample speeches: explained hits in either language, within the filters."""

from __future__ import annotations

import datetime
import threading
import time

import numpy as np
import pytest

from rag.engine import SearchResult
from rag.index.index import Index
from rag.language.detect import language_of
from rag.retrieval.fuse import Ranking
from rag.types.questions import DEFAULT_LIMIT, Filters, Question
from tests.built import sample_engine


def search(text: str, limit: int = DEFAULT_LIMIT, **filters: object) -> SearchResult:
    own = Filters(**filters)  # type: ignore[arg-type]
    return sample_engine().search(Question(text, own, language_of(text)), limit=limit)


@pytest.mark.parametrize("query", ["拆违", "demolition of illegal buildings", "違法建設"])
def test_two_characters_english_and_traditional_characters_hit(query: str) -> None:
    found = [hit.passage.text for hit in search(query, limit=3).hits]
    assert all("违" in text or "demoli" in text for text in found)


def test_a_hit_says_which_words_met() -> None:
    (hit, *_) = search("demolition of illegal construction").hits
    assert hit.matched
    assert all(match.source in hit.passage.text for match in hit.matched)


def test_hits_fall_in_score_and_are_no_more_than_asked_for() -> None:
    hits = search("学校", limit=4).hits
    assert len(hits) == 4
    assert [hit.score for hit in hits] == sorted((hit.score for hit in hits), reverse=True)


def test_only_what_passes_the_filters_is_found() -> None:
    since, until = datetime.date(2025, 1, 1), datetime.date(2025, 12, 31)
    found = search("学校", regions=("明湖区",), since=since, until=until).hits
    assert found
    for hit in found:
        document = hit.passage.document
        assert document.region == "明湖区"
        assert document.date is not None
        assert document.date.year == 2025


def test_a_region_that_the_question_names_is_a_filter_and_is_shown() -> None:
    found = search("What did Yunxi say about schools?")
    assert {hit.passage.document.region for hit in found.hits} <= {"云溪市", "Yunxi City"}
    assert "云溪市" in found.understood.regions


def test_a_filter_that_no_passage_passes_finds_nothing() -> None:
    assert search("学校", regions=("没有这个区",)).hits == ()


def test_the_same_words_of_one_document_are_found_once() -> None:
    hits = search("拆除违法建设", limit=20).hits
    keys = [(hit.passage.document.id, hit.passage.text) for hit in hits]
    assert len(keys) == len(set(keys))


def test_a_name_that_no_dictionary_holds_is_found_by_its_sound() -> None:
    best = search("What is planned for Dongdi?", limit=1).hits[0]
    assert "东堤" in best.passage.text
    assert "Dongdi" in {match.query for match in best.matched}


def test_pieces_of_an_unknown_name_are_shown_with_no_match() -> None:
    for hit in search("What did Zorblaxi demolish?").hits:
        assert not any(match.query.lower() in "zorblaxi" for match in hit.matched)
        assert all(len(match.query) > 2 for match in hit.matched)


def test_a_search_that_fails_first_lets_the_one_beside_it_end(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    """The index may be closed as soon as a search has failed."""
    ended = threading.Event()

    def slowly(*_: object) -> Ranking:
        time.sleep(0.2)
        ended.set()
        return np.empty(0, np.int64), np.empty(0, np.float32)

    def failing(*_: object) -> None:
        raise OSError("the disk is gone")

    monkeypatch.setattr(Index, "search_dense", slowly)
    monkeypatch.setattr(Index, "score_terms", failing)
    with pytest.raises(OSError, match="the disk is gone"):
        search("拆除违法建设")
    assert ended.is_set()
