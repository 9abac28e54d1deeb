"""What an article says that another on the same event says too, whatever its language: names, numbers, days, words.

Signs are texts that compare equal over languages: a name without accents ("nam nga"), a number without separators
("12500"), a day as "11-24".
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator
from itertools import pairwise

from ttdn.engine.text.normal import fold

_MONTHS: tuple[str, ...] = ("january", "february", "march", "april", "may", "june")
_MONTHS += ("july", "august", "september", "october", "november", "december")
_MONTH = "|".join(f"{name}|{name[:3]}" for name in _MONTHS)
# "21/2", "21/02/2026", "ngày 21 tháng 2"; "February 21", "21 February"; "2月21日"
_DAY_FIRST = re.compile(
    r"(?<![\d/.,])(\d{1,2})(?:/|-|\s+tháng\s+|\s+thang\s+)(\d{1,2})(?:(?:/|-|\s+năm\s+)(\d{4}))?(?![\d/%])"
)
_MONTH_NAMED = re.compile(rf"\b(?:({_MONTH})\.?\s+(\d{{1,2}})|(\d{{1,2}})\s+({_MONTH}))\b", re.IGNORECASE)
_MONTH_FIRST = re.compile(r"(\d{1,2})月(\d{1,2})日")
_YEAR = re.compile(r"(?<![\d.,])(?:19|20)\d\d(?![\d.,]*\d)")
_NUMBER = re.compile(r"\d+(?:[.,]\d+)*")
_THOUSANDS = re.compile(r"\d{1,3}(?:([.,])\d{3})(?:\1\d{3})*")
_TOLD = 10  # smaller whole numbers are shared by chance

_TOKEN = re.compile(r"[^\W_]+|[^\w\s]|\n")
# Scripts without spaces between words: two characters stand for a word.
_UNSPACED = re.compile(r"[\u0e00-\u0eff\u1000-\u109f\u1780-\u17ff\u3040-\u30ff\u3400-\u9fff]+")


def days_and_numbers(text: str) -> tuple[frozenset[str], frozenset[str]]:
    """The days a text speaks of, as "month-day", and its numbers of two digits or more, years aside."""
    days: set[str] = set()

    def take(day: str, month: str) -> str:
        if 1 <= int(day) <= 31 and 1 <= int(month) <= 12:
            days.add(f"{int(month):02}-{int(day):02}")
            return " "
        return f"{day} {month}"

    left = _DAY_FIRST.sub(lambda found: take(found[1], found[2]), text)
    left = _MONTH_FIRST.sub(lambda found: take(found[2], found[1]), left)
    left = _MONTH_NAMED.sub(lambda found: take(found[2] or found[3], _month(found[1] or found[4])), left)
    numbers = map(_plain_number, _NUMBER.findall(_YEAR.sub(" ", left)))
    return frozenset(days), frozenset(number for number in numbers if float(number) >= _TOLD or "." in number)


def names(text: str) -> frozenset[str]:
    """Two neighbouring words with capitals, without accents: "Suối Nậm Ngà" > "suoi nam", "nam nga"."""
    tokens = _TOKEN.findall(text)
    told = [(token, token[0].isupper() and not (len(token) > 1 and token.isupper())) for token in tokens]
    return frozenset(fold(f"{one} {other}") for (one, capital), (other, also) in pairwise(told) if capital and also)


def words(title: str, text: str) -> Counter[str]:
    """Pairs of neighbouring words without accents (of one, the particles alone would be alike); the title's twice."""
    counts = Counter(_words(fold(text)))
    for word in _words(fold(title)):
        counts[word] += 2
    return counts


def _words(text: str) -> Iterator[str]:
    for run in _UNSPACED.findall(text):
        yield from (run[at : at + 2] for at in range(len(run) - 1))
    spaced = [token for token in _TOKEN.findall(_UNSPACED.sub(" ", text)) if token.isalpha()]
    yield from (f"{one} {other}" for one, other in pairwise(spaced))


def _month(name: str) -> str:
    return str(next(number for number, month in enumerate(_MONTHS, 1) if month.startswith(name.lower()[:3])))


def _plain_number(written: str) -> str:
    """ "12.500" and "12,500" > "12500", "24,6" > "24.6"; of "1.2.3" the first part."""
    if _THOUSANDS.fullmatch(written):
        return re.sub("[.,]", "", written)
    whole, _, part = written.replace(",", ".").partition(".")
    part = part.partition(".")[0]
    return f"{int(whole[:15])}.{part[:6]}" if part else str(int(whole[:15]))
