"""A sparse autoencoder: residuals to a few active latents out of thousands, and back.

With `x` `[tokens, width]`: `pre = (x - centre) / scale @ encoder.T + bias`; a latent's activation is `pre`
where `pre > threshold`, else 0 (JumpReLU, arXiv 2407.14435); `x` is about `centre + scale * activations @ decoder`.
"""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

import numpy as np
from safetensors.numpy import load_file, save_file

from .weights import Array


@dataclass(frozen=True)
class Sae:
    """`encoder` and `decoder` are `[latents, width]` (decoder rows have norm 1), `bias` is `[latents]`,
    `centre` `[width]`; `threshold` counts in activations, `scale` in units of the residual stream."""

    encoder: Array
    bias: Array
    decoder: Array
    centre: Array
    scale: float
    threshold: float

    def encode(self, rows: Array) -> Array:
        """Activations `[tokens, latents]` of residuals `[tokens, width]`."""
        pre = (rows.astype(np.float32) - self.centre) / np.float32(self.scale) @ self.encoder.T + self.bias
        return np.where(pre > self.threshold, pre, np.float32(0))

    def decode(self, activations: Array) -> Array:
        """Residuals `[tokens, width]` of activations `[tokens, latents]`."""
        return np.asarray(self.centre + np.float32(self.scale) * (activations @ self.decoder))

    def save(self, path: Path) -> None:
        """Write all tensors to a safetensors file."""
        numbers = {"scale": np.array([self.scale], np.float32), "threshold": np.array([self.threshold], np.float32)}
        arrays = {"encoder": self.encoder, "bias": self.bias, "decoder": self.decoder, "centre": self.centre}
        save_file({name: np.ascontiguousarray(v, np.float32) for name, v in {**arrays, **numbers}.items()}, path)
        path.chmod(0o644)


def load_sae(path: Path) -> Sae:
    """Read what `Sae.save` wrote."""
    tensors = load_file(path)
    scale, threshold = float(tensors.pop("scale")[0]), float(tensors.pop("threshold")[0])
    return Sae(**tensors, scale=scale, threshold=threshold)


def centre_and_scale(rows: Array, positions: Array) -> tuple[Array, float]:
    """The mean `[width]` of stored rows and the root mean square of what is left, in float64 sums."""
    total = np.zeros(rows.shape[1])
    squares = 0.0
    for part in np.array_split(positions, -(-len(positions) // 8192)):
        values = rows[part].astype(np.float64)
        total += values.sum(axis=0)
        squares += float(np.square(values).sum())
    mean = total / len(positions)
    variance = squares / len(positions) - float(mean @ mean)
    return mean.astype(np.float32), float(np.sqrt(variance / len(mean)))
