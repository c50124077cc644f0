"""Parts of the section on features of one's own: how honest the estimate is, and one's own ordinary data."""

from __future__ import annotations

import textwrap
from typing import Any

from .own_ordinary import OWN_ROWS, SHARES
from .page import table_lines

INTERVALS = {
    "wilson": "Wilson, largest variance (the product's)",
    "newcombe": "Newcombe, method 5",
    "hanleyMcneil": "Hanley and McNeil",
    "delong": "DeLong, on the logit",
}


def coverage_lines(coverage: dict[str, Any]) -> list[str]:
    """How often each interval holds the true separation, by number of marks."""
    rows = [["interval of 95 %", *(f"{count} marks" for count in coverage)]]
    for name, title in INTERVALS.items():
        cells = [f"{table[name]['coverage']:.1%} (width {table[name]['width']:.2f})" for table in coverage.values()]
        rows.append([title, *cells])
    differences = ", ".join(f"{table['meanDifference']:+.3f}" for table in coverage.values())
    draws = next(iter(coverage.values()))["draws"]
    return [
        "### What a feature says of itself",
        "",
        *_wrapped(
            "The separation that a feature shows is left-one-out: each mark is placed among the pack's ordinary"
            " rows by the"
            " direction made without it. The truth is the AUROC of all samples of the set that were not marked."
            " Held by the"
            f" interval in so many of about {draws} draws for each number of marks, over all sets:"
        ),
        "",
        *table_lines(rows),
        "",
        *_wrapped(
            f"On average the estimate differs from the truth by {differences}. Intervals that trust the spread"
            " of a few marks"
            " hold the truth too rarely, so the product takes Wilson's, with the largest variance that an AUROC"
            " can have,"
            " `value (1 - value) / n`: wide rather than wrong."
        ),
    ]


def own_ordinary_lines(figures: dict[str, Any]) -> list[str]:
    """What it brings to join one's own rows into the reference, by source."""
    sources, chosen = figures["sources"], figures["chosen"]
    names = [f"share {share}" for share in SHARES]
    rows = [["source", "not joined", *(f"share {share}" for share in SHARES), "chosen on the others"]]
    for source, values in sources.items():
        cells = [f"{values[name][0]:.3f}" for name in ["alone", *names]]
        rows.append(
            [source, *cells, f"{chosen[source].replace('alone', 'not joined')}: {values[chosen[source]][0]:.3f}"]
        )
    levels = {
        "percentiles 0.0": "the pack's",
        "percentiles 0.5": "both, half each",
        "percentiles 1.0": "one's own alone",
    }
    second = [["source", *levels.values()]]
    for source, values in sources.items():
        second.append([source, *(f"{values[name][0]:.3f} at {values[name][1]:.2%}" for name in levels)])
    means = [_mean(sources, name) for name in levels]
    second.append(["mean", *(f"{recall:.3f} at {alarms:.2%}" for recall, alarms in means)])
    half, alone = (means[place][0] / means[0][0] - 1 for place in (1, 2))
    return [
        "### One's own ordinary data",
        "",
        *_wrapped(
            f"{OWN_ROWS} rows of a source that the reference lacks, known to be fine, are joined, and harmful"
            " samples of an"
            " unseen round are to be found among the rest of the source. Recall at 1 % false alarms among that"
            " rest, by the"
            " share that the own rows have of the joined mean and covariance:"
        ),
        "",
        *table_lines(rows),
        "",
        *_wrapped(
            "What counts are the percentiles. Recall, and the false alarms that it costs in the rest of the"
            " source, when the"
            " threshold is the score that 1 % of the ordinary samples exceed, counted among:"
        ),
        "",
        *table_lines(second),
        "",
        *_wrapped(
            f"So with half of the weight on one's own rows the recall changes by {half:+.0%} on average, and by"
            f" {alone:+.0%} with all of it. That comes from thresholds that fit the data, not from a better order of"
            f" the samples: what the pack calls 1 % were {means[0][1]:.2%} of these sources, and {OWN_ROWS} rows say a"
            f" little too little about the last 1 % of them, so that {means[2][1]:.2%} are flagged."
        ),
    ]


def _mean(sources: dict[str, Any], name: str) -> tuple[float, float]:
    values = [figures[name] for figures in sources.values()]
    return sum(v[0] for v in values) / len(values), sum(v[1] for v in values) / len(values)


def _wrapped(text: str) -> list[str]:
    return textwrap.wrap(text, 116, break_long_words=False, break_on_hyphens=False)
