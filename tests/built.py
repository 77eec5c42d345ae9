"""An engine over the sample speeches for tests; its index is built once in a session."""

from __future__ import annotations

import atexit
import datetime
from functools import lru_cache
from importlib.resources import files
from pathlib import Path
from tempfile import mkdtemp

from rag.answering.comparison import Comparer
from rag.answering.extractive import ExtractiveAnswerer
from rag.assembly import bundled_embedder, bundled_query_encoder
from rag.engine import Engine
from rag.index.live import LiveIndex
from rag.ingestion.build import build
from rag.language.detect import language_of
from rag.late_interaction.reranker import LateInteractionReranker
from rag.questions.understand import Reader
from rag.retrieval.retriever import Retriever
from rag.types.answers import Answer
from rag.types.questions import Filters, Question

SAMPLES = Path(str(files("rag") / "samples" / "speeches"))
TODAY = datetime.date(2026, 11, 23)


@lru_cache(maxsize=1)
def sample_engine() -> Engine:
    """The engine of the command line over the sample speeches, on a fixed day."""
    return engine_over(SAMPLES)


def engine_over(*paths: Path) -> Engine:
    """The same engine over any files and folders, in an index of its own."""
    directory = Path(mkdtemp(prefix="speechrag-tests-"))
    encoder, embedder = bundled_query_encoder(), bundled_embedder()
    build(
        list(paths),
        directory=directory,
        name="samples",
        embedder=embedder,
        vocabulary=encoder.vocabulary,
    )
    engine = Engine(
        live=LiveIndex(directory, "samples", embedder=embedder),
        retriever=Retriever(
            encoder=encoder,
            embedder=embedder,
            reranker=LateInteractionReranker(encoder),
            reader=Reader(today=lambda: TODAY),
        ),
        answerers={"extractive": ExtractiveAnswerer(encoder)},
        comparer=Comparer(encoder),
        default_answerer="extractive",
    )
    atexit.register(engine.close)  # Python 3.13 warns of a database that is not closed
    return engine


def ask(text: str, filters: Filters | None = None) -> Answer:
    """The whole answer to a question over the sample speeches."""
    return sample_engine().ask(Question(text, filters or Filters(), language_of(text)))


def quoted(answer: Answer) -> str:
    """All words that an answer quotes."""
    return " ".join(citation.quote.text for citation in answer.citations)
