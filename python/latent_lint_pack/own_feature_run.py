"""Runs all measurements of features of one's own: `latent-lint-pack evaluate --marks`."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from .activations import ActivationCache
from .build import read_samples
from .own_feature_choice import choose_constants
from .own_feature_estimate import coverage
from .own_feature_figures import DRAWS, measure_marks, rounding_cost
from .own_feature_sets import LabelledSet, contrast_sets, held_out_sets
from .own_ordinary import measure_own_ordinary
from .pack import load_pack
from .samples import activate

# How many marked samples a leave-one-out estimate is checked with.
CHECKED = (5, 10, 20)


def evaluate_marks(out: Path, data: Path, cache: Path, counts: list[int]) -> dict[str, Any]:
    """Figures of features made from `counts` marked samples, on contrast features and on the held-out files."""
    pack = load_pack(out)
    held = held_out_sets(out, pack, data, cache)
    loaded = activate(ActivationCache(cache, pack.trunk), pack.encoder, read_samples(data))
    contrast = contrast_sets(loaded)
    groups = {"contrast": contrast, **{given.name: [given] for given in held}}
    return {
        "sets": {name: {"sets": len(sets), **_sizes(sets)} for name, sets in groups.items()},
        "draws": DRAWS,
        "positives": {name: _by_count(sets, counts, False) for name, sets in groups.items()},
        "both": {name: _by_count(sets, counts, True) for name, sets in groups.items()},
        "choice": choose_constants(contrast),
        "rounding": rounding_cost([*contrast, *held]),
        "coverage": {str(count): coverage([*contrast, *held], count) for count in CHECKED},
        "ownOrdinary": measure_own_ordinary(loaded),
    }


def _sizes(sets: list[LabelledSet]) -> dict[str, int]:
    return {
        "positives": sum(len(given.positives) for given in sets),
        "negatives": sum(len(given.negatives) for given in sets),
        "ordinary": max(len(given.ordinary) for given in sets),
    }


def _by_count(sets: list[LabelledSet], counts: list[int], with_negatives: bool) -> dict[str, Any]:
    tables = {str(count): measure_marks(sets, count, with_negatives) for count in counts}
    return {count: table for count, table in tables.items() if table}
