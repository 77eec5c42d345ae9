"""The asking: written questions put to the project's own search, as users' questions are.

What the search finds and the first look chooses is what the reader will read in use; so it is what
the reader learns from, and the right sentence stands among the very rivals that it will have.
"""

from __future__ import annotations

import datetime
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from tempfile import TemporaryDirectory

from rag.answering.candidates import Candidate, candidates
from rag.answering.sources import select
from rag.assembly import assemble_engine, bundled_query_encoder, make_embedder
from rag.engine import Engine
from rag.ingestion.build import build
from rag.language.detect import language_of
from rag.language.vocabulary import Vocabulary
from rag.settings import Settings
from rag.types.answers import Source
from rag.types.questions import ANSWER_LIMIT, Question, Understood

from .questions import Report

# The work reports are of 2024: "last year" is 2023.
TODAY = datetime.date(2024, 11, 30)


@dataclass(frozen=True, slots=True)
class Found:
    """A question as it was understood, the sources found for it, and all their sentences."""

    understood: Understood
    sources: Sequence[Source]
    candidates: Sequence[Candidate]


@contextmanager
def engine_over(paths: Sequence[Path], *, today: datetime.date = TODAY) -> Iterator[Engine]:
    """An engine over an index of its own."""
    with TemporaryDirectory() as folder:
        settings = Settings.model_validate({"indexes": folder, "name": "training"})
        build(
            paths,
            directory=settings.indexes,
            name=settings.name,
            embedder=make_embedder(settings),
            vocabulary=Vocabulary.bundled(),
            sources="replace",
        )
        engine = assemble_engine(settings, today=lambda: today)
        try:
            yield engine
        finally:
            engine.close()


def write_reports(reports: Iterable[Report], folder: Path) -> None:
    """One text file for each report, its title first."""
    for number, report in enumerate(reports):
        path = folder / f"{number:04d}.txt"
        path.write_text(f"{report.title}\n\n{report.text}", encoding="utf-8")


def ask(
    engine: Engine, questions: Sequence[str], *, each: Callable[[], object] = lambda: None
) -> Iterator[Found]:
    """What is found for each question, or for its first part where it has several; `each` is called
    after each."""
    encoder = bundled_query_encoder()
    for text in questions:
        result = engine.search(Question(text, language=language_of(text)), limit=ANSWER_LIMIT)
        sources = select(result.hits)
        understood = result.understood.each[0]
        yield Found(
            understood,
            sources,
            [
                candidate
                for source in sources
                for candidate in candidates(encoder, understood, source)
            ],
        )
        each()
