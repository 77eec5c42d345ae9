"""One run of training: steps of gradients, checkpoints, and the loss.

Weights are kept in float32 and computed with in bfloat16 (which two cores do five times as fast).
The rows of words stay as they are: the texts would move only the frequent ones.
"""

from __future__ import annotations

import json
import random
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path

import torch
from torch.nn import functional

from .batches import EncodedExample, Step, steps
from .network import Network

SPAN_WEIGHT = 0.3
EACH_WEIGHT = 0.5  # of the judgement of each sentence by itself
_LARGEST_GRADIENT = 1.0


@dataclass(frozen=True, slots=True)
class Schedule:
    """The rate rises over `warmup` steps, stays, and falls to nothing over the last `decay`."""

    steps: int
    rate: float
    warmup: int
    decay: int

    def at(self, step: int) -> float:
        rising = min(1.0, (step + 1) / max(1, self.warmup))
        falling = min(1.0, (self.steps - step) / max(1, self.decay))
        return self.rate * min(rising, falling)


def loss_of(network: Network, step: Step) -> tuple[torch.Tensor, int, int]:
    """The mean loss of a step, and of how many answerable examples the best sentence is right."""
    found = [network(batch) for batch in step.passes]
    total = torch.zeros(())
    right = answerable = 0
    for example, places, tokens in zip(step.examples, step.places, step.tokens, strict=True):
        logits = torch.stack([found[number][0][at] for number, at in places]).float()
        positive = torch.zeros(len(logits), dtype=torch.bool)
        for sentence, _ in example.answers:
            positive[sentence] = True
        sure = torch.ones(len(logits), dtype=torch.bool)
        sure[example.unsure] = False
        sure |= positive
        judged = logits[sure]
        wanted = positive[sure]
        whole = torch.logsumexp(torch.cat([judged.new_zeros(1), judged]), 0)
        if wanted.any():
            total = total + whole - torch.logsumexp(judged[wanted], 0)
            answerable += 1
            right += int(wanted[judged.argmax()])
        else:
            total = total + whole
        each = functional.binary_cross_entropy_with_logits(judged, wanted.float(), reduction="sum")
        total = total + EACH_WEIGHT * each / max(4, len(judged))
        for sentence, span in example.answers:
            if span is None:
                continue
            window, start, end = example.sentences[sentence]
            number, row = tokens[window]
            ends = found[number][1][row, start:end].float()
            goal = torch.tensor([span[0], span[1]])
            total = total + SPAN_WEIGHT * functional.cross_entropy(ends.T, goal) / len(
                example.answers
            )
    return total / len(step.examples), right, answerable


def fit(
    network: Network,
    examples: Sequence[EncodedExample],
    schedule: Schedule,
    *,
    checkpoint: Path,
    seed: int,
    every: int = 200,
    report: Callable[[str], None] = print,
) -> None:
    """Train `network` in place; goes on from `checkpoint` where that holds one."""
    network.word.weight.requires_grad_(False)
    trained = {name: value for name, value in network.named_parameters() if value.requires_grad}
    masters = {name: value.detach().clone().float() for name, value in trained.items()}
    optimizer = torch.optim.AdamW(
        [
            {"params": [m for m in masters.values() if m.dim() > 1], "weight_decay": 0.01},
            {"params": [m for m in masters.values() if m.dim() == 1], "weight_decay": 0.0},
        ],
        betas=(0.9, 0.98), eps=1e-6, fused=True,
    )  # fmt: skip
    begin = 0
    if checkpoint.exists():
        saved = torch.load(checkpoint, weights_only=True)
        begin = saved["step"]
        for name, master in masters.items():
            master.copy_(saved["masters"][name])
        optimizer.load_state_dict(saved["optimizer"])
    network.bfloat16().train()
    _publish(masters, trained)
    generator = random.Random(seed + begin)
    since, right, answerable, losses = time.monotonic(), 0, 0, []
    for number, step in zip(range(begin, schedule.steps), steps(examples, generator), strict=False):
        loss, hits, asked = loss_of(network, step)
        loss.backward()  # type: ignore[no-untyped-call]
        for name, master in masters.items():
            gradient = trained[name].grad
            master.grad = gradient.float() if gradient is not None else None
            trained[name].grad = None
        torch.nn.utils.clip_grad_norm_(masters.values(), _LARGEST_GRADIENT, foreach=True)
        for group in optimizer.param_groups:
            group["lr"] = schedule.at(number)
        optimizer.step()
        _publish(masters, trained)
        right, answerable = right + hits, answerable + asked
        losses.append(loss.item())
        if (number + 1) % 25 == 0:
            seconds = (time.monotonic() - since) / 25
            report(json.dumps({
                "step": number + 1, "loss": round(sum(losses) / len(losses), 4),
                "right": round(right / max(1, answerable), 4), "seconds": round(seconds, 2),
                "rate": schedule.at(number),
            }))  # fmt: skip
            since, right, answerable, losses = time.monotonic(), 0, 0, []
        if (number + 1) % every == 0 or number + 1 == schedule.steps:
            saved = {"step": number + 1, "masters": masters, "optimizer": optimizer.state_dict()}
            torch.save(saved, checkpoint.with_suffix(".part"))
            checkpoint.with_suffix(".part").replace(checkpoint)
    network.float()
    with torch.no_grad():
        for name, value in trained.items():
            value.copy_(masters[name])


def _publish(masters: dict[str, torch.Tensor], trained: dict[str, torch.nn.Parameter]) -> None:
    with torch.no_grad():
        for name, master in masters.items():
            trained[name].copy_(master)
