"""How often the highlighted sentence overlaps the part of an answer that carries the harm."""

from __future__ import annotations

import random
from dataclasses import dataclass
from typing import Any

import numpy as np

from .activations import ActivationCache, run_token_scores
from .data import Sample
from .highlight import Rule, choose_sentence, last_characters, overlaps, sentences
from .marks import fit_highlight, mark_differences, marked_piece
from .pack import Pack
from .samples import sample_pieces
from .weights import Array

PER_ROUND = 100


@dataclass(frozen=True)
class Marked:
    """A harmful answer of an unseen round: its sentences, which of them overlap `harm_span`, its tokens."""

    spans: list[tuple[int, int]]
    hits: Array
    projections: Array
    characters: Array


def measure_highlight(pack: Pack, cache: ActivationCache, samples: list[Sample]) -> dict[str, Any]:
    """Rates over harmful answers with several sentences, by highlight directions fitted without their round."""
    return rates(read_marked(pack, cache, samples), Rule())


def rates(marked: list[Marked], rule: Rule) -> dict[str, Any]:
    """Share of answers whose chosen sentence is right, beside a sentence drawn at random and the first one."""
    chosen = [m.hits[choose_sentence(m.projections, m.characters, m.spans, rule)] for m in marked]
    return {
        "answers": len(marked),
        "sentencesPerAnswer": round(float(np.mean([len(m.spans) for m in marked])), 2),
        "hit": round(float(np.mean(chosen)), 3),
        "hitAtRandom": round(float(np.mean([m.hits.mean() for m in marked])), 3),
        "hitFirstSentence": round(float(np.mean([m.hits[0] for m in marked])), 3),
        "hitByRandomToken": round(float(np.mean([_by_token(m) for m in marked])), 3),
        "hitLongestSentence": round(float(np.mean([_longest(m) for m in marked])), 3),
    }


def read_marked(pack: Pack, cache: ActivationCache, samples: list[Sample], per_round: int = PER_ROUND) -> list[Marked]:
    """Token scores of a fixed choice of harmful answers."""
    numbers = random.Random(0)
    differences, weights, rounds = mark_differences(cache, pack.encoder, samples)
    deviation = pack.model.reference.answer_deviation
    marked = []
    for round_ in sorted(set(rounds)):
        seen = rounds != round_
        direction = fit_highlight(differences[seen], weights[seen], deviation)
        pool = [s for s in samples if s.harmful and s.round == round_ and len(sentences(s.turns[-1].text)) > 1]
        numbers.shuffle(pool)
        usable = [s for s in pool if marked_piece(pack.encoder, s) is not None]
        marked += [_mark(pack, s, direction) for s in usable[:per_round]]
    return marked


def _mark(pack: Pack, sample: Sample, direction: Array) -> Marked:
    text = sample.turns[-1].text
    spans = sentences(text)
    start = text.index(sample.span)
    hits = np.array([overlaps(span, (start, start + len(sample.span))) for span in spans])
    piece = sample_pieces(pack.encoder, sample)[0]
    projections = run_token_scores(pack.trunk, piece, direction[:, None], np.zeros(1))[:, 0]
    return Marked(spans, hits, projections, last_characters(pack.encoder, text))


def _longest(marked: Marked) -> bool:
    return bool(marked.hits[int(np.argmax([end - start for start, end in marked.spans]))])


def _by_token(marked: Marked) -> float:
    """The chance that the sentence of a token drawn at random is right."""
    inside = [np.mean((marked.characters >= start) & (marked.characters < end)) for start, end in marked.spans]
    return float(np.dot(inside, marked.hits))
