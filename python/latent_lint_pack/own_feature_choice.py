"""The constants of features of one's own, chosen on contrast features that the models had not seen."""

from __future__ import annotations

from dataclasses import replace
from itertools import product
from typing import Any

import numpy as np

from .metrics import auroc
from .own_feature import contrast, shrink
from .own_feature_figures import draw_marks
from .own_feature_sets import LabelledSet
from .weights import Array

KNOWN, REST = (0.005, 0.007, 0.01, 0.015, 0.02, 0.03, 0.05), (0.003, 0.005, 0.007, 0.01)
GRID = list(product(KNOWN, REST))
COUNTS, DRAWS = (1, 3, 10), 6
# Pairs that come so near to the best are as good: of them the largest is taken, which believes many marks sooner.
TOLERANCE = 0.001


def grid_values(given: LabelledSet) -> Array:
    """`[len(GRID)]`: how well features with each pair of constants find what they should, without negatives.

    The mean of three AUROCs: of harmful answers against mixed ordinary text; of the same against aligned answers to
    the same kind of question; and, as not every feature is one of harm, of features made from aligned answers, which
    share a topic alone, against mixed ordinary text.
    """
    topic = replace(given, positives=given.negatives, negatives=given.positives)
    marks = [positives for count in COUNTS for positives, _ in draw_marks(given, count, False, DRAWS)]
    topics = [positives for count in COUNTS for positives, _ in draw_marks(topic, count, False, DRAWS)]
    harm = np.mean([_draw_values(given, positives) for positives in marks], axis=0)
    return np.asarray((harm.sum(axis=0) + np.mean([_draw_values(topic, p)[0] for p in topics], axis=0)) / 3)


def _draw_values(given: LabelledSet, positives: Array) -> Array:
    """`[2, len(GRID)]` AUROCs of the unmarked positives against ordinary text, and against the negatives."""
    space = given.space
    seen = contrast(space, given.positives[positives], given.negatives[:0])
    made = np.stack([shrink(*seen, space.directions, known, rest) for known, rest in GRID], axis=1)
    found = np.delete(given.positives, positives, axis=0) @ made
    others = [given.ordinary @ made, given.negatives @ made]
    return np.array([[auroc(found[:, k], other[:, k]) for k in range(len(GRID))] for other in others])


def best_pair(means: Array) -> int:
    """The index of the pair to take by its mean values `[len(GRID)]`."""
    good = np.flatnonzero(means >= means.max() - TOLERANCE)
    return int(max(good, key=lambda pair: (GRID[pair][1], GRID[pair][0])))


def choose_constants(sets: list[LabelledSet]) -> dict[str, Any]:
    """The pair by the mean over all sets, and what it would be without each set in turn: `heldApart` is the mean value
    on sets that the pair was not chosen on, `sameChoice` how often it is the same."""
    values = np.stack([grid_values(given) for given in sets])
    means = values.mean(axis=0)
    chosen = best_pair(means)
    apart = [best_pair(np.delete(values, row, axis=0).mean(axis=0)) for row in range(len(sets))]
    return {
        "chosen": list(GRID[chosen]),
        "value": round(float(means[chosen]), 4),
        "largest": round(float(means.max()), 4),
        "heldApart": round(float(np.mean([values[row, pair] for row, pair in enumerate(apart)])), 4),
        "sameChoice": sum(pair == chosen for pair in apart),
        "sets": len(sets),
        "grid": {f"{known} / {rest}": round(float(v), 4) for (known, rest), v in zip(GRID, means, strict=True)},
    }
