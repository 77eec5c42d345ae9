"""A benchmark of the alignment of official translations: is each pair of sentences right?

    python scripts/benchmarks/alignment.py [--sample 300] [--seed 1 2 3] [--show N]

It makes two documents of the pairs of central reports (train/parallel.tsv, source gwr_2024_2026),
in the order of the file; a fifth of the sentences is left out on each side, by a seed. A pair of
sentences is right if all its sentences come from one pair of the file, some of which are wrong
themselves. The shipped table was trained on these pairs too. The second part is of texts that it
has not seen: addresses and reports of one year, which are no translations and must not pair.

Figures are compared by the rule of the index, and percentages once more by a rule of this file.
"""

from __future__ import annotations

import argparse
import random
import re
import time
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from rag.assembly import bundled_embedder
from rag.ingestion.translations.align import AlignedTexts, align
from rag.language.same_figures import same_figures
from rag.language.sentences import sentences
from rag.types.text import Span
from rag.types.translations import AlignedSentences

ROOT = Path(__file__).resolve().parents[2].parent / "shared" / "data"
SOURCE, LEFT_OUT, ADDRESSES_READ = "gwr_2024_2026", 0.2, 20
_PERCENT = re.compile(r"(\d+(?:\.\d+)?)[\s-]*(?:%|％|percent\b)")


@dataclass(frozen=True, slots=True)
class Text:
    """A document of sentences, one a line, with the pair of the file that each comes from."""

    text: str
    origins: tuple[tuple[Span, int], ...]

    def pairs_in(self, span: Span) -> set[int]:
        return {origin for place, origin in self.origins if place.overlaps(span)}


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--sample", type=int, default=300)
    parser.add_argument("--seed", type=int, nargs="+", default=[1, 2, 3])
    parser.add_argument("--show", type=int, default=0, help="print so many wrong pairs")
    options = parser.parse_args()
    if not ROOT.is_dir():
        print(f"alignment: {ROOT} is not there: nothing to measure")
        return 0
    for seed in options.seed:
        measure(seed, options.sample, options.show)
    unrelated()
    return 0


def measure(seed: int, sample: int, show: int) -> None:
    chance = random.Random(seed)
    rows = list(parallel())
    chinese = made([row[0] for row in rows], chance)
    english = made([row[1] for row in rows], chance)
    started = time.perf_counter()
    aligned = align(chinese.text, english.text, bundled_embedder().embed_passages)
    took = time.perf_counter() - started
    chosen = chance.sample(aligned.pairs, min(sample, len(aligned.pairs)))
    wrong = [pair for pair in chosen if len(origins(pair, chinese, english)) > 1]
    differ = sum(not agrees(pair, chinese, english) for pair in aligned.pairs)
    both = {n for _, n in chinese.origins} & {n for _, n in english.origins}
    reached = {n for pair in aligned.pairs for n in origins(pair, chinese, english)} & both
    print(
        f"seed {seed}: {aligned.here} and {aligned.there} sentences, {len(aligned.pairs)} pairs "
        f"(share {aligned.share:.2f}), {len(reached)} of {len(both)} pairs of the file reached, "
        f"{took:.1f} s\n  right {len(chosen) - len(wrong)} of {len(chosen)} "
        f"({1 - len(wrong) / len(chosen):.3f}); pairs with different figures: {differ}"
    )
    for pair in wrong[:show]:
        print("   ", pair.here.slice(chinese.text), "|", pair.there.slice(english.text))


def origins(pair: AlignedSentences, chinese: Text, english: Text) -> set[int]:
    return chinese.pairs_in(pair.here) | english.pairs_in(pair.there)


def agrees(pair: AlignedSentences, chinese: Text, english: Text) -> bool:
    first, second = pair.here.slice(chinese.text), pair.there.slice(english.text)
    percents = [sorted(map(float, _PERCENT.findall(text))) for text in (first, second)]
    return same_figures(first, second) and percents[0] == percents[1]


def parallel() -> Iterator[tuple[str, str]]:
    """Chinese and English of the source, in the order of the file."""
    for line in (ROOT / "train" / "parallel.tsv").read_text(encoding="utf-8").splitlines():
        parts = line.split("\t")
        if parts[-1] == SOURCE:
            yield parts[0], parts[1]


def made(texts: list[str], chance: random.Random) -> Text:
    """The sentences of the texts, but for those left out."""
    lines: list[str] = []
    places: list[tuple[Span, int]] = []
    at = 0
    for number, text in enumerate(texts):
        for span in sentences(text):
            if chance.random() >= LEFT_OUT:
                lines.append(span.slice(text))
                places.append((Span(at, at + len(lines[-1])), number))
                at += len(lines[-1]) + 1
    return Text("\n".join(lines), tuple(places))


def unrelated() -> None:
    """Speeches of one year in two languages that are no translations."""
    reports = {
        path.name[:4]: path for path in (ROOT / "corpus/central").glob("*国务院政府工作报告.md")
    }
    found: list[tuple[float, str]] = []
    for path in sorted((ROOT / "corpus/english").glob("*.txt")):
        if path.name[:4] in reports and len(found) < ADDRESSES_READ:
            aligned = compared(reports[path.name[:4]], path)
            found.append((aligned.share, path.name))
    print(f"{len(found)} addresses with the report of their year: share at most {max(found)}")


def compared(report: Path, address: Path) -> AlignedTexts:
    texts = [path.read_text(encoding="utf-8", errors="replace") for path in (report, address)]
    return align(texts[0], texts[1], bundled_embedder().embed_passages)


if __name__ == "__main__":
    raise SystemExit(main())
