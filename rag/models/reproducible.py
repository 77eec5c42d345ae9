"""Arithmetic whose result does not depend on the order of its sums.

Sums of floats depend on the BLAS kernel, the number of threads and the address of an array in
memory. A reader would see it: a score differs in its last digit, two sentences change places. So
unit vectors are rounded to multiples of STEP. A product of two of them is then a multiple of
STEP**2, and since the sum of all products stays near 1, float32 holds every partial sum exactly:
any order gives the same bits. Weighted sums are made in float64 and rounded far above its error.
"""

from __future__ import annotations

import numpy as np
import numpy.typing as npt

Floats = npt.NDArray[np.float32]

# fp16 holds multiples of 2**-11 up to 1 exactly, and float32 holds multiples of 2**-22 up to 4: so
# the vectors can be stored as fp16 and multiplied as float32. Rounding moves a cosine by 2e-4.
STEP = 2.0**-11
# The decimals of a score; the error of its float64 sum is below 1e-14.
DECIMALS = 6


def on_grid(vectors: npt.NDArray[np.floating]) -> Floats:
    """`vectors` with each component at the nearest multiple of STEP, float32, the same shape."""
    scaled = np.multiply(vectors, 1 / STEP, dtype=vectors.dtype)
    rounded: Floats = np.rint(scaled, out=scaled).astype(np.float32, copy=False)
    rounded *= np.float32(STEP)
    return rounded


def weighted(values: npt.NDArray[np.floating], weights: npt.NDArray[np.floating]) -> Floats:
    """[...]: the sums of `values` [..., n] weighted by `weights` [n], rounded to DECIMALS."""
    # As a matrix product it would wake BLAS threads, which takes longer than the sums.
    sums = np.einsum("...i,i->...", values.astype(np.float64), weights.astype(np.float64))
    return rounded(sums)


def rounded(scores: npt.NDArray[np.floating]) -> Floats:
    """`scores` rounded to DECIMALS, as float32."""
    return np.round(scores.astype(np.float64, copy=False), DECIMALS).astype(np.float32)
