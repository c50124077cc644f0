"""The autoencoder of a pack, run as the product runs it."""

from __future__ import annotations

import json
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
import onnxruntime as ort
from safetensors.numpy import load_file
from scipy.sparse import csr_matrix

from .sae_files import DECODER, ENCODER, LATENTS, check_sae
from .tokens import TokenTable
from .weights import Array


@dataclass(frozen=True)
class PackSae:
    """The encoder's graph, the decoder's unit rows `[latents, width]`, and the entries of `latents.json`."""

    session: ort.InferenceSession
    decoder: Array
    latents: list[dict[str, Any]]

    def piece_latents(self, table: TokenTable) -> csr_matrix:
        """`[pieces, latents]` mean activations over the trained tokens of each piece."""
        rows = []
        for start, end in table.spans:
            feeds = {"residuals": table.rows[start:end].astype(np.float32)}
            rows.append(csr_matrix(self.session.run(["activations"], feeds)[0]))
        indptr = np.concatenate([[0], np.cumsum([row.nnz for row in rows])])
        data, indices = (np.concatenate([getattr(row, name) for row in rows]) for name in ("data", "indices"))
        return csr_matrix((data, indices, indptr), shape=(len(rows), len(self.decoder)))


def load_pack_sae(folder: Path, threads: int = 2) -> PackSae:
    """Load and check a pack's autoencoder; a ValueError of one sentence says what does not fit."""
    manifest = json.loads((folder / "pack.json").read_text(encoding="utf-8"))
    if "sae" not in manifest:
        raise ValueError("The pack has no sparse autoencoder: run train-sae first")
    check_sae(manifest, folder)
    options = ort.SessionOptions()
    options.intra_op_num_threads = threads
    session = ort.InferenceSession(str(folder / ENCODER), options, providers=["CPUExecutionProvider"])
    decoder = load_file(folder / DECODER)["decoder"].astype(np.float32)
    return PackSae(session, decoder, json.loads((folder / LATENTS).read_text(encoding="utf-8")))


def sample_means(pieces: csr_matrix, owner: Array, samples: int) -> csr_matrix:
    """`[samples, latents]`: the mean over a sample's pieces (of almost equal length); `owner` `[pieces]`."""
    weights = 1 / np.bincount(owner, minlength=samples)[owner]
    return csr_matrix((weights, (owner, np.arange(len(owner)))), shape=(samples, len(owner))) @ pieces
