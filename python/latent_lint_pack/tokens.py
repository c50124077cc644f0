"""Residuals of single trained tokens, for the sparse autoencoder, kept on disk in float16.

The graph is the shipped one: with unit rows for `pooling`, `pooled` is the residual stream itself.
"""

from __future__ import annotations

import sys
import time
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from pathlib import Path

import numpy as np

from .activations import LoadedTrunk, piece_key
from .rendering import Piece
from .weights import Array


@dataclass(frozen=True)
class TokenTable:
    """Residuals of the trained tokens of many pieces.

    `rows` `[stored tokens, width]` float16 is the file itself; `spans` holds `[start, end)` of each piece in it.
    """

    rows: Array
    spans: list[tuple[int, int]]

    def positions(self) -> Array:
        """`[tokens]` rows of all pieces, in order."""
        return np.concatenate([np.arange(start, end) for start, end in self.spans])

    def owners(self) -> Array:
        """`[tokens]` index of each token's piece."""
        return np.repeat(np.arange(len(self.spans)), [end - start for start, end in self.spans])


def run_tokens(trunk: LoadedTrunk, piece: Piece, every: bool = False) -> Array:
    """`[trained tokens, width]` float32 residuals of a piece, or of `every` token of its window."""
    low, high = (0, len(piece.ids)) if every else piece.answer
    feeds = {
        "input_ids": np.array(piece.ids, np.int64),
        "pooling": np.eye(len(piece.ids), dtype=np.float32)[low:high],
        "directions": np.zeros((trunk.width, 1), np.float32),
        "offsets": np.zeros(1, np.float32),
    }
    return np.asarray(trunk.session.run(["pooled"], feeds)[0])


class TokenCache:
    """One file of residuals and one of records (key, start, count) per graph.

    Residuals are written before their record, so an interrupted run loses at most one piece. Others may read
    while one process writes.
    """

    RECORD = np.dtype([("key", "S64"), ("start", np.int64), ("count", np.int64)])

    def __init__(self, folder: Path, trunk: LoadedTrunk) -> None:
        self._trunk = trunk
        folder.mkdir(parents=True, exist_ok=True)
        self._rows = folder / f"{trunk.hash[:16]}.tokens"
        self._index = folder / f"{trunk.hash[:16]}.tokens.index"

    def table(self, pieces: list[Piece], workers: int = 2) -> TokenTable:
        """The residuals of every piece; those that are not on disk are computed."""
        keys = [piece_key(piece) for piece in pieces]
        known = self._read()
        missing = {key: piece for key, piece in zip(keys, pieces, strict=True) if key not in known}
        if missing:
            self._compute(missing, sum(count for _, count in known.values()), workers)
            known = self._read()
        end = sum(count for _, count in known.values())
        rows = np.memmap(self._rows, np.float16, "r", shape=(end, self._trunk.width))
        return TokenTable(rows, [(known[key][0], known[key][0] + known[key][1]) for key in keys])

    def _compute(self, missing: dict[str, Piece], start: int, workers: int) -> None:
        began, first = time.monotonic(), start
        self._cut(start)
        with (
            ThreadPoolExecutor(workers) as pool,
            self._rows.open("ab", buffering=0) as rows,
            self._index.open("ab", buffering=0) as index,
        ):
            results = pool.map(lambda piece: run_tokens(self._trunk, piece).astype(np.float16), missing.values())
            for number, (key, values) in enumerate(zip(missing, results, strict=True), 1):
                rows.write(values.tobytes())
                index.write(np.array([(key.encode(), start, len(values))], self.RECORD).tobytes())
                start += len(values)
                if number % 500 == 0 or number == len(missing):
                    rate = (start - first) / (time.monotonic() - began)
                    print(f"  tokens: {number} of {len(missing)} pieces, {rate:.0f} tokens/s", file=sys.stderr)

    def _read(self) -> dict[str, tuple[int, int]]:
        """Start and count of every piece on disk."""
        if not self._index.exists():
            return {}
        records = np.fromfile(self._index, self.RECORD, self._index.stat().st_size // self.RECORD.itemsize)
        return {r["key"].decode(): (int(r["start"]), int(r["count"])) for r in records}

    def _cut(self, tokens: int) -> None:
        """Cut off what an interrupted run left half written."""
        for path, unit in ((self._index, self.RECORD.itemsize), (self._rows, self._trunk.width * 2)):
            path.touch()
            size = path.stat().st_size
            whole = size - size % unit if path == self._index else tokens * unit
            with path.open("r+b") as file:
                file.truncate(whole)
