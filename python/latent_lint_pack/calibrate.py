"""Where a cosine stands among ordinary samples: the shares that docs/pack-format.md calls calibration."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import numpy as np

from .weights import Array

SHARES = np.array(
    [0.001, 0.005, 0.01, 0.02, 0.05, 0.1, 0.2, 0.3, 0.4, 0.5, 0.6, 0.7, 0.8, 0.9, 0.95, 0.98, 0.99, 0.995, 0.998]
)


@dataclass(frozen=True)
class Calibration:
    """Knots of the share of ordinary samples below a cosine, and the mean excess over the last knot.

    `highest` is the largest cosine of the `samples` ordinary samples: what lies above was never seen.
    """

    cosines: Array
    shares: Array
    tail_scale: float
    highest: float
    samples: int

    def as_json(self) -> dict[str, Any]:
        """As `pack.json` holds it."""
        return {
            "cosines": [round(float(c), 6) for c in self.cosines],
            "shares": [float(s) for s in self.shares],
            "tailScale": round(self.tail_scale, 6),
            "highest": round(self.highest, 6),
            "samples": self.samples,
        }

    @classmethod
    def from_json(cls, stored: dict[str, Any]) -> Calibration:
        """The inverse of `as_json`."""
        knots, shares = np.array(stored["cosines"]), np.array(stored["shares"])
        return cls(knots, shares, stored["tailScale"], stored["highest"], stored["samples"])


def fit_calibration(cosines: Array, weights: Array) -> Calibration:
    """Weighted quantiles of out-of-fold `cosines` `[samples]` of ordinary samples."""
    order = np.argsort(cosines, kind="stable")
    values, mass = cosines[order], weights[order] / weights.sum()
    shares = np.cumsum(mass) - mass / 2
    knots = np.interp(SHARES, shares, values)
    for index in range(1, len(knots)):
        knots[index] = max(knots[index], knots[index - 1] + 1e-6)
    above = values > knots[-1]
    excess = np.average(values[above] - knots[-1], weights=mass[above]) if above.any() else 0.0
    return Calibration(np.round(knots, 6), SHARES, max(float(excess), 1e-3), float(values[-1]), len(values))


def share_below(calibration: Calibration, cosine: float) -> float:
    """The share of ordinary samples below `cosine`; strictly increasing."""
    knots, shares = calibration.cosines, calibration.shares
    if cosine < knots[0]:
        return float(shares[0] * (cosine + 1) / (knots[0] + 1))
    if cosine > knots[-1]:
        return float(1 - (1 - shares[-1]) * np.exp(-(cosine - knots[-1]) / calibration.tail_scale))
    return float(np.interp(cosine, knots, shares))
