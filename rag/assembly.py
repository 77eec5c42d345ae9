"""Settings in, an Engine or the parts of a build out: only this knows which parts are used."""

from __future__ import annotations

from functools import lru_cache
from importlib.resources import files
from pathlib import Path

from rag.answering.compare import Comparer
from rag.answering.extractive import ExtractiveAnswerer
from rag.engine import Engine
from rag.index.live import LiveIndex
from rag.language.vocabulary import Vocabulary
from rag.models.embedder import Embedder, SentenceTransformerEmbedder, StaticEmbedder
from rag.models.late import LateInteraction
from rag.models.reranker import CrossEncoderReranker, LateInteractionReranker, Reranker
from rag.retrieval.retriever import Retriever
from rag.settings import Settings

BUNDLED_EMBEDDER = "bilingual"
BUNDLED_RERANKER = "late-interaction"


def assemble_engine(settings: Settings, *, name: str | None = None) -> Engine:
    """The engine over index `name`, by default the one in the settings.

    Raises IndexUnavailable, IndexDamaged, ModelMismatch or ModelError, each saying what to do.
    """
    embedder = make_embedder(settings)
    late = bundled_late_interaction()
    live = LiveIndex(settings.indexes, name or settings.name, embedder=embedder)
    return Engine(
        live=live,
        retriever=Retriever(
            late=late,
            embedder=embedder,
            reranker=make_reranker(settings),
        ),
        comparer=Comparer(late),
        answerers={"extractive": ExtractiveAnswerer(late)},
        default_answerer=settings.answerer,
    )


def make_embedder(settings: Settings) -> Embedder:
    """The embedder that the settings name; ModelError if it cannot be loaded."""
    if settings.embedder == BUNDLED_EMBEDDER:
        return bundled_embedder()
    return SentenceTransformerEmbedder(
        settings.embedder,
        device=settings.device,
        batch_size=settings.batch_size,
        question_prompt=settings.question_prompt,
        passage_prompt=settings.passage_prompt,
        backend=settings.backend,
    )


def make_reranker(settings: Settings) -> Reranker:
    """The reranker that the settings name; ModelError if it cannot be loaded."""
    if settings.reranker == BUNDLED_RERANKER:
        return LateInteractionReranker(bundled_late_interaction())
    return CrossEncoderReranker(
        settings.reranker, device=settings.device, batch_size=settings.batch_size
    )


@lru_cache(maxsize=1)
def bundled_embedder() -> StaticEmbedder:
    """The shipped model, loaded once."""
    return StaticEmbedder(Path(str(files("rag.models") / "bilingual")))


@lru_cache(maxsize=1)
def bundled_late_interaction() -> LateInteraction:
    """Late interaction over the shipped vocabulary and token table."""
    return LateInteraction(Vocabulary.bundled(), bundled_embedder().table)
