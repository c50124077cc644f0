"""Harmful directions: means of harmful minus aligned over pairs, in the whitened space."""

from __future__ import annotations

import numpy as np

from .reference import unit
from .samples import SampleSet, first_pieces
from .weights import Array


def pair_differences(data: SampleSet, points: Array) -> tuple[Array, list[str], Array]:
    """Differences `[pairs, width]` harmful minus aligned of `points` `[pieces, width]`, with features and rounds."""
    first = first_pieces(data)
    harmful = {s.pair: i for i, s in enumerate(data.samples) if s.harmful and s.pair >= 0}
    aligned = {s.pair: i for i, s in enumerate(data.samples) if not s.harmful and s.pair >= 0}
    both = sorted(harmful.keys() & aligned.keys())
    rows = [points[first[harmful[p]]] - points[first[aligned[p]]] for p in both]
    origin = [data.samples[harmful[p]] for p in both]
    return np.stack(rows), [s.feature for s in origin], np.array([s.round for s in origin])


def fit_directions(differences: Array, features: list[str], order: list[str]) -> Array:
    """Unit rows `[1 + len(order), width]`: the mean over all pairs, then over those of each feature."""
    names = np.array(features)
    return unit(np.stack([differences.mean(axis=0), *(differences[names == f].mean(axis=0) for f in order)]))
