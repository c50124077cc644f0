from __future__ import annotations

from dataclasses import replace

import numpy as np
import onnxruntime as ort
from reference_model import norm, residual_stream

from latent_lint_pack.rest import Rest, build_rest
from latent_lint_pack.weights import Trunk

IDS = [3, 17, 4, 4, 29, 8]


def test_the_rest_of_the_model_gives_the_reference_losses(tiny_trunk: Trunk) -> None:
    model = replace(tiny_trunk, final_norm=np.linspace(0.5, 1.5, 48).astype(np.float32))
    half = residual_stream(replace(model, blocks=model.blocks[:1]), IDS)[1:]
    final = norm(residual_stream(model, IDS), model.final_norm, model.shape.epsilon)[1:-1]
    logits = final @ model.embeddings.T.astype(np.float64)
    expected = np.log(np.exp(logits).sum(axis=1)) - logits[np.arange(4), IDS[2:]]
    graph = build_rest(model, 1, IDS[0]).SerializeToString()
    rest = Rest(ort.InferenceSession(graph, providers=["CPUExecutionProvider"]))
    np.testing.assert_allclose(rest.losses(IDS[1:], half), expected, atol=1e-3)
