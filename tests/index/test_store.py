"""Claims about documents and passages in the database."""

from __future__ import annotations

import datetime
from collections.abc import Iterator, Sequence
from dataclasses import replace
from pathlib import Path
from threading import Thread

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from rag.errors import AmbiguousDocument, NoSuchDocument
from rag.index.store import Store, StoreWriter
from rag.types.documents import Document, DocumentWarning, values_of
from rag.types.questions import Filters
from rag.types.text import Alignment, PartialDate, Run, Span
from tests.index.small import digest, document, passages


def store_of(path: Path, documents: Sequence[Document]) -> Store:
    writer = StoreWriter(path)
    for speech in documents:
        held = passages(speech)
        writer.add(speech, f"<p>{speech.text}</p>", {"n": 1}, held, [digest(p) for p in held])
    writer.finish()
    return Store(path)


DOCUMENTS = [
    document(0, region="重庆市", speaker="甲", date="2018"),
    document(1, region="重庆市", speaker="乙", date="2019-02", sentences=1),
    document(2, region="上海市", speaker="甲", date="2019-02-28", sentences=4),
    document(3, region=None, speaker=None, date=None),
]


@pytest.fixture(scope="module")
def store(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Store]:
    store = store_of(tmp_path_factory.mktemp("store") / "s.sqlite", DOCUMENTS)
    yield store
    store.close()


def test_an_id_is_known_by_a_beginning_that_no_other_has(tmp_path: Path) -> None:
    ids = ["abc123", "abc123-2", "abd%_", "人大"]
    store = store_of(tmp_path / "s.sqlite", [replace(DOCUMENTS[0], id=id) for id in ids])
    assert [store.full_id(id) for id in ("abd", "abc123", "abc123-", "人", "abd%_")] == [
        "abd%_", "abc123", "abc123-2", "人大", "abd%_",
    ]  # fmt: skip
    with pytest.raises(AmbiguousDocument, match=r"^2 documents .*: abc123, abc123-2;"):
        store.full_id("abc")
    for unknown in ("", "x", "%", "a_d", "ABC123", "\0", "ab\0"):
        with pytest.raises(NoSuchDocument):
            store.full_id(unknown)
    store.close()


def passing(store: Store, filters: Filters) -> list[int]:
    return [DOCUMENTS.index(found) for found in store.documents(filters, None, 99)]


def test_a_document_read_back_is_the_document_written(tmp_path: Path) -> None:
    rich = replace(
        document(7, date="2019-02"),
        institution="区政府",
        url="https://example.org/7",
        alignment=Alignment((Run(0, 3, 10), Run(10, 17, 20))),
        pages=(Span(0, 12), Span(12, 30)),
        warnings=(
            DocumentWarning("dates_disagree", values_of(title=(2018, 2022), words=("2018年",))),
            DocumentWarning("truncated", values_of(byte=7, last_words="和全区")),
            DocumentWarning("possible_rewording", values_of(replaced=(("甲", "乙"),))),
        ),
    )
    store = store_of(tmp_path / "s", [rich])
    assert store.document(rich.id) == rich
    assert store.published_text(rich.id) == f"<p>{rich.text}</p>"
    assert store.report(rich.id) == {"n": 1}
    store.close()


def test_passages_come_in_the_order_asked_for_and_share_their_document(store: Store) -> None:
    every = [passage for document in DOCUMENTS for passage in passages(document)]
    asked = [5, 0, 8, 1, 5]
    found = store.passages(asked)
    assert found == [every[row] for row in asked]
    assert found[1].document is found[3].document


def test_a_row_there_is_not_is_named(store: Store) -> None:
    with pytest.raises(IndexError, match="no passage has row 11"):
        store.passages([0, 11])


@pytest.mark.parametrize(
    ("filters", "expected"),
    [
        (Filters(regions=("重庆市",)), [0, 1]),
        (Filters(regions=("重庆市", "上海市")), [0, 1, 2]),
        (Filters(regions=("重庆",)), []),
        (Filters(speakers=("甲",)), [0, 2]),
        (Filters(speakers=("甲",), regions=("重庆市",)), [0]),
        (Filters(documents=(DOCUMENTS[3].id, DOCUMENTS[1].id)), [1, 3]),
        (Filters(since=datetime.date(2018, 12, 31)), [0, 1, 2]),
        (Filters(since=datetime.date(2019, 1, 1)), [1, 2]),
        (Filters(until=datetime.date(2018, 1, 1)), [0]),
        (Filters(since=datetime.date(2019, 2, 28), until=datetime.date(2019, 2, 28)), [1, 2]),
        (Filters(since=datetime.date(2019, 2, 1), until=datetime.date(2019, 2, 27)), [1]),
        (Filters(since=datetime.date(2019, 3, 1)), []),
        (Filters(regions=("' OR 1=1 --", "%", "\ud800", "\0")), []),
    ],
)
def test_a_filter_passes_exactly_these(store: Store, filters: Filters, expected: list[int]) -> None:
    assert passing(store, filters) == expected
    rows = store.rows(filters)
    assert rows is not None
    wanted = [row for number in expected for row in store.document_rows(DOCUMENTS[number].id)]
    assert rows.tolist() == wanted


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(st.dates(datetime.date(2017, 6, 1), datetime.date(2019, 12, 31)), st.integers(0, 500))
def test_a_date_passes_if_some_day_of_it_lies_in_the_range(
    store: Store, since: datetime.date, days: int
) -> None:
    until = since + datetime.timedelta(days)
    expected = [
        number
        for number, date in enumerate(document.date for document in DOCUMENTS)
        if date is not None and date.first_day <= until and date.last_day >= since
    ]
    assert passing(store, Filters(since=since, until=until)) == expected


def test_no_filter_and_one_that_all_pass_are_no_filter(tmp_path: Path) -> None:
    store = store_of(tmp_path / "s", [document(1, region="a"), document(2, region="b")])
    assert store.rows(Filters()) is None
    assert store.rows(Filters(regions=("a", "b"))) is None
    store.close()


def test_rows_that_are_shared_cannot_be_changed(store: Store) -> None:
    rows = store.rows(Filters(speakers=("甲",)))
    assert rows is not None
    with pytest.raises(ValueError, match="read-only"):
        rows[0] = 3


def test_documents_are_listed_page_by_page_in_the_order_they_were_added(store: Store) -> None:
    first = store.documents(Filters(), None, 3)
    assert first == DOCUMENTS[:3]
    assert store.documents(Filters(), first[-1].id, 3) == DOCUMENTS[3:]
    assert store.documents(Filters(speakers=("甲",)), DOCUMENTS[0].id, 3) == [DOCUMENTS[2]]


@pytest.mark.parametrize("unknown", ["", "nope", "' OR 1=1", "\ud800", "x" * 10_000])
def test_an_unknown_document_is_named(store: Store, unknown: str) -> None:
    for reading in (store.document, store.published_text, store.report, store.document_rows):
        with pytest.raises(NoSuchDocument, match="no document has the id"):
            reading(unknown)
    with pytest.raises(NoSuchDocument):
        store.documents(Filters(), unknown, 5)


def test_a_digest_leads_to_a_row_with_that_text(store: Store) -> None:
    wanted = [digest(passage) for passage in passages(DOCUMENTS[2])]
    found = store.rows_by_digest([*wanted, "0" * 64])
    assert found.keys() == set(wanted)
    for digested, row in found.items():
        assert digest(store.passages([row])[0]) == digested


def test_what_the_documents_say_is_found_and_what_they_do_not_is_not(store: Store) -> None:
    assert store.says("第002份")
    assert not store.says("第009份")
    assert not store.says("%")
    assert not store.says("\ud800")


def test_the_same_id_twice_is_refused(tmp_path: Path) -> None:
    import sqlite3

    writer = StoreWriter(tmp_path / "s")
    writer.add(document(1), "", {}, [], [])
    with pytest.raises(sqlite3.IntegrityError):
        writer.add(document(1), "", {}, [], [])
    writer.close()


def test_a_document_without_passages_is_kept_and_has_no_rows(tmp_path: Path) -> None:
    writer = StoreWriter(tmp_path / "s")
    writer.add(document(1), "", {}, [], [])
    writer.add(document(2), "", {}, passages(document(2)), ["0"] * 3)
    writer.finish()
    store = Store(tmp_path / "s")
    assert store.document_rows(document(1).id).tolist() == []
    assert store.document_rows(document(2).id).tolist() == [0, 1, 2]
    store.close()


def test_threads_read_one_store_at_the_same_time(store: Store) -> None:
    found: list[bool] = []

    def read() -> None:
        for row in [*range(store.size)] * 20:
            held = store.passages([row])[0].document
            found.append(held.date == store.document(held.id).date)

    threads = [Thread(target=read) for _ in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert found == [True] * (4 * 20 * store.size)


def test_what_was_read_outlives_the_store(tmp_path: Path) -> None:
    store = store_of(tmp_path / "s", [document(1, date="2020")])
    passage = store.passages([1])[0]
    store.close()
    assert passage.text == passages(document(1))[1].text
    assert passage.document.date == PartialDate(2020)
