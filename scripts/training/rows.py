"""The optimiser: Adam that moves only the rows of the table that a batch touched."""

from __future__ import annotations

import torch


class RowAdam:
    """Adam (Kingma and Ba 2015) that updates and moves only the rows that a batch touched."""

    def __init__(self, table: torch.Tensor, *, betas: tuple[float, float] = (0.9, 0.999)) -> None:
        self.table = table
        self._mean = torch.zeros_like(table)
        self._square = torch.zeros_like(table)
        self._steps = torch.zeros(len(table), 1)
        self._betas = betas

    def step(self, rows: torch.Tensor, gradient: torch.Tensor, *, rate: float) -> None:
        """Move `rows` (distinct) against `gradient` [rows, dimension]."""
        first, second = self._betas
        steps = self._steps[rows] + 1
        mean = self._mean[rows].mul_(first).add_(gradient, alpha=1 - first)
        square = self._square[rows].mul_(second).addcmul_(gradient, gradient, value=1 - second)
        self._steps[rows], self._mean[rows], self._square[rows] = steps, mean, square
        denominator = (square / (1 - second**steps)).sqrt_().add_(1e-8)
        self.table[rows] -= rate * (mean / (1 - first**steps)) / denominator
