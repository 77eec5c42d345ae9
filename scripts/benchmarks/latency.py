"""An index and questions in, milliseconds of search and ask beside their floor out.

    python scripts/benchmarks/latency.py [--index NAME] [--questions FILE] [--http]

The floor is what the libraries alone cost for the same questions: cutting the question into
tokens, one FAISS search, one tantivy search. `--http` also times a running server of its own.
"""

from __future__ import annotations

import argparse
import json
import statistics
import subprocess
import sys
import time
import urllib.request
from collections.abc import Callable, Sequence
from pathlib import Path

from rag.assembly import assemble_engine, make_embedder
from rag.engine import Engine
from rag.language.bigrams import bigrams
from rag.language.detect import language_of
from rag.language.vocabulary import Vocabulary
from rag.settings import Settings
from rag.types import Question

QUESTIONS = Path(__file__).resolve().parents[3] / "shared/data/eval/policy/dev.jsonl"
CANDIDATES = 100
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
    report("search", lambda text: engine.search(asked(text)), questions)
    report("ask", lambda text: engine.ask(asked(text)), questions)
    if options.http:
        over_http(options, questions)
    return 0


def asked(text: str) -> Question:
    return Question(text, language=language_of(text))


def floor(engine: Engine, options: argparse.Namespace) -> Callable[[str], object]:
    """Tokens, one dense and one lexical search, nothing else."""
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
    """Prints percentiles over all questions, after one pass that warms up."""
    for text in questions[:10]:
        run(text)
    times = []
    for text in questions:
        started = time.perf_counter()
        run(text)
        times.append((time.perf_counter() - started) * 1000)
    cuts = statistics.quantiles(times, n=100)
    print(f"{name:14} p50 {cuts[49]:7.2f} ms   p95 {cuts[94]:7.2f} ms   n {len(times)}")


def over_http(options: argparse.Namespace, questions: Sequence[str]) -> None:
    """The same through `speechrag serve`, one request at a time."""
    command = [sys.executable, "-m", "rag", "serve", "--port", str(PORT)]
    where = ["--name", options.index, "--indexes", str(options.indexes)]
    quiet = subprocess.DEVNULL
    server = subprocess.Popen([*command, *where], stdout=quiet, stderr=quiet)
    try:
        wait_until_ready()
        report("POST /v1/search", lambda text: post("search", {"query": text}), questions)
        report("POST /v1/ask", lambda text: post("ask", {"question": text}), questions)
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


def post(route: str, body: dict[str, str]) -> object:
    request = urllib.request.Request(
        f"http://127.0.0.1:{PORT}/v1/{route}",
        json.dumps(body).encode(),
        {"Content-Type": "application/json"},
    )
    with urllib.request.urlopen(request) as response:
        return json.loads(response.read())


if __name__ == "__main__":
    sys.exit(main())
