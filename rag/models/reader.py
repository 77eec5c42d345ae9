"""Readers: they read a question and sentences together, and judge whether each sentence answers.

Late interaction tells what a sentence is about. A reader also tells whether it gives what was
asked: the date, not the event; the result, not the plan; coal, not gas.
"""

from __future__ import annotations

from collections import OrderedDict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from threading import Lock
from typing import Any, Protocol

import numpy as np
import numpy.typing as npt

from rag.errors import ModelError
from rag.models.cross_encoder import CrossEncoderModel
from rag.models.reading_window import EncodedWindow, Window, WindowEncoder
from rag.types.text import Span

MODEL_FILE = "model.onnx"
TOKENIZER_FILE = "tokenizer.json"
# Logits are rounded to this step: threads and instruction sets move them by a hundredth of it.
STEP = 1 / 16
# Padded tokens that the model reads at once: more are no faster and need more memory.
_BATCH_TOKENS = 512
_PAD = 1
# The longest answer span, in tokens.
_LONGEST_SPAN = 96
# Readings that are kept, some KB each: those of the last hundred questions or so. A question that
# is asked again, of the same words, need not be read again: 79 % of the time of an answer.
_REMEMBERED = 2048


@dataclass(frozen=True, slots=True)
class Reading:
    """The reader's opinion of a sentence: `logit`, the higher the likelier it answers; `span`, the
    words of it that answer, in characters of the sentence, where the reader finds any."""

    logit: float
    span: Span | None


class SentenceReader(Protocol):
    """The reader that the answerer needs to choose among its best candidates."""

    @property
    def name(self) -> str:
        """The model as a person would name it."""

    def read(self, question: str, windows: Sequence[Window]) -> list[list[Reading]]:
        """A reading of each sentence of each window, in order."""


class OnnxReader:
    """The shipped reader: an encoder in 8-bit integers, run by onnxruntime. It is loaded at the
    first question, and is safe between threads."""

    def __init__(self, folder: Path, *, fold: str, threads: int = 0) -> None:
        """`folder` holds MODEL_FILE and TOKENIZER_FILE; `fold` are traditional characters and their
        simplified ones, as two lines; `threads` 0 means one for each core."""
        self.name = folder.name
        self._folder = folder
        self._fold = fold
        self._threads = threads
        self._remembered: OrderedDict[tuple[str, Window], list[Reading]] = OrderedDict()
        self._turn = Lock()

    @cached_property
    def _encoder(self) -> WindowEncoder:
        return WindowEncoder.read(self._folder / TOKENIZER_FILE, self._fold)

    @cached_property
    def _session(self) -> Any:
        from onnxruntime import GraphOptimizationLevel, InferenceSession, SessionOptions

        options = SessionOptions()
        # The graph is made of fast operators already; onnxruntime would fuse some into slower ones.
        options.graph_optimization_level = GraphOptimizationLevel.ORT_ENABLE_BASIC
        options.intra_op_num_threads = self._threads
        options.add_session_config_entry("session.intra_op.allow_spinning", "0")
        path = self._folder / MODEL_FILE
        try:
            return InferenceSession(path, options, providers=["CPUExecutionProvider"])
        except Exception as error:  # onnxruntime raises many kinds of its own
            raise ModelError(f"cannot load the reader {path}: {error}") from error

    def read(self, question: str, windows: Sequence[Window]) -> list[list[Reading]]:
        """A reading of each sentence of each window. Sentences behind the model's limit of length
        get the lowest logit of their window and no span."""
        known = [self._recalled(question, window) for window in windows]
        new = [window for window, readings in zip(windows, known, strict=True) if readings is None]
        read = iter(self._read(question, new))
        found = [next(read) if readings is None else readings for readings in known]
        self._remember(question, windows, found)
        return found

    def _recalled(self, question: str, window: Window) -> list[Reading] | None:
        with self._turn:
            return self._remembered.get((question, window))

    def _remember(
        self, question: str, windows: Sequence[Window], found: Sequence[list[Reading]]
    ) -> None:
        with self._turn:
            for window, readings in zip(windows, found, strict=True):
                self._remembered[question, window] = readings
                self._remembered.move_to_end((question, window))
            while len(self._remembered) > _REMEMBERED:
                self._remembered.popitem(last=False)

    def _read(self, question: str, windows: Sequence[Window]) -> list[list[Reading]]:
        encoded = self._encoded(question, windows)
        found: list[list[Reading]] = [[] for _ in windows]
        for numbers in _batches(encoded):
            batch = [encoded[number] for number in numbers]
            logits, ends = self._run(batch)
            for row, (number, window) in enumerate(zip(numbers, batch, strict=True)):
                own, logits = logits[: len(window.starts)], logits[len(window.starts) :]
                found[number] = _readings(own, ends[row], window, len(windows[number].sentences))
        return found

    def _encoded(self, question: str, windows: Sequence[Window]) -> list[EncodedWindow]:
        texts = [question]
        for window in windows:
            texts += [window.context, window.before, *window.sentences]
        asked, *others = self._encoder.tokens(texts)
        found, at = [], 0
        for window in windows:
            context, before, *own = others[at : at + 2 + len(window.sentences)]
            at += 2 + len(window.sentences)
            found.append(self._encoder.join(asked, context, before, own))
        return found

    def _run(
        self, batch: Sequence[EncodedWindow]
    ) -> tuple[npt.NDArray[np.float32], npt.NDArray[np.float32]]:
        """The logits of all sentences of the batch in order, and the ends of spans [windows,
        tokens, 2]."""
        longest = max(len(window.ids) for window in batch)
        ids = np.full((len(batch), longest), _PAD, dtype=np.int64)
        for row, window in enumerate(batch):
            ids[row, : len(window.ids)] = window.ids
        places = [
            (row * longest + start, row * longest + end)
            for row, window in enumerate(batch)
            for start, end in zip(window.starts, window.ends, strict=True)
        ]
        means = np.zeros((len(places), ids.size), dtype=np.float32)
        for number, (start, end) in enumerate(places):
            means[number, start:end] = 1 / max(1, end - start)
        logits, ends = self._session.run(
            ("logits", "ends"),
            {
                "ids": ids,
                "lengths": np.array([len(window.ids) for window in batch], dtype=np.int32),
                "marks": np.array([start - 1 for start, _ in places], dtype=np.int64),
                "means": means,
            },
        )
        return logits, ends


def _batches(encoded: Sequence[EncodedWindow]) -> Iterator[list[int]]:
    """Numbers of windows of like length, in batches of about _BATCH_TOKENS padded tokens."""
    order = sorted(range(len(encoded)), key=lambda number: len(encoded[number].ids))
    batch: list[int] = []
    for number in order:
        if batch and len(encoded[number].ids) * (len(batch) + 1) > _BATCH_TOKENS:
            yield batch
            batch = []
        batch.append(number)
    if batch:
        yield batch


def _readings(
    logits: npt.NDArray[np.float32],
    ends: npt.NDArray[np.float32],
    window: EncodedWindow,
    sentences: int,
) -> list[Reading]:
    found = [
        Reading(on_steps(float(logit)), _span(ends[start:end], offsets))
        for logit, start, end, offsets in zip(
            logits, window.starts, window.ends, window.offsets, strict=True
        )
    ]
    lowest = min((reading.logit for reading in found), default=0.0)
    return found + [Reading(lowest, None)] * (sentences - len(found))


def on_steps(logit: float) -> float:
    """`logit` at the nearest multiple of STEP."""
    return round(logit / STEP) * STEP


def _span(ends: npt.NDArray[np.float32], offsets: Sequence[tuple[int, int]]) -> Span | None:
    """The likeliest first and last token of an answer, as characters."""
    if not len(ends):
        return None
    firsts, lasts = np.round(ends.T.astype(np.float64), 2)
    best, chosen = -np.inf, (0, 0)
    for first in np.argsort(-firsts, kind="stable")[:8].tolist():
        reach = lasts[first : first + _LONGEST_SPAN]
        last = int(reach.argmax())
        if firsts[first] + reach[last] > best:
            best, chosen = float(firsts[first] + reach[last]), (first, first + last)
    return Span(offsets[chosen[0]][0], offsets[chosen[1]][1])


class CrossEncoderReader:
    """Any CrossEncoder of sentence-transformers as a reader: it reads each sentence by itself, with
    the window's context before it. The constructor imports torch."""

    def __init__(self, model: str, *, device: str, batch_size: int) -> None:
        """`model` is a directory or a name on a model hub; ModelError if it cannot be loaded."""
        self.name = model
        self._model = CrossEncoderModel(model, role="reader", device=device, batch_size=batch_size)

    def read(self, question: str, windows: Sequence[Window]) -> list[list[Reading]]:
        """A reading of each sentence of each window, without spans; ModelError when the model
        fails."""
        pairs = [
            (question, f"{window.context} {sentence}")
            for window in windows
            for sentence in window.sentences
        ]
        scores = iter(self._model.scores(pairs, doing="read").tolist())
        return [
            [Reading(on_steps(next(scores)), None) for _ in window.sentences] for window in windows
        ]
