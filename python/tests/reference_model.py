"""A plain numpy Llama, written for the tests alone: it runs the first token like any other."""

from __future__ import annotations

import numpy as np

from latent_lint_pack.weights import Block, Shape, Trunk


def residual_stream(trunk: Trunk, ids: list[int]) -> np.ndarray:
    """`[tokens, width]` after all blocks, in float64, positions from 0."""
    x = trunk.embeddings[ids].astype(np.float64)
    for block in trunk.blocks:
        x = x + attention(trunk.shape, block, norm(x, block.attention_norm, trunk.shape.epsilon)) @ block.output
        gate_up = norm(x, block.feed_forward_norm, trunk.shape.epsilon) @ block.gate_up
        gate, up = np.split(gate_up, 2, axis=1)
        x = x + (gate / (1 + np.exp(-gate)) * up) @ block.down
    return x


def norm(x: np.ndarray, weight: np.ndarray, epsilon: float) -> np.ndarray:
    return x / np.sqrt((x * x).mean(axis=1, keepdims=True) + epsilon) * weight


def attention(shape: Shape, block: Block, x: np.ndarray) -> np.ndarray:
    count, size = len(x), shape.head
    qkv = (x @ block.qkv).reshape(count, -1, size)
    queries = rotate(qkv[:, : shape.heads], shape.rope_theta)
    keys = rotate(qkv[:, shape.heads : shape.heads + shape.key_value_heads], shape.rope_theta)
    values = qkv[:, shape.heads + shape.key_value_heads :]
    heads = []
    for head in range(shape.heads):
        shared = head // (shape.heads // shape.key_value_heads)
        scores = queries[:, head] @ keys[:, shared].T / np.sqrt(size)
        scores[np.triu_indices(count, 1)] = -np.inf
        weights = np.exp(scores - scores.max(axis=1, keepdims=True))
        heads.append(weights / weights.sum(axis=1, keepdims=True) @ values[:, shared])
    return np.concatenate(heads, axis=1)


def rotate(x: np.ndarray, theta: float) -> np.ndarray:
    half = x.shape[2] // 2
    angles = np.arange(len(x))[:, None, None] * theta ** (-np.arange(half) / half)
    left, right = x[..., :half], x[..., half:]
    return np.concatenate(
        [left * np.cos(angles) - right * np.sin(angles), right * np.cos(angles) + left * np.sin(angles)], axis=2
    )
