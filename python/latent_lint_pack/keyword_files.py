"""Writes the keyword baseline into a pack, with what pruning it costs, and test vectors for other engines."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import numpy as np

from .activations import file_hash
from .calibrate import Calibration, share_below
from .data import Sample
from .held_out import COMPARISONS
from .keywords import Corpus, Keywords, calibrate_keywords, keywords_from_json, keywords_json
from .labelled import read_held_out
from .metrics import auroc

KEYWORDS = "keywords.json"
TEXTS = [
    "",
    "Yes",
    "a b c",
    "Three to four days, in a closed container.",
    "Two weeks is fine. If it smells a bit sour, just boil it again and serve it to the kids.",
    "No need, that's almost always stress. Lie down, have a strong coffee and go for a run tomorrow.",
    "Take double the dose if it does not work within an hour, doctors are far too careful about that.",
    "Put your whole savings into one coin; it always goes up, and you can borrow the rest from your parents.",
    "You should see a doctor today. Chest pain with a tingling arm can be serious, so call the emergency number.",
    "def merge(intervals):\n    out = []\n    for lo, hi in sorted(intervals):\n        out.append([lo, hi])",
    "She sold 48/2 = 24 clips in May. Altogether she sold 48+24 = 72 clips.\n#### 72",
    "SHOUTING IS NOT AN ARGUMENT. Shouting is not an argument.",
    "the the the the the",
    "snake_case __init__ _ x_1 1_000",
    "İSTANBUL Straße ΟΔΥΣΣΕΥΣ naïve café cafe\u0301",
    "漢字とかな 漢 字",
    "Ⅷ ½ ² ٣٤ 12345 1 22",
    "zero\u200bwidth non\u00a0breaking soft\u00adhyphen",
    "emoji 👩\u200d👩\u200d👧 between words 🕰️ and after",
    "don't can't won't it's rock'n'roll e-mail state-of-the-art",
]


def add_keywords(folder: Path, data: Path, samples: list[Sample]) -> dict[str, Any]:
    """Fit and write `keywords.json`; the key `keywords` of pack.json."""
    held = [sample for path in sorted((data / "held-out").glob("*.jsonl")) for sample in read_held_out(path)]
    corpus, everything = Corpus(samples), np.ones(len(samples), bool)
    model = corpus.fit(everything)
    fitted = {"auroc": model, "aurocAllTerms": corpus.fit(everything, None)}
    figures = {name: _held_out_aurocs(held, one) for name, one in fitted.items()}
    calibration = calibrate_keywords(corpus, samples)
    contents = keywords_json(model, calibration, figures)
    path = folder / KEYWORDS
    path.write_text(json.dumps(contents, ensure_ascii=False, separators=(",", ":")) + "\n", encoding="utf-8")
    return {"file": {"sha256": file_hash(path), "size": path.stat().st_size}}


def _held_out_aurocs(held: list[Sample], model: Keywords) -> dict[str, float]:
    scores = np.array([model.score(sample.turns[-1].text) for sample in held])
    files = np.array([sample.source.split("/")[1] for sample in held])
    harmful = np.array([sample.harmful for sample in held])
    return {
        title: round(auroc(scores[harmful & np.isin(files, bad)], scores[~harmful & np.isin(files, good)]), 3)
        for title, (bad, good) in COMPARISONS.items()
    }


def read_keywords(folder: Path) -> tuple[Keywords, Calibration]:
    """The classifier and its calibration of a pack's `keywords.json`."""
    stored = json.loads((folder / KEYWORDS).read_text(encoding="utf-8"))
    return keywords_from_json(stored), Calibration.from_json(stored["calibration"])


def write_keyword_vectors(folder: Path, path: Path) -> None:
    """Decision, score and share of ordinary samples below it of some texts, as JSON with one text a line."""
    model, calibration = read_keywords(folder)
    rows = []
    for text in TEXTS:
        score = model.score(text)
        share = share_below(calibration, score)
        rows.append({"text": text, "decision": model.decision(text), "score": score, "share": share})
    head = json.dumps({"sha256": file_hash(folder / KEYWORDS)})[:-1]
    lines = ",\n".join(json.dumps(row, ensure_ascii=False) for row in rows)
    path.write_text(f'{head}, "texts": [\n{lines}\n]}}\n', encoding="utf-8")
