"""One command from the published weights and the data to a pack."""

from __future__ import annotations

import json
from collections import Counter
from pathlib import Path
from typing import Any

import numpy as np

from .activations import ActivationCache, load_trunk
from .data import Sample, read_contrast, read_ordinary
from .fit import COVARIANCE_ONLY, calibrate, fit_model, out_of_fold_cosines
from .highlight import LENGTH_WEIGHT
from .marks import fit_highlight
from .pack import FEATURES, THRESHOLDS, TOKENIZER, TRUNK, save_tensors, write_manifest
from .rendering import TURN_END, TURN_START
from .samples import SampleSet
from .tokenizer import Encoder
from .trunk import LAYER, read_source, write_quantised_graph, write_tokenizer
from .weights import Array

ROOT_PACK = Path(__file__).resolve().parents[2] / "packs" / "smollm2-135m"
Differences = tuple[Array, Array, Array]
DESCRIPTIONS = Path(__file__).parent / "features.json"
LICENCES = {"contrast": "Apache-2.0", "ordinary": "Apache-2.0", "gpteacher-codegen": "MIT", "gpteacher-roleplay": "MIT"}
LICENCES |= {"gsm8k": "MIT", "hh-rlhf": "MIT"}


def read_descriptions() -> list[dict[str, Any]]:
    """Id, title, description and examples of every feature, in the order of the pack."""
    described: list[dict[str, Any]] = json.loads(DESCRIPTIONS.read_text(encoding="utf-8"))
    return described


def feature_order() -> list[str]:
    """Ids of the features in the order of the pack."""
    return [str(feature["id"]) for feature in read_descriptions()]


def read_samples(data: Path) -> list[Sample]:
    """All samples that packs are made from."""
    return [*read_contrast(data / "contrast"), *read_ordinary(data)]


def prepare_graph(out: Path, data: Path, rebuild: bool) -> None:
    """Write the tokenizer and the 8-bit graph, unless both are there."""
    out.mkdir(parents=True, exist_ok=True)
    if not rebuild and (out / TRUNK).exists() and (out / TOKENIZER).exists():
        return
    source = read_source()
    write_tokenizer(source, out / TOKENIZER)
    write_quantised_graph(source, calibration_samples(data), out / TRUNK)


def calibration_samples(data: Path) -> list[Sample]:
    """What the scales of the 8-bit graph are chosen on. Rounds added later are left out, so that new data
    does not change the graph, and with it every activation that is kept."""
    contrast = [sample for sample in read_contrast(data / "contrast") if sample.round < 5]
    return [*contrast, *read_ordinary(data, rows=None)]


def open_cache(out: Path, cache: Path) -> tuple[ActivationCache, Encoder]:
    """The activations kept for a pack's graph, and its encoder."""
    encoder = Encoder.from_file(out / TOKENIZER, TURN_START, TURN_END)
    return ActivationCache(cache, load_trunk(out / TRUNK)), encoder


def finish_pack(out: Path, loaded: SampleSet, highlight: Differences, evaluation: dict[str, Any]) -> None:
    """Fit, calibrate and write `features.safetensors` and `pack.json`."""
    order = feature_order()
    model = fit_model(loaded, order)
    differences, weights, _ = highlight
    direction = fit_highlight(differences, weights, model.reference.answer_deviation)
    save_tensors(out / FEATURES, model, direction)
    calibrations = calibrate(loaded, out_of_fold_cosines(loaded, order))
    measured = evaluation.get("features", {})
    features = [
        {**described, "calibration": calibration.as_json(), "evaluation": measured.get(described["id"], {})}
        for described, calibration in zip(read_descriptions(), calibrations[1:], strict=True)
    ]
    parts = {
        "layer": LAYER,
        "width": int(loaded.vectors.shape[2]),
        "risk": {"calibration": calibrations[0].as_json(), "thresholds": THRESHOLDS},
        "highlight": {"lengthWeight": LENGTH_WEIGHT},
        "features": features,
        "evaluation": {key: value for key, value in evaluation.items() if key != "features"},
        "reference": describe_reference(loaded.samples),
    }
    write_manifest(out, parts)


def describe_reference(samples: list[Sample]) -> dict[str, Any]:
    """How many ordinary samples came from where."""
    counts = Counter(sample.source.split("/")[0] for sample in samples if not sample.harmful)
    sources = [
        {"name": name, "samples": count, "licence": LICENCES[name], "covarianceOnly": name in COVARIANCE_ONLY}
        for name, count in sorted(counts.items())
    ]
    return {"samples": int(np.sum(list(counts.values()))), "sources": sources}
