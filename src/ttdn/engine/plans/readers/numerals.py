"""Numbers as lists write them: 1, 01, a, A, i, I; and series that the document spells out itself."""

from __future__ import annotations

_ROMAN = (
    *((1000, "m"), (900, "cm"), (500, "d"), (400, "cd"), (100, "c"), (90, "xc"), (50, "l"), (40, "xl")),
    *((10, "x"), (9, "ix"), (5, "v"), (4, "iv"), (1, "i")),
)
_BIGGEST = 3_000  # past this letters and Roman figures say nothing to a reader


def formatted(number: int, style: str, series: str | None = None) -> str:
    """``number`` in a numbering style of Word; ``series`` is a written one such as "a, b, c, d, đ, e, ..."."""
    if series:
        return _in_series(number, series)
    if not 0 < number <= _BIGGEST:
        return str(number)
    match style:
        case "lowerLetter":
            return _letters(number)
        case "upperLetter":
            return _letters(number).upper()
        case "lowerRoman":
            return _roman(number)
        case "upperRoman":
            return _roman(number).upper()
        case "decimalZero":
            return f"{number:02d}"
    return str(number)


def _letters(number: int) -> str:
    """After z Word doubles the letter: aa, bb."""
    return chr(ord("a") + (number - 1) % 26) * ((number - 1) // 26 + 1)


def _roman(number: int) -> str:
    written = ""
    for value, letters in _ROMAN:
        count, number = divmod(number, value)
        written += letters * count
    return written


def _in_series(number: int, series: str) -> str:
    items = [item.strip() for item in series.split(",")]
    items = [item for item in items if item and item.strip(".…")]
    if items and all(item.isdecimal() for item in items):  # "001, 002, 003, ..."
        return str(number).zfill(len(items[0]))
    return items[number - 1] if 0 < number <= len(items) else str(number)
