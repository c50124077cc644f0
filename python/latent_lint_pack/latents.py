"""What each latent stands for: its strongest phrases, the features it points along, and whether it goes with harm."""

from __future__ import annotations

import json
import sys
from pathlib import Path
from typing import Any

import numpy as np

from .latent_stats import LatentStats
from .reference import unit
from .rendering import Piece
from .sae import Sae
from .sae_data import Corpus
from .tokenizer import Encoder
from .tokens import TokenTable
from .weights import Array

PHRASES = 5
BEFORE, AFTER = 7, 2
NEAREST = 2
BOOTSTRAPS = 200


def is_ordinary(corpus: Corpus) -> Array:
    """`[pieces]`: whether a piece is ordinary text: no half of a pair, and no dialogue with unlabelled harm."""
    return np.array([s.pair < 0 and not s.harmful and s.source != "hh-rlhf" for s in corpus.samples])


def pair_activations(corpus: Corpus, stats: LatentStats) -> tuple[Array, Array]:
    """Mean activations `[pairs, latents]` of the harmful and of the aligned answers, by their first pieces."""
    rows: dict[tuple[int, bool], int] = {}
    for index, (sample, piece) in enumerate(zip(corpus.samples, corpus.pieces, strict=True)):
        if sample.pair >= 0 and piece.first:
            rows[sample.pair, sample.harmful] = index
    pairs = sorted(pair for pair, harmful in rows if harmful and (pair, False) in rows)
    harmful, aligned = ([rows[pair, side] for pair in pairs] for side in (True, False))
    return stats.means[harmful].toarray(), stats.means[aligned].toarray()


def paired_t(differences: Array) -> Array:
    """Student's t `[latents]` of the mean of `differences` `[pairs, latents]`; 0 where a latent never differs."""
    count = len(differences)
    spread = differences.std(axis=0, ddof=1) / np.sqrt(count)
    return np.asarray(np.where(spread > 1e-9, differences.mean(axis=0) / np.maximum(spread, 1e-9), 0))


def harm_statistics(differences: Array, seed: int = 0) -> tuple[Array, Array, Array]:
    """`(t, low, high)` `[latents]`: paired t with its 95 % interval over bootstrap draws of pairs."""
    count = len(differences)
    draws = np.random.default_rng(seed).multinomial(count, np.full(count, 1 / count), BOOTSTRAPS).astype(np.float32)
    means = draws @ differences / count
    spread = np.sqrt(np.maximum(draws @ np.square(differences) / count - np.square(means), 0) / (count - 1))
    drawn = np.where(spread > 1e-9, means / np.maximum(spread, 1e-9), 0)
    low, high = np.quantile(drawn, [0.025, 0.975], axis=0)
    return paired_t(differences), low, high


def describe_latents(
    sae: Sae,
    encoder: Encoder,
    corpus: Corpus,
    table: TokenTable,
    stats: LatentStats,
    features: dict[str, Array],
) -> list[dict[str, Any]]:
    """The entries of `latents.json`; `features` holds a raw direction `[width]` by feature id."""
    harmful, aligned = pair_activations(corpus, stats)
    t, low, high = harm_statistics(harmful - aligned)
    ids = list(features)
    cosines = sae.decoder @ unit(np.stack([features[name] for name in ids])).T
    entries = []
    for latent in range(len(sae.bias)):
        found = _phrases(encoder, corpus, table, stats, latent)
        nearest = np.argsort(-cosines[latent])[:NEAREST]
        entries.append(
            {
                "id": latent,
                "name": name_of([core for core, _, _ in found]),
                "phrases": [{"text": text, "activation": round(value, 2)} for _, text, value in found],
                "firingRate": float(f"{stats.rate[latent]:.3g}"),
                "nearest": [{"feature": ids[k], "cosine": round(float(cosines[latent, k]), 3)} for k in nearest],
                "harm": {
                    name: round(float(v[latent]), 2) for name, v in (("statistic", t), ("low", low), ("high", high))
                },
            }
        )
    return entries


def name_of(cores: list[str]) -> str:
    """The first three different quoted cores of the strongest phrases, or the word in which all of them end."""
    distinct = list(dict.fromkeys(core.lower() for core in cores if core))[:3]
    endings = {core.split()[-1].strip(".,:;!?") for core in distinct}
    if len(distinct) > 1 and len(endings) == 1 and "" not in endings:
        return f"“{endings.pop()}” as in “{distinct[0]}”"
    return ", ".join(f"“{core}”" for core in distinct) or "never active in ordinary text"


def _phrases(
    encoder: Encoder, corpus: Corpus, table: TokenTable, stats: LatentStats, latent: int
) -> list[tuple[str, str, float]]:
    """`(core, phrase, activation)` of the strongest distinct phrases."""
    found: dict[str, tuple[str, str, float]] = {}
    for value, row, owner in zip(stats.top[latent], stats.top_tokens[latent], stats.top_pieces[latent], strict=True):
        if row < 0 or len(found) == PHRASES:
            break
        core, text = quote(encoder, corpus.pieces[owner], int(row) - table.spans[owner][0])
        found.setdefault(text, (core, text, float(value)))
    return list(found.values())


def quote(encoder: Encoder, piece: Piece, token: int) -> tuple[str, str]:
    """The core (the word that ends with or holds the token, and the one before) and a phrase of whole words around it.

    `token` counts from the start of the piece's answer.
    """
    low, high = piece.answer
    here = low + token
    start, end = max(low, here - BEFORE), min(high, here + 1 + AFTER)
    while start > low and start > here - 2 * BEFORE and not _begins_word(encoder, piece.ids[start]):
        start -= 1
    while end < high and end < here + 2 * BEFORE and not _begins_word(encoder, piece.ids[end]):
        end += 1
    until = here + 1
    while until < end and not _begins_word(encoder, piece.ids[until]):
        until += 1
    before = encoder.decode(piece.ids[start:until]).split()
    return " ".join(before[-2:]), " ".join(encoder.decode(piece.ids[start:end]).split())


def _begins_word(encoder: Encoder, token: int) -> bool:
    text = encoder.decode([token])
    return not text[:1].isalnum() and text[:1] not in "'’-_�"


def apply_names(latents: list[dict[str, Any]], path: Path, fingerprint: str) -> list[dict[str, Any]]:
    """Names given by a person, from a file `{"sae": sha256 of sae.safetensors, "names": {"id": name}}`.

    Ids mean nothing to another autoencoder, so a file for another one is left aside, with a word about it.
    """
    if not path.exists():
        return latents
    given = json.loads(path.read_text(encoding="utf-8"))
    if given["names"] and given["sae"] != fingerprint:
        print(f"{path.name} names the latents of another autoencoder; its names are not used", file=sys.stderr)
        return latents
    return [{**latent, "name": given["names"].get(str(latent["id"]), latent["name"])} for latent in latents]
