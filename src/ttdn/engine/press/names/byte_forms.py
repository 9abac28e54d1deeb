"""How a spelling stands in the bytes of a page.

In most pages it stands plainly: UTF-8, composed, one space between words. Else some place is the first where it does
not: a letter written as an entity, an escape or with a mark of its own, or a gap that is no single space. What stands
before that place is plain, so the plain beginning of that word and the first bytes of the odd place together are a
literal to look for; whether a name really stands there is then read from a decoded window (``window.py``). Thus
entities and plain letters may be mixed within a word without a literal for each mixture, and names share words.
"""

from __future__ import annotations

import functools
import html.entities
import itertools
import re
import unicodedata
from collections.abc import Iterator

from ttdn.engine.press.names.engines import Sought
from ttdn.engine.press.names.letters import cases
from ttdn.engine.text.code_pages import TCVN3, VNI, VPS, code_pages

# The first bytes of a gap that is no single space: line ends, no-break and other spaces (plain, as entities, percent or
# JSON escapes), tags, hyphens.
_ODD_GAPS = tuple(b"\n|\r|\t|\xc2|\xa0|&|<|-|_|%|+|\\|\xe2|\xe3|  | \n| \r| \t| \xc2| \xa0| &| <".split(b"|"))
# The commoner of them, behind ASCII letters, of which every page is full.
_COMMON_GAPS = tuple(b"\n|\r|\t|\xc2\xa0|\xa0|&n|&#|<|-|\\|\xe2\x80|  | \n| \r| \t| \xc2\xa0| &n| <".split(b"|"))
# Whole gaps, for words of which every page is full. (Small ASCII words parted by a line end and an indent are lost.)
_WHOLE_GAPS = (b"\n", b"\r\n", b"\t", b"  ", b"\xc2\xa0", b"\xa0", b"&nbsp;", b"&#160;", b"&#xa0;", b"-", b"%20")
_ENTITIES: dict[str, str] = {}
for _name, _letter in html.entities.html5.items():
    if len(_letter) == 1 and _name.endswith(";") and len(_name) < 12:
        _ENTITIES.setdefault(_letter, f"&{_name}")
_TONES = frozenset("\u0300\u0301\u0303\u0309\u0323")
_NO_WORD = re.compile(r" (?=[\W\d_]+(?: |$))")  # a dash or a number belongs to the word before it
_TIED = "\0"
_ASCII_RUN = re.compile(r"[A-Za-z]*")
# Code pages in which spellings of other languages stand.
_FOREIGN_CODE_PAGES = {
    "zh": ("gb18030", "big5"),
    "ja": ("shift_jis", "euc_jp"),
    "ko": ("cp949",),
    "ru": ("cp1251", "koi8_r"),
    "th": ("cp874",),
}


def plain(text: str) -> set[Sought]:
    """UTF-8 in each letter case."""
    return {Sought(form.encode().lower()) for form in cases(text)}


def capitalised(word: str) -> set[Sought]:
    """A word that small letters would make another ("Huế", "hue"): with a capital or in capitals."""
    return {Sought(form.encode(), caseless=False) for form in cases(word) if not form.islower()}


def beginnings(text: str) -> set[Sought]:
    """The plain beginning of a word up to and into each place where the spelling may first stand otherwise."""
    found: set[Sought] = set()
    for form in cases(text):
        words = _NO_WORD.sub(_TIED, form).split(" ")
        for word, after in itertools.pairwise((*words, "")):
            written = word.replace(_TIED, " ")
            found |= _odd_letters(written)
            if after:
                found |= _odd_gap_behind(written)
                found.update(_whole_gaps(written, after.split(_TIED)[0]))
    return found


@functools.lru_cache(maxsize=32768)
def _odd_letters(word: str) -> frozenset[Sought]:
    return frozenset(Sought(literal.lower()) for literal in _oddly_written(word))


def _oddly_written(word: str) -> Iterator[bytes]:
    for place, letter in enumerate(word):
        if letter.isascii():
            continue
        before = word[:place].encode()
        run = _ASCII_RUN.match(word, place + 1)
        rest = run[0].encode() if run else b""
        for escaped in _escapes(letter):
            yield before + escaped + rest
        for base, marks in _bases(letter):
            yield from (
                before + base.encode() + written for mark in marks for written in (mark.encode(), *_escapes(mark))
            )
            if not base.isascii():
                yield from (before + escaped for escaped in _escapes(base))


@functools.lru_cache(maxsize=32768)
def _odd_gap_behind(word: str) -> frozenset[Sought]:
    data = word.encode()
    if not word.isascii():
        western = [word.encode("latin-1")] if max(word) < "\u0100" else []
        return frozenset(Sought((form + gap).lower()) for form in (data, *western) for gap in _ODD_GAPS)
    if _is_common(word):
        return frozenset()
    return frozenset(Sought(data + gap, caseless=False) for gap in _COMMON_GAPS)


def _whole_gaps(word: str, after: str) -> Iterator[Sought]:
    if not (word.isascii() and _is_common(word)):
        return
    before, behind = word.encode(), after.encode()
    for gap in _WHOLE_GAPS:
        if not word.islower():
            yield Sought(before + gap + behind, caseless=False)
        elif gap != b"-" or not after.isascii():  # "ha-noi" stands in addresses only, of which menus are full
            yield Sought(before + gap + behind.lower())


def _is_common(word: str) -> bool:
    """With any gap behind it of no use: "an<", "son-", "SA<" stand on every page."""
    return len(word) < 2 or word.islower() or (len(word) < 4 and word.isupper())


@functools.cache
def _escapes(letter: str) -> tuple[bytes, ...]:
    code = ord(letter)
    percent = "".join(f"%{byte:02x}" for byte in letter.encode())
    named = [_ENTITIES[letter]] if letter in _ENTITIES else []
    numbers = {f"&#{code};", f"&#{code:04};", f"&#x{code:x};", f"&#x{code:04x};"}
    return tuple(each.encode() for each in (*named, *sorted(numbers), f"\\u{code:04x}", percent))


@functools.cache
def _bases(letter: str) -> tuple[tuple[str, tuple[str, ...]], ...]:
    """What a letter is without one or both of its marks, and the marks that may follow: "ộ" > "o", "ô", "ọ"."""
    base, *marks = list(unicodedata.normalize("NFD", letter))
    if not marks or not base.isascii():
        return ()
    found = [(base, tuple(marks))]
    if len(marks) == 2:
        found += [(unicodedata.normalize("NFC", base + one), (other,)) for one, other in (marks, reversed(marks))]
    return tuple(found)


def foreign_code_pages(text: str, language: str) -> set[Sought]:
    """Bytes of the code pages of its language, where these can write it."""
    data = {text.encode(page, "ignore").lower() for page in _FOREIGN_CODE_PAGES.get(language, ("latin-1",))}
    return {Sought(each) for each in data if len(each) > 3 and not each.isascii()}


def old_code_pages(text: str) -> set[Sought]:
    """Bytes of TCVN3, VNI, VPS and windows-1258; the Western letters these are shown as, in UTF-8 or as entities."""
    found: set[bytes] = set()
    for form in cases(text):
        found |= _windows_1258(form)
        for page in (TCVN3, VNI, VPS):
            western = "".join(_letters_to(page).get(letter, letter) for letter in form)
            if western.isascii():
                continue
            shown = western.encode("latin-1", "replace").decode("cp1252", "replace")
            found |= {western.encode("latin-1", "replace"), shown.encode(), _with_named(western)}
    return {Sought(literal.lower()) for literal in found if b"?" not in literal}


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
    named = (letter if letter.isascii() else _ENTITIES.get(letter, f"&#{ord(letter)};") for letter in western)
    return "".join(named).encode()
