"""Characters of a page become words with their place and dress."""

from __future__ import annotations

import ctypes
import math
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass

from ttdn.engine.plans.readers.pdf import calls
from ttdn.engine.plans.readers.pdf.layout import Word
from ttdn.engine.plans.readers.pdf.old_fonts import own_name
from ttdn.engine.plans.readers.pdf.turning import Frame
from ttdn.engine.text.code_pages import TCVN3, page_of_font

_SPACES = frozenset((0, 9, 10, 11, 12, 13, 32, 0xA0, 0x1680, *range(0x2000, 0x200C), 0x202F, 0x205F, 0x3000))
_LINE_END_HYPHENS = frozenset((0x02, 0xFFFE))  # how PDFium marks a hyphen that a line ends with
_LIGATURES = {0xFB00: "ff", 0xFB01: "fi", 0xFB02: "fl", 0xFB03: "ffi", 0xFB04: "ffl", 0xFB05: "st", 0xFB06: "st"}
_SLANTED = -1
_FORCE_BOLD = 1 << 18
_ITALIC = 1 << 6
_BOLD_NAMES = ("bold", "black", "heavy", "demi")
_ITALIC_NAMES = ("italic", "oblique")


@dataclass(frozen=True, slots=True)
class _Dress:
    """What all characters of one text object have in common."""

    size: float
    bold: bool
    italic: bool
    turn: int
    font: str = ""
    hyphen: str = "-"  # what the mark of a hyphen at the end of a line stands for


def read_words(text: int, frame: Frame) -> tuple[list[Word], list[str], int]:
    """The words of a page, upright; texts at a slant; and how the page is turned."""
    by_object = _Reading(text, frame).run()
    weights: Counter[int] = Counter()
    for turn, _, words in by_object:
        weights[turn] += sum(len(word.text) for word in words)
    straight = {turn: weight for turn, weight in weights.items() if turn != _SLANTED}
    main = max(straight, key=lambda turn: (straight[turn], -turn), default=0)
    found: list[Word] = []
    slanted: list[str] = []
    for turn, _, words in by_object:
        if turn == main:
            found += words
        elif turn == _SLANTED:
            slanted.append(_joined(words))
        else:
            found.append(_across(words, frame, turn, main))
    return _once(found), slanted, main


def _joined(words: list[Word]) -> str:
    return "".join((" " if word.spaced and index else "") + word.text for index, word in enumerate(words))


def _across(words: list[Word], frame: Frame, turn: int, main: int) -> Word:
    """Text at a right angle to the page's is one word in the place it covers: a table head set upright."""
    corners = [frame.back(x, y, turn) for w in words for x, y in ((w.x0, w.top), (w.x1, w.bottom))]
    seen = [frame.place(x, y, main) for x, y in corners]
    top, bottom = min(y for _, y in seen), max(y for _, y in seen)
    first = words[0]
    size = min(first.size, max(bottom - top, 1.0))
    return Word(
        text=_joined(words),
        x0=min(x for x, _ in seen),
        x1=max(x for x, _ in seen),
        base=(top + bottom) / 2 + 0.25 * size,
        size=size,
        bold=first.bold,
        italic=first.italic,
    )


def _once(words: list[Word]) -> list[Word]:
    """Without words printed twice on the same spot, which some programs do for bold."""
    seen: dict[str, list[Word]] = {}
    kept: list[Word] = []
    for word in words:
        alike = seen.setdefault(word.text, [])
        near = [w for w in alike[-8:] if abs(w.x0 - word.x0) + abs(w.base - word.base) < 0.12 * word.size]
        if near:
            near[0].bold = True
            continue
        alike.append(word)
        kept.append(word)
    return kept


class _Reading:
    def __init__(self, text: int, frame: Frame) -> None:
        self._text = text
        self._frame = frame
        self._dresses: dict[int, _Dress] = {}
        self._fonts: dict[int, tuple[str, bool, bool]] = {}

    def run(self) -> list[tuple[int, int, list[Word]]]:
        """Turn, text object and words of each stretch, in the file's order."""
        found: list[tuple[int, int, list[Word]]] = []
        for owner, turn, word in self._words():
            last = found[-1] if found else None
            if last is not None and last[0] == turn and (turn == 0 or last[1] == owner):
                last[2].append(word)
            else:
                found.append((turn, owner, [word]))
        return found

    def _words(self) -> Iterator[tuple[int, int, Word]]:
        text, box = self._text, calls.Rect()
        reference = ctypes.byref(box)
        character, owner_of, box_of = calls.character, calls.character_object, calls.character_box
        generated = calls.generated
        word: Word | None = None
        owner = turn = 0
        dress = _Dress(0, False, False, 0)
        spaced = written = False
        for index in range(calls.count_characters(text)):
            code = character(text, index)
            if code in _SPACES:
                if word is not None:
                    yield owner, turn, word
                    word = None
                spaced = True
                written = written or (code not in (10, 13) and not generated(text, index))
                continue
            own = owner_of(text, index) or 0
            box_of(text, index, reference)
            if own != owner or not dress.size:
                dress = self._dress(own, index)
            straight = dress.turn if dress.turn != _SLANTED else 0
            if straight == 0:
                x0, x1 = box.left - self._frame.left, box.right - self._frame.left
            else:
                x0, _, x1, _ = self._frame.place_box((box.left, box.bottom, box.right, box.top), straight)
            if word is not None and own == owner and -0.6 * dress.size < x0 - word.x1 < 0.3 * dress.size:
                word.text += _letter(code, dress.hyphen)
                word.x1 = max(x1, word.x1)
                continue
            base = self._base(index, straight)
            if word is not None:
                yield owner, turn, word
            owner, turn = own, dress.turn
            word = Word(
                _letter(code, dress.hyphen), x0, x1, base, dress.size, dress.bold, dress.italic, spaced, written
            )
            word.font = dress.font
            spaced = written = False
        if word is not None:
            yield owner, turn, word

    def _base(self, index: int, turn: int) -> float:
        x, y = ctypes.c_double(), ctypes.c_double()
        calls.character_origin(self._text, index, ctypes.byref(x), ctypes.byref(y))
        return self._frame.place(x.value, y.value, turn)[1]

    def _dress(self, owner: int, index: int) -> _Dress:
        known = self._dresses.get(owner)
        if known is not None and owner:
            return known
        matrix = calls.Matrix()
        calls.character_matrix(self._text, index, ctypes.byref(matrix))
        a, b, c, d = (value if math.isfinite(value) else 0.0 for value in (matrix.a, matrix.b, matrix.c, matrix.d))
        size = calls.character_size(self._text, index) * (math.hypot(c, d) or 1.0)
        font, bold, italic = self._font(owner)
        skewed = abs(a * c + b * d) > 0.1 * (math.hypot(a, b) * math.hypot(c, d) or 1.0)
        dress = _Dress(
            size=max(size, 1.0),
            bold=bold or (owner != 0 and calls.render_mode(owner) == 2),
            italic=italic or skewed,
            turn=_turn(a, b),
            font=font,
            # PDFium takes the code of the soft hyphen for one, which in these fonts is a letter that words end with
            hyphen="\xad" if page_of_font(own_name(font)) == TCVN3 else "-",
        )
        self._dresses[owner] = dress
        return dress

    def _font(self, owner: int) -> tuple[str, bool, bool]:
        font = calls.object_font(owner) if owner else None
        if not font:
            return "", False, False
        known = self._fonts.get(font)
        if known is None:
            buffer = ctypes.create_string_buffer(256)
            calls.font_name(font, buffer, 256)
            font_name = buffer.value.decode("utf-8", "replace")
            name = font_name.lower()
            flags = calls.font_flags(font)
            flags = flags if flags > 0 else 0
            known = (
                font_name,
                any(part in name for part in _BOLD_NAMES) or bool(flags & _FORCE_BOLD),
                any(part in name for part in _ITALIC_NAMES) or bool(flags & _ITALIC),
            )
            self._fonts[font] = known
        return known


def _letter(code: int, hyphen: str) -> str:
    if code in _LINE_END_HYPHENS:
        return hyphen
    if code in _LIGATURES:
        return _LIGATURES[code]
    return chr(code) if code < 0x110000 and not 0xD800 <= code < 0xE000 else "\ufffd"


def _turn(a: float, b: float) -> int:
    """Which way text runs: 0 right, 1 up, 2 upside down, 3 down, or slanted."""
    if not a and not b:
        return 0
    quarter = math.degrees(math.atan2(b, a)) / 90
    nearest = round(quarter)
    return nearest % 4 if abs(quarter - nearest) < 0.06 else _SLANTED
