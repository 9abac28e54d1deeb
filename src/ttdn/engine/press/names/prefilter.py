"""Does a page name anything at all? Asked of its raw bytes, before anything is parsed.

It may say yes to a page that names nothing (a name in a script, "Thái Bình" in "Thái Bình Dương"); it must not say no
to one that does. Most pages have no hit and cost one scan.
"""

from __future__ import annotations

import codecs
import math
import re
from collections import Counter
from collections.abc import Iterable, Iterator
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


@dataclass(frozen=True, slots=True)
class ToSeek:
    """A spelling for the prefilter: "vi" is sought with its accents and without, others as they are.

    ``old``: it may stand in pages from before Unicode; ``small``: it counts without accents in small letters too.
    """

    text: str
    language: str = "vi"
    old: bool = True
    small: bool = True


class Prefilter:
    """All byte forms of the spellings, sought in one pass."""

    def __init__(self, spellings: Iterable[ToSeek], *, engine: EngineName = "auto") -> None:
        whole: dict[Sought, _Meaning] = {}
        beginnings: set[Sought] = set()
        names: dict[str, set[str]] = {}
        for written, meaning, literals in _written(spellings):
            for literal in literals:
                whole[literal] = min(meaning, whole.get(literal, meaning))
            beginnings |= byte_forms.beginnings(written)
            first = window.WORD.search(written)
            if first:
                names.setdefault(first[0].lower(), set()).add(written.lower())
        meanings = dict.fromkeys(beginnings, _Meaning.PERHAPS) | whole
        self._literals = tuple(meanings)
        self._meanings = tuple(meanings.values())
        self._lengths = tuple(len(literal.data) for literal in self._literals)
        self._names = {first: tuple(each) for first, each in names.items()}
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
            return any(window.holds(text, self._names) for text in window.readings(piece))
        if _LETTER.match(data, end):
            return False
        return meaning is _Meaning.NAME or _bare_counts(data, start, end)


def _written(spellings: Iterable[ToSeek]) -> Iterator[tuple[str, _Meaning, set[Sought]]]:
    """Each way to write a spelling, what it means that it stands there, and its literals."""
    for spelling in set(spellings):
        if spelling.language != "vi":
            foreign = byte_forms.foreign_code_pages(spelling.text, spelling.language)
            yield spelling.text, _Meaning.NAME, byte_forms.plain(spelling.text) | foreign
            continue
        for text in spellings_of(spelling.text):
            bare = without_accents(text)
            old = byte_forms.old_code_pages(text) if spelling.old and bare != text else set()
            yield text, _Meaning.NAME, byte_forms.plain(text) | old
            small = spelling.small and " " in bare
            yield bare, _Meaning.BARE, byte_forms.plain(bare) if small else byte_forms.capitalised(bare)


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
