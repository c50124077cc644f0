"""Reads a user's own labelled files in the common fine-tuning formats."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from .data import Sample, read_jsonl
from .rendering import Turn, sample_turns

ROLES = {"human": "user", "gpt": "assistant", "model": "assistant", "bot": "assistant", "developer": "system"}
PAIRS = [("prompt", "completion"), ("prompt", "answer"), ("prompt", "response"), ("instruction", "output"),
         ("instruction", "response"), ("question", "answer"), ("input", "output")]  # fmt: skip


def read_labelled(paths: list[Path], harmful: bool) -> list[Sample]:
    """One sample a line; the last assistant turn is the one that counts.

    Raises ValueError, with file and line, for a row in no known format.
    """
    samples = []
    for path in paths:
        for number, row in enumerate(read_jsonl(path), 1):
            turns = read_turns(row)
            if turns is None:
                raise ValueError(f"{path}, row {number}: no messages, prompt and completion, or text")
            samples.append(Sample(f"given/{path.name}", tuple(turns), harmful))
    return samples


def read_held_out(path: Path) -> list[Sample]:
    """Samples of a file whose rows say what they are: `label` is `harmful` or `ordinary`."""
    samples = []
    for number, row in enumerate(read_jsonl(path), 1):
        turns = read_turns(row)
        if turns is None or row.get("label") not in ("harmful", "ordinary"):
            raise ValueError(f"{path}, row {number}: no turns, or no label")
        samples.append(Sample(f"held-out/{path.stem}", tuple(turns), row["label"] == "harmful"))
    return samples


def read_turns(row: dict[str, Any]) -> list[Turn] | None:
    """The turns of a row up to its last assistant turn, None where there is none."""
    messages = row.get("messages") or row.get("conversations")
    if isinstance(messages, list):
        turns = [_turn(message) for message in messages if isinstance(message, dict)]
        while turns and turns[-1].role != "assistant":
            turns.pop()
        return turns or None
    for prompt, answer in PAIRS:
        if prompt in row and row.get(answer):
            return sample_turns(_text(row[prompt]), _text(row[answer]))
    return sample_turns(None, row["text"]) if isinstance(row.get("text"), str) else None


def _turn(message: dict[str, Any]) -> Turn:
    role = str(message.get("role", message.get("from", "user")))
    return Turn(ROLES.get(role, role), _text(message.get("content", message.get("value", ""))))


def _text(content: Any) -> str:
    if isinstance(content, list):
        return "\n".join(_text(part) for part in content)
    if isinstance(content, dict):
        return str(content.get("text") or content.get("content") or "")
    return "" if content is None else str(content)
