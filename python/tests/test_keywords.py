from __future__ import annotations

import json
import math
from pathlib import Path

import numpy as np
import pytest

from latent_lint_pack.activations import file_hash
from latent_lint_pack.calibrate import share_below
from latent_lint_pack.data import Sample
from latent_lint_pack.keyword_files import KEYWORDS, TEXTS, read_keywords
from latent_lint_pack.keywords import Corpus, Keywords, terms_of, words_of
from latent_lint_pack.pack import Pack
from latent_lint_pack.rendering import Turn

VECTORS = Path(__file__).parent / "vectors" / "keyword-vectors.json"


def test_words() -> None:
    assert words_of("Don't serve IT, a snake_case x_1!") == ["don", "serve", "it", "snake_case", "x_1"]
    assert words_of("naïve cafe\u0301 漢字 ½² 12") == ["naïve", "cafe", "漢字", "½²", "12"]
    assert words_of("") == words_of("a, b") == []


def test_pairs_join_words_over_what_is_left_out() -> None:
    assert terms_of("go to a doctor") == ["go", "to", "doctor", "go to", "to doctor"]


def test_decision_by_hand() -> None:
    model = Keywords(["doctor", "go", "go to"], np.array([2.0, 1.0, 1.5]), np.array([-1.0, 0.5, 3.0]), 0.25)
    go, doctor = 1 + math.log(2), 2.0
    expected = (go * 0.5 - doctor) / math.hypot(go, doctor) + 0.25
    assert model.decision("Go, go doctor") == pytest.approx(expected)
    assert model.score("Go, go doctor") == pytest.approx(2 / (1 + math.exp(-expected)) - 1)
    assert model.decision("nothing known") == 0.25


def samples() -> list[Sample]:
    texts = [
        ("boil it again", True),
        ("call the doctor", False),
        ("boil the milk again", True),
        ("the doctor is in", False),
    ]
    return [Sample("x", (Turn("user", str(k)), Turn("assistant", t)), h) for k, (t, h) in enumerate(texts * 5)]


def test_fitted_words_tell_the_sides_apart_and_both_ways_of_scoring_agree() -> None:
    given = samples()
    corpus, everything = Corpus(given), np.ones(len(given), bool)
    model = corpus.fit(everything, 4)
    assert len(model.terms) == 4
    scores = corpus.scores(model, everything)
    np.testing.assert_allclose(scores, [model.score(sample.turns[-1].text) for sample in given])
    labels = np.array([sample.harmful for sample in given])
    assert scores[labels].min() > 0 > scores[~labels].max()
    assert len(corpus.fit(everything, None).terms) == len(corpus.terms)


def test_the_file_is_small_and_is_the_one_that_the_pack_names(pack: Pack, pack_folder: Path) -> None:
    stored = pack.manifest["keywords"]["file"]
    path = pack_folder / KEYWORDS
    assert (file_hash(path), path.stat().st_size) == (stored["sha256"], stored["size"])
    assert stored["size"] <= 300_000
    figures = json.loads(path.read_text(encoding="utf-8"))["figures"]
    for title, value in figures["aurocAllTerms"].items():
        assert figures["auroc"][title] > value - 0.05


def test_vectors_belong_to_the_file(pack_folder: Path) -> None:
    vectors = json.loads(VECTORS.read_text(encoding="utf-8"))
    assert vectors["sha256"] == file_hash(pack_folder / KEYWORDS)
    assert [row["text"] for row in vectors["texts"]] == TEXTS
    model, calibration = read_keywords(pack_folder)
    for row in vectors["texts"]:
        assert model.decision(row["text"]) == pytest.approx(row["decision"], abs=1e-12)
        assert model.score(row["text"]) == pytest.approx(row["score"], abs=1e-12)
        assert share_below(calibration, row["score"]) == pytest.approx(row["share"], abs=1e-12)
    assert len({row["decision"] for row in vectors["texts"]}) > 12
