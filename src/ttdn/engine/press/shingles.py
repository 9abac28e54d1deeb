"""Texts as sets of word 3-grams, each a 64-bit number: what two texts are compared by.

A word is a run of letters, marks and digits, letter case aside. Chinese, Japanese, Thai, Lao, Khmer and Burmese write
no spaces between words: there each character (with the vowels and tones written around it as characters of their own)
counts as a word. A text of one or two words has one gram, all of it; a text without words has none.

The numbers are the same in every process. Many texts are read at once by numpy, without a step of Python per word.
"""

from __future__ import annotations

import functools
import unicodedata
from collections.abc import Iterable, Iterator, Sequence

import numpy as np
import numpy.typing as npt

Grams = npt.NDArray[np.uint64]

_TOGETHER = 1 << 16  # characters read at once; what fits the processor's cache
_LONGEST = 1_000_000  # characters read of one text
_LAST = 0x30000  # characters from here on separate words, as nobody writes with them
_ALONE = np.uint32(1 << 31)  # marks a character that is a word by itself
_ALONE_RANGES = (
    (0x0E00, 0x0F00),  # Thai, Lao
    (0x1000, 0x10A0),  # Burmese
    (0x1780, 0x1800),  # Khmer
    (0x2E80, 0x3000),
    (0x3040, 0x3100),  # kana
    (0x3400, 0xA000),  # Chinese characters
    (0xF900, 0xFB00),
    (0x20000, _LAST),
)
_MARKS = (0x300, 0x370)  # accents that stand behind their letter
# Odd multipliers of 64 bits; the first must have an inverse.
_BASE = 0x9E3779B97F4A7C15
_FIRST, _SECOND = np.uint64(0xBF58476D1CE4E5B9), np.uint64(0x94D049BB133111EB)
_PLACES = np.array([_FIRST, _SECOND])
_MIX = np.uint64(0xD6E8FEB86659FD93)


def gram_sets(texts: Iterable[str]) -> Iterator[Grams]:
    """Of each text its 3-grams, sorted, each once."""
    chunk: list[str] = []
    size = 0
    for whole in texts:
        text = whole[:_LONGEST]
        if chunk and size + len(text) > _TOGETHER:
            yield from _read(chunk)
            chunk, size = [], 0
        chunk.append(text)
        size += len(text)
    if chunk:
        yield from _read(chunk)


def jaccard(one: Grams, other: Grams) -> float:
    """The share of the grams of both that both have; 0 where neither has any."""
    if not len(one) or not len(other):
        return 0.0
    both = np.concatenate((one, other))
    both.sort(kind="stable")  # merges what is sorted already
    shared = int(np.count_nonzero(both[1:] == both[:-1]))
    return shared / (len(both) - shared)


def _read(texts: Sequence[str]) -> Iterator[Grams]:
    words, ends = _words(texts)
    grams = _mixed(words[:-2] * _FIRST + words[1:-1] * _SECOND + words[2:])
    start = 0
    for end in ends.tolist():
        few = end - start < 3
        yield _mixed(_short(words[start:end])) if few else _distinct(grams[start : end - 2])
        start = end


def _words(texts: Sequence[str]) -> tuple[Grams, npt.NDArray[np.intp]]:
    """A number for each word of all texts, and where each text's words end."""
    codes = _codes(texts)
    if np.any((codes >= _MARKS[0]) & (codes < _MARKS[1])):  # asked of numpy, as normalize() reads slowly
        texts = [unicodedata.normalize("NFC", text) for text in texts]
        codes = _codes(texts)
    letters = _letters()[np.minimum(codes, _LAST)]
    begins = letters != 0
    begins[1:] &= (letters[:-1] == 0) | ((letters[1:] | letters[:-1]) >= _ALONE)
    starts = np.flatnonzero(begins)
    lengths = np.cumsum([len(text) + 1 for text in texts])
    if not len(starts):
        return np.zeros(0, np.uint64), np.searchsorted(starts, lengths)
    powers, inverses = _powers(1 << (len(letters) - 1).bit_length())
    # The polynomial of a word's letters; separators are zeros. Dividing by the power of its place makes it the same
    # wherever the word stands.
    sums = np.add.reduceat(letters * powers[: len(letters)], starts)
    return _mixed(sums * inverses[starts]), np.searchsorted(starts, lengths)


def _codes(texts: Sequence[str]) -> npt.NDArray[np.uint32]:
    """The code points of the texts, a line end between them."""
    return np.frombuffer("\n".join(texts).encode("utf-32-le", "surrogatepass"), np.uint32)


def _short(words: Grams) -> Grams:
    """The one gram of a text of one or two words; none without a word."""
    return np.sum(words * _PLACES[: len(words)], keepdims=True) if len(words) else words


def _distinct(grams: Grams) -> Grams:
    ordered = np.sort(grams)
    keep = np.empty(len(ordered), np.bool_)
    keep[0] = True
    np.not_equal(ordered[1:], ordered[:-1], out=keep[1:])
    return ordered[keep]


def _mixed(numbers: Grams) -> Grams:
    """Every bit of the number carried into the high ones."""
    numbers ^= numbers >> np.uint64(32)
    numbers *= _MIX
    numbers ^= numbers >> np.uint64(29)
    numbers *= _SECOND
    return numbers ^ (numbers >> np.uint64(32))


@functools.cache
def _letters() -> npt.NDArray[np.uint32]:
    """The small letter of each character of words, 0 for what separates them."""
    table = np.zeros(_LAST + 1, np.uint32)
    for code in range(_LAST):
        letter = chr(code)
        if unicodedata.category(letter)[0] in "LMN":
            lower = letter.lower()
            table[code] = ord(lower) if len(lower) == 1 else code
    for first, last in _ALONE_RANGES:
        table[first:last] |= np.where(table[first:last] > 0, _ALONE, np.uint32(0))
    return table


@functools.lru_cache(maxsize=2)
def _powers(count: int) -> tuple[Grams, Grams]:
    """The powers of the base and their inverses, modulo 2**64."""
    bases = np.full((2, count), [[_BASE], [pow(_BASE, -1, 1 << 64)]], np.uint64)
    bases[:, 0] = 1
    powers, inverses = np.cumprod(bases, axis=1, dtype=np.uint64)
    return powers, inverses
