"""What a feature of one's own says of itself: leave-one-out separation, and whether its interval is honest."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import numpy as np
from scipy.optimize import brentq
from scipy.special import expit, logit
from scipy.stats import norm

from .metrics import auroc
from .own_feature import Space, own_direction
from .own_feature_figures import draw_marks
from .own_feature_sets import LabelledSet
from .weights import Array

Z = float(norm.ppf(0.975))
# An interval `(low, high)` of an AUROC from the placements `[positives]` and the number of ordinary samples.
Interval = Callable[[Array, int], tuple[float, float]]


def placements(space: Space, positives: Array, negatives: Array, ordinary: Array) -> Array:
    """`[positives]`: for each marked positive the share of `ordinary` `[rows, width]` below it, by the direction made
    without it. Their mean is the leave-one-out AUROC."""
    made = [own_direction(space, np.delete(positives, index, axis=0), negatives) for index in range(len(positives))]
    below = ordinary @ np.stack(made, axis=1)
    own = np.einsum("nw,nw->n", positives, np.stack(made))
    return np.asarray(np.mean(below < own, axis=0) + np.mean(below == own, axis=0) / 2)


def wilson(shares: Array, ordinary: int) -> tuple[float, float]:
    """Wilson's score interval with the largest variance that an AUROC can have, `value (1 - value) / smaller side`
    (Birnbaum and Klose, 1957)."""
    value, count = float(shares.mean()), min(len(shares), ordinary)
    middle = (value + Z**2 / (2 * count)) / (1 + Z**2 / count)
    half = Z / (1 + Z**2 / count) * (value * (1 - value) / count + Z**2 / (4 * count**2)) ** 0.5
    return max(0.0, middle - half), min(1.0, middle + half)


def newcombe(shares: Array, ordinary: int) -> tuple[float, float]:
    """Newcombe's method 5 (2006, doi 10.1002/sim.2324): Hanley and McNeil's variance, as a score interval."""
    value, count = float(shares.mean()), len(shares)
    middle = (count + ordinary) / 2 - 1

    def excess(theta: float) -> float:
        spread = 1 + middle * (1 - theta) / (2 - theta) + middle * theta / (1 + theta)
        return abs(value - theta) - Z * (theta * (1 - theta) * spread / (count * ordinary)) ** 0.5

    low = brentq(excess, 1e-9, value) if value > 1e-9 and excess(1e-9) > 0 else 0.0
    high = brentq(excess, value, 1 - 1e-9) if value < 1 - 1e-9 and excess(1 - 1e-9) > 0 else 1.0
    return float(low), float(high)


def hanley_mcneil(shares: Array, ordinary: int) -> tuple[float, float]:
    """Hanley and McNeil (1982), as a Wald interval."""
    value, count = float(shares.mean()), len(shares)
    first, second = value / (2 - value), 2 * value**2 / (1 + value)
    spread = value * (1 - value) + (count - 1) * (first - value**2) + (ordinary - 1) * (second - value**2)
    half = Z * max(spread / (count * ordinary), 0.0) ** 0.5
    return max(0.0, value - half), min(1.0, value + half)


def delong(shares: Array, ordinary: int) -> tuple[float, float]:
    """DeLong et al. (1988) on the logit; the variance that comes from the many ordinary rows is left out."""
    value = min(max(float(shares.mean()), 1e-4), 1 - 1e-4)
    half = Z * float(shares.std(ddof=1)) / len(shares) ** 0.5 / (value * (1 - value))
    return float(expit(logit(value) - half)), float(expit(logit(value) + half))


INTERVALS: dict[str, Interval] = {
    "wilson": wilson,
    "newcombe": newcombe,
    "hanleyMcneil": hanley_mcneil,
    "delong": delong,
}


def coverage(sets: list[LabelledSet], count: int, draws: int = 20) -> dict[str, Any]:
    """How often each interval holds the true separation of the feature from the same ordinary rows, by all samples of
    the set that were not marked, and how wide it is; and how far the estimate is from the truth on average."""
    held: dict[str, list[tuple[bool, float]]] = {name: [] for name in INTERVALS}
    differences = []
    for given in sets:
        for positives, _ in draw_marks(given, count, False, draws):
            marked, none = given.positives[positives], given.negatives[:0]
            shares = placements(given.space, marked, none, given.reference)
            direction = own_direction(given.space, marked, none)
            rest = np.delete(given.positives, positives, axis=0) @ direction
            truth = auroc(rest, given.reference @ direction)
            differences.append(float(shares.mean()) - truth)
            for name, interval in INTERVALS.items():
                low, high = interval(shares, len(given.reference))
                held[name].append((low <= truth <= high, high - low))
    table: dict[str, Any] = {
        name: {
            "coverage": round(float(np.mean(rows, axis=0)[0]), 3),
            "width": round(float(np.mean(rows, axis=0)[1]), 3),
        }
        for name, rows in held.items()
    }
    return {**table, "meanDifference": round(float(np.mean(differences)), 4), "draws": len(differences)}
