from __future__ import annotations

import numpy as np
import onnx
import onnxruntime as ort
from reference_model import residual_stream

from latent_lint_pack.graph import build_graph
from latent_lint_pack.prefix import prefix_keys_values, rms_norm
from latent_lint_pack.quantise import (
    embed_quantised,
    multiply_quantised,
    observe_inputs,
    quantise_columns,
    smooth,
    smoothing_scales,
)
from latent_lint_pack.trunk import multiply_mixed
from latent_lint_pack.weights import Trunk, unpermute

FIRST = 7
IDS = [3, 11, 4, 4, 20, 49, 0, 13, 25]


def run(graph: onnx.ModelProto, ids: list[int]) -> np.ndarray:
    session = ort.InferenceSession(graph.SerializeToString(), providers=["CPUExecutionProvider"])
    feeds = {
        "input_ids": np.array(ids, np.int64),
        "pooling": np.eye(len(ids), dtype=np.float32),
        "directions": np.zeros((48, 1), np.float32),
        "offsets": np.zeros(1, np.float32),
    }
    return np.asarray(session.run(["pooled"], feeds)[0])


def cosine(a: np.ndarray, b: np.ndarray) -> np.ndarray:
    return (a * b).sum(axis=1) / np.linalg.norm(a, axis=1) / np.linalg.norm(b, axis=1)


def test_graph_with_prefix_constants_equals_a_run_of_the_whole_sequence(tiny_trunk: Trunk) -> None:
    graph = build_graph(tiny_trunk, prefix_keys_values(tiny_trunk, FIRST))
    assert {node.domain for node in graph.graph.node} == {"", "com.microsoft"}
    expected = residual_stream(tiny_trunk, [FIRST, *IDS])[1:]
    np.testing.assert_allclose(run(graph, IDS), expected, atol=2e-5)


def test_graph_takes_one_token(tiny_trunk: Trunk) -> None:
    graph = build_graph(tiny_trunk, prefix_keys_values(tiny_trunk, FIRST))
    np.testing.assert_allclose(run(graph, [5]), residual_stream(tiny_trunk, [FIRST, 5])[1:], atol=2e-5)


def test_pooling_and_projection_are_linear_in_the_residual_stream(tiny_trunk: Trunk) -> None:
    graph = build_graph(tiny_trunk, prefix_keys_values(tiny_trunk, FIRST))
    session = ort.InferenceSession(graph.SerializeToString(), providers=["CPUExecutionProvider"])
    random = np.random.default_rng(1)
    pooling = random.normal(size=(2, len(IDS))).astype(np.float32)
    directions = random.normal(size=(48, 3)).astype(np.float32)
    offsets = np.array([1, -2, 0.5], np.float32)
    feeds = {"input_ids": np.array(IDS), "pooling": pooling, "directions": directions, "offsets": offsets}
    pooled, scores = session.run(["pooled", "token_scores"], feeds)
    residual = residual_stream(tiny_trunk, [FIRST, *IDS])[1:]
    np.testing.assert_allclose(pooled, pooling @ residual, atol=1e-4)
    np.testing.assert_allclose(scores, residual @ directions + offsets, atol=1e-4)


def test_smoothing_does_not_change_the_function(tiny_trunk: Trunk) -> None:
    prefix = prefix_keys_values(tiny_trunk, FIRST)
    largest = observe_inputs(tiny_trunk, prefix, [IDS], threads=1)
    smoothed, values = smooth(tiny_trunk, prefix, largest, alpha=0.65)
    assert not np.allclose(smoothed.blocks[0].qkv, tiny_trunk.blocks[0].qkv)
    expected = run(build_graph(tiny_trunk, prefix), IDS)
    np.testing.assert_allclose(run(build_graph(smoothed, values), IDS), expected, atol=2e-5)


def test_quantised_graphs_stay_close(tiny_trunk: Trunk) -> None:
    prefix = prefix_keys_values(tiny_trunk, FIRST)
    expected = residual_stream(tiny_trunk, [FIRST, *IDS])[1:]
    for multiply in (multiply_quantised, multiply_mixed):
        graph = build_graph(tiny_trunk, prefix, multiply, embed_quantised)
        assert cosine(run(graph, IDS), expected).min() > 0.99


def test_observed_inputs_are_the_largest_of_each_channel(tiny_trunk: Trunk) -> None:
    largest = observe_inputs(tiny_trunk, prefix_keys_values(tiny_trunk, FIRST), [IDS[:4], IDS[4:]], threads=1)
    embedded = tiny_trunk.embeddings[IDS].astype(np.float64)
    expected = np.abs(rms_norm(embedded, tiny_trunk.blocks[0].attention_norm, 1e-5)).max(axis=0)
    np.testing.assert_allclose(largest[0]["qkv"], expected, rtol=1e-4)


def test_columns_are_quantised_symmetrically_to_seven_bits() -> None:
    matrix = np.array([[6.3, -0.5], [-3.0, 0.25]])
    rows, scales = quantise_columns(matrix)
    np.testing.assert_array_equal(rows, [[63, -63], [-30, 32]])
    np.testing.assert_allclose(scales, [0.1, 0.5 / 63], rtol=1e-6)


def test_smoothing_scales_by_hand() -> None:
    scales = smoothing_scales(np.array([16.0, 1.0]), np.array([[0.25, -1.0], [4.0, 2.0]]), alpha=0.5)
    np.testing.assert_allclose(scales, [4.0, 0.5])


def test_unpermute_restores_halves_of_a_head() -> None:
    # The converter stores rows 0, 2 (of a head of 4: first and second half) next to each other.
    stored = np.array([[0.0], [2.0], [1.0], [3.0]])
    np.testing.assert_array_equal(unpermute(stored, heads=1).ravel(), [0, 1, 2, 3])
