"""Scores by models that saw neither a sample's round or feature nor its source."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

import numpy as np

from .data import BENIGN, Sample
from .fit import fold_of, source_group
from .samples import SampleSet
from .weights import Array

# Scores `[test samples]` of the samples marked in the second array by a model fitted on those in the first.
Scorer = Callable[[Array, Array], Array]

GROUP_LIMIT = 600


@dataclass(frozen=True)
class Labels:
    """What a protocol needs to know of each sample, as arrays `[samples]`."""

    harmful: Array
    aligned: Array
    ordinary: Array
    round: Array
    feature: Array
    group: Array
    fold: Array


def evaluation_group(sample: Sample) -> str:
    """The source that is held apart as a whole; hard negatives are apart by round of writing."""
    if sample.source == "contrast":
        return f"hard-negatives/{sample.round}"
    return source_group(sample)


def label(data: SampleSet) -> Labels:
    """Labels of all samples. Ordinary are those that are not half of a pair; dialogues are left out,
    as they contain harm that is not labelled."""
    samples = data.samples
    paired = np.array([s.pair >= 0 for s in samples])
    harmful = np.array([s.harmful for s in samples])
    dialogue = np.array([s.source == "hh-rlhf" for s in samples])
    return Labels(
        harmful=harmful,
        aligned=paired & ~harmful,
        ordinary=_capped(samples, ~paired & ~dialogue),
        round=np.array([s.round for s in samples]),
        feature=np.array([s.feature for s in samples]),
        group=np.array([evaluation_group(s) for s in samples]),
        fold=np.array([fold_of(s) for s in samples]),
    )


def _capped(samples: list[Sample], allowed: Array) -> Array:
    """At most `GROUP_LIMIT` samples of a source, so that none dominates."""
    random = np.random.default_rng(0)
    groups = np.array([evaluation_group(s) if a else "" for s, a in zip(samples, allowed, strict=True)])
    kept = np.zeros(len(samples), bool)
    for group in sorted(set(groups) - {""}):
        members = np.flatnonzero(groups == group)
        kept[random.permutation(members)[:GROUP_LIMIT]] = True
    return kept


def by_feature(labels: Labels, score: Scorer) -> Array:
    """`[samples]` scores: everything of a feature is unseen; ordinary samples are unseen by question."""
    scores = np.full(len(labels.harmful), np.nan)
    features = sorted(set(labels.feature[labels.harmful]))
    for number, feature in enumerate(features):
        own = (labels.feature == feature) & (labels.harmful | labels.aligned)
        fold = labels.ordinary & (labels.fold == number % 5)
        fresh = fold & np.isnan(scores)
        test = own | fresh
        scores[test] = score(
            ~((labels.feature == feature) | (labels.fold == number % 5) & ~labels.harmful & ~labels.aligned), test
        )
    return scores


def by_round_and_source(labels: Labels, score: Scorer) -> Array:
    """`[rounds, samples]` scores: round and source are both unseen.

    Row `r` holds the pairs of that round, scored by models without it (the mean over the sources left
    out in turn), and all ordinary samples, each scored by a model without that round and its source.
    """
    rounds = sorted(set(labels.round[labels.harmful]))
    groups = sorted(set(labels.group[labels.ordinary]))
    scores = np.full((len(rounds), len(labels.harmful)), np.nan)
    for row, round_ in enumerate(rounds):
        pairs = (labels.harmful | labels.aligned) & (labels.round == round_)
        total = np.zeros(int(pairs.sum()))
        for group in groups:
            member = labels.group == group
            test = (member & labels.ordinary) | pairs
            scored = score(~(member | (labels.round == round_)), test)
            filled = np.full(len(labels.harmful), np.nan)
            filled[test] = scored
            scores[row, member & labels.ordinary] = filled[member & labels.ordinary]
            total += filled[pairs]
        scores[row, pairs] = total / len(groups)
    return scores


def is_benign_everyday(sample: Sample) -> bool:
    """Whether a sample is one of the everyday hard negatives."""
    return sample.feature == BENIGN
