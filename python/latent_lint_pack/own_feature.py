"""Features of one's own: a direction from marked samples, as docs/pack-format.md says, and what it was compared with.

All rows are `z` divided by its norm, so that a long and unusual answer does not count for more than others.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

import numpy as np
from sklearn.linear_model import LogisticRegression

from .reference import unit
from .weights import Array

# How far the mean of a feature lies from that of other text: along a known direction, and in any other. Chosen by
# `own_feature_choice` on contrast features, each by models that had not seen it.
KNOWN_SPREAD, REST_SPREAD = 0.01, 0.005
# How much the mean of the negatives counts, the rest being the mean of ordinary text.
NEGATIVE_WEIGHT = 0.25


@dataclass(frozen=True)
class Space:
    """What every feature of one's own is made with: the mean of ordinary unit rows `[width]`, and the pack's
    unit `directions` `[1 + features, width]`."""

    ordinary_mean: Array
    directions: Array


# Makes a unit direction `[width]` from unit rows of positives and negatives; there may be no negatives.
Method = Callable[[Space, Array, Array], Array]


def own_direction(space: Space, positives: Array, negatives: Array) -> Array:
    """The direction that the product makes of unit rows `positives` `[n, width]` and `negatives` `[m, width]`: the
    shrunk difference of means. There may be no negatives."""
    return unit(shrink(*contrast(space, positives, negatives), space.directions))


def contrast(space: Space, positives: Array, negatives: Array) -> tuple[Array, float]:
    """The difference of means `[width]`, and its variance as one over a number of samples. The mean of ordinary text
    is known well enough to have none."""
    mean = positives.mean(axis=0)
    if len(negatives) == 0:
        return mean - space.ordinary_mean, 1 / len(positives)
    other = NEGATIVE_WEIGHT * negatives.mean(axis=0) + (1 - NEGATIVE_WEIGHT) * space.ordinary_mean
    return mean - other, 1 / len(positives) + NEGATIVE_WEIGHT**2 / len(negatives)


def shrink(
    difference: Array, samples: float, directions: Array, known: float = KNOWN_SPREAD, rest: float = REST_SPREAD
) -> Array:
    """The posterior mean of a difference of means `[width]`, seen with the variance `samples / width` an entry.

    Before anything is seen it is normal with mean 0 and covariance `rest^2 I + known^2 U'U`, where the rows of `U`
    are `directions`: features resemble each other, so that what lies along those that are known is believed sooner
    than what does not. With `v = samples / width`, `a = rest^2 + v` (Woodbury), and `w` the solution of
    `(U U' + a / known^2 I) w = U difference` it is `difference - v / a * (difference - U' w)`.
    """
    noise = samples / len(difference)
    total = rest**2 + noise
    inner = directions @ directions.T + total / known**2 * np.eye(len(directions))
    weights = np.linalg.solve(inner, directions @ difference)
    return np.asarray(difference - noise / total * (difference - directions.T @ weights))


def mean_difference(space: Space, positives: Array, negatives: Array) -> Array:
    """No shrinking: the mean of the positives minus that of the negatives, or of ordinary samples."""
    other = negatives.mean(axis=0) if len(negatives) else space.ordinary_mean
    return unit(positives.mean(axis=0) - other)


def toward_risk(space: Space, positives: Array, negatives: Array) -> Array:
    """The difference of means, and as much of the risk direction as three samples that lie along it would add."""
    difference, _ = contrast(space, positives, negatives)
    return unit(len(positives) * difference + 0.45 * space.directions[0])


def discriminant(space: Space, positives: Array, negatives: Array, shrinkage: float = 0.5) -> Array:
    """Linear discriminant analysis; half of the scatter within the two sides is the identity over the width."""
    rows = np.concatenate([positives - positives.mean(axis=0), negatives - negatives.mean(axis=0)])
    difference = positives.mean(axis=0) - negatives.mean(axis=0)
    # (w I + c R'R)^-1 d is (d - R' (w / c I + R R')^-1 R d) / w, a system of as many unknowns as rows.
    ridge = shrinkage / rows.shape[1] * len(rows) / (1 - shrinkage)
    inner = ridge * np.eye(len(rows)) + rows @ rows.T
    return unit(difference - rows.T @ np.linalg.solve(inner, rows @ difference))


def logistic(space: Space, positives: Array, negatives: Array) -> Array:
    """Logistic regression, balanced, C = 1 on unit rows: strongly shrunk."""
    labels = np.arange(len(positives) + len(negatives)) < len(positives)
    model = LogisticRegression(C=1, class_weight="balanced", max_iter=200)
    model.fit(np.concatenate([positives, negatives]), labels)
    return unit(np.asarray(model.coef_[0]))


METHODS: dict[str, Method] = {
    "shrunk": own_direction,
    "mean": mean_difference,
    "plain": mean_difference,
    "risk": toward_risk,
    "discriminant": discriminant,
    "logistic": logistic,
}
# This one is given rows that were not divided by their norms.
PLAIN = "plain"
# These compare marked samples with each other, so they need some that are 'not like this', two at least.
NEED_NEGATIVES = frozenset(["discriminant", "logistic"])
