"""The direction that tells the harmful part of an answer from the rest of it."""

from __future__ import annotations

import numpy as np

from .activations import ANSWER, PROMPT, ActivationCache
from .data import Sample
from .highlight import last_characters
from .rendering import Piece
from .samples import sample_pieces
from .tokenizer import Encoder
from .weights import Array

RIDGE = 3.0


def marked_piece(encoder: Encoder, sample: Sample) -> Piece | None:
    """A harmful answer as a piece whose `answer` is `harm_span` and whose `prompt` is the rest of the answer.

    None where the answer is cut into several pieces, or where nothing or everything is marked.
    """
    pieces = sample_pieces(encoder, sample)
    if len(pieces) != 1:
        return None
    text = sample.turns[-1].text
    characters = last_characters(encoder, text)
    low = text.index(sample.span)
    start, end = pieces[0].answer
    inside = np.flatnonzero((characters >= low) & (characters < low + len(sample.span)))
    if len(inside) in (0, end - start):
        return None
    first, last = start + int(inside[0]), start + int(inside[-1]) + 1
    rest = [(s, e) for s, e in ((start, first), (last, end)) if e > s]
    return Piece(pieces[0].turn, pieces[0].ids, (first, last), rest, -1, True)


def mark_differences(cache: ActivationCache, encoder: Encoder, samples: list[Sample]) -> tuple[Array, Array, Array]:
    """`[answers, width]` mean residual of the harmful part minus that of the rest, weights, and rounds.

    The variance of a difference of means of `m` and `n` tokens falls with `m * n / (m + n)`, its weight.
    """
    marked = [(s, marked_piece(encoder, s)) for s in samples if s.harmful and s.span]
    kept = [(s, piece) for s, piece in marked if piece is not None]
    vectors = np.stack(cache.vectors([piece for _, piece in kept]))
    inside = np.array([piece.answer[1] - piece.answer[0] for _, piece in kept], float)
    rest = np.array([sum(e - s for s, e in piece.prompt) for _, piece in kept], float)
    differences = vectors[:, ANSWER] - vectors[:, PROMPT]
    return differences, inside * rest / (inside + rest), np.array([s.round for s, _ in kept])


def fit_highlight(differences: Array, weights: Array, deviation: Array, ridge: float = RIDGE) -> Array:
    """`[width]`: a linear discriminant of the marked part, for residuals as they are.

    Differences are standardised by the reference's `deviation` `[width]`; the scatter `S` of single tokens
    is estimated from them, and the direction is `(S + ridge * mean variance * I)^-1 mean difference`. It is
    scaled so that the differences project on values of deviation 1 about their mean.
    """
    rows = differences / deviation
    scaled = (rows * np.sqrt(weights)[:, None]).astype(np.float64)
    scatter = scaled.T @ scaled / len(rows)
    mean = np.average(rows, axis=0, weights=weights)
    shrunk = scatter + ridge * np.trace(scatter) / len(scatter) * np.eye(len(scatter))
    direction = np.linalg.solve(shrunk, mean)
    return np.asarray(direction / (rows @ direction).std() / deviation)
