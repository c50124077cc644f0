"""What `train-sae` does, and how a trained autoencoder gets into a pack."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import numpy as np

from .activations import ANSWER
from .directions import pair_differences
from .latent_stats import LatentStats, collect
from .latents import describe_latents, is_ordinary
from .latents_page import write_page
from .pack import Pack, load_pack, write_json
from .pack_sae import load_pack_sae
from .rest import load_rest
from .sae import Sae
from .sae_attach import DESCRIBED, TRAINED, attach_sae, read_manifest
from .sae_data import Corpus, read_corpus, read_held_out_texts, read_unseen, usual_tokens
from .sae_figures import loss_recovered, reconstruction
from .sae_train import Settings, train
from .samples import SampleSet
from .tokens import TokenCache
from .trunk import LAYER
from .weights import Array, count_layers, find_model, read_trunk


def train_sae(out: Path, data: Path, cache: Path, settings: Settings, pieces: int, loaded: SampleSet) -> None:
    """Train (or take up) an autoencoder of a pack's residuals, describe it, and put it into the pack.

    `loaded` holds pooled vectors of the contrast pairs, for the raw directions of the features.
    """
    pack = load_pack(out)
    store = TokenCache(cache, pack.trunk)
    corpus = read_corpus(data, pack.encoder, pieces)
    table = store.table(corpus.pieces)
    positions, _ = usual_tokens(table)
    print(f"Training on {len(positions)} tokens of {len(corpus.pieces)} pieces")
    sae, tokens = train(table.rows, positions, settings, cache / "sae.npz")
    stats = collect(sae, table, is_ordinary(corpus))
    figures = {"trainedOn": tokens, **_measure(sae, pack, store, data, corpus, stats)}
    latents = describe_latents(sae, pack.encoder, corpus, table, stats, raw_directions(pack, loaded))
    sae.save(cache / TRAINED)
    described = {"trunkSha256": pack.trunk.hash, "figures": figures, "latents": latents}
    write_json(cache / DESCRIBED, described)
    for name, value in figures.items():
        print(f"  {name:<32}{value}")
    attach_sae(out, cache, data)


def raw_directions(pack: Pack, loaded: SampleSet) -> dict[str, Array]:
    """By feature: the mean of harmful minus aligned over its pairs, in the residual space as it is."""
    differences, features, _ = pair_differences(loaded, loaded.vectors[:, ANSWER])
    names = np.array(features)
    return {name: differences[names == name].mean(axis=0) for name in pack.feature_ids()}


def _measure(sae: Sae, pack: Pack, store: TokenCache, data: Path, corpus: Corpus, stats: LatentStats) -> dict[str, Any]:
    """On unseen text of the kinds that were trained on, and (the loss too) on the held-out files."""
    unseen, held_out = read_unseen(data, pack.encoder, corpus), read_held_out_texts(data, pack.encoder)
    other = reconstruction(sae, store.table(held_out.pieces))
    path = find_model()
    rest = load_rest(read_trunk(path, count_layers(path)), LAYER, pack.encoder.turn_start)
    return {
        **reconstruction(sae, store.table(unseen.pieces)),
        "heldOutFractionOfVarianceUnexplained": other["fractionOfVarianceUnexplained"],
        "deadShare": round(float(np.mean(stats.anywhere == 0)), 4),
        **loss_recovered(sae, pack.trunk, rest, held_out.pieces),
    }


def write_latents(out: Path, cache: Path, data: Path, page: Path) -> None:
    """Give the pack's latents the names of a person, and write the page about them."""
    attach_sae(out, cache, data, read_manifest(out))
    sae = load_pack_sae(out)
    titles = {feature["id"]: feature["title"] for feature in read_manifest(out)["features"]}
    write_page(page, sae.latents, sae.decoder, titles)
    print(f"Wrote {page}")
