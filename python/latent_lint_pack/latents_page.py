"""Writes docs/latents.md: the most harmful latents, and the harmless-looking ones that lie nearest to them."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import numpy as np

from .weights import Array

MOST_HARMFUL = 20
NEIGHBOURS = 3
LEAST_RATE = 0.0005


def harmless(latents: list[dict[str, Any]]) -> Array:
    """`[latents]`: not selective for harm (the interval of the paired t holds 0 or lies below) and in use in ordinary
    text (active at `LEAST_RATE` of its tokens or more)."""
    return np.array([e["harm"]["low"] <= 0 and e["firingRate"] >= LEAST_RATE for e in latents])


def neighbours(decoder: Array, harmful: int, allowed: Array, count: int = NEIGHBOURS) -> list[tuple[int, float]]:
    """The `allowed` latents whose decoder rows have the largest cosine to that of `harmful`, with it."""
    cosines = np.where(allowed, decoder @ decoder[harmful], -np.inf)
    cosines[harmful] = -np.inf
    return [(int(k), float(cosines[k])) for k in np.argsort(-cosines)[:count] if np.isfinite(cosines[k])]


def write_page(path: Path, latents: list[dict[str, Any]], decoder: Array, titles: dict[str, str]) -> None:
    """Write the page; `decoder` `[latents, width]` has unit rows, `titles` names features by id."""
    allowed = harmless(latents)
    worst = sorted(latents, key=lambda entry: -entry["harm"]["statistic"])[:MOST_HARMFUL]
    lines = [*_opening(latents, allowed), "## The most harmful latents", ""]
    for rank, entry in enumerate(worst, 1):
        lines += [f"### {rank}. Latent {entry['id']}: {_safe(entry['name'])}", "", *_facts(entry, titles), ""]
        lines += ["Nearest harmless-looking latents:", ""]
        for other, cosine in neighbours(decoder, entry["id"], allowed):
            lines.append(
                f"- {cosine:.2f} to latent {other}, {_safe(latents[other]['name'])}: {_quotes(latents[other], 2)}"
            )
        lines.append("")
    path.write_text("\n".join(lines), encoding="utf-8")


def _opening(latents: list[dict[str, Any]], allowed: Array) -> list[str]:
    selective = sum(entry["harm"]["low"] > 0 for entry in latents)
    return [
        "# Latents",
        "",
        "<!-- Written by `latent-lint-pack latents`; edit names in python/data/latent-names.json instead. -->",
        "",
        f"The bundled pack's sparse autoencoder splits the residual stream into {len(latents)} latents. This page",
        "shows the twenty that go with harm most, and the harmless-looking latents whose decoder directions lie",
        "nearest to them. That nearness is the _superposition_ by which, the research says, training on",
        "ordinary-looking samples strengthens harmful features: what moves along one direction moves its neighbours.",
        "",
        "- _Harm_ is the paired t of the mean activation in harmful minus aligned answers to the same questions, with",
        f"  its 95 % bootstrap interval over pairs. {selective} latents have an interval above 0; with so many latents",
        "  about one in forty does by chance, so only large values mean much.",
        "- _Phrases_ are the places in **ordinary** text where the latent is strongest, with its activation. A harmful",
        "  latent's phrases are often innocent: they show what it is made of.",
        "- _Features_: cosine of the decoder row to a feature's difference of means, both in the residual space as it",
        "  is (not the whitened space in which the risk is measured).",
        f"- _Harmless-looking_: the interval does not lie above 0, and the latent is active at {LEAST_RATE:.2%} of",
        f"  ordinary tokens or more ({int(allowed.sum())} latents). For scale: two random directions have a cosine",
        "  within ±0.12.",
        "- A name is no proof of a meaning. It quotes the strongest phrases unless a person gave it.",
        "",
    ]


def _facts(entry: dict[str, Any], titles: dict[str, str]) -> list[str]:
    harm = entry["harm"]
    near = ", ".join(f"{titles.get(n['feature'], n['feature'])} ({n['cosine']:.2f})" for n in entry["nearest"])
    return [
        f"Harm {harm['statistic']:.1f} [{harm['low']:.1f}, {harm['high']:.1f}]. Active at {entry['firingRate']:.2%} of "
        f"ordinary tokens. Nearest features: {near}.",
        "",
        f"Phrases: {_quotes(entry, 5)}",
    ]


def _quotes(entry: dict[str, Any], count: int) -> str:
    quoted = [f"“{_safe(p['text'])}” ({p['activation']:.1f})" for p in entry["phrases"][:count]]
    return "; ".join(quoted) or "none"


def _safe(text: str) -> str:
    """Text that Markdown shows as it is."""
    return "".join(f"\\{c}" if c in "\\`*_{}[]<>#|$~" else c for c in text)
