"""Names in a page's address, where words stand without accents: "du-lich-tuyen-quang-123.html", "tuyenquang.gov.vn"."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Sequence
from urllib.parse import unquote

from ttdn.engine.press.model import Entry, How, Mention, Needs, Spelling
from ttdn.engine.press.names.letters import spellings_of
from ttdn.engine.press.names.surroundings import BARE_PHRASES, KIND_WORDS
from ttdn.engine.text.normal import fold

_WORD = re.compile(r"(?:[^\W_]|%[0-9a-fA-F]{2})+")
_WORDS = re.compile(r"[^\W_]+")


class AddressReader:
    """Names of two words and more that need nothing beside them; "hue" and "tan-phu" are too little to go by.

    A name that is a common phrase too without its accents ("da-nang" is also "đa năng") counts behind a word of its
    kind, or written as one word.
    """

    def __init__(self, entries: Sequence[Entry]) -> None:
        self._by_first: dict[str, list[tuple[tuple[str, ...], str]]] = {}
        self._joined: dict[str, str] = {}
        for entry in entries:
            for words in _word_lists(entry):
                self._by_first.setdefault(words[0], []).append((words, entry.key))
                self._joined.setdefault("".join(words), entry.key)
        for names in self._by_first.values():
            names.sort(key=lambda name: -len(name[0]))

    def mentions(self, address: str) -> list[Mention]:
        found: list[Mention] = []
        tokens = [(token.start(), token.end(), _plain(token[0])) for token in _WORD.finditer(address)]
        words = [word for _, _, word in tokens]
        place = 0
        while place < len(tokens):
            length, key = self._at(words, place)
            if key:
                start, end = tokens[place][0], tokens[place + length - 1][1]
                why = f"“{address[start:end]}” stands in the address"
                found.append(Mention(start=start, end=end, key=key, how=How.ADDRESS, why=why))
            place += max(length, 1)
        return found

    def _at(self, words: list[str], place: int) -> tuple[int, str]:
        """How many words the longest name there has, and its key; (0, "") when there is none that counts."""
        for name, key in self._by_first.get(words[place], ()):
            if tuple(words[place : place + len(name)]) == name:
                common = " ".join(name) in BARE_PHRASES
                told = place > 0 and words[place - 1] in KIND_WORDS
                return (len(name), "" if common and not told else key)
        return (1, self._joined[words[place]]) if words[place] in self._joined else (0, "")


def _word_lists(entry: Entry) -> Iterable[tuple[str, ...]]:
    if entry.needs is not Needs.NOTHING:
        return
    for spelling in (Spelling(text=entry.name), *entry.spellings):
        for text in spellings_of(spelling.text):
            words = tuple(_WORDS.findall(fold(text)))
            if all(word.isascii() for word in words) and (len(words) > 1 or spelling.language == "en"):
                yield words


def _plain(word: str) -> str:
    return fold(unicodedata.normalize("NFC", unquote(word, errors="ignore")))
