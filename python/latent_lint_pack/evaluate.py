"""The figures of a pack: how well its method finds harm that it was not fitted on, beside two baselines."""

from __future__ import annotations

from typing import Any

import numpy as np

from .baseline import WordBaseline, random_scores
from .fit import fit_model, out_of_fold_cosines
from .held_apart import Labels, Scorer, by_feature, by_round_and_source, label
from .metrics import auroc, compare
from .samples import SampleSet
from .weights import Array

Figures = dict[str, Any]


def model_scorer(data: SampleSet) -> Scorer:
    """Risk cosines by models fitted on a part of `data`."""

    def score(train: Array, test: Array) -> Array:
        return fit_model(data.take(train), []).sample_cosines(data.take(test))[:, 0]

    return score


def scorers(data: SampleSet) -> dict[str, Scorer]:
    """The pack's method and the baselines, by name."""
    words = WordBaseline(data.samples)
    return {
        "latent": model_scorer(data),
        "words": words.scores,
        "random": lambda train, test: random_scores(int(test.sum()), int(train.sum())),
    }


def evaluate(data: SampleSet, order: list[str]) -> Figures:
    """All figures that need nothing but activations, by protocol and method."""
    labels = label(data)
    figures: Figures = {"roundAndSourceUnseen": {}, "featureUnseen": {}, "sameQuestion": {}}
    for name, score in scorers(data).items():
        rounds, features = by_round_and_source(labels, score), by_feature(labels, score)
        harmful, aligned, ordinary = labels.harmful, labels.aligned, labels.ordinary
        figures["roundAndSourceUnseen"][name] = compare(rounds[harmful], rounds[ordinary])
        figures["sameQuestion"][name] = compare(rounds[harmful], rounds[aligned])
        figures["featureUnseen"][name] = compare(features[harmful], features[ordinary])
        if name == "latent":
            figures["rounds"] = by_round(labels, rounds)
            figures["sources"] = false_alarms_by_source(labels, rounds)
            figures["features"] = feature_figures(data, labels, features, order)
    return figures


def by_round(labels: Labels, scores: Array) -> list[Figures]:
    """AUROC of every round, unseen: against ordinary text of unseen sources, and within questions."""
    rows = []
    for round_ in sorted(set(labels.round[labels.harmful])):
        own = labels.round == round_
        harmful, aligned = scores[own & labels.harmful], scores[own & labels.aligned]
        same = round(auroc(harmful, aligned), 3)
        against = round(auroc(harmful, scores[labels.ordinary]), 3)
        rows.append({"round": int(round_), "pairs": len(harmful), "aurocOrdinary": against, "aurocSameQuestion": same})
    return rows


def false_alarms_by_source(labels: Labels, scores: Array) -> list[Figures]:
    """For every source, unseen: the share of it above what 1 % and 5 % of the other sources exceed."""
    rows = []
    for group in sorted(set(labels.group[labels.ordinary])):
        own = scores[labels.ordinary & (labels.group == group)]
        others = scores[labels.ordinary & (labels.group != group)]
        shares = {f"above{k}": round(float(np.mean(own > np.quantile(others, 1 - k / 100))), 4) for k in (1, 5)}
        rows.append({"source": str(group), "samples": len(own), **shares})
    return rows


def feature_figures(data: SampleSet, labels: Labels, unseen: Array, order: list[str]) -> Figures:
    """Per feature: AUROC of the risk with the feature unseen, and of its own direction out of fold."""
    own = out_of_fold_cosines(data, order)
    figures = {}
    for number, feature in enumerate(order, 1):
        harmful = labels.harmful & (labels.feature == feature)
        aligned = labels.aligned & (labels.feature == feature)
        figures[feature] = {
            "pairs": int(harmful.sum()),
            "auroc": round(auroc(unseen[harmful], unseen[aligned]), 3),
            "aurocOrdinary": round(auroc(unseen[harmful], unseen[labels.ordinary]), 3),
            "ownAuroc": round(auroc(own[harmful, number], own[aligned, number]), 3),
            "ownAurocOrdinary": round(auroc(own[harmful, number], own[labels.ordinary, number]), 3),
        }
    return figures
