from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest

from latent_lint_pack.build import ROOT_PACK
from latent_lint_pack.pack import Pack, load_pack
from latent_lint_pack.weights import Block, Shape, Trunk

TINY = Shape(width=48, heads=3, key_value_heads=1, head=16, hidden=40, vocabulary=50, rope_theta=100.0, epsilon=1e-5)


@pytest.fixture(scope="session")
def pack() -> Pack:
    """The shipped pack; a checkout without it fails here and says so."""
    return load_pack(ROOT_PACK)


@pytest.fixture(scope="session")
def pack_folder() -> Path:
    return ROOT_PACK


@pytest.fixture
def tiny_trunk() -> Trunk:
    random = np.random.default_rng(0)

    def matrix(*size: int) -> np.ndarray:
        return (random.normal(size=size) / np.sqrt(size[0])).astype(np.float32)

    def block() -> Block:
        heads = (TINY.heads + 2 * TINY.key_value_heads) * TINY.head
        return Block(
            attention_norm=1 + 0.1 * random.normal(size=TINY.width).astype(np.float32),
            qkv=matrix(TINY.width, heads),
            output=matrix(TINY.heads * TINY.head, TINY.width),
            feed_forward_norm=1 + 0.1 * random.normal(size=TINY.width).astype(np.float32),
            gate_up=matrix(TINY.width, 2 * TINY.hidden),
            down=matrix(TINY.hidden, TINY.width),
        )

    embeddings = random.normal(size=(TINY.vocabulary, TINY.width)).astype(np.float32)
    return Trunk(TINY, embeddings, [block(), block()])
