"""Scores by models that saw neither a sample's round or feature nor its source."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

import numpy as np

from .data import Sample
from .fit import COVARIANCE_ONLY, FOLDS, fold_of, source_group
from .samples import SampleSet
from .weights import Array

# Scores `[test samples]` of the samples marked in the second array by a model fitted on those in the first.
Scorer = Callable[[Array, Array], Array]

GROUP_LIMIT = 600
PARTS = 3


@dataclass(frozen=True)
class Labels:
    """What a protocol needs to know of each sample, as arrays `[samples]`.

    `part` numbers the part of the sources that a sample is held apart with, -1 for contrast files: their
    hard negatives are held apart by round.
    """

    harmful: Array
    aligned: Array
    ordinary: Array
    round: Array
    feature: Array
    group: Array
    part: Array
    fold: Array


def evaluation_group(sample: Sample) -> str:
    """The source as figures name it."""
    if sample.source == "contrast":
        return f"hard-negatives/{sample.round}"
    return source_group(sample)


def label(data: SampleSet) -> Labels:
    """Labels of all samples. Ordinary are those that are not half of a pair; dialogues are left out,
    as they contain harm that is not labelled."""
    samples = data.samples
    paired = np.array([s.pair >= 0 for s in samples])
    harmful = np.array([s.harmful for s in samples])
    groups = np.array([evaluation_group(s) for s in samples])
    ordinary = ~paired & np.array([s.source not in COVARIANCE_ONLY for s in samples])
    contrast = np.array([s.source == "contrast" for s in samples])
    part_of = {group: number % PARTS for number, group in enumerate(sorted(set(groups[ordinary & ~contrast])))}
    return Labels(
        harmful=harmful,
        aligned=paired & ~harmful,
        ordinary=_capped(groups, ordinary),
        round=np.array([s.round for s in samples]),
        feature=np.array([s.feature for s in samples]),
        group=groups,
        part=np.array([part_of.get(group, -1) for group in groups]),
        fold=np.array([fold_of(s) for s in samples]),
    )


def _capped(groups: Array, allowed: Array) -> Array:
    """At most `GROUP_LIMIT` samples of a source, so that none dominates."""
    random = np.random.default_rng(0)
    kept = np.zeros(len(groups), bool)
    for group in sorted(set(groups[allowed])):
        members = np.flatnonzero(allowed & (groups == group))
        kept[random.permutation(members)[:GROUP_LIMIT]] = True
    return kept


def by_feature(labels: Labels, score: Scorer) -> Array:
    """`[samples]` scores. Features are left out four at a time, with all of their samples, and with
    each four a fifth of the other samples, by question."""
    features = sorted(set(labels.feature[labels.harmful]))
    scores = np.full(len(labels.harmful), np.nan)
    for fold in range(FOLDS):
        unseen = np.isin(labels.feature, features[fold::FOLDS])
        test = (unseen & (labels.harmful | labels.aligned)) | (labels.ordinary & (labels.fold == fold))
        scores[test] = score(~unseen & (labels.fold != fold), test)
    return scores


def by_round_and_source(labels: Labels, score: Scorer) -> Array:
    """`[samples]` scores: the round of a pair and the source of ordinary text are both unseen.

    A model is fitted without each round and each part of the sources. Pairs and hard negatives are scored
    by the models without their round, other ordinary samples by those without their part; a score is the
    mean of those.
    """
    total, count = np.zeros(len(labels.harmful)), np.zeros(len(labels.harmful))
    for round_ in sorted(set(labels.round[labels.harmful])):
        for part in range(PARTS):
            unseen = (labels.round == round_) | (labels.part == part)
            test = unseen & (labels.harmful | labels.aligned | labels.ordinary)
            total[test] += score(~unseen, test)
            count[test] += 1
    return np.where(count > 0, total / np.maximum(count, 1), np.nan)
