"""Tests that no line is slow to read, not even lines made for that."""

from __future__ import annotations

import time
from collections.abc import Callable

import pytest

from rag.language.dates import dates_in, resolve_years
from rag.language.detect import language_of
from rag.language.figures import figures
from rag.language.places import places_in, unknown_places
from rag.language.sentences import clauses, sentences
from rag.language.stance import stance
from rag.questions.intent import asked_stance
from rag.questions.years import report_years
from rag.types.text import PartialDate, Span

FUNCTIONS: list[Callable[[str], object]] = [
    sentences,
    lambda text: clauses(text, Span(0, len(text))),
    figures,
    stance,
    asked_stance,
    dates_in,
    lambda text: resolve_years(text, PartialDate(2025)),
    places_in,
    unknown_places,
    report_years,
    language_of,
]
# Under half a second of the processor even on a slow one; quadratic time would take minutes.
SECONDS = 2.0


UNITS = ["一", "千", "1", "1 ", "1,", "(1", "A", "“", "\n", "从升", "1.", "区", "；"]


@pytest.mark.parametrize("unit", UNITS)
def test_a_line_of_one_thing_is_read_in_linear_time(unit: str) -> None:
    text = unit * (20_000 // len(unit))
    for function in FUNCTIONS:
        start = time.process_time()
        function(text)
        assert time.process_time() - start < SECONDS
