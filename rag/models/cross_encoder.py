"""A CrossEncoder of sentence-transformers: it scores pairs of texts, with errors of our own."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from rag.errors import ModelError
from rag.extras import how_to_install
from rag.models.reproducible import Floats


class CrossEncoderModel:
    """The model that a reranker or a reader stands on; the constructor imports torch."""

    def __init__(self, model: str, *, role: str, device: str, batch_size: int) -> None:
        """`model` is a directory or a name on a model hub; ModelError, which calls it by its
        `role`, if it cannot be loaded."""
        self.name = model
        self._batch_size = batch_size
        try:
            from sentence_transformers import CrossEncoder
        except (ImportError, OSError) as error:
            raise ModelError(
                f"the {role} {model} needs sentence-transformers ({error}). "
                f"Install it: {how_to_install('transformers')}"
            ) from error
        try:
            self._model = CrossEncoder(model, device=None if device == "auto" else device)
        except Exception as error:  # the libraries below raise nearly anything
            raise ModelError(f"cannot load the {role} {model}: {error}") from error

    def scores(self, pairs: Sequence[tuple[str, str]], *, doing: str) -> Floats:
        """float32 [len(pairs)], in the model's own range; ModelError when the model fails, which
        says what it was `doing`."""
        if not pairs:
            return np.zeros(0, dtype=np.float32)
        try:
            scores = self._model.predict(
                list(pairs), batch_size=self._batch_size, show_progress_bar=False
            )
        except (RuntimeError, ValueError, OSError) as error:
            raise ModelError(
                f"{self.name} could not {doing} {len(pairs)} pairs: {error}"
            ) from error
        return np.asarray(scores, dtype=np.float32).reshape(len(pairs))
