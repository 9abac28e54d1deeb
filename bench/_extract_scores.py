"""How well extracted text matches the truth, as the two public sets define it."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Mapping, Sequence
from statistics import mean

_WORD = re.compile(r"\w+")


def shingle_f1(truth: Mapping[str, str], texts: Mapping[str, str]) -> float:
    """F1 of the mean precision and the mean recall of a page's runs of four words (article-extraction-benchmark)."""
    precisions, recalls = [], []
    for page, text in truth.items():
        want, got = _shingles(text), _shingles(texts.get(page, ""))
        common = sum((want & got).values())
        if got:
            precisions.append(common / got.total())
        if want:
            recalls.append(common / want.total())
    precision, recall = mean(precisions), mean(recalls)
    return round(2 * precision * recall / (precision + recall), 4)


def segment_f1(truth: Mapping[str, Mapping[str, Sequence[str]]], texts: Mapping[str, str]) -> float:
    """F1 over segments that must ("with") and must not ("without") stand in the text (trafilatura's evaluation)."""
    found = wanted = wrong = 0
    for page, item in truth.items():
        text = _flat(texts.get(page, ""))
        wanted += len(item["with"])
        found += sum(_flat(part) in text for part in item["with"]) if text else 0
        wrong += sum(_flat(part) in text for part in item["without"]) if text else 0
    return round(2 * found / (found + wrong + wanted), 4)


def _shingles(text: str) -> Counter[tuple[str, ...]]:
    words = _WORD.findall(text)
    return Counter(tuple(words[at : at + 4]) for at in range(max(1, len(words) - 3)) if words)


def _flat(text: str) -> str:
    return " ".join(text.split())
