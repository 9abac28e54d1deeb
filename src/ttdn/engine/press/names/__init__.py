"""Names that a desk watches: does a page name one at all, and where does a text name which."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from ttdn.engine.press.model import Entry, Mention, Needs
from ttdn.engine.press.names.addresses import AddressReader
from ttdn.engine.press.names.engines import EngineName
from ttdn.engine.press.names.mentions import MentionFinder
from ttdn.engine.press.names.prefilter import Baseline, Prefilter, ToSeek
from ttdn.engine.press.names.surroundings import forms_of_kind
from ttdn.engine.text.normal import lower

UNICODE = dt.date(2010, 1, 1)  # a name that came later stands in no page of an older code page

__all__ = ["Baseline", "EngineName", "Names"]


@dataclass(frozen=True, slots=True)
class Names:
    """Entries made ready to be sought; ``compile`` takes a second or two for thousands, so do it once a process."""

    entries: tuple[Entry, ...]
    _prefilter: Prefilter
    _finder: MentionFinder
    _addresses: AddressReader

    @classmethod
    def compile(cls, entries: Iterable[Entry], *, engine: EngineName = "auto") -> Names:
        given = tuple(entries)
        prefilter = Prefilter(_to_seek(given), engine=engine)
        return cls(given, prefilter, MentionFinder(given, engine=engine), AddressReader(given))

    def maybe_in(self, page: bytes, *, baseline: Baseline | None = None) -> bool:
        """Whether a page, as its raw bytes, may name an entry outside the places that the site's baseline holds."""
        return self._prefilter.maybe_in(page, baseline)

    def learn_baseline(self, pages: Iterable[bytes]) -> Baseline:
        """From several pages of one site, which names stand in its menus and footers, and where."""
        return self._prefilter.learn_baseline(pages)

    def mentions(self, text: str, *, language: str = "") -> list[Mention]:
        """Where the text names an entry, in its order; ``language`` is an ISO 639-1 code, "" when unknown."""
        return [mention for counts, mention in self._finder.judged(text, language=language) if counts]

    def rejected(self, text: str, *, language: str = "") -> list[Mention]:
        """Where a name stands in the text and does not count: a street, a person, another place; ``why`` tells."""
        return [mention for counts, mention in self._finder.judged(text, language=language) if not counts]

    def mentions_in_address(self, address: str) -> list[Mention]:
        """Names in a page's address (URL), in its order; spans count its characters."""
        return self._addresses.mentions(address)


def _to_seek(entries: tuple[Entry, ...]) -> Iterator[ToSeek]:
    """Spellings a page must have to mention an entry.

    One that counts only beside what it lies in is left to the spellings of that, where these are sought; one that needs
    a word of its kind, to both together.
    """
    sought = {lower(entry.name) for entry in entries}
    for entry in entries:
        old = entry.valid_from is None or entry.valid_from < UNICODE
        small = not entry.near
        covered = entry.needs is not Needs.NOTHING and all(lower(name) in sought for name in entry.near)
        if not covered:
            yield ToSeek(entry.name, old=old, small=small)
        elif entry.needs is Needs.WORD:
            for word in entry.words:
                yield from (ToSeek(f"{form} {entry.name}", old=old, small=small) for form in forms_of_kind(word))
        for spelling in entry.spellings:
            yield ToSeek(spelling.text, spelling.language, old, small)
