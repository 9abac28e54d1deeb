"""Vietnamese as it was written before Unicode: TCVN3 (".VnTime"), VNI ("VNI-Times") and VPS, told apart and converted.

Such text arrives as Western letters ("KÕ ho¹ch", "Keá hoaïch"): each code page put Vietnamese letters in the places of
others, and only its own fonts showed them. Which one it was is told by trying each: the right one gives syllables that
Vietnamese has. TCVN3 and VPS are bytes; VNI writes a vowel and behind it a byte for its mark.
"""

from __future__ import annotations

import functools
import re
import unicodedata
from dataclasses import dataclass

from ttdn.engine.text.normal import UPPER
from ttdn.engine.text.syllables import is_syllable

_LOWER = (
    "à á ả ã ạ â ầ ấ ẩ ẫ ậ ă ằ ắ ẳ ẵ ặ đ è é ẻ ẽ ẹ ê ề ế ể ễ ệ ì í ỉ ĩ ị ò ó ỏ õ ọ ô ồ ố ổ ỗ ộ ơ ờ ớ ở ỡ ợ ù ú ủ "
    "ũ ụ ư ừ ứ ử ữ ự ỳ ý ỷ ỹ ỵ"
)
# Each row: the codes of the letters above, in their order.
_TCVN3 = (
    "B5 B8 B6 B7 B9 A9 C7 CA C8 C9 CB A8 BB BE BC BD C6 AE CC D0 CE CF D1 AA D2 D5 D3 D4 D6 D7 DD D8 DC DE DF E3 "
    "E1 E2 E4 AB E5 E8 E6 E7 E9 AC EA ED EB EC EE EF F3 F1 F2 F4 AD F5 F8 F6 F7 F9 FA FD FB FC FE"
)
# Capitals with a tone are the small letters in a font of capitals (".VnTimeH").
_TCVN3_CAPITALS = {"Ă": "A1", "Â": "A2", "Ê": "A3", "Ô": "A4", "Ơ": "A5", "Ư": "A6", "Đ": "A7"}
_VPS = (
    "E0 E1 E4 E3 E5 E2 C0 C3 C4 C5 C6 E6 A2 A1 A3 A4 A5 C7 E8 E9 C8 EB CB EA 8A 89 8B CD 8C EC ED CC EF CE F2 F3 "
    "D5 F5 86 F4 D2 D3 B0 87 B6 D6 A9 A7 AA AB AE F9 FA FB DB F8 DC D8 D9 BA BB BF FF 9A 9B CF 9C"
)
# A capital whose code a small letter has as well ("Ạ", "Ệ") is told by the letters around it.
_VPS_CAPITALS = (
    "80 C1 81 82 E5 C2 84 83 85 C5 C6 88 8E 8D 8F F0 A5 F1 D7 C9 DE FE CB CA 93 90 94 95 8C B5 B4 B7 B8 CE BC B9 "
    "BD BE 86 D4 97 96 98 99 B6 F7 9E 9D 9F A6 AE A8 DA D1 AC F8 D0 AF AD B1 BB BF B2 DD FD B3 9C"
)
# grave, acute, hook, tilde, dot; then plain circumflex or breve and the five with it.
_VNI_TONES = ("ø", "ù", "û", "õ", "ï")
_VNI_CIRCUMFLEX = ("â", "à", "á", "å", "ã", "ä")
_VNI_BREVE = ("ê", "è", "é", "ú", "ü", "ë")
_VNI_ALONE = {"ì": "ì", "í": "í", "ỉ": "æ", "ĩ": "ó", "ị": "ò", "ơ": "ô", "ư": "ö", "ỵ": "î", "đ": "ñ"}

TCVN3, VNI, VPS = "TCVN3", "VNI", "VPS"


@dataclass(frozen=True, slots=True, kw_only=True)
class CodePage:
    """``letters`` from what stands in the file (one or two Western letters) to what was meant."""

    name: str
    letters: dict[str, str]
    pattern: re.Pattern[str]


def _page(name: str, letters: dict[str, str]) -> CodePage:
    longest_first = sorted(letters, key=len, reverse=True)
    return CodePage(name=name, letters=letters, pattern=re.compile("|".join(map(re.escape, longest_first))))


def _tcvn3() -> dict[str, str]:
    letters = _by_code(_TCVN3, _LOWER)
    return letters | {chr(int(code, 16)): letter for letter, code in _TCVN3_CAPITALS.items()}


def _vps() -> dict[str, str]:
    return _by_code(_VPS_CAPITALS, _LOWER.upper()) | _by_code(_VPS, _LOWER)


def _by_code(codes: str, letters: str) -> dict[str, str]:
    return {chr(int(code, 16)): letter for code, letter in zip(codes.split(), letters.split(), strict=True)}


def _vni() -> dict[str, str]:
    letters: dict[str, str] = {}
    marked = {"a": "ăâ", "e": "ê", "o": "ô"}
    for vowel in "aeouy":
        letters |= {vowel + mark: tone for mark, tone in zip(_VNI_TONES, _toned(vowel), strict=True)}
        for other in marked.get(vowel, ""):
            marks = _VNI_BREVE if other == "ă" else _VNI_CIRCUMFLEX
            letters |= {vowel + mark: tone for mark, tone in zip(marks, (other, *_toned(other)), strict=True)}
    for horned in "ơư":
        base = _VNI_ALONE[horned]
        letters |= {base + mark: tone for mark, tone in zip(_VNI_TONES, _toned(horned), strict=True)}
    letters.pop("yï")
    letters |= {given: meant for meant, given in _VNI_ALONE.items()}
    capitals = {given.upper(): meant.upper() for given, meant in letters.items()}
    mixed = {given[0].upper() + given[1:]: meant.upper() for given, meant in letters.items() if len(given) == 2}
    return letters | capitals | mixed


def _toned(vowel: str) -> tuple[str, ...]:
    return tuple(unicodedata.normalize("NFC", vowel + mark) for mark in "\u0300\u0301\u0309\u0303\u0323")


@functools.cache
def code_pages() -> dict[str, CodePage]:
    return {TCVN3: _page(TCVN3, _tcvn3()), VNI: _page(VNI, _vni()), VPS: _page(VPS, _vps())}


# --- conversion --------------------------------------------------------------------------------------------------

# Bytes 80 to 9F as Windows shows them ("Œ", "š"), back to themselves; quotation marks and dashes stay.
_KEPT = frozenset("‘’“”–—…•")
_WESTERN = {
    ord(shown): code
    for code in range(0x80, 0xA0)
    if (shown := bytes([code]).decode("cp1252", "ignore")) and shown not in _KEPT
}
_UP = f"[{UPPER}]"
_SHARED = "[ạẫậặẹệịọộợụữựỵ]"
# "ĐộC", "TRựC", "Bộ" before "TÀI": between capitals, behind two, or behind one in a line of capitals.
_CAPITAL_MEANT = re.compile(
    rf"(?<={_UP}){_SHARED}(?={_UP})|(?<={_UP}{_UP}){_SHARED}\b|(?<={_UP}){_SHARED}(?= {_UP}{_UP})"
    rf"|(?<={_UP}{_UP} {_UP}){_SHARED}\b"
)
_VIETNAMESE = re.compile(r"[ĂăĐđĨĩŨũƠơƯư\u0300-\u0303\u0309\u0323Ạ-ỹ]")


def convert(text: str, page: str) -> str:
    """The text as it was meant, NFC. What is Unicode already is returned as it is."""
    if text.isascii() or _VIETNAMESE.search(text):
        return text
    letters = code_pages()[page]
    western = text.translate(_WESTERN) if page == VPS else text
    meant = letters.pattern.sub(lambda hit: letters.letters[hit[0]], western)
    if page == VPS:
        meant = _CAPITAL_MEANT.sub(lambda hit: hit[0].upper(), meant)
    return _raised(meant) if page == TCVN3 else meant


# "HOạCH", "THựC": between capitals a small letter with a tone is a capital that TCVN3 has no code for
_MIXED = re.compile(r"[^\W\d_]+")
_NO_CODE = re.compile(r"[àáảãạầấẩẫậằắẳẵặèéẻẽẹềếểễệìíỉĩịòóỏõọồốổỗộờớởỡợùúủũụừứửữựỳýỷỹỵ]")


def _raised(text: str) -> str:
    """Toned letters among capitals in capitals; in a line of capitals also those of a word with one capital or none."""
    plain = _NO_CODE.sub("", text)
    letters = [letter for letter in plain if letter.isalpha()]
    whole_line = bool(letters) and all(letter.isupper() for letter in letters)
    words = _MIXED.findall(text)
    if whole_line and any(_is_mixed(word) for word in words) and not any(map(str.isdigit, text)):
        return text.upper()
    return _MIXED.sub(lambda word: word[0].upper() if _is_mixed(word[0]) else word[0], text)


def _is_mixed(word: str) -> bool:
    """Capitals, two or behind a small letter, and no small letters but those without a capital in the code page."""
    bare = _NO_CODE.sub("", word)
    return bare.isupper() and bare != word and (len(bare) > 1 or word[0].islower())


def page_of_font(font: str) -> str | None:
    """The code page that a font's name says: ".VnTime", "VNI-Times", "VPS Times"."""
    name = font.strip().casefold()
    if name.startswith((".vn", "vntime", "vnarial")):
        return TCVN3
    if name.startswith(("vni-", "vni ")):
        return VNI
    return VPS if name.startswith(("vps ", "vps-")) else None


def is_font_of_capitals(font: str) -> bool:
    """ ".VnTimeH" shows small letters as capitals."""
    return font.strip().startswith(".Vn") and font.strip().endswith("H")


# --- which one it is ---------------------------------------------------------------------------------------------

_SAMPLE = 60_000
_LEAST_WORDS = 6
_UNICODE = 0.25  # of what is not ASCII: letters that no old code page has; Unicode has 0.6, and this is quickly seen
_GOOD, _BETTER = 0.85, 0.2  # of the marked words: syllables in the right code page, and more than as it stands
_WORD = re.compile(r"[^\W\d_]+")


def guess(text: str) -> str | None:
    """The code page a text is written in; None for Unicode, for text without marks, and in doubt."""
    sample = text[:_SAMPLE]
    if sample.isascii() or len(_VIETNAMESE.findall(sample)) > _UNICODE * sum(map(_is_marked, sample)):
        return None
    given = _share(unicodedata.normalize("NFC", sample))
    if given[0] > 0.7 and given[1] >= _LEAST_WORDS:
        return None
    shares = {name: _share(_forced(sample, name)) for name in code_pages()}
    best = max(shares, key=lambda name: shares[name][0])
    share, words = shares[best]
    if words >= _LEAST_WORDS and share >= _GOOD and share - given[0] >= _BETTER:
        return best
    return None


def _is_marked(letter: str) -> bool:
    return letter > "\x7f"


def _forced(text: str, page: str) -> str:
    """Converted word by word, so that a few Unicode words do not hide the rest."""
    return " ".join(convert(word, page) for word in text.split())


def _share(text: str) -> tuple[float, int]:
    """The share of syllables among words with marks, and how many such words there are."""
    marked = [word for word in _WORD.findall(text) if not word.isascii()]
    if not marked:
        return 0.0, 0
    return sum(map(is_syllable, marked)) / len(marked), len(marked)
