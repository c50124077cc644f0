"""Keys and values of the first token, which every sequence shares.

The first `<|im_start|>` has a norm a hundred times that of other tokens; in an 8-bit graph its scale
would drown all others. It sees only itself, so its keys and values do not depend on the sample: they are
computed once, in float32, and stored in the graph.
"""

from __future__ import annotations

import numpy as np

from .weights import Array, Block, Shape, Trunk


def prefix_keys_values(trunk: Trunk, token: int) -> list[tuple[Array, Array]]:
    """Per block the keys and values, each `[1, key_value_heads, 1, head]`, of `token` at position 0.

    At position 0 the rotary embedding is the identity, and attention over one token returns its value.
    """
    shape = trunk.shape
    residual = trunk.embeddings[token].astype(np.float64)
    stored: list[tuple[Array, Array]] = []
    for block in trunk.blocks:
        keys, values, residual = _step(block, shape, residual)
        size = (1, shape.key_value_heads, 1, shape.head)
        stored.append((keys.reshape(size).astype(np.float32), values.reshape(size).astype(np.float32)))
    return stored


def _step(block: Block, shape: Shape, residual: Array) -> tuple[Array, Array, Array]:
    query_width = shape.heads * shape.head
    key_width = shape.key_value_heads * shape.head
    qkv = rms_norm(residual, block.attention_norm, shape.epsilon) @ block.qkv
    keys, values = qkv[query_width : query_width + key_width], qkv[query_width + key_width :]
    heads = values.reshape(shape.key_value_heads, shape.head)
    attended = np.repeat(heads, shape.heads // shape.key_value_heads, axis=0).reshape(-1)
    residual = residual + attended @ block.output
    gate_up = rms_norm(residual, block.feed_forward_norm, shape.epsilon) @ block.gate_up
    gate, up = gate_up[: shape.hidden], gate_up[shape.hidden :]
    return keys, values, residual + (gate / (1 + np.exp(-gate)) * up) @ block.down


def rms_norm(rows: Array, weight: Array, epsilon: float) -> Array:
    """`x / sqrt(mean(x^2) + epsilon) * weight` over the last axis (arXiv 1910.07467)."""
    scale = np.sqrt(np.mean(np.square(rows), axis=-1, keepdims=True) + epsilon)
    return rows / scale * weight
