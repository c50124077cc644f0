"""The command `latent-lint-pack`."""

from __future__ import annotations

import argparse
import json
import sys
from pathlib import Path

from .build import ROOT_PACK
from .commands import build, evaluate_given, evaluate_pack, write_test_vectors

ROOT = Path(__file__).resolve().parents[1]


def main(arguments: list[str] | None = None) -> int:
    """Run a command; the exit status is 0, or 2 for bad input."""
    options = _parser().parse_args(arguments)
    try:
        if options.command == "build":
            build(options.out, options.data, options.cache, options.vectors, options.rebuild_graph)
            return 0
        if options.command == "vectors":
            write_test_vectors(options.out, options.vectors)
            return 0
        if bool(options.harmful) != bool(options.ordinary):
            raise ValueError("--harmful and --ordinary go together")
        if options.harmful:
            figures = evaluate_given(options.out, options.data, options.cache, options.harmful, options.ordinary)
        else:
            figures = evaluate_pack(options.out, options.data, options.cache, options.fast)
    except (ValueError, OSError) as error:
        print(f"latent-lint-pack: {error}", file=sys.stderr)
        return 2
    if options.json:
        options.json.write_text(json.dumps(figures, indent=2) + "\n", encoding="utf-8")
    return 0


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
    commands.add_parser("vectors", parents=[shared, vectors], help="score the test vectors with a pack")
    command = commands.add_parser("evaluate", parents=[shared], help="print figures beside two baselines")
    command.add_argument("--harmful", type=Path, nargs="+", help="your own harmful samples, JSONL")
    command.add_argument("--ordinary", type=Path, nargs="+", help="your own ordinary samples, JSONL")
    command.add_argument("--json", type=Path, help="write the figures to this file too")
    command.add_argument("--fast", action="store_true", help="leave out what needs the float32 graph or token scores")
    return parser
