from __future__ import annotations

import dataclasses
from pathlib import Path

import numpy as np
import pytest

from latent_lint_pack.sae import Sae, centre_and_scale, load_sae
from latent_lint_pack.sae_step import batch_top_k, initial_state, picked_products, train_step
from latent_lint_pack.sae_train import Settings, train

SETTINGS = Settings(latents=32, active=3, steps=300, batch=128, rate=5e-3, dead_after=2000)


@pytest.fixture(scope="module")
def rows() -> np.ndarray:
    """Sums of three of 24 directions in 16 dimensions, off centre."""
    random = np.random.default_rng(1)
    directions = random.normal(size=(24, 16))
    weights = np.zeros((3000, 24))
    for row in weights:
        row[random.choice(24, 3, replace=False)] = random.uniform(1, 2, 3)
    return (weights @ directions + 5).astype(np.float16)


def unexplained(sae: Sae, rows: np.ndarray) -> float:
    error = rows - sae.decode(sae.encode(rows))
    return float(np.square(error).sum() / np.square(rows - rows.mean(axis=0)).sum())


def test_training_explains_sparse_data_with_unit_rows(rows: np.ndarray, tmp_path: Path) -> None:
    sae, tokens = train(rows, np.arange(len(rows)), SETTINGS, tmp_path / "sae.npz")
    assert tokens == len(rows)
    assert unexplained(sae, rows.astype(np.float32)) < 0.25
    active = np.count_nonzero(sae.encode(rows)) / len(rows)
    assert 2 < active < 4.5
    np.testing.assert_allclose(np.linalg.norm(sae.decoder, axis=1), 1, atol=1e-5)


def test_a_killed_run_resumes_with_the_same_result(rows: np.ndarray, tmp_path: Path) -> None:
    settings, positions = dataclasses.replace(SETTINGS, steps=40), np.arange(len(rows))
    whole, _ = train(rows, positions, settings, tmp_path / "whole.npz")
    train(rows, positions, settings, tmp_path / "cut.npz", stop_at=17)
    resumed, _ = train(rows, positions, settings, tmp_path / "cut.npz")
    np.testing.assert_array_equal(resumed.encoder, whole.encoder)
    np.testing.assert_array_equal(resumed.decoder, whole.decoder)
    assert (resumed.threshold, resumed.scale) == (whole.threshold, whole.scale)


def test_a_checkpoint_of_another_size_is_not_taken_up(rows: np.ndarray, tmp_path: Path) -> None:
    settings = dataclasses.replace(SETTINGS, steps=2)
    train(rows, np.arange(100), settings, tmp_path / "sae.npz")
    larger, _ = train(rows, np.arange(100), dataclasses.replace(settings, latents=40), tmp_path / "sae.npz")
    assert larger.decoder.shape == (40, 16)


def test_batch_top_k_by_hand() -> None:
    pre = np.array([[3.0, -1.0, 1.0], [2.0, 5.0, 0.5]], np.float32)
    for guess in (0.0, 1.5, 100.0):
        np.testing.assert_array_equal(batch_top_k(pre, 3, guess).toarray(), [[3, 0, 0], [2, 5, 0]])
    np.testing.assert_array_equal(batch_top_k(pre, 20, 0.0).toarray(), np.maximum(pre, 0))


def test_picked_products_are_entries_of_the_dense_product() -> None:
    random = np.random.default_rng(0)
    latents = batch_top_k(random.normal(size=(30, 80)).astype(np.float32), 1100, 0.0)
    left, right = random.normal(size=(30, 7)).astype(np.float32), random.normal(size=(80, 7)).astype(np.float32)
    dense = (left @ right.T)[latents.nonzero()]
    np.testing.assert_allclose(picked_products(latents, left, right), dense, atol=1e-5)


@pytest.mark.parametrize("name", ["encoder", "bias", "offset"])
def test_a_step_goes_down_the_numeric_slope(name: str, rows: np.ndarray) -> None:
    """The first step of Adam moves every parameter against the sign of its gradient."""
    scaled = (rows[:64].astype(np.float32) - 5) / 3

    def loss(index: int, change: float) -> float:
        state = initial_state(16, 32, 0)
        state.parameters[name].reshape(-1)[index] += change
        return train_step(state, scaled, 3, 0.0, 10**9)

    state = initial_state(16, 32, 0)
    before = state.parameters[name].copy().reshape(-1)
    train_step(state, scaled, 3, 1e-3, 10**9)
    moved = state.parameters[name].reshape(-1) - before
    for index in range(0, before.size, max(1, before.size // 16)):
        slope = (loss(index, 1e-3) - loss(index, -1e-3)) / 2e-3
        if abs(slope) > 1e-3:
            assert np.sign(moved[index]) == -np.sign(slope)


def test_dead_latents_learn_from_what_is_left_over(rows: np.ndarray) -> None:
    scaled = (rows[:64].astype(np.float32) - 5) / 3

    def row_after(dead: bool) -> np.ndarray:
        state = initial_state(16, 32, 0)
        state.parameters["encoder"][7] *= 1e-3
        state.silent[7] = 10**6 if dead else 0
        train_step(state, scaled, 3, 1e-2, 10**6)
        return np.asarray(state.parameters["decoder"][7] - initial_state(16, 32, 0).parameters["decoder"][7])

    assert np.abs(row_after(False)).max() < 1e-6
    assert np.abs(row_after(True)).max() > 1e-4


def test_centre_and_scale_by_hand() -> None:
    stored = np.array([[1, 3], [3, 7], [9, 9]], np.float16)
    centre, scale = centre_and_scale(stored, np.array([0, 1]))
    np.testing.assert_allclose(centre, [2, 5])
    assert scale == pytest.approx(np.sqrt((1 + 4) / 2))


def test_encoding_by_hand_and_a_saved_copy(tmp_path: Path) -> None:
    sae = Sae(
        encoder=np.array([[1, 0], [0, 2]], np.float32),
        bias=np.array([0, -1], np.float32),
        decoder=np.array([[1, 0], [0, 1]], np.float32),
        centre=np.array([1, 1], np.float32),
        scale=2.0,
        threshold=0.5,
    )
    # (x - 1) / 2 = [1, 0.5] and [0.5, 1.5]; pre = [1, 0] and [0.5, 2]; 0.5 is not above the threshold.
    activations = sae.encode(np.array([[3, 2], [2, 4]]))
    np.testing.assert_allclose(activations, [[1, 0], [0, 2]])
    np.testing.assert_allclose(sae.decode(activations), [[3, 1], [1, 5]])
    sae.save(tmp_path / "sae.safetensors")
    again = load_sae(tmp_path / "sae.safetensors")
    np.testing.assert_array_equal(again.encode(np.ones((1, 2))), sae.encode(np.ones((1, 2))))
