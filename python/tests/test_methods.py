from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest
from scipy.sparse import csr_matrix

from latent_lint_pack.data import Sample
from latent_lint_pack.methods import (
    TITLES,
    MethodData,
    closeness,
    compare_methods,
    method_scorers,
    toxic_latents,
)
from latent_lint_pack.methods_report import report_methods, verdict, write_section
from latent_lint_pack.methods_run import ROUNDS
from latent_lint_pack.rendering import sample_turns
from latent_lint_pack.samples import SampleSet

FIGURES = {"trainedOn": 1000, "fractionOfVarianceUnexplained": 0.19, "heldOutFractionOfVarianceUnexplained": 0.2,
           "activeLatents": 31.0, "deadShare": 0.0, "lossOriginal": 2.0, "lossReconstructed": 2.1,
           "lossMeanAblated": 4.0, "lossRecovered": 0.95}  # fmt: skip


@pytest.fixture(scope="module")
def given() -> MethodData:
    """40 pairs and 40 ordinary samples in 6 dimensions; harm is dimension 0, and latent 2."""
    random = np.random.default_rng(0)
    samples, vectors, latents = [], [], []
    for pair in range(80):
        for harmful in (True, False) if pair < 40 else (False,):
            vector = random.normal(size=(3, 6))
            vector[0, 0] += 3 * harmful
            text = f"answer {pair} {'bad advice' if harmful else 'good advice'}"
            samples.append(
                Sample("contrast", tuple(sample_turns(f"q {pair}", text)), harmful, "f", 1, pair if pair < 40 else -1)
            )
            vectors.append(vector)
            latents.append([random.random(), random.random(), 2 * harmful + random.random()])
    data = SampleSet(samples, np.stack(vectors), np.arange(len(samples)))
    return MethodData(data, csr_matrix(np.array(latents)), np.eye(3))


def test_every_method_scores_unseen_samples(given: MethodData) -> None:
    harmful = np.array([s.harmful for s in given.data.samples])
    test = np.arange(len(harmful)) % 4 < 2
    for name, score in method_scorers(given).items():
        values = score(~test, test)
        assert values.shape == (test.sum(),)
        if name not in ("random", "closeness"):
            assert values[harmful[test]].mean() > values[~harmful[test]].mean(), name


def test_toxic_latents_have_the_largest_paired_t(given: MethodData) -> None:
    assert toxic_latents(given, np.ones(120, bool), count=1).tolist() == [2]


def test_closeness_by_hand() -> None:
    decoder = np.array([[1, 0], [0.6, 0.8], [0, 1]])
    latents = csr_matrix(np.array([[2.0, 0, 0], [1, 1, 0], [0, 0, 3], [0, 0, 0]]))
    # Toxic is latent 0: cosines 1, 0.6 and 0.
    np.testing.assert_allclose(closeness(latents, decoder, np.array([0])), [1, 0.8, 0, 0])


def test_overlap_by_hand() -> None:
    scores = {"one": np.arange(20.0), "two": np.arange(20.0), "three": -np.arange(20.0)}
    scores["two"][18] = -1
    harmful = np.arange(20) >= 10
    table = compare_methods(scores, harmful, ~harmful)
    # The riskiest tenth of 20 is {18, 19} by the first, {17, 19} by the second and {0, 1} by the third.
    assert table["one"]["inCommon"] == {"two": 0.5, "three": 0.0}
    assert [table[name]["tenthHarmful"] for name in scores] == [1, 1, 0]


def table(close: list[float], deciding: list[float]) -> dict[str, dict[str, object]]:
    rows = {}
    for name in TITLES:
        figure = close if name == "closeness" else deciding
        common = {other: 0.5 for other in TITLES if other != name}
        rows[name] = {"auroc": figure, "recallAt1": figure, "recallAt5": figure, "harmful": 3, "ordinary": 4,
                      "tenthHarmful": 0.5, "inCommon": common}  # fmt: skip
    return rows


def test_the_verdict_tells_wins_from_losses() -> None:
    assert "loses in AUROC (0.500 for 0.900)" in verdict({ROUNDS: table([0.5, 0.4, 0.6], [0.9, 0.8, 1.0])})[2]
    assert "wins in AUROC" in verdict({ROUNDS: table([0.9, 0.8, 1.0], [0.5, 0.4, 0.6])})[2]
    assert "is level in AUROC" in verdict({ROUNDS: table([0.7, 0.5, 0.9], [0.8, 0.6, 0.9])})[2]


def test_the_section_is_replaced_and_nothing_else(tmp_path: Path) -> None:
    page = tmp_path / "quality.md"
    page.write_text("# Quality\n\nBefore.\n", encoding="utf-8")
    tables = {ROUNDS: table([0.5, 0.4, 0.6], [0.9, 0.8, 1.0])}
    write_section(page, tables, FIGURES)
    page.write_text(page.read_text(encoding="utf-8") + "\nAfter.\n", encoding="utf-8")
    before = page.read_text(encoding="utf-8")
    write_section(page, tables, FIGURES)
    assert page.read_text(encoding="utf-8") == before
    assert before.startswith("# Quality\n\nBefore.\n")
    assert before.endswith("\nAfter.\n")
    assert "SAE closeness to toxic latents" in report_methods(tables)
