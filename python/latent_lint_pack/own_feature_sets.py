"""Labelled sets to make features of one's own on, each held apart from what its pack was fitted on."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property
from pathlib import Path

import numpy as np

from .activations import ActivationCache
from .build import feature_order
from .fit import FOLDS, Model, fit_model
from .held_apart import label
from .labelled import read_held_out
from .ordinary import choose_ordinary, read_ordinary_vectors, sample_vectors
from .own_feature import Space
from .pack import Pack
from .quantised_vectors import dequantise, quantise
from .reference import unit
from .samples import SampleSet, activate
from .weights import Array


@dataclass(frozen=True)
class LabelledSet:
    """Unit rows of `z`, as far as one byte a number keeps them.

    `positives` and `negatives` answer the same kind of question, `ordinary` is mixed text that nothing was fitted on,
    and `reference` are the pack's own ordinary rows. `exact` holds the first three before they were rounded, and
    `plain` the positives, the negatives and the mean of the reference before they were divided by their norms.
    """

    name: str
    positives: Array
    negatives: Array
    ordinary: Array
    reference: Array
    directions: Array
    exact: tuple[Array, Array, Array]
    plain: tuple[Array, Array, Array]

    @cached_property
    def space(self) -> Space:
        """What every feature on this set is made with."""
        return Space(self.reference.mean(axis=0), self.directions)


def kept(rows: Array) -> Array:
    """Rows of `z` `[samples, width]` as the store keeps them."""
    return dequantise(*quantise(rows))


def make_set(name: str, parts: tuple[Array, Array, Array], reference: Array, directions: Array) -> LabelledSet:
    """A set of rows of `z`: positives, negatives and ordinary text before they were kept, `reference` after it."""
    positives, negatives, ordinary = (kept(rows) for rows in parts)
    return LabelledSet(
        name,
        unit(positives),
        unit(negatives),
        unit(ordinary),
        unit(reference),
        directions.astype(np.float64),
        exact=(unit(parts[0]), unit(parts[1]), unit(parts[2])),
        plain=(positives, negatives, reference.mean(axis=0)),
    )


def contrast_sets(data: SampleSet) -> list[LabelledSet]:
    """One set a contrast feature, by models that saw neither the feature nor the ordinary text it is told from.

    Features are left out four at a time, and with each four a fifth of the ordinary text, by question.
    """
    labels = label(data)
    features = sorted(set(labels.feature[labels.harmful]))
    sets = []
    for fold in range(FOLDS):
        names = features[fold::FOLDS]
        unseen = np.isin(labels.feature, names)
        training = data.take(~unseen & (labels.fold != fold))
        model = fit_model(training, [f for f in feature_order() if f not in names])
        reference = reference_rows(model, training)
        ordinary = sample_vectors(model, data.take(labels.ordinary & (labels.fold == fold)))[0]
        for name in names:
            own = labels.feature == name
            sides = [sample_vectors(model, data.take(own & side))[0] for side in (labels.harmful, labels.aligned)]
            sets.append(make_set(name, (sides[0], sides[1], ordinary), reference, model.directions))
    return sets


def reference_rows(model: Model, data: SampleSet) -> Array:
    """`z` of what would be the ordinary rows of a pack made from `data`, as far as it would be kept."""
    chosen = np.zeros(len(data.samples), bool)
    chosen[choose_ordinary(data.samples)] = True
    return kept(sample_vectors(model, data.take(chosen))[0])


def held_out_sets(folder: Path, pack: Pack, data: Path, cache: Path) -> list[LabelledSet]:
    """The held-out files with harmful samples, by the pack as it is."""
    samples = [sample for path in sorted((data / "held-out").glob("*.jsonl")) for sample in read_held_out(path)]
    loaded = activate(ActivationCache(cache, pack.trunk), pack.encoder, samples)
    rows = sample_vectors(pack.model, loaded)[0]
    files = np.array([sample.source for sample in loaded.samples])
    harmful = np.array([sample.harmful for sample in loaded.samples])
    mixed = rows[files == "held-out/ordinary"]
    reference, _ = read_ordinary_vectors(folder, pack.manifest)
    sets = []
    for file in sorted(set(files[harmful])):
        parts = (rows[harmful & (files == file)], rows[~harmful & (files == file)], mixed)
        sets.append(make_set(file, parts, reference, pack.model.directions))
    return sets
