"""Late interaction in training: the scores and the gradients of a batch.

s(q, d) = sum_i w_i max_j cos(q_i, d_j) / sum_i w_i, as in ColBERT (Khattab and Zaharia 2020) over
static rows, where w_i, the norm of row i, is how much token i matters.

Every question is scored against every passage of the batch. A batch of 650 still takes only half a
second on two cores: cosines are computed once per pair of *distinct* tokens; a compiled pass finds
the maxima; and gradients flow only through the few passages that a question confuses with its own.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import numpy.typing as npt
import torch
from numba import njit, prange
from scipy import sparse  # type: ignore[import-untyped]

from .ragged import Ints, Ragged

Floats = npt.NDArray[np.float32]
# The passages of a question that carry gradients; the others together have little of the softmax.
RIVALS = 16


@dataclass(frozen=True, slots=True)
class Side:
    """Texts of one side of a batch as rows of `units`, and how much each row matters."""

    texts: Ragged
    units: torch.Tensor
    weights: Floats


@dataclass(frozen=True, slots=True)
class Gradients:
    """The gradients of a batch for unit rows and weights: the distinct tokens of each side in
    order."""

    loss: float
    accuracy: float
    question_units: Floats
    question_weights: Floats
    passage_units: Floats


def batch_gradients(
    questions: Side, passages: Side, *, scale: float, device: str = "cpu"
) -> Gradients:
    """Softmax cross entropy of each question over the batch's passages; passage i answers i."""
    left, right = passages.units.to(device), questions.units.to(device)
    cosines = (left.bfloat16() @ right.bfloat16().T).float().cpu().numpy()
    best, winners = best_matches(cosines, passages.texts)
    scores = weighted_scores(best, questions.texts, questions.weights)
    count = len(questions.texts)
    own = np.arange(count)
    probabilities = torch.from_numpy(scores * scale).softmax(1).numpy()
    pull = probabilities.copy()
    pull[own, own] = 2.0  # a question's own passage always carries its gradient
    rivals = min(RIVALS + 1, count)
    rival_passages = torch.from_numpy(pull).topk(rivals, dim=1).indices.numpy().reshape(-1)
    pull[own, own] = probabilities[own, own] - 1.0
    asking = np.repeat(own, rivals)
    strengths = pull[asking, rival_passages] * (scale / count)
    tokens_of = questions.texts.take(asking)
    pair, tokens = tokens_of.rows_of_ids, tokens_of.ids
    documents = rival_passages[pair]
    weights = questions.weights
    totals = np.bincount(questions.texts.rows_of_ids, weights[questions.texts.ids], count)
    per_token = strengths[pair] / totals[asking][pair]
    distance = best[documents, tokens] - scores[asking, rival_passages][pair]
    moved = sparse.csr_matrix(
        (per_token * weights[tokens], (tokens, winners[documents, tokens])),
        shape=(len(weights), len(passages.units)),
        dtype=np.float32,
    )
    return Gradients(
        loss=float(-np.log(np.maximum(probabilities[own, own], 1e-9)).mean()),
        accuracy=float((scores.argmax(1) == own).mean()),
        question_units=moved @ passages.units.numpy(),
        question_weights=np.bincount(tokens, per_token * distance, len(weights)).astype(np.float32),
        passage_units=moved.T.tocsr() @ questions.units.numpy(),
    )


def best_matches(cosines: Floats, passages: Ragged) -> tuple[Floats, npt.NDArray[np.int32]]:
    """[passages, question tokens] twice: the best cosine of each token, and the row it belongs to.

    `cosines` is [passage tokens, question tokens]; `passages` holds row numbers of it.
    """
    shape = (len(passages), cosines.shape[1])
    best, winners = np.full(shape, -2.0, dtype=np.float32), np.zeros(shape, dtype=np.int32)
    _best_matches(cosines, passages.ids, passages.starts, best, winners)
    return best, winners


def weighted_scores(best: Floats, questions: Ragged, weights: Floats) -> Floats:
    """[questions, passages]: the mean of each question's best cosines, weighted by importance."""
    values = weights[questions.ids]
    totals = np.maximum(np.bincount(questions.rows_of_ids, values, len(questions)), 1e-9)
    shares = sparse.csr_matrix(
        (values / totals[questions.rows_of_ids], (questions.rows_of_ids, questions.ids)),
        shape=(len(questions), len(weights)),
        dtype=np.float32,
    )
    scores: Floats = np.ascontiguousarray((shares @ best.T).astype(np.float32))
    return scores


@njit(parallel=True, cache=True)
def _best_matches(
    cosines: Floats, ids: Ints, starts: Ints, best: Floats, winners: npt.NDArray[np.int32]
) -> None:
    for passage in prange(len(starts) - 1):
        for position in range(starts[passage], starts[passage + 1]):
            row = ids[position]
            for token in range(cosines.shape[1]):
                value = cosines[row, token]
                better = value > best[passage, token]
                best[passage, token] = value if better else best[passage, token]
                winners[passage, token] = np.int32(row) if better else winners[passage, token]
