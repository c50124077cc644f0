"""What the 8-bit graph loses against float32, where it counts: in the whitened space."""

from __future__ import annotations

import random
from pathlib import Path
from typing import Any

import numpy as np

from .activations import ActivationCache, load_trunk
from .data import Sample
from .fit import fit_model, fold_of
from .metrics import auroc
from .reference import whitened
from .samples import SampleSet, activate, riskiest_pieces
from .trunk import read_source, write_float_graph
from .weights import Array

PAIRS, ORDINARY = 250, 300


def measure_precision(quantised: SampleSet, cache: Path) -> dict[str, Any]:
    """Compare both graphs on a fixed part of the samples of `quantised`, each with its own reference."""
    chosen = np.array(_choose(quantised.samples))
    source = read_source()
    path = cache / "float32.onnx"
    write_float_graph(source, path)
    eight = quantised.take(chosen)
    precise = activate(ActivationCache(cache, load_trunk(path)), source.encoder, eight.samples)
    space = fit_model(precise, []).reference
    a, b = whitened(space, precise.vectors), whitened(space, eight.vectors)
    cosine = (a * b).sum(axis=1) / np.linalg.norm(a, axis=1) / np.linalg.norm(b, axis=1)
    scores = {"float32": _crossed(precise), "8-bit": _crossed(eight)}
    harmful = np.array([s.harmful for s in eight.samples])
    aligned = np.array([s.pair >= 0 and not s.harmful for s in eight.samples])
    result: dict[str, Any] = {
        "samples": len(eight.samples),
        "whitenedCosineMedian": round(float(np.median(cosine)), 4),
        "whitenedCosineMinimum": round(float(cosine.min()), 4),
        "correlationOfScores": round(float(np.corrcoef(scores["float32"], scores["8-bit"])[0, 1]), 4),
        "riskiestTenthInCommon": round(_common(scores["float32"], scores["8-bit"]), 3),
    }
    for name, values in scores.items():
        result[f"aurocOrdinary {name}"] = round(auroc(values[harmful], values[~harmful & ~aligned]), 4)
        result[f"aurocSameQuestion {name}"] = round(auroc(values[harmful], values[aligned]), 4)
    return result


def _choose(samples: list[Sample]) -> list[bool]:
    numbers = random.Random(0)
    pairs = set(numbers.sample(sorted({s.pair for s in samples if s.pair >= 0}), PAIRS))
    single = [i for i, s in enumerate(samples) if s.pair < 0 and s.source != "hh-rlhf"]
    ordinary = set(numbers.sample(single, ORDINARY))
    return [s.pair in pairs or i in ordinary for i, s in enumerate(samples)]


def _crossed(data: SampleSet) -> Array:
    """Out-of-fold risk cosines `[samples]`; ordinary samples score low where the fit is sound."""
    folds = np.array([fold_of(s) for s in data.samples])
    scores = np.zeros(len(folds))
    for fold in range(folds.max() + 1):
        held = data.take(folds == fold)
        risk = fit_model(data.take(folds != fold), []).piece_cosines(held.vectors)[:, 0]
        scores[folds == fold] = risk[riskiest_pieces(held, risk)]
    return scores


def _common(first: Array, second: Array) -> float:
    count = len(first) // 10
    return len(set(np.argsort(first)[-count:]) & set(np.argsort(second)[-count:])) / count
