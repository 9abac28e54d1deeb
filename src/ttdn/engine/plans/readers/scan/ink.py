"""A page's ink as arrays: paper made white, coloured ink parted from black, the page set straight."""

from __future__ import annotations

import math
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt
from PIL import Image, ImageFilter

Grey = npt.NDArray[np.uint8]
Mask = npt.NDArray[np.bool_]

DARK = 140  # of 255, once the paper is white
_COLOURED = 60  # between the strongest and the weakest of red, green, blue
_COLOURED_SHARE = 0.0004  # of the page: a stamp covers ten times that, a scanner's fringes less
_MOST_SKEW = 4.0  # degrees
_SKEW_WIDTH = 800  # pixels are enough to see how lines lie


@dataclass(frozen=True, slots=True, kw_only=True)
class Inks:
    """Black print, and what is written or stamped in colour; both as dark on white."""

    black: Grey
    coloured: Grey | None


def part_inks(image: Image.Image) -> Inks:
    """Red and blue ink lies over the print; where a channel shows no ink, the print below shows."""
    if image.mode != "RGB":
        return Inks(black=whitened(np.asarray(image.convert("L"))), coloured=None)
    channels = np.asarray(image)
    strongest, weakest = channels.max(axis=2), channels.min(axis=2)
    mask = (strongest.astype(np.int16) - weakest) > _COLOURED
    if mask.mean() < _COLOURED_SHARE:
        return Inks(black=whitened(np.asarray(image.convert("L"))), coloured=None)
    coloured = np.where(mask, weakest, 255).astype(np.uint8)
    return Inks(black=whitened(strongest), coloured=coloured)


def whitened(grey: Grey) -> Grey:
    """Divided by the paper's own brightness, so that shadows and yellowed paper become white."""
    image = Image.fromarray(grey)
    small = image.reduce(max(1, min(16, image.width // 8, image.height // 8)))
    paper = small.filter(ImageFilter.MaxFilter(5)).filter(ImageFilter.GaussianBlur(2))
    background = np.asarray(paper.resize(image.size, Image.Resampling.BILINEAR)).astype(np.uint16)
    lifted = grey.astype(np.uint16) * 255 // np.maximum(background, 60)
    return np.minimum(lifted, 255).astype(np.uint8)


def dark(grey: Grey) -> Mask:
    return grey < DARK


def skew_of(grey: Grey) -> float:
    """By how many degrees the lines fall to the right; the angle at which rows of ink are sharpest."""
    factor = max(1, grey.shape[1] // _SKEW_WIDTH)
    small = np.asarray(Image.fromarray(grey).reduce(factor))
    inked = np.nonzero(small < 170)
    if len(inked[0]) < 200:
        return 0.0
    step = max(1, len(inked[0]) // 60_000)
    ys, xs = (axis[::step].astype(np.float64) for axis in inked)
    coarse = _sharpest(ys, xs, np.arange(-_MOST_SKEW, _MOST_SKEW + 0.01, 0.25))
    return _sharpest(ys, xs, np.arange(coarse - 0.25, coarse + 0.26, 0.05))


def _sharpest(ys: npt.NDArray[np.float64], xs: npt.NDArray[np.float64], angles: npt.NDArray[np.float64]) -> float:
    def sharpness(angle: float) -> float:
        rows = ys - xs * math.tan(math.radians(angle))
        counts = np.bincount((rows - rows.min()).astype(np.int64))
        return float((np.diff(counts).astype(np.float64) ** 2).sum())

    return float(max(angles, key=lambda angle: sharpness(float(angle))))


def turned(grey: Grey, degrees: float) -> Grey:
    """Turned so that lines falling by ``degrees`` lie level; what comes into view is white."""
    if abs(degrees) < 0.04:
        return grey
    image = Image.fromarray(grey).rotate(degrees, Image.Resampling.BICUBIC, fillcolor=255)
    return np.asarray(image)


def lies_sideways(grey: Grey) -> bool:
    """Whether lines run up or down: then columns of ink are sharper than rows."""
    small = np.asarray(Image.fromarray(grey).reduce(max(1, min(grey.shape) // 500)))
    ink = 255 - small.astype(np.float64)
    margin_y, margin_x = small.shape[0] // 12, small.shape[1] // 12
    ink = ink[margin_y : small.shape[0] - margin_y, margin_x : small.shape[1] - margin_x]
    if ink.size == 0:
        return False
    rows, columns = ink.mean(axis=1), ink.mean(axis=0)
    return float((np.diff(columns) ** 2).mean()) > 2.5 * float((np.diff(rows) ** 2).mean())
