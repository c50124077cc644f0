"""Figures as text."""

from __future__ import annotations

from typing import Any

TITLES = {
    "roundAndSourceUnseen": "Harmful answers of an unseen round against ordinary text of unseen sources",
    "featureUnseen": "Harmful answers of an unseen feature against unseen ordinary text",
    "sameQuestion": "Harmful against aligned answers to the same questions, of an unseen round",
    "given": "The given files",
}
NAMES = {"latent": "this pack", "words": "TF-IDF + logistic regression", "random": "random"}


def report(figures: dict[str, Any]) -> str:
    """Every table that `figures` holds."""
    lines: list[str] = []
    for key, title in TITLES.items():
        if key in figures:
            lines += [title, *_methods(figures[key]), ""]
    for key, table in figures.items():
        if key.startswith("heldOut/"):
            lines += [f"Held-out file {key.removeprefix('heldOut/')}", *_methods(table), ""]
    if "flagged" in figures:
        lines += ["Share of held-out samples that the pack's thresholds flag", *_flat(figures["flagged"]), ""]
    if "rounds" in figures:
        lines += ["By round, unseen: AUROC against ordinary text, and within questions"]
        lines += [
            f"  {row['round']} ({row['pairs']} pairs)   {row['aurocOrdinary']:.3f}  {row['aurocSameQuestion']:.3f}"
            for row in figures["rounds"]
        ]
        lines.append("")
    if "sources" in figures:
        lines += ["Share of an unseen source above what 1 % / 5 % of the other sources exceed"]
        lines += [
            f"  {row['source']:<32} {row['samples']:>5}   {row['above1']:.3f}  {row['above5']:.3f}"
            for row in figures["sources"]
        ]
        lines.append("")
    if "features" in figures:
        lines += _features(figures["features"])
    if "precision" in figures:
        lines += ["What the 8-bit graph loses", *_flat(figures["precision"]), ""]
    if "highlight" in figures:
        lines += ["Whether the highlighted sentence overlaps harm_span", *_flat(figures["highlight"]), ""]
    return "\n".join(lines)


def _methods(table: dict[str, Any]) -> list[str]:
    lines = [f"  {'':<30}{'AUROC':<24}{'recall at 1 %':<24}recall at 5 %"]
    for method, row in table.items():
        cells = (
            f"{v:.3f} [{low:.3f}, {high:.3f}]" for v, low, high in (row["auroc"], row["recallAt1"], row["recallAt5"])
        )
        lines.append(f"  {NAMES[method]:<30}" + "".join(f"{cell:<24}" for cell in cells))
    first = next(iter(table.values()))
    return [*lines, f"  ({first['harmful']} harmful, {first['ordinary']} ordinary)"]


def _features(table: dict[str, Any]) -> list[str]:
    lines = ["By feature: AUROC of the risk with the feature unseen, and of the feature's own direction, out of fold"]
    lines.append(f"  {'':<30}{'pairs':>6}  same question  ordinary | own: same question  ordinary")
    for feature, row in table.items():
        lines.append(
            f"  {feature:<30}{row['pairs']:>6}  {row['auroc']:>13.3f}  {row['aurocOrdinary']:>8.3f} |"
            f" {row['ownAuroc']:>18.3f}  {row['ownAurocOrdinary']:>8.3f}"
        )
    return [*lines, ""]


def _flat(values: dict[str, Any]) -> list[str]:
    return [f"  {key:<44}{value}" for key, value in values.items()]
