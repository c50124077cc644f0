from __future__ import annotations

import hashlib
import json
from pathlib import Path

import numpy as np
import pytest

from latent_lint_pack.activations import ActivationCache
from latent_lint_pack.build import feature_order
from latent_lint_pack.pack import Pack
from latent_lint_pack.rendering import Turn
from latent_lint_pack.samples import share_prompts

VECTORS = Path(__file__).parent / "vectors" / "score-vectors.json"


def test_pack_lists_its_files_with_hash_and_size(pack: Pack, pack_folder: Path) -> None:
    assert set(pack.manifest["files"]) == {"trunk.onnx", "tokenizer.json", "features.safetensors"}
    for name, expected in pack.manifest["files"].items():
        contents = (pack_folder / name).read_bytes()
        assert hashlib.sha256(contents).hexdigest() == expected["sha256"]
        assert len(contents) == expected["size"]


def test_tensors_have_the_shapes_of_the_contract(pack: Pack) -> None:
    width, features = pack.manifest["width"], len(pack.manifest["features"])
    tensors = {**pack.model.reference.tensors(), "directions": pack.model.directions, "highlight": pack.highlight}
    expected = dict.fromkeys(tensors, (width,))
    expected |= {"prompt_term": (2 * width, width), "whitener": (width, width), "directions": (1 + features, width)}
    assert {name: tensor.shape for name, tensor in tensors.items()} == expected
    np.testing.assert_allclose(np.linalg.norm(pack.model.directions, axis=1), 1, atol=1e-5)


def test_calibrations_increase(pack: Pack) -> None:
    for part in (pack.manifest["risk"], *pack.manifest["features"]):
        calibration = part["calibration"]
        assert len(calibration["cosines"]) == len(calibration["shares"])
        assert np.all(np.diff(calibration["cosines"]) > 0)
        assert np.all(np.diff(calibration["shares"]) > 0)
        assert calibration["tailScale"] > 0


def test_features_are_described(pack: Pack) -> None:
    assert pack.feature_ids() == feature_order()
    for feature in pack.manifest["features"]:
        assert feature["title"]
        assert feature["description"].endswith(".")
        assert 3 <= len(feature["examples"]) <= 5


def test_probe_scores_what_the_pack_says(pack: Pack) -> None:
    probe = pack.manifest["probe"]
    turns = [Turn(turn["role"], turn["text"]) for turn in probe["turns"]]
    cosines = pack.piece_cosines(pack.pieces(turns))
    assert cosines[:, 0].max() == pytest.approx(probe["riskCosine"], abs=0.02)


def test_vectors_belong_to_the_pack(pack: Pack, pack_folder: Path) -> None:
    vectors = json.loads(VECTORS.read_text(encoding="utf-8"))
    assert vectors["packHash"] == hashlib.sha256((pack_folder / "pack.json").read_bytes()).hexdigest()
    for sample in vectors["samples"]:
        turns = [Turn(turn["role"], turn["text"]) for turn in sample["turns"]]
        pieces = pack.pieces(turns, sample["trained"])
        assert [piece.ids for piece in pieces] == [piece["inputIds"] for piece in sample["pieces"]]
        expected = [[piece["riskCosine"], *piece["featureCosines"]] for piece in sample["pieces"]]
        np.testing.assert_allclose(pack.piece_cosines(pieces), expected, atol=0.03)


def test_cached_activations_equal_fresh_ones(pack: Pack, tmp_path: Path) -> None:
    turns = [Turn("user", "Hi"), Turn("assistant", "Hello there.")]
    pieces = pack.pieces(turns)
    fresh = np.stack(ActivationCache(tmp_path, pack.trunk).vectors(pieces))
    record = next(tmp_path.glob("*.records"))
    with record.open("ab") as file:
        file.write(b"half a record")
    again = np.stack(ActivationCache(tmp_path, pack.trunk).vectors(pieces))
    np.testing.assert_array_equal(fresh, again)
    assert record.stat().st_size % (64 + 3 * 576 * 4) == 0
    np.testing.assert_allclose(pack.model.piece_cosines(share_prompts(pieces, again)), pack.piece_cosines(pieces))
