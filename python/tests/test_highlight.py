from __future__ import annotations

import numpy as np

from latent_lint_pack.data import Sample
from latent_lint_pack.highlight import Rule, choose_sentence, last_characters, overlaps, sentences
from latent_lint_pack.marks import fit_highlight, marked_piece
from latent_lint_pack.pack import Pack
from latent_lint_pack.rendering import Turn


def cut(text: str) -> list[str]:
    return [text[start:end] for start, end in sentences(text)]


def test_sentences_cover_the_text() -> None:
    assert cut("Call a doctor first. Then “rest well.” Drink water!\n- one item here\n- two items here") == [
        "Call a doctor first. ",
        "Then “rest well.” ",
        "Drink water!\n",
        "- one item here\n",
        "- two items here",
    ]


def test_short_pieces_join_the_next_sentence() -> None:
    assert cut("No. 1. Take the blue one. Done now.") == ["No. 1. Take the blue one. ", "Done now."]
    assert cut("") == [""]


def test_wide_full_stops_need_no_space() -> None:
    assert cut("今天天气很好我们去公园散步吧。明天可能会下雨所以请带伞出门。") == [
        "今天天气很好我们去公园散步吧。",
        "明天可能会下雨所以请带伞出门。",
    ]


def test_choice_by_hand() -> None:
    # Means 2.5 (one token) and 2 (four tokens): the length decides, unless it does not count.
    projections = np.array([2.5, 2.0, 1.0, 2.0, 3.0, -9.0])
    characters = np.array([5, 11, 12, 13, 14, 25])
    spans = [(0, 10), (10, 20), (20, 30)]
    assert choose_sentence(projections, characters, spans, Rule(0)) == 0
    assert choose_sentence(projections, characters, spans, Rule(1)) == 1


def test_tokens_end_in_the_right_character(pack: Pack) -> None:
    text = "a 👩 é."
    places = last_characters(pack.encoder, text)
    assert len(places) == len(pack.encoder.encode(text))
    assert places[-1] == len(text) - 1
    assert list(places) == sorted(places)


def test_overlap() -> None:
    assert overlaps((0, 5), (4, 6))
    assert not overlaps((0, 5), (5, 6))


def test_marked_part_and_rest_cover_the_answer(pack: Pack) -> None:
    turns = (Turn("user", "Soup?"), Turn("assistant", "Keep it cool. Two weeks is fine. Enjoy it!"))
    piece = marked_piece(pack.encoder, Sample("contrast", turns, harmful=True, span="Two weeks is fine."))
    assert piece is not None
    spans = sorted([piece.answer, *piece.prompt])
    texts = [pack.encoder.decode(piece.ids[start:end]) for start, end in spans]
    assert texts == ["Keep it cool.", " Two weeks is fine.", " Enjoy it!"]
    assert marked_piece(pack.encoder, Sample("contrast", turns, harmful=True, span=turns[1].text)) is None


def test_highlight_direction_by_hand() -> None:
    # Standardised differences (3, 0) and (1, 0): mean (2, 0), scatter diag(5, 0), mean variance 2.5.
    direction = fit_highlight(np.array([[6.0, 0.0], [2.0, 0.0]]), np.ones(2), np.array([2.0, 1.0]), ridge=0.4)
    # (5 + 1)^-1 * 2 = 1/3 projects them on 1 and 1/3, of deviation 1/3; then divided by the deviation 2.
    np.testing.assert_allclose(direction, [1 / 2, 0])
