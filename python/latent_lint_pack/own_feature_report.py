"""The figures of features of one's own as text, and as a section of docs/quality.md."""

from __future__ import annotations

import textwrap
from pathlib import Path
from typing import Any

from .own_feature_page import coverage_lines, own_ordinary_lines
from .page import table_lines, write_between

START, END = "<!-- marks: written by `latent-lint-pack evaluate --marks` -->", "<!-- /marks -->"
TITLES = {
    "contrast": "contrast features, each unseen",
    "held-out/advice": "held-out advice",
    "held-out/judged": "held-out judged answers",
}
METHODS = {
    "shrunk": "shrunk (the product's)",
    "risk": "difference of means, toward the risk",
    "mean": "difference of means, unit vectors",
    "plain": "difference of means, vectors as they are",
    "discriminant": "discriminant analysis, half shrunk",
    "logistic": "logistic regression",
}
MEASURES = {"auroc": "AUROC", "recallAt1": "recall at 1 %", "sameQuestions": "AUROC, only the harm differs"}
# From an earlier study of the same layer on other unseen sets, with the difference of means: what was to be reached.
EARLIER = {
    ("positives", "1"): ["0.94", "", ""],
    ("positives", "5"): ["0.99", "", ""],
    ("positives", "10"): ["0.994", "0.90", ""],
    ("positives", "20"): ["", "0.915", ""],
    ("both", "5"): ["", "", "0.77"],
    ("both", "10"): ["", "", "0.86"],
    ("both", "20"): ["", "", "0.89"],
}


def write_section(path: Path, figures: dict[str, Any]) -> None:
    """Put the section between its markers in the page."""
    write_between(path, START, END, section_text(figures))


def section_text(figures: dict[str, Any]) -> str:
    """The section in Markdown."""
    sizes = figures["sets"]
    first = sizes["contrast"]
    lines = [
        "## Features of one's own",
        "",
        *_wrapped(
            "A feature is made from _n_ marked samples of a set, as"
            " [pack-format.md](pack-format.md#a-feature-of-ones-own)"
            f" says, and ranks the rest of the set; {figures['draws']} draws of marks for each set and _n_."
            " First the mean"
            " over draws, then the range of 95 % of them: marks are drawn at random, and some draws are lucky."
            " Vectors are"
            " rounded to one byte a number, as the product keeps them."
        ),
        "",
        *_wrapped(
            f"_Contrast features_ are the {first['sets']} features of the contrast files ({first['positives']}"
            " harmful and"
            f" {first['negatives']} good answers), each scored by a model that had seen neither the feature nor the"
            " ordinary text, a third of which is hard negatives. The method and its constants were chosen on these."
            f" The held-out files ({_held(sizes)}) took no part in any choice; their ordinary text is"
            f" {sizes['held-out/advice']['ordinary']} samples, so that 1 % are one or two of them. _Earlier_ are the"
            " figures of the study that the method comes from, on sets that are not part of this project."
        ),
        "",
        "**Only positives marked**, the rest to be found in mixed ordinary text:",
        "",
        *_figures_table(figures, "positives"),
        "",
        "**As many positives as negatives marked**, the negatives being good answers to the same kind of question:",
        "",
        *_figures_table(figures, "both"),
        "",
        *_methods(figures),
        "",
        *_choice(figures["choice"]),
        "",
        *_rounding(figures["rounding"]),
        "",
        *coverage_lines(figures["coverage"]),
        "",
        *own_ordinary_lines(figures["ownOrdinary"]),
    ]
    return "\n".join(lines)


def _held(sizes: dict[str, Any]) -> str:
    parts = [f"{TITLES[n]}: {s['positives']} and {s['negatives']}" for n, s in sizes.items() if n != "contrast"]
    return "; ".join(parts)


def _figures_table(figures: dict[str, Any], setting: str) -> list[str]:
    rows = [["set", "marks", *MEASURES.values(), "earlier"]]
    for name, tables in figures[setting].items():
        for count, table in tables.items():
            marks = count if setting == "positives" else f"{count} + {count}"
            cells = [_interval(table["shrunk"][measure]) for measure in MEASURES]
            rows.append([TITLES[name], marks, *cells, _earlier(setting, count)])
    return table_lines(rows)


def _earlier(setting: str, count: str) -> str:
    values = EARLIER.get((setting, count), [])
    named = zip(values, ("AUROC", "recall", "only the harm differs"), strict=False)
    return ", ".join(f"{name} {value}" for value, name in named if value)


def _methods(figures: dict[str, Any]) -> list[str]:
    """Means of all methods on contrast features, on which the method was chosen."""
    lines = [
        *_wrapped(
            "What else was tried, on contrast features: AUROC against mixed ordinary text / recall at 1 % / AUROC where"
            " only the harm differs, by number of marks."
        ),
        "",
    ]
    for setting, words in (("positives", "only positives"), ("both", "as many negatives")):
        tables = figures[setting]["contrast"]
        rows = [[words, *tables]]
        for name, title in METHODS.items():
            if any(name in table for table in tables.values()):
                rows.append([title, *(_means(table.get(name)) for table in tables.values())])
        lines += [*table_lines(rows), ""]
    return lines[:-1]


def _means(figure: dict[str, Any] | None) -> str:
    return "" if figure is None else " / ".join(f"{figure[measure][0]:.3f}" for measure in MEASURES)


def _choice(choice: dict[str, Any]) -> list[str]:
    known, rest = choice["chosen"]
    return _wrapped(
        f"The constants are {known} (along the known directions) and {rest} (elsewhere), of {len(choice['grid'])} pairs"
        " that were compared by the mean of three AUROCs with 1, 3 and 10 marks: the two above, and that of features"
        " that are no harm at all, made from good answers, which share a topic only. They reach"
        f" {choice['value']:.4f}; the best pair {choice['largest']:.4f}, but it takes longer to believe many marks."
        f" Chosen without each feature in turn, the same pair comes out for {choice['sameChoice']} of"
        f" {choice['sets']}, and on the features left out it reaches {choice['heldApart']:.4f}."
    )


def _rounding(cost: dict[str, float]) -> list[str]:
    return _wrapped(
        "One byte a number moves a cosine to a feature of one's own by at most"
        f" {cost['largestCosineDifference']:.4f}, and the AUROC by {abs(cost['meanAurocDifference']):.5f} on"
        " average, by"
        f" {cost['largestAurocDifference']:.4f} at most."
    )


def report_marks(figures: dict[str, Any]) -> str:
    """Plain text for the terminal: what goes into the page."""
    return section_text(figures)


def _interval(figure: list[float]) -> str:
    return f"{figure[0]:.3f} ({figure[1]:.3f} to {figure[2]:.3f})"


def _wrapped(text: str) -> list[str]:
    return textwrap.wrap(text, 116, break_long_words=False, break_on_hyphens=False)
