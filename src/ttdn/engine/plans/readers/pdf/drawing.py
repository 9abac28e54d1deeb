"""Drawn lines of a page: the rules of tables, underlines, strike-outs; and how much of it is a picture."""

from __future__ import annotations

import ctypes
import math
from collections.abc import Iterator
from dataclasses import dataclass, field
from itertools import pairwise

from ttdn.engine.plans.readers.pdf import calls
from ttdn.engine.plans.readers.pdf.layout import Rule
from ttdn.engine.plans.readers.pdf.turning import Box, Frame

_THIN = 3.0  # a filled bar up to this thick is a rule; thicker it is shading
_DEEP = 6  # forms inside forms
_Transform = tuple[float, float, float, float, float, float]
_UNMOVED: _Transform = (1.0, 0.0, 0.0, 1.0, 0.0, 0.0)


@dataclass(slots=True)
class Drawing:
    rules: list[Rule] = field(default_factory=list)
    image_share: float = 0.0
    marks: int = 0  # objects and segments looked at


def read_drawing(page: int, frame: Frame, turn: int, *, most: int) -> Drawing:
    """The rules of a page, upright as its words are; stops after ``most`` objects."""
    drawing = Drawing()
    area = max(frame.width * frame.height, 1.0)
    for found, transform in _objects(page, drawing, most):
        kind = calls.object_type(found)
        if kind == calls.OBJECT_IMAGE:
            x0, y0, x1, y1 = _bounds(found, transform)
            drawing.image_share += abs((x1 - x0) * (y1 - y0)) / area  # a scan may lie in strips
        elif kind == calls.OBJECT_PATH:
            for box in _bars(found, transform, drawing, most):
                rule = _rule(frame.place_box(box, turn))
                if rule is not None:
                    drawing.rules.append(rule)
        if drawing.marks > most:
            break
    return drawing


def _objects(page: int, drawing: Drawing, most: int) -> Iterator[tuple[int, _Transform]]:
    """Objects with what moves them, those inside forms included."""
    stack: list[tuple[int, _Transform, int]] = [
        (found, _UNMOVED, 0)
        for index in range(min(calls.count_objects(page), most + 1))
        if (found := calls.page_object(page, index))
    ]
    stack.reverse()
    while stack:
        found, transform, depth = stack.pop()
        drawing.marks += 1
        if drawing.marks > most:
            return
        if calls.object_type(found) != calls.OBJECT_FORM:
            yield found, transform
        elif depth < _DEEP:
            inner = _after(_matrix(found), transform)
            count = min(max(calls.form_count(found), 0), most + 1)
            stack += [(part, inner, depth + 1) for n in range(count) if (part := calls.form_object(found, n))]


def _matrix(found: int) -> _Transform:
    matrix = calls.Matrix()
    if not calls.object_matrix(found, ctypes.byref(matrix)):
        return _UNMOVED
    values = (matrix.a, matrix.b, matrix.c, matrix.d, matrix.e, matrix.f)
    return values if all(map(math.isfinite, values)) else _UNMOVED


def _after(first: _Transform, then: _Transform) -> _Transform:
    a, b, c, d, e, f = first
    p, q, r, s, t, u = then
    return (a * p + b * r, a * q + b * s, c * p + d * r, c * q + d * s, e * p + f * r + t, e * q + f * s + u)


def _moved(x: float, y: float, by: _Transform) -> tuple[float, float]:
    return x * by[0] + y * by[2] + by[4], x * by[1] + y * by[3] + by[5]


def _bounds(found: int, transform: _Transform) -> Box:
    values = [ctypes.c_float() for _ in range(4)]
    if not calls.object_bounds(found, *map(ctypes.byref, values)):
        return 0.0, 0.0, 0.0, 0.0
    left, bottom, right, top = (value.value for value in values)
    x0, y0 = _moved(left, bottom, transform)
    x1, y1 = _moved(right, top, transform)
    return x0, y0, x1, y1


def _bars(path: int, transform: _Transform, drawing: Drawing, most: int) -> Iterator[Box]:
    """Straight pieces of a path: each side of a stroked shape, the whole of a thin filled one."""
    fill, stroke = ctypes.c_int(), ctypes.c_int()
    calls.path_mode(path, ctypes.byref(fill), ctypes.byref(stroke))
    if not fill.value and not stroke.value:
        return
    whole = _after(_matrix(path), transform)
    for points in _shapes(path, whole, drawing, most):
        xs, ys = [x for x, _ in points], [y for _, y in points]
        box = (min(xs), min(ys), max(xs), max(ys))
        if min(box[2] - box[0], box[3] - box[1]) <= _THIN:
            yield box
        elif stroke.value:
            for (x0, y0), (x1, y1) in pairwise(points):
                yield x0, y0, x1, y1


def _shapes(path: int, transform: _Transform, drawing: Drawing, most: int) -> Iterator[list[tuple[float, float]]]:
    x, y = ctypes.c_float(), ctypes.c_float()
    points: list[tuple[float, float]] = []
    for index in range(max(calls.path_segments(path), 0)):
        drawing.marks += 1
        if drawing.marks > most:
            return
        segment = calls.path_segment(path, index)
        kind = calls.segment_type(segment)
        if kind == calls.SEGMENT_BEZIER:  # curves are decoration
            points = []
            continue
        calls.segment_point(segment, ctypes.byref(x), ctypes.byref(y))
        if not (math.isfinite(x.value) and math.isfinite(y.value)):
            continue
        point = _moved(x.value, y.value, transform)
        if kind == calls.SEGMENT_MOVE:
            if len(points) > 1:
                yield points
            points = [point]
        else:
            points.append(point)
        if calls.segment_closes(segment) and len(points) > 1:
            yield [*points, points[0]]
            points = []
    if len(points) > 1:
        yield points


def _rule(box: Box) -> Rule | None:
    x0, y0, x1, y1 = box
    wide, high = x1 - x0, y1 - y0
    if wide >= high and high <= _THIN and wide > 1:
        return Rule(x0, (y0 + y1) / 2, x1, (y0 + y1) / 2)
    if wide <= _THIN and high > 1:
        return Rule((x0 + x1) / 2, y0, (x0 + x1) / 2, y1)
    return None
