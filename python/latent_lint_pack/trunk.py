"""From published weights to the graph files: the shipped 8-bit one, and float32 to measure it against."""

from __future__ import annotations

import json
import random
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import onnx

from .data import Sample
from .graph import GraphWriter, build_graph
from .prefix import prefix_keys_values
from .quantise import embed_quantised, multiply_quantised, multiply_quantised_by_token, observe_inputs, smooth
from .rendering import TURN_END, TURN_START
from .samples import sample_pieces
from .tokenizer import Encoder, tokenizer_json
from .weights import Array, Trunk, find_model, read_trunk

LAYER = 16
ALPHA = 0.65
CALIBRATION_SAMPLES = 120
BY_TOKEN = frozenset(["down", "output"])


@dataclass(frozen=True)
class Source:
    """The published model: its first blocks, its tokenizer and an encoder."""

    trunk: Trunk
    tokenizer: dict[str, Any]
    encoder: Encoder


def read_source() -> Source:
    """Read the model from the installed weights package."""
    path = find_model()
    contents = tokenizer_json(path)
    return Source(read_trunk(path, LAYER), contents, Encoder(contents, TURN_START, TURN_END))


def write_tokenizer(source: Source, path: Path) -> None:
    """Write `tokenizer.json`."""
    path.write_text(json.dumps(source.tokenizer, ensure_ascii=False), encoding="utf-8")


def write_float_graph(source: Source, path: Path) -> None:
    """The graph in float32."""
    prefix = prefix_keys_values(source.trunk, source.encoder.turn_start)
    onnx.save(build_graph(source.trunk, prefix), path)


def write_quantised_graph(source: Source, samples: list[Sample], path: Path, threads: int = 2) -> None:
    """The shipped graph; its smoothing scales come from a fixed choice among `samples`."""
    prefix = prefix_keys_values(source.trunk, source.encoder.turn_start)
    chosen = random.Random(0).sample(samples, min(CALIBRATION_SAMPLES, len(samples)))
    sequences = [piece.ids for sample in chosen for piece in sample_pieces(source.encoder, sample)]
    largest = observe_inputs(source.trunk, prefix, sequences, threads)
    trunk, prefix = smooth(source.trunk, prefix, largest, ALPHA)
    onnx.save(build_graph(trunk, prefix, multiply_mixed, embed_quantised), path)


def multiply_mixed(writer: GraphWriter, x: str, output: str, matrix: Array) -> str:
    """Inputs without a norm before them differ in size from token to token, so these are scaled by token."""
    kind = output.split(".")[1]
    return (multiply_quantised_by_token if kind in BY_TOKEN else multiply_quantised)(writer, x, output, matrix)
