"""Where a text names watched entries, and why each counts or does not."""

from __future__ import annotations

import functools
import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from enum import IntEnum

from ttdn.engine.press.model import Entry, How, Mention, Needs, Spelling
from ttdn.engine.press.names.canonical import ODD_GAPS, ODD_MARKS, Canonical, as_given, rewritten
from ttdn.engine.press.names.engines import EngineName, Sought, engine_for
from ttdn.engine.press.names.letters import cases, spellings_of, without_accents
from ttdn.engine.press.names.surroundings import BARE_PHRASES, COMMON_PHRASES, OTHER_THINGS, Beside, beside
from ttdn.engine.text.normal import lower, modern_tones

_WORDS = re.compile(r"\w+")
_VIETNAM = re.compile(r"vi[eệ]t[ -]?nam", re.IGNORECASE)
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
    needs: Needs


class MentionFinder:
    def __init__(self, entries: Sequence[Entry], *, engine: EngineName = "auto") -> None:
        self._entries = tuple(entries)
        accented: dict[str, dict[int, _Form]] = {}
        bare: dict[str, dict[int, _Form]] = {}
        for number, entry in enumerate(entries):
            for spelling in _spellings(entry):
                for text, written in _ways(spelling):
                    needs = entry.needs if spelling.text == entry.name else Needs.NOTHING
                    for form in _forms(text, written, needs, capitals=bool(entry.near)):
                        made = _Form(number, written, form.islower(), needs)
                        if written is not _Written.BARE:
                            accented.setdefault(form, {}).setdefault(number, made)
                        bare.setdefault(form, {}).setdefault(number, made)
        for phrase in OTHER_THINGS:
            other = {-1: _Form(-1, _Written.ACCENTED, False, Needs.NOTHING)}
            accented[phrase] = bare[phrase] = other
        self._vietnamese = _Table(accented, engine)
        self._other = _Table(bare, engine)

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

    def _table(self, given: Canonical, language: str) -> _Table:
        return self._vietnamese if language in ("", "vi") and has_accents(given) else self._other

    def _judge(
        self, text: str, start: int, end: int, forms: tuple[_Form, ...], language: str
    ) -> tuple[bool, str, How, str]:
        form = forms[0]
        if form.entry < 0:
            return False, "", How.EXACT, OTHER_THINGS[text[start:end]]
        entries = [self._entries[each.entry] for each in forms]
        how = _how(form, language)
        found = beside(text, start, end)
        doubt = found.not_a_place or ("" if found.kinds else _doubt(text, start, end, form, entries[0], how))
        if doubt:
            return False, entries[0].key, how, doubt
        needs = {each.entry: each.needs for each in forms}
        key, why = _chosen(text, start, end, [(self._entries[n], need) for n, need in needs.items()], found)
        return bool(key), key or entries[0].key, how, why


def _doubt(text: str, start: int, end: int, form: _Form, entry: Entry, how: How) -> str:
    """Why a name without a word of its kind may be none, "" when nothing speaks against it."""
    name = text[start:end]
    phrase = " ".join(lower(name).split())
    if phrase in COMMON_PHRASES and name.split()[-1].islower():
        return "a common phrase, not written as a name"
    if form.small and not text.islower():
        if entry.near or form.written is _Written.BARE:
            return "small letters in a text that has capitals"
    elif form.small and form.written is _Written.BARE and phrase in BARE_PHRASES:
        return "a common phrase too without its accents"
    if form.written is _Written.BARE and " " not in name and not _VIETNAM.search(text):
        return "one word without accents in a text that does not name Viet Nam"
    return ""


def _chosen(text: str, start: int, end: int, named: list[tuple[Entry, Needs]], found: Beside) -> tuple[str, str]:
    """The key of the entry that is meant, "" when none is; and why.

    By the word of its kind, else by what it lies in, named within a few sentences (anywhere, where the word is there).
    """
    of_kind = [(entry, needs) for entry, needs in named if set(found.kinds) & set(entry.words)]
    of_kind.sort(key=lambda each: min(each[0].words.index(kind) for kind in found.kinds if kind in each[0].words))
    if found.kinds and not of_kind and any(entry.words for entry, _ in named):
        return "", f"another {found.kinds[0]} of this name"
    for entry, needs in of_kind or named:
        if of_kind and needs is not Needs.PARENT:
            return entry.key, f"“{found.kinds[0]}” stands beside it"
        if needs is Needs.NOTHING:
            return entry.key, "the name stands there"
    near = _words_of(text[max(0, start - _NEAR_BEFORE) : start] + " \n " + text[end : end + _NEAR_BEHIND])
    places = [(name, entry.key) for entry, _ in of_kind or named for name in entry.near]
    for name, key in places:
        if _is_named(name, near):
            return key, f"{name} is named near it"
    if of_kind:
        everywhere = _words_of(text)
        for name, key in places:
            if _is_named(name, everywhere):
                return key, f"{name} is named in the text"
    return "", "several places bear this name, and what they lie in is not named near it"


def _words_of(text: str) -> str:
    """Words in small letters, with the accents of the text, a space on either side of each."""
    return f" {' '.join(_WORDS.findall(modern_tones(text).lower()))} "


def _is_named(name: str, words: str) -> bool:
    return any(written in words for written in _written_in_words(name))


@functools.lru_cache(maxsize=8192)
def _written_in_words(name: str) -> tuple[str, str]:
    """With its accents and without."""
    return _words_of(name), _words_of(without_accents(name))


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
    """Not within a longer word; scripts without spaces between words, and Korean with its endings, have no bounds."""
    inside_left = start and _bounded(text[start - 1]) and _bounded(text[start])
    return not (inside_left or (end < len(text) and _bounded(text[end]) and _bounded(text[end - 1])))


def _bounded(letter: str) -> bool:
    return letter.isalnum() and (letter < "\u0e00" or "\u1e00" <= letter < "\u2000")


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


def _forms(text: str, written: _Written, needs: Needs, *, capitals: bool) -> set[str]:
    """In each letter case; small letters only where they may count. ``capitals``: without accents it must have some."""
    bare = written is _Written.BARE
    if bare and needs is not Needs.NOTHING and " " not in text:
        return set()
    forms = cases(text)
    if needs is not Needs.NOTHING or (bare and (capitals or " " not in text)):
        forms = {form for form in forms if not form.islower()}
    return forms
