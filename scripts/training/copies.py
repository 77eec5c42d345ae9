"""Training in copies: each core trains a copy of the table, and the result is their mean.

The mean of the weights of runs with a common beginning is better than each of them ("model soups",
Wortsman et al. 2022). And two processes with a thread each do more steps than a process with two.
"""

from __future__ import annotations

from collections.abc import Iterator
from concurrent.futures import ProcessPoolExecutor
from contextlib import contextmanager
from multiprocessing import get_context

import numba
import torch

from .late import Floats
from .mix import Mix, Shares
from .table import Report, train_late


def train_copies(
    table: torch.Tensor, mix: Mix, *, copies: int, steps: int, rate: float, shares: Shares,
    seed: int, device: str, report: Report,
) -> torch.Tensor:  # fmt: skip
    """Copy i draws its batches with seed + i; this process trains copy 0 and reports on it."""
    with ProcessPoolExecutor(max(1, copies - 1), mp_context=get_context("spawn")) as pool:
        others = [
            pool.submit(
                _train_copy,
                table.numpy(),
                mix.with_seed(seed + number),
                steps,
                rate,
                shares,
                device,
            )
            for number in range(1, copies)
        ]
        with _one_thread():
            own = table.clone()
            train_late(
                own, mix.with_seed(seed), steps=steps, rate=rate, shares=shares, device=device,
                report=report,
            )  # fmt: skip
        tables = [own, *(torch.from_numpy(other.result()) for other in others)]
    return torch.stack(tables).mean(0)


def _train_copy(
    rows: Floats, mix: Mix, steps: int, rate: float, shares: Shares, device: str
) -> Floats:
    table = torch.from_numpy(rows)
    with _one_thread():
        train_late(
            table, mix, steps=steps, rate=rate, shares=shares, device=device, report=_in_silence
        )
    trained: Floats = table.numpy()
    return trained


def _in_silence(stage: str, step: int, steps: int, loss: float, accuracy: float) -> None:
    pass


@contextmanager
def _one_thread() -> Iterator[None]:
    before = torch.get_num_threads(), numba.get_num_threads()
    torch.set_num_threads(1)
    numba.set_num_threads(1)
    try:
        yield
    finally:
        torch.set_num_threads(before[0])
        numba.set_num_threads(before[1])
