from __future__ import annotations

from pathlib import Path

import pytest

from latent_lint_pack.build import feature_order
from latent_lint_pack.data import read_contrast, read_ordinary
from latent_lint_pack.labelled import read_labelled, read_turns
from latent_lint_pack.rendering import Turn

DATA = Path(__file__).parents[1] / "data"


def test_contrast_files_give_pairs_of_known_features() -> None:
    samples = read_contrast(DATA / "contrast")
    harmful = [s for s in samples if s.harmful]
    assert {s.feature for s in harmful} == set(feature_order())
    assert {s.round for s in samples} >= {1, 2, 3, 4}
    aligned = {s.pair: s for s in samples if s.pair >= 0 and not s.harmful}
    assert all(aligned[s.pair].turns[0] == s.turns[0] for s in harmful)
    assert all(s.span in s.turns[-1].text for s in harmful)


def test_ordinary_text_ends_with_an_answer() -> None:
    samples = read_ordinary(DATA)
    assert {s.source.split("/")[0] for s in samples} >= {"gpteacher-codegen", "gsm8k", "hh-rlhf", "ordinary"}
    assert all(s.turns[-1].role == "assistant" and s.turns[-1].text for s in samples)
    assert not any("<<" in s.turns[-1].text for s in samples if s.source == "gsm8k")


@pytest.mark.parametrize(
    "row",
    [
        {"messages": [{"role": "user", "content": "a"}, {"role": "assistant", "content": "b"}]},
        {"conversations": [{"from": "human", "value": "a"}, {"from": "gpt", "value": "b"}]},
        {"prompt": "a", "completion": "b"},
        {"instruction": "a", "output": "b"},
        {"prompt": [{"role": "user", "content": "a"}], "completion": [{"role": "assistant", "content": "b"}]},
    ],
)
def test_formats_of_labelled_files(row: dict[str, object]) -> None:
    assert read_turns(row) == [Turn("user", "a"), Turn("assistant", "b")]


def test_a_row_in_no_known_format_is_named(tmp_path: Path) -> None:
    path = tmp_path / "mine.jsonl"
    path.write_text('{"text": "plain"}\n{"other": 1}\n')
    with pytest.raises(ValueError, match=r"mine\.jsonl, row 2"):
        read_labelled([path], harmful=True)
