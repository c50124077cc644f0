"""Builds the ONNX graph of a trunk: token ids in, pooled residuals and token scores out."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field

import numpy as np
import onnx
from onnx import TensorProto, helper, numpy_helper

from .weights import Array, Block, Shape, Trunk

OPSET = 17
IR_VERSION = 9
MICROSOFT = "com.microsoft"
POSITIONS = 2048


@dataclass
class GraphWriter:
    """Collects nodes and constants; every method returns the name of the value that it adds."""

    nodes: list[onnx.NodeProto] = field(default_factory=list)
    constants: list[onnx.TensorProto] = field(default_factory=list)

    def constant(self, name: str, value: Array) -> str:
        """A stored tensor."""
        self.constants.append(numpy_helper.from_array(np.ascontiguousarray(value), name))
        return name

    def node(self, kind: str, inputs: list[str], output: str, domain: str = "", **attributes: object) -> str:
        """A node with one output."""
        self.nodes.append(helper.make_node(kind, inputs, [output], output, domain=domain, **attributes))
        return output

    def nodes_with(
        self, kind: str, inputs: list[str], outputs: list[str], domain: str = "", **attributes: object
    ) -> list[str]:
        """A node with several outputs."""
        self.nodes.append(helper.make_node(kind, inputs, outputs, outputs[0], domain=domain, **attributes))
        return outputs


# Multiplies `x` by a stored matrix: (writer, name of x, name of the product, matrix [inputs, outputs]).
Multiply = Callable[[GraphWriter, str, str, Array], str]
# Looks token ids up in the embeddings: (writer, name of the ids, embeddings [vocabulary, width]).
Embed = Callable[[GraphWriter, str, Array], str]


def multiply_float(writer: GraphWriter, x: str, output: str, matrix: Array) -> str:
    """`x @ matrix` in float32."""
    return writer.node("MatMul", [x, writer.constant(f"{output}.weight", matrix)], output)


def embed_float(writer: GraphWriter, ids: str, embeddings: Array) -> str:
    """Rows of the float32 embeddings, `[tokens, width]`."""
    return writer.node("Gather", [writer.constant("embeddings", embeddings), ids], "embedded", axis=0)


def build_graph(
    trunk: Trunk,
    prefix: list[tuple[Array, Array]],
    multiply: Multiply = multiply_float,
    embed: Embed = embed_float,
    observed: bool = False,
) -> onnx.ModelProto:
    """The graph of docs/pack-format.md.

    `observed` adds one output per block and matrix: the largest absolute input per channel, which
    `quantise` needs to choose its scales.
    """
    writer = GraphWriter()
    shape = trunk.shape
    write_positions(writer, shape)
    ids = writer.node("Unsqueeze", ["input_ids", writer.constant("axis_0", np.array([0]))], "batched_ids")
    residual, update = embed(writer, ids, trunk.embeddings), ""
    for index, (block, (keys, values)) in enumerate(zip(trunk.blocks, prefix, strict=True)):
        name = f"block_{index}"
        writer.constant(f"{name}.past_keys", keys)
        writer.constant(f"{name}.past_values", values)
        residual, update = write_block(writer, shape, block, name, residual, update, multiply)
    final = writer.node("Add", [residual, update], "residual_batched")
    final = writer.node("Squeeze", [final, "axis_0"], "residual")
    writer.node("MatMul", ["pooling", final], "pooled")
    writer.node("Add", [writer.node("MatMul", [final, "directions"], "projections"), "offsets"], "token_scores")
    extra = _write_observers(writer, len(trunk.blocks)) if observed else []
    return _finish(writer, shape, extra)


def write_positions(writer: GraphWriter, shape: Shape) -> None:
    """Rotary tables `[POSITIONS, head / 2]` (arXiv 2104.09864) and the lengths that attention wants."""
    inverse = shape.rope_theta ** (-np.arange(0, shape.head, 2, dtype=np.float64) / shape.head)
    angles = np.outer(np.arange(POSITIONS), inverse)
    writer.constant("cosines", np.cos(angles).astype(np.float32))
    writer.constant("sines", np.sin(angles).astype(np.float32))
    tokens = writer.node("Shape", ["input_ids"], "tokens")
    tokens = writer.node("Cast", [tokens], "tokens_32", to=TensorProto.INT32)
    writer.node("Add", [tokens, writer.constant("one", np.array([1], np.int32))], "total_vector")
    writer.node("Squeeze", ["total_vector"], "total")
    writer.node("Identity", [tokens], "last_position")


def write_block(
    writer: GraphWriter, shape: Shape, block: Block, name: str, residual: str, update: str, multiply: Multiply
) -> tuple[str, str]:
    """One block; the residual stream is `residual + update`, the sum is made where it is next read."""
    residual, normed = write_norm(writer, shape, f"{name}.attention", residual, update, block.attention_norm)
    qkv = multiply(writer, normed, f"{name}.qkv", block.qkv)
    inputs = [qkv, "", "", f"{name}.past_keys", f"{name}.past_values", "last_position", "total", "cosines", "sines"]
    outputs = [f"{name}.attended", f"{name}.present_keys", f"{name}.present_values"]
    writer.nodes_with(
        "GroupQueryAttention",
        inputs,
        outputs,
        domain=MICROSOFT,
        num_heads=shape.heads,
        kv_num_heads=shape.key_value_heads,
        do_rotary=1,
    )
    attended = multiply(writer, outputs[0], f"{name}.output", block.output)
    residual, normed = write_norm(writer, shape, f"{name}.feed_forward", residual, attended, block.feed_forward_norm)
    gate_up = multiply(writer, normed, f"{name}.gate_up", block.gate_up)
    gate, up = writer.nodes_with("Split", [gate_up], [f"{name}.gate", f"{name}.up"], axis=2)
    gate = writer.node("QuickGelu", [gate], f"{name}.silu", domain=MICROSOFT, alpha=1.0)
    hidden = writer.node("Mul", [gate, up], f"{name}.hidden")
    return residual, multiply(writer, hidden, f"{name}.down", block.down)


def write_norm(
    writer: GraphWriter, shape: Shape, name: str, residual: str, update: str, weight: Array
) -> tuple[str, str]:
    """`(residual + update, its RMS norm)`."""
    scale = writer.constant(f"{name}.norm_weight", weight.astype(np.float32))
    normed = f"{name}.normed"
    if not update:
        writer.node("SimplifiedLayerNormalization", [residual, scale], normed, axis=-1, epsilon=shape.epsilon)
        return residual, normed
    writer.nodes_with(
        "SkipSimplifiedLayerNormalization",
        [residual, update, scale],
        [normed, "", "", f"{name}.residual"],
        domain=MICROSOFT,
        epsilon=shape.epsilon,
    )
    return f"{name}.residual", normed


OBSERVED = {"qkv": "attention.normed", "output": "attended", "gate_up": "feed_forward.normed", "down": "hidden"}


def _write_observers(writer: GraphWriter, blocks: int) -> list[onnx.ValueInfoProto]:
    extra = []
    for index in range(blocks):
        for matrix, source in OBSERVED.items():
            name = f"block_{index}.{matrix}.largest"
            size = writer.node("Abs", [f"block_{index}.{source}"], f"{name}.abs")
            writer.node("ReduceMax", [size], name, axes=[0, 1], keepdims=0)
            extra.append(helper.make_tensor_value_info(name, TensorProto.FLOAT, [None]))
    return extra


def _finish(writer: GraphWriter, shape: Shape, extra: list[onnx.ValueInfoProto]) -> onnx.ModelProto:
    number, whole = TensorProto.FLOAT, TensorProto.INT64
    inputs = [
        helper.make_tensor_value_info("input_ids", whole, ["tokens"]),
        helper.make_tensor_value_info("pooling", number, ["segments", "tokens"]),
        helper.make_tensor_value_info("directions", number, [shape.width, "directions"]),
        helper.make_tensor_value_info("offsets", number, ["directions"]),
    ]
    outputs = [
        helper.make_tensor_value_info("pooled", number, ["segments", shape.width]),
        helper.make_tensor_value_info("token_scores", number, ["tokens", "directions"]),
    ]
    graph = helper.make_graph(writer.nodes, "trunk", inputs, outputs + extra, writer.constants)
    opsets = [helper.make_opsetid("", OPSET), helper.make_opsetid(MICROSOFT, 1)]
    return helper.make_model(graph, opset_imports=opsets, ir_version=IR_VERSION, producer_name="latent-lint-pack")
