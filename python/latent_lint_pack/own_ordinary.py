"""One's own ordinary data joined into the reference: in the space of `z`, with no run of the model."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import numpy as np

from .fit import Model, fit_model
from .held_apart import PARTS, label
from .metrics import recall_at
from .ordinary import sample_vectors
from .own_feature_sets import kept, reference_rows
from .reference import cosines, unit
from .samples import SampleSet
from .weights import Array

OWN_ROWS = 150
DRAWS = 20
# A source with fewer rows has too few left to say what 1 % of it exceed.
LEAST = 260
# The share of the joined mean and covariance that one's own rows have.
SHARES = (0.02, 0.05, 0.1, 0.3)
# The share that they have of the samples that percentiles are counted among.
PERCENTILES = (0.0, 0.5, 1.0)


@dataclass(frozen=True)
class Joined:
    """A reference with one's own rows in it: `z' = (z - mean) W`, with `W = (I - V' diag(shrinking) V) / root`.

    `axes` `[rank, width]` are the rows of `V`.
    """

    mean: Array
    axes: Array
    shrinking: Array
    root: float

    def points(self, rows: Array) -> Array:
        """`z'` of rows of `z`."""
        return self._whiten(rows - self.mean)

    def directions(self, directions: Array) -> Array:
        """Unit directions of `z'`: a difference of means is whitened, without regard to the mean."""
        return unit(self._whiten(directions))

    def _whiten(self, rows: Array) -> Array:
        return np.asarray((rows - (rows @ self.axes.T * self.shrinking) @ self.axes) / self.root)


def join(own: Array, share: float) -> Joined:
    """Mix rows `own` `[rows, width]` of `z` into the reference, whose `z` has mean 0 and covariance 1.

    The mean is `share` of the own mean, the covariance `(1 - share) I + share C`, with `C` that of the own rows about
    their mean. Along the principal axes of `C`, with variances `c`, a whitener divides by the root of
    `1 - share + share c`, elsewhere by that of `1 - share`.
    """
    mean = own.mean(axis=0)
    _, values, axes = np.linalg.svd(own - mean, full_matrices=False)
    ratio = share * values**2 / len(own) / (1 - share)
    return Joined(share * mean, axes, 1 - 1 / np.sqrt(1 + ratio), (1 - share) ** 0.5)


def joined_threshold(pack: Array, own: Array, share: float, false_alarms: float = 0.01) -> float:
    """The score that a share `false_alarms` of ordinary samples exceed, when `own` ones count as `share` of them."""
    values = np.concatenate([pack, own])
    mass = np.concatenate([np.full(len(pack), (1 - share) / len(pack)), np.full(len(own), share / len(own))])
    order = np.argsort(values, kind="stable")
    return float(np.interp(1 - false_alarms, np.cumsum(mass[order]) - mass[order] / 2, values[order]))


def source_figures(risk: Array, harmful: Array, rows: Array, reference: Array) -> dict[str, list[float]]:
    """Means over draws of `OWN_ROWS` rows of a source, the rest of which is scored: the recall at 1 % false alarms
    with no row joined (`alone`) and by share (`share 0.1`), and `[recall, false alarms]` by the share that own rows
    have of the percentiles (`percentiles 0.5`)."""
    random = np.random.default_rng(0)
    pack = cosines(reference, risk)[:, 0]
    found: dict[str, list[list[float]]] = {}
    for _ in range(DRAWS):
        order = random.permutation(len(rows))
        own, rest = rows[order[:OWN_ROWS]], rows[order[OWN_ROWS:]]
        bad, good, mine = (cosines(part, risk)[:, 0] for part in (harmful, rest, own))
        found.setdefault("alone", []).append([recall_at(bad, good, 0.01)])
        for share in SHARES:
            joined = join(own, share)
            moved = [cosines(joined.points(part), joined.directions(risk))[:, 0] for part in (harmful, rest)]
            found.setdefault(f"share {share}", []).append([recall_at(moved[0], moved[1], 0.01)])
        for share in PERCENTILES:
            threshold = joined_threshold(pack, mine, share)
            shares = [float(np.mean(bad > threshold)), float(np.mean(good > threshold))]
            found.setdefault(f"percentiles {share}", []).append(shares)
    return {name: [round(float(value), 4) for value in np.mean(values, axis=0)] for name, values in found.items()}


def measure_own_ordinary(data: SampleSet) -> dict[str, Any]:
    """What it brings to join 150 rows of a source that the reference lacks, by source.

    Three models, each without a third of the sources and without a round of harmful samples, which are to be found.
    """
    labels = label(data)
    found: dict[str, dict[str, list[float]]] = {}
    for part in range(PARTS):
        unseen_round = part + 1
        training = data.take(~((labels.round == unseen_round) | (labels.part == part)))
        model: Model = fit_model(training, [])
        reference = reference_rows(model, training)
        harmful = kept(sample_vectors(model, data.take(labels.harmful & (labels.round == unseen_round)))[0])
        for source in sorted(set(labels.group[labels.ordinary & (labels.part == part)])):
            own = data.take(labels.ordinary & (labels.group == source))
            if len(own.samples) >= LEAST:
                rows = kept(sample_vectors(model, own)[0])
                found[str(source)] = source_figures(model.directions[:1], harmful, rows, reference)
    return {"sources": found, "chosen": choose_share(found)}


def choose_share(found: dict[str, dict[str, list[float]]]) -> dict[str, str]:
    """By source: with which of `alone` and the shares the recall is largest on the other sources."""
    names = ["alone", *(f"share {share}" for share in SHARES)]
    chosen = {}
    for source in found:
        others = [values for name, values in found.items() if name != source]
        chosen[source] = max(names, key=lambda name: sum(values[name][0] for values in others))
    return chosen
