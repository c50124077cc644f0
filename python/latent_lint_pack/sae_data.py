"""The text that the sparse autoencoder is trained on, and the text that it is measured on."""

from __future__ import annotations

import random
from dataclasses import dataclass
from pathlib import Path

import numpy as np

from .data import Sample, read_contrast, read_ordinary
from .labelled import read_held_out
from .rendering import Piece
from .samples import sample_pieces
from .tokenizer import Encoder
from .tokens import TokenTable
from .weights import Array

ROWS = 4000
PIECES = 4400
UNSEEN = 240
LARGEST_NORM = 4.0


@dataclass(frozen=True)
class Corpus:
    """Pieces in a fixed shuffled order, and the sample of each."""

    samples: list[Sample]
    pieces: list[Piece]


def read_corpus(data: Path, encoder: Encoder, limit: int = PIECES) -> Corpus:
    """The first `limit` pieces of contrast files and ordinary text in shuffled order, then the answers to the same
    questions that are missing, so that every pair is whole."""
    samples = _shuffled(data)
    first = cut_corpus(samples, encoder, limit)
    pairs = {sample.pair for sample in first.samples if sample.pair >= 0}
    there = set(first.samples)
    others = cut_corpus([s for s in samples if s.pair in pairs and s not in there], encoder)
    return Corpus([*first.samples, *others.samples], [*first.pieces, *others.pieces])


def read_unseen(data: Path, encoder: Encoder, corpus: Corpus) -> Corpus:
    """Text of the same kinds that is not in `corpus`: the end of the shuffled order."""
    there = set(corpus.samples)
    return cut_corpus([s for s in _shuffled(data)[-UNSEEN:] if s not in there], encoder)


def read_held_out_texts(data: Path, encoder: Encoder) -> Corpus:
    """Text by other writers that nothing is trained on: the held-out files."""
    files = sorted((data / "held-out").glob("*.jsonl"))
    return cut_corpus([sample for path in files for sample in read_held_out(path)], encoder)


def _shuffled(data: Path) -> list[Sample]:
    samples = [*read_contrast(data / "contrast"), *read_ordinary(data, ROWS)]
    random.Random(0).shuffle(samples)
    return samples


def cut_corpus(samples: list[Sample], encoder: Encoder, limit: int | None = None) -> Corpus:
    """The first `limit` pieces of samples."""
    cut = [(sample, piece) for sample in samples for piece in sample_pieces(encoder, sample)][:limit]
    return Corpus([sample for sample, _ in cut], [piece for _, piece in cut])


def usual_tokens(table: TokenTable) -> tuple[Array, Array]:
    """Rows of the table and their pieces, without tokens whose norm is over 4 times the median.

    Such tokens carry no text (attention sinks) and would take most of the variance.
    """
    positions, owners = table.positions(), table.owners()
    norms = np.concatenate(
        [np.linalg.norm(table.rows[part].astype(np.float32), axis=1) for part in np.array_split(positions, 64)]
    )
    usual = norms <= LARGEST_NORM * np.median(norms)
    return positions[usual], owners[usual]
