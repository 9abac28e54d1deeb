"""Does a page name anything at all? Asked of its raw bytes, before anything is parsed.

It may say yes to a page that names nothing (a name in a script, "Thái Bình" in "Thái Bình Dương"); it must not say no
to one that does. Most pages have no hit and cost one scan.
"""

from __future__ import annotations

import codecs
import math
import re
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass, field
from enum import IntEnum

from ttdn.engine.press.names import byte_forms, window
from ttdn.engine.press.names.engines import EngineName, Sought, engine_for
from ttdn.engine.press.names.letters import spellings_of, without_accents

_CONTEXT = 20  # bytes on either side of a hit that tell one place of a site's furniture from another
_ESCAPE_BEFORE = re.compile(rb"(?:\\[nrt]|\\u[0-9a-f]{4}|%[0-9a-f]{2})\Z", re.IGNORECASE)
_LETTER = re.compile(rb"[0-9A-Za-z]")
_UTF16 = (codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)


class _Meaning(IntEnum):
    NAME = 0  # the whole name stands there
    BARE = 1  # the whole name without accents
    PERHAPS = 2  # a beginning; the window decides


@dataclass(frozen=True, slots=True, kw_only=True)
class Baseline:
    """Where names stand in the menus and footers of one site: the bytes around each, from pages of the site."""

    contexts: frozenset[bytes] = field(default_factory=frozenset)
    pages: int = 0


class Prefilter:
    """``accented``: spellings to be found with their accents and without; ``exact``: only as they are (exonyms)."""

    def __init__(self, accented: Iterable[str], exact: Iterable[str] = (), *, engine: EngineName = "auto") -> None:
        meanings: dict[Sought, _Meaning] = {}
        names: dict[Sought, set[str]] = {}

        def learn(written: str, meaning: _Meaning) -> None:
            for data in byte_forms.plain(written):
                _keep(meanings, Sought(data), meaning)
            for beginning in byte_forms.beginnings(written):
                _keep(meanings, beginning, _Meaning.PERHAPS)
                names.setdefault(beginning, set()).add(written.lower())

        for text in sorted({form for spelling in accented for form in spellings_of(spelling)}):
            learn(text, _Meaning.NAME)
            learn(without_accents(text), _Meaning.BARE)
            for data in byte_forms.old_code_pages(text):
                _keep(meanings, Sought(data), _Meaning.NAME)
        for text in exact:
            learn(text, _Meaning.NAME)
        self._literals = tuple(sorted(meanings))
        self._meanings = tuple(meanings[literal] for literal in self._literals)
        self._lengths = tuple(len(literal.data) for literal in self._literals)
        self._names = tuple(tuple(sorted(names.get(literal, ()))) for literal in self._literals)
        self._engine = engine_for(self._literals, engine)

    @property
    def literals(self) -> int:
        return len(self._literals)

    def maybe_in(self, page: bytes, baseline: Baseline | None = None) -> bool:
        """Whether the page may name something outside the places that the baseline holds."""
        data = _one_byte_a_letter(page)
        known = baseline.contexts if baseline else frozenset()
        found = False

        def hit(number: int, end: int) -> bool:
            nonlocal found
            found = self._stands(data, number, end) and not (known and self._context(data, number, end) in known)
            return found

        self._engine.scan(data, hit)
        return found

    def learn_baseline(self, pages: Iterable[bytes], *, share: float = 0.5) -> Baseline:
        """From several pages of one site: the contexts that stand in at least ``share`` of them, and in two."""
        seen: Counter[bytes] = Counter()
        count = 0
        for page in pages:
            seen.update(self._contexts(_one_byte_a_letter(page)))
            count += 1
        least = max(2, math.ceil(share * count))
        return Baseline(contexts=frozenset(context for context, n in seen.items() if n >= least), pages=count)

    def _contexts(self, data: bytes) -> set[bytes]:
        contexts: set[bytes] = set()

        def hit(number: int, end: int) -> bool:
            if self._stands(data, number, end):
                contexts.add(self._context(data, number, end))
            return False

        self._engine.scan(data, hit)
        return contexts

    def _context(self, data: bytes, number: int, end: int) -> bytes:
        return data[max(0, end - self._lengths[number] - _CONTEXT) : end + _CONTEXT]

    def _stands(self, data: bytes, number: int, end: int) -> bool:
        start = end - self._lengths[number]
        if start and _LETTER.match(data, start - 1) and not _ESCAPE_BEFORE.search(data, max(0, start - 6), start):
            return False
        meaning = self._meanings[number]
        if meaning is _Meaning.PERHAPS:
            piece = data[max(0, start - window.BEFORE) : end + window.BEHIND]
            return any(window.holds(reading, self._names[number]) for reading in window.readings(piece))
        if _LETTER.match(data, end):
            return False
        return meaning is _Meaning.NAME or _bare_counts(data, start, end)


def _keep(meanings: dict[Sought, _Meaning], literal: Sought, meaning: _Meaning) -> None:
    meanings[literal] = min(meaning, meanings.get(literal, meaning))


def _bare_counts(data: bytes, start: int, end: int) -> bool:
    """A name without accents in small letters counts only where the text around has no capitals at all."""
    if any(65 <= byte <= 90 for byte in data[start:end]):
        return True
    return not re.search(rb"[A-Z]", data[max(0, start - 200) : end + 200])


def _one_byte_a_letter(page: bytes) -> bytes:
    """UTF-16 as UTF-8; everything else as it is."""
    head = page[:64]
    if head[:2] in _UTF16:
        return page.decode("utf-16", "ignore").encode()
    if b"\0" in head:
        return page.decode("utf-16-le" if head[1:2] == b"\0" else "utf-16-be", "ignore").encode()
    return page
