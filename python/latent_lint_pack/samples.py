"""From samples to arrays: pooled vectors of every piece, and which sample a piece belongs to."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from .activations import ANSWER, HEADER, PROMPT, ActivationCache
from .data import Sample
from .rendering import CONTEXT, WINDOW, Piece, cut_pieces
from .tokenizer import Encoder
from .weights import Array


@dataclass(frozen=True)
class SampleSet:
    """`vectors` `[pieces, 3, width]`; `owner` `[pieces]` is the index of each piece's sample, ascending."""

    samples: list[Sample]
    vectors: Array
    owner: Array

    def take(self, keep: Array) -> SampleSet:
        """The samples for which `keep` `[samples]` is true."""
        pieces = keep[self.owner]
        renumbered = np.cumsum(keep) - 1
        kept = [s for s, k in zip(self.samples, keep, strict=True) if k]
        return SampleSet(kept, self.vectors[pieces], renumbered[self.owner[pieces]])


def sample_pieces(encoder: Encoder, sample: Sample, window: int = WINDOW, context: int = CONTEXT) -> list[Piece]:
    """The pieces of a sample's last turn, the trained one."""
    return cut_pieces(encoder, list(sample.turns), [len(sample.turns) - 1], window, context)


def activate(cache: ActivationCache, encoder: Encoder, samples: list[Sample], workers: int = 2) -> SampleSet:
    """Run all samples; those without any trained token are left out."""
    cut = [sample_pieces(encoder, sample) for sample in samples]
    kept = [(sample, pieces) for sample, pieces in zip(samples, cut, strict=True) if pieces]
    flat = [piece for _, pieces in kept for piece in pieces]
    owner = np.array([i for i, (_, pieces) in enumerate(kept) for _ in pieces], dtype=np.int64)
    vectors = share_prompts(flat, np.stack(cache.vectors(flat, workers)))
    return SampleSet([sample for sample, _ in kept], vectors, owner)


def share_prompts(pieces: list[Piece], vectors: Array) -> Array:
    """Give later pieces of a turn the prompt and the header of its first piece."""
    shared = vectors.copy()
    first = 0
    for index, piece in enumerate(pieces):
        first = index if piece.first else first
        shared[index, [PROMPT, HEADER]] = vectors[first, [PROMPT, HEADER]]
        shared[index, ANSWER] = vectors[index, ANSWER]
    return shared


def first_pieces(data: SampleSet) -> Array:
    """`[samples]` index of each sample's first piece."""
    return np.searchsorted(data.owner, np.arange(len(data.samples)))


def riskiest_pieces(data: SampleSet, risk: Array) -> Array:
    """`[samples]` index of the piece with the largest `risk` `[pieces]`; it speaks for the sample."""
    best = first_pieces(data)
    for piece, sample in enumerate(data.owner):
        if risk[piece] > risk[best[sample]]:
            best[sample] = piece
    return best
