from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest

from latent_lint_pack.metrics import auroc
from latent_lint_pack.own_feature import METHODS, own_direction
from latent_lint_pack.own_feature_choice import GRID, best_pair, grid_values
from latent_lint_pack.own_feature_estimate import INTERVALS, coverage, newcombe, placements, wilson
from latent_lint_pack.own_feature_figures import draw_marks, make_direction, measure_marks, rounding_cost
from latent_lint_pack.own_feature_sets import LabelledSet, make_set
from latent_lint_pack.own_ordinary import choose_share, join, joined_threshold
from latent_lint_pack.page import table_lines, write_between
from latent_lint_pack.reference import cosines

WIDTH = 40


def random_set(distance: float, seed: int = 0, size: int = 60) -> LabelledSet:
    random = np.random.default_rng(seed)
    harm = np.eye(WIDTH)[0] * distance
    parts = (
        random.normal(size=(size, WIDTH)) + harm,
        random.normal(size=(size, WIDTH)),
        random.normal(size=(200, WIDTH)),
    )
    return make_set("set", parts, random.normal(size=(500, WIDTH)), np.eye(WIDTH)[:2])


def test_marks_are_drawn_without_repeats_and_leave_enough() -> None:
    given = random_set(1)
    draws = draw_marks(given, 10, True, 5)
    assert len(draws) == 5
    for positives, negatives in draws:
        assert len(set(positives)) == len(set(negatives)) == 10
    assert not np.array_equal(draws[0][0], draws[1][0])
    assert all(len(negatives) == 0 for _, negatives in draw_marks(given, 10, False, 5))
    assert draw_marks(given, 41, False, 5) == []


def test_marked_samples_find_the_rest_and_nothing_where_there_is_nothing() -> None:
    good, none = (measure_marks([random_set(d)], 10, False, 10)["shrunk"] for d in (4, 0))
    assert good["auroc"][0] > 0.95
    assert none["auroc"][0] == pytest.approx(0.5, abs=0.1)
    assert good["auroc"][1] <= good["auroc"][0] <= good["auroc"][2]
    assert good["draws"] == 10
    both = measure_marks([random_set(4)], 10, True, 3)
    assert set(both) == set(METHODS)


def test_plain_vectors_are_those_before_the_norm() -> None:
    given = random_set(2)
    marked = draw_marks(given, 5, False, 1)[0]
    positives, _, mean = given.plain
    expected = positives[marked[0]].mean(axis=0) - mean
    np.testing.assert_allclose(make_direction(given, "plain", marked), expected / np.linalg.norm(expected))


def test_rounding_costs_little() -> None:
    cost = rounding_cost([random_set(2)], 5, 3)
    assert 0 < cost["largestCosineDifference"] < 0.01
    assert cost["largestAurocDifference"] < 0.01


def test_placements_leave_the_placed_one_out() -> None:
    given = random_set(1)
    rows, none = given.positives[:4], given.negatives[:0]
    shares = placements(given.space, rows, none, given.reference)
    direction = own_direction(given.space, rows[1:], none)
    assert shares[0] == pytest.approx(auroc(rows[:1] @ direction, given.reference @ direction))


def test_intervals_by_hand() -> None:
    assert wilson(np.ones(5), 1000) == pytest.approx((0.5655, 1.0), abs=1e-4)
    assert wilson(np.array([0.0, 1.0]), 1000) == pytest.approx((0.0945, 0.9055), abs=1e-4)
    low, high = newcombe(np.full(30, 0.8), 30)
    assert low < 0.8 < high
    assert high - low == pytest.approx(0.22, abs=0.02)
    for interval in INTERVALS.values():
        low, high = interval(np.array([0.5, 0.9, 0.95, 1.0]), 500)
        assert 0 <= low < 0.8375 < high <= 1


def test_the_intervals_of_the_product_hold_the_truth() -> None:
    sets = [random_set(distance, seed) for seed, distance in enumerate((1, 2, 3))]
    table = coverage(sets, 10, draws=20)
    assert table["wilson"]["coverage"] >= 0.95
    assert table["draws"] == 60
    assert abs(table["meanDifference"]) < 0.05


def test_constants_are_compared_on_every_pair() -> None:
    values = grid_values(random_set(3))
    assert values.shape == (len(GRID),)
    assert np.all((values > 0.5) & (values < 1))


def test_of_equal_pairs_the_larger_is_taken() -> None:
    means = np.full(len(GRID), 0.7)
    means[[GRID.index((0.005, 0.003)), GRID.index((0.01, 0.005)), GRID.index((0.05, 0.01))]] = 0.8, 0.7995, 0.79
    assert GRID[best_pair(means)] == (0.01, 0.005)


def test_joining_whitens_the_mixture() -> None:
    own = np.random.default_rng(0).normal(size=(30, WIDTH)) * np.linspace(0.5, 3, WIDTH) + 1
    joined = join(own, 0.3)
    np.testing.assert_allclose(joined.mean, 0.3 * own.mean(axis=0))
    mixture = 0.7 * np.eye(WIDTH) + 0.3 * np.cov(own.T, bias=True)
    whitener = joined.points(np.eye(WIDTH) + joined.mean)
    np.testing.assert_allclose(whitener @ mixture @ whitener.T, np.eye(WIDTH), atol=1e-9)
    np.testing.assert_allclose(np.linalg.norm(joined.directions(np.eye(WIDTH)[:3]), axis=1), 1)


def test_nothing_joined_changes_nothing() -> None:
    random = np.random.default_rng(1)
    rows, direction = random.normal(size=(5, WIDTH)), np.eye(WIDTH)[:1]
    joined = join(random.normal(size=(20, WIDTH)), 1e-12)
    np.testing.assert_allclose(cosines(joined.points(rows), joined.directions(direction)), cosines(rows, direction))


def test_thresholds_weigh_both_sides() -> None:
    pack, own = np.linspace(0, 1, 1001), np.linspace(1, 2, 101)
    assert joined_threshold(pack, own, 0.0, 0.1) == pytest.approx(0.9, abs=0.01)
    assert joined_threshold(pack, own, 1.0, 0.1) == pytest.approx(1.9, abs=0.02)
    assert joined_threshold(pack, own, 0.5, 0.1) == pytest.approx(1.8, abs=0.02)


def test_the_share_is_chosen_on_other_sources() -> None:
    shares = {"share 0.02": [0.5], "share 0.05": [0.5], "share 0.1": [0.5], "share 0.3": [0.5]}
    found = {"a": {"alone": [0.9], **shares}, "b": {"alone": [0.1], **shares}}
    assert choose_share(found) == {"a": "share 0.02", "b": "alone"}


def test_sections_replace_themselves(tmp_path: Path) -> None:
    page = tmp_path / "page.md"
    page.write_text("# Page\n\n<!-- a -->\nold\n<!-- /a -->\n\nrest\n", encoding="utf-8")
    write_between(page, "<!-- a -->", "<!-- /a -->", "new")
    assert page.read_text(encoding="utf-8") == "# Page\n\n<!-- a -->\n\nnew\n\n<!-- /a -->\n\nrest\n"
    write_between(page, "<!-- b -->", "<!-- /b -->", "more")
    assert page.read_text(encoding="utf-8").endswith("rest\n\n<!-- b -->\n\nmore\n\n<!-- /b -->\n")
    assert table_lines([["a", "b"], ["long", "x"]]) == ["| a    | b   |", "| ---- | --- |", "| long | x   |"]
