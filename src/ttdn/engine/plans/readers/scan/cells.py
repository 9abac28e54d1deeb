"""Cells that tesseract passed over (a narrow column of numbers, a word alone) are cut out and read once more."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

import numpy as np

from ttdn.engine.plans.readers.limits import Limits
from ttdn.engine.plans.readers.pdf.grid import drawn_grids
from ttdn.engine.plans.readers.pdf.layout import Rule
from ttdn.engine.plans.readers.scan.ink import Grey, Mask, dark
from ttdn.engine.plans.readers.scan.recognised import SeenWord, quality

_READ = 0.5  # of a cell's ink inside of word boxes: less, and the cell was passed over
_LEAST_INK = 12  # dark pixels; fewer are specks
_SHORT, _SHORT_SURE = 2, 70.0  # a number alone in its cell, read with doubt, is read again
_BORDER = 0.02  # inches of a cell's edge that may hold what is left of its border
_GAP = 0.2  # inches between pieces
_MOST_CELLS = 400
_HIGHEST = 20_000  # pixels of a strip; tesseract takes 32,767
_AGAIN = 90_000  # line numbers of words read again


@dataclass(frozen=True, slots=True, kw_only=True)
class Piece:
    """Where a piece of the page stands in the strip of pieces."""

    cell: tuple[int, int, int, int]
    left: int  # of the piece on the page
    top: int
    width: int
    height: int
    at: int  # its top in the strip


def passed_over(
    grey: Grey, rules: Sequence[Rule], words: Sequence[SeenWord], dpi: float, limits: Limits
) -> tuple[Grey | None, list[Piece]]:
    """A strip of all cells that hold ink and too few words, one below the other, and what stands where in it."""
    cells = _cells(rules, dpi, limits, grey.shape)
    if not cells:
        return None, []
    ink = dark(grey)
    unread = _without_words(ink, words)
    pieces: list[Piece] = []
    at = gap = round(_GAP * dpi)
    for cell in cells:
        left, top, right, bottom = cell
        own = ink[top:bottom, left:right]
        if own.sum() < _LEAST_INK or unread[top:bottom, left:right].sum() < (1 - _READ) * own.sum():
            continue
        ys, xs = np.nonzero(own.any(axis=1))[0], np.nonzero(own.any(axis=0))[0]
        width, height = int(xs[-1] - xs[0]) + 1, int(ys[-1] - ys[0]) + 1
        if height < 0.04 * dpi or at + height + gap > _HIGHEST or len(pieces) >= _MOST_CELLS:
            continue
        pieces.append(Piece(cell=cell, left=left + int(xs[0]), top=top + int(ys[0]), width=width, height=height, at=at))
        at += height + gap
    return (_strip(grey, pieces, at, gap), pieces) if pieces else (None, [])


def _cells(
    rules: Sequence[Rule], dpi: float, limits: Limits, shape: tuple[int, ...]
) -> list[tuple[int, int, int, int]]:
    scale = dpi / 72.0
    edge = round(_BORDER * dpi)
    cells = []
    for grid in drawn_grids(rules, limits):
        for cell in grid.cells:
            left, right = round(cell.x0 * scale) + edge, round(cell.x1 * scale) - edge
            top, bottom = round(cell.y0 * scale) + edge, round(cell.y1 * scale) - edge
            left, top = max(left, 0), max(top, 0)
            right, bottom = min(right, shape[1]), min(bottom, shape[0])
            if right > left and bottom > top:
                cells.append((left, top, right, bottom))
    return cells


def _without_words(ink: Mask, words: Sequence[SeenWord]) -> Mask:
    rest = ink.copy()
    for word in words:
        if len(word.text) <= _SHORT and word.sure < _SHORT_SURE:
            continue
        left, top, right, bottom = word.box
        rest[max(0, top - 2) : bottom + 2, max(0, left - 2) : right + 2] = False
    return rest


def _strip(grey: Grey, pieces: Sequence[Piece], height: int, margin: int) -> Grey:
    strip = np.full((height, max(piece.width for piece in pieces) + 2 * margin), 255, dtype=np.uint8)
    for piece in pieces:
        part = grey[piece.top : piece.top + piece.height, piece.left : piece.left + piece.width]
        strip[piece.at : piece.at + piece.height, margin : margin + piece.width] = part
    return strip


def with_cells(
    words: Sequence[SeenWord], again: Sequence[SeenWord], pieces: Sequence[Piece], dpi: float
) -> list[SeenWord]:
    """The page's words with those read again put in their places, instead of what stood in these cells."""
    margin = round(_GAP * dpi)
    found: dict[Piece, list[SeenWord]] = {}
    for word in again:
        middle = (word.box[1] + word.box[3]) / 2
        piece = next((piece for piece in pieces if piece.at - 6 <= middle <= piece.at + piece.height + 6), None)
        if piece is not None:
            found.setdefault(piece, []).append(_back(word, piece, margin, len(found)))
    kept = list(words)
    for piece, own in found.items():
        before = [word for word in words if _inside(word, piece.cell)]
        if quality(own) > quality(before):
            kept = [word for word in kept if not _inside(word, piece.cell)] + own
    return kept


def _back(word: SeenWord, piece: Piece, margin: int, index: int) -> SeenWord:
    x, y = piece.left - margin, piece.top - piece.at
    left, top, right, bottom = word.box
    block, paragraph, line = word.line
    return replace(word, box=(left + x, top + y, right + x, bottom + y), line=(_AGAIN + index + block, paragraph, line))


def _inside(word: SeenWord, cell: tuple[int, int, int, int]) -> bool:
    x, y = (word.box[0] + word.box[2]) / 2, (word.box[1] + word.box[3]) / 2
    return cell[0] <= x < cell[2] and cell[1] <= y < cell[3]
