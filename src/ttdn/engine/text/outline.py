"""Outline numbers: roman, arabic, "1.1", letters in Vietnamese order, dashes, pluses, bullets, "Điều 1"."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Literal

from ttdn.engine.text.normal import fold, lower
from ttdn.engine.text.numbers import number, roman_with_slips, to_roman

LETTERS = "abcdđeghiklmnopqrstuvxy"  # no f, j, w, z: the order in which điểm a), b), c), d), đ) run

MarkerKind = Literal[
    "part", "upper", "roman", "article", "arabic", "dotted", "letter", "number-paren", "dash", "plus", "bullet"
]
RANK: dict[MarkerKind, int] = {
    "part": 0, "upper": 1, "roman": 2, "article": 2, "arabic": 3, "dotted": 4, "letter": 8, "number-paren": 9,
    "dash": 10, "plus": 11, "bullet": 12,
}  # fmt: skip
BULLETS = frozenset({"dash", "plus", "bullet"})


@dataclass(frozen=True, slots=True, kw_only=True)
class Marker:
    """The number before a heading or an item; ``label`` as it goes into a reference, ``end`` where the words start."""

    kind: MarkerKind
    label: str
    ordinal: int
    end: int
    slip: bool = False  # "Ill" for III
    depth: int = 1  # 2 for "1.1", 3 for "1.1.1"

    @property
    def rank(self) -> int:
        return RANK[self.kind] + (self.depth - 2 if self.kind == "dotted" else 0)


# "Phần thứ nhất", "PHẦN I. ĐÁNH GIÁ", "Chương II"
_PART = re.compile(r"(?:phan|chuong)\s+(?:thu\s+)?(\w+)\b[.:\s-]*")
# "Điều 2. Giao Sở Y tế chủ trì"
_ARTICLE = re.compile(r"dieu\s+(\d{1,3})\s*[.:]\s*")
# "I. MỤC ĐÍCH", "Ill. KINH PHÍ", "II- NỘI DUNG", "IV/ Tổ chức", "I.MỤC TIÊU" - not "V/v triển khai"
_ROMAN = re.compile(r"(?!V/v)([IVXl1|]{1,6})\s*(?:[.)/:]\s*|\s?[-–]\s+)(?=\S)")
# "A. KẾT QUẢ", "B- NHIỆM VỤ"
_UPPER = re.compile(r"([A-HĐK])\s*(?:[./]\s+|\s?[-–]\s+)(?=\S)")
# "1.1. Nhiệm vụ", "2.3.1 Tổ chức" - not "1.000 bản", not "01.01.2026"
_DOTTED = re.compile(r"(\d{1,2}(?:\.\d{1,2}){1,3})\s*[.):]?\s+(?=[^\W\d_]|[“\"(*])")
# "1. Mục đích:", "10/ Sở Y tế", "3- Yêu cầu", "Câu 1" is none
_ARABIC = re.compile(r"(\d{1,3})\s*(?:\.(?!\d)|/(?=\s)|\s?[-–](?=\s)|:(?=\s))\s*(?=\S)")
# "1) Tổ chức", "(1) Tổ chức"
_NUMBER_PAREN = re.compile(r"\(?(\d{1,2})\)\s*(?=\S)")
# "a) Tuyên truyền", "đ. Xây dựng", "(a) Rà soát", "b/ In ấn"
_LETTER = re.compile(r"\(?([a-zđ])(?:\d)?\s*[)./](?:\s+|(?=[^\W\d_]))")
_DASH = re.compile(r"[-–—−]\s*(?=[^\s\d-]|\d)")
_PLUS = re.compile(r"\+\s*(?=\S)")
_BULLET = re.compile(r"[•●▪■◦○*·✓➢❖]\s*(?=\S)")


def _part(text: str) -> Marker | None:
    hit = _PART.match(fold(text))
    if not hit:
        return None
    word = text[hit.start(1) : hit.end(1)]
    slips = roman_with_slips(word)
    value = slips[0] if slips else number(word)
    if value is None or not 1 <= value < 100:
        return None
    return Marker(kind="part", label=to_roman(int(value)), ordinal=int(value), end=hit.end())


def _roman(text: str) -> Marker | None:
    hit = _ROMAN.match(text)
    slips = hit and roman_with_slips(hit.group(1))
    if not hit or not slips:
        return None
    return Marker(kind="roman", label=to_roman(slips[0]), ordinal=slips[0], end=hit.end(), slip=slips[1])


def _letter(text: str) -> Marker | None:
    hit = _LETTER.match(text)
    if not hit or hit.group(1) not in LETTERS:
        return None
    return Marker(kind="letter", label=hit.group(1), ordinal=LETTERS.index(hit.group(1)) + 1, end=hit.end())


def _upper(text: str) -> Marker | None:
    hit = _UPPER.match(text)
    if not hit or lower(hit.group(1)) not in LETTERS:
        return None
    label = hit.group(1)
    return Marker(kind="upper", label=label, ordinal=LETTERS.index(lower(label)) + 1, end=hit.end())


def _counted(text: str) -> Marker | None:
    if hit := _ARTICLE.match(fold(text)):
        return Marker(kind="article", label=hit.group(1), ordinal=int(hit.group(1)), end=hit.end())
    if hit := _DOTTED.match(text):
        steps = hit.group(1).split(".")
        return Marker(kind="dotted", label=hit.group(1), ordinal=int(steps[-1]), end=hit.end(), depth=len(steps))
    if hit := _ARABIC.match(text):
        return Marker(kind="arabic", label=str(int(hit.group(1))), ordinal=int(hit.group(1)), end=hit.end())
    if hit := _NUMBER_PAREN.match(text):
        return Marker(kind="number-paren", label=str(int(hit.group(1))), ordinal=int(hit.group(1)), end=hit.end())
    return None


def _sign(text: str) -> Marker | None:
    for kind, pattern in (("dash", _DASH), ("plus", _PLUS), ("bullet", _BULLET)):
        if hit := pattern.match(text):
            return Marker(kind=kind, label="", ordinal=0, end=hit.end())  # type: ignore[arg-type]  # a literal
    return None


def marker(text: str) -> Marker | None:
    """The outline number a line starts with, or None. "I." is roman, and so are "C." and "D." only in lists of them."""
    return _part(text) or _roman(text) or _upper(text) or _counted(text) or _letter(text) or _sign(text)


# the TT cell of a table: "I", "1", "1.1", "a", "II.", "01", "-", "Ill"
def row_marker(cell: str) -> Marker | None:
    """The outline number that is the whole of a table cell."""
    cell = cell.strip().strip(".):(").strip()
    if not cell:
        return None
    if slips := roman_with_slips(cell):
        return Marker(kind="roman", label=to_roman(slips[0]), ordinal=slips[0], end=len(cell), slip=slips[1])
    if re.fullmatch(r"\d{1,4}", cell):
        return Marker(kind="arabic", label=str(int(cell)), ordinal=int(cell), end=len(cell))
    if re.fullmatch(r"\d{1,3}(?:\.\d{1,3}){1,3}", cell):
        steps = cell.split(".")
        return Marker(kind="dotted", label=cell, ordinal=int(steps[-1]), end=len(cell), depth=len(steps))
    if re.fullmatch(r"[A-ZĐ]", cell) and lower(cell) in LETTERS:
        return Marker(kind="upper", label=cell, ordinal=LETTERS.index(lower(cell)) + 1, end=1)
    if re.fullmatch(r"[a-zđ]", cell) and cell in LETTERS:
        return Marker(kind="letter", label=cell, ordinal=LETTERS.index(cell) + 1, end=1)
    if re.fullmatch(r"(?:phan|muc) [ivx]+", fold(cell)):
        label = cell.split()[-1].upper()
        return Marker(kind="part", label=label, ordinal=(roman_with_slips(label) or (0, False))[0], end=len(cell))
    if cell in {"-", "+", "–", "•", "*"}:
        return Marker(kind="dash", label="", ordinal=0, end=1)
    return None
