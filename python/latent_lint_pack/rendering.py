"""Turns a sample into token ids, spans and windows, as docs/pack-format.md says."""

from __future__ import annotations

from dataclasses import dataclass

from .tokenizer import Encoder

TURN_START, TURN_END, SEPARATOR = "<|im_start|>", "<|im_end|>", "\n"
WINDOW, CONTEXT = 512, 128


@dataclass(frozen=True)
class Turn:
    """One turn of a sample."""

    role: str
    text: str


@dataclass(frozen=True)
class Rendered:
    """Ids of a whole sequence, without the first `<|im_start|>`, and the span `[start, end)` of each turn's text."""

    ids: list[int]
    spans: list[tuple[int, int]]


@dataclass(frozen=True)
class Piece:
    """A part of a trained turn and the window in which it runs. Spans count from the window's start.

    `prompt` holds the spans of the text that the turn answers; `header` is the position of the header's
    last token, -1 where the window does not hold it. A later piece takes both from the first.
    """

    turn: int
    ids: list[int]
    answer: tuple[int, int]
    prompt: list[tuple[int, int]]
    header: int
    first: bool


def sample_turns(prompt: str | None, answer: str) -> list[Turn]:
    """The turns of a plain prompt and answer; text without a prompt is one assistant turn."""
    return [*([Turn("user", prompt)] if prompt else []), Turn("assistant", answer)]


def render(encoder: Encoder, turns: list[Turn]) -> Rendered:
    """Token ids of all turns: header, text, footer."""
    separator = encoder.encode(SEPARATOR)
    ids: list[int] = []
    spans = []
    for turn in turns:
        role = "user" if turn.role == "tool" else turn.role
        ids += [encoder.turn_start, *encoder.encode(role), *separator]
        start = len(ids)
        ids += encoder.encode(turn.text)
        spans.append((start, len(ids)))
        ids += [encoder.turn_end, *separator]
    return Rendered(ids[1:], [(start - 1, end - 1) for start, end in spans])


def answered_turns(turns: list[Turn], index: int) -> list[int]:
    """The turns that turn `index` answers: those since the previous assistant turn, without system turns
    unless there is nothing else."""
    first = index
    while first > 0 and turns[first - 1].role != "assistant":
        first -= 1
    between = list(range(first, index))
    return [i for i in between if turns[i].role != "system"] or between


def cut_pieces(
    encoder: Encoder, turns: list[Turn], trained: list[int], window: int = WINDOW, context: int = CONTEXT
) -> list[Piece]:
    """The pieces of every trained turn that has text, in order.

    Turns after the last trained turn are left out. A turn that ends within `window` ids runs in one piece
    with everything before it; a longer one is cut into the fewest pieces of at most `window - context`
    ids, of equal size, and each runs with as much preceding text as fits.
    """
    if not trained:
        return []
    turns = turns[: max(trained) + 1]
    rendered = render(encoder, turns)
    pieces: list[Piece] = []
    for index in sorted(trained):
        start, end = rendered.spans[index]
        if end > start:
            pieces += _cut_turn(rendered, index, answered_turns(turns, index), window, context)
    return pieces


def _cut_turn(rendered: Rendered, index: int, answered: list[int], window: int, context: int) -> list[Piece]:
    start, end = rendered.spans[index]
    whole = len(rendered.ids) <= window
    count = 1 if end <= window else -(-(end - start) // (window - context))
    pieces = []
    for number in range(count):
        low, high = (start + (end - start) * k // count for k in (number, number + 1))
        left = max(0, high - window)
        right = len(rendered.ids) if whole else high
        spans = [(max(s, left) - left, e - left) for s, e in (rendered.spans[i] for i in answered)]
        pieces.append(
            Piece(
                turn=index,
                ids=rendered.ids[left:right],
                answer=(low - left, high - left),
                prompt=[(s, e) for s, e in spans if e > s],
                header=start - 1 - left if number == 0 else -1,
                first=number == 0,
            )
        )
    return pieces
