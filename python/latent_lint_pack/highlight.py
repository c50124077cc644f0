"""Which sentence of a piece carries the risk, by each token's projection on the highlight direction."""

from __future__ import annotations

import re
from dataclasses import dataclass

import numpy as np

from .tokenizer import Encoder
from .weights import Array

# A sentence ends after its closing marks and the white space behind them, or at a line break.
BOUNDARY = re.compile(r"""[.!?…]+["'”’»)\]*]*\s+|[。！？]+["'”’»)\]*]*\s*|\n\s*""")
SHORTEST = 12
LENGTH_WEIGHT = 1.0


@dataclass(frozen=True)
class Rule:
    """`mean projection + length_weight * ln(tokens)`; the sentence with the largest value is chosen.

    The logarithm is the chance, before looking, that a part of the answer lies in a sentence of that length.
    """

    length_weight: float = LENGTH_WEIGHT


def sentences(text: str) -> list[tuple[int, int]]:
    """Spans `[start, end)` in characters that cover `text`; one under `SHORTEST` joins the next."""
    spans = []
    start = 0
    for match in BOUNDARY.finditer(text):
        if match.end() - start >= SHORTEST and match.end() < len(text):
            spans.append((start, match.end()))
            start = match.end()
    return [*spans, (start, len(text))]


def last_characters(encoder: Encoder, text: str) -> Array:
    """`[tokens]`: the index in `text` of the character in which each token ends."""
    sizes = np.array(encoder.byte_lengths(text))
    characters = np.repeat(np.arange(len(text)), [len(c.encode("utf-8", "replace")) for c in text])
    return np.asarray(characters[np.cumsum(sizes) - 1])


def choose_sentence(projections: Array, characters: Array, spans: list[tuple[int, int]], rule: Rule) -> int:
    """Index of the sentence that carries the risk; `projections` and `characters` are `[tokens]`."""
    values = []
    for start, end in spans:
        inside = (characters >= start) & (characters < end)
        count = int(inside.sum())
        values.append(projections[inside].mean() + rule.length_weight * np.log(count) if count else -np.inf)
    return int(np.argmax(values))


def overlaps(span: tuple[int, int], other: tuple[int, int]) -> bool:
    """Whether two spans share a character."""
    return span[0] < other[1] and other[0] < span[1]
