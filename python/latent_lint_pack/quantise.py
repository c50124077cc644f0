"""8-bit matrices and embeddings for the trunk.

Weights have 7 bits and one scale per output (`reduce_range`: 8 full bits overflow in the 16-bit sums of
processors without VNNI); activations get their scale at run time. Scales are moved from activations to
weights first, as SmoothQuant does (arXiv 2211.10438).
"""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import onnxruntime as ort
from onnx import TensorProto

from .graph import MICROSOFT, OBSERVED, GraphWriter, build_graph
from .weights import Array, Block, Shape, Trunk

WEIGHT_LIMIT = 63
EMBEDDING_LIMIT = 127

Prefix = list[tuple[Array, Array]]
Largest = list[dict[str, Array]]


def observe_inputs(trunk: Trunk, prefix: Prefix, sequences: list[list[int]], threads: int) -> Largest:
    """The largest absolute input of every channel of every matrix over `sequences`, in float32."""
    graph = build_graph(trunk, prefix, observed=True)
    options = ort.SessionOptions()
    options.intra_op_num_threads = threads
    session = ort.InferenceSession(graph.SerializeToString(), options, providers=["CPUExecutionProvider"])
    names = [f"block_{i}.{m}.largest" for i in range(len(trunk.blocks)) for m in OBSERVED]
    largest: dict[str, Array] = {}
    for ids in sequences:
        feeds = {
            "input_ids": np.array(ids, np.int64),
            "pooling": np.zeros((1, len(ids)), np.float32),
            "directions": np.zeros((trunk.shape.width, 1), np.float32),
            "offsets": np.zeros(1, np.float32),
        }
        for name, value in zip(names, session.run(names, feeds), strict=True):
            largest[name] = np.maximum(largest.get(name, 0), value)
    return [{matrix: largest[f"block_{i}.{matrix}.largest"] for matrix in OBSERVED} for i in range(len(trunk.blocks))]


def smooth(trunk: Trunk, prefix: Prefix, largest: Largest, alpha: float) -> tuple[Trunk, Prefix]:
    """The same function with smaller activation outliers: scales folded into norms and neighbouring rows."""
    blocks, values = [], []
    for block, inputs, (keys, stored) in zip(trunk.blocks, largest, prefix, strict=True):
        smoothed, scales = _smooth_block(block, trunk.shape, inputs, alpha)
        blocks.append(smoothed)
        size = (1, trunk.shape.key_value_heads, 1, trunk.shape.head)
        values.append((keys, stored / scales.reshape(size).astype(np.float32)))
    return replace(trunk, blocks=blocks), values


def smoothing_scales(largest_input: Array, matrix: Array, alpha: float) -> Array:
    """`max|x_j|^alpha / max|w_j|^(1 - alpha)` per input channel `j` (SmoothQuant, equation 4)."""
    weights = np.abs(matrix).max(axis=1)
    scales = np.maximum(largest_input, 1e-5) ** alpha / np.maximum(weights, 1e-5) ** (1 - alpha)
    return np.maximum(scales, 1e-5)


def _smooth_block(block: Block, shape: Shape, largest: dict[str, Array], alpha: float) -> tuple[Block, Array]:
    qkv = smoothing_scales(largest["qkv"], block.qkv, alpha)
    gate_up = smoothing_scales(largest["gate_up"], block.gate_up, alpha)
    down = smoothing_scales(largest["down"], block.down, alpha)
    # A value channel feeds several query heads, so these share one scale.
    group = shape.heads // shape.key_value_heads
    grouped = (shape.key_value_heads, group, shape.head)
    inputs = largest["output"].reshape(grouped).max(axis=1).reshape(-1)
    rows = np.abs(block.output).max(axis=1).reshape(grouped).max(axis=1).reshape(-1)
    value = smoothing_scales(inputs, rows[:, None], alpha)
    per_query = np.repeat(value.reshape(shape.key_value_heads, 1, shape.head), group, axis=1).reshape(-1)
    columns = np.ones(block.qkv.shape[1])
    columns[-value.size :] = 1 / value
    halves = np.concatenate([np.ones(shape.hidden), 1 / down])
    smoothed = Block(
        attention_norm=_float(block.attention_norm / qkv),
        qkv=_float(block.qkv * qkv[:, None] * columns),
        output=_float(block.output * per_query[:, None]),
        feed_forward_norm=_float(block.feed_forward_norm / gate_up),
        gate_up=_float(block.gate_up * gate_up[:, None] * halves),
        down=_float(block.down * down[:, None]),
    )
    return smoothed, value


def _float(values: Array) -> Array:
    return values.astype(np.float32)


def quantise_columns(matrix: Array, limit: int = WEIGHT_LIMIT) -> tuple[Array, Array]:
    """int8 `[inputs, outputs]` and float32 scales `[outputs]`, symmetric, one scale per output."""
    scales = np.maximum(np.abs(matrix).max(axis=0), 1e-12) / limit
    return np.clip(np.round(matrix / scales), -limit, limit).astype(np.int8), scales.astype(np.float32)


def multiply_quantised(writer: GraphWriter, x: str, output: str, matrix: Array) -> str:
    """`x @ matrix` with 7-bit weights; `x` is quantised to 8 bits with one scale for the tensor."""
    weights, scales = quantise_columns(matrix)
    inputs = [x, writer.constant(f"{output}.weight", weights), writer.constant(f"{output}.scales", scales)]
    return writer.node("DynamicQuantizeMatMul", inputs, output, domain=MICROSOFT)


def multiply_quantised_by_token(writer: GraphWriter, x: str, output: str, matrix: Array) -> str:
    """As `multiply_quantised`, but every token is brought to the same largest value before, and back after."""
    size = writer.node("Abs", [x], f"{output}.abs")
    size = writer.node("ReduceMax", [size], f"{output}.size", axes=[2], keepdims=1)
    scaled = writer.node("Div", [x, size], f"{output}.scaled")
    product = multiply_quantised(writer, scaled, f"{output}.product", matrix)
    return writer.node("Mul", [product, size], output)


def embed_quantised(writer: GraphWriter, ids: str, embeddings: Array) -> str:
    """Rows of 8-bit embeddings with one scale per row."""
    rows, scales = quantise_columns(embeddings.T, EMBEDDING_LIMIT)
    picked = writer.node("Gather", [writer.constant("embeddings", rows.T), ids], "embedded_8", axis=0)
    picked = writer.node("Cast", [picked], "embedded_32", to=TensorProto.FLOAT)
    scale = writer.node("Gather", [writer.constant("embedding_scales", scales[:, None]), ids], "row_scales", axis=0)
    return writer.node("Mul", [picked, scale], "embedded")
