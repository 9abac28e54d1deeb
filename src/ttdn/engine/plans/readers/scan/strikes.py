"""Lines through letters: taken out so that the letters can be read, and kept as marks that strike words out."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from ttdn.engine.plans.readers.scan.ink import Grey, dark
from ttdn.engine.plans.readers.scan.recognised import SeenWord
from ttdn.engine.plans.readers.scan.rules import Box

_REACH = 0.035  # inches above and below the line where struck letters show
_CROSSED = 0.12  # of its length: columns with ink on both sides
_BESIDE = 0.25  # of its length: columns with ink on one side, for each side
_LEAST_LETTERS = 2


def strikes_among(grey: Grey, lines: Sequence[Box], dpi: float) -> list[Box]:
    """Of level lines those with letters above and below: an underline has none below, a dash none at all."""
    ink, reach = dark(grey), round(_REACH * dpi)
    found = []
    for left, top, right, bottom in lines:
        above = ink[max(0, top - reach) : max(0, top - 1), left:right].any(axis=0)
        below = ink[bottom + 1 : bottom + reach, left:right].any(axis=0)
        sides = min(float(above.mean()), float(below.mean())) if above.size and below.size else 0.0
        if sides >= _BESIDE and float((above & below).mean()) >= _CROSSED:
            found.append((left, top, right, bottom))
    return found


def without_strikes(grey: Grey, strikes: Sequence[Box]) -> Grey:
    """The page without these lines; where a letter touches one, it stays."""
    ink, clean = dark(grey), grey.copy()
    for left, top, right, bottom in strikes:
        top, bottom = max(2, top - 1), bottom + 1
        touched = ink[top - 2 : top, left:right].any(axis=0) | ink[bottom : bottom + 2, left:right].any(axis=0)
        clean[top:bottom, left:right][:, ~touched] = 255
    return clean


def parted(words: Sequence[SeenWord], strikes: Sequence[Box]) -> list[SeenWord]:
    """Words cut where a line ends that strikes out only their beginning: "1387" in "1387/KH-UBND"."""
    found: list[SeenWord] = []
    for word in words:
        left, top, right, bottom = word.box
        end = next((s[2] for s in strikes if top < s[1] < bottom and s[0] < left + 5 and left < s[2] < right), right)
        letters = _cut(word.text, (end - left) / max(1, right - left))
        if end == right or not _LEAST_LETTERS <= letters < len(word.text):
            found.append(word)
            continue
        found.append(replace(word, text=word.text[:letters], box=(left, top, end, bottom)))
        found.append(replace(word, text=word.text[letters:], box=(end, top, right, bottom), joined=True))
    return found


def _cut(text: str, share: float) -> int:
    """How many letters a share of the width is; a sign within a letter of it is the better cut."""
    letters = round(share * len(text))
    near = [n for n in (letters, letters + 1, letters - 1, letters + 2) if 0 < n < len(text) and not text[n].isalnum()]
    return near[0] if near else letters
