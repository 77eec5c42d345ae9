"""Claims about what a reader and its parent send each other: nothing is lost, and a reader that a
hostile file has taken over can say nothing but a document, or nothing at all."""

from __future__ import annotations

import datetime
import math
import os
import pickle
import struct
from array import array
from dataclasses import replace
from pathlib import Path
from typing import Any, cast

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from rag.ingestion.discover import Found, Skipped
from rag.ingestion.passages.chunk import DEFAULT_SIZES, Sizes
from rag.ingestion.passages.index_text import digest_of, index_text
from rag.ingestion.read import Read
from rag.ingestion.workers import wire
from rag.ingestion.workers.limits import Limits
from rag.ingestion.workers.worker import read
from rag.types.documents import Turn, content_id
from rag.types.figures import Amount, FigureRow
from rag.types.text import Alignment, PartialDate, Run, Span
from tests.figure_rows import row, year
from tests.ingestion.formats.speech import as_docx, as_html, as_pdf, plain
from tests.ingestion.helpers import NOISY_SCRAPE

FILE = Found(Path("/speeches/a.txt"), "a.txt")
SPEECHES = {
    "a.txt": plain().encode(),
    "scrape.txt": NOISY_SCRAPE.read_bytes(),
    "b.docx": as_docx(),
    "c.html": as_html(),
    "d.pdf": as_pdf(),
    "e.md": f"---\ntitle: 报告\ndate: 2025-01-18\n---\n# 一\n{plain() * 40}".encode(),
    "odd.txt": (plain() + "全市财政支出" + "9" * 400 + "亿元。\n").encode(),
    "half.txt": plain().encode() + b"\xed\xa0\x80",
}


class Short(Exception):
    """There is no more to read."""


def source(data: bytes) -> wire.Source:
    rest = bytearray(data)

    def take(size: int) -> bytearray:
        if size > len(rest):
            raise Short
        taken = rest[:size]
        del rest[:size]
        return taken

    return take


def decoded(data: bytes, file: Found = FILE) -> Read | Skipped:
    return wire.decode_answer(source(data), file)


def reading(folder: Path, name: str = "a.txt") -> Read:
    (folder / name).write_bytes(SPEECHES[name])
    result = read(Found(folder / name, name), Limits(), DEFAULT_SIZES)
    assert isinstance(result, Read)
    return result


@pytest.fixture(scope="module")
def answer(tmp_path_factory: pytest.TempPathFactory) -> Read:
    return reading(tmp_path_factory.mktemp("speeches"))


@pytest.mark.parametrize("name", SPEECHES)
def test_an_answer_arrives_as_it_was_sent(tmp_path: Path, name: str) -> None:
    sent = reading(tmp_path, name)
    arrived = decoded(b"".join(wire.encode_answer(sent)), Found(tmp_path / name, name))
    assert arrived == sent
    assert isinstance(arrived, Read)
    assert arrived.report == sent.report  # key by key: none is left out on the way


def test_figures_arrive_as_they_were_sent(answer: Read) -> None:
    rows = (
        row(), row(4.5, 5.5, place="青川区"), row(None, period=None, stance=None, indicator=None)
    )  # fmt: skip
    sent = replace(answer, figures=rows * 500)
    assert decoded(b"".join(wire.encode_answer(sent))) == sent


@pytest.mark.parametrize(
    "wrong",
    [
        row(clause=Span(0, 99_999)),
        row(figure=Span(8, 12)),
        row(math.nan),
        row(math.inf),
        row(6.0, 5.0),
        replace(row(), value=Amount(5.0, None, "percent", "5%")),
        row(period=replace(year(2025), end=datetime.date(2024, 1, 1))),
        row(kind="guess"),
        row(stance="hope"),
        row(period=replace(year(2025), kind=cast(Any, "century"))),
    ],
)
def test_a_figure_that_no_text_can_state_is_not_understood(answer: Read, wrong: FigureRow) -> None:
    sent = replace(answer, figures=(row(), wrong))
    with pytest.raises(wire.Unintelligible):
        decoded(b"".join(wire.encode_answer(sent)))


def test_a_refusal_arrives_under_the_name_that_the_parent_knows() -> None:
    data = b"".join(wire.encode_answer(Skipped("another.txt", "no text\x1b[2J in it")))
    assert decoded(data) == Skipped("a.txt", "no text\ufffd[2J in it")


def test_a_request_arrives_as_it_was_sent_whatever_bytes_a_file_is_named_by() -> None:
    file = Found(Path("/speeches") / os.fsdecode(b"\xff\xe4.txt"), "\ufffd.txt")
    request = wire.Request.of(file, Limits(1, 2, 3.5), Sizes(30, 60, 1))
    arrived = wire.decode_request(source(wire.encode_request(request)))
    assert arrived == request
    assert arrived.file == file


def test_half_a_character_in_a_title_fails_the_file_and_not_its_reader(answer: Read) -> None:
    document = replace(answer.document, title="报告\ud800")
    refused = decoded(b"".join(wire.encode_answer(replace(answer, document=document))))
    assert isinstance(refused, Skipped)
    assert "half a character" in refused.reason


class Runs:
    """What pickle would run."""

    def __init__(self, mark: Path) -> None:
        self.mark = mark

    def __reduce__(self) -> tuple[object, tuple[str]]:
        return os.mkdir, (str(self.mark),)


def test_a_pickle_runs_nothing_and_is_not_understood(tmp_path: Path) -> None:
    payload = pickle.dumps(Runs(tmp_path / "mark"))
    for data in (payload, struct.pack("=I", len(payload)) + payload):
        with pytest.raises((wire.Unintelligible, Short)):
            decoded(data)
    assert not (tmp_path / "mark").exists()


def test_what_the_parent_knows_by_itself_is_not_believed(answer: Read) -> None:
    document = replace(answer.document, id="0" * 16, file="another.txt")
    passages = tuple(
        replace(one, passage=replace(one.passage, document=document), digest="0" * 64)
        for one in answer.passages
    )
    lie = replace(answer, document=document, passages=passages)
    arrived = decoded(b"".join(wire.encode_answer(lie)))
    assert isinstance(arrived, Read)
    assert arrived.document.id == content_id(answer.document.text)
    assert arrived.document.file == "a.txt"
    assert [one.digest for one in arrived.passages] == [
        digest_of(index_text(one.passage)) for one in answer.passages
    ]


def lies(answer: Read) -> dict[str, Read]:
    """Answers that no reader gives."""
    document, first = answer.document, answer.passages[0]
    end = len(document.text)

    def with_document(**changes: object) -> Read:
        return replace(answer, document=replace(document, **changes))  # type: ignore[arg-type]

    def with_runs(*runs: Run) -> Read:
        return with_document(alignment=Alignment(runs))

    def with_passage(span: Span) -> Read:
        passage = replace(first.passage, span=span)
        return replace(answer, passages=(replace(first, passage=passage),))

    return {
        "a passage beyond the text": with_passage(Span(0, end + 1)),
        "an empty passage": with_passage(Span(3, 3)),
        "a token that there is not": replace(
            answer, passages=(replace(first, token_ids=array("H", [65_535])),)
        ),
        "a page beyond the text": with_document(pages=(Span(0, end + 1),)),
        "no alignment": with_runs(),
        "an alignment with a gap": with_runs(Run(0, 0, 2), Run(3, 3, end - 3)),
        "an alignment beyond the text": with_runs(Run(0, 0, end + 1)),
        "an alignment beyond what was published": with_runs(Run(0, len(answer.published), end)),
        "an alignment that goes back": with_runs(Run(0, 5, 5), Run(5, 0, end - 5)),
        "an alignment that starts before": with_runs(Run(0, -1, end)),
        "runs of no length": with_runs(Run(0, 0, 0), Run(0, 0, end)),
        "more runs than characters": with_runs(*[Run(0, 0, 1)] * (end + 1)),
        "a language that there is not": with_document(language="xx"),
        "a turn beyond the text": with_document(turns=(Turn(Span(0, end + 1), "Roe"),)),
        "an empty turn": with_document(turns=(Turn(Span(3, 3), "Roe"),)),
        "turns that overlap": with_document(
            turns=(Turn(Span(0, 5), "Roe"), Turn(Span(4, 8), "Doe"))
        ),
        "turns that go back": with_document(
            turns=(Turn(Span(5, 8), "Roe"), Turn(Span(0, 4), "Doe"))
        ),
        "a title without end": with_document(title="a" * 200_000),
        "a report without digests": replace(
            answer, report={**answer.report, "source_sha256": None}
        ),
    }


@pytest.mark.parametrize("lie", range(19))
def test_an_answer_that_breaks_a_rule_is_not_understood(answer: Read, lie: int) -> None:
    name, false = list(lies(answer).items())[lie]
    with pytest.raises(wire.Unintelligible):
        pytest.fail(f"{name}: {decoded(b''.join(wire.encode_answer(false)))}")


def test_a_date_that_there_is_not_is_not_understood(answer: Read) -> None:
    document = replace(answer.document, date=PartialDate(2025, 1, 18))
    data = b"".join(wire.encode_answer(replace(answer, document=document)))
    assert data.count(b"month\x01") == 1
    with pytest.raises(wire.Unintelligible, match="month"):
        decoded(data.replace(b"month\x01", b"month\x0d"))


@pytest.mark.parametrize("size", [2**32 - 1, 65 * 1024 * 1024])
def test_no_part_is_waited_for_that_is_larger_than_any(size: int) -> None:
    with pytest.raises(wire.Unintelligible):
        decoded(struct.pack("=I", size))


@settings(max_examples=400, deadline=None)
@given(data=st.data())
def test_whatever_bytes_come_they_are_a_document_or_not_understood(
    answer: Read, data: st.DataObject
) -> None:
    sent = bytearray(b"".join(wire.encode_answer(answer)))
    for _ in range(data.draw(st.integers(1, 4))):
        sent[data.draw(st.integers(0, len(sent) - 1))] = data.draw(st.integers(0, 255))
    try:
        arrived = decoded(bytes(sent))
    except (wire.Unintelligible, Short):
        return
    if isinstance(arrived, Read):
        text = arrived.document.text
        for one in arrived.passages:
            assert one.passage.text
            assert one.passage.span.end <= len(text)
        assert sum(run.length for run in arrived.document.alignment.runs) == len(text)
