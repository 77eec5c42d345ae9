"""A benchmark of latency: the milliseconds of a search and of an answer, beside their floor.

    python scripts/benchmarks/latency.py [--index NAME] [--questions FILE] [--http]

The floor is the cost of the libraries alone for the same questions: tokenising the question, a
FAISS search and a tantivy search. Each question is asked twice: the `first` time many of its words
are new to the process, `again` none are. Of a search, `retrieve` is everything before the reranker,
and `rerank` is the scoring of the candidates alone. `--http` also times a server that it starts.
The last line compares the speed of embedding passages with that of tokenising them alone.
"""

from __future__ import annotations

import argparse
import http
import http.client
import json
import statistics
import subprocess
import sys
import time
import urllib.request
from collections.abc import Callable, Sequence
from contextlib import closing
from functools import partial
from pathlib import Path

import numpy as np

from rag.assembly import (
    assemble_engine,
    bundled_query_encoder,
    make_embedder,
    make_reranker,
)
from rag.engine import Engine
from rag.language.bigrams import bigrams
from rag.language.detect import language_of
from rag.language.vocabulary import Vocabulary
from rag.settings import Settings
from rag.types.questions import DEFAULT_LIMIT, Question

QUESTIONS = Path(__file__).resolve().parents[3] / "shared/data/eval/policy/dev.jsonl"
CANDIDATES = 100
PASSES = 2
ENCODED, REPEAT = 2000, 9
PORT = 8765


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--index", default="default")
    parser.add_argument("--indexes", type=Path, default=Path("indexes"))
    parser.add_argument("--questions", type=Path, default=QUESTIONS, help="JSON lines, `question`")
    parser.add_argument("--http", action="store_true", help="through a server on loopback as well")
    options = parser.parse_args()
    rows = options.questions.read_text("utf-8").splitlines()
    questions = [json.loads(row)["question"] for row in rows]
    engine = assemble_engine(Settings(indexes=options.indexes), name=options.index)
    report("floor", floor(engine, options), questions)
    report("search", lambda text: engine.search(question_of(text), limit=DEFAULT_LIMIT), questions)
    stages(engine, options, questions)
    report("ask", lambda text: engine.ask(question_of(text), limit=DEFAULT_LIMIT), questions)
    if options.http:
        over_http(options, questions)
    encoding(engine, options)
    return 0


def question_of(text: str) -> Question:
    return Question(text, language=language_of(text))


def floor(engine: Engine, options: argparse.Namespace) -> Callable[[str], object]:
    """Tokenising, a dense and a lexical search, nothing else."""
    vocabulary = Vocabulary.bundled()
    embedder = make_embedder(Settings(indexes=options.indexes))

    def run(text: str) -> object:
        with engine.index() as index:
            ids = vocabulary.encode(text)
            dense = index.search_dense(embedder.embed_question(text), CANDIDATES, None)
            pairs = bigrams(vocabulary.normalise(text))
            return dense, index.search_bm25(ids, pairs, CANDIDATES, None)

    return run


def report(name: str, run: Callable[[str], object], questions: Sequence[str]) -> None:
    """Print the percentiles over all questions, of a first and a second pass, after a few
    questions as a warm-up."""
    for text in questions[:10]:
        run(text)
    show(name, [[timed(run, text) for text in questions] for _ in range(PASSES)])


def timed(run: Callable[[str], object], text: str) -> float:
    """The milliseconds of a run."""
    started = time.perf_counter()
    run(text)
    return (time.perf_counter() - started) * 1000


def show(name: str, passes: Sequence[Sequence[float]]) -> None:
    cuts = [statistics.quantiles(times, n=100) for times in passes]
    shown = "   ".join(
        f"{when} p50 {cut[49]:6.2f} p95 {cut[94]:6.2f} ms"
        for when, cut in zip(("first", "again"), cuts, strict=True)
    )
    print(f"{name:15} {shown}   n {len(passes[0])}")


def stages(engine: Engine, options: argparse.Namespace, questions: Sequence[str]) -> None:
    """Print the times of the two parts of a search: the candidates, and their scores."""
    retrieve: list[list[float]] = []
    rerank: list[list[float]] = []
    for _ in range(PASSES):
        found = [engine.search(question_of(text), limit=DEFAULT_LIMIT) for text in questions]
        retrieve.append([result.timings_ms["retrieve"] for result in found])
        rerank.append([reranking(engine, options, text) for text in questions])
    show("  retrieve", retrieve)
    show("  rerank", rerank)


def reranking(engine: Engine, options: argparse.Namespace, text: str) -> float:
    """Milliseconds for CANDIDATES passages, after the words of the question were looked up."""
    encoder, reranker = bundled_query_encoder(), make_reranker(Settings(indexes=options.indexes))
    with engine.index() as index:
        rows = np.arange(min(CANDIDATES, index.size))
        texts, ids = [passage.text for passage in index.passages(rows)], index.token_ids(rows)
        encoder.encode(text).neighbourhoods(encoder.neighbours(index.vocabulary_ids))
        return timed(partial(reranker.scores, passages=texts, token_ids=ids), text)


def encoding(engine: Engine, options: argparse.Namespace) -> None:
    """Print the passages a second of the tokenizer alone and of the embedder, which tokenises
    too."""
    embedder, vocabulary = make_embedder(Settings(indexes=options.indexes)), Vocabulary.bundled()
    with engine.index() as index:
        texts = [passage.text for passage in index.passages(range(min(ENCODED, index.size)))]
    runs = (lambda _: vocabulary.encode_batch(texts), lambda _: embedder.embed_passages(texts))
    # In turn, and the best time of each, so that other work on the machine does not count.
    times = [[timed(run, "") for run in runs] for _ in range(REPEAT)]
    alone, both = (len(texts) * 1000 / min(column) for column in zip(*times, strict=True))
    print(f"tokenizer {alone:.0f}/s   embedder {both:.0f}/s   {both / alone:.0%} (wanted: 90%)")


def over_http(options: argparse.Namespace, questions: Sequence[str]) -> None:
    """The same through `speechrag serve`, one request at a time over one connection, as browsers
    and client libraries keep it."""
    command = [sys.executable, "-P", "-m", "rag", "serve", "--port", str(PORT)]
    where = ["--name", options.index, "--indexes", str(options.indexes)]
    quiet = subprocess.DEVNULL
    server = subprocess.Popen([*command, *where], stdout=quiet, stderr=quiet)
    try:
        wait_until_ready()
        with closing(http.client.HTTPConnection("127.0.0.1", PORT)) as kept:
            report("POST /v1/search", lambda text: post(kept, "search", {"query": text}), questions)
            report("POST /v1/ask", lambda text: post(kept, "ask", {"question": text}), questions)
    finally:
        server.terminate()
        server.wait()


def wait_until_ready() -> None:
    for _ in range(200):
        try:
            with urllib.request.urlopen(f"http://127.0.0.1:{PORT}/readyz"):
                return
        except OSError:
            time.sleep(0.1)
    raise SystemExit("the server did not become ready in 20 s")


def post(connection: http.client.HTTPConnection, route: str, body: dict[str, str]) -> object:
    headers = {"Content-Type": "application/json"}
    connection.request("POST", f"/v1/{route}", json.dumps(body).encode(), headers)
    response = connection.getresponse()
    content = response.read()
    if response.status != http.HTTPStatus.OK:
        raise SystemExit(f"/v1/{route} answered {response.status}: {content.decode()[:200]}")
    return json.loads(content)


if __name__ == "__main__":
    sys.exit(main())
