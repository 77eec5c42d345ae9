"""The reader's input: a question and a window of consecutive sentences, as token ids.

    <s> question </s> title · date · heading </s> sentence before <mask> sentence <mask> … </s>

A mark stands before every sentence that is judged, so that one pass of the model judges them all,
each in the sight of its neighbours.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from tokenizers import Encoding, Tokenizer

from rag.errors import ModelError

# The most tokens of each part. Longer parts lose their end, the sentence before its beginning.
LONGEST_QUESTION = 64
LONGEST_CONTEXT = 28
LONGEST_BEFORE = 16
LONGEST_SENTENCE = 160
LONGEST_WINDOW = 448


@dataclass(frozen=True, slots=True)
class Window:
    """Consecutive sentences of a document; `context` is its title, date and heading, and `before`
    the sentence in front of the first, or nothing."""

    context: str
    before: str
    sentences: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class EncodedWindow:
    """Token ids. Sentence i is ids[starts[i]:ends[i]], and its mark is ids[starts[i] - 1];
    `offsets[i]` are the characters of each of its tokens. The last sentences of a window that is
    too long are left out."""

    ids: list[int]
    starts: list[int]
    ends: list[int]
    offsets: list[list[tuple[int, int]]]


class WindowEncoder:
    """Makes the reader's input with its tokenizer."""

    def __init__(self, tokenizer: Tokenizer, fold: dict[int, int]) -> None:
        """`fold` maps traditional characters to simplified ones, one to one."""
        self._tokenizer = tokenizer
        self._fold = fold
        self._begin, self._end, self._mark = (
            _id_of(token, tokenizer) for token in ("<s>", "</s>", "<mask>")
        )

    @staticmethod
    def read(tokenizer: Path, fold: str) -> WindowEncoder:
        """`fold` as two lines: traditional, simplified. ModelError if there is no tokenizer."""
        traditional, simplified = fold.split()
        try:
            pieces = Tokenizer.from_file(str(tokenizer))
        except Exception as error:  # tokenizers raises no other kind
            raise ModelError(f"cannot load the tokenizer {tokenizer}: {error}") from error
        return WindowEncoder(pieces, str.maketrans(traditional, simplified))

    @property
    def vocabulary_size(self) -> int:
        return self._tokenizer.get_vocab_size()

    def tokens(self, texts: Sequence[str]) -> list[Encoding]:
        """The pieces of each text by themselves."""
        folded = [text.translate(self._fold) for text in texts]
        return self._tokenizer.encode_batch(folded, add_special_tokens=False)

    def encode(self, question: str, window: Window) -> EncodedWindow:
        """One window as the model reads it."""
        asked, context, before, *found = self.tokens(
            [question, window.context, window.before, *window.sentences]
        )
        return self.join(asked, context, before, found)

    def join(
        self, question: Encoding, context: Encoding, before: Encoding, sentences: list[Encoding]
    ) -> EncodedWindow:
        """The parts of a window, each already cut into pieces."""
        ids = [
            self._begin,
            *question.ids[:LONGEST_QUESTION],
            self._end,
            *context.ids[:LONGEST_CONTEXT],
            self._end,
            *before.ids[-LONGEST_BEFORE:],
        ]
        starts: list[int] = []
        ends: list[int] = []
        offsets: list[list[tuple[int, int]]] = []
        for sentence in sentences:
            kept = sentence.ids[:LONGEST_SENTENCE]
            if starts and len(ids) + len(kept) + 2 > LONGEST_WINDOW:
                break
            ids.append(self._mark)
            starts.append(len(ids))
            ids += kept
            ends.append(len(ids))
            offsets.append(sentence.offsets[: len(kept)])
        ids.append(self._end)
        return EncodedWindow(ids, starts, ends, offsets)


def _id_of(token: str, tokenizer: Tokenizer) -> int:
    found: int | None = tokenizer.token_to_id(token)
    if found is None:
        raise ModelError(f"the tokenizer of the reader has no {token}")
    return found
