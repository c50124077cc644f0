"""One pass of an autoencoder over stored tokens: how often and where each latent is active."""

from __future__ import annotations

from dataclasses import dataclass
from itertools import pairwise

import numpy as np
from scipy.sparse import coo_matrix, csr_matrix

from .sae import Sae
from .sae_data import usual_tokens
from .tokens import TokenTable
from .weights import Array

CHUNK = 4096


@dataclass(frozen=True)
class LatentStats:
    """What one pass sees.

    `means` `[pieces, latents]` are mean activations over a piece's tokens. `rate` `[latents]` is the share of
    ordinary tokens at which a latent is active, `anywhere` `[latents]` that of all tokens. `top` and `top_tokens`
    `[latents, kept]` are its strongest activations in ordinary text, at most one a piece, and the stored row of each
    (-1: none).
    """

    means: csr_matrix
    rate: Array
    anywhere: Array
    top: Array
    top_tokens: Array
    top_pieces: Array


def collect(sae: Sae, table: TokenTable, ordinary: Array, kept: int = 8) -> LatentStats:
    """Encode every usual token of `table`; `ordinary` `[pieces]` says which pieces count as ordinary text."""
    positions, owners = usual_tokens(table)
    latents = len(sae.bias)
    lengths = np.maximum(np.bincount(owners, minlength=len(table.spans)), 1)
    entries: list[Array] = []
    fired, everywhere, plain = np.zeros(latents), np.zeros(latents), 0
    top = np.zeros((latents, kept), np.float32)
    where = np.full((latents, kept, 2), -1, np.int64)
    edges = _chunk_edges(owners)
    for low, high in pairwise(edges):
        own, rows = owners[low:high], positions[low:high]
        active = csr_matrix(sae.encode(table.rows[rows]))
        first = own[0]
        pool = csr_matrix((1 / lengths[own], (own - first, np.arange(len(own)))), (own[-1] - first + 1, len(own)))
        pooled = (pool @ active).tocoo()
        entries.append(np.stack([pooled.data, pooled.row + first, pooled.col]))
        everywhere += np.bincount(active.indices, minlength=latents)
        usual = np.flatnonzero(ordinary[own])
        fired += np.bincount(active[usual].indices, minlength=latents)
        plain += len(usual)
        _keep_strongest(top, where, active[usual], np.stack([rows[usual], own[usual]], axis=1))
    values, at, latent = np.concatenate(entries, axis=1)
    shape = (len(table.spans), latents)
    means = coo_matrix((values.astype(np.float32), (at.astype(np.int64), latent.astype(np.int64))), shape).tocsr()
    rates = fired / max(plain, 1), everywhere / max(len(positions), 1)
    return LatentStats(means, *rates, top, where[:, :, 0], where[:, :, 1])


def _chunk_edges(owners: Array) -> list[int]:
    """Where chunks of about `CHUNK` tokens begin and end, never inside a piece."""
    starts = np.flatnonzero(np.diff(owners, prepend=-1))
    edges = [int(starts[0])]
    for start in starts:
        if start - edges[-1] >= CHUNK:
            edges.append(int(start))
    return [*edges, len(owners)]


def _keep_strongest(top: Array, where: Array, active: csr_matrix, origin: Array) -> None:
    """Update the strongest activations of each latent; `origin` `[tokens, 2]` holds row and piece of each token."""
    columns = active.tocsc()
    for latent in np.flatnonzero(np.diff(columns.indptr)):
        span = slice(columns.indptr[latent], columns.indptr[latent + 1])
        values = columns.data[span]
        strong = np.flatnonzero(values > top[latent, -1])
        if not len(strong):
            continue
        values, sources = values[strong], origin[columns.indices[span][strong]]
        for index in np.argsort(-values)[: 2 * top.shape[1]]:
            _insert(top[latent], where[latent], values[index], sources[index])


def _insert(top: Array, where: Array, value: float, source: Array) -> None:
    """Insert into descending `top`, with at most one entry a piece."""
    same = np.flatnonzero(where[:, 1] == source[1])
    if len(same):
        if value <= top[same[0]]:
            return
        slot = int(same[0])
    else:
        slot = len(top) - 1
        if value <= top[slot]:
            return
    top[slot], where[slot] = value, source
    order = np.argsort(-top, kind="stable")
    top[:], where[:] = top[order], where[order]
