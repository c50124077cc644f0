"""The keyword baseline as a small file: what docs/pack-format.md, "Keywords", describes."""

from __future__ import annotations

import math
import unicodedata
from collections import Counter
from dataclasses import dataclass
from functools import cached_property
from itertools import pairwise
from typing import Any

import numpy as np
from scipy.sparse import csr_matrix
from sklearn.feature_extraction.text import CountVectorizer, TfidfTransformer
from sklearn.linear_model import LogisticRegression

from .calibrate import Calibration, fit_calibration
from .data import Sample
from .fit import COVARIANCE_ONLY, FOLDS, fold_of, source_weights
from .weights import Array

# So many terms are about 290 kB.
TERMS = 11_000


@dataclass(frozen=True)
class Keywords:
    """`terms`, words and pairs of words, with the `idf` and the `weight` `[terms]` of each, and the intercept."""

    terms: list[str]
    idf: Array
    weight: Array
    intercept: float

    @cached_property
    def places(self) -> dict[str, int]:
        """Where each term stands."""
        return {term: place for place, term in enumerate(self.terms)}

    def decision(self, text: str) -> float:
        """What the classifier says of a text: the sum of weights that the text's terms have by their TF-IDF."""
        counts = Counter(terms_of(text))
        known = [(self.places[term], count) for term, count in counts.items() if term in self.places]
        values = [(place, (1 + math.log(count)) * float(self.idf[place])) for place, count in known]
        norm = math.sqrt(sum(value * value for _, value in values))
        if norm == 0:
            return self.intercept
        return sum(value * float(self.weight[place]) for place, value in values) / norm + self.intercept

    def score(self, text: str) -> float:
        """-1..1: `tanh(decision / 2)`, twice the probability minus 1."""
        return math.tanh(self.decision(text) / 2)


def words_of(text: str) -> list[str]:
    """Runs of at least two letters, numbers and `_` (Unicode categories L and N) of the text in lower case."""
    words, run = [], ""
    for character in text.lower() + " ":
        if character == "_" or unicodedata.category(character)[0] in "LN":
            run += character
            continue
        if len(run) > 1:
            words.append(run)
        run = ""
    return words


def terms_of(text: str) -> list[str]:
    """The words and all pairs of neighbouring words, joined by a space."""
    words = words_of(text)
    return [*words, *(f"{first} {second}" for first, second in pairwise(words))]


class Corpus:
    """Term counts of the answers of samples, counted once for all fits."""

    def __init__(self, samples: list[Sample]) -> None:
        counter = CountVectorizer(analyzer=terms_of, min_df=2)
        texts = [sample.turns[-1].text for sample in samples]
        self.counts = csr_matrix(counter.fit_transform(texts))
        self.terms = np.array(counter.get_feature_names_out(), object)
        self.labels = np.array([sample.harmful for sample in samples])

    def fit(self, train: Array, terms: int | None = TERMS) -> Keywords:
        """A classifier of the samples marked in `train` `[samples]`: logistic regression (balanced, C = 10) on TF-IDF.

        Of all terms those `terms` are kept whose weight times idf is largest, and it is fitted anew on these.
        """
        places = np.arange(self.counts.shape[1])
        idf, weight, intercept = self._fit(train, places)
        if terms is not None and terms < len(places):
            places = np.sort(np.argsort(-np.abs(weight * idf), kind="stable")[:terms])
            idf, weight, intercept = self._fit(train, places)
        return Keywords(list(self.terms[places]), np.round(idf, 2), np.round(weight, 3), round(intercept, 4))

    def scores(self, model: Keywords, test: Array) -> Array:
        """Scores of the samples marked in `test`, as `Keywords.score` gives them."""
        places = np.searchsorted(self.terms, np.array(model.terms, object))
        rows = self.counts[test][:, places].astype(np.float64)
        rows.data = (1 + np.log(rows.data)) * model.idf[rows.indices]
        norms = np.sqrt(np.asarray(rows.multiply(rows).sum(axis=1)).ravel())
        return np.tanh((rows @ model.weight / np.where(norms > 0, norms, 1) + model.intercept) / 2)

    def _fit(self, train: Array, places: Array) -> tuple[Array, Array, float]:
        weighting = TfidfTransformer(sublinear_tf=True)
        rows = weighting.fit_transform(self.counts[train][:, places])
        model = LogisticRegression(C=10, class_weight="balanced", solver="liblinear")
        model.fit(rows, self.labels[train])
        return np.asarray(weighting.idf_), np.asarray(model.coef_[0]), float(model.intercept_[0])


def calibrate_keywords(corpus: Corpus, samples: list[Sample]) -> Calibration:
    """How the scores of ordinary samples are distributed, each by a classifier that saw no answer to its question."""
    folds = np.array([fold_of(sample) for sample in samples])
    scores = np.zeros(len(samples))
    for fold in range(FOLDS):
        scores[folds == fold] = corpus.scores(corpus.fit(folds != fold), folds == fold)
    counted = np.array([not s.harmful and s.source not in COVARIANCE_ONLY for s in samples])
    weights = source_weights([s for s, counts in zip(samples, counted, strict=True) if counts])
    return fit_calibration(scores[counted], weights)


def keywords_json(model: Keywords, calibration: Calibration, figures: dict[str, Any]) -> dict[str, Any]:
    """What `keywords.json` holds."""
    return {
        "format": 1,
        "words": "runs of two or more letters, numbers and _ of the answer in lower case",
        "pattern": "[\\p{L}\\p{N}_]{2,}",
        "ngrams": [1, 2],
        "intercept": model.intercept,
        "calibration": calibration.as_json(),
        "figures": figures,
        "terms": model.terms,
        "idf": [float(value) for value in model.idf],
        "weight": [float(value) for value in model.weight],
    }


def keywords_from_json(stored: dict[str, Any]) -> Keywords:
    """The classifier of a `keywords.json`."""
    return Keywords(stored["terms"], np.array(stored["idf"]), np.array(stored["weight"]), stored["intercept"])
