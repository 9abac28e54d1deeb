"""Roman numbers, which a reader of words takes for letters: how many strokes stand there is counted in the picture."""

from __future__ import annotations

import re

import numpy as np

from ttdn.engine.plans.readers.scan.ink import Mask

_UPPER, _LOWER = 0.22, 0.78  # of a letter's height: between serifs
_SOLID = 0.88  # of that stretch, for a column of ink to be a stem
_WIDE = 0.85  # heights: V and X; the thick arm of a bold V would pass for a stroke
_TOGETHER = 0.8  # heights between stems of one number; "III/2017" has its next stem further off

_STROKES = r"IlL1|!iìíîïÌÍỊịHh\[\]"
# "lÍ", "H", "VỊ", "VIH.", "HI-" at the head of a line or alone in a cell; "1." and "11." are numbers.
_NUMBER = re.compile(rf"(?!\d+[.)/-]?$)(?P<head>[VX]?)(?P<strokes>[{_STROKES}]{{1,4}})(?P<tail>[.)/-]?)$")
# "Quý H/2017", "Quý III", "quý 1,"
_QUARTER = re.compile(rf"(?P<strokes>[{_STROKES}]{{1,3}})(?P<tail>(?:[/⁄,;.)-].*)?)$")
_FOUR = re.compile(rf"(?P<strokes>[{_STROKES}])(?P<four>[Vv])(?P<tail>(?:[/⁄,;.)-].*)?)$")


Stems = tuple[int, int]  # in the whole word, and behind a first letter as wide as V or X


def stems(ink: Mask, box: tuple[int, int, int, int]) -> Stems:
    """How many upright strokes stand close together in a word, from its first one on."""
    left, top, right, bottom = box
    return _stems(ink, box), _stems(ink, (left + round(_WIDE * (bottom - top)), top, right, bottom))


def _stems(ink: Mask, box: tuple[int, int, int, int]) -> int:
    left, top, right, bottom = box
    height = bottom - top
    part = ink[top + round(_UPPER * height) : top + round(_LOWER * height), left:right]
    if part.shape[0] < 4 or part.shape[1] < 2:
        return 0
    solid = np.concatenate(([False], part.mean(axis=0) >= _SOLID, [False]))
    edges = np.flatnonzero(np.diff(solid.astype(np.int8)))
    starts, ends = edges[::2], edges[1::2]
    count = 0
    for index in range(len(starts)):
        if index and starts[index] - ends[index - 1] > _TOGETHER * height:
            break
        count += 1
    return count


def mended_number(text: str, stems: Stems) -> str:
    """A mark such as "II." or "VI" with as many strokes as were counted; anything else as it is."""
    found = _NUMBER.match(text)
    counted = stems[1] if found and found["head"] else stems[0]
    if found is None or not 1 <= counted <= 3:
        return text
    if found["head"] == "" and text[0] in "Ll" and text[1:2].islower():
        return text
    return f"{found['head']}{'I' * counted}{found['tail']}"


def mended_quarter(text: str, stems: Stems) -> str:
    """The quarter of a year behind "Quý"."""
    four = _FOUR.match(text)
    if four is not None:
        return f"IV{four['tail'].replace('⁄', '/')}"
    found, counted = _QUARTER.match(text), stems[0]
    if found is None or not 1 <= counted <= 3:
        return text
    if found["strokes"] == "1" and counted == 1:
        return text
    tail = re.sub(r"^/{2,}", "/", found["tail"].replace("⁄", "/"))
    return "I" * counted + tail
