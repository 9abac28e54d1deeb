"""Where a text names watched entries, and why each counts or does not."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from enum import IntEnum

from ttdn.engine.press.model import Entry, How, Mention, Needs, Spelling
from ttdn.engine.press.names.canonical import Canonical, canonical
from ttdn.engine.press.names.engines import EngineName, Sought, engine_for
from ttdn.engine.press.names.letters import cases, spellings_of, without_accents
from ttdn.engine.press.names.surroundings import Beside, beside
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
                    for form in _forms(text, entry.needs):
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
        given = canonical(text)
        vietnamese = has_accents(given.data) and language in ("", "vi")
        table = self._vietnamese if vietnamese else self._other
        hits = table.hits(given)
        if not hits:
            return []
        judged = []
        for start, end, forms in hits:
            counts, key, how, why = self._judge(given.text, start, end, forms, language)
            mention = Mention(start=given.original(start), end=given.original(end), key=key, how=how, why=why)
            judged.append((counts, mention))
        return judged

    def _judge(
        self, text: str, start: int, end: int, forms: tuple[_Form, ...], language: str
    ) -> tuple[bool, str, How, str]:
        form = forms[0]
        entries = [self._entries[each.entry] for each in forms]
        how = _how(form, language)
        if form.small and how is not How.EXACT and any(letter.isupper() for letter in text):
            return False, entries[0].key, how, "small letters without accents in a text that has capitals"
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
        written = sorted(forms)
        self._forms = tuple(tuple(forms[form].values()) for form in written)
        data = [form.encode() for form in written]
        self._bytes = tuple(map(len, data))
        self._letters = tuple(map(len, written))
        self._engine = engine_for([Sought(each, caseless=False) for each in data], engine)

    def hits(self, given: Canonical) -> list[tuple[int, int, tuple[_Form, ...]]]:
        """Whole words, the longest from the left, in characters."""
        found = self._engine.all(given.data)
        if not found:
            return []
        placed = []
        at = chars = 0
        for end, number in found:
            if end != at:
                chars += len(given.data[at:end].decode("utf-8", "surrogatepass"))
                at = end
            start = chars - self._letters[number]
            if _whole(given.text, start, chars):
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


def has_accents(data: bytes) -> bool:
    """Written in Vietnamese letters: those that no other language has are in every few words."""
    marked = data.count(b"\xe1\xba") + data.count(b"\xe1\xbb")
    return marked > 0 and 6 * marked > data.count(b" ")


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


def _forms(text: str, needs: Needs) -> set[str]:
    """In each letter case; a name that needs company does not count in small letters."""
    forms = cases(text)
    if needs is not Needs.NOTHING:
        forms = {form for form in forms if not form.islower()}
    return forms | {form.replace(" ", "-") for form in forms if "-" not in form}


_SLUG = re.compile(r"[^a-z0-9]+")


def slug_words(address: str) -> str:
    """The words of a page's address, parted by single spaces, with one at each end."""
    return f" {_SLUG.sub(' ', lower(fold(address))).strip()} "
