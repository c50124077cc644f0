"""Test vectors for other engines: directions of features of one's own in a small space."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import numpy as np

from .own_feature import Space, own_direction
from .reference import unit

WIDTH = 6
# Marked samples 'like this' and 'not like this'.
MARKS = ((1, 0), (3, 0), (3, 2), (40, 25))


def own_feature_vectors() -> dict[str, Any]:
    """Unit rows of marked samples, of ordinary ones and of known directions, and the direction of each case."""
    random = np.random.default_rng(0)
    known, ordinary = (unit(random.normal(size=(rows, WIDTH))).round(6) for rows in (3, 10))
    cases = []
    for positives, negatives in MARKS:
        like, unlike = (unit(random.normal(size=(rows, WIDTH))).round(6) for rows in (positives, negatives))
        direction = own_direction(Space(ordinary.mean(axis=0), known), like, unlike)
        cases.append({"positives": like.tolist(), "negatives": unlike.tolist(), "direction": direction.tolist()})
    return {"known": known.tolist(), "ordinary": ordinary.tolist(), "cases": cases}


def write_own_feature_vectors(path: Path) -> None:
    """Write them as JSON, one case a line."""
    vectors = own_feature_vectors()
    cases = ",\n".join(json.dumps(case) for case in vectors.pop("cases"))
    path.write_text(f'{json.dumps(vectors)[:-1]}, "cases": [\n{cases}\n]}}\n', encoding="utf-8")
