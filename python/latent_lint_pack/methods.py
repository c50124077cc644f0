"""Methods side by side: the score that decides, the research's closeness of latents, and simpler ones."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

import numpy as np
from scipy.sparse import csr_matrix
from sklearn.linear_model import LogisticRegression

from .activations import ANSWER
from .baseline import WordBaseline, random_scores
from .directions import pair_differences
from .fit import fit_model
from .latents import paired_t
from .metrics import compare
from .reference import cosines, unit
from .samples import SampleSet, first_pieces
from .weights import Array

TOXIC = 200
TITLES = {
    "whitened": "whitened difference of means (decides)",
    "closeness": "SAE closeness to toxic latents (research)",
    "sum": "SAE sum over toxic latents",
    "cosine": "cosine to difference of means",
    "probe": "linear probe",
    "words": "keywords (TF-IDF + logistic regression)",
    "random": "random",
}


@dataclass(frozen=True)
class MethodData:
    """Samples with pooled vectors, their mean latents `[samples, latents]`, and the decoder `[latents, width]`."""

    data: SampleSet
    latents: csr_matrix
    decoder: Array


# Scores `[test samples]` by a model fitted on the samples marked in the first array, of those in the second.
Scorer = Callable[[Array, Array], Array]


def method_scorers(given: MethodData) -> dict[str, Scorer]:
    """Every method, by name. Whatever a method chooses, it chooses on the training samples alone."""
    words = WordBaseline(given.data.samples)
    return {
        "whitened": lambda train, test: _whitened(given, train, test),
        "closeness": lambda train, test: _toxic(given, train, test)[0],
        "sum": lambda train, test: _toxic(given, train, test)[1],
        "cosine": lambda train, test: _cosine(given, train, test),
        "probe": lambda train, test: _probe(given, train, test),
        "words": words.scores,
        "random": lambda train, test: random_scores(int(test.sum()), int(train.sum())),
    }


def toxic_latents(given: MethodData, train: Array, count: int = TOXIC) -> Array:
    """The `count` latents with the largest paired t over the pairs in `train`."""
    by_pair: dict[int, dict[bool, int]] = {}
    for index in np.flatnonzero(train):
        sample = given.data.samples[index]
        if sample.pair >= 0:
            by_pair.setdefault(sample.pair, {})[sample.harmful] = int(index)
    both = [rows for rows in by_pair.values() if len(rows) == 2]
    differences = given.latents[[r[True] for r in both]] - given.latents[[r[False] for r in both]]
    return np.argsort(-paired_t(differences.toarray()))[:count]


def closeness(latents: csr_matrix, decoder: Array, toxic: Array) -> Array:
    """`[samples]`: the mean, weighted by activation, of each active latent's cosine to the nearest toxic latent.

    Decoder rows are compared, as in arXiv 2605.00842.
    """
    nearest = (decoder @ decoder[toxic].T).max(axis=1)
    total = np.asarray(latents.sum(axis=1)).ravel()
    return np.asarray(latents @ nearest / np.maximum(total, 1e-9))


def _toxic(given: MethodData, train: Array, test: Array) -> tuple[Array, Array]:
    toxic = toxic_latents(given, train)
    tested = given.latents[np.flatnonzero(test)]
    return closeness(tested, given.decoder, toxic), np.asarray(tested[:, toxic].sum(axis=1)).ravel()


def _whitened(given: MethodData, train: Array, test: Array) -> Array:
    return fit_model(given.data.take(train), []).sample_cosines(given.data.take(test))[:, 0]


def _answers(data: SampleSet) -> Array:
    return np.asarray(data.vectors[first_pieces(data), ANSWER], np.float64)


def _cosine(given: MethodData, train: Array, test: Array) -> Array:
    fitted = given.data.take(train)
    mean = _answers(fitted)[[not s.harmful for s in fitted.samples]].mean(axis=0)
    differences, _, _ = pair_differences(fitted, fitted.vectors[:, ANSWER])
    return cosines(_answers(given.data.take(test)) - mean, unit(differences.mean(axis=0))[None])[:, 0]


def _probe(given: MethodData, train: Array, test: Array) -> Array:
    """Logistic regression (balanced, C = 0.01) on standardised mean residuals."""
    fitted = given.data.take(train)
    rows = _answers(fitted)
    mean, deviation = rows.mean(axis=0), rows.std(axis=0) + 1e-6
    model = LogisticRegression(C=0.01, class_weight="balanced", max_iter=300)
    model.fit((rows - mean) / deviation, [s.harmful for s in fitted.samples])
    return np.asarray(model.decision_function((_answers(given.data.take(test)) - mean) / deviation))


def compare_methods(scores: dict[str, Array], harmful: Array, ordinary: Array) -> dict[str, Any]:
    """Per method the figures of `metrics.compare`, and what it would remove: the riskiest tenth of both together.

    `tenthHarmful` is the share of harmful samples in it, `inCommon` its overlap with every other method's tenth.
    """
    chosen = np.flatnonzero(harmful | ordinary)
    count = max(1, len(chosen) // 10)
    removed = {name: set(chosen[np.argsort(-values[chosen], kind="stable")[:count]]) for name, values in scores.items()}
    table = {}
    for name, values in scores.items():
        common = {other: round(len(removed[name] & removed[other]) / count, 3) for other in scores if other != name}
        table[name] = {
            **compare(values[harmful], values[ordinary]),
            "tenthHarmful": round(float(np.mean(harmful[sorted(removed[name])])), 3),
            "inCommon": common,
        }
    return table
