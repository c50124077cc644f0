from __future__ import annotations

import numpy as np

from latent_lint_pack.highlight import Rule, choose_sentence, last_characters, overlaps, sentences
from latent_lint_pack.pack import Pack


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
    # Excesses over the mean 1: [-1, 3] and [-1, -1]; with shrink 2 the values are 2/4 and -2/4.
    shares = np.array([0.0, 4.0, 0.0, 0.0])
    assert choose_sentence(shares, np.array([2, 5, 12, 18]), [(0, 10), (10, 20)], Rule(2)) == 0
    # One high token wins without shrinking, four moderately high ones with it.
    shares = np.array([5.0, 3.0, 3.0, 3.0, 3.0, -7.0])
    characters = np.array([5, 11, 12, 13, 14, 25])
    spans = [(0, 10), (10, 20), (20, 30)]
    assert choose_sentence(shares, characters, spans, Rule(0)) == 0
    assert choose_sentence(shares, characters, spans, Rule(10)) == 1


def test_tokens_end_in_the_right_character(pack: Pack) -> None:
    text = "a 👩 é."
    places = last_characters(pack.encoder, text)
    assert len(places) == len(pack.encoder.encode(text))
    assert places[-1] == len(text) - 1
    assert list(places) == sorted(places)


def test_overlap() -> None:
    assert overlaps((0, 5), (4, 6))
    assert not overlaps((0, 5), (5, 6))
