"""A folder of invented speeches to which anything can happen, for tests of what a build gives."""

from __future__ import annotations

import shutil
from collections.abc import Iterator, Sequence
from dataclasses import replace
from pathlib import Path
from unittest.mock import patch

import numpy as np
from numpy.typing import NDArray

from rag.assembly import assemble_engine, make_embedder
from rag.index.index import Index
from rag.ingestion import build as building
from rag.ingestion.build import build
from rag.ingestion.discover import Found, Skipped
from rag.ingestion.passages.chunk import Sizes
from rag.ingestion.passages.index_text import digest_of, index_text
from rag.ingestion.read import Read
from rag.ingestion.tally import BuildReport
from rag.ingestion.workers.limits import usual_limits
from rag.ingestion.workers.worker import read
from rag.language.vocabulary import Vocabulary
from rag.settings import Settings
from rag.types.answers import Answer, IndexState
from rag.types.figure_table import FigureQuery
from rag.types.questions import Filters, Question
from tests.built import TODAY

# The file to which nothing happens, so that there is always something to index.
ANCHOR = "anchor.txt"
PLACES = (("澄川市", "Chengchuan City"), ("青川区", "Qingchuan District"), ("诺兰", "Norland"))
QUESTIONS = (
    Question("澄川市2025年地区生产总值增长了多少？", Filters(), "zh"),
    Question("How many jobs did Norland create?", Filters(), "en"),
)
_CHINESE = """{place}{year}年政府工作报告

{year}年1月12日在{place}第十届人民代表大会第四次会议上

{place}人民政府 林望舒

一、{before}年工作回顾

全年地区生产总值增长{figure}%，城镇新增就业{more}万人。新建公园{more}座，空气质量持续改善。

二、{year}年主要目标

今年地区生产总值增长{figure}%左右。我们将改造老旧小区{more}个，新增学位{more}百个。
河道治理继续推进。群众的事情没有小事。
"""
_ENGLISH = """Report on the work of the government of {place}, {year}

12 January {year}

Delivered by Lin Wangshu at the fourth session of the tenth People's Congress of {place}

I. Review of the work of {before}

The regional GDP grew by {figure}%, and {more}0 thousand urban jobs were created. {more} new parks
were built, and air quality went on improving.

II. Main targets for {year}

This year the regional GDP is to grow by about {figure}%. We will renovate {more} old residential
areas and add {more} hundred school places. The work on the rivers goes on. No concern of the people
is a small matter.
"""


def speech(place: int, year: int, figure: int, *, english: bool) -> str:
    """A report of a place and year, in Chinese or in English that says the same."""
    form = _ENGLISH if english else _CHINESE
    return form.format(
        place=PLACES[place][english],
        year=year,
        before=year - 1,
        figure=f"{figure / 10:.1f}",
        more=figure % 17 + 2,
    )


class Corpus:
    """A folder of speeches, an index that follows its changes, and fresh ones beside it."""

    def __init__(self, room: Path) -> None:
        self.folder = room / "speeches"
        self.folder.mkdir()
        self._followed = Settings.model_validate({"indexes": room / "followed", "name": "test"})
        self._fresh = Settings.model_validate({"indexes": room / "fresh", "name": "test"})
        self._embedder = make_embedder(self._followed)

    @property
    def followed(self) -> Path:
        """The folder of the indexes that follow."""
        return self._followed.indexes

    def files(self) -> list[Path]:
        """All speeches to which something may happen, by name."""
        found = [path for path in self.folder.rglob("*") if path.is_file()]
        return sorted(path for path in found if path.suffix != ".yaml" and path.name != ANCHOR)

    def follow(self) -> BuildReport:
        """Bring the index up to date."""
        return self._built(self._followed)

    def afresh(self) -> Path:
        """The folder of an index that is made of the folder as it lies there."""
        shutil.rmtree(self._fresh.indexes, ignore_errors=True)
        self._built(self._fresh)
        return self._fresh.indexes

    def digests(self) -> dict[str, NDArray[np.float32]]:
        """The vector of each text that the followed index holds."""
        if not (self.followed / "test" / "CURRENT").exists():
            return {}
        with Index.open(self.followed, "test") as index:
            texts = {digest_of(index_text(each)) for each in index.passages(range(index.size))}
            return index.vectors_by_digest(texts)

    def answers(self, indexes: Path) -> list[Answer]:
        """What the engine says to each of QUESTIONS, but for times and the generation's number."""
        settings = self._followed.model_copy(update={"indexes": indexes})
        engine = assemble_engine(settings, today=lambda: TODAY)
        try:
            return [_plain(engine.ask(question, limit=6)) for question in QUESTIONS]
        finally:
            engine.close()

    def _built(self, settings: Settings) -> BuildReport:
        with patch.object(building, "read_files", _read_here):
            return build(
                [self.folder],
                directory=settings.indexes,
                name=settings.name,
                embedder=self._embedder,
                vocabulary=Vocabulary.bundled(),
                allow_shrink=True,
            )


def everything(indexes: Path) -> dict[str, object]:
    """All that an index holds of its documents, and what searches find in it."""
    with Index.open(indexes, "test") as index:
        documents = index.documents(limit=1000)
        rows = range(index.size)
        ids = [index.token_ids([row])[0] for row in rows]
        every = np.arange(index.size, dtype=np.int64)
        return {
            "documents": documents,
            "published": [index.published_text(document.id) for document in documents],
            "reports": [index.report(document.id) for document in documents],
            "passages": [(each.id, each.span, each.heading) for each in index.passages(rows)],
            "tokens": [each.tolist() for each in ids],
            "vectors": index.vectors(every).tolist(),
            "figures": index.quotable(index.figures(FigureQuery())),
            "translations": index.compared(),
            "names": (index.regions(), index.speakers(), index.years(), index.figure_names),
            "skipped": index.manifest.skipped,
            "dense": [
                _ranking(index.search_dense(vector, 10)) for vector in index.vectors(every[:3])
            ],
            "bm25": [
                _ranking(index.search_bm25(each[-8:].tolist(), ["公园", "学位"], 10))
                for each in ids[:3]
            ],
        }


def _ranking(found: tuple[NDArray[np.int64], NDArray[np.float32]]) -> tuple[object, object]:
    return found[0].tolist(), found[1].tolist()


def _plain(answer: Answer) -> Answer:
    return replace(answer, id="", index=IndexState("", 0), timings_ms={})


def _read_here(found: Sequence[Found], *, sizes: Sizes) -> Iterator[Read | Skipped]:
    """Reading without processes of its own, which a hundred builds have no time for."""
    return (read(file, usual_limits(), sizes) for file in found)
