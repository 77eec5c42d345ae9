"""The policy questions and an index of the corpus in, how well it retrieves and answers out.

    python scripts/benchmarks/policy.py [--index NAME] [--misses] [--json FILE]

Judged by ../shared/data/eval/policy/score.py; documents are matched by their file names.
"""

from __future__ import annotations

import argparse
import importlib.util
import json
import statistics
import sys
import time
from collections import defaultdict
from pathlib import Path
from types import ModuleType
from typing import Any

from rag.assembly import assemble_engine
from rag.language.detect import language_of
from rag.settings import Settings
from rag.types import Answer, Document, Question

SHARED = Path(__file__).resolve().parents[3] / "shared" / "data" / "eval" / "policy"
CUTOFFS = (1, 5, 10)
Item = dict[str, Any]


def load_judge() -> ModuleType:
    """The judging helpers that come with the questions."""
    spec = importlib.util.spec_from_file_location("score", SHARED / "score.py")
    assert spec is not None and spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def read_jsonl(path: Path) -> list[Item]:
    return [json.loads(line) for line in path.read_text("utf-8").splitlines()]


def names_of_documents() -> dict[str, str]:
    """File name without its ending -> id of the question set."""
    names = {row["title"]: row["id"] for row in read_jsonl(SHARED / "documents.jsonl")}
    return {**names, "000_074585629a8120b0": "seed"}


def judged_id(document: Document, names: dict[str, str]) -> str:
    return names.get(Path(document.file).stem, document.file)


def measure(judge: ModuleType, item: Item, engine: Any, names: dict[str, str]) -> Item:
    """One question: rank of the gold passage, facts in the quotations, status, milliseconds."""
    question = Question(item["question"], language=language_of(item["question"]))
    started = time.perf_counter()
    found = engine.search(question, limit=50)
    searched = time.perf_counter()
    answer: Answer = engine.ask(question)
    asked = time.perf_counter()
    passages = [
        (hit.passage.text, judged_id(hit.passage.document, names)) for hit in found.hits
    ]
    quotes = [
        (c.quote.text, judged_id(c.quote.passage.document, names)) for c in answer.citations
    ]
    said = " ".join(text for text, _ in quotes)
    gold_or_refute = item if item["gold"] else {**item, "gold": item.get("refute", [])}
    return {
        **{key: item[key] for key in ("id", "lang", "type", "question", "answerable")},
        "rank": judge.first_rank(item, passages) if item["gold"] else None,
        "recall": judge.item_recall(gold_or_refute, quotes),
        "facts": all(judge.facts_found(item, said)) if item["facts"] else None,
        "trapped": judge.trapped(item, said),
        "status": answer.status,
        "quotes": [f"{document}: {text}" for text, document in quotes],
        "gold": [f"{g['doc']}: {g['quote']}" for g in gold_or_refute["gold"]],
        "valid": all(
            c.quote.text == c.quote.passage.document.text[c.quote.span.start : c.quote.span.end]
            for c in answer.citations
        ),
        "search_ms": (searched - started) * 1000,
        "ask_ms": (asked - searched) * 1000,
    }


def share(values: list[bool]) -> str:
    return f"{sum(values) / len(values):.2f}" if values else "  - "


def table(results: list[Item]) -> None:
    """Prints one row a language and type."""
    groups: dict[tuple[str, str], list[Item]] = defaultdict(list)
    for result in results:
        groups[result["lang"], "all"].append(result)
        groups[result["lang"], result["type"]].append(result)
    print(f"{'':22}{'n':>4} " + " ".join(f"hit@{k:<3}" for k in CUTOFFS), end="")
    print(" facts  gold  trapped  answered")
    for (language, kind), rows in sorted(groups.items()):
        ranked = [r["rank"] for r in rows if r["rank"] is not None]
        print(f"{language} {kind:19}{len(rows):4} ", end="")
        print("   ".join(share([0 < rank <= k for rank in ranked]) for k in CUTOFFS), end="   ")
        print(share([r["facts"] for r in rows if r["facts"] is not None]), end="   ")
        print(share([r["recall"] == 1 for r in rows if r["recall"] is not None]), end="   ")
        print(share([r["trapped"] for r in rows if r["trapped"] is not None]), end="     ")
        print(share([r["status"] in ("answered", "partial") for r in rows]))
    answerable = [r["status"] != "unsupported" for r in results if r["type"] not in ("unanswerable", "false_premise")]
    refused = [r["status"] == "unsupported" for r in results if r["type"] == "unanswerable"]
    print(f"answerable answered {share(answerable)}, unanswerable refused {share(refused)}")
    print(f"quotations valid: {all(r['valid'] for r in results)}")
    for name in ("search_ms", "ask_ms"):
        print(f"{name} p50 {statistics.median(r[name] for r in results):.1f}")


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--index", default="corpus")
    parser.add_argument("--indexes", type=Path, default=Path("indexes"))
    parser.add_argument("--misses", action="store_true", help="show what went wrong")
    parser.add_argument("--json", type=Path, help="write every result there")
    options = parser.parse_args()
    judge, names = load_judge(), names_of_documents()
    engine = assemble_engine(Settings(indexes=options.indexes), name=options.index)
    engine.ask(Question("预热"))
    results = [
        measure(judge, item, engine, names) for item in read_jsonl(SHARED / "dev.jsonl")
    ]
    table(results)
    if options.misses:
        for r in results:
            if r["facts"] is False or (r["rank"] is not None and not 0 < r["rank"] <= 5):
                print(json.dumps({k: v for k, v in r.items() if k in (
                    "id", "type", "question", "rank", "facts", "status", "quotes", "gold")},
                    ensure_ascii=False, indent=1))
    if options.json:
        options.json.write_text(json.dumps(results, ensure_ascii=False, indent=1), "utf-8")
    return 0


if __name__ == "__main__":
    sys.exit(main())
