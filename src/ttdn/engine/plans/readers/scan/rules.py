"""Drawn lines of a scanned page: found as long straight runs of ink, and taken out before letters are read."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from ttdn.engine.plans.readers.layout import Stroke
from ttdn.engine.plans.readers.scan.ink import Grey, Mask, dark

_LEVEL_LEAST, _UPRIGHT_LEAST = 0.40, 0.30  # inches; no letter of a plan is that wide or high
_THICKEST = 0.06  # inches; thicker is a bar or a picture
_INKED = 0.93  # of a run, for specks of white in it
_MOST_RUNS = 60_000  # a page of hatching is no table


@dataclass(frozen=True, slots=True, kw_only=True)
class Ruled:
    """Strokes in points, and the page without them."""

    strokes: tuple[Stroke, ...]
    grey: Grey


def take_rules(grey: Grey, dpi: float) -> Ruled:
    """Find level and upright lines; what is left is for the reader of letters."""
    ink = dark(grey)
    level = _opened(ink, round(_LEVEL_LEAST * dpi))
    upright = _opened(ink.T, round(_UPRIGHT_LEAST * dpi)).T
    scale = 72.0 / dpi
    strokes = [
        *(_stroke(box, scale) for box in _boxes(level) if box[3] - box[1] <= _THICKEST * dpi),
        *(_turned(_stroke(box, scale)) for box in _boxes(upright.T) if box[3] - box[1] <= _THICKEST * dpi),
    ]
    if not strokes:
        return Ruled(strokes=(), grey=grey)
    return Ruled(
        strokes=tuple(strokes), grey=np.where(_widened(level) | _widened(upright.T).T, 255, grey).astype(np.uint8)
    )


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


def _boxes(mask: Mask) -> list[tuple[int, int, int, int]]:
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


def _stroke(box: tuple[int, int, int, int], scale: float) -> Stroke:
    left, top, right, bottom = (edge * scale for edge in box)
    return Stroke(left=left, top=top, right=right, bottom=bottom)


def _turned(stroke: Stroke) -> Stroke:
    return Stroke(left=stroke.top, top=stroke.left, right=stroke.bottom, bottom=stroke.right)
