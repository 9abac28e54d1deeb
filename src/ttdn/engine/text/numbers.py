"""Numbers as officials write them: "02", "10.000", "1,5", "hai", and roman numerals with their slips."""

from __future__ import annotations

import re

from ttdn.engine.text.normal import lower

NUMBER = r"\d{1,3}(?:\.\d{3})+(?!\d)|\d+(?:,\d+)?"  # "10.000 tờ rơi", "02 phóng sự", "1,5 tỷ"

_WORDS = {
    "một": 1, "hai": 2, "ba": 3, "bốn": 4, "tư": 4, "năm": 5, "sáu": 6, "bảy": 7, "tám": 8, "chín": 9, "mười": 10,
    "nhất": 1, "nhì": 2,
}  # fmt: skip
_LONGEST = 24  # "1.000.000.000.000.000" has 21; hundreds of figures are more than a float holds
_ROMAN = re.compile(r"M{0,3}(?:CM|CD|D?C{0,3})(?:XC|XL|L?X{0,3})(?:IX|IV|V?I{0,3})")
_VALUES = {"I": 1, "V": 5, "X": 10, "L": 50, "C": 100, "D": 500, "M": 1000}


def number(text: str) -> float | None:
    """The value of "02", "10.000", "1,5" or "hai"; None for anything else and for endless figures."""
    text = text.strip()
    if len(text) > _LONGEST:
        return None
    if re.fullmatch(NUMBER, text):
        return float(text.replace(".", "").replace(",", "."))
    word = _WORDS.get(lower(text))
    return None if word is None else float(word)


def roman(text: str) -> int | None:
    """The value of a well-formed roman numeral in capitals: "IV" > 4; None for "IIII" or "C1"."""
    if not text or not _ROMAN.fullmatch(text):
        return None
    total = 0
    for letter, following in zip(text, [*text[1:], ""], strict=True):
        value = _VALUES[letter]
        total += -value if following and _VALUES[following] > value else value
    return total


def to_roman(value: int) -> str:
    """4 > "IV"."""
    steps = ((1000, "M"), (900, "CM"), (500, "D"), (400, "CD"), (100, "C"), (90, "XC"), (50, "L"), (40, "XL"),
             (10, "X"), (9, "IX"), (5, "V"), (4, "IV"), (1, "I"))  # fmt: skip
    letters = ""
    for step, sign in steps:
        letters += sign * (value // step)
        value %= step
    return letters


def roman_with_slips(text: str) -> tuple[int, bool] | None:
    """The value and whether it was a slip of the eye: "Ill" (letters l) and "1V" are III and IV, "lI" is II."""
    exact = roman(text)
    if exact is not None:
        return exact, False
    mended = text.replace("l", "I").replace("1", "I").replace("|", "I")
    if re.fullmatch(r"[IVXl1|]{2,6}", text) and not text.isdigit():
        value = roman(mended)
        return None if value is None else (value, True)
    return None
