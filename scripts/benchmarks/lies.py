"""Counts the lies and the honest paraphrases that the gate lets pass, by kind.

    scripts/bench lies FILE... [--half develop|check] [--show lie|honest] [--corpus FOLDER]

A file has a JSON object a line: `label` (lie or honest), `kind`, `file` (below the folder of the
corpus), `quote` (words of that file, or `span` and `sha256` of them in the cleaned text), `claim`,
`claim_language` and `quote_language`. Each claim is judged as the gate judges the sentence of a
language model that cites those words. `--show` prints the claims that were judged wrong: leave it
out for lies that whoever works on the gate must not see. `--half` takes every other line.
"""

from __future__ import annotations

import argparse
import hashlib
import json
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from rag.answering.gate import Gate
from rag.assembly import bundled_support
from rag.ingestion.formats import text as text_format
from rag.ingestion.read import Read, read_one
from rag.types.answers import Claim, Dropped, Source
from rag.types.documents import Passage
from rag.types.questions import Hit
from rag.types.text import Span

_CORPUS = Path(__file__).parents[2].joinpath("../shared/data/corpus")
_HALVES = {"develop": 0, "check": 1}


@dataclass(frozen=True)
class Case:
    """A claim with the words that it cites, and what the gate said: None where it passes."""

    label: str
    kind: str
    claim: str
    quote: str
    reason: str | None
    pair: str


def judged(entry: dict[str, str], corpus: Path) -> Case:
    """What the gate says of one line of a file."""
    passage, span = place_of(entry, corpus)
    source = Source(1, Hit(passage, 1.0), (span,))
    verdict = Gate([source], bundled_support()).verify(Claim(entry["claim"], ("1.1",)))
    return Case(
        entry["label"],
        entry["kind"],
        entry["claim"],
        span.slice(passage.document.text),
        verdict.reason if isinstance(verdict, Dropped) else None,
        f"{entry['claim_language']} of {entry['quote_language']}",
    )


def place_of(entry: dict[str, str], corpus: Path) -> tuple[Passage, Span]:
    """The passage that the words of a line stand in, and where they stand; ValueError where they
    do not."""
    read = _read(corpus / entry["file"])
    text = read.document.text
    span = _found(text, entry["quote"]) if "quote" in entry else Span(*entry["span"])
    digest = hashlib.sha256(span.slice(text).encode()).hexdigest()
    if not digest.startswith(entry.get("sha256", "")):
        raise ValueError(f"{entry['file']} has changed")
    section = next((s for s in read.sections if s.span.contains(span)), read.sections[0])
    return Passage(read.document, section.span, section.heading), span


def _found(text: str, words: str) -> Span:
    places = [place for place, character in enumerate(text) if not character.isspace()]
    plain = "".join(text[place] for place in places)
    wanted = "".join(words.split())
    start = plain.find(wanted)
    if start < 0:
        raise ValueError(f"not found: {words[:12]}…")
    return Span(places[start], places[start + len(wanted) - 1] + 1)


@cache
def _read(path: Path) -> Read:
    return read_one(text_format.read(path.read_bytes(), path.name))


def entries(path: Path, half: str | None) -> Iterator[dict[str, str]]:
    """The lines of a file, all or every other one of each label and kind."""
    seen: Counter[tuple[str, str]] = Counter()
    for line in path.read_text("utf-8").splitlines():
        entry = json.loads(line)
        key = entry["label"], entry["kind"]
        seen[key] += 1
        if half is None or (seen[key] - 1) % 2 == _HALVES[half]:
            yield entry


def report(cases: list[Case]) -> None:
    for by in ("kind", "pair"):
        groups = sorted({(case.label, getattr(case, by)) for case in cases})
        for label, group in groups:
            chosen = [c for c in cases if (c.label, getattr(c, by)) == (label, group)]
            passed = sum(case.reason is None for case in chosen)
            reasons = Counter(case.reason for case in chosen if case.reason)
            print(f"{label:7}{group:20}{passed:4} of {len(chosen):4} pass   {dict(reasons)}")
    for label in sorted({case.label for case in cases}):
        chosen = [case for case in cases if case.label == label]
        passed = sum(case.reason is None for case in chosen)
        print(f"{label}: {passed} of {len(chosen)} pass ({passed / len(chosen):.1%})")


def main() -> None:
    parser = argparse.ArgumentParser(description=(__doc__ or "").partition("\n")[0])
    parser.add_argument("files", nargs="+", type=Path)
    parser.add_argument("--half", choices=sorted(_HALVES))
    parser.add_argument("--show", choices=["lie", "honest"])
    parser.add_argument("--corpus", type=Path, default=_CORPUS)
    options = parser.parse_args()
    cases, unread = [], 0
    for path in options.files:
        for entry in entries(path, options.half):
            try:
                cases.append(judged(entry, options.corpus))
            except ValueError:
                unread += 1
    for case in cases:
        if case.label == options.show and (case.reason is None) == (case.label == "lie"):
            print(f"{case.kind} [{case.reason}]\n  {case.claim}\n  {case.quote}")
    report(cases)
    if unread:
        print(f"{unread} quotations were not found in their files")


if __name__ == "__main__":
    main()
