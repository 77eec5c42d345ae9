"""Claims about the table of documents: it fits every terminal; important columns come first."""

from __future__ import annotations

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from rag.cli.document_table import short_ids, table_lines
from rag.cli.terminal import Terminal, columns
from rag.types.documents import Document, DocumentWarning
from rag.types.text import PartialDate

WARNED = Document(
    id="f328a28700000000",
    title="在2022年区政府全体会议上的讲话",
    text="讲话。",
    file="seed/scraped-copy-of-a-speech.txt",
    language="zh",
    region="青禾区",
    speaker="林示例",
    warnings=tuple(
        DocumentWarning(code)
        for code in ("dates_disagree", "anonymised_names", "scraped_copy", "truncated")
    ),
)
LONG = Document(
    id="e68b58d100000000",
    title="Remarks by the Mayor of Yunxi City at the Opening of the Haiyue Trade Forum 2024",
    text="Remarks.",
    file="remarks.md",
    language="en",
    region="Xinjiang Uygur Autonomous Region",
    speaker="Abdulkadir-Maximilian-Bartholomew",
    date=PartialDate(2024, 5, 17),
)
IDS = short_ids([WARNED.id, LONG.id])


def shown(width: int, *documents: Document) -> list[str]:
    return list(table_lines(documents, IDS, Terminal(), width))


@pytest.mark.parametrize("width", [40, 60, 80, 100, 120, 200])
def test_no_line_is_wider_than_the_terminal(width: int) -> None:
    assert all(columns(line) <= width for line in shown(width, WARNED, LONG))


def test_date_region_title_speaker_and_a_short_id_come_first() -> None:
    heads = shown(100, WARNED, LONG)[0].split()
    assert heads == ["date", "region", "title", "speaker", "id", "beware"]
    assert "f328a287  " in shown(100, WARNED, LONG)[1]


def test_the_file_is_shown_where_there_is_room() -> None:
    assert "seed/scraped-copy-of-a-speech.txt" in shown(180, WARNED, LONG)[1]


def test_columns_stand_under_each_other_in_both_languages() -> None:
    lines = shown(120, WARNED, replace(LONG, region="Yunxi", speaker="Zhou"))
    places = {columns(line.split(id)[0]) for line in lines for id in IDS.values() if id in line}
    assert places == {columns(lines[0].split("  id  ")[0]) + 2}


def test_every_warning_is_told_and_no_word_of_it_is_cut() -> None:
    for width in (80, 100, 120):
        told = "\n".join(shown(width, WARNED, LONG))
        assert all(word in told for word in ("dates?", "names", "copy", "cut off"))


def test_a_column_without_content_is_left_out() -> None:
    bare = replace(LONG, region=None, speaker=None, date=None)
    assert shown(80, bare)[0].split() == ["title", "id"]


def test_a_title_without_blanks_does_not_break_the_table() -> None:
    lines = shown(80, replace(LONG, title="x" * 300))
    assert all(columns(line) <= 80 for line in lines)
    assert any("…" in line for line in lines)


@given(st.lists(st.text("abc-2", min_size=1, max_size=12), unique=True))
def test_a_short_id_is_the_beginning_of_one_id_alone(ids: list[str]) -> None:
    for id, short in short_ids(ids).items():
        meant = [short] if short in ids else [other for other in ids if other.startswith(short)]
        assert meant == [id]
        assert id.startswith(short)
        assert len(short) >= min(8, len(id))
