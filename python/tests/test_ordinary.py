from __future__ import annotations

import json
from pathlib import Path

import numpy as np
import pytest

from latent_lint_pack.build import read_samples
from latent_lint_pack.data import Sample
from latent_lint_pack.fit import source_group
from latent_lint_pack.ordinary import ORDINARY, choose_ordinary, quotas, read_ordinary_vectors
from latent_lint_pack.pack import Pack
from latent_lint_pack.quantised_vectors import dequantise, quantise, round_half_up
from latent_lint_pack.reference import cosines
from latent_lint_pack.rendering import Turn
from latent_lint_pack.vectors import stamp_vectors

DATA = Path(__file__).parents[1] / "data"


def test_halves_go_up_as_in_javascript() -> None:
    values = np.array([0.5, 1.5, 2.5, -0.5, -1.5, -2.5, 0.49999999999999994, -0.5000000000000001, 3.2, -3.7])
    # From Math.round in Node.js 22.
    np.testing.assert_array_equal(round_half_up(values), [1, 2, 3, 0, -1, -2, 0, -1, 3, -4])


def test_quantised_rows_by_hand() -> None:
    rows = np.array([[127.0, 2.5, -2.5, -127.0], [0.0, 0.0, 0.0, 0.0], [0.1, -0.2, 0.3, 0.0]])
    values, scales = quantise(rows)
    np.testing.assert_array_equal(values, [[127, 3, -2, -127], [0, 0, 0, 0], [42, -85, 127, 0]])
    np.testing.assert_array_equal(scales, np.array([1, 0, 0.3 / 127], np.float32))
    np.testing.assert_allclose(dequantise(values, scales), rows, atol=0.51)
    assert (values.dtype, scales.dtype) == (np.int8, np.float32)


def test_quantised_cosines_stay_near() -> None:
    rows = np.random.default_rng(0).normal(size=(200, 576))
    direction = rows[:1] / np.linalg.norm(rows[0])
    kept = dequantise(*quantise(rows))
    np.testing.assert_allclose(cosines(kept, direction), cosines(rows, direction), atol=0.002)


def test_small_sources_give_all_they_have() -> None:
    assert quotas({"a": 400, "b": 100, "c": 1}, 60) == {"c": 1, "b": 20, "a": 39}
    assert quotas({"a": 10_000, "b": 4}, 100) == {"b": 2, "a": 98}
    assert quotas({"a": 3, "b": 2}, 100) == {"b": 2, "a": 3}


def test_only_ordinary_samples_of_the_calibration_are_chosen() -> None:
    turns = (Turn("assistant", "x"),)
    samples = [Sample("gsm8k", turns), Sample("hh-rlhf", turns), Sample("contrast", turns, True, "a", 1, 0)] * 5
    assert list(choose_ordinary(samples, 100)) == [0, 3, 6, 9, 12]
    assert len(choose_ordinary(samples, 2)) == 2


def test_ordinary_rows_are_those_that_the_pack_says(pack: Pack, pack_folder: Path) -> None:
    stored = pack.manifest["ordinary"]
    assert (pack_folder / ORDINARY).stat().st_size == stored["file"]["size"]
    rows, source = read_ordinary_vectors(pack_folder, pack.manifest)
    assert rows.shape == (stored["samples"], pack.manifest["width"])
    chosen = choose_ordinary(read_samples(DATA))
    groups = [source_group(sample) for sample in np.array(read_samples(DATA), object)[chosen]]
    assert [stored["sources"][number] for number in source] == groups
    assert "hh-rlhf" not in stored["sources"]


def test_ordinary_rows_lie_where_ordinary_samples_lie(pack: Pack, pack_folder: Path) -> None:
    rows, _ = read_ordinary_vectors(pack_folder, pack.manifest)
    assert np.linalg.norm(rows.mean(axis=0)) < 0.2 * np.linalg.norm(rows, axis=1).mean()
    risk = cosines(rows, pack.model.directions[:1])[:, 0]
    calibration = pack.manifest["risk"]["calibration"]
    warning = np.interp(0.99, calibration["shares"], calibration["cosines"])
    assert 0 < np.mean(risk > warning) < 0.02


def test_another_file_is_refused(pack: Pack, tmp_path: Path) -> None:
    (tmp_path / ORDINARY).write_bytes(b"x")
    with pytest.raises(ValueError, match="not the file"):
        read_ordinary_vectors(tmp_path, pack.manifest)
    with pytest.raises(ValueError, match="no ordinary samples"):
        read_ordinary_vectors(tmp_path, {})


def test_stamped_vectors_keep_their_numbers(tmp_path: Path) -> None:
    vectors, manifest = tmp_path / "vectors.json", tmp_path / "pack.json"
    vectors.write_text('{"packHash": "old", "features": [], "samples": [\n{"name": "é", "x": 0.25}\n]}\n')
    manifest.write_text("{}")
    stamp_vectors(manifest, vectors)
    stored = json.loads(vectors.read_text(encoding="utf-8"))
    assert stored["packHash"] != "old"
    assert vectors.read_text(encoding="utf-8").splitlines()[1:] == ['{"name": "é", "x": 0.25}', "]}"]
