"""The reference: what ordinary text looks like, what a prompt already predicts, and the harmful directions.

All vectors have `width` entries. The steps are those of docs/pack-format.md, "The score".
"""

from __future__ import annotations

from dataclasses import dataclass, fields, replace

import numpy as np
from sklearn.covariance import ledoit_wolf

from .activations import ANSWER, HEADER, PROMPT
from .weights import Array

RIDGE = 1000.0


@dataclass(frozen=True)
class Reference:
    """Everything but the directions. `prompt_term` is `[2 * width, width]`, `whitener` `[width, width]`."""

    answer_mean: Array
    answer_deviation: Array
    prompt_mean: Array
    prompt_deviation: Array
    header_mean: Array
    header_deviation: Array
    prompt_term: Array
    residual_mean: Array
    whitener: Array

    def tensors(self) -> dict[str, Array]:
        """The tensors of `features.safetensors`, besides `directions`."""
        return {f.name: getattr(self, f.name).astype(np.float32) for f in fields(self)}


def has_prompt(vectors: Array) -> Array:
    """`[samples]` booleans: whether the pooled vectors `[samples, 3, width]` hold a prompt."""
    return np.any(vectors[:, PROMPT] != 0, axis=1)


def fit_reference(vectors: Array, covariance_only: Array, ridge: float = RIDGE) -> Reference:
    """Fit on pooled vectors `[samples, 3, width]` of ordinary samples.

    Samples marked `covariance_only` `[samples]` shape the whitener alone, not the means and the prompt term.
    """
    vectors = vectors.astype(np.float64)
    kept = ~covariance_only
    asked = kept & has_prompt(vectors)
    width = vectors.shape[2]
    partial = Reference(
        *_moments(vectors[kept, ANSWER]),
        *_moments(vectors[asked, PROMPT]),
        *_moments(vectors[asked, HEADER]),
        prompt_term=np.zeros((2 * width, width)),
        residual_mean=np.zeros(width),
        whitener=np.eye(width),
    )
    answers, context = standardise(partial, vectors)
    prompt_term = _ridge(context[asked], answers[asked], ridge)
    residuals = answers - context @ prompt_term
    mean = residuals[kept].mean(axis=0)
    return replace(partial, prompt_term=prompt_term, residual_mean=mean, whitener=_whitener(residuals - mean))


def _moments(rows: Array) -> tuple[Array, Array]:
    return rows.mean(axis=0), rows.std(axis=0) + 1e-6


def _ridge(inputs: Array, outputs: Array, ridge: float) -> Array:
    """`(X' X + ridge I)^-1 X' Y`; both sides are standardised, so there is no intercept."""
    return np.linalg.solve(inputs.T @ inputs + ridge * np.eye(inputs.shape[1]), inputs.T @ outputs)


def _whitener(residuals: Array) -> Array:
    """The symmetric inverse root of the Ledoit-Wolf covariance (doi 10.1016/S0047-259X(03)00096-4)."""
    covariance, _ = ledoit_wolf(residuals, assume_centered=True)
    values, vectors = np.linalg.eigh(covariance)
    return (vectors / np.sqrt(values)) @ vectors.T


def standardise(reference: Reference, vectors: Array) -> tuple[Array, Array]:
    """`A` `[samples, width]` and `C` `[samples, 2 * width]` of pooled vectors; `C` is 0 without a prompt."""
    answers = (vectors[:, ANSWER] - reference.answer_mean) / reference.answer_deviation
    prompts = (vectors[:, PROMPT] - reference.prompt_mean) / reference.prompt_deviation
    headers = (vectors[:, HEADER] - reference.header_mean) / reference.header_deviation
    return answers, np.hstack([prompts, headers]) * has_prompt(vectors)[:, None]


def whitened(reference: Reference, vectors: Array) -> Array:
    """`z` `[samples, width]` of pooled vectors `[samples, 3, width]`."""
    answers, context = standardise(reference, vectors.astype(np.float64))
    return (answers - context @ reference.prompt_term - reference.residual_mean) @ reference.whitener


def cosines(points: Array, directions: Array) -> Array:
    """`[samples, directions]` cosines of `z` to unit rows."""
    lengths = np.maximum(np.linalg.norm(points, axis=1, keepdims=True), 1e-12)
    return np.asarray(points @ directions.T / lengths)


def unit(rows: Array) -> Array:
    """Rows divided by their norm."""
    return np.asarray(rows / np.linalg.norm(rows, axis=-1, keepdims=True))
