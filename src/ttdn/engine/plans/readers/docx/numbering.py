"""Numbering that Word keeps outside the text: what stands in front of each numbered paragraph."""

from __future__ import annotations

import re
from dataclasses import dataclass, field

from lxml import etree

from ttdn.engine.plans.readers.docx.names import W, child, integer, value
from ttdn.engine.plans.readers.numerals import formatted

_PLACE = re.compile(r"%([1-9])")
_LEVELS = 9
_LONGEST = 60  # a label is "Điều %1." or "%1.%2.%3."; a longer one only costs time


@dataclass(frozen=True, slots=True, kw_only=True)
class Level:
    style: str = "decimal"
    series: str | None = None
    text: str = ""
    start: int = 1
    restarts_after: int | None = None  # w:lvlRestart: 0 never, n only after level n
    decimal: bool = False  # w:isLgl: all figures of the number in Arabic
    paragraph_style: str = ""


@dataclass(slots=True, kw_only=True)
class _Number:
    """A w:num: the abstract definition it counts in, and what it says differently."""

    abstract: str
    levels: dict[int, Level]
    restarts: dict[int, int] = field(default_factory=dict)


class Numbering:
    """Counts through the document; call ``prefix`` once for each numbered paragraph, in order."""

    def __init__(self, root: etree._Element | None) -> None:
        self._abstract: dict[str, dict[int, Level]] = {}
        self._numbers: dict[int, _Number] = {}
        self._counts: dict[str, dict[int, int]] = {}
        self._begun: set[int] = set()
        if root is not None:
            self._read(root)

    def _read(self, root: etree._Element) -> None:
        linked: dict[str, str] = {}
        styled: dict[str, str] = {}
        for element in root.iterchildren(f"{W}abstractNum"):
            identifier = element.get(f"{W}abstractNumId", "")
            self._abstract[identifier] = _levels(element)
            if link := value(element, "numStyleLink"):
                linked[identifier] = link
            if link := value(element, "styleLink"):
                styled[link] = identifier
        for identifier, link in linked.items():
            self._abstract[identifier] = self._abstract.get(styled.get(link, ""), {})
        for element in root.iterchildren(f"{W}num"):
            number = self._number(element)
            self._numbers[integer(element.get(f"{W}numId"))] = number

    def _number(self, element: etree._Element) -> _Number:
        abstract = value(element, "abstractNumId")
        number = _Number(abstract=abstract, levels=dict(self._abstract.get(abstract, {})))
        for override in element.iterchildren(f"{W}lvlOverride"):
            index = integer(override.get(f"{W}ilvl"))
            if (own := child(override, "lvl")) is not None:
                number.levels[index] = _level(own)
            if (start := child(override, "startOverride")) is not None:
                number.restarts[index] = integer(value(start), 1)
        return number

    def level_of_style(self, number: int, style: str) -> int:
        """The level whose paragraphs have that style (numbering through styles says no level itself)."""
        found = self._numbers.get(number)
        for index, level in found.levels.items() if found else ():
            if style and level.paragraph_style == style:
                return index
        return 0

    def prefix(self, number: int, index: int) -> str:
        """What Word shows in front of the next paragraph of list ``number`` at level ``index``."""
        found = self._numbers.get(number)
        level = found.levels.get(index) if found else None
        if found is None or level is None:
            return ""
        counts = self._counts.setdefault(found.abstract, {})
        if number not in self._begun:
            self._begun.add(number)
            counts.update({at: start - 1 for at, start in found.restarts.items()})
        self._advance(counts, found, index)
        if level.style == "bullet":
            return "+" if level.text.strip() == "+" else "-"
        return _shown(level, found.levels, counts)

    @staticmethod
    def _advance(counts: dict[int, int], number: _Number, index: int) -> None:
        level = number.levels[index]
        counts[index] = counts.get(index, level.start - 1) + 1
        for above in range(index):
            if above in number.levels:
                counts.setdefault(above, number.levels[above].start)
        for below in range(index + 1, _LEVELS):
            after = number.levels[below].restarts_after if below in number.levels else None
            if after is None or (after and index < after):
                counts.pop(below, None)


def _levels(element: etree._Element) -> dict[int, Level]:
    levels = {}
    for own in element.iterchildren(f"{W}lvl"):
        index = integer(own.get(f"{W}ilvl"), -1)
        if 0 <= index < _LEVELS:
            levels[index] = _level(own)
    return levels


def _level(element: etree._Element) -> Level:
    formats = list(element.iter(f"{W}numFmt"))  # a spelled-out series stands in mc:AlternateContent
    custom = next((found for found in formats if value(found) == "custom"), None)
    restart = child(element, "lvlRestart")
    return Level(
        style=value(formats[0]) if formats else "decimal",
        series=custom.get(f"{W}format") if custom is not None else None,
        text=value(element, "lvlText")[:_LONGEST],
        start=integer(value(element, "start"), 1) if child(element, "start") is not None else 0,
        restarts_after=integer(value(restart)) if restart is not None else None,
        decimal=child(element, "isLgl") is not None and value(element, "isLgl", "1") not in ("0", "false"),
        paragraph_style=value(element, "pStyle"),
    )


def _shown(level: Level, levels: dict[int, Level], counts: dict[int, int]) -> str:
    def figure(match: re.Match[str]) -> str:
        index = int(match[1]) - 1
        own = levels.get(index)
        if own is None or own.style == "none":
            return ""
        style = "decimal" if level.decimal else own.style
        return formatted(counts.get(index, own.start), style, None if level.decimal else own.series)

    return _PLACE.sub(figure, level.text).strip()
