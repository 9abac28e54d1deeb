"""Pages lie in every direction in a file; here they are turned so that most of their text stands upright."""

from __future__ import annotations

from dataclasses import dataclass

Box = tuple[float, float, float, float]


@dataclass(frozen=True, slots=True)
class Frame:
    """A page's box in the file's own coordinates, y upwards."""

    left: float
    bottom: float
    width: float
    height: float

    def place(self, x: float, y: float, turn: int) -> tuple[float, float]:
        """A point as seen by who reads text that runs right (0), up (1), upside down (2) or down (3)."""
        x -= self.left
        y -= self.bottom
        if turn == 0:
            return x, self.height - y
        if turn == 1:
            return y, x
        if turn == 2:
            return self.width - x, y
        return self.height - y, self.width - x

    def back(self, x: float, y: float, turn: int) -> tuple[float, float]:
        """The file's point behind a point that ``place`` gave."""
        if turn == 0:
            x, y = x, self.height - y
        elif turn == 1:
            x, y = y, x
        elif turn == 2:
            x, y = self.width - x, y
        else:
            x, y = self.width - y, self.height - x
        return x + self.left, y + self.bottom

    def place_box(self, box: Box, turn: int) -> Box:
        """Left, top, right, bottom as seen, of two opposite corners in the file."""
        x0, y0 = self.place(box[0], box[1], turn)
        x1, y1 = self.place(box[2], box[3], turn)
        return min(x0, x1), min(y0, y1), max(x0, x1), max(y0, y1)
