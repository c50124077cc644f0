"""How good a sparse autoencoder is: variance unexplained, active and dead latents, and the model's loss with it."""

from __future__ import annotations

import numpy as np

from .activations import LoadedTrunk
from .rendering import Piece
from .rest import Rest
from .sae import Sae
from .sae_data import usual_tokens
from .tokens import TokenTable, run_tokens
from .weights import Array

CHUNK = 4096
LOSS_PIECES = 120


def reconstruction(sae: Sae, table: TokenTable) -> dict[str, float]:
    """Fraction of variance unexplained (squared error over squared distance to the mean) and mean active latents."""
    positions, _ = usual_tokens(table)
    rows = table.rows[positions].astype(np.float32)
    error = active = 0.0
    for part in np.array_split(rows, -(-len(rows) // CHUNK)):
        activations = sae.encode(part)
        error += float(np.square(part - sae.decode(activations)).sum())
        active += float(np.count_nonzero(activations))
    variance = float(np.square(rows - rows.mean(axis=0)).sum())
    return {
        "tokens": len(rows),
        "fractionOfVarianceUnexplained": round(error / variance, 4),
        "activeLatents": round(active / len(rows), 2),
    }


def loss_recovered(sae: Sae, trunk: LoadedTrunk, rest: Rest, pieces: list[Piece]) -> dict[str, float]:
    """Next-token loss (nats) at trained tokens: as it is, with their residuals reconstructed, and with all of them at
    the mean.

    `lossRecovered` is the share of what the mean costs that the reconstruction does not. Tokens of a norm that the
    autoencoder is not made for stay as they are, as do prompts and headers.
    """
    chosen = pieces[:: max(1, len(pieces) // LOSS_PIECES)][:LOSS_PIECES]
    residuals = [run_tokens(trunk, piece, every=True) for piece in chosen]
    answers = [rows[slice(*piece.answer)] for rows, piece in zip(residuals, chosen, strict=True)]
    limit = 4 * np.median(np.concatenate([np.linalg.norm(rows, axis=1) for rows in answers]))
    mean = np.concatenate(answers).mean(axis=0)
    totals, tokens = np.zeros(3), 0
    for piece, rows, own in zip(chosen, residuals, answers, strict=True):
        low, high = piece.answer
        usual = (np.linalg.norm(own, axis=1) <= limit)[:, None]
        replaced = [own, np.where(usual, sae.decode(sae.encode(own)), own), np.where(usual, mean, own)]
        last = min(high, len(piece.ids) - 1)
        totals += [rest.losses(piece.ids, _with(rows, low, new))[low:last].sum() for new in replaced]
        tokens += last - low
    original, reconstructed, averaged = totals / tokens
    return {
        "lossTokens": int(tokens),
        "lossOriginal": round(float(original), 4),
        "lossReconstructed": round(float(reconstructed), 4),
        "lossMeanAblated": round(float(averaged), 4),
        "lossRecovered": round(float((averaged - reconstructed) / (averaged - original)), 4),
    }


def _with(rows: Array, start: int, new: Array) -> Array:
    changed = rows.copy()
    changed[start : start + len(new)] = new
    return changed
