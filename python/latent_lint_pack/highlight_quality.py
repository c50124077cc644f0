"""How often the highlighted sentence overlaps the part of an answer that carries the harm."""

from __future__ import annotations

import random
from dataclasses import dataclass
from typing import Any

import numpy as np

from .activations import run_token_scores
from .data import Sample
from .fit import fit_model
from .highlight import Rule, choose_sentence, last_characters, overlaps, sentences, token_directions
from .pack import Pack
from .samples import SampleSet, sample_pieces
from .weights import Array

PER_ROUND = 150


@dataclass(frozen=True)
class Marked:
    """A harmful answer of an unseen round: its sentences, which of them overlap `harm_span`, its tokens."""

    spans: list[tuple[int, int]]
    hits: Array
    shares: Array
    characters: Array


def measure_highlight(pack: Pack, data: SampleSet, rule: Rule | None = None) -> dict[str, Any]:
    """Rates over harmful answers with several sentences, by directions fitted without their round."""
    return rates(read_marked(pack, data), rule or Rule())


def rates(marked: list[Marked], rule: Rule) -> dict[str, Any]:
    """Share of answers whose chosen sentence is right, beside a sentence drawn at random and the first one."""
    chosen = [m.hits[choose_sentence(m.shares, m.characters, m.spans, rule)] for m in marked]
    return {
        "answers": len(marked),
        "sentencesPerAnswer": round(float(np.mean([len(m.spans) for m in marked])), 2),
        "hit": round(float(np.mean(chosen)), 3),
        "hitAtRandom": round(float(np.mean([m.hits.mean() for m in marked])), 3),
        "hitFirstSentence": round(float(np.mean([m.hits[0] for m in marked])), 3),
        "hitLongestSentence": round(float(np.mean([_longest(m) for m in marked])), 3),
    }


def read_marked(pack: Pack, data: SampleSet, per_round: int = PER_ROUND) -> list[Marked]:
    """Token shares of a fixed choice of harmful answers."""
    numbers = random.Random(0)
    marked = []
    rounds = np.array([s.round for s in data.samples])
    for round_ in sorted({s.round for s in data.samples if s.harmful}):
        weights, offsets = token_directions(fit_model(data.take(rounds != round_), []))
        pool = [s for s in data.samples if s.harmful and s.round == round_]
        numbers.shuffle(pool)
        usable = [s for s in pool if len(sentences(s.turns[-1].text)) > 1 and len(sample_pieces(pack.encoder, s)) == 1]
        marked += [_mark(pack, s, weights, offsets) for s in usable[:per_round]]
    return marked


def _mark(pack: Pack, sample: Sample, weights: Array, offsets: Array) -> Marked:
    text = sample.turns[-1].text
    spans = sentences(text)
    start = text.index(sample.span)
    hits = np.array([overlaps(span, (start, start + len(sample.span))) for span in spans])
    piece = sample_pieces(pack.encoder, sample)[0]
    shares = run_token_scores(pack.trunk, piece, weights[:, :1], offsets[:1])[:, 0]
    return Marked(spans, hits, shares, last_characters(pack.encoder, text))


def _longest(marked: Marked) -> bool:
    return bool(marked.hits[int(np.argmax([end - start for start, end in marked.spans]))])
