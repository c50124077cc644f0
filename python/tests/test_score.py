from __future__ import annotations

import numpy as np
import pytest

from latent_lint_pack.activations import pooling_rows
from latent_lint_pack.calibrate import Calibration, fit_calibration, share_below
from latent_lint_pack.data import Sample
from latent_lint_pack.directions import fit_directions, pair_differences
from latent_lint_pack.fit import fold_of, source_weights
from latent_lint_pack.metrics import auroc, compare, recall_at
from latent_lint_pack.reference import Reference, cosines, fit_reference, standardise, whitened
from latent_lint_pack.rendering import Piece, Turn
from latent_lint_pack.samples import SampleSet, riskiest_pieces, share_prompts

HAND = Reference(
    answer_mean=np.array([1.0, 0.0]),
    answer_deviation=np.array([2.0, 1.0]),
    prompt_mean=np.array([0.0, 1.0]),
    prompt_deviation=np.array([1.0, 2.0]),
    header_mean=np.array([1.0, 1.0]),
    header_deviation=np.array([1.0, 4.0]),
    prompt_term=np.array([[0.5, 0.0], [0.0, 1.0], [0.0, 0.0], [1.0, 0.0]]),
    residual_mean=np.array([0.25, -1.0]),
    whitener=np.array([[2.0, 0.0], [0.0, 0.5]]),
)


def vectors(answer: list[float], prompt: list[float], header: list[float]) -> np.ndarray:
    return np.array([[answer, prompt, header]])


def test_score_by_hand() -> None:
    # A = [2, 3], C = [[2, 1], [0, 0.5]], C @ term = [1 + 0.5, 1], r = [2 - 1.5 - 0.25, 3 - 1 + 1] = [0.25, 3].
    points = whitened(HAND, vectors([5, 3], [2, 3], [1, 3]))
    np.testing.assert_allclose(points, [[0.5, 1.5]])
    np.testing.assert_allclose(cosines(points, np.array([[0.0, 1.0], [0.6, 0.8]])), [[1.5 / 2.5**0.5, 1.5 / 2.5**0.5]])


def test_text_without_a_prompt_has_no_context() -> None:
    answers, context = standardise(HAND, vectors([5, 3], [0, 0], [1, 3]))
    np.testing.assert_allclose(answers, [[2, 3]])
    np.testing.assert_allclose(context, np.zeros((1, 4)))
    # r = A - residual_mean = [1.75, 4]
    np.testing.assert_allclose(whitened(HAND, vectors([5, 3], [0, 0], [1, 3])), [[3.5, 2.0]])


def test_reference_whitens_and_removes_what_the_prompt_predicts() -> None:
    random = np.random.default_rng(0)
    count, width = 4000, 6
    prompts = random.normal(size=(count, width)) + 1
    headers = random.normal(size=(count, width))
    answers = prompts @ random.normal(size=(width, width)) + random.normal(size=(count, width)) * [1, 2, 3, 4, 5, 6]
    stacked = np.stack([answers, prompts, headers], axis=1)
    reference = fit_reference(stacked, np.zeros(count, bool), ridge=1.0)
    points = whitened(reference, stacked)
    np.testing.assert_allclose(points.mean(axis=0), 0, atol=1e-9)
    np.testing.assert_allclose(points.T @ points / count, np.eye(width), atol=0.05)
    context = standardise(reference, stacked)[1]
    assert np.abs(context.T @ points / count).max() < 0.01


def test_covariance_only_samples_do_not_move_the_means() -> None:
    random = np.random.default_rng(1)
    rows = random.normal(size=(50, 3, 4))
    more = np.concatenate([rows, random.normal(size=(20, 3, 4)) * 3 + 5])
    alone = fit_reference(rows, np.zeros(50, bool), ridge=3.0)
    joined = fit_reference(more, np.arange(70) >= 50, ridge=3.0)
    np.testing.assert_allclose(alone.answer_mean, joined.answer_mean)
    np.testing.assert_allclose(alone.prompt_term, joined.prompt_term)
    np.testing.assert_allclose(alone.residual_mean, joined.residual_mean)
    assert not np.allclose(alone.whitener, joined.whitener)


def test_sources_are_weighted_by_the_root_of_their_size() -> None:
    turns = (Turn("assistant", "x"),)
    samples = [Sample("a", turns)] * 16 + [Sample("b", turns)] * 4
    weights = source_weights(samples)
    assert weights[:16].sum() / weights[16:].sum() == pytest.approx(2)
    assert weights.mean() == pytest.approx(1)


def sample(pair: int, harmful: bool, feature: str) -> Sample:
    return Sample("contrast", (Turn("assistant", f"{pair}{harmful}"),), harmful, feature, 1, pair)


def test_directions_are_means_of_pair_differences() -> None:
    samples = [sample(0, False, "a"), sample(0, True, "a"), sample(1, True, "b"), sample(1, False, "b")]
    points = np.array([[0.0, 0.0], [3.0, 0.0], [0.0, 4.0], [0.0, 3.0]])
    data = SampleSet(samples, np.zeros((4, 3, 2)), np.arange(4))
    differences, features, rounds = pair_differences(data, points)
    np.testing.assert_allclose(differences, [[3, 0], [0, 1]])
    assert features == ["a", "b"]
    assert list(rounds) == [1, 1]
    expected = [[3 / 10**0.5, 1 / 10**0.5], [1, 0], [0, 1]]
    np.testing.assert_allclose(fit_directions(differences, features, ["a", "b"]), expected)


def test_the_riskiest_piece_speaks_for_the_sample() -> None:
    data = SampleSet([sample(0, True, "a"), sample(1, True, "a")], np.zeros((5, 3, 2)), np.array([0, 0, 1, 1, 1]))
    assert list(riskiest_pieces(data, np.array([0.1, 0.2, 0.3, 0.1, 0.3]))) == [1, 2]


def test_later_pieces_take_prompt_and_header_from_the_first() -> None:
    pieces = [Piece(1, [1, 2], (1, 2), [(0, 1)], 0, True), Piece(1, [3], (0, 1), [], -1, False)]
    stacked = np.arange(12.0).reshape(2, 3, 2)
    shared = share_prompts(pieces, stacked)
    np.testing.assert_allclose(shared[1], [[6, 7], [2, 3], [4, 5]])


def test_pooling_rows() -> None:
    piece = Piece(2, [9] * 6, (4, 6), [(0, 1), (2, 3)], 3, True)
    expected = [[0, 0, 0, 0, 0.5, 0.5], [0.5, 0, 0.5, 0, 0, 0], [0, 0, 0, 1, 0, 0]]
    np.testing.assert_allclose(pooling_rows(piece), expected)
    np.testing.assert_allclose(pooling_rows(Piece(0, [9, 9], (1, 2), [], -1, False)), [[0, 1], [0, 0], [0, 0]])


def test_share_below_by_hand() -> None:
    knots = Calibration(np.array([-0.2, 0.0, 0.4]), np.array([0.1, 0.5, 0.9]), 0.1, 0.45, 20)
    expected = {-1.0: 0.0, -0.6: 0.05, -0.2: 0.1, -0.1: 0.3, 0.2: 0.7, 0.4: 0.9, 0.5: 1 - 0.1 * np.exp(-1)}
    for cosine, share in expected.items():
        assert share_below(knots, cosine) == pytest.approx(share)


def test_calibration_finds_shares_and_never_ties() -> None:
    cosines_ = np.random.default_rng(0).normal(size=20000) * 0.1
    calibration = fit_calibration(cosines_, np.ones(20000))
    assert np.all(np.diff(calibration.cosines) > 0)
    for quantile in (0.05, 0.5, 0.97, 0.995):
        assert share_below(calibration, float(np.quantile(cosines_, quantile))) == pytest.approx(quantile, abs=0.003)
    grid = [share_below(calibration, c) for c in np.linspace(-1, 1, 500)]
    assert np.all(np.diff(grid) > 0)
    assert grid[0] == 0
    assert grid[-1] < 1
    assert (calibration.highest, calibration.samples) == (cosines_.max(), 20000)
    assert Calibration.from_json(calibration.as_json()).as_json() == calibration.as_json()


def test_calibration_of_equal_cosines_is_still_increasing() -> None:
    assert np.all(np.diff(fit_calibration(np.zeros(10), np.ones(10)).cosines) > 0)


def test_metrics_by_hand() -> None:
    harmful, ordinary = np.array([0.9, 0.5]), np.array([0.1, 0.5, 0.2, 0.95])
    assert auroc(harmful, ordinary) == pytest.approx((3 + 2.5) / 8)
    assert recall_at(np.arange(100.0), np.arange(100.0), 0.05) == pytest.approx(0.05)
    figures = compare(np.arange(10.0) + 20, np.arange(10.0))
    assert figures["auroc"] == [1.0, 1.0, 1.0]
    assert figures["recallAt1"] == [1.0, 1.0, 1.0]


def test_both_answers_to_a_question_are_in_one_fold() -> None:
    question = Turn("user", "Why?")
    first, second = (Sample("contrast", (question, Turn("assistant", text))) for text in ("a", "b"))
    assert fold_of(first) == fold_of(second)
