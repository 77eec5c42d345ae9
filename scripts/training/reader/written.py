"""Examples for the reader from the written questions, with the rivals that the search finds.

Three things cannot be learned from what was found, since nearly all reports are of one year: the
years of a question and of all its windows are moved together; a copy of the right window under
another year's title, or under another place's, is wrong.
"""

from __future__ import annotations

import random
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from rag.answering.candidates import Candidate, reading_window, runs
from rag.answering.choice import Choice
from rag.models.reading_window import Window

from .asking import Found
from .examples import Answer, Example, cut
from .questions import Written

READ_MOST = 20
_YEAR = re.compile(r"(?<!\d)(?:19[5-9]\d|20[0-3]\d)(?!\d)")
_YEARS_MOVED = (-2, -1, 0, 0, 1, 1, 2, 3)
_OTHER_YEARS = (-1, 1, 1, -2)
# How often a question with a year, or with a place, gets the right window under a wrong one.
_WRONG_YEAR, _WRONG_PLACE = 0.5, 0.3
# How often all windows come from another place, so that nothing answers.
_ELSEWHERE = 0.04
_RIVALS = (2, 3, 3, 4, 5)
_SEPARATOR = " · "
# An answer of at least so many characters elsewhere may be the answer again: it is left unjudged.
_TELLING = 3


@dataclass(frozen=True, slots=True)
class Labelled:
    """A window and, for each of its sentences, whether it answers and whether that is unsure."""

    window: Window
    right: tuple[bool, ...]
    unsure: tuple[bool, ...]

    def moved(self, years: int) -> Labelled:
        """The same some years later."""
        window = self.window
        return Labelled(
            Window(
                _moved(window.context, years),
                _moved(window.before, years),
                tuple(_moved(sentence, years) for sentence in window.sentences),
            ),
            self.right,
            self.unsure,
        )

    def under(self, title: str) -> Labelled:
        """The same sentences in another document, where they answer nothing."""
        _, _, rest = self.window.context.partition(_SEPARATOR)
        window = Window(title + _SEPARATOR + rest, self.window.before, self.window.sentences)
        return Labelled(window, (False,) * len(self.right), (False,) * len(self.right))

    def wrong(self) -> Labelled:
        return Labelled(self.window, (False,) * len(self.right), (False,) * len(self.right))


def labelled_windows(written: Written, found: Found, choice: Choice) -> list[Labelled]:
    """The windows that would be read for a question; where none of them holds the right sentence,
    one that does is added, and for a question without answer the stretch that it comes near."""
    chosen = choice.to_read(found.understood, found.candidates, most=READ_MOST)
    labelled = _windows(written, found, chosen)
    if not any(any(each.right) for each in labelled):
        answering = [each for each in found.candidates if written.is_answered_by(each.text)]
        labelled = [*_windows(written, found, answering[:1]), *labelled]
    near = any(any(each.right) for each in labelled) or any(
        sentence[:20] in written.stretch for each in labelled for sentence in each.window.sentences
    )
    return labelled if near else [_stretch(written), *labelled]


def _windows(written: Written, found: Found, chosen: Sequence[Candidate]) -> list[Labelled]:
    by_number = {source.number: source for source in found.sources}
    windows = [
        reading_window(by_number[number], numbers)
        for number, stretches in runs(chosen).items()
        for numbers in stretches
    ]
    return [_labelled(written, window) for window in windows]


def _labelled(written: Written, window: Window) -> Labelled:
    right = tuple(written.is_answered_by(sentence) for sentence in window.sentences)
    return Labelled(
        window,
        right,
        tuple(
            not is_right
            and any(len(answer) >= _TELLING and answer in sentence for answer in written.answers)
            for is_right, sentence in zip(right, window.sentences, strict=True)
        ),
    )


def _stretch(written: Written) -> Labelled:
    """The stretch itself, where the search did not find it."""
    parts = tuple(written.stretch[start:end] for start, end in cut(written.stretch))
    year = _YEAR.search(written.title)
    context = _SEPARATOR.join([written.title, year[0] if year else ""])
    right = tuple(any(answer in part for answer in written.answers) for part in parts)
    return Labelled(Window(context, "", parts), right, (False,) * len(parts))


def examples(
    asked: Sequence[tuple[Written, Found, Sequence[Labelled]]],
    generator: random.Random,
    *,
    times: int,
) -> Iterator[Example]:
    """Each question `times` times, each time with other windows, years and titles."""
    titles = sorted({written.title for written, _, _ in asked if "政府工作报告" in written.title})
    for _ in range(times):
        for written, found, labelled in asked:
            yield _example(written, found, labelled, titles, generator)


def _example(
    written: Written,
    found: Found,
    labelled: Sequence[Labelled],
    titles: Sequence[str],
    generator: random.Random,
) -> Example:
    years = generator.choice(_YEARS_MOVED)
    question = _moved(written.question, years)
    right = [each.moved(years) for each in labelled if any(each.right)][:2]
    others = [each.moved(years) for each in labelled if not any(each.right)]
    generator.shuffle(others)
    shown = [*right, *others[: generator.choice(_RIVALS)]]
    names_a_place = bool(found.understood.regions)
    if right and _YEAR.search(question) and generator.random() < _WRONG_YEAR:
        shown.append(right[0].moved(generator.choice(_OTHER_YEARS)).wrong())
    if right and names_a_place and generator.random() < _WRONG_PLACE:
        shown.append(right[0].under(_moved(generator.choice(titles), years)))
    if right and names_a_place and generator.random() < _ELSEWHERE:
        elsewhere = _moved(generator.choice(titles), years)
        shown = [each.under(elsewhere) for each in shown]
    generator.shuffle(shown)
    return Example(
        question,
        tuple(each.window for each in shown),
        tuple(_answers(shown, [_moved(answer, years) for answer in written.answers])),
        "written",
        frozenset(
            (number, sentence)
            for number, each in enumerate(shown)
            for sentence, is_unsure in enumerate(each.unsure)
            if is_unsure
        ),
    )


def _answers(shown: Sequence[Labelled], answers: Sequence[str]) -> Iterator[Answer]:
    for number, each in enumerate(shown):
        for at, (is_right, sentence) in enumerate(
            zip(each.right, each.window.sentences, strict=True)
        ):
            if is_right:
                begins = [
                    (sentence.find(answer), sentence.find(answer) + len(answer))
                    for answer in answers
                    if answer in sentence
                ]
                span = (min(a for a, _ in begins), max(b for _, b in begins)) if begins else None
                yield Answer(number, at, span)


def _moved(text: str, years: int) -> str:
    """`text` with every year some years later."""
    return _YEAR.sub(lambda year: str(int(year[0]) + years), text) if years else text
