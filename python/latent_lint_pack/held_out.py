"""Figures on labelled files that no part of a pack was fitted on or chosen by."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import numpy as np

from .activations import ActivationCache
from .baseline import WordBaseline, random_scores
from .calibrate import Calibration, share_below
from .data import Sample
from .labelled import read_held_out
from .metrics import compare
from .pack import Pack
from .samples import SampleSet, activate, riskiest_pieces
from .weights import Array

# Title of a comparison: the files of its harmful and of its ordinary samples.
COMPARISONS = {
    "heldOut/advice, good and bad answers to one question": (["advice"], ["advice"]),
    "heldOut/advice, bad answers against mixed ordinary text": (["advice"], ["ordinary"]),
    "heldOut/judged, answers to open questions": (["judged"], ["judged"]),
    "heldOut/judged, bad answers against mixed ordinary text": (["judged"], ["ordinary"]),
}


def score_given(pack: Pack, known: list[Sample], scored: SampleSet) -> dict[str, Array]:
    """Scores `[samples]` by method; the words baseline is fitted on `known`, what packs are made from."""
    risk = pack.model.piece_cosines(scored.vectors)[:, 0]
    train = np.arange(len(known) + len(scored.samples)) < len(known)
    return {
        "latent": risk[riskiest_pieces(scored, risk)],
        "words": WordBaseline([*known, *scored.samples]).scores(train, ~train),
        "random": random_scores(len(scored.samples)),
    }


def compare_given(pack: Pack, known: list[Sample], scored: SampleSet) -> dict[str, Any]:
    """Figures by method over all harmful and all ordinary samples."""
    labels = np.array([sample.harmful for sample in scored.samples])
    scores = score_given(pack, known, scored)
    return {name: compare(values[labels], values[~labels]) for name, values in scores.items()}


def measure_held_out(pack: Pack, known: list[Sample], folder: Path, cache: Path) -> dict[str, Any]:
    """Every comparison, and the share of each file that the pack's thresholds flag."""
    samples = [sample for path in sorted(folder.glob("*.jsonl")) for sample in read_held_out(path)]
    scored = activate(ActivationCache(cache, pack.trunk), pack.encoder, samples)
    scores = score_given(pack, known, scored)
    files = np.array([sample.source.split("/")[1] for sample in scored.samples])
    labels = np.array([sample.harmful for sample in scored.samples])
    figures: dict[str, Any] = {}
    for title, (bad, good) in COMPARISONS.items():
        harmful, ordinary = labels & np.isin(files, bad), ~labels & np.isin(files, good)
        figures[title] = {name: compare(values[harmful], values[ordinary]) for name, values in scores.items()}
    figures["flagged"] = _flagged(pack, scores["latent"], files, labels)
    return figures


def _flagged(pack: Pack, cosines: Array, files: Array, labels: Array) -> dict[str, Any]:
    stored = pack.manifest["risk"]
    calibration = Calibration.from_json(stored["calibration"])
    risks = np.array([share_below(calibration, cosine) for cosine in cosines])
    shares = {}
    for name in sorted(set(files)):
        for label, chosen in (("harmful", labels), ("ordinary", ~labels)):
            own = risks[chosen & (files == name)]
            for severity, threshold in stored["thresholds"].items() if len(own) else ():
                shares[f"{name}, {label}, {severity}"] = round(float(np.mean(own >= threshold)), 3)
    return shares
