"""Vectors in one byte a number, to the last bit as server/core/scoring/sample-vectors.ts makes them."""

from __future__ import annotations

import numpy as np

from .weights import Array

STEPS = 127


def quantise(rows: Array) -> tuple[Array, Array]:
    """int8 `[samples, width]` and float32 scales `[samples]`; entry `i` is about `scale * values[i]`.

    The scale is the largest entry over 127, as a float32; a row of zeros has the scale 0.
    """
    rows = rows.astype(np.float64)
    scales = (np.abs(rows).max(axis=1) / STEPS).astype(np.float32)
    divisors = np.where(scales > 0, scales, 1).astype(np.float64)
    steps = np.clip(round_half_up(rows / divisors[:, None]), -STEPS, STEPS)
    return np.where(scales[:, None] > 0, steps, 0).astype(np.int8), scales


def dequantise(values: Array, scales: Array) -> Array:
    """float64 `[samples, width]`: the rows again, as far as they were kept."""
    return values.astype(np.float64) * scales.astype(np.float64)[:, None]


def round_half_up(values: Array) -> Array:
    """As JavaScript's `Math.round`: a half goes up, where `numpy.rint` takes the even neighbour."""
    floor = np.floor(values)
    return np.asarray(floor + (values - floor >= 0.5))
