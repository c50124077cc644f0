"""The rest of the language model behind the trunk, to measure what a changed residual stream costs it."""

from __future__ import annotations

from dataclasses import dataclass, replace

import numpy as np
import onnxruntime as ort
from onnx import ModelProto, TensorProto, helper

from .graph import IR_VERSION, MICROSOFT, OPSET, GraphWriter, multiply_float, write_block, write_norm, write_positions
from .prefix import prefix_keys_values
from .weights import Array, Trunk


@dataclass(frozen=True)
class Rest:
    """A loaded graph from residuals after the trunk's last block to next-token log-probabilities."""

    session: ort.InferenceSession

    def losses(self, ids: list[int], residuals: Array) -> Array:
        """`[tokens - 1]` negative log-probabilities (nats) of `ids[1:]`, given `residuals` `[tokens, width]`."""
        feeds = {"input_ids": np.array(ids, np.int64), "residuals": residuals.astype(np.float32)}
        logits = np.asarray(self.session.run(["logits"], feeds)[0])[:-1]
        largest = logits.max(axis=1)
        total = np.log(np.exp(logits - largest[:, None]).sum(axis=1)) + largest
        return np.asarray(total - logits[np.arange(len(logits)), ids[1:]])


def load_rest(model: Trunk, layer: int, turn_start: int, threads: int = 2) -> Rest:
    """The blocks of the whole `model` after `layer`, in float32."""
    options = ort.SessionOptions()
    options.intra_op_num_threads = threads
    graph = build_rest(model, layer, turn_start).SerializeToString()
    return Rest(ort.InferenceSession(graph, options, providers=["CPUExecutionProvider"]))


def build_rest(model: Trunk, layer: int, turn_start: int) -> ModelProto:
    """`residuals` `[tokens, width]` to `logits` `[tokens, vocabulary]`; `input_ids` `[tokens]` count them only.

    The first token's keys and values are constants, as in the trunk.
    """
    if model.final_norm is None:
        raise ValueError("The weights hold no final norm")
    writer, shape = GraphWriter(), model.shape
    write_positions(writer, shape)
    first = writer.constant("axis_0", np.array([0]))
    residual, update = writer.node("Unsqueeze", ["residuals", first], "batched"), ""
    prefix = prefix_keys_values(model, turn_start)
    rest = replace(model, blocks=model.blocks[layer:])
    for index, (block, (keys, values)) in enumerate(zip(rest.blocks, prefix[layer:], strict=True)):
        name = f"block_{index}"
        writer.constant(f"{name}.past_keys", keys)
        writer.constant(f"{name}.past_values", values)
        residual, update = write_block(writer, shape, block, name, residual, update, multiply_float)
    _, normed = write_norm(writer, shape, "final", residual, update, model.final_norm)
    head = writer.node("MatMul", [normed, writer.constant("head", model.embeddings.T)], "batched_logits")
    writer.node("Squeeze", [head, first], "logits")
    number = TensorProto.FLOAT
    inputs = [
        helper.make_tensor_value_info("input_ids", TensorProto.INT64, ["tokens"]),
        helper.make_tensor_value_info("residuals", number, ["tokens", shape.width]),
    ]
    outputs = [helper.make_tensor_value_info("logits", number, ["tokens", shape.vocabulary])]
    graph = helper.make_graph(writer.nodes, "rest", inputs, outputs, writer.constants)
    opsets = [helper.make_opsetid("", OPSET), helper.make_opsetid(MICROSOFT, 1)]
    return helper.make_model(graph, opset_imports=opsets, ir_version=IR_VERSION)
