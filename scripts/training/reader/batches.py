"""Steps of training: examples as token ids, dealt into windows of like length."""

from __future__ import annotations

import random
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

import torch

from rag.models.reading_window import WindowEncoder

from .examples import Example
from .network import Batch

# Padded tokens of one pass, and of one step (all its passes).
PASS_TOKENS = 3_000
STEP_TOKENS = 6_000
_PAD = 1


@dataclass(frozen=True, slots=True)
class EncodedExample:
    """An example's windows as ids, and its sentences in one row: `sentences[i]` are the window, the
    first token and the token behind the last of sentence i; `answers` are numbers of sentences with
    the first and last token of the words that answer (none: the whole sentence)."""

    windows: list[list[int]]
    sentences: list[tuple[int, int, int]]
    answers: list[tuple[int, tuple[int, int] | None]]
    unsure: list[int]
    source: str


@dataclass(frozen=True, slots=True)
class Step:
    """The passes of a step; sentence i of an example is `places[example][i]`: its pass and its
    number within the pass's flat list."""

    passes: list[Batch]
    examples: list[EncodedExample]
    places: list[list[tuple[int, int]]]
    tokens: list[list[tuple[int, int]]]  # of each window of each example: its pass and row


def encode(encoder: WindowEncoder, example: Example) -> EncodedExample | None:
    """None where the answer lies behind the cut of a window that is too long."""
    windows: list[list[int]] = []
    sentences: list[tuple[int, int, int]] = []
    numbers: dict[tuple[int, int], int] = {}
    kept_tokens: dict[int, list[tuple[int, int]]] = {}
    for number, window in enumerate(example.windows):
        encoded = encoder.encode(example.question, window)
        windows.append(encoded.ids)
        for sentence, (start, end) in enumerate(zip(encoded.starts, encoded.ends, strict=True)):
            numbers[number, sentence] = len(sentences)
            kept_tokens[len(sentences)] = encoded.offsets[sentence]
            sentences.append((number, start, end))
    answers = []
    for answer in example.answers:
        place = numbers.get((answer.window, answer.sentence))
        if place is None:
            continue
        answers.append((place, _token_span(answer.span, kept_tokens[place])))
    if example.answers and not answers:
        return None
    unsure = [numbers[key] for key in example.unsure if key in numbers]
    return EncodedExample(windows, sentences, answers, unsure, example.source)


def _token_span(
    span: tuple[int, int] | None, offsets: Sequence[tuple[int, int]]
) -> tuple[int, int] | None:
    if span is None:
        return None
    touched = [
        number for number, (start, end) in enumerate(offsets) if start < span[1] and end > span[0]
    ]
    return (touched[0], touched[-1]) if touched else None


def steps(
    examples: Sequence[EncodedExample], generator: random.Random, *, tokens: int = STEP_TOKENS
) -> Iterator[Step]:
    """Endless steps over shuffled examples."""
    chosen: list[EncodedExample] = []
    size = 0
    while True:
        order = list(range(len(examples)))
        generator.shuffle(order)
        for number in order:
            example = examples[number]
            chosen.append(example)
            size += sum(len(ids) + 8 for ids in example.windows)
            if size >= tokens:
                yield deal(chosen)
                chosen, size = [], 0
        if chosen:
            yield deal(chosen)
            chosen, size = [], 0


def deal(chosen: Sequence[EncodedExample]) -> Step:
    """The windows of all examples by length, in passes of about PASS_TOKENS padded tokens."""
    windows = sorted(
        ((len(ids), example, number)
         for example, item in enumerate(chosen)
         for number, ids in enumerate(item.windows)),
    )  # fmt: skip
    groups: list[list[tuple[int, int]]] = [[]]
    for length, example, number in windows:
        if groups[-1] and length * (len(groups[-1]) + 1) > PASS_TOKENS:
            groups.append([])
        groups[-1].append((example, number))
    place = {
        key: (number, row) for number, group in enumerate(groups) for row, key in enumerate(group)
    }
    flat: list[list[tuple[int, int, int]]] = [[] for _ in groups]
    places: list[list[tuple[int, int]]] = []
    tokens: list[list[tuple[int, int]]] = []
    for example, item in enumerate(chosen):
        own = []
        for window, start, end in item.sentences:
            number, row = place[example, window]
            own.append((number, len(flat[number])))
            flat[number].append((row, start, end))
        places.append(own)
        tokens.append([place[example, window] for window in range(len(item.windows))])
    passes = [
        _batch([chosen[example].windows[number] for example, number in group], flat[at])
        for at, group in enumerate(groups)
    ]
    return Step(passes, list(chosen), places, tokens)


def _batch(rows: Sequence[list[int]], sentences: Sequence[tuple[int, int, int]]) -> Batch:
    longest = max(map(len, rows))
    ids = torch.full((len(rows), longest), _PAD)
    for number, row in enumerate(rows):
        ids[number, : len(row)] = torch.tensor(row)
    held = torch.arange(longest)[None, :] < torch.tensor([len(row) for row in rows])[:, None]
    window, start, end = (
        torch.tensor([item[part] for item in sentences], dtype=torch.long) for part in range(3)
    )
    return Batch(ids, held, window, start, end)
