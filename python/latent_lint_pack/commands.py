"""What the commands do."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

from .activations import ActivationCache
from .build import feature_order, finish_pack, open_cache, prepare_graph, read_samples
from .evaluate import evaluate
from .held_out import compare_given, measure_held_out
from .highlight_quality import measure_highlight
from .keyword_files import add_keywords, write_keyword_vectors
from .labelled import read_labelled
from .marks import mark_differences
from .methods_report import report_methods, write_section
from .methods_run import evaluate_methods
from .ordinary import write_ordinary
from .own_feature_report import report_marks
from .own_feature_report import write_section as write_marks_section
from .own_feature_run import evaluate_marks
from .own_feature_vectors import write_own_feature_vectors
from .pack import load_pack, write_json
from .precision import measure_precision
from .report import report
from .sae_attach import attach_sae, read_manifest
from .sae_commands import train_sae
from .sae_train import Settings
from .samples import SampleSet, activate
from .vectors import stamp_vectors, write_vectors

FIGURES, MARKS, KEYWORD_VECTORS = "figures.json", "marks.json", "keyword-vectors.json"


def build(out: Path, data: Path, cache: Path, vectors: Path, rebuild_graph: bool) -> None:
    """Write a pack, with the figures of the last `evaluate_pack` of the same graph, and the test vectors."""
    prepare_graph(out, data, rebuild_graph)
    earlier = read_manifest(out)
    stored = cache / FIGURES
    figures = json.loads(stored.read_text(encoding="utf-8")) if stored.exists() else {}
    store, encoder = open_cache(out, cache)
    samples = read_samples(data)
    loaded = activate(store, encoder, samples)
    finish_pack(out, loaded, mark_differences(store, encoder, samples), figures)
    attach_sae(out, cache, data, earlier)
    _attach_ordinary(out, loaded)
    _attach_keywords(out, data)
    write_test_vectors(out, vectors)
    write_keyword_vectors(out, vectors.parent / KEYWORD_VECTORS)
    print(f"Wrote {out}" + ("" if figures else "; run evaluate and build again to store its figures in the pack"))


def add_ordinary(out: Path, data: Path, cache: Path, vectors: Path) -> None:
    """Give a built pack its ordinary samples. It scores as before, so the test vectors only get its new hash."""
    store, encoder = open_cache(out, cache)
    _attach_ordinary(out, activate(store, encoder, read_samples(data)))
    stamp_vectors(out / "pack.json", vectors)
    print(f"Wrote the ordinary samples of {out}")


def add_pack_keywords(out: Path, data: Path, vectors: Path) -> None:
    """Give a built pack its keyword baseline and write the test vectors of that. The pack scores as before."""
    _attach_keywords(out, data)
    stamp_vectors(out / "pack.json", vectors)
    write_keyword_vectors(out, vectors.parent / KEYWORD_VECTORS)
    print(f"Wrote the keywords of {out}")


def _attach_keywords(out: Path, data: Path) -> None:
    write_json(out / "pack.json", {**read_manifest(out), "keywords": add_keywords(out, data, read_samples(data))})


def _attach_ordinary(out: Path, loaded: SampleSet) -> None:
    pack = load_pack(out)
    write_json(out / "pack.json", {**pack.manifest, "ordinary": write_ordinary(out, pack, loaded)})


def write_test_vectors(out: Path, vectors: Path) -> None:
    """Score the test vectors with a pack."""
    vectors.parent.mkdir(parents=True, exist_ok=True)
    write_vectors(load_pack(out), out / "pack.json", vectors)
    write_own_feature_vectors(vectors.parent / "own-feature-vectors.json")


def evaluate_pack(out: Path, data: Path, cache: Path, fast: bool) -> dict[str, Any]:
    """Print all figures of the method on the project's data, and keep them for the next build."""
    pack = load_pack(out)
    store = ActivationCache(cache, pack.trunk)
    loaded = activate(store, pack.encoder, read_samples(data))
    figures = {**measure_held_out(pack, loaded.samples, data / "held-out", cache), **evaluate(loaded, feature_order())}
    if not fast:
        figures["highlight"] = measure_highlight(pack, store, loaded.samples)
        figures["precision"] = measure_precision(loaded, cache)
    print(report(figures))
    (cache / FIGURES).write_text(json.dumps(figures, indent=2), encoding="utf-8")
    return figures


def evaluate_given(out: Path, data: Path, cache: Path, harmful: list[Path], ordinary: list[Path]) -> dict[str, Any]:
    """Print how well a pack tells a user's own labelled files apart, beside the baselines."""
    pack = load_pack(out)
    given = [*read_labelled(harmful, True), *read_labelled(ordinary, False)]
    scored = activate(ActivationCache(cache, pack.trunk), pack.encoder, given)
    figures = {"given": compare_given(pack, read_samples(data), scored)}
    print(report(figures))
    return figures


def train_pack_sae(out: Path, data: Path, cache: Path, vectors: Path, settings: Settings, pieces: int) -> None:
    """Train an autoencoder, put it into the pack, and write the test vectors, which name the pack's hash."""
    store, encoder = open_cache(out, cache)
    loaded = activate(store, encoder, [sample for sample in read_samples(data) if sample.pair >= 0])
    train_sae(out, data, cache, settings, pieces, loaded)
    write_test_vectors(out, vectors)


def compare_pack_methods(
    out: Path, data: Path, cache: Path, page: Path, harmful: list[Path] | None, ordinary: list[Path] | None, pieces: int
) -> dict[str, Any]:
    """Print methods side by side, on a user's own files or on the project's; the latter go into the page too."""
    given = [*read_labelled(harmful, True), *read_labelled(ordinary, False)] if harmful and ordinary else None
    tables = evaluate_methods(out, data, cache, given, pieces)
    print(report_methods(tables))
    if given is None:
        write_section(page, tables, read_manifest(out)["sae"]["figures"])
    return tables


def evaluate_pack_marks(out: Path, data: Path, cache: Path, page: Path, counts: list[int]) -> dict[str, Any]:
    """Print how well features made from marked samples find the rest, and put it into the page."""
    figures = evaluate_marks(out, data, cache, counts)
    write_json(cache / MARKS, figures)
    print(report_marks(figures))
    write_marks_section(page, figures)
    return figures
