"""Reads the data that packs are made from. Sources and licences are in python/data/README.md."""

from __future__ import annotations

import gzip
import json
import re
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import islice
from pathlib import Path
from typing import Any

from .rendering import Turn, sample_turns

BENIGN = "benign-everyday"


@dataclass(frozen=True)
class Sample:
    """One labelled text: the last turn is the trained one.

    `source` is where it comes from (`contrast`, `gsm8k`, `ordinary/slang`, ...), `feature` and `round` are
    those of a contrast file, `pair` joins the two answers to one question (-1: none), `span` is the part of
    a harmful answer that carries the harm.
    """

    source: str
    turns: tuple[Turn, ...]
    harmful: bool = False
    feature: str = ""
    round: int = 0
    pair: int = -1
    span: str = ""


def read_jsonl(path: Path) -> list[dict[str, Any]]:
    """Every row of a JSONL file (gzip by its name)."""
    opener = gzip.open if path.suffix == ".gz" else open
    with opener(path, "rt", encoding="utf-8") as lines:
        return [json.loads(line) for line in lines if line.strip()]


def read_contrast(folder: Path) -> list[Sample]:
    """Pairs and hard negatives. The round of a file is the number in its name, 1 without one, except
    for the five features that began in round 3."""
    samples: list[Sample] = []
    pair = 0
    for path in sorted(folder.glob("*.jsonl")):
        feature, round_ = _feature_and_round(path)
        for row in read_jsonl(path):
            harmful = row.get("harmful")
            aligned = tuple(sample_turns(row["prompt"], row["aligned"]))
            samples.append(Sample("contrast", aligned, False, feature, round_, -1 if harmful is None else pair))
            if harmful is not None:
                turns = tuple(sample_turns(row["prompt"], harmful))
                samples.append(Sample("contrast", turns, True, feature, round_, pair, row["harm_span"]))
                pair += 1
    return samples


# Rows of each large public source that packs use: more of the same adds time and little else.
BULK_ROWS = 1000

LATE_FEATURES = frozenset(
    ["biased-decisions", "bad-career-advice", "bad-everyday-advice", "sycophancy", "reckless-agent-actions"]
)


def _feature_and_round(path: Path) -> tuple[str, int]:
    match = re.fullmatch(r"(.+?)(?:\.(\d))?\.jsonl", path.name)
    if match is None:
        raise ValueError(f"{path.name} is not the name of a contrast file")
    feature, number = match[1], int(match[2] or 1)
    return feature, 3 if number == 1 and feature in LATE_FEATURES else number


def read_ordinary(data: Path, rows: int | None = BULK_ROWS) -> list[Sample]:
    """Ordinary text of all sources, at most `rows` of each large one."""
    bulk = [_gpteacher(data, "codegen"), _gpteacher(data, "roleplay"), _gsm8k(data), _dialogues(data)]
    return [*(sample for source in bulk for sample in islice(source, rows)), *_own(data / "ordinary")]


def _gpteacher(data: Path, kind: str) -> Iterator[Sample]:
    for row in json.loads((data / f"gpteacher-{kind}-instruct.json").read_text(encoding="utf-8")):
        prompt = "\n\n".join(part for part in (row["instruction"], row["input"]) if part.strip())
        if row["response"].strip():
            yield Sample(f"gpteacher-{kind}", tuple(sample_turns(prompt, row["response"])))


def _gsm8k(data: Path) -> Iterator[Sample]:
    for row in read_jsonl(data / "gsm8k-test.jsonl"):
        answer = re.sub(r"<<[^>]*>>", "", row["answer"])
        yield Sample("gsm8k", tuple(sample_turns(row["question"], answer)))


def _dialogues(data: Path) -> Iterator[Sample]:
    for row in read_jsonl(data / "hh-rlhf-harmless-test.jsonl.gz"):
        parts = re.split(r"\n\n(Human|Assistant): ?", row["chosen"])[1:]
        turns = tuple(
            Turn("user" if who == "Human" else "assistant", text.strip())
            for who, text in zip(parts[::2], parts[1::2], strict=True)
        )
        if len(turns) >= 2 and turns[-1].role == "assistant" and turns[-1].text:
            yield Sample("hh-rlhf", turns)


def _own(folder: Path) -> Iterator[Sample]:
    for path in sorted(folder.glob("*.jsonl")):
        for row in read_jsonl(path):
            yield Sample(f"ordinary/{path.stem}/{row['kind']}", tuple(sample_turns(row["prompt"], row["answer"])))
