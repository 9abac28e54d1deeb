"""What tesseract prints (TSV) becomes words in their places, mended only where no doubt is possible."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass, replace
from itertools import pairwise

import numpy as np

from ttdn.engine.plans.readers.pdf.layout import Word
from ttdn.engine.plans.readers.scan.ink import Mask
from ttdn.engine.plans.readers.scan.roman import Stems, mended_number, mended_quarter, stems
from ttdn.engine.text.syllables import run_together

_WORD_LEVEL = "5"
_MARKS = frozenset('-–—−•+*.,:;()/…“”"%&=<>[]')  # what a plan may write without a letter; "¬" is a misread "1"
_NOISE = 35.0  # a mark without letter or digit, as sure as this at most, is a speck
_BOLD = 1.28  # times the usual width of a stem
_USUAL_SIZE = 13.5  # points
_SIZE_NOISE = 0.25
_ASCENDER, _X_HEIGHT = 0.68, 0.47  # of the size
_PLAIN = re.compile(r"[acemnorsuvwxz]{2,}$|(?=.*[bdhklA-ZĐ0-9])[a-ehk-pr-xzA-PR-ZĐ0-9]{2,}$")  # no mark above or below
_TALL = re.compile(r"[bdhklA-ZĐ0-9]")
_STANDS = re.compile(r"[^gpqyQJạẹịọụặậệộợựỵẠẸỊỌỤẶẬỆỘỢỰỴ,;()\[\]/“”\"'’*_|–—-]+$")  # ends on the base line
_LEAST_PAIRS = 4
_TOO_TALL = 3.0  # times the usual height: a picture taken for a letter


@dataclass(frozen=True, slots=True, kw_only=True)
class SeenWord:
    """A word in pixels; ``sure`` from 0 to 100; ``stem`` is the mean width of its strokes."""

    text: str
    box: tuple[int, int, int, int]
    line: tuple[int, int, int]  # block, paragraph and line, as tesseract counts them
    sure: float
    stem: float = 0.0
    joined: bool = False  # no space stands before it
    stems: Stems = (0, 0)  # upright strokes close together


def seen_words(tsv: bytes) -> list[SeenWord]:
    """The rows of a TSV that hold a word."""
    words: list[SeenWord] = []
    for row in tsv.decode("utf-8", "replace").splitlines()[1:]:
        cells = row.split("\t", 11)
        if len(cells) != 12:
            continue
        try:
            block, paragraph, line = (int(cell) for cell in cells[2:5])
            left, top, width, height = (int(cell) for cell in cells[6:10])
            sure = float(cells[10])
        except ValueError:
            continue
        text = cells[11].strip()
        if cells[0] == _WORD_LEVEL and text and not _is_speck(text, sure):
            box = (left, top, left + width, top + height)
            words.append(SeenWord(text=text, box=box, line=(block, paragraph, line), sure=sure))
    return _without_pictures(words)


def _is_speck(text: str, sure: float) -> bool:
    if not any(letter.isalnum() or letter in _MARKS for letter in text):
        return True
    return not text.strip("_|¦~") or (sure < _NOISE and not any(letter.isalnum() for letter in text))


def _without_pictures(words: list[SeenWord]) -> list[SeenWord]:
    heights = sorted(word.box[3] - word.box[1] for word in words)
    usual = heights[len(heights) // 2] if heights else 0
    return [word for word in words if word.box[3] - word.box[1] <= _TOO_TALL * usual or word.sure > 80]


def quality(words: Sequence[SeenWord]) -> float:
    """How sure the words are on the whole, long ones before all; 0 for none."""
    letters = sum(len(word.text) for word in words)
    return sum(word.sure * len(word.text) for word in words) / letters if letters else 0.0


def runs_backwards(words: Sequence[SeenWord]) -> bool:
    """Whether most words stand left of the word before them on their line."""
    pairs = [(word, after) for word, after in pairwise(words) if word.line == after.line]
    back = sum(after.box[0] < word.box[0] for word, after in pairs)
    return len(pairs) >= _LEAST_PAIRS and 2 * back > len(pairs)


def with_stems(words: Sequence[SeenWord], ink: Mask) -> list[SeenWord]:
    """Words with the mean length of their level runs of ink, as a bold letter's stems are wider, and their strokes."""
    return [replace(word, stem=_stem(ink, word.box), stems=stems(ink, word.box)) for word in words]


def _stem(ink: Mask, box: tuple[int, int, int, int]) -> float:
    left, top, right, bottom = box
    part = ink[top:bottom, left:right]
    if part.size == 0:
        return 0.0
    runs = int(np.count_nonzero(part[:, 1:] & ~part[:, :-1])) + int(np.count_nonzero(part[:, 0]))
    return float(np.count_nonzero(part)) / runs if runs else 0.0


def usual_stem(words: Sequence[SeenWord]) -> float:
    """The width of stems in plain text: most letters of a document are plain."""
    stems = sorted(word.stem for word in words if word.stem and len(word.text) > 2)
    return stems[len(stems) // 3] if stems else 0.0


def placed(words: Sequence[SeenWord], *, dpi: float, stem: float) -> list[Word]:
    """Words in points, all words of a line on one base line and in one size."""
    scale = 72.0 / dpi
    lines: dict[tuple[int, int, int], list[int]] = defaultdict(list)
    for index, word in enumerate(words):
        lines[word.line].append(index)
    usual = _size(words) or _USUAL_SIZE / scale
    texts = mended(words)
    made: dict[int, Word] = {}
    for indexes in lines.values():
        own = [words[index] for index in indexes]
        size = _size(own) or usual
        size = usual if abs(size - usual) < _SIZE_NOISE * usual else size
        base = _base(own, size)
        for index in indexes:
            left, _, right, _ = words[index].box
            made[index] = Word(
                text=texts[index],
                x0=left * scale,
                x1=right * scale,
                base=base * scale,
                size=round(size * scale, 1),
                bold=stem > 0 and words[index].stem > _BOLD * stem,
                spaced=not words[index].joined,
                written_space=not words[index].joined,
            )
    return [made[index] for index in range(len(words))]


def _size(words: Sequence[SeenWord]) -> float:
    """The size of type from the height of words that reach from the base line to a known height; 0 unknown."""
    sizes = sorted(
        (word.box[3] - word.box[1]) / (_ASCENDER if _TALL.search(word.text) else _X_HEIGHT)
        for word in words
        if _PLAIN.match(word.text)
    )
    return sizes[len(sizes) // 2] if sizes else 0.0


def _base(words: Sequence[SeenWord], size: float) -> float:
    """The line's base: where words without descenders, dots below and commas end."""
    bottoms = sorted(word.box[3] for word in words if _STANDS.match(word.text))
    if bottoms:
        return float(bottoms[len(bottoms) // 2])
    return max(word.box[3] for word in words) - 0.2 * size


_QUARTER = re.compile(r"\W*quý$", re.IGNORECASE)
_SINCE_QUARTER = 4  # words: "Quý II và quý III", "Quý I, II, III"
_BULLETS = {"—": "-", "_": "-", "~": "-", "–": "-", "−": "-"}
_LETTERS = re.compile(r"[^\W\d_]{4,}")
_DOUBLE_SLASH = re.compile(r"(?<=\w)(?:/[/⁄]|⁄[/⁄]?)(?=\w)")


def _spaced(letters: re.Match[str]) -> str:
    return " ".join(run_together(letters.group(0)) or [letters.group(0)])


def mended(words: Sequence[SeenWord]) -> list[str]:
    """The words' texts: slips of the reader that leave no doubt are put right."""
    texts: list[str] = []
    quarter = _SINCE_QUARTER + 1
    for index, word in enumerate(words):
        opens = index == 0 or words[index - 1].line != word.line
        quarter = 0 if _QUARTER.match(word.text) else quarter + 1
        text = _LETTERS.sub(_spaced, _DOUBLE_SLASH.sub("/", word.text))
        if opens:
            text = mended_number(_BULLETS.get(text, text), word.stems)
        elif quarter and quarter <= _SINCE_QUARTER:
            text = mended_quarter(text, word.stems)
        texts.append(text)
    return texts
