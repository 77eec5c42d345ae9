"""The training of the token table: first by pooled vectors, then by late interaction."""

from __future__ import annotations

from collections.abc import Callable, Iterator

import numpy as np
import torch

from .late import Side, batch_gradients
from .mix import Mix, Shares
from .ragged import Ints, Ragged
from .rows import RowAdam

POOLED_SCALE = 20.0  # 1 / temperature of pooled cosines
LATE_SCALE = 18.0  # 1 / temperature of late-interaction scores: 12 to 18 found more than 30
POOLED_SHARE = 0.3  # the share in the loss of the second stage that keeps pooled vectors good
WARM_UP = 0.05  # the share of all steps

POOLED_BATCH = Shares(
    sentences=1500, english_to_chinese=64, chinese_to_english=32, same_language=0, dictionary=700,
    others={"cmrc2018": 64, "reqa_squad": 128, "cloze_zh": 96, "cloze_en": 48},
)  # fmt: skip
# Mostly short pairs, which teach words at a third of the cost of long passages. A third of the
# batch is in a single language; otherwise exact words would lose their weight.
LATE_BATCH = Shares(
    sentences=300, english_to_chinese=90, chinese_to_english=16, same_language=40, dictionary=160,
    others={
        "cmrc2018": 40, "reqa_squad": 72, "cloze_zh": 40, "cloze_en": 24,
        "inflections": 12, "compounds": 12,
    },
)  # fmt: skip

Report = Callable[[str, int, int, float, float], None]


def new_table(rows: int, dimension: int, *, seed: int) -> torch.Tensor:
    """A table of small random rows."""
    generator = torch.Generator().manual_seed(seed)
    return torch.randn(rows, dimension, generator=generator) * 0.1


def train_pooled(
    table: torch.Tensor, mix: Mix, *, steps: int, rate: float, report: Report,
    shares: Shares = POOLED_BATCH, device: str = "cpu",
) -> None:  # fmt: skip
    """The first stage, in place: the mean of a text's rows comes near the mean of its partner's."""
    adam = RowAdam(table)
    for step, now in _schedule(steps, rate):
        questions, passages = mix.batch(shares)
        rows, questions, passages = _renumbered(questions, passages)
        leaf = table[rows].requires_grad_()
        loss, accuracy = _pooled_loss(leaf, questions, passages, device)
        loss.backward()  # type: ignore[no-untyped-call]
        assert leaf.grad is not None
        adam.step(rows, leaf.grad, rate=now)
        report("pooled", step, steps, loss.item(), accuracy)


def train_late(
    table: torch.Tensor, mix: Mix, *, steps: int, rate: float, report: Report,
    shares: Shares = LATE_BATCH, scale: float = LATE_SCALE, pooled_share: float = POOLED_SHARE,
    device: str = "cpu",
) -> None:  # fmt: skip
    """The second stage, in place: each token of the question meets its best token of the
    passage."""
    adam = RowAdam(table)
    for step, now in _schedule(steps, rate):
        questions, passages = mix.batch(shares)
        rows, questions, passages = _renumbered(questions, passages)
        leaf = table[rows].requires_grad_()
        question_rows, questions_own = _distinct(questions)
        passage_rows, passages_own = _distinct(passages)
        weights = leaf.norm(dim=1).clamp_min(1e-6)
        units = leaf / weights[:, None]
        sides = (
            units.index_select(0, question_rows),
            weights.index_select(0, question_rows),
            units.index_select(0, passage_rows),
        )
        unit_questions, weight_questions, unit_passages = (side.detach() for side in sides)
        gradients = batch_gradients(
            Side(questions_own, unit_questions, weight_questions.numpy()),
            Side(passages_own, unit_passages, np.zeros(0, dtype=np.float32)),
            scale=scale,
            device=device,
        )
        pooled, _ = _pooled_loss(leaf, questions, passages, device)
        torch.autograd.backward(
            [*sides, pooled],
            [
                torch.from_numpy(gradients.question_units),
                torch.from_numpy(gradients.question_weights),
                torch.from_numpy(gradients.passage_units),
                torch.tensor(pooled_share),
            ],
        )
        assert leaf.grad is not None
        adam.step(rows, leaf.grad, rate=now)
        report("late", step, steps, gradients.loss, gradients.accuracy)


def _pooled_loss(
    leaf: torch.Tensor, questions: Ragged, passages: Ragged, device: str
) -> tuple[torch.Tensor, float]:
    """Symmetric InfoNCE over the batch (van den Oord et al. 2018) and its top-1 accuracy."""
    left, right = _pooled(leaf, questions).to(device), _pooled(leaf, passages).to(device)
    logits = left @ right.T * POOLED_SCALE
    own = torch.arange(len(logits), device=device)
    loss = torch.nn.functional.cross_entropy(logits, own)
    loss = (loss + torch.nn.functional.cross_entropy(logits.T, own)).cpu() / 2
    return loss, (logits.argmax(1) == own).float().mean().item()


def _pooled(leaf: torch.Tensor, texts: Ragged) -> torch.Tensor:
    bags = torch.nn.functional.embedding_bag(
        torch.from_numpy(texts.ids), leaf, torch.from_numpy(texts.starts[:-1]), mode="mean"
    )
    return torch.nn.functional.normalize(bags)


def _renumbered(questions: Ragged, passages: Ragged) -> tuple[torch.Tensor, Ragged, Ragged]:
    """The distinct ids of the batch, and the texts as positions among them."""
    rows, positions = _distinct_ids(np.concatenate([questions.ids, passages.ids]))
    split = len(questions.ids)
    return (
        rows,
        Ragged(positions[:split], questions.starts),
        Ragged(positions[split:], passages.starts),
    )


def _distinct(texts: Ragged) -> tuple[torch.Tensor, Ragged]:
    rows, positions = _distinct_ids(texts.ids)
    return rows, Ragged(positions, texts.starts)


def _distinct_ids(ids: Ints) -> tuple[torch.Tensor, Ints]:
    """Like np.unique with inverse, but in linear time: ids are small numbers."""
    present = np.zeros(int(ids.max()) + 1, dtype=np.int64)
    present[ids] = 1
    positions = np.cumsum(present) - 1
    return torch.from_numpy(np.flatnonzero(present)), positions[ids]


def _schedule(steps: int, rate: float) -> Iterator[tuple[int, float]]:
    """Step numbers with their learning rates: rising over the first steps, then falling to 0."""
    warm = max(1, int(steps * WARM_UP))
    for step in range(steps):
        yield step, rate * min((step + 1) / warm, (steps - step) / max(1, steps - warm))
