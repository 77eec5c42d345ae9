"""Claims about the machinery of cleaning: every change can be traced and undone."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from rag.ingestion.clean import cleaned_part
from rag.ingestion.clean.working_text import Change, WorkingText
from rag.types.text import Edit, Run, Span
from tests.ingestion.helpers import published

Rounds = list[list[Change]]


@st.composite
def texts_and_rounds(draw: st.DrawFn) -> tuple[str, Rounds]:
    """A text and, for each of some rules, disjoint changes of what the text is by then."""
    text = draw(st.text(alphabet="ab 一二\n", max_size=40))
    length = len(text)
    rounds: Rounds = []
    for _ in range(draw(st.integers(0, 4))):
        edges = sorted(draw(st.sets(st.integers(0, length), max_size=8)))
        changes: list[Change] = []
        for start, end in zip(edges[::2], edges[1::2], strict=False):
            removal = draw(st.booleans())
            changes.append(Change(start, end, "" if removal else "x" * (end - start)))
        rounds.append(changes)
        length -= sum(change.end - change.start for change in changes if not change.replacement)
    return text, rounds


def run(text: str, rounds: Rounds) -> WorkingText:
    working = WorkingText.of(published(text))
    for number, changes in enumerate(rounds):
        working = working.apply(f"rule {number}", changes)
    return working


@given(texts_and_rounds())
def test_the_published_text_after_the_edits_is_the_clean_text(case: tuple[str, Rounds]) -> None:
    text, rounds = case
    working = run(text, rounds)
    assert cleaned_part(text, Span(0, len(text)), working.edits()) == working.text


@given(texts_and_rounds(), st.data())
def test_every_clean_span_is_what_its_published_ranges_become(
    case: tuple[str, Rounds], data: st.DataObject
) -> None:
    text, rounds = case
    working = run(text, rounds)
    start = data.draw(st.integers(0, len(working.text)))
    span = Span(start, data.draw(st.integers(start, len(working.text))))
    ranges = working.alignment().published(span)
    again = "".join(cleaned_part(text, part, working.edits()) for part in ranges)
    assert again == span.slice(working.text)


@given(texts_and_rounds())
def test_edits_and_runs_share_out_the_published_text(case: tuple[str, Rounds]) -> None:
    text, rounds = case
    working = run(text, rounds)
    removed = [
        n for e in working.edits() if not e.replacement for n in range(e.span.start, e.span.end)
    ]
    kept = [n for r in working.alignment().runs for n in range(r.published, r.published + r.length)]
    assert sorted(removed + kept) == list(range(len(text)))
    assert kept == sorted(kept)


@given(texts_and_rounds())
def test_the_alignment_inverts(case: tuple[str, Rounds]) -> None:
    text, rounds = case
    working = run(text, rounds)
    alignment = working.alignment()
    for position in range(len(working.text)):
        (there,) = alignment.published(Span(position, position + 1))
        assert alignment.clean(there) == Span(position, position + 1)


def test_a_character_replaced_twice_is_one_edit_by_the_last_rule() -> None:
    working = run("a\tb", [[Change(1, 2, " ")], [Change(1, 2, "-")]])
    assert working.text == "a-b"
    assert working.edits() == (Edit("rule 1", Span(1, 2), "-"),)


def test_a_replaced_character_that_is_then_removed_is_only_a_removal() -> None:
    working = run("a\tb", [[Change(1, 2, " ")], [Change(1, 2)]])
    assert working.edits() == (Edit("rule 1", Span(1, 2)),)


def test_a_removal_across_an_earlier_one_is_listed_in_its_parts() -> None:
    working = run("abcd", [[Change(1, 2)], [Change(0, 2)]])
    assert working.text == "d"
    assert working.edits() == (
        Edit("rule 1", Span(0, 1)),
        Edit("rule 0", Span(1, 2)),
        Edit("rule 1", Span(2, 3)),
    )


def test_a_replacement_does_not_break_a_run() -> None:
    assert run("a\tb", [[Change(1, 2, " ")]]).alignment().runs == (Run(0, 0, 3),)


@pytest.mark.parametrize(
    "changes",
    [[Change(0, 2), Change(1, 3)], [Change(0, 1, "xy")], [Change(2, 9)], [Change(1, 1)]],
    ids=["overlapping", "inserting", "beyond the end", "empty"],
)
def test_a_change_that_could_not_be_undone_is_refused(changes: list[Change]) -> None:
    with pytest.raises(ValueError, match="wants to change"):
        run("abcd", [changes])


def test_a_published_span_is_found_again_in_the_draft() -> None:
    working = run("abcdef", [[Change(1, 3)]])
    assert working.here(Span(2, 5)).slice(working.text) == "de"
