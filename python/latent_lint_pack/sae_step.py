"""One training step of the sparse autoencoder: BatchTopK forward, gradients by hand, Adam.

Only the encoder's product is dense. With 32 of 4,096 latents active, everything behind it (decoding and all
gradients) is a sparse product, which leaves a fifth of the arithmetic of a dense step. That is why no library
trains it: `dictionary-learning` and SAELens both need PyTorch, 200 MB for a job of a quarter of an hour, compute
all products densely, and read activations from models of their own libraries, not from the graph that ships.
"""

from __future__ import annotations

from dataclasses import dataclass, field

import numpy as np
from scipy.sparse import csr_matrix

from .weights import Array

BETAS = (0.9, 0.999)
EPSILON = 1e-8
AUXILIARY_WEIGHT = 1 / 32
AUXILIARY_LATENTS = 256
THRESHOLD_DECAY = 0.99
NAMES = ("encoder", "bias", "decoder", "offset")


@dataclass
class State:
    """All that a resumed run needs. `parameters` are `encoder` and `decoder` `[latents, width]`, `bias`
    `[latents]`, `offset` `[width]` (the decoder's); `first` and `second` are Adam's moments of each.

    `silent` `[latents]` counts the tokens since a latent was last active; `threshold` is the running mean of
    the smallest activation that BatchTopK kept. `centre` `[width]` and `scale` are taken off the residuals;
    `tokens` is how many different ones it was trained on.
    """

    parameters: dict[str, Array]
    first: dict[str, Array]
    second: dict[str, Array]
    silent: Array
    centre: Array
    scale: float = 1.0
    step: int = 0
    threshold: float = 0.0
    tokens: int = 0
    losses: list[float] = field(default_factory=list)


def initial_state(width: int, latents: int, seed: int) -> State:
    """Random unit decoder rows; the encoder starts as their copy (arXiv 2406.04093, appendix A.1)."""
    rows = np.random.default_rng(seed).normal(size=(latents, width)).astype(np.float32)
    rows /= np.linalg.norm(rows, axis=1, keepdims=True)
    arrays = (rows.copy(), np.zeros(latents, np.float32), rows, np.zeros(width, np.float32))
    parameters = dict(zip(NAMES, arrays, strict=True))
    first, second = ({name: np.zeros_like(value) for name, value in parameters.items()} for _ in range(2))
    return State(parameters, first, second, silent=np.zeros(latents, np.int64), centre=np.zeros(width, np.float32))


def batch_top_k(pre: Array, count: int, guess: float) -> csr_matrix:
    """The `count` largest positive entries of `pre` `[tokens, latents]` over the whole batch (arXiv 2412.06410).

    `guess`, a bound that probably holds them all, only saves time.
    """
    flat = pre.ravel()
    kept = np.flatnonzero(flat > guess)
    if len(kept) < count:
        kept = np.flatnonzero(flat > 0)
    if len(kept) > count:
        kept = np.sort(kept[np.argpartition(flat[kept], -count)[-count:]])
    ends = np.searchsorted(kept, np.arange(pre.shape[0] + 1) * pre.shape[1])
    return csr_matrix((flat[kept], kept % pre.shape[1], ends), shape=pre.shape)


def train_step(state: State, rows: Array, active: int, rate: float, dead_after: int) -> float:
    """One step on centred and scaled `rows` `[tokens, width]`; returns the fraction of their variance unexplained."""
    p = state.parameters
    pre = rows @ p["encoder"].T + p["bias"]
    latents = batch_top_k(pre, active * len(rows), 0.7 * state.threshold)
    error = latents @ p["decoder"] + p["offset"] - rows
    variance = float(np.square(rows).sum())
    loss = float(np.square(error).sum()) / variance
    slope = error * np.float32(2 / variance)
    sparse = latents.copy()
    sparse.data = picked_products(latents, slope, p["decoder"])
    back = sparse.T.tocsr()
    gradients = {
        "encoder": back @ rows,
        "bias": np.asarray(back.sum(axis=1)).ravel(),
        "decoder": latents.T.tocsr() @ slope,
        "offset": slope.sum(axis=0),
    }
    _note_activity(state, latents, len(rows))
    dead = np.flatnonzero(state.silent >= dead_after)
    if len(dead):
        _add_auxiliary(gradients, p, pre[:, dead], rows, error, dead)
    _descend(state, gradients, rate)
    state.losses.append(loss)
    return loss


def picked_products(latents: csr_matrix, left: Array, right: Array) -> Array:
    """`left @ right.T` at the stored entries of `latents` alone, in blocks that stay in the cache."""
    owners = np.repeat(np.arange(latents.shape[0]), np.diff(latents.indptr))
    products = np.empty(latents.nnz, np.float32)
    for start in range(0, latents.nnz, 1024):
        part = slice(start, start + 1024)
        products[part] = np.einsum("ij,ij->i", left[owners[part]], right[latents.indices[part]])
    return products


def _note_activity(state: State, latents: csr_matrix, tokens: int) -> None:
    state.silent += tokens
    state.silent[np.unique(latents.indices)] = 0
    smallest = float(latents.data.min())
    decay = THRESHOLD_DECAY if state.step else 0.0
    state.threshold = decay * state.threshold + (1 - decay) * smallest


def _add_auxiliary(
    gradients: dict[str, Array], p: dict[str, Array], pre: Array, rows: Array, error: Array, dead: Array
) -> None:
    """Let dead latents explain what the live ones leave over (the AuxK loss of arXiv 2406.04093).

    `pre` `[tokens, dead]`. The loss is the fraction of `error`'s variance that they do not explain.
    """
    active = np.maximum(pre, 0)
    if len(dead) > AUXILIARY_LATENTS:
        bound = np.partition(active, -AUXILIARY_LATENTS, axis=1)[:, -AUXILIARY_LATENTS, None]
        active = np.where(active >= bound, active, 0)
    decoder = p["decoder"][dead]
    slope = (active @ decoder + error) * np.float32(2 * AUXILIARY_WEIGHT / float(np.square(error).sum()))
    back = (slope @ decoder.T) * (active > 0)
    gradients["encoder"][dead] += back.T @ rows
    gradients["bias"][dead] += back.sum(axis=0)
    gradients["decoder"][dead] += active.T @ slope


def _descend(state: State, gradients: dict[str, Array], rate: float) -> None:
    """Adam (arXiv 1412.6980); decoder rows move along the unit sphere."""
    p = state.parameters
    gradients["decoder"] -= np.einsum("ij,ij->i", gradients["decoder"], p["decoder"])[:, None] * p["decoder"]
    state.step += 1
    corrections = [1 - beta**state.step for beta in BETAS]
    for name in NAMES:
        gradient, first, second = gradients[name], state.first[name], state.second[name]
        first += np.float32(1 - BETAS[0]) * (gradient - first)
        second += np.float32(1 - BETAS[1]) * (np.square(gradient) - second)
        size = np.sqrt(second / np.float32(corrections[1])) + np.float32(EPSILON)
        p[name] -= np.float32(rate / corrections[0]) * first / size
    p["decoder"] /= np.linalg.norm(p["decoder"], axis=1, keepdims=True)
