"""The autoencoder's files in a pack: `sae.onnx`, `sae.safetensors`, `latents.json`, and the key `sae` of pack.json."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import numpy as np
import onnx
from onnx import TensorProto, helper
from safetensors.numpy import save_file

from .activations import file_hash
from .graph import IR_VERSION, OPSET, GraphWriter
from .sae import Sae

ENCODER, DECODER, LATENTS = "sae.onnx", "sae.safetensors", "latents.json"


def build_encoder(sae: Sae) -> onnx.ModelProto:
    """`residuals` `[tokens, width]` to `activations` `[latents]`: the mean over tokens of the JumpReLU activations.

    The encoder is stored in float16 and computed in float32.
    """
    writer = GraphWriter()
    latents, width = sae.encoder.shape
    stored = writer.constant("encoder_16", sae.encoder.T.astype(np.float16))
    weights = writer.node("Cast", [stored], "encoder", to=TensorProto.FLOAT)
    centred = writer.node("Sub", ["residuals", writer.constant("centre", sae.centre.astype(np.float32))], "centred")
    scaled = writer.node("Div", [centred, writer.constant("scale", np.array([sae.scale], np.float32))], "scaled")
    product = writer.node("MatMul", [scaled, weights], "product")
    pre = writer.node("Add", [product, writer.constant("bias", sae.bias.astype(np.float32))], "pre")
    fires = writer.node("Greater", [pre, writer.constant("threshold", np.array([sae.threshold], np.float32))], "fires")
    active = writer.node("Where", [fires, pre, writer.constant("zero", np.zeros(1, np.float32))], "active")
    writer.node("ReduceMean", [active], "activations", axes=[0], keepdims=0)
    number = TensorProto.FLOAT
    inputs = [helper.make_tensor_value_info("residuals", number, ["tokens", width])]
    outputs = [helper.make_tensor_value_info("activations", number, [latents])]
    graph = helper.make_graph(writer.nodes, "sae", inputs, outputs, writer.constants)
    opsets = [helper.make_opsetid("", OPSET)]
    return helper.make_model(graph, opset_imports=opsets, ir_version=IR_VERSION, producer_name="latent-lint-pack")


def write_sae_files(folder: Path, sae: Sae, latents: list[dict[str, Any]]) -> None:
    """Write the three files. `decoder` `[latents, width]` is float16, the rest float32."""
    onnx.save(build_encoder(sae), folder / ENCODER)
    tensors = {
        "decoder": sae.decoder.astype(np.float16),
        "centre": sae.centre.astype(np.float32),
        "scale": np.array([sae.scale], np.float32),
        "threshold": np.array([sae.threshold], np.float32),
    }
    save_file(tensors, folder / DECODER)
    (folder / DECODER).chmod(0o644)
    lines = ",\n".join(json.dumps(latent, ensure_ascii=False, separators=(",", ":")) for latent in latents)
    (folder / LATENTS).write_text(f"[\n{lines}\n]\n", encoding="utf-8")


def describe_sae(folder: Path, sae: Sae, layer: int, trunk_hash: str, figures: dict[str, Any]) -> dict[str, Any]:
    """The key `sae` of pack.json."""
    latents, width = sae.decoder.shape
    files = {
        name: {"sha256": file_hash(folder / name), "size": (folder / name).stat().st_size}
        for name in (ENCODER, DECODER, LATENTS)
    }
    return {
        "latents": latents,
        "layer": layer,
        "width": width,
        "trunkSha256": trunk_hash,
        "files": files,
        "figures": figures,
    }


def check_sae(manifest: dict[str, Any], folder: Path) -> None:
    """Raise a ValueError of one sentence where a pack's autoencoder is not of its trunk or its files."""
    sae = manifest["sae"]
    for key in ("layer", "width"):
        if sae[key] != manifest[key]:
            raise ValueError(f"The autoencoder is for {key} {sae[key]}, the pack has {key} {manifest[key]}")
    if sae["trunkSha256"] != manifest["files"]["trunk.onnx"]["sha256"]:
        raise ValueError("The autoencoder was trained on another trunk.onnx than the pack's")
    for name, expected in sae["files"].items():
        if file_hash(folder / name) != expected["sha256"]:
            raise ValueError(f"{folder / name} is not the file that pack.json names")


def carry_over(manifest: dict[str, Any], folder: Path, trunk_hash: str) -> dict[str, Any] | None:
    """The key `sae` of an earlier build of the same trunk, if its files are still there."""
    sae: dict[str, Any] | None = manifest.get("sae")
    if sae is None or sae["trunkSha256"] != trunk_hash or not all((folder / name).exists() for name in sae["files"]):
        return None
    return sae
