"""A benchmark of retrieval: how often each stage finds the right passage of the development sets.

    scripts/bench retrieval [--questions N] [--sets NAME…] [--distractors 50000] [--data FOLDER]

Each set is indexed like speeches, in a temporary folder. The index is searched by pooled vectors
alone, by BM25 alone, by the soft lexical search alone, by the three fused (the first stage), and by
everything (with understanding and reranking). The table gives recall at 1 and 10 with 95% bootstrap
intervals over questions. The Chinese paragraphs of XQuAD lie among all paragraphs of CMRC.
"""

from __future__ import annotations

import argparse
import hashlib
import json
import random
import sys
import tempfile
import time
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np

ROOT = Path(__file__).resolve().parents[2]
sys.path.insert(0, str(ROOT))

from rag.assembly import (  # noqa: E402
    bundled_embedder,
    bundled_query_encoder,
    make_embedder,
    make_retriever,
)
from rag.evaluation.cases import read_cases, read_names  # noqa: E402
from rag.evaluation.judging import gold_ranks  # noqa: E402
from rag.index.index import Index, check_folder  # noqa: E402
from rag.index.layout import Manifest, index_folder  # noqa: E402
from rag.index.publish import staged  # noqa: E402
from rag.index.writer import IndexWriter  # noqa: E402
from rag.ingestion.build import build  # noqa: E402
from rag.ingestion.passages.index_text import digest_of, index_text  # noqa: E402
from rag.language.bigrams import bigrams  # noqa: E402
from rag.language.detect import language_of  # noqa: E402
from rag.language.vocabulary import Vocabulary  # noqa: E402
from rag.late_interaction.expand import expand  # noqa: E402
from rag.retrieval.fuse import ranked  # noqa: E402
from rag.retrieval.retriever import Retriever  # noqa: E402
from rag.settings import Settings  # noqa: E402
from rag.types.documents import Document, Passage  # noqa: E402
from rag.types.questions import Question  # noqa: E402
from rag.types.text import Alignment, Span  # noqa: E402
from scripts.training.evaluate import Task, interval, read_tasks  # noqa: E402

DATA = ROOT.parent / "shared" / "data"
BITEXT = {"ntrex": "ntrex_newstest2019.tsv", "un": "un_v1_testset.tsv", "tico": "tico19.tsv"}
STAGES = ("pooled", "bm25", "soft lexical", "first stage", "everything")
DEPTH = 100
SEED = 0
# Shorter than a passage of a speech: longer distractors would be too few.
DISTRACTOR_CHARACTERS = 200
DISTRACTOR_SOURCES = ("laws", "crud_news")
CORPUS = ("seed", "provincial-2025", "provincial-2026", "central")


@dataclass(frozen=True, slots=True)
class Pool:
    """An open index, and the number of the text that each of its passages holds."""

    index: Index
    number_of: dict[str, int]


def main() -> None:
    options = _options()
    settings = Settings()
    retriever = make_retriever(settings, embedder=make_embedder(settings))
    print(f"| set | questions | {' | '.join(f'{s} R@1 / R@10' for s in STAGES)} |")
    print(f"|---|---|{'---|' * len(STAGES)}")
    for task in _tasks(options.data / "eval"):
        if not options.sets or any(task.name.startswith(name) for name in options.sets):
            _measure(retriever, _sampled(task, options.questions))
    if not options.sets or "policy" in options.sets:
        _measure_policy(retriever, options.data)
    if options.distractors:
        _measure_first_stage(retriever, options.data, options.distractors, options.questions)


def _options() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--questions", type=int, default=500, help="so many of each set; 0 is all")
    parser.add_argument("--sets", nargs="*", default=[], help="only sets whose name begins so")
    parser.add_argument("--distractors", type=int, default=50_000, help="0 is none")
    parser.add_argument("--data", type=Path, default=DATA)
    return parser.parse_args()


def _tasks(folder: Path) -> Iterator[Task]:
    yield from read_tasks(folder)
    for name, file in BITEXT.items():
        lines = (folder / "bitext" / file).read_text("utf-8").splitlines()
        chinese, english = zip(*(line.split("\t") for line in lines), strict=True)
        own = list(range(len(lines)))
        yield Task(f"{name} en-zh", list(english), list(chinese), own)
        yield Task(f"{name} zh-en", list(chinese), list(english), own)


def _sampled(task: Task, count: int) -> Task:
    """`count` questions of the task by a seeded draw, with all of its passages."""
    if not 0 < count < len(task.questions):
        return task
    chosen = sorted(random.Random(SEED).sample(range(len(task.questions)), count))
    return Task(
        task.name,
        [task.questions[i] for i in chosen],
        task.passages,
        [task.gold[i] for i in chosen],
    )


def _measure(retriever: Retriever, task: Task) -> None:
    with tempfile.TemporaryDirectory() as folder:
        pool = _indexed(Path(folder), [[text] for text in task.passages])
        with pool.index:
            ranks = [
                [
                    _rank(pool, rows, gold)
                    for rows in _rows_by_stage(retriever, pool.index, question_text)
                ]
                for question_text, gold in zip(task.questions, task.gold, strict=True)
            ]
    _print(task.name, ranks)


def _rank(pool: Pool, passages: Sequence[Passage], gold: int) -> int:
    """The rank of the passage from 1; 0 if it is not there."""
    numbers = [pool.number_of[passage.id] for passage in passages]
    return numbers.index(gold) + 1 if gold in numbers else 0


def _rows_by_stage(
    retriever: Retriever, index: Index, question_text: str, limit: int = 10
) -> list[list[Passage]]:
    """The first passages of each stage. The three searches by themselves take the question as it
    stands, without understanding it."""
    question = Question(question_text, language=language_of(question_text))
    encoder, vocabulary = bundled_query_encoder(), Vocabulary.bundled()
    pairs = bigrams(vocabulary.normalise(question_text))
    encoder.transliterate(question_text, index.all_token_ids)
    rankings = [
        index.search_dense(bundled_embedder().embed_question(question_text), DEPTH),
        index.search_bm25(vocabulary.encode(question_text), pairs, DEPTH),
        ranked(
            index.score_terms(expand(encoder, question_text, index.vocabulary_ids)), limit=DEPTH
        ),
    ]
    first = retriever.candidates(index, question)
    found = [
        index.passages(rows[:limit]) for rows in (*(found for found, _ in rankings), first.rows)
    ]
    return [*found, [hit.passage for hit in retriever.retrieve(index, question, limit=limit).hits]]


def _print(name: str, ranks: Sequence[Sequence[int]]) -> None:
    cells = []
    for column in np.array(ranks).T:
        hits = [interval((column >= 1) & (column <= k)) for k in (1, 10)]
        cells.append(" / ".join(hits))
    print(f"| {name} | {len(ranks)} | {' | '.join(cells)} |", flush=True)


def _measure_policy(retriever: Retriever, data: Path) -> None:
    """Print the recall of questions about ../shared/data/corpus, judged by their gold words."""
    path = data / "eval" / "policy" / "dev.jsonl"
    cases = [case for case in read_cases(path) if case.gold]
    names = read_names(cases, path)
    with tempfile.TemporaryDirectory() as folder:
        sources = [data / "corpus" / name for name in CORPUS]
        build(
            sources,
            directory=Path(folder),
            name="policy",
            embedder=bundled_embedder(),
            vocabulary=Vocabulary.bundled(),
        )
        with Index.open(Path(folder), "policy") as index:
            for language in ("zh", "en"):
                ranks = []
                for case in (case for case in cases if case.language == language):
                    located = [
                        [(passage.text, names.of(passage.document)) for passage in stage]
                        for stage in _rows_by_stage(retriever, index, case.question)
                    ]
                    found = [
                        [rank for rank in gold_ranks(case, stage) if rank] for stage in located
                    ]
                    ranks.append([min(stage_ranks, default=0) for stage_ranks in found])
                _print(f"policy {language}", ranks)


def _measure_first_stage(
    retriever: Retriever, data: Path, distractors: int, questions: int
) -> None:
    """Print recall@100 and time of the first stage: English questions, Chinese distractors."""
    task = _sampled(read_tasks(data / "eval")[0], questions)
    documents = [[text] for text in task.passages]
    for pieces in _distractors(data / "train" / "text.jsonl", distractors):
        documents.append(pieces)
    with tempfile.TemporaryDirectory() as folder:
        pool = _indexed(Path(folder), documents)
        with pool.index as index:
            retriever.candidates(index, Question(task.questions[0], language="en"))
            found, times = [], []
            for question_text, gold in zip(task.questions, task.gold, strict=True):
                started = time.perf_counter()
                rows = retriever.candidates(index, Question(question_text, language="en")).rows
                times.append((time.perf_counter() - started) * 1000)
                found.append(_rank(pool, index.passages(rows), gold) > 0)
            size = index.size
    half, most = np.percentile(times, [50, 90])
    print(
        f"\nfirst stage, {task.name}, {size} passages, {len(found)} questions: "
        f"R@100 {interval(np.array(found))}, {half:.1f} ms (p90 {most:.1f} ms)"
    )


def _distractors(path: Path, count: int) -> Iterator[list[str]]:
    """The pieces of each text, until there are `count` pieces."""
    with path.open(encoding="utf-8") as lines:
        rows = [row for row in map(json.loads, lines) if row["source"] in DISTRACTOR_SOURCES]
    random.Random(SEED).shuffle(rows)
    for row in rows:
        text = row["text"]
        starts = range(0, len(text), DISTRACTOR_CHARACTERS)
        pieces = [text[start : start + DISTRACTOR_CHARACTERS] for start in starts][:count]
        pieces = [piece for piece in pieces if piece.strip()]
        count -= len(pieces)
        if pieces:
            yield pieces
        if count <= 0:
            return


def _indexed(folder: Path, documents: Sequence[Sequence[str]]) -> Pool:
    """An index of these documents, each a list of passages; passages are numbered in order."""
    embedder, vocabulary = bundled_embedder(), Vocabulary.bundled()
    number_of: dict[str, int] = {}
    with staged(index_folder(folder, "pool")) as staging:
        with IndexWriter(staging.folder) as writer:
            for number, texts in enumerate(documents):
                passages = _passages(number, texts)
                for passage in passages:
                    number_of[passage.id] = len(number_of)
                indexed = [index_text(passage) for passage in passages]
                writer.add(
                    passages[0].document,
                    published=passages[0].document.text,
                    report={},
                    passages=passages,
                    token_ids=vocabulary.encode_batch(indexed),
                    bigrams=[bigrams(vocabulary.normalise(text)) for text in indexed],
                    vectors=embedder.embed_passages(indexed),
                    digests=[digest_of(text) for text in indexed],
                )
            written = writer.finish()
        probes = embedder.embed_passages(("a", "b", "c"))
        manifest = Manifest(
            sources=(),
            model=embedder.fingerprint(),
            probes=tuple(tuple(map(float, row)) for row in probes),
            vocabulary=vocabulary.digest,
            chunker={},
            dense=written.dense,
            counts=written.counts,
        )
        staging.publish(manifest, check=check_folder)
    return Pool(Index.open(folder, "pool"), number_of)


def _passages(number: int, texts: Sequence[str]) -> list[Passage]:
    text = "\n".join(texts)
    id = hashlib.sha256(f"{number}\n{text}".encode()).hexdigest()[:16]
    document = Document(
        id=id,
        title="",
        text=text,
        file=f"{number}.txt",
        language=language_of(text),
        alignment=Alignment.identity(len(text)),
    )
    spans, start = [], 0
    for piece in texts:
        spans.append(Span(start, start + len(piece)))
        start += len(piece) + 1
    return [Passage(document, span, ()) for span in spans]


if __name__ == "__main__":
    main()
