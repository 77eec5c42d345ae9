"""The check that an index was made by the embedding model that is set now.

Vectors of two models cannot be compared, even where their dimensions agree. A fingerprint can stay
equal while the vectors change, so a few probe sentences are embedded again too.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Protocol

import numpy as np
from numpy.typing import NDArray

from rag.errors import ModelMismatch
from rag.index.layout import PROBE_SENTENCES, Fingerprint, Manifest

# The same model on another machine or batch size differs by rounding, 1e-5 at most; another
# quantisation of its weights by more than this.
SAME_COSINE = 0.999


class Model(Protocol):
    """What an index must know of an embedder."""

    def fingerprint(self) -> Mapping[str, str | int]: ...

    def embed_passages(self, texts: Sequence[str]) -> NDArray[np.float32]: ...


def check_model(
    manifest: Manifest, *, fingerprint: Fingerprint, probe_vectors: NDArray[np.float32]
) -> None:
    """Raise ModelMismatch, saying how to go on, unless the index was built with this model.

    `probe_vectors` are the embeddings of layout.PROBE_SENTENCES as passages, [3, d].
    """
    built, now = manifest.model, fingerprint
    differing = sorted(key for key in {*built, *now} if built.get(key) != now.get(key))
    if differing:
        raise ModelMismatch(_message(manifest, built, now, differing))
    cosine = _least_cosine(manifest.probe_vectors, probe_vectors)
    if not cosine >= SAME_COSINE:  # so that NaN is refused too
        raise ModelMismatch(
            f"the model {_name(now)} no longer gives the vectors that index {manifest.name!r} was "
            f"built with (cosine {cosine:.3f} on the probe sentences, {SAME_COSINE} needed). "
            f"Rebuild: {manifest.rebuild_command()}"
        )


def check_embedder(manifest: Manifest, model: Model) -> None:
    """check_model with what `model` says of itself."""
    vectors = model.embed_passages(PROBE_SENTENCES)
    check_model(manifest, fingerprint=model.fingerprint(), probe_vectors=vectors)


def _least_cosine(built: NDArray[np.float32], now: NDArray[np.float32]) -> float:
    if built.shape != now.shape:
        return -1.0
    lengths = np.linalg.norm(built, axis=1) * np.linalg.norm(now, axis=1)
    return float(np.min(np.sum(built * now, axis=1) / np.maximum(lengths, 1e-12)))


def _message(
    manifest: Manifest, built: Fingerprint, now: Fingerprint, differing: Sequence[str]
) -> str:
    details = "; ".join(
        f"{key}: {built.get(key, 'none')} then, {now.get(key, 'none')} now" for key in differing
    )
    return (
        f"index {manifest.name!r} was built with the embedding model {_name(built)}, and "
        f"{_name(now)} is set now ({details}). Set the first one again, or rebuild: "
        f"{manifest.rebuild_command()}"
    )


def _name(fingerprint: Fingerprint) -> str:
    return str(fingerprint.get("name") or fingerprint.get("id") or "without a name")
