"""The mix: it draws batches of questions and passages from all training pairs.

Parallel text keeps the order of its documents. So a passage can be a run of neighbouring lines, and
the question the translation of a line in it, with some words left out as people leave them out. The
same documents give hard negatives: a run further on in the same text.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from .data import Pair
from .ragged import Ints, Ragged

LONGEST_QUESTION = 40
LONGEST_PASSAGE = 320
NEIGHBOURS = 5  # the most lines on each side of the line that answers
HARD_STEP = 2 * NEIGHBOURS + 2  # lines between two runs of a document, so that none overlap

# How often a line of each source is drawn, relative to a line of a source without an entry:
# official language more often; laws of Taiwan (three quarters of the file), captions and software
# documentation less often.
WEIGHTS = {
    "twlaw_articles": 0.25, "twlaw_titles": 0.5, "tatoeba": 0.6, "3am_captions": 0.35,
    "python_docs": 0.25, "react_docs": 0.25, "rust_book": 0.3, "d2l_book": 0.5,
    "msdocs_project_operations": 0.5, "audreyt_transcripts": 0.8, "mlqe": 2.5,
    "un_v1_devtest": 4.0, "ud_pud": 6.0, "tico19": 3.0, "gwr_2024_2026": 10.0,
    "sdg_translations": 4.0, "prc_laws_bilingual": 8.0, "ca_covid19_site": 2.0,
    "plurality_book": 2.0,
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class Shares:
    """How many pairs of each kind a batch holds."""

    sentences: int
    english_to_chinese: int
    chinese_to_english: int
    same_language: int  # in each language: words of a line ask for the run that holds the line
    dictionary: int
    others: dict[str, int]


@dataclass(frozen=True, slots=True)
class Parallel:
    """Parallel lines, the lines of one source together and in order."""

    english: Ragged
    chinese: Ragged
    first: Ints  # for each line, the first line of its source
    end: Ints  # and the line after the last
    chances: np.ndarray[tuple[int], np.dtype[np.float64]]

    @classmethod
    def of(cls, pairs: list[Pair], english: list[list[int]], chinese: list[list[int]]) -> Parallel:
        """The lines of pairs and their ids, which are in the order of the file."""
        order = sorted(range(len(pairs)), key=lambda number: pairs[number].source)
        sources = np.array([pairs[number].source for number in order])
        change = np.flatnonzero(sources[1:] != sources[:-1]) + 1
        edges = np.concatenate([[0], change, [len(order)]]).astype(np.int64)
        sizes = np.diff(edges)
        chances = np.array([WEIGHTS.get(source, 1.0) for source in sources])
        return cls(
            Ragged.of([english[number] for number in order]),
            Ragged.of([chinese[number] for number in order]),
            np.repeat(edges[:-1], sizes),
            np.repeat(edges[1:], sizes),
            chances / chances.sum(),
        )


class Mix:
    """Draws batches; everything random comes from a seeded generator."""

    def __init__(
        self,
        parallel: Parallel,
        dictionary: tuple[Ragged, Ragged],
        others: dict[str, tuple[Ragged, Ragged]],
        *,
        seed: int,
    ) -> None:
        self._parallel, self._dictionary, self._others = parallel, dictionary, others
        self._random = np.random.default_rng(seed)
        self._cumulated = np.cumsum(parallel.chances)

    def with_seed(self, seed: int) -> Mix:
        """The same pairs, drawn in another order."""
        return Mix(self._parallel, self._dictionary, self._others, seed=seed)

    def counts(self, size: int) -> Ints:
        """How often each of `size` tokens stands in the parallel text."""
        lines = self._parallel
        return sum(  # type: ignore[return-value]
            np.bincount(side.ids, minlength=size) for side in (lines.english, lines.chinese)
        )

    def batch(self, shares: Shares) -> tuple[Ragged, Ragged]:
        """Questions and passages; row i of the questions belongs to row i of the passages."""
        lines = self._parallel
        questions, passages = self._sentences(shares.sentences)
        for count, asking, answering in (
            (shares.english_to_chinese, lines.english, lines.chinese),
            (shares.chinese_to_english, lines.chinese, lines.english),
            (shares.same_language, lines.chinese, lines.chinese),
            (shares.same_language, lines.english, lines.english),
        ):
            self._runs(count, asking, answering, questions, passages)
        english, chinese = self._dictionary
        for number in self._random.integers(len(english), size=shares.dictionary):
            self._either_way(english.row(number), chinese.row(number), questions, passages)
        for name, count in shares.others.items():
            asking, answering = self._others[name]
            for number in self._some(len(asking), count):
                questions.append(asking.row(number))
                passages.append(answering.row(number))
        whole = [
            (question[:LONGEST_QUESTION], passage[:LONGEST_PASSAGE])
            for question, passage in zip(questions, passages, strict=True)
            if len(question) and len(passage)
        ]
        return Ragged.of([pair[0] for pair in whole]), Ragged.of([pair[1] for pair in whole])

    def _some(self, size: int, count: int) -> Ints:
        """`count` distinct numbers below `size`, or all of them if there are fewer."""
        chosen: Ints = self._random.choice(max(size, 1), min(count, size), replace=False)
        return chosen

    def _lines(self, count: int) -> Ints:
        drawn = np.searchsorted(self._cumulated, self._random.random(count))
        return np.unique(np.minimum(drawn, len(self._cumulated) - 1))

    def _sentences(self, count: int) -> tuple[list[Ints], list[Ints]]:
        questions: list[Ints] = []
        passages: list[Ints] = []
        for line in self._lines(count):
            english, chinese = self._parallel.english.row(line), self._parallel.chinese.row(line)
            self._either_way(english, chinese, questions, passages)
        return questions, passages

    def _either_way(
        self, english: Ints, chinese: Ints, questions: list[Ints], passages: list[Ints]
    ) -> None:
        forward = self._random.random() < 0.65  # English questions are the hard direction
        questions.append(english if forward else chinese)
        passages.append(chinese if forward else english)

    def _runs(
        self,
        count: int,
        asking: Ragged,
        answering: Ragged,
        questions: list[Ints],
        passages: list[Ints],
    ) -> None:
        """Add runs of neighbouring lines as passages, two of each document."""
        anchors = self._lines((count + 1) // 2)
        follow = anchors + HARD_STEP
        follow = follow[follow < self._parallel.end[anchors]]
        for line in np.union1d(anchors, follow):
            before, after = self._random.integers(NEIGHBOURS + 1, size=2)
            start = max(line - before, self._parallel.first[line])
            stop = min(line + after + 1, self._parallel.end[line])
            questions.append(self._as_a_question(asking.row(line)))
            passages.append(
                answering.ids[answering.starts[start] : answering.starts[stop]][:LONGEST_PASSAGE]
            )

    def _as_a_question(self, ids: Ints) -> Ints:
        """A stretch of a line without some of its words: questions say less than their answers."""
        if len(ids) > 8 and self._random.random() < 0.6:
            length = int(self._random.integers(6, max(7, min(len(ids), 20))))
            start = int(self._random.integers(len(ids) - length + 1))
            ids = ids[start : start + length]
        if len(ids) > 5:
            ids = ids[self._random.random(len(ids)) > 0.15]
        return ids
