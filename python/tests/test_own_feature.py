from __future__ import annotations

import json
from pathlib import Path

import numpy as np
import pytest

from latent_lint_pack.own_feature import METHODS, NEED_NEGATIVES, Space, contrast, own_direction, shrink
from latent_lint_pack.own_feature_vectors import own_feature_vectors
from latent_lint_pack.reference import unit

VECTORS = Path(__file__).parent / "vectors" / "own-feature-vectors.json"


def test_shrink_is_the_posterior_mean() -> None:
    random = np.random.default_rng(0)
    directions = unit(random.normal(size=(3, 8)))
    difference = random.normal(size=8)
    prior = 0.2**2 * np.eye(8) + 0.5**2 * directions.T @ directions
    expected = prior @ np.linalg.solve(prior + 0.7 / 8 * np.eye(8), difference)
    np.testing.assert_allclose(shrink(difference, 0.7, directions, known=0.5, rest=0.2), expected)


def test_shrink_by_hand() -> None:
    # Width 2, one known direction along x, 2 samples worth of variance: v = 1, prior 3 + 1 along x and 1 along y.
    shrunk = shrink(np.array([10.0, 10.0]), 2.0, np.array([[1.0, 0.0]]), known=3**0.5, rest=1.0)
    np.testing.assert_allclose(shrunk, [10 * 4 / 5, 10 * 1 / 2])


def test_many_samples_are_believed() -> None:
    difference = np.random.default_rng(1).normal(size=5)
    np.testing.assert_allclose(shrink(difference, 1e-12, np.eye(5)[:2]), difference, rtol=1e-6)


def space(width: int) -> Space:
    return Space(np.zeros(width), np.eye(width)[:2])


def test_contrast_by_hand() -> None:
    ordinary = Space(np.array([0.0, 0.4]), np.eye(2))
    positives, negatives = np.array([[1.0, 0.0], [0.0, 1.0]]), np.array([[0.0, -1.0]])
    difference, samples = contrast(ordinary, positives, negatives[:0])
    np.testing.assert_allclose(difference, [0.5, 0.5 - 0.4])
    assert samples == pytest.approx(1 / 2)
    difference, samples = contrast(ordinary, positives, negatives)
    np.testing.assert_allclose(difference, [0.5, 0.5 + 1 / 4 - 0.3])
    assert samples == pytest.approx(1 / 2 + 1 / 16)


def test_a_known_direction_is_found_from_one_sample() -> None:
    random = np.random.default_rng(2)
    truth = np.eye(200)[0]
    rows = unit(random.normal(size=(400, 200)) + 3 * truth)
    none = rows[:0]
    shrunk = [own_direction(space(200), rows[k : k + 1], none)[0] for k in range(400)]
    plain = [METHODS["mean"](space(200), rows[k : k + 1], none)[0] for k in range(400)]
    assert np.mean(shrunk) > 2 * np.mean(plain)


def test_discriminant_solves_the_shrunk_scatter() -> None:
    random = np.random.default_rng(4)
    positives, negatives = random.normal(size=(5, 12)), random.normal(size=(4, 12)) + 1
    rows = np.concatenate([positives - positives.mean(axis=0), negatives - negatives.mean(axis=0)])
    scatter = 0.5 * rows.T @ rows / 9 + 0.5 / 12 * np.eye(12)
    expected = unit(np.linalg.solve(scatter, positives.mean(axis=0) - negatives.mean(axis=0)))
    np.testing.assert_allclose(METHODS["discriminant"](space(12), positives, negatives), expected)


@pytest.mark.parametrize("name", METHODS)
def test_every_method_finds_a_plain_difference(name: str) -> None:
    random = np.random.default_rng(3)
    positives = unit(random.normal(size=(30, 20)) + 2 * np.eye(20)[5])
    negatives = unit(random.normal(size=(30, 20)) - 2 * np.eye(20)[5])
    direction = METHODS[name](Space(np.zeros(20), np.eye(20)[:2]), positives, negatives)
    assert np.linalg.norm(direction) == pytest.approx(1)
    assert direction[5] > 0.5
    if name not in NEED_NEGATIVES:
        assert METHODS[name](Space(np.zeros(20), np.eye(20)[:2]), positives, negatives[:0])[5] > 0.5


def test_vectors_for_other_engines_are_those_of_this_method() -> None:
    stored = json.loads(VECTORS.read_text(encoding="utf-8"))
    made = own_feature_vectors()
    for key in ("known", "ordinary"):
        np.testing.assert_array_equal(stored[key], made[key])
    for kept, case in zip(stored["cases"], made["cases"], strict=True):
        assert (kept["positives"], kept["negatives"]) == (case["positives"], case["negatives"])
        np.testing.assert_allclose(kept["direction"], case["direction"], atol=1e-12)
