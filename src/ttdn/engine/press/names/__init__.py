"""Names that a desk watches: does a page name one at all, and where does a text name which."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from ttdn.engine.press.model import Entry, Mention
from ttdn.engine.press.names.engines import EngineName
from ttdn.engine.press.names.mentions import MentionFinder
from ttdn.engine.press.names.prefilter import Baseline, Prefilter

__all__ = ["Baseline", "EngineName", "Names"]


@dataclass(frozen=True, slots=True)
class Names:
    """Entries made ready to be sought; ``compile`` takes a second or two for thousands, so do it once a process."""

    entries: tuple[Entry, ...]
    _prefilter: Prefilter
    _finder: MentionFinder

    @classmethod
    def compile(cls, entries: Iterable[Entry], *, engine: EngineName = "auto") -> Names:
        given = tuple(entries)
        accented = {text for entry in given for text in _spelled(entry, foreign=False)}
        exact = {text for entry in given for text in _spelled(entry, foreign=True)}
        return cls(given, Prefilter(accented, exact, engine=engine), MentionFinder(given, engine=engine))

    def maybe_in(self, page: bytes, *, baseline: Baseline | None = None) -> bool:
        """Whether a page, as its raw bytes, may name an entry outside the places that the site's baseline holds."""
        return self._prefilter.maybe_in(page, baseline)

    def learn_baseline(self, pages: Iterable[bytes]) -> Baseline:
        """From several pages of one site, which names stand in its menus and footers, and where."""
        return self._prefilter.learn_baseline(pages)

    def mentions(self, text: str, *, language: str = "") -> list[Mention]:
        """Where the text names an entry, in its order; ``language`` is an ISO 639-1 code, "" when unknown."""
        return self._finder.mentions(text, language=language)


def _spelled(entry: Entry, *, foreign: bool) -> Iterable[str]:
    if not foreign:
        yield entry.name
    for spelling in entry.spellings:
        if (spelling.language != "vi") is foreign:
            yield spelling.text
