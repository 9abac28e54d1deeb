"""The secrecy gate: a stamp MẬT, TỐI MẬT or TUYỆT MẬT on a document, never the words in a sentence.

A stamp stands on a line of its own: above the number in the letterhead, in a box, in a header or footer. What
counts depends on the place:

- **header, footer, text box, one-cell table, stamp**: any spelling with a capital, also before a page number;
- **the first blocks** (letterhead, its table cells too): the same;
- **a line of its own further down**: capitals only, so that "Mật" in a list of honeys is no stamp;
- **a cell further down**: capitals only, and only in rows of one or two different cells (signature and stamp boxes);
  in wider tables, and in rows that begin with a number, a grade is a column's value, not this document's grade;
- **"Độ mật: Mật"** and its like: on a line of its own anywhere.

A bullet in front ("- Mật;") makes it an item of a list of grades, not a stamp.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from ttdn.engine.plans.model import Block

_GRADES = ("MẬT", "TỐI MẬT", "TUYỆT MẬT")  # ascending
_LETTERHEAD_BLOCKS = 15
_STAMP_LENGTH = 60  # a stamp is short, with brackets, spaced letters and "Bản số ..."

# Letters of other scripts that look the same are the same to a reader.
_LOOKALIKES = str.maketrans("МТОІАУЕ" + "ΜΤΟΙΑΥΕ", "MTOIAYE" + "MTOIAYE")
_BULLET = re.compile(r"\s*(?:[-–+•*]|\(?\d{1,3}[.)]|[a-zđ]\))\s+")
_ORDINAL = re.compile(r"(?:\d{1,3}|[IVXLC]+|[a-zđ])[.)]?$")  # a row that counts is a row of a list
_LISTED = re.compile(r"[;,:]\s*$")
# "Độ mật: Mật", "MỨC ĐỘ MẬT - TỐI MẬT", "Cấp độ mật (Mật)"; folded, because it is often typed without marks.
_LABELLED = re.compile(r"(?:(?:muc|cap)(?: do)?|do|dau(?: do)?) mat\s*[:(\-–]\s*[\"“\[(]*\s*((?:toi |tuyet )?mat)\W*$")
# What else stands on a stamp's line: the copy's number, the page, the document's number, the national name and motto.
_BESIDE = re.compile(
    r"(?:[-–|(]\s*)?\b(?:Bản|Số bản|BẢN)\s+số\b.*$"
    r"|\b(?:Trang|TRANG)\s*\d+(?:\s*/\s*\d+)?|(?<!\w)\d{1,3}(?:\s*/\s*\d{1,3})?(?!\w)"
    r"|\bSố\s*:\s*\S*"
    r"|CỘNG\s+H(?:ÒA|OÀ)\s+XÃ\s+HỘI\s+CHỦ\s+NGHĨA\s+VIỆT\s+NAM|Độc\s+lập\s*-\s*Tự\s+do\s*-\s*Hạnh\s+phúc",
)
_CARRIER = re.compile(r"(?:TÀI LIỆU|VĂN BẢN|HỒ SƠ)\s+", re.IGNORECASE)  # "TÀI LIỆU TỐI MẬT"
_EXACT = {"MẬT": 0, "MÂT": 0, "TỐIMẬT": 1, "TUYỆTMẬT": 2}  # "MÂT": the dot is lost in bad fonts
_UNMARKED = {"TOIMAT": 1, "TUYETMAT": 2}


@dataclass(frozen=True, slots=True)
class _Place:
    """A line that may be a stamp and how freely it may be spelled there."""

    text: str
    free: bool


def find_mark(blocks: Iterable[Block]) -> str | None:
    """The highest grade stamped on the document, or None."""
    grades = [grade for place in _places(blocks) if (grade := _grade(place)) is not None]
    return _GRADES[max(grades)] if grades else None


def _places(blocks: Iterable[Block]) -> Iterator[_Place]:
    for position, block in enumerate(blocks):
        top = position < _LETTERHEAD_BLOCKS
        if block.cells is None:
            yield _Place(block.text, top or block.boxed or block.kind in ("header", "footer", "stamp"))
        else:
            yield from _cell_places(block, top=top)


def _cell_places(block: Block, *, top: bool) -> Iterator[_Place]:
    cells = list(dict.fromkeys(cell for cell in block.cells or () if cell.strip()))
    counted = any(_ORDINAL.match(cell.strip()) for cell in cells[:1])
    narrow = len(cells) <= (3 if top else 2) and not counted
    for cell in cells:
        lines = cell.split("\n")
        for text in [*lines, "".join(lines)] if len(lines) > 1 else lines:
            if narrow or _LABELLED.match(_folded(text)):
                yield _Place(text, top)


def _grade(place: _Place) -> int | None:
    text = unicodedata.normalize("NFKC", place.text).translate(_LOOKALIKES).strip()
    labelled = _LABELLED.match(_folded(text))
    if labelled:
        return ("mat", "toi mat", "tuyet mat").index(labelled[1])
    if _LISTED.search(text) or (_BULLET.match(text) and not text.endswith(("-", "–", "*", "+"))):
        return None
    stamp = _CARRIER.sub("", _BESIDE.sub(" ", text), count=1)
    if len(stamp.strip()) > _STAMP_LENGTH or any(letter.isdigit() for letter in stamp):
        return None
    return _spelled("".join(letter for letter in stamp if letter.isalpha()), free=place.free)


def _spelled(letters: str, *, free: bool) -> int | None:
    """The grade whose letters these are; ``free`` allows small letters behind a capital and a bare "MAT"."""
    if not letters or not letters[0].isupper():
        return None
    if not letters.isupper() and not free:
        return None
    capitals = letters.upper()
    if capitals in _EXACT:
        return _EXACT[capitals]
    if not letters.isupper():
        return None
    bare = _folded(letters).upper()
    if bare in _UNMARKED:
        return _UNMARKED[bare]
    return 0 if free and capitals == "MAT" else None


def _folded(text: str) -> str:
    decomposed = unicodedata.normalize("NFD", text.lower().replace("đ", "d"))
    plain = "".join(letter for letter in decomposed if not unicodedata.combining(letter))
    return re.sub(r"\s+", " ", plain).strip()
