"""Runs every method of `methods` on the contrast files, held apart, and on files that nothing was fitted on."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import numpy as np

from .activations import ActivationCache
from .build import read_samples
from .data import Sample
from .held_apart import by_round_and_source, label
from .held_out import COMPARISONS
from .labelled import read_held_out
from .methods import MethodData, Scorer, compare_methods, method_scorers
from .pack import Pack, load_pack, write_json
from .pack_sae import PackSae, load_pack_sae, sample_means
from .sae_data import PIECES, read_corpus
from .samples import activate, sample_pieces
from .tokens import TokenCache
from .weights import Array

METHODS = "methods.json"
ROUNDS = "Contrast files, round and source unseen: harmful answers against ordinary text"
QUESTIONS = "Contrast files, round unseen: harmful and aligned answers to one question"
GIVEN = "The given files"
ADVICE = "heldOut/advice, bad answers against mixed ordinary text"


def evaluate_methods(
    out: Path, data: Path, cache: Path, given: list[Sample] | None = None, pieces: int = PIECES
) -> dict[str, Any]:
    """Tables of every method by comparison; `given` samples take the place of the project's own files.

    All methods are fitted on the same samples, those of the autoencoder's text that the pack's score uses too.
    """
    pack, sae = load_pack(out), load_pack_sae(out)
    corpus = set(read_corpus(data, pack.encoder, pieces).samples)
    known = [sample for sample in read_samples(data) if sample in corpus]
    files = sorted((data / "held-out").glob("*.jsonl"))
    held = [sample for path in files for sample in read_held_out(path)] if given is None else given
    everything = method_data(pack, sae, cache, [*known, *held])
    fitted = np.array([sample in corpus for sample in everything.data.samples])
    tables = _held_out(everything, fitted) if given is None else _given(everything, fitted)
    if given is None:
        tables = {**_held_apart(_take(everything, fitted)), **tables}
        write_json(cache / METHODS, tables)
    return tables


def read_methods(cache: Path) -> dict[str, Any] | None:
    """The tables of the last `evaluate_methods` on the project's files."""
    path = cache / METHODS
    return json.loads(path.read_text(encoding="utf-8")) if path.exists() else None


def method_data(pack: Pack, sae: PackSae, cache: Path, samples: list[Sample]) -> MethodData:
    """Pooled vectors and mean latents of samples; what is not on disk is computed."""
    loaded = activate(ActivationCache(cache, pack.trunk), pack.encoder, samples)
    pieces = [piece for sample in loaded.samples for piece in sample_pieces(pack.encoder, sample)]
    latents = sae.piece_latents(TokenCache(cache, pack.trunk).table(pieces))
    return MethodData(loaded, sample_means(latents, loaded.owner, len(loaded.samples)), sae.decoder)


def _take(given: MethodData, keep: Array) -> MethodData:
    return MethodData(given.data.take(keep), given.latents[np.flatnonzero(keep)], given.decoder)


def _held_apart(known: MethodData) -> dict[str, Any]:
    labels = label(known.data)
    scores = {name: by_round_and_source(labels, score) for name, score in method_scorers(known).items()}
    return {
        ROUNDS: compare_methods(scores, labels.harmful, labels.ordinary),
        QUESTIONS: compare_methods(scores, labels.harmful, labels.aligned),
    }


def _scores(everything: MethodData, fitted: Array) -> dict[str, Array]:
    """`[samples]` scores of the samples that are not `fitted`, NaN elsewhere."""

    def whole(score: Scorer) -> Array:
        values = np.full(len(fitted), np.nan)
        values[~fitted] = score(fitted, ~fitted)
        return values

    return {name: whole(score) for name, score in method_scorers(everything).items()}


def _held_out(everything: MethodData, fitted: Array) -> dict[str, Any]:
    scores = _scores(everything, fitted)
    sources = np.array(
        [s.source.split("/")[-1] if s.source.startswith("held-out/") else "" for s in everything.data.samples]
    )
    harmful = np.array([s.harmful for s in everything.data.samples])
    return {
        title: compare_methods(scores, harmful & np.isin(sources, bad), ~harmful & np.isin(sources, good))
        for title, (bad, good) in COMPARISONS.items()
    }


def _given(everything: MethodData, fitted: Array) -> dict[str, Any]:
    harmful = np.array([s.harmful for s in everything.data.samples])
    return {GIVEN: compare_methods(_scores(everything, fitted), harmful & ~fitted, ~harmful & ~fitted)}
