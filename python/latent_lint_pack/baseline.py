"""Baselines: a random score, and words with logistic regression."""

from __future__ import annotations

import numpy as np
from scipy.sparse import csr_matrix
from sklearn.feature_extraction.text import CountVectorizer, TfidfTransformer
from sklearn.linear_model import LogisticRegression

from .data import Sample
from .weights import Array


def random_scores(count: int, seed: int = 0) -> Array:
    """`[count]` scores that know nothing."""
    return np.random.default_rng(seed).random(count)


class WordBaseline:
    """TF-IDF of word 1- and 2-grams of answers, and logistic regression (balanced, C = 10)."""

    def __init__(self, samples: list[Sample]) -> None:
        texts = [sample.turns[-1].text for sample in samples]
        self._counts = csr_matrix(CountVectorizer(ngram_range=(1, 2), min_df=2).fit_transform(texts))
        self._labels = np.array([sample.harmful for sample in samples])

    def scores(self, train: Array, test: Array) -> Array:
        """Scores of the samples marked in `test`, fitted on those marked in `train` (`[samples]` booleans)."""
        weighting = TfidfTransformer(sublinear_tf=True)
        rows = weighting.fit_transform(self._counts[train])
        model = LogisticRegression(C=10, class_weight="balanced", solver="liblinear")
        model.fit(rows, self._labels[train])
        return np.asarray(model.decision_function(weighting.transform(self._counts[test])))
