"""The reference: what ordinary text looks like, what a prompt already predicts, and the harmful directions.

All vectors have `width` entries. The steps are those of docs/pack-format.md, "The score".
"""

from __future__ import annotations

from dataclasses import dataclass, fields

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


def fit_reference(vectors: Array, weights: Array, covariance_only: Array, ridge: float = RIDGE) -> Reference:
    """Fit on pooled vectors `[samples, 3, width]` of ordinary samples.

    `weights` `[samples]` say how much a sample counts, with mean 1. Samples marked `covariance_only` shape
    the whitener alone, not the means and the prompt term.
    """
    vectors = vectors.astype(np.float64)
    kept = ~covariance_only
    prompted = has_prompt(vectors)
    answer_mean, answer_deviation = _moments(vectors[kept, ANSWER], weights[kept])
    asked = kept & prompted
    prompt_mean, prompt_deviation = _moments(vectors[asked, PROMPT], weights[asked])
    header_mean, header_deviation = _moments(vectors[asked, HEADER], weights[asked])
    partial = Reference(
        answer_mean,
        answer_deviation,
        prompt_mean,
        prompt_deviation,
        header_mean,
        header_deviation,
        prompt_term=np.zeros((2 * len(answer_mean), len(answer_mean))),
        residual_mean=np.zeros_like(answer_mean),
        whitener=np.eye(len(answer_mean)),
    )
    answers, context = standardise(partial, vectors)
    prompt_term = _ridge(context[asked], answers[asked], weights[asked], ridge)
    residuals = answers - context @ prompt_term
    residual_mean = np.average(residuals[kept], axis=0, weights=weights[kept])
    residuals = (residuals - residual_mean) * np.sqrt(weights)[:, None]
    return Reference(
        answer_mean,
        answer_deviation,
        prompt_mean,
        prompt_deviation,
        header_mean,
        header_deviation,
        prompt_term=prompt_term,
        residual_mean=residual_mean,
        whitener=_whitener(residuals),
    )


def _moments(rows: Array, weights: Array) -> tuple[Array, Array]:
    mean = np.average(rows, axis=0, weights=weights)
    return mean, np.sqrt(np.average(np.square(rows - mean), axis=0, weights=weights)) + 1e-6


def _ridge(inputs: Array, outputs: Array, weights: Array, ridge: float) -> Array:
    """`(X' W X + ridge I)^-1 X' W Y`; both sides are standardised, so there is no intercept."""
    weighted = inputs * weights[:, None]
    return np.linalg.solve(weighted.T @ inputs + ridge * np.eye(inputs.shape[1]), weighted.T @ outputs)


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
