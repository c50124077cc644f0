"""The command `latent-lint-pack`."""

from __future__ import annotations

import argparse
import json
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

from .build import ROOT_PACK
from .commands import (
    add_ordinary,
    add_pack_keywords,
    build,
    compare_pack_methods,
    evaluate_given,
    evaluate_pack,
    evaluate_pack_marks,
    train_pack_sae,
    write_test_vectors,
)
from .sae_commands import write_latents
from .sae_data import PIECES
from .sae_train import Settings

ROOT = Path(__file__).resolve().parents[1]
DOCS = ROOT.parent / "docs"


def main(arguments: list[str] | None = None) -> int:
    """Run a command; the exit status is 0, or 2 for bad input."""
    options = _parser().parse_args(arguments)
    try:
        if options.command != "evaluate":
            WRITERS[options.command](options)
            return 0
        figures = _evaluate(options)
    except (ValueError, OSError) as error:
        print(f"latent-lint-pack: {error}", file=sys.stderr)
        return 2
    if options.json:
        options.json.write_text(json.dumps(figures, indent=2) + "\n", encoding="utf-8")
    return 0


def _train(options: argparse.Namespace) -> None:
    settings = Settings(latents=options.latents, steps=options.steps)
    train_pack_sae(options.out, options.data, options.cache, options.vectors, settings, options.pieces)


def _latents(options: argparse.Namespace) -> None:
    write_latents(options.out, options.cache, options.data, options.page)
    write_test_vectors(options.out, options.vectors)


# The commands that write into a pack, or what belongs to one.
WRITERS: dict[str, Callable[[argparse.Namespace], None]] = {
    "build": lambda given: build(given.out, given.data, given.cache, given.vectors, given.rebuild_graph),
    "ordinary": lambda given: add_ordinary(given.out, given.data, given.cache, given.vectors),
    "keywords": lambda given: add_pack_keywords(given.out, given.data, given.vectors),
    "vectors": lambda given: write_test_vectors(given.out, given.vectors),
    "train-sae": _train,
    "latents": _latents,
}


def _evaluate(options: argparse.Namespace) -> dict[str, Any]:
    if bool(options.harmful) != bool(options.ordinary):
        raise ValueError("--harmful and --ordinary go together")
    if options.marks:
        return evaluate_pack_marks(options.out, options.data, options.cache, DOCS / "quality.md", options.marks)
    if options.methods:
        page = DOCS / "quality.md"
        return compare_pack_methods(
            options.out, options.data, options.cache, page, options.harmful, options.ordinary, options.pieces
        )
    if options.harmful:
        return evaluate_given(options.out, options.data, options.cache, options.harmful, options.ordinary)
    return evaluate_pack(options.out, options.data, options.cache, options.fast)


def _parser() -> argparse.ArgumentParser:
    shared = argparse.ArgumentParser(add_help=False)
    shared.add_argument("--out", type=Path, default=ROOT_PACK, help="the pack's folder")
    shared.add_argument("--data", type=Path, default=ROOT / "data", help="the folder with the data")
    shared.add_argument("--cache", type=Path, default=ROOT / ".cache", help="where activations are kept")
    vectors = argparse.ArgumentParser(add_help=False)
    default = ROOT / "tests" / "vectors" / "score-vectors.json"
    vectors.add_argument("--vectors", type=Path, default=default, help="where test vectors go")
    parser = argparse.ArgumentParser(prog="latent-lint-pack", description="Build and evaluate Latent Lint packs.")
    commands = parser.add_subparsers(dest="command", required=True)
    command = commands.add_parser("build", parents=[shared, vectors], help="weights and data to a pack")
    command.add_argument("--rebuild-graph", action="store_true", help="write the graph anew even if it is there")
    commands.add_parser("ordinary", parents=[shared, vectors], help="add ordinary samples, as scored, to a built pack")
    commands.add_parser("keywords", parents=[shared, vectors], help="add the keyword baseline to a built pack")
    commands.add_parser("vectors", parents=[shared, vectors], help="score the test vectors with a pack")
    command = commands.add_parser("train-sae", parents=[shared, vectors], help="train a sparse autoencoder for a pack")
    command.add_argument("--latents", type=int, default=Settings.latents, help="how many latents")
    command.add_argument("--steps", type=int, default=Settings.steps, help="how many steps")
    command.add_argument("--pieces", type=int, default=PIECES, help="how many texts, of a fixed shuffled order")
    command = commands.add_parser("latents", parents=[shared, vectors], help="name latents and write the page on them")
    command.add_argument("--page", type=Path, default=DOCS / "latents.md", help="where the page goes")
    command = commands.add_parser("evaluate", parents=[shared], help="print figures beside two baselines")
    command.add_argument("--harmful", type=Path, nargs="+", help="your own harmful samples, JSONL")
    command.add_argument("--ordinary", type=Path, nargs="+", help="your own ordinary samples, JSONL")
    command.add_argument("--json", type=Path, help="write the figures to this file too")
    command.add_argument("--fast", action="store_true", help="leave out what needs the float32 graph or token scores")
    command.add_argument("--methods", action="store_true", help="print methods side by side, latents among them")
    command.add_argument("--pieces", type=int, default=PIECES, help="how many texts methods are fitted on")
    marks = "find the rest of labelled sets by features made from so many marked samples, as 1,3,5,10,20"
    command.add_argument("--marks", type=_counts, help=marks)
    return parser


def _counts(text: str) -> list[int]:
    counts = [int(part) for part in text.split(",")]
    if min(counts) < 1:
        raise argparse.ArgumentTypeError("a feature needs at least one mark")
    return counts
