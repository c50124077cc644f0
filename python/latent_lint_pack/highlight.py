"""Which sentence of a piece carries the risk."""

from __future__ import annotations

import re
from dataclasses import dataclass

import numpy as np

from .fit import Model
from .tokenizer import Encoder
from .weights import Array

# A sentence ends after its closing marks and the white space behind them, or at a line break.
BOUNDARY = re.compile(r"""[.!?…]+["'”’»)\]*]*\s+|[。！？]+["'”’»)\]*]*\s*|\n\s*""")
SHORTEST = 12
SHRINK = 10.0


@dataclass(frozen=True)
class Rule:
    """`sum(share - mean share) / (tokens + shrink)`; the sentence with the largest value is chosen."""

    shrink: float = SHRINK


def sentences(text: str) -> list[tuple[int, int]]:
    """Spans `[start, end)` in characters that cover `text`; one under `SHORTEST` joins the next."""
    spans = []
    start = 0
    for match in BOUNDARY.finditer(text):
        if match.end() - start >= SHORTEST and match.end() < len(text):
            spans.append((start, match.end()))
            start = match.end()
    return [*spans, (start, len(text))]


def token_directions(model: Model) -> tuple[Array, Array]:
    """`W` `[width, directions]` and `b` `[directions]` of docs/pack-format.md: a token's shares."""
    reference = model.reference
    weights = (reference.whitener @ model.directions.T) / reference.answer_deviation[:, None]
    return weights, -reference.answer_mean @ weights


def last_characters(encoder: Encoder, text: str) -> Array:
    """`[tokens]`: the index in `text` of the character in which each token ends."""
    sizes = np.array(encoder.byte_lengths(text))
    characters = np.repeat(np.arange(len(text)), [len(c.encode("utf-8", "replace")) for c in text])
    return np.asarray(characters[np.cumsum(sizes) - 1])


def choose_sentence(shares: Array, characters: Array, spans: list[tuple[int, int]], rule: Rule) -> int:
    """Index of the sentence that carries the risk; `shares` and `characters` are `[tokens]`."""
    excess = shares - shares.mean()
    values = []
    for start, end in spans:
        inside = (characters >= start) & (characters < end)
        values.append(excess[inside].sum() / (inside.sum() + rule.shrink) if inside.any() else -np.inf)
    return int(np.argmax(values))


def overlaps(span: tuple[int, int], other: tuple[int, int]) -> bool:
    """Whether two spans share a character."""
    return span[0] < other[1] and other[0] < span[1]
