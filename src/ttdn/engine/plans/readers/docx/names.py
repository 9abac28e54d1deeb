"""Names of WordprocessingML that the reader asks for, and how its values are read."""

from __future__ import annotations

import functools

from lxml import etree

W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
R = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}"
MC = "{http://schemas.openxmlformats.org/markup-compatibility/2006}"
M = "{http://schemas.openxmlformats.org/officeDocument/2006/math}"

_OFF = frozenset(("0", "false", "off", "none"))


def value(element: etree._Element | None, path: str = "", default: str = "") -> str:
    """``w:val`` of the element, or of its child at ``path`` ("w:pPr/w:jc" is written "pPr/jc")."""
    if element is not None and path:
        element = child(element, path)
    return default if element is None else element.get(f"{W}val", default)


def child(element: etree._Element, path: str) -> etree._Element | None:
    return element.find(_full(path))


@functools.cache
def _full(path: str) -> str:
    """The path with its namespace; a reader asks for a dozen of them, a hundred thousand times."""
    return "/".join(W + step for step in path.split("/"))


def toggle(properties: etree._Element | None, name: str) -> bool | None:
    """A switch of a run: on, off, or not said here."""
    found = None if properties is None else properties.find(W + name)
    return None if found is None else found.get(f"{W}val", "1").lower() not in _OFF


def integer(text: str | None, default: int = 0) -> int:
    """A number as written; a wild one is the default."""
    text = (text or "").strip()
    digits = text[1:] if text[:1] == "-" else text
    return int(text) if digits.isascii() and digits.isdigit() and len(digits) < 8 else default
