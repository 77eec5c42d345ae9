"""Rerankers: they score how well each passage answers a question; higher is better."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Protocol

import numpy as np
import numpy.typing as npt

from rag.models.cross_encoder import CrossEncoderModel
from rag.models.reproducible import Floats

TokenIds = npt.NDArray[np.uint16]


class Reranker(Protocol):
    """The reranker that the retriever needs to order its best candidates."""

    @property
    def name(self) -> str:
        """The model as a person would name it."""

    def scores(
        self, question: str, passages: Sequence[str], token_ids: Sequence[TokenIds]
    ) -> Floats:
        """float32 [len(passages)]; `token_ids[i]` are the vocabulary ids of `passages[i]`."""


class CrossEncoderReranker:
    """Any CrossEncoder of sentence-transformers; the constructor imports torch."""

    def __init__(self, model: str, *, device: str, batch_size: int) -> None:
        """`model` is a directory or a name on a model hub; ModelError if it cannot be loaded."""
        self.name = model
        self._model = CrossEncoderModel(
            model, role="reranker", device=device, batch_size=batch_size
        )

    def scores(
        self, question: str, passages: Sequence[str], token_ids: Sequence[TokenIds]
    ) -> Floats:
        """float32 [len(passages)], in the model's own range; ModelError when the model fails."""
        return self._model.scores([(question, passage) for passage in passages], doing="score")
