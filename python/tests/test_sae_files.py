from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import numpy as np
import onnx
import onnxruntime as ort
import pytest
from safetensors.numpy import load_file
from scipy.sparse import csr_matrix

from latent_lint_pack.activations import ANSWER, run_piece
from latent_lint_pack.latents import apply_names
from latent_lint_pack.pack import Pack
from latent_lint_pack.pack_sae import load_pack_sae, sample_means
from latent_lint_pack.rendering import Turn
from latent_lint_pack.sae import Sae
from latent_lint_pack.sae_files import build_encoder, carry_over, check_sae, describe_sae, write_sae_files
from latent_lint_pack.tokens import TokenCache, run_tokens


@pytest.fixture
def sae() -> Sae:
    random = np.random.default_rng(0)
    decoder = random.normal(size=(40, 12)).astype(np.float32)
    decoder /= np.linalg.norm(decoder, axis=1, keepdims=True)
    bias, centre = random.normal(size=40).astype(np.float32), random.normal(size=12).astype(np.float32)
    return Sae(decoder * 1.1, bias, decoder, centre, scale=3.0, threshold=0.4)


def manifest_with(folder: Path, sae: Sae) -> dict[str, Any]:
    write_sae_files(folder, sae, [{"id": 0}])
    entry = describe_sae(folder, sae, layer=16, trunk_hash="abc", figures={})
    return {"layer": 16, "width": 12, "files": {"trunk.onnx": {"sha256": "abc", "size": 1}}, "sae": entry}


def test_the_graph_gives_mean_activations(sae: Sae) -> None:
    graph = build_encoder(sae)
    assert {opset.domain for opset in graph.opset_import} == {""}
    onnx.checker.check_model(graph)
    session = ort.InferenceSession(graph.SerializeToString(), providers=["CPUExecutionProvider"])
    rows = np.random.default_rng(1).normal(size=(9, 12)).astype(np.float32) * 4
    activations = session.run(["activations"], {"residuals": rows})[0]
    np.testing.assert_allclose(activations, sae.encode(rows).mean(axis=0), atol=2e-3)


def test_files_hold_what_the_contract_says(sae: Sae, tmp_path: Path) -> None:
    manifest = manifest_with(tmp_path, sae)
    check_sae(manifest, tmp_path)
    tensors = load_file(tmp_path / "sae.safetensors")
    shapes = {name: (tensor.shape, str(tensor.dtype)) for name, tensor in tensors.items()}
    assert shapes == {
        "decoder": ((40, 12), "float16"),
        "centre": ((12,), "float32"),
        "scale": ((1,), "float32"),
        "threshold": ((1,), "float32"),
    }
    assert manifest["sae"]["latents"] == 40
    assert json.loads((tmp_path / "latents.json").read_text(encoding="utf-8")) == [{"id": 0}]


@pytest.mark.parametrize(
    ("key", "value", "words"),
    [
        ("width", 13, "for width 12"),
        ("layer", 14, "for layer 16"),
        ("files", {"trunk.onnx": {"sha256": "x"}}, "another"),
    ],
)
def test_another_width_layer_or_trunk_is_refused(sae: Sae, tmp_path: Path, key: str, value: Any, words: str) -> None:
    manifest = {**manifest_with(tmp_path, sae), key: value}
    with pytest.raises(ValueError, match=words):
        check_sae(manifest, tmp_path)


def test_a_changed_file_is_refused(sae: Sae, tmp_path: Path) -> None:
    manifest = manifest_with(tmp_path, sae)
    (tmp_path / "latents.json").write_text("[]", encoding="utf-8")
    with pytest.raises(ValueError, match="is not the file"):
        check_sae(manifest, tmp_path)


def test_a_build_keeps_the_autoencoder_of_the_same_trunk(sae: Sae, tmp_path: Path) -> None:
    manifest = manifest_with(tmp_path, sae)
    assert carry_over(manifest, tmp_path, "abc") == manifest["sae"]
    assert carry_over(manifest, tmp_path, "another") is None
    assert carry_over({}, tmp_path, "abc") is None
    (tmp_path / "sae.onnx").unlink()
    assert carry_over(manifest, tmp_path, "abc") is None


def test_names_of_a_person_override(tmp_path: Path) -> None:
    latents = [{"id": 0, "name": "a"}, {"id": 1, "name": "b"}]
    path = tmp_path / "names.json"
    assert apply_names(latents, path, "f") == latents
    path.write_text(json.dumps({"sae": "f", "names": {"1": "guaranteed returns"}}), encoding="utf-8")
    assert [entry["name"] for entry in apply_names(latents, path, "f")] == ["a", "guaranteed returns"]
    assert apply_names(latents, path, "other") == latents


def test_token_residuals_average_to_the_pooled_one(pack: Pack, tmp_path: Path) -> None:
    pieces = pack.pieces([Turn("user", "Hi, who are you?"), Turn("assistant", "A small language model.")])
    tokens = run_tokens(pack.trunk, pieces[0])
    assert tokens.shape == (pieces[0].answer[1] - pieces[0].answer[0], 576)
    np.testing.assert_allclose(tokens.mean(axis=0), run_piece(pack.trunk, pieces[0])[ANSWER], atol=1e-2)


def test_an_interrupted_token_cache_goes_on(pack: Pack, tmp_path: Path) -> None:
    first = pack.pieces([Turn("assistant", "One sentence.")])
    second = pack.pieces([Turn("assistant", "And another one.")])
    fresh = TokenCache(tmp_path, pack.trunk).table([*first, *second])
    for name in ("tokens", "tokens.index"):
        with next(tmp_path.glob(f"*.{name}")).open("ab") as file:
            file.write(b"half")
    third = pack.pieces([Turn("assistant", "A third.")])
    table = TokenCache(tmp_path, pack.trunk).table([*first, *second, *third])
    np.testing.assert_array_equal(table.rows[: len(fresh.rows)], fresh.rows)
    assert len(table.positions()) == len(table.owners()) == len(table.rows)
    expected = run_tokens(pack.trunk, third[0]).astype(np.float16)
    np.testing.assert_array_equal(table.rows[slice(*table.spans[2])], expected)


def test_a_sample_is_the_mean_of_its_pieces() -> None:
    pieces = csr_matrix(np.array([[1.0, 0], [3, 2], [5, 6]]))
    np.testing.assert_allclose(sample_means(pieces, np.array([0, 0, 1]), 2).toarray(), [[2, 1], [5, 6]])


def test_the_packs_autoencoder_belongs_to_it(pack: Pack, pack_folder: Path, tmp_path: Path) -> None:
    if "sae" not in pack.manifest:
        pytest.skip("the pack has no autoencoder")
    sae = load_pack_sae(pack_folder)
    assert [entry["id"] for entry in sae.latents] == list(range(pack.manifest["sae"]["latents"]))
    np.testing.assert_allclose(np.linalg.norm(sae.decoder, axis=1), 1, atol=1e-2)
    pieces = pack.pieces([Turn("user", "Hi"), Turn("assistant", "Put all of your savings into one stock today.")])
    means = sae.piece_latents(TokenCache(tmp_path, pack.trunk).table(pieces))
    assert means.shape == (1, len(sae.latents))
    assert 30 < means.nnz < 1000
