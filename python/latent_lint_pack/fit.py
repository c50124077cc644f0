"""Fits the reference and the directions, and their cross-fitted cosines for calibration."""

from __future__ import annotations

import hashlib
from collections import Counter
from dataclasses import dataclass

import numpy as np

from .calibrate import Calibration, fit_calibration
from .data import Sample
from .directions import fit_directions, pair_differences
from .reference import Reference, cosines, fit_reference, whitened
from .samples import SampleSet, riskiest_pieces
from .weights import Array

COVARIANCE_ONLY = frozenset(["hh-rlhf"])
FOLDS = 5


@dataclass(frozen=True)
class Model:
    """A reference and its unit directions `[1 + features, width]`; row 0 is the risk."""

    reference: Reference
    directions: Array

    def piece_cosines(self, vectors: Array) -> Array:
        """`[pieces, 1 + features]` cosines of pooled vectors `[pieces, 3, width]`."""
        return cosines(whitened(self.reference, vectors), self.directions)

    def sample_cosines(self, data: SampleSet) -> Array:
        """`[samples, 1 + features]` cosines of each sample's riskiest piece."""
        scored = self.piece_cosines(data.vectors)
        return np.asarray(scored[riskiest_pieces(data, scored[:, 0])])


def source_group(sample: Sample) -> str:
    """What counts as one source when sources are weighted: a contrast feature, a file, a data set."""
    if sample.source == "contrast":
        return "contrast"
    return "/".join(sample.source.split("/")[:2])


def source_weights(samples: list[Sample], power: float = 0.5) -> Array:
    """Weights with mean 1 that give a source of `n` samples a total of `n ** power`."""
    groups = [source_group(s) for s in samples]
    sizes = Counter(groups)
    weights = np.array([sizes[g] ** (power - 1) for g in groups])
    return np.asarray(weights / weights.mean())


def fit_model(data: SampleSet, order: list[str]) -> Model:
    """Fit on everything in `data`: harmful samples give directions, all others are the reference."""
    ordinary = data.take(np.array([not s.harmful for s in data.samples]))
    only = np.array([s.source in COVARIANCE_ONLY for s in ordinary.samples])[ordinary.owner]
    reference = fit_reference(ordinary.vectors, only)
    differences, features, _ = pair_differences(data, whitened(reference, data.vectors))
    return Model(reference, fit_directions(differences, features, order))


def fold_of(sample: Sample) -> int:
    """The fold of a sample: the hash of its question, so that both answers to it are in the same."""
    first = "\n".join(turn.text for turn in sample.turns[:-1]) or sample.turns[-1].text
    return hashlib.sha256(first.encode()).digest()[0] % FOLDS


def out_of_fold_cosines(data: SampleSet, order: list[str]) -> Array:
    """`[samples, 1 + features]` cosines by models that saw neither the sample nor its pair."""
    folds = np.array([fold_of(s) for s in data.samples])
    scored = np.zeros((len(data.samples), 1 + len(order)))
    for fold in range(FOLDS):
        held = folds == fold
        scored[held] = fit_model(data.take(~held), order).sample_cosines(data.take(held))
    return scored


def calibrate(data: SampleSet, scored: Array) -> list[Calibration]:
    """A calibration per direction from out-of-fold cosines `[samples, directions]` of ordinary samples.

    Sources count by the root of their size, so that none of them alone decides what is usual.
    """
    counts = np.array([not s.harmful and s.source not in COVARIANCE_ONLY for s in data.samples])
    weights = source_weights([s for s, c in zip(data.samples, counts, strict=True) if c])
    return [fit_calibration(scored[counts, k], weights) for k in range(scored.shape[1])]
