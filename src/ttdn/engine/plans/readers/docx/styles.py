"""What a style says about its paragraphs and runs, through the styles it is based on."""

from __future__ import annotations

import re
from dataclasses import dataclass

from lxml import etree

from ttdn.engine.plans.readers.docx.names import W, child, integer, toggle, value

_HEADING_NAME = re.compile(r"heading ([1-9])$", re.IGNORECASE)
_BODY_LEVEL = 9
SWITCHES = ("b", "i", "strike", "dstrike", "vanish")


@dataclass(frozen=True, slots=True, kw_only=True)
class Style:
    """A style with everything it inherits; ``None`` where nothing is said."""

    switches: dict[str, bool]
    level: int | None = None
    centered: bool | None = None
    number: int | None = None
    indent_level: int | None = None
    boxed: bool = False
    font: str | None = None  # of Western letters: an old Vietnamese one tells the code page


NO_STYLE = Style(switches={})


class Styles:
    """The styles of one document by id."""

    def __init__(self, root: etree._Element | None) -> None:
        self._elements: dict[str, etree._Element] = {}
        self._known: dict[str, Style] = {}
        self.default_paragraph = ""
        defaults = None if root is None else child(root, "docDefaults/rPrDefault/rPr")
        self.default_font = font_of(defaults)
        for element in root.iterchildren(f"{W}style") if root is not None else ():
            identifier = element.get(f"{W}styleId", "")
            self._elements.setdefault(identifier, element)
            if element.get(f"{W}type") == "paragraph" and element.get(f"{W}default") in ("1", "true", "on"):
                self.default_paragraph = identifier

    def get(self, identifier: str) -> Style:
        """The style of that id; an unknown or circular one says nothing."""
        if identifier not in self._known:
            self._known[identifier] = NO_STYLE  # a circle of styles ends here
            self._known[identifier] = self._resolved(identifier)
        return self._known[identifier]

    def _resolved(self, identifier: str) -> Style:
        chain: list[etree._Element] = []
        seen: set[str] = set()
        while identifier in self._elements and identifier not in seen and len(chain) < 30:
            seen.add(identifier)
            chain.append(self._elements[identifier])
            identifier = value(chain[-1], "basedOn")
        style = NO_STYLE
        for element in reversed(chain):
            style = _over(style, element)
        return style


def _over(base: Style, element: etree._Element) -> Style:
    """``base`` with what the style element itself says on top."""
    paragraph = child(element, "pPr")
    run = child(element, "rPr")
    said = {name: on for name in SWITCHES if (on := toggle(run, name)) is not None}
    named = _HEADING_NAME.match(value(element, "name"))
    level = outline_level(paragraph)
    if level is None:
        level = int(named[1]) if named else base.level
    alignment = value(paragraph, "jc")
    number = child(element, "pPr/numPr/numId")
    indent = child(element, "pPr/numPr/ilvl")
    return Style(
        switches={**base.switches, **said},
        level=level or None,
        centered=alignment == "center" if alignment else base.centered,
        number=integer(value(number)) if number is not None else base.number,
        indent_level=integer(value(indent)) if indent is not None else base.indent_level,
        boxed=base.boxed or (paragraph is not None and child(paragraph, "framePr") is not None),
        font=font_of(run) or base.font,
    )


def font_of(properties: etree._Element | None) -> str | None:
    """The font that run properties name for Western letters."""
    fonts = None if properties is None else child(properties, "rFonts")
    return None if fonts is None else fonts.get(f"{W}hAnsi") or fonts.get(f"{W}ascii")


def outline_level(properties: etree._Element | None) -> int | None:
    """The heading level that paragraph properties declare: 1 to 9, 0 for body text, None where nothing is said."""
    found = None if properties is None else child(properties, "outlineLvl")
    if found is None:
        return None
    level = integer(value(found), _BODY_LEVEL)
    return level + 1 if 0 <= level < _BODY_LEVEL else 0
