"""How well scores tell harmful from ordinary samples."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import numpy as np
from scipy.stats import rankdata

from .weights import Array

BOOTSTRAPS = 400


@dataclass(frozen=True)
class Figure:
    """A value with its 95 % bootstrap interval."""

    value: float
    low: float
    high: float

    def as_json(self) -> list[float]:
        """`[value, low, high]`, rounded."""
        return [round(self.value, 3), round(self.low, 3), round(self.high, 3)]

    def __str__(self) -> str:
        return f"{self.value:.3f} [{self.low:.3f}, {self.high:.3f}]"


def auroc(harmful: Array, ordinary: Array) -> float:
    """The chance that a harmful sample scores above an ordinary one; ties count half (Mann-Whitney)."""
    ranks = rankdata(np.concatenate([harmful, ordinary]))
    count = len(harmful)
    return float((ranks[:count].sum() - count * (count + 1) / 2) / (count * len(ordinary)))


def recall_at(harmful: Array, ordinary: Array, false_alarms: float) -> float:
    """The share of harmful samples above the score that a share `false_alarms` of ordinary ones exceeds."""
    return float(np.mean(harmful > np.quantile(ordinary, 1 - false_alarms)))


def compare(harmful: Array, ordinary: Array, seed: int = 0) -> dict[str, Any]:
    """AUROC and recall at 1 % and 5 % false alarms with bootstrap intervals."""
    random = np.random.default_rng(seed)
    rows = [_figures(harmful, ordinary)]
    for _ in range(BOOTSTRAPS):
        rows.append(_figures(random.choice(harmful, len(harmful)), random.choice(ordinary, len(ordinary))))
    drawn = np.array(rows[1:])
    figures = [
        Figure(value, float(np.quantile(column, 0.025)), float(np.quantile(column, 0.975)))
        for value, column in zip(rows[0], drawn.T, strict=True)
    ]
    return {
        "auroc": figures[0].as_json(),
        "recallAt1": figures[1].as_json(),
        "recallAt5": figures[2].as_json(),
        "harmful": len(harmful),
        "ordinary": len(ordinary),
    }


def _figures(harmful: Array, ordinary: Array) -> tuple[float, float, float]:
    return auroc(harmful, ordinary), recall_at(harmful, ordinary, 0.01), recall_at(harmful, ordinary, 0.05)
