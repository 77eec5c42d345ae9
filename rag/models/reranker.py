"""Rerankers: they score how well each passage answers a question; higher is better."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Protocol

import numpy as np
import numpy.typing as npt

from rag.errors import ModelError
from rag.extras import how_to_install
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
        self._batch_size = batch_size
        try:
            from sentence_transformers import CrossEncoder
        except (ImportError, OSError) as error:
            raise ModelError(
                f"the reranker {model} needs sentence-transformers ({error}). "
                f"Install it: {how_to_install('transformers')}"
            ) from error
        try:
            self._model = CrossEncoder(model, device=None if device == "auto" else device)
        except Exception as error:  # the libraries below raise nearly anything
            raise ModelError(f"cannot load the reranker {model}: {error}") from error

    def scores(
        self, question: str, passages: Sequence[str], token_ids: Sequence[TokenIds]
    ) -> Floats:
        """float32 [len(passages)], in the model's own range; ModelError when the model fails."""
        if not len(passages):
            return np.zeros(0, dtype=np.float32)
        pairs = [(question, passage) for passage in passages]
        try:
            scores = self._model.predict(
                pairs, batch_size=self._batch_size, show_progress_bar=False
            )
        except (RuntimeError, ValueError, OSError) as error:
            raise ModelError(f"{self.name} could not score {len(pairs)} pairs: {error}") from error
        return np.asarray(scores, dtype=np.float32).reshape(len(pairs))
