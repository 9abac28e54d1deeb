"""Drawn lines of a scanned page: found as long straight runs of ink, and taken out before letters are read."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from ttdn.engine.plans.readers.pdf.layout import Rule
from ttdn.engine.plans.readers.scan.ink import Grey, Mask, dark

_LEVEL_LEAST, _UPRIGHT_LEAST = 0.30, 0.19  # inches; shorter ones part no cells
_LEVEL_SURE, _UPRIGHT_SURE = 1.0, 0.32  # as long as this a line is a rule wherever it stands
_MEETING = 0.06
_THICKEST = 0.06  # inches; thicker is a bar or a picture
_INKED = 0.93  # of a run, for specks of white in it
_MOST_RUNS = 60_000  # a page of hatching is no table

Box = tuple[int, int, int, int]  # left, top, right, bottom


@dataclass(frozen=True, slots=True, kw_only=True)
class Ruled:
    """Rules in points, the page without them, and level lines too short for a rule, in pixels."""

    rules: tuple[Rule, ...]
    grey: Grey
    loose: tuple[Box, ...] = ()


def take_rules(grey: Grey, dpi: float) -> Ruled:
    """Find level and upright lines; what is left is for the reader of letters."""
    ink = dark(grey)
    level_ink = _opened(ink, round(_LEVEL_LEAST * dpi))
    upright_ink = _opened(ink.T, round(_UPRIGHT_LEAST * dpi))
    level = _lines(level_ink, least=_LEVEL_LEAST * dpi, thickest=_THICKEST * dpi)
    upright = [_swapped(box) for box in _lines(upright_ink, least=_UPRIGHT_LEAST * dpi, thickest=_THICKEST * dpi)]
    near = round(_MEETING * dpi)
    kept_level = [box for box in level if _is_rule(box, upright, long=_LEVEL_SURE * dpi, near=near)]
    kept_upright = [
        box
        for box in upright
        if _is_rule(_swapped(box), [_swapped(other) for other in kept_level], long=_UPRIGHT_SURE * dpi, near=near)
    ]
    if not kept_level and not kept_upright:
        return Ruled(rules=(), grey=grey, loose=tuple(level))
    lines = _inside(_widened(level_ink), kept_level) | _inside(_widened(upright_ink).T, kept_upright)
    scale = 72.0 / dpi
    rules = [rule_of(box, scale) for box in kept_level]
    rules += [_turned(rule_of(_swapped(box), scale)) for box in kept_upright]
    loose = tuple(box for box in level if box not in kept_level)
    return Ruled(rules=tuple(rules), grey=np.where(lines, 255, grey).astype(np.uint8), loose=loose)


def _lines(ink: Mask, *, least: float, thickest: float) -> list[Box]:
    """Boxes as long and as thin as a line; where two lines cross, stubs are left beside them."""
    return [box for box in _boxes(ink) if box[3] - box[1] <= thickest and box[2] - box[0] >= 0.7 * least]


def _is_rule(box: Box, across: Sequence[Box], *, long: float, near: int) -> bool:
    """A short line is one only between two others: the bars of "BTTTT" stand in a row as well."""
    left, top, right, bottom = box
    if right - left >= long:
        return True
    met = {
        side
        for side, end in (("left", left), ("right", right))
        for other in across
        if other[0] - near <= end <= other[2] + near and other[1] - near <= bottom and top <= other[3] + near
    }
    return len(met) == 2


def _inside(mask: Mask, boxes: Sequence[Box]) -> Mask:
    """The part of the mask that belongs to these boxes."""
    kept = np.zeros_like(mask)
    for left, top, right, bottom in boxes:
        area = (slice(max(0, top - 2), bottom + 2), slice(max(0, left - 2), right + 2))
        kept[area] = mask[area]
    return kept


def _swapped(box: Box) -> Box:
    left, top, right, bottom = box
    return top, left, bottom, right


def _opened(ink: Mask, length: int) -> Mask:
    """Pixels that lie in a level run of ink at least ``length`` long; a run may climb a pixel."""
    height, width = ink.shape
    if width <= length:
        return np.zeros_like(ink)
    near = ink.copy()
    near[1:] |= ink[:-1]
    near[:-1] |= ink[1:]
    sums = np.zeros((height, width + 1), dtype=np.int32)
    np.cumsum(near, axis=1, out=sums[:, 1:])
    starts = (sums[:, length:] - sums[:, :-length]) >= _INKED * length
    covered = np.zeros((height, width + 1), dtype=np.int32)
    covered[:, : starts.shape[1]] += starts
    covered[:, length:] -= starts[:, : width + 1 - length]
    return (np.cumsum(covered, axis=1)[:, :width] > 0) & ink


def _widened(mask: Mask) -> Mask:
    """A pixel more above and below: the grey edge of the line."""
    wide = mask.copy()
    for shift in (1, 2):
        wide[shift:] |= mask[:-shift]
        wide[:-shift] |= mask[shift:]
    return wide


def _boxes(mask: Mask) -> list[Box]:
    """Left, top, right, bottom of what hangs together, row by row."""
    padded = np.zeros((mask.shape[0], mask.shape[1] + 2), dtype=np.int8)
    padded[:, 1:-1] = mask
    edges = np.diff(padded, axis=1)
    rows, starts = np.nonzero(edges == 1)
    ends = np.nonzero(edges == -1)[1]
    if len(rows) > _MOST_RUNS:
        return []
    boxes: list[list[int]] = []
    open_: list[int] = []
    for y, start, end in zip(rows.tolist(), starts.tolist(), ends.tolist(), strict=True):
        open_ = [index for index in open_ if boxes[index][3] >= y - 2]
        for index in open_:
            box = boxes[index]
            if start <= box[2] + 2 and end >= box[0] - 2:
                box[0], box[2], box[3] = min(box[0], start), max(box[2], end), y + 1
                break
        else:
            open_.append(len(boxes))
            boxes.append([start, y, end, y + 1])
    return [(left, top, right, bottom) for left, top, right, bottom in boxes]


def rule_of(box: Box, scale: float) -> Rule:
    """A level line in pixels as a rule in points."""
    left, top, right, bottom = (edge * scale for edge in box)
    middle = (top + bottom) / 2
    return Rule(x0=left, y0=middle, x1=right, y1=middle)


def _turned(rule: Rule) -> Rule:
    return Rule(x0=rule.y0, y0=rule.x0, x1=rule.y1, y1=rule.x1)
