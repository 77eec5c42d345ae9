"""The recipe of the shipped reader: it trains the reader, writes its folder and fits the choice.

    scripts/train reader [--data FOLDER] [--work FOLDER] [--out FOLDER] [--steps N] [--quick]

The stages: packages -> pieces -> examples -> training -> export -> choice. What is done lies in the
work folder, with a checkpoint every 200 steps: the same command goes on from there. On two cores a
step takes about 2.5 s.
"""

from __future__ import annotations

import argparse
import json
import random
from dataclasses import dataclass
from pathlib import Path
from tempfile import TemporaryDirectory

import torch

from rag.answering.choice import CHOICE_FILE, Choice
from rag.language.vocabulary import traditional_fold
from rag.models.reader import MODEL_FILE, TOKENIZER_FILE
from rag.models.reading_window import WindowEncoder

from . import pieces
from .asking import ask, engine_over, write_reports
from .batches import EncodedExample, encode, steps
from .examples import Example, read_examples
from .export import export, measure
from .fit import Schedule, fit
from .network import Network, from_start
from .packages import fetch
from .questions import read_questions, read_reports
from .start import read_start
from .texts import vocabulary_texts
from .written import examples, labelled_windows

PIECES = 44_000
# How much of each general set a run sees beside the written questions.
GENERAL_EXAMPLES = 20_000
WRITTEN_TIMES = 2
_CALIBRATION_STEPS = 4


@dataclass(frozen=True, slots=True)
class Plan:
    """The lengths of a training."""

    steps: int = 3_600
    rate: float = 1.4e-4
    warmup: int = 150
    decay: int = 800
    general: int = GENERAL_EXAMPLES
    written: int | None = None  # questions; None means all


QUICK = Plan(steps=4, warmup=1, decay=2, general=60, written=12)


def train(data: Path, work: Path, out: Path, *, plan: Plan, seed: int) -> None:
    """All stages up to the export; `out` keeps its choice, which is fitted afterwards."""
    work.mkdir(parents=True, exist_ok=True)
    out.mkdir(parents=True, exist_ok=True)
    files = fetch(work / "packages")
    kept = _pieces(data, work, files.tokenizer, seed)
    pieces.write_tokenizer(files.tokenizer, kept, work / TOKENIZER_FILE)
    encoder = WindowEncoder.read(work / TOKENIZER_FILE, traditional_fold())
    found = [
        encoded
        for example in _examples(data, out, plan, seed)
        if (encoded := encode(encoder, example)) is not None
    ]
    print(f"{len(found):,} examples", flush=True)
    network = from_start(read_start(files.weights), kept)
    schedule = Schedule(plan.steps, plan.rate, plan.warmup, plan.decay)
    fit(network, found, schedule, checkpoint=work / "reader.pt", seed=seed)
    write(network, found, out, work / TOKENIZER_FILE, seed=seed)


def write(
    network: Network, found: list[EncodedExample], out: Path, tokenizer: Path, *, seed: int
) -> None:
    """The model's files, with the ranges of activations measured on some examples."""
    drawn = steps(found, random.Random(seed))
    batches = [batch for _ in range(_CALIBRATION_STEPS) for batch in next(drawn).passes]
    export(network.eval(), measure(network, batches), out / MODEL_FILE)
    (out / TOKENIZER_FILE).write_bytes(tokenizer.read_bytes())


def _pieces(data: Path, work: Path, tokenizer: Path, seed: int) -> list[int]:
    path = work / "pieces.json"
    if not path.exists():
        fold = str.maketrans(*traditional_fold().split())
        texts = (text.translate(fold) for text in vocabulary_texts(data, seed=seed))
        path.write_text(json.dumps(pieces.choose(tokenizer, texts, limit=PIECES)))
    kept: list[int] = json.loads(path.read_text())
    return kept


def _examples(data: Path, out: Path, plan: Plan, seed: int) -> list[Example]:
    generator = random.Random(seed)
    general = read_examples(data, seed=seed)
    generator.shuffle(general)
    written = [each for each in read_questions(data) if each.use == "reader"][: plan.written]
    choice = Choice.read(out / CHOICE_FILE)
    with TemporaryDirectory() as folder:
        write_reports(read_reports(data), Path(folder))
        with engine_over([Path(folder)]) as engine:
            found = list(ask(engine, [each.question for each in written]))
    asked = [
        (each, one, labelled_windows(each, one, choice))
        for each, one in zip(written, found, strict=True)
    ]
    return [*general[: plan.general], *examples(asked, generator, times=WRITTEN_TIMES)]


def main() -> None:
    """The command line."""
    parser = argparse.ArgumentParser(prog="scripts/train reader", description=__doc__)
    parser.add_argument("--data", type=Path, default=Path("../shared/data"),
                        help="folder with train/ and train2/")  # fmt: skip
    parser.add_argument("--work", type=Path, default=Path("build/reader"),
                        help="folder for what is done and for checkpoints")  # fmt: skip
    parser.add_argument("--out", type=Path, default=Path("rag/models/reading"),
                        help="folder of the model")  # fmt: skip
    parser.add_argument("--steps", type=int, default=Plan().steps)
    parser.add_argument("--seed", type=int, default=0)
    parser.add_argument("--threads", type=int, default=0, help="0: one for each core")
    parser.add_argument("--quick", action="store_true", help="a few steps, for tests")
    options = parser.parse_args()
    if options.threads:
        torch.set_num_threads(options.threads)
    torch.manual_seed(options.seed)
    plan = QUICK if options.quick else Plan(steps=options.steps)
    train(options.data, options.work, options.out, plan=plan, seed=options.seed)


if __name__ == "__main__":
    main()
