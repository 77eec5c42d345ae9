"""The recipe of the shipped model: it trains the model, writes its folder and measures it.

The stages: read -> vocabulary -> table by pooled vectors -> table by late interaction -> export ->
evaluate. Everything random is seeded.
"""

from __future__ import annotations

import argparse
import tempfile
from dataclasses import dataclass
from pathlib import Path

import torch
from rich.progress import Progress

from rag.language.vocabulary import Normaliser, Vocabulary
from rag.late_interaction.lexicon import LEXICON_FILE
from rag.late_interaction.transliteration import TRANSLITERATION_FILE

from . import data
from .copies import train_copies
from .corpus import make_mix, vocabulary_text
from .evaluate import read_tasks, report_table
from .export import export
from .lexicon import lexicon
from .mix import Shares
from .pooling import split
from .sounds import transliteration
from .table import LATE_BATCH, POOLED_BATCH, Report, new_table, train_pooled
from .vocabulary import LARGEST, character_fold, spell_in_bytes, train_merges, write

# Bytes and beginnings of characters, which are added to the trained pieces.
_RESERVED = 256 + 600


@dataclass(frozen=True, slots=True)
class Plan:
    """The sizes and lengths of a training, all chosen on the development sets (MODEL_CARD.md)."""

    pieces: int = LARGEST
    dimension: int = 256
    pooled_steps: int = 1500
    pooled_rate: float = 0.02
    pooled_batch: Shares = POOLED_BATCH
    # Each round trains copies of the table separately and continues with their mean.
    late_rounds: tuple[tuple[int, float], ...] = ((1500, 0.012), (600, 0.006))
    late_batch: Shares = LATE_BATCH
    copies: int = 2


_FEW = Shares(
    sentences=24, english_to_chinese=8, chinese_to_english=4, same_language=2, dictionary=8,
    others={"cmrc2018": 4, "reqa_squad": 4, "inflections": 2, "compounds": 2},
)  # fmt: skip
# Small enough for a test: the same stages in seconds on any machine.
QUICK = Plan(
    pieces=2400, dimension=16, pooled_steps=4, pooled_batch=_FEW,
    late_rounds=((4, 0.01), (2, 0.01)), late_batch=_FEW, copies=1,
)  # fmt: skip


def train(folder: Path, out: Path, *, plan: Plan, seed: int, device: str, report: Report) -> None:
    """Run the whole recipe; `out` is replaced file by file at the end."""
    entries = data.read_dictionary(folder / "cedict_ts.u8")
    with tempfile.TemporaryDirectory() as name:
        files = Path(name)
        fold = character_fold(entries)
        text = vocabulary_text(folder, entries, seed=seed)
        merges = train_merges(text, Normaliser(fold), size=plan.pieces - _RESERVED)
        write(files, spell_in_bytes(merges, size=plan.pieces), fold)
        vocabulary = Vocabulary.read(files)
        mix = make_mix(folder, entries, vocabulary, seed=seed)
        table = new_table(vocabulary.size, plan.dimension, seed=seed)
        train_pooled(
            table, mix, steps=plan.pooled_steps, rate=plan.pooled_rate, shares=plan.pooled_batch,
            device=device, report=report,
        )  # fmt: skip
        for number, (steps, rate) in enumerate(plan.late_rounds):
            table = train_copies(
                table, mix, copies=plan.copies, steps=steps, rate=rate, shares=plan.late_batch,
                seed=seed + number * plan.copies, device=device, report=report,
            )  # fmt: skip
        rows, importance = split(table.numpy(), mix.counts(vocabulary.size))
        texts = [text for _, text in data.read_texts(folder / "text.jsonl")]
        (files / LEXICON_FILE).write_bytes(lexicon(entries, vocabulary, texts))
        (files / TRANSLITERATION_FILE).write_bytes(transliteration(entries, texts))
        export(rows, importance, files, out)


def main() -> None:
    """The command line."""
    options = _options()
    if not options.evaluate:
        _train_with_progress(options)
    if (options.data / "eval").is_dir():
        print(report_table(options.out, read_tasks(options.data / "eval")))


def _train_with_progress(options: argparse.Namespace) -> None:
    plan = QUICK if options.quick else Plan()
    torch.manual_seed(options.seed)
    device = options.device
    if device == "auto":
        device = "cuda" if torch.cuda.is_available() else "cpu"
    folder = options.data / "train"
    with Progress() as progress:
        bars = {
            "pooled": progress.add_task("pooled", total=plan.pooled_steps),
            "late": progress.add_task("late", total=None),
        }

        def report(stage: str, step: int, steps: int, loss: float, accuracy: float) -> None:
            text = f"{stage}: loss {loss:.3f}, first of the batch {accuracy:.2f}"
            progress.update(bars[stage], completed=step + 1, total=steps, description=text)

        train(folder, options.out, plan=plan, seed=options.seed, device=device, report=report)


def _options() -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="scripts/train", description=__doc__)
    parser.add_argument("--data", type=Path, default=Path("../shared/data"),
                        help="folder with train/ and, to evaluate, eval/")  # fmt: skip
    parser.add_argument("--out", type=Path, default=Path("rag/models/bilingual"),
                        help="folder of the model")  # fmt: skip
    parser.add_argument("--seed", type=int, default=0)
    parser.add_argument("--device", default="auto", help="auto, cpu or cuda")
    parser.add_argument("--quick", action="store_true", help="a tiny model in seconds, for tests")
    parser.add_argument("--evaluate", action="store_true",
                        help="train nothing, only measure the model in --out")  # fmt: skip
    return parser.parse_args()


if __name__ == "__main__":
    main()
