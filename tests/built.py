"""The engine that users get, over the sample speeches and on a day that stands still, for tests."""

from __future__ import annotations

import atexit
import datetime
from functools import lru_cache
from importlib.resources import files
from pathlib import Path
from tempfile import mkdtemp

from rag.assembly import assemble_engine, make_embedder
from rag.engine import Engine
from rag.ingestion.build import build
from rag.ingestion.tally import BuildReport
from rag.language.detect import language_of
from rag.language.vocabulary import Vocabulary
from rag.settings import Settings
from rag.types.answers import Answer
from rag.types.questions import ANSWER_LIMIT, Filters, Question

SAMPLES = Path(str(files("rag") / "samples" / "speeches"))
TODAY = datetime.date(2026, 11, 23)


@lru_cache(maxsize=1)
def sample_engine() -> Engine:
    """The engine over the sample speeches; its index is built once in a session."""
    return engine_over(SAMPLES)


def engine_over(*paths: Path) -> Engine:
    """The same engine over any files and folders, in an index of its own."""
    folder = mkdtemp(prefix="speechrag-tests-")
    settings = Settings.model_validate({"indexes": folder, "name": "samples"})
    build_index(settings, *paths)
    engine = assemble_engine(settings, today=lambda: TODAY)
    atexit.register(engine.close)  # Python 3.13 warns of a database that is not closed
    return engine


def build_index(settings: Settings, *paths: Path) -> BuildReport:
    """Index `paths`, by default the sample speeches, where and by the model the settings say."""
    return build(
        paths or (SAMPLES,),
        directory=settings.indexes,
        name=settings.name,
        embedder=make_embedder(settings),
        vocabulary=Vocabulary.bundled(),
        sources="replace",
    )


def ask(text: str, filters: Filters | None = None) -> Answer:
    """The whole answer to a question over the sample speeches."""
    question = Question(text, filters or Filters(), language_of(text))
    return sample_engine().ask(question, limit=ANSWER_LIMIT)


def quoted(answer: Answer) -> str:
    """All words that an answer quotes."""
    return " ".join(citation.quote.text for citation in answer.citations)
