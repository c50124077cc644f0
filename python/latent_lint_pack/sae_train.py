"""Trains the sparse autoencoder on stored residuals, with checkpoints that a killed run resumes from."""

from __future__ import annotations

import json
import sys
import time
from dataclasses import dataclass
from pathlib import Path

import numpy as np

from .sae import Sae, centre_and_scale
from .sae_step import NAMES, State, initial_state, train_step
from .weights import Array

CHECKPOINT_SECONDS = 60.0


@dataclass(frozen=True)
class Settings:
    """`active` latents a token on average; `steps` of `batch` tokens; a latent that was silent for
    `dead_after` tokens is dead and gets the auxiliary loss."""

    latents: int = 4096
    active: int = 32
    steps: int = 800
    batch: int = 1024
    rate: float = 1.5e-3
    dead_after: int = 100_000
    seed: int = 0

    def rate_at(self, step: int) -> float:
        """Ten steps of warm-up, constant, then linearly down over the last third."""
        left = (self.steps - step) / (self.steps / 3)
        return self.rate * min(1.0, (step + 1) / 10, left)


def train(
    rows: Array, positions: Array, settings: Settings, checkpoint: Path, stop_at: int | None = None
) -> tuple[Sae, int]:
    """An autoencoder of `rows[positions]` (`rows` `[stored tokens, width]`, float16), and how many it has seen.

    A checkpoint of the same size and seed is taken up, also with more tokens or steps than it began with; with
    the same ones the result is the same as without the pause. `stop_at` ends the run early, as a kill would.
    """
    key = json.dumps([rows.shape[1], settings.latents, settings.active, settings.seed])
    state = _resume(checkpoint, key)
    if state is None:
        state = initial_state(rows.shape[1], settings.latents, settings.seed)
        state.centre, state.scale = centre_and_scale(rows, positions)
    if state.step < settings.steps:
        state.tokens = max(state.tokens, len(positions))
    saved = time.monotonic()
    while state.step < min(settings.steps, stop_at or settings.steps):
        chosen = positions[_batch(len(positions), settings, state.step)]
        scaled = (rows[chosen].astype(np.float32) - state.centre) / np.float32(state.scale)
        train_step(state, scaled, settings.active, settings.rate_at(state.step), settings.dead_after)
        if state.step % 50 == 0:
            _tell(state, settings)
        if time.monotonic() - saved > CHECKPOINT_SECONDS or state.step == stop_at:
            _save(checkpoint, key, state)
            saved = time.monotonic()
    _save(checkpoint, key, state)
    return finished(state), state.tokens


def finished(state: State) -> Sae:
    """The decoder's offset becomes part of the centre; the encoder's bias makes up for it."""
    p = state.parameters
    bias = p["bias"] + p["encoder"] @ p["offset"]
    centre = state.centre + np.float32(state.scale) * p["offset"]
    return Sae(p["encoder"], bias, p["decoder"], centre, state.scale, state.threshold)


def _batch(count: int, settings: Settings, step: int) -> Array:
    """`[batch]` indices: passes over the tokens in a new random order each, a function of the step alone."""
    per_pass = max(count // settings.batch, 1)
    order = _order(count, settings.seed, step // per_pass)
    start = step % per_pass * settings.batch
    return np.sort(order[start : start + settings.batch])


_orders: dict[tuple[int, int, int], Array] = {}


def _order(count: int, seed: int, number: int) -> Array:
    key = (count, seed, number)
    if key not in _orders:
        _orders.clear()
        _orders[key] = np.random.default_rng([seed, number]).permutation(count)
    return _orders[key]


def _tell(state: State, settings: Settings) -> None:
    recent = np.mean(state.losses[-50:])
    dead = np.mean(state.silent >= settings.dead_after)
    print(f"  step {state.step} of {settings.steps}: {recent:.4f} unexplained, {dead:.1%} dead, "
          f"threshold {state.threshold:.3f}", file=sys.stderr, flush=True)  # fmt: skip


def _save(path: Path, key: str, state: State) -> None:
    """Write beside and rename, so that a kill leaves the old checkpoint."""
    arrays = {
        f"{kind}.{name}": getattr(state, kind)[name] for kind in ("parameters", "first", "second") for name in NAMES
    }
    new = path.with_suffix(".new.npz")
    numbers = {"step": state.step, "threshold": state.threshold, "tokens": state.tokens, "scale": state.scale}
    arrays |= {name: np.array(value) for name, value in numbers.items()}
    arrays |= {"silent": state.silent, "losses": np.array(state.losses), "centre": state.centre, "key": np.array(key)}
    np.savez(new, allow_pickle=False, **arrays)
    new.replace(path)


def _resume(path: Path, key: str) -> State | None:
    if not path.exists():
        return None
    with np.load(path) as stored:
        if str(stored["key"]) != key:
            return None
        parameters, first, second = (
            {name: stored[f"{kind}.{name}"] for name in NAMES} for kind in ("parameters", "first", "second")
        )
        return State(
            parameters,
            first,
            second,
            silent=stored["silent"],
            centre=stored["centre"],
            scale=float(stored["scale"]),
            step=int(stored["step"]),
            threshold=float(stored["threshold"]),
            tokens=int(stored["tokens"]),
            losses=[float(loss) for loss in stored["losses"]],
        )
