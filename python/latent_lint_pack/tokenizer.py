"""The tokenizer: from GGUF metadata to `tokenizer.json`, and an encoder for which control tokens are text."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

from gguf import GGUFReader
from tokenizers import Tokenizer

CONTROL_TOKEN = 3


def tokenizer_json(path: Path) -> dict[str, Any]:
    """The contents of `tokenizer.json` for the byte-level BPE tokenizer stored in a GGUF file.

    GGUF names the pre-tokenizer only (`smollm`): single digits are split off, then GPT-2's byte-level rule.
    """
    fields = GGUFReader(str(path)).fields
    name = fields["tokenizer.ggml.pre"].contents()
    if name != "smollm":
        raise ValueError(f"The pre-tokenizer {name} is not supported")
    tokens = fields["tokenizer.ggml.tokens"].contents()
    types = fields["tokenizer.ggml.token_type"].contents()
    merges = fields["tokenizer.ggml.merges"].contents()
    flags = {"single_word": False, "lstrip": False, "rstrip": False, "normalized": False, "special": True}
    byte_level = {"type": "ByteLevel", "add_prefix_space": False, "trim_offsets": True, "use_regex": True}
    return {
        "version": "1.0",
        "truncation": None,
        "padding": None,
        "added_tokens": [
            {"id": i, "content": token, **flags} for i, token in enumerate(tokens) if types[i] == CONTROL_TOKEN
        ],
        "normalizer": None,
        "pre_tokenizer": {
            "type": "Sequence",
            "pretokenizers": [{"type": "Digits", "individual_digits": True}, byte_level],
        },
        "post_processor": None,
        "decoder": {"type": "ByteLevel", "add_prefix_space": True, "trim_offsets": True, "use_regex": True},
        "model": {
            "type": "BPE",
            "dropout": None,
            "unk_token": None,
            "continuing_subword_prefix": None,
            "end_of_word_suffix": None,
            "fuse_unk": False,
            "byte_fallback": False,
            "ignore_merges": False,
            "vocab": {token: i for i, token in enumerate(tokens)},
            "merges": [merge.split(" ") for merge in merges],
        },
    }


class Encoder:
    """Encodes text in which nothing can become a control token."""

    def __init__(self, contents: dict[str, Any], turn_start: str, turn_end: str) -> None:
        vocabulary: dict[str, int] = contents["model"]["vocab"]
        self.turn_start = vocabulary[turn_start]
        self.turn_end = vocabulary[turn_end]
        self._tokenizer = Tokenizer.from_str(json.dumps({**contents, "added_tokens": []}))

    @classmethod
    def from_file(cls, path: Path, turn_start: str, turn_end: str) -> Encoder:
        """The encoder of a pack's `tokenizer.json`."""
        return cls(json.loads(path.read_text(encoding="utf-8")), turn_start, turn_end)

    def encode(self, text: str) -> list[int]:
        """The token ids of `text`; text that spells a control token stays text."""
        return list(self._tokenizer.encode(text, add_special_tokens=False).ids)

    def byte_lengths(self, text: str) -> list[int]:
        """How many bytes of `text` each token holds; tokens are byte-level strings, a character a byte."""
        return [len(token) for token in self._tokenizer.encode(text, add_special_tokens=False).tokens]

    def decode(self, ids: list[int]) -> str:
        """The text of token ids."""
        return str(self._tokenizer.decode(ids, skip_special_tokens=False))
