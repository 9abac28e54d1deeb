"""The ways a name may stand in a page's bytes, for the bench of the byte question and its tests.

Each takes the name as text and a source of chance, and gives the bytes that a browser (or, for an address or a script,
its reader) would show as that name.
"""

from __future__ import annotations

import html.entities
import random
import unicodedata
from collections.abc import Callable

from ttdn.engine.press.names.letters import tone_placements
from ttdn.engine.text.code_pages import TCVN3, VNI, VPS, code_pages, convert

Disguise = Callable[[str, random.Random], bytes]

_NAMED = {letter: f"&{name}" for name, letter in html.entities.html5.items() if len(letter) == 1 and name[-1] == ";"}
GAPS = (
    "\u00a0",
    "&nbsp;",
    "&#160;",
    "&#xA0;",
    "\n",
    "\r\n",
    "\n        ",
    "  ",
    "\t",
    "</b> ",
    "</em>\n<em>",
    " <!-- x -->",
)


def _letterwise(write: Callable[[str], str]) -> Disguise:
    return lambda name, chance: "".join(c if c.isascii() else write(c) for c in name).encode()


def _named(letter: str) -> str:
    return _NAMED.get(letter, f"&#{ord(letter)};")


def _json(letter: str) -> str:
    return f"\\u{ord(letter):04x}"


def _percent(letter: str) -> str:
    return "".join(f"%{byte:02X}" for byte in letter.encode())


def _marks_apart(letter: str) -> str:
    return "".join(c if c.isascii() else f"&#{ord(c)};" for c in unicodedata.normalize("NFD", letter))


_LETTERS: tuple[Callable[[str], str], ...] = (
    str,
    lambda c: unicodedata.normalize("NFD", c),
    lambda c: f"&#{ord(c)};",
    lambda c: f"&#x{ord(c):x};",
    lambda c: f"&#X{ord(c):04X};",
    _named,
    _marks_apart,
)


def _mixed(name: str, chance: random.Random) -> bytes:
    return "".join(c if c.isascii() else chance.choice(_LETTERS)(c) for c in name).encode()


def _gapped(name: str, chance: random.Random) -> bytes:
    return chance.choice(GAPS).join(name.split(" ")).encode()


def _mixed_and_gapped(name: str, chance: random.Random) -> bytes:
    first, *rest = (_mixed(word, chance) for word in name.split(" "))
    return b"".join((first, *(chance.choice(GAPS).encode() + word for word in rest)))


DISGUISES: dict[str, Disguise] = {
    "UTF-8, composed": lambda name, chance: name.encode(),
    "UTF-8, decomposed": lambda name, chance: unicodedata.normalize("NFD", name).encode(),
    "decimal references": _letterwise(lambda c: f"&#{ord(c)};"),
    "hexadecimal references": _letterwise(lambda c: f"&#x{ord(c):x};"),
    "hexadecimal references in capitals": _letterwise(lambda c: f"&#X{ord(c):X};"),
    "references with zeros": _letterwise(lambda c: f"&#x{ord(c):04x};"),
    "named entities": _letterwise(_named),
    "named entities among plain letters": _letterwise(lambda c: _NAMED.get(c, c)),
    "references to letter and marks": _letterwise(_marks_apart),
    "JSON escapes": _letterwise(_json),
    "percent escapes": lambda name, chance: "%20".join(map(_percented, name.split(" "))).encode(),
    "mixed within words": _mixed,
    "odd gaps": _gapped,
    "mixed, with odd gaps": _mixed_and_gapped,
    "small letters": lambda name, chance: name.lower().encode(),
    "capitals": lambda name, chance: name.upper().encode(),
    "capitals in references": lambda name, chance: _letterwise(_named)(name.upper(), chance),
    "first letter alone capital": lambda name, chance: (name[0] + name[1:].lower()).encode(),
    "either tone placement": lambda name, chance: chance.choice(sorted(tone_placements(name))).encode(),
    "hyphens": lambda name, chance: name.replace(" ", chance.choice("-‐‑")).encode(),
}


def _percented(word: str) -> str:
    return "".join(c if c.isascii() else _percent(c) for c in word)


def old_pages(name: str) -> dict[str, bytes]:
    """In each old code page, as its bytes; TCVN3 has no capitals with a tone."""
    western = {page: "".join(_written_in(page).get(c, c) for c in name) for page in (TCVN3, VNI, VPS)}
    for page, text in western.items():
        assert convert(text, page).lower() == name.lower(), (page, text)
    marks = "".join(c if c.isascii() else _tone_last(c) for c in name)
    return {page: text.encode("latin-1") for page, text in western.items()} | {"windows-1258": marks.encode("cp1258")}


def _written_in(page: str) -> dict[str, str]:
    letters = {meant: given for given, meant in code_pages()[page].letters.items()}
    return {meant.upper(): given for meant, given in letters.items()} | letters if page == TCVN3 else letters


def _tone_last(letter: str) -> str:
    parts = unicodedata.normalize("NFD", letter)
    tone = "".join(c for c in parts if c in "\u0300\u0301\u0303\u0309\u0323")
    return unicodedata.normalize("NFC", parts.replace(tone, "") if tone else parts) + tone
