"""How well features of one's own find the rest of a set, over many draws of marked samples."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import numpy as np

from .metrics import auroc, recall_at
from .own_feature import METHODS, NEED_NEGATIVES, PLAIN, Space
from .own_feature_sets import LabelledSet
from .weights import Array

DRAWS = 50
# Fewer samples than this are too few to find.
REST = 20
MEASURES = ("auroc", "recallAt1", "sameQuestions")


def draw_marks(given: LabelledSet, count: int, with_negatives: bool, draws: int) -> list[tuple[Array, Array]]:
    """Indices of the marked positives and negatives of each draw; none where too few samples would be left."""
    smaller = min(len(given.positives), len(given.negatives)) if with_negatives else len(given.positives)
    if smaller < count + REST:
        return []
    random = np.random.default_rng(count)
    size = count if with_negatives else 0
    return [
        (random.permutation(len(given.positives))[:count], random.permutation(len(given.negatives))[:size])
        for _ in range(draws)
    ]


def make_direction(given: LabelledSet, name: str, marked: tuple[Array, Array]) -> Array:
    """The unit direction that the method `name` makes of the marked rows of a set."""
    positives, negatives = marked
    if name == PLAIN:
        rows, others, mean = given.plain
        return METHODS[name](Space(mean, given.directions), rows[positives], others[negatives])
    return METHODS[name](given.space, given.positives[positives], given.negatives[negatives])


def measure_draws(given: LabelledSet, name: str, marks: list[tuple[Array, Array]]) -> Array:
    """`[draws, 3]`: AUROC and recall at 1 % false alarms of the unmarked positives against mixed ordinary text, and
    AUROC against the unmarked negatives, where only the harm differs."""
    directions = np.stack([make_direction(given, name, marked) for marked in marks], axis=1)
    scores = [rows @ directions for rows in (given.positives, given.negatives, given.ordinary)]
    rows = []
    for draw, (positives, negatives) in enumerate(marks):
        found, same = np.delete(scores[0][:, draw], positives), np.delete(scores[1][:, draw], negatives)
        ordinary = scores[2][:, draw]
        rows.append((auroc(found, ordinary), recall_at(found, ordinary, 0.01), auroc(found, same)))
    return np.array(rows)


def measure_marks(sets: list[LabelledSet], count: int, with_negatives: bool, draws: int = DRAWS) -> dict[str, Any]:
    """By method: the mean of every measure over draws and sets, and the range of 95 % of the draws."""
    table: dict[str, Any] = {}
    for name in METHODS:
        if name in NEED_NEGATIVES and (not with_negatives or count < 2):
            continue
        drawn = [(given, draw_marks(given, count, with_negatives, draws)) for given in sets]
        rows = [measure_draws(given, name, marks) for given, marks in drawn if marks]
        if rows:
            table[name] = summarise(np.concatenate(rows))
    return table


def summarise(rows: Array) -> dict[str, Any]:
    """`[mean, low, high]` of every column of `rows` `[draws, 3]`, the last two the bounds of 95 % of the draws."""
    columns = {
        measure: [round(float(v), 3) for v in (column.mean(), *np.quantile(column, [0.025, 0.975]))]
        for measure, column in zip(MEASURES, rows.T, strict=True)
    }
    return {**columns, "draws": len(rows)}


def rounding_cost(sets: list[LabelledSet], count: int = 10, draws: int = 10) -> dict[str, float]:
    """What one byte a number costs: the largest difference of a cosine, and the mean and the largest of an AUROC."""
    cosines, aurocs = [], []
    for given in sets:
        positives, negatives, ordinary = given.exact
        exact = replace(given, positives=positives, negatives=negatives, ordinary=ordinary)
        for marked in draw_marks(given, count, False, draws):
            by_set = []
            for one in (given, exact):
                direction = make_direction(one, "shrunk", marked)
                found = np.delete(one.positives, marked[0], axis=0) @ direction
                by_set.append(
                    (np.concatenate([found, one.ordinary @ direction]), auroc(found, one.ordinary @ direction))
                )
            cosines.append(float(np.abs(by_set[0][0] - by_set[1][0]).max()))
            aurocs.append(by_set[0][1] - by_set[1][1])
    return {
        "largestCosineDifference": round(max(cosines), 5),
        "meanAurocDifference": round(float(np.mean(aurocs)), 5),
        "largestAurocDifference": round(float(np.abs(aurocs).max()), 5),
    }
