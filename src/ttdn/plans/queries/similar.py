"""How much two sentences of a plan say the same, by the pairs of words they share."""

from __future__ import annotations

import re
from itertools import pairwise

from ttdn.engine.text.normal import fold

FEWEST_PAIRS = 4  # a sentence of fewer says too little
_WORD = re.compile(r"\w+")

Pairs = set[tuple[str, str]]


def word_pairs(text: str) -> Pairs:
    return set(pairwise(_WORD.findall(fold(text))))


def shared(some: Pairs, others: Pairs) -> float:
    """The share of the shorter's pairs that the longer has too, 0 to 1."""
    fewer = min(len(some), len(others))
    return len(some & others) / fewer if fewer >= FEWEST_PAIRS else 0.0
