"""Where a text names watched entries, and why each counts or does not."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from enum import IntEnum
from urllib.parse import unquote

from ttdn.engine.press.model import Entry, How, Mention, Needs, Spelling
from ttdn.engine.press.names.canonical import ODD_GAPS, ODD_MARKS, Canonical, as_given, rewritten
from ttdn.engine.press.names.engines import EngineName, Sought, engine_for
from ttdn.engine.press.names.letters import cases, spellings_of, without_accents
from ttdn.engine.press.names.surroundings import COMMON_PHRASES, Beside, beside
from ttdn.engine.text.normal import fold, lower

_NEAR_BEFORE, _NEAR_BEHIND = 200, 120  # characters in which what a place lies in vouches for it


class _Written(IntEnum):
    ACCENTED = 0
    EXONYM = 1
    BARE = 2


@dataclass(frozen=True, slots=True)
class _Form:
    """One way an entry is written; several entries may be written alike."""

    entry: int
    written: _Written
    small: bool


class MentionFinder:
    def __init__(self, entries: Sequence[Entry], *, engine: EngineName = "auto") -> None:
        self._entries = tuple(entries)
        accented: dict[str, dict[int, _Form]] = {}
        bare: dict[str, dict[int, _Form]] = {}
        for number, entry in enumerate(entries):
            for spelling in _spellings(entry):
                for text, written in _ways(spelling):
                    for form in _forms(text, entry, written):
                        small = form.islower()
                        if written is not _Written.BARE:
                            accented.setdefault(form, {}).setdefault(number, _Form(number, written, small))
                        bare.setdefault(form, {}).setdefault(number, _Form(number, written, small))
        self._vietnamese = _Table(accented, engine)
        self._other = _Table(bare, engine)

    def mentions(self, text: str, *, language: str = "") -> list[Mention]:
        return [mention for counts, mention in self.judged(text, language=language) if counts]

    def judged(self, text: str, *, language: str = "") -> list[tuple[bool, Mention]]:
        """Every name that stands in the text, with whether it counts and why."""
        given = as_given(text)
        table = self._table(given, language)
        found = table.found(given.data)
        if found is None:
            given = rewritten(text)
            table = self._table(given, language)
            found = table.found_in_spite(given.data)
        judged = []
        for start, end, forms in table.hits(given, found):
            counts, key, how, why = self._judge(given.text, start, end, forms, language)
            mention = Mention(start=given.original(start), end=given.original(end), key=key, how=how, why=why)
            judged.append((counts, mention))
        return judged

    def mentions_in_address(self, address: str) -> list[Mention]:
        """Names in a page's address, "…/du-lich-tuyen-quang-123.html" or "tuyenquang.gov.vn"; spans in the address.

        Only names of two words and more that need nothing beside them: "hue" and "tan-phu" are too little to go by.
        """
        found: dict[tuple[int, int], Mention] = {}
        folded = fold(address)
        for key, pattern in self._slugs:
            for hit in pattern.finditer(folded):
                why = f"“{hit[0]}” stands in the address"
                found[hit.span()] = Mention(start=hit.start(), end=hit.end(), key=key, how=How.ADDRESS, why=why)
        return [found[span] for span in sorted(found)]

    def _table(self, given: Canonical, language: str) -> _Table:
        return self._vietnamese if language in ("", "vi") and has_accents(given) else self._other

    def _judge(
        self, text: str, start: int, end: int, forms: tuple[_Form, ...], language: str
    ) -> tuple[bool, str, How, str]:
        form = forms[0]
        entries = [self._entries[each.entry] for each in forms]
        how = _how(form, language)
        if form.small and not text.islower() and not _counts_small(entries[0], text[start:end], how):
            return False, entries[0].key, how, "small letters in a text that has capitals"
        found = beside(text, start, end)
        if found.not_a_place:
            return False, entries[0].key, how, found.not_a_place
        key, why = self._chosen(text, start, end, entries, found)
        return bool(key), key or entries[0].key, how, why

    def _chosen(self, text: str, start: int, end: int, entries: list[Entry], found: Beside) -> tuple[str, str]:
        """The key of the entry that is meant, "" when none is; and why."""
        of_kind = [entry for entry in entries if set(found.kinds) & set(entry.words)]
        if found.kinds and not of_kind and any(entry.words for entry in entries):
            return "", f"another {found.kinds[0]} of this name"
        for entry in of_kind or entries:
            if entry.needs is Needs.NOTHING or (of_kind and entry.needs is Needs.WORD):
                return entry.key, f"“{found.kinds[0]}” stands before it" if of_kind else "the name stands there"
        around = fold(text[max(0, start - _NEAR_BEFORE) : start] + "\n" + text[end : end + _NEAR_BEHIND])
        for entry in of_kind or entries:
            for name in entry.near:
                if fold(name) in around:
                    return entry.key, f"{name} stands near it"
        return "", "several places bear this name, and none of what they lie in stands near it"


class _Table:
    """Written forms and the engine that seeks them."""

    def __init__(self, forms: dict[str, dict[int, _Form]], engine: EngineName) -> None:
        gapped: dict[str, str] = {}
        for form in sorted(forms):
            gapped |= {form.replace(" ", gap): form for gap in (" ", "  ", "-")}
        written = sorted(gapped)
        self._forms = tuple(tuple(forms[gapped[each]].values()) for each in written)
        self._letters = tuple(map(len, written))
        inner = sorted({word.encode() for form in forms for word in form.split(" ")[:-1] if len(word) > 1})
        odd = (*ODD_MARKS, *(word + gap for word in inner for gap in ODD_GAPS))
        literals = (*(each.encode() for each in written), *odd)
        self._engine = engine_for([Sought(each, caseless=False) for each in literals], engine)

    def found(self, data: bytes) -> list[tuple[int, int]] | None:
        """(offset behind the end, number of the form); None where something in the text is odd."""
        found = self._engine.all(data)
        if found and max(number for _, number in found) >= len(self._forms):
            return None
        return found

    def found_in_spite(self, data: bytes) -> list[tuple[int, int]]:
        """Of a rewritten text, where what is odd still stands somewhere outside names."""
        return [(end, number) for end, number in self._engine.all(data) if number < len(self._forms)]

    def hits(self, given: Canonical, found: list[tuple[int, int]]) -> list[tuple[int, int, tuple[_Form, ...]]]:
        """Whole words, the longest from the left, in characters."""
        if not found:
            return []
        text, data = given.text, given.data
        placed = []
        at = chars = 0
        for end, number in found:
            if end != at:
                chars += len(data[at:end].decode("utf-8", "surrogatepass"))
                at = end
            start = chars - self._letters[number]
            if _whole(text, start, chars):
                placed.append((start, -chars, number))
        placed.sort()
        hits = []
        last = 0
        for start, minus_end, number in placed:
            if start >= last:
                last = -minus_end
                hits.append((start, last, self._forms[number]))
        return hits


def _whole(text: str, start: int, end: int) -> bool:
    return not ((start and text[start - 1].isalnum()) or (end < len(text) and text[end].isalnum()))


def has_accents(given: Canonical) -> bool:
    """Written in Vietnamese letters: those that no other language has are in every few words."""
    # Bytes beyond one a letter: Vietnamese has about 3 for 10 letters, French and German less than 1, Russian 9.
    beyond = (len(given.data) - len(given.text)) / (len(given.text) or 1)
    if beyond < 0.06 or beyond > 0.7:
        return False
    if beyond > 0.22:
        return True
    marked = given.data.count(b"\xe1\xba") + given.data.count(b"\xe1\xbb")
    return 6 * marked > given.data.count(b" ")


def _how(form: _Form, language: str) -> How:
    if form.written is _Written.ACCENTED:
        return How.EXACT
    if form.written is _Written.EXONYM:
        return How.FOREIGN
    return How.FOLDED if language in ("", "vi") else How.FOREIGN


def _spellings(entry: Entry) -> tuple[Spelling, ...]:
    return (Spelling(text=entry.name), *entry.spellings)


def _ways(spelling: Spelling) -> Iterable[tuple[str, _Written]]:
    if spelling.language != "vi":
        yield spelling.text, _Written.EXONYM
        return
    for text in spellings_of(spelling.text):
        yield text, _Written.ACCENTED
        bare = without_accents(text)
        if bare != text:
            yield bare, _Written.BARE


def _forms(text: str, entry: Entry, written: _Written) -> set[str]:
    """In each letter case; small letters only where they may count."""
    forms = cases(text)
    if written is _Written.BARE and entry.needs is not Needs.NOTHING and " " not in text:
        return set()
    if entry.needs is not Needs.NOTHING or (written is _Written.BARE and (entry.near or " " not in text)):
        forms = {form for form in forms if not form.islower()}
    return forms


def _counts_small(entry: Entry, name: str, how: How) -> bool:
    """A province in small letters with its accents, or an exonym, unless the words are a common phrase too."""
    return how is not How.FOLDED and not entry.near and lower(name) not in COMMON_PHRASES


_NO_SLUG = re.compile(r"[^a-z0-9]+")


def words_of_address(address: str) -> str:
    """The words of a page's address in small letters without accents, a space before, between and behind them."""
    path = unquote(address.split("//")[-1].split("?")[0], errors="ignore")
    return f" {_NO_SLUG.sub(' ', fold(unicodedata.normalize('NFC', path)))} "
