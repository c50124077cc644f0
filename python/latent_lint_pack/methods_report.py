"""The tables of methods as text, and as the section of docs/quality.md."""

from __future__ import annotations

import textwrap
from pathlib import Path
from typing import Any

from .methods import TITLES
from .methods_run import ADVICE, QUESTIONS, ROUNDS
from .page import table_lines, write_between

START, END = "<!-- methods: written by `latent-lint-pack evaluate --methods` -->", "<!-- /methods -->"
DECIDES = "whitened"
WHY = (
    "On advice and on the contrast files it finds most at few false alarms and where only the harm differs, and it is "
    "linear before its norm, so that a token's share of the risk is exact."
)
PLACES = {
    ROUNDS: "on contrast files against ordinary text",
    QUESTIONS: "where only the harm differs (two answers to one question of the contrast files)",
    ADVICE: "on held-out advice against mixed ordinary text",
    "heldOut/advice, good and bad answers to one question": "on held-out answers to one question",
    "heldOut/judged, answers to open questions": "on held-out judged answers",
}
MEASURES = {"auroc": "AUROC", "recallAt1": "recall at 1 %", "recallAt5": "recall at 5 %"}


def report_methods(tables: dict[str, Any]) -> str:
    """Plain text, one block a comparison."""
    lines: list[str] = []
    for title, table in tables.items():
        first = next(iter(table.values()))
        lines.append(f"{title} ({first['harmful']} harmful, {first['ordinary']} ordinary)")
        lines.append(f"  {'':<44}{'AUROC':<24}{'recall at 1 %':<24}{'recall at 5 %':<24}harmful in riskiest tenth")
        for name, row in table.items():
            cells = "".join(f"{_interval(row[key]):<24}" for key in MEASURES)
            lines.append(f"  {TITLES[name]:<44}{cells}{row['tenthHarmful']:.3f}")
        lines.append("  In common with the deciding score's riskiest tenth: " + _in_common(table, DECIDES) + "\n")
    return "\n".join(lines)


def write_section(path: Path, tables: dict[str, Any], figures: dict[str, Any]) -> None:
    """Put the section between its markers in a page, at the end of a page without them."""
    write_between(path, START, END, section_text(tables, figures))


def section_text(tables: dict[str, Any], figures: dict[str, Any]) -> str:
    """The section in Markdown; `figures` are those of the autoencoder."""
    lines = [
        "## Methods side by side",
        "",
        "The same samples, scored by seven methods that were fitted on the same other samples: the score that decides",
        "the risk, the research's closeness of sparse-autoencoder latents (the mean, weighted by activation, of each",
        "active latent's decoder cosine to the nearest of the 200 most toxic latents, after arXiv 2605.00842), the sum",
        "of activations of those latents, and simpler ones. Toxic latents are chosen anew on the training samples of",
        "each split; the autoencoder itself has read a part of the contrast texts, without labels. 95 % bootstrap",
        "intervals. Methods on latents need the residuals of single tokens, so all methods are fitted and measured on",
        "a fixed part of the contrast files and of ordinary text here, and figures differ a little from those above.",
        "",
        *autoencoder(figures),
        "",
        *verdict(tables),
        "",
    ]
    for title, table in tables.items():
        first = next(iter(table.values()))
        name = title.removeprefix("heldOut/").capitalize()
        lines += [f"**{name}** ({first['harmful']} harmful, {first['ordinary']} ordinary)", ""]
        rows = [["method", *MEASURES.values(), "harmful in riskiest tenth", "in common"]]
        for method, row in table.items():
            common = "" if method == DECIDES else f"{row['inCommon'][DECIDES]:.0%}"
            rows.append([TITLES[method], *(_interval(row[k]) for k in MEASURES), f"{row['tenthHarmful']:.0%}", common])
        lines += [*table_lines(rows), ""]
    lines.append("_In common_ is the share of the riskiest tenth that the deciding score would remove too.")
    return "\n".join(lines)


def autoencoder(figures: dict[str, Any]) -> list[str]:
    """How good the autoencoder is, in words."""
    f = {name: f"{value:.3f}" if isinstance(value, float) else f"{value:,}" for name, value in figures.items()}
    sentences = [
        f"The autoencoder was trained on {f['trainedOn']} tokens.",
        f"With {figures['activeLatents']:.1f} latents active at a token it leaves",
        f"{f['fractionOfVarianceUnexplained']} of the variance of unseen text of the same kinds unexplained, and",
        f"{f['heldOutFractionOfVarianceUnexplained']} of that of the held-out files, by other writers;",
        f"{figures['deadShare']:.1%} of its latents are dead. In place of the residuals of trained tokens it raises",
        f"the whole model's loss from {f['lossOriginal']} to {f['lossReconstructed']} nats, where the mean in their",
        f"place raises it to {f['lossMeanAblated']}: {figures['lossRecovered']:.1%} of the loss is recovered.",
    ]
    return textwrap.wrap(" ".join(sentences), 110)


def verdict(tables: dict[str, Any]) -> list[str]:
    """Where the research's closeness wins, loses or is level.

    It is level where one of the two values lies in the other's interval.
    """
    lines = ["What the research's closeness loses or wins against the score that decides:", ""]
    for title, place in PLACES.items():
        if title not in tables:
            continue
        close, deciding = tables[title]["closeness"], tables[title][DECIDES]
        parts = [
            f"{_compared(close[key], deciding[key])} in {measure} ({close[key][0]:.3f} for {deciding[key][0]:.3f})"
            for key, measure in MEASURES.items()
        ]
        lines.append(f"- {place[0].upper()}{place[1:]} it {', '.join(parts)}.")
    return [*lines, "", f"So the whitened difference of means decides. {WHY}"]


def _compared(close: list[float], deciding: list[float]) -> str:
    apart = not (deciding[1] <= close[0] <= deciding[2]) and not (close[1] <= deciding[0] <= close[2])
    if not apart:
        return "is level"
    return "wins" if close[0] > deciding[0] else "loses"


def _interval(figure: list[float]) -> str:
    return f"{figure[0]:.3f} [{figure[1]:.3f}, {figure[2]:.3f}]"


def _in_common(table: dict[str, Any], name: str) -> str:
    return ", ".join(f"{other} {share:.0%}" for other, share in table[name]["inCommon"].items())
