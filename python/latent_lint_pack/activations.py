"""Runs the graph over pieces and keeps the pooled vectors on disk, so that only new text costs time."""

from __future__ import annotations

import hashlib
import sys
import time
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from pathlib import Path

import numpy as np
import onnxruntime as ort

from .rendering import Piece
from .weights import Array

ANSWER, PROMPT, HEADER = 0, 1, 2


@dataclass(frozen=True)
class LoadedTrunk:
    """A loaded graph with the sha256 of its file, which keys the cache."""

    session: ort.InferenceSession
    hash: str
    width: int


def load_trunk(path: Path) -> LoadedTrunk:
    """Load a graph for runs of one thread each."""
    options = ort.SessionOptions()
    options.intra_op_num_threads = 1
    session = ort.InferenceSession(str(path), options, providers=["CPUExecutionProvider"])
    width = next(i.shape[0] for i in session.get_inputs() if i.name == "directions")
    return LoadedTrunk(session, file_hash(path), int(width))


def file_hash(path: Path) -> str:
    """sha256 of a file, in hex."""
    return hashlib.sha256(path.read_bytes()).hexdigest()


def pooling_rows(piece: Piece) -> Array:
    """`[3, tokens]`: the mean over the answer, the mean over the prompt, the header's last token.

    A row of zeros stands for a prompt or header that the window does not hold.
    """
    rows = np.zeros((3, len(piece.ids)), np.float32)
    start, end = piece.answer
    rows[ANSWER, start:end] = 1 / (end - start)
    for low, high in piece.prompt:
        rows[PROMPT, low:high] = 1
    rows[PROMPT] /= max(rows[PROMPT].sum(), 1)
    if piece.header >= 0:
        rows[HEADER, piece.header] = 1
    return rows


def run_piece(trunk: LoadedTrunk, piece: Piece) -> Array:
    """Pooled vectors `[3, width]` of a piece."""
    feeds = _feeds(piece, np.zeros((trunk.width, 1), np.float32), np.zeros(1, np.float32))
    return np.asarray(trunk.session.run(["pooled"], feeds)[0])


def run_token_scores(trunk: LoadedTrunk, piece: Piece, directions: Array, offsets: Array) -> Array:
    """`[answer tokens, directions]` scores of the tokens of a piece's answer."""
    feeds = _feeds(piece, directions.astype(np.float32), offsets.astype(np.float32))
    scores = np.asarray(trunk.session.run(["token_scores"], feeds)[0])
    return scores[piece.answer[0] : piece.answer[1]]


def _feeds(piece: Piece, directions: Array, offsets: Array) -> dict[str, Array]:
    return {
        "input_ids": np.array(piece.ids, np.int64),
        "pooling": pooling_rows(piece),
        "directions": directions,
        "offsets": offsets,
    }


class ActivationCache:
    """Pooled vectors by piece: one file per graph, one record per piece (key, then vectors).

    A record is appended by one write, so an interrupted run continues where it stopped and other
    processes may read meanwhile.
    """

    def __init__(self, folder: Path, trunk: LoadedTrunk) -> None:
        self._trunk = trunk
        folder.mkdir(parents=True, exist_ok=True)
        self._path = folder / f"{trunk.hash[:16]}.records"
        self._record = np.dtype([("key", "S64"), ("vectors", np.float32, (3, trunk.width))])
        self._known: dict[str, Array] = self._read()

    def vectors(self, pieces: list[Piece], workers: int = 2) -> list[Array]:
        """Pooled vectors `[3, width]` of every piece; those that are not on disk are computed."""
        keys = [piece_key(piece) for piece in pieces]
        missing = {key: piece for key, piece in zip(keys, pieces, strict=True) if key not in self._known}
        if missing:
            self._compute(missing, workers)
        return [self._known[key] for key in keys]

    def _compute(self, missing: dict[str, Piece], workers: int) -> None:
        started = time.monotonic()
        items = list(missing.items())
        with ThreadPoolExecutor(workers) as pool, self._path.open("ab", buffering=0) as file:
            results = pool.map(lambda item: run_piece(self._trunk, item[1]), items)
            for count, ((key, _), value) in enumerate(zip(items, results, strict=True), 1):
                self._known[key] = value
                file.write(np.array([(key.encode(), value)], self._record).tobytes())
                if count % 500 == 0 or count == len(items):
                    rate = count / (time.monotonic() - started)
                    print(f"  activations: {count} of {len(items)}, {rate:.0f} pieces/s", file=sys.stderr)

    def _read(self) -> dict[str, Array]:
        if not self._path.exists():
            return {}
        size = self._path.stat().st_size
        if size % self._record.itemsize:
            # An interrupted run left half a record.
            with self._path.open("r+b") as file:
                file.truncate(size - size % self._record.itemsize)
        records = np.fromfile(self._path, self._record, size // self._record.itemsize)
        return {record["key"].decode(): record["vectors"] for record in records}


def piece_key(piece: Piece) -> str:
    """sha256 of all that the pooled vectors of a piece depend on, besides the graph."""
    return hashlib.sha256(repr((piece.ids, piece.answer, piece.prompt, piece.header)).encode()).hexdigest()
