from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest
from scipy.sparse import csr_matrix

from latent_lint_pack.data import Sample
from latent_lint_pack.latent_stats import LatentStats, collect
from latent_lint_pack.latents import harm_statistics, is_ordinary, name_of, pair_activations, paired_t, quote
from latent_lint_pack.latents_page import harmless, neighbours, write_page
from latent_lint_pack.pack import Pack
from latent_lint_pack.rendering import Piece, Turn
from latent_lint_pack.sae import Sae
from latent_lint_pack.sae_data import Corpus, cut_corpus, usual_tokens
from latent_lint_pack.tokens import TokenTable

AXES = Sae(
    encoder=np.eye(2, dtype=np.float32),
    bias=np.zeros(2, np.float32),
    decoder=np.eye(2, dtype=np.float32),
    centre=np.zeros(2, np.float32),
    scale=1.0,
    threshold=0.5,
)
ROWS = np.array([[1, 0], [3, 0.2], [0, 2], [0, 0.1], [2, 2]], np.float16)
TABLE = TokenTable(ROWS, [(0, 2), (2, 4), (4, 5)])


def sample(pair: int = -1, harmful: bool = False, source: str = "contrast") -> Sample:
    return Sample(source, (Turn("assistant", "text"),), harmful, pair=pair)


def test_statistics_by_hand() -> None:
    stats = collect(AXES, TABLE, np.array([True, True, False]), kept=2)
    np.testing.assert_allclose(stats.means.toarray(), [[2, 0], [0, 1], [2, 2]])
    np.testing.assert_allclose(stats.rate, [2 / 4, 1 / 4])
    np.testing.assert_allclose(stats.anywhere, [3 / 5, 2 / 5])
    # One entry a piece: of tokens 0 and 1 only the stronger.
    np.testing.assert_allclose(stats.top, [[3, 0], [2, 0]])
    np.testing.assert_array_equal(stats.top_tokens, [[1, -1], [2, -1]])
    np.testing.assert_array_equal(stats.top_pieces, [[0, -1], [1, -1]])


def test_tokens_of_an_unusual_norm_are_left_out() -> None:
    rows = np.array([[1, 0], [1, 0], [0, 1], [9, 0], [1, 1]], np.float16)
    positions, owners = usual_tokens(TokenTable(rows, [(0, 3), (3, 5)]))
    np.testing.assert_array_equal(positions, [0, 1, 2, 4])
    np.testing.assert_array_equal(owners, [0, 0, 0, 1])


def test_pairs_are_compared_by_their_first_pieces() -> None:
    samples = [sample(7, True), sample(7), sample(), sample(8, True)]
    piece = Piece(0, [1], (0, 1), [], -1, True)
    stats = LatentStats(csr_matrix(np.arange(8.0).reshape(4, 2)), *(np.zeros(2) for _ in range(5)))
    harmful, aligned = pair_activations(Corpus(samples, [piece] * 4), stats)
    np.testing.assert_allclose(harmful, [[0, 1]])
    np.testing.assert_allclose(aligned, [[2, 3]])


def test_ordinary_text_is_no_half_of_a_pair() -> None:
    corpus = Corpus([sample(1), sample(), sample(source="hh-rlhf")], [])
    assert is_ordinary(corpus).tolist() == [False, True, False]


def test_paired_t_by_hand() -> None:
    # Mean 2, deviation 1, three pairs: t = 2 / (1 / sqrt(3)).
    differences = np.array([[1.0, 0], [2, 0], [3, 0]])
    np.testing.assert_allclose(paired_t(differences), [2 * np.sqrt(3), 0])


def test_the_interval_of_t_holds_it() -> None:
    differences = np.random.default_rng(0).normal([0, 1], 1, (200, 2)).astype(np.float32)
    t, low, high = harm_statistics(differences)
    assert np.all((low < t) & (t < high))
    assert low[0] < 0 < high[0]
    assert low[1] > 5


def test_quotes_hold_whole_words(pack: Pack) -> None:
    corpus = cut_corpus(
        [Sample("x", (Turn("assistant", "They promised guaranteed returns every month."),))], pack.encoder
    )
    piece = corpus.pieces[0]
    token = next(i for i, t in enumerate(piece.ids[piece.answer[0] :]) if "return" in pack.encoder.decode([t]))
    core, phrase = quote(pack.encoder, piece, token)
    assert core == "guaranteed returns"
    assert phrase in "They promised guaranteed returns every month."
    assert "guaranteed returns" in phrase


def test_names_quote_up_to_three_different_cores() -> None:
    assert name_of(["a b", "A b", "c", "d", "e"]) == "“a b”, “c”, “d”"
    assert name_of(["terms. they", "Good; they", "good; they"]) == "“they” as in “terms. they”"
    assert name_of([]) == "never active in ordinary text"


def entry(number: int, low: float, statistic: float, rate: float = 0.01) -> dict[str, object]:
    return {
        "id": number,
        "name": f"“name {number}”",
        "phrases": [{"text": f"a *phrase* {number}", "activation": 3.25}],
        "firingRate": rate,
        "nearest": [{"feature": "f", "cosine": 0.5}],
        "harm": {"statistic": statistic, "low": low, "high": statistic + 1},
    }


@pytest.fixture
def entries() -> list[dict[str, object]]:
    return [entry(0, 5, 9), entry(1, -1, 0), entry(2, -1, 0, rate=0.0), entry(3, -2, 1)]


def test_harmless_latents_are_not_selective_and_in_use(entries: list[dict[str, object]]) -> None:
    assert harmless(entries).tolist() == [False, True, False, True]
    decoder = np.array([[1, 0], [0, 1], [1, 0], [0.8, 0.6]])
    assert neighbours(decoder, 0, harmless(entries)) == [(3, 0.8), (1, 0.0)]


def test_the_page_names_harmful_latents_and_their_neighbours(entries: list[dict[str, object]], tmp_path: Path) -> None:
    page = tmp_path / "latents.md"
    write_page(page, entries, np.eye(4), {"f": "Some feature"})
    text = page.read_text(encoding="utf-8")
    assert "### 1. Latent 0: “name 0”" in text
    assert "Harm 9.0 [5.0, 10.0]. Active at 1.00% of ordinary tokens. Nearest features: Some feature (0.50)." in text
    assert r"“a \*phrase\* 0” (3.2)" in text
    assert "- 0.00 to latent 1, “name 1”" in text
