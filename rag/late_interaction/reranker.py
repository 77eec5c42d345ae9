"""The shipped reranker: late interaction over the token ids that the index stores."""

from __future__ import annotations

from collections.abc import Sequence

from rag.late_interaction.encoder import QueryEncoder
from rag.models.reproducible import Floats
from rag.models.reranker import TokenIds


class LateInteractionReranker:
    """Scores passages by late interaction with the question."""

    name = "late-interaction"

    def __init__(self, encoder: QueryEncoder) -> None:
        self._encoder = encoder

    def scores(
        self, question: str, passages: Sequence[str], token_ids: Sequence[TokenIds]
    ) -> Floats:
        """float32 [len(token_ids)], at most 1; 0 where the question or passage has no tokens."""
        return self._encoder.encode(question).scores(token_ids)
