"""Ordinary samples as they are scored, kept in a pack: what a feature of one's own is compared with."""

from __future__ import annotations

from collections import Counter
from pathlib import Path
from typing import Any

import numpy as np
from safetensors.numpy import load_file, save_file

from .activations import file_hash
from .data import Sample
from .fit import COVARIANCE_ONLY, Model, source_group
from .pack import Pack
from .quantised_vectors import dequantise, quantise
from .reference import has_prompt, standardise, whitened
from .samples import SampleSet, riskiest_pieces
from .weights import Array

ORDINARY = "ordinary.safetensors"
ROWS = 2500
NO_PROMPT = -1.0


def choose_ordinary(samples: list[Sample], rows: int = ROWS, seed: int = 0) -> Array:
    """Ascending indices of at most `rows` ordinary samples, drawn without regard to anything but their source.

    A source of `n` samples gives a number in proportion to the root of `n`, its weight in the calibration, but
    not more than it has; what is missing then comes from the others. Sources that shape the covariance alone
    give none.
    """
    random = np.random.default_rng(seed)
    members: dict[str, list[int]] = {}
    for index, sample in enumerate(samples):
        if not sample.harmful and sample.source not in COVARIANCE_ONLY:
            members.setdefault(source_group(sample), []).append(index)
    shares = quotas({name: len(own) for name, own in members.items()}, rows)
    drawn = [random.permutation(members[name])[: shares[name]] for name in sorted(members)]
    return np.sort(np.concatenate(drawn))


def quotas(sizes: dict[str, int], rows: int) -> dict[str, int]:
    """How many samples each source gives, by the root of its size and at most its size."""
    shares: dict[str, int] = {}
    left = rows
    # Small sources come first, because what they lack is shared by the rest.
    order = sorted(sizes, key=lambda name: (sizes[name], name))
    roots = {name: sizes[name] ** 0.5 for name in order}
    for place, name in enumerate(order):
        wanted = left * roots[name] / sum(roots[other] for other in order[place:])
        shares[name] = min(sizes[name], round(wanted))
        left -= shares[name]
    return shares


def sample_vectors(model: Model, data: SampleSet) -> tuple[Array, Array, Array]:
    """`z` `[samples, width]` and the standardised prompt `[samples, width]` of the piece that speaks for each
    sample, and whether it has a prompt `[samples]`."""
    risk = model.piece_cosines(data.vectors)[:, 0]
    vectors = data.vectors[riskiest_pieces(data, risk)]
    _, context = standardise(model.reference, vectors.astype(np.float64))
    return whitened(model.reference, vectors), context[:, : vectors.shape[2]], has_prompt(vectors)


def write_ordinary(folder: Path, pack: Pack, data: SampleSet, rows: int = ROWS) -> dict[str, Any]:
    """Write `ordinary.safetensors` from all samples that the pack was built from; the key `ordinary` of pack.json."""
    chosen = choose_ordinary(data.samples, rows)
    kept = np.zeros(len(data.samples), bool)
    kept[chosen] = True
    own = data.take(kept)
    answers, prompts, asked = sample_vectors(pack.model, own)
    groups = [source_group(sample) for sample in own.samples]
    names = sorted(Counter(groups))
    answer, answer_scale = quantise(answers)
    prompt, prompt_scale = quantise(prompts)
    tensors = {
        "answer": answer,
        "answer_scale": answer_scale,
        "prompt": prompt,
        "prompt_scale": np.where(asked, prompt_scale, np.float32(NO_PROMPT)).astype(np.float32),
        "source": np.array([names.index(group) for group in groups], np.int32),
    }
    path = folder / ORDINARY
    save_file(tensors, path)
    path.chmod(0o644)
    record = {"sha256": file_hash(path), "size": path.stat().st_size}
    return {"samples": len(own.samples), "sources": names, "file": record}


def read_ordinary_vectors(folder: Path, manifest: dict[str, Any]) -> tuple[Array, Array]:
    """`z` `[samples, width]` of the ordinary samples of a pack, as far as it was kept, and their sources `[samples]`.

    Raises ValueError where the pack has none, or not the file that pack.json names.
    """
    if "ordinary" not in manifest:
        raise ValueError("The pack has no ordinary samples: run the command ordinary first")
    path = folder / ORDINARY
    if file_hash(path) != manifest["ordinary"]["file"]["sha256"]:
        raise ValueError(f"{path} is not the file that pack.json names")
    tensors = load_file(path)
    return dequantise(tensors["answer"], tensors["answer_scale"]), tensors["source"]
