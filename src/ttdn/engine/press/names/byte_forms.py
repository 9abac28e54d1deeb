"""How a spelling stands in the bytes of a page.

In most pages it stands plainly: UTF-8, composed, one space between words. Else some place is the first where it does
not: a letter written as an entity, an escape or with a mark of its own, or a gap that is no single space. What stands
before that place is plain, so the plain beginning and the first bytes of the odd place together are a literal to look
for; whether the name really goes on behind it is then read from a decoded window (``window.py``). Thus entities and
plain letters may be mixed within a word without a literal for each mixture.
"""

from __future__ import annotations

import functools
import html.entities
import unicodedata
from collections.abc import Iterator

from ttdn.engine.press.names.engines import Sought
from ttdn.engine.press.names.letters import cases
from ttdn.engine.text.code_pages import TCVN3, VNI, VPS, code_pages

# The first byte of a gap that is no single space: line ends, no-break and other spaces (plain, as entities, percent or
# JSON escapes), tags, hyphens.
_ODD_GAPS = (b"\n", b"\r", b"\t", b"  ", b"\xc2", b"\xa0", b"&", b"<", b"-", b"_", b"%", b"+", b"\\", b"\xe2", b"\xe3")
# Whole gaps, for small ASCII letters: "an<", "son-" stand on every page.
_WHOLE_GAPS = (b"\n", b"\r\n", b"\t", b"  ", b"\xc2\xa0", b"\xa0", b"&nbsp;", b"&#160;", b"&#xa0;", b"-", b"%20")
# The first bytes of a combining mark: plain, decimal, hexadecimal, JSON, percent.
_MARKS = (b"\xcc", b"&#7", b"&#8", b"&#x3", b"\\u03", b"%cc")
_ENTITIES: dict[str, str] = {}
for _name, _letter in html.entities.html5.items():
    if len(_letter) == 1 and _name.endswith(";") and len(_name) < 12:
        _ENTITIES.setdefault(_letter, f"&{_name}")
_TONES = frozenset("\u0300\u0301\u0303\u0309\u0323")


def plain(text: str) -> set[bytes]:
    """UTF-8 of each letter case, ASCII letters small."""
    return {form.encode().lower() for form in cases(text)}


def beginnings(text: str) -> set[Sought]:
    """The plain beginning up to and into each place where the spelling may first stand otherwise than plainly."""
    found = set()
    for form in cases(text):
        found |= {Sought(literal.lower()) for literal in _odd_letters(form)}
        found |= set(_odd_gaps(form.encode()))
    return found


def _odd_letters(form: str) -> Iterator[bytes]:
    """Of the word alone that the letter is in: names share words, and the window looks back as well."""
    for place, letter in enumerate(form):
        if letter.isascii():
            continue
        word = form.rfind(" ", 0, place) + 1
        before = form[max(0, word - 1) : place].encode()
        rest = _ascii_run(form[place + 1 :])
        for escaped in _escapes(letter):
            yield before + escaped + rest
        for base in _bases(letter):
            for mark in _MARKS:
                yield before + base.encode() + mark


def _odd_gaps(form: bytes) -> Iterator[Sought]:
    place = form.find(b" ")
    while place > 0:
        before, after = form[:place], form[place + 1 :].split(b" ")[0]
        if not before.isascii():
            yield from (Sought((before + gap).lower()) for gap in _ODD_GAPS)
        elif before.islower():
            yield from (Sought((before + gap + after).lower()) for gap in _WHOLE_GAPS)
        else:
            yield from (Sought(before + gap, caseless=False) for gap in _ODD_GAPS)
        place = form.find(b" ", place + 1)


def _ascii_run(text: str) -> bytes:
    """The ASCII letters that follow within the word."""
    end = 0
    while end < len(text) and text[end].isascii() and text[end].isalpha():
        end += 1
    return text[:end].encode()


@functools.cache
def _escapes(letter: str) -> tuple[bytes, ...]:
    code = ord(letter)
    percent = "".join(f"%{byte:02x}" for byte in letter.encode())
    named = [_ENTITIES[letter]] if letter in _ENTITIES else []
    numbers = {f"&#{code};", f"&#{code:04};", f"&#{code:05};", f"&#x{code:x};", f"&#x{code:04x};"}
    return tuple(each.encode() for each in (*named, *sorted(numbers), f"\\u{code:04x}", percent))


@functools.cache
def _bases(letter: str) -> tuple[str, ...]:
    """What a letter is without one or both of its marks: "ộ" > "o", "ô", "ọ"."""
    parts = unicodedata.normalize("NFD", letter)
    if len(parts) == 1:
        return ()
    partly = {unicodedata.normalize("NFC", parts[0] + mark) for mark in parts[1:]} if len(parts) > 2 else set()
    return (parts[0], *sorted(partly))


def old_code_pages(text: str) -> set[bytes]:
    """Bytes of TCVN3, VNI, VPS and windows-1258; the Western letters these are shown as, in UTF-8 or as entities."""
    found: set[bytes] = set()
    for form in cases(text):
        found |= _windows_1258(form)
        for page in (TCVN3, VNI, VPS):
            western = "".join(_letters_to(page).get(letter, letter) for letter in form)
            shown = western.encode("latin-1", "replace").decode("cp1252", "replace")
            found |= {western.encode("latin-1", "replace"), western.encode(), shown.encode()}
            found |= {western.encode("ascii", "xmlcharrefreplace"), _with_named(western)}
    return {literal.lower() for literal in found if b"?" not in literal}


def _windows_1258(form: str) -> set[bytes]:
    """Tones as bytes of their own everywhere, or only where the code page has no letter for both together."""
    apart = "".join(map(_tone_apart, form)).encode("cp1258", "replace")
    mixed = b"".join(
        letter.encode("cp1258", "ignore") or _tone_apart(letter).encode("cp1258", "replace") for letter in form
    )
    return {apart, mixed, form.encode("latin-1", "replace")}


def _tone_apart(letter: str) -> str:
    parts = unicodedata.normalize("NFD", letter)
    tones = "".join(part for part in parts if part in _TONES)
    return unicodedata.normalize("NFC", "".join(part for part in parts if part not in _TONES)) + tones


@functools.cache
def _letters_to(page: str) -> dict[str, str]:
    """What stands in a file for a Vietnamese letter; TCVN3 has no capitals with a tone and takes the small letter."""
    turned: dict[str, str] = {}
    for given, meant in code_pages()[page].letters.items():
        if given.isascii() or meant not in turned:
            turned[meant] = given
    if page == TCVN3:
        turned |= {meant.upper(): given for meant, given in turned.items() if meant.upper() not in turned}
    return turned


def _with_named(western: str) -> bytes:
    return "".join(
        letter if letter.isascii() else _ENTITIES.get(letter, f"&#{ord(letter)};") for letter in western
    ).encode()
