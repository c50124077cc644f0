"""Puts a trained autoencoder into a pack."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

from .activations import file_hash
from .latents import apply_names
from .methods_report import DECIDES, WHY
from .methods_run import read_methods
from .pack import write_json
from .sae import load_sae
from .sae_files import DECODER, carry_over, describe_sae, write_sae_files

NAMES = "latent-names.json"
TRAINED, DESCRIBED = "sae.safetensors", "sae.json"


def read_manifest(out: Path) -> dict[str, Any]:
    """What `pack.json` holds, nothing where there is none."""
    path = out / "pack.json"
    return json.loads(path.read_text(encoding="utf-8")) if path.exists() else {}


def attach_sae(out: Path, cache: Path, data: Path, earlier: dict[str, Any] | None = None) -> None:
    """Give a pack the autoencoder in `cache`, or else the one that its `earlier` pack.json named.

    Nothing happens where neither is of the pack's trunk.
    """
    manifest = json.loads((out / "pack.json").read_text(encoding="utf-8"))
    trunk_hash = manifest["files"]["trunk.onnx"]["sha256"]
    entry = _from_cache(out, cache, data, manifest["layer"], trunk_hash) or carry_over(earlier or {}, out, trunk_hash)
    if entry is None:
        return
    tables = read_methods(cache)
    if tables is not None:
        entry = {**entry, "methods": {"decides": DECIDES, "why": WHY, "tables": tables}}
    write_json(out / "pack.json", {**manifest, "sae": entry})


def _from_cache(out: Path, cache: Path, data: Path, layer: int, trunk_hash: str) -> dict[str, Any] | None:
    if not (cache / TRAINED).exists() or not (cache / DESCRIBED).exists():
        return None
    described = json.loads((cache / DESCRIBED).read_text(encoding="utf-8"))
    if described["trunkSha256"] != trunk_hash:
        return None
    sae = load_sae(cache / TRAINED)
    write_sae_files(out, sae, described["latents"])
    named = apply_names(described["latents"], data / NAMES, file_hash(out / DECODER))
    write_sae_files(out, sae, named)
    return describe_sae(out, sae, layer, trunk_hash, described["figures"])
