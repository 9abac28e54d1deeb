"""What stands beside a name in a text: the word of its kind, a street, a person, another country.

The rules are about the language, in its words; each has a sentence that it meets in ``eval/press/names``.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

from ttdn.engine.press.names.people import OTHER_WORDS_TOO, SURNAMES
from ttdn.engine.text.normal import fold, lower

# data: words of kind, and the short ways to write them
_SHORT = {
    "tp.": "thành phố",
    "tp": "thành phố",
    "t.p": "thành phố",
    "tx.": "thị xã",
    "tx": "thị xã",
    "tt.": "thị trấn",
    "q.": "quận",
    "h.": "huyện",
    "p.": "phường",
    "x.": "xã",
}
_KINDS = ("tỉnh", "thành phố", "thị xã", "huyện", "quận", "thị trấn", "xã", "phường", "đặc khu", *_SHORT)
_STREETS = "đường|đường phố|phố|đại lộ|ngõ|ngách|hẻm|tuyến phố|con phố|khu phố|cây cầu|chợ|công viên|quảng trường"
_CLUBS = "clb|câu lạc bộ|đội bóng|đội tuyển|fc"
_TITLES = "ông|bà|anh|chị|cô|ca sĩ|diễn viên|nhạc sĩ|họa sĩ|người mẫu|hoa hậu|á hậu|nsnd|nsưt|mc|tác giả"
_COUNTRIES = "Trung Quốc|Hàn Quốc|Nhật Bản|Đài Loan|China|South Korea|Korea|Taiwan|Japan"
_SPORTS = "Becamex|Thép Xanh|Sông Lam|Đông Á|Hồng Lĩnh|Hoàng Anh|SHB|Topenland|MerryLand"

KIND_WORDS = frozenset(fold(kind).rstrip(".").split(" ")[-1] for kind in _KINDS)
# Provinces' names that in small letters are common words: "peace", "ocean", "as high as".
COMMON_PHRASES = frozenset(  # data
    ("hòa bình", "thái bình", "hải dương", "cao bằng", "bình định", "vĩnh phúc", "cần thơ", "đồng tháp")
)
# Without accents they are others as well: "đa năng", "diễn biến", "đánh giá lại", "làm động", "lòng ăn", "hai đường".
BARE_PHRASES = frozenset(map(fold, COMMON_PHRASES)) | {
    "da nang",
    "dien bien",
    "gia lai",
    "lam dong",
    "long an",
    "nghe an",
    "binh duong",
    "son la",
    "ben tre",
}
# Longer phrases that hold a province's name and are no place of it.
OTHER_THINGS = {
    "Thái Bình Dương": "the Pacific",
    "Hải Dương học": "oceanography",
    "Hà Nam Ninh": "a former wider province",
}
_REACH = 28
_WORDS = re.compile(r"\w+")


def _alternatives(words: str) -> str:
    """Longest first, with accents and without."""
    each = {form for word in words.split("|") for form in (word, fold(word))}
    return "|".join(re.escape(word) for word in sorted(each, key=len, reverse=True))


def _before(words: str) -> re.Pattern[str]:
    return re.compile(rf"(?:^|[^\w])({_alternatives(words)})\s?$")


_KIND_BEFORE = _before("|".join(_KINDS))
_NOT_A_PLACE_BEFORE = (
    ("a street or a building", _before(_STREETS)),
    ("a club", _before(_CLUBS)),
    ("peace, not the province", _before("nobel|giải nobel|vì")),
)
_TITLE_BEFORE = re.compile(
    rf"(?:^|[^\w])(?:{'|'.join(form for title in _TITLES.split('|') for form in (title, title.capitalize()))})\s$"
)
# "Nguyễn Thị Hà Giang", "Trần Thanh Hà Nam": a surname, or one and a middle name, before the name
_MIDDLE = "Thị|Văn|Thanh|Thúy|Thu|Ngọc|Minh|Đức"
_PERSON_BEFORE = re.compile(rf"(?:^|[^\w])(?:{'|'.join(sorted(SURNAMES - OTHER_WORDS_TOO))})(?: (?:{_MIDDLE}))?\s$")
_CLUB_BEFORE = re.compile(rf"(?:^|[^\w])(?:{_SPORTS})\s$")
_ABROAD_BEHIND = re.compile(rf"\s?[,(–-]?\s?(?:của |thuộc )?(?:{_COUNTRIES})\b")
_CLUB_BEHIND = re.compile(r"\s(?:FC|F\.C\.|CLB)\b")
_ENGLISH_KIND_BEHIND = re.compile(r"\s(province|city|district|town|township|commune|ward)\b", re.IGNORECASE)
_STREET_BEHIND = re.compile(r"\s(?:street|road|avenue|st\.|rd\.)(?!\w)", re.IGNORECASE)
# The last words of all that is looked for before a name; most names have none of them there.
_LAST_WORDS = frozenset(
    lower(_WORDS.findall(form)[-1])
    for words in (*_KINDS, *f"{_STREETS}|{_CLUBS}|{_TITLES}|{_SPORTS}|{_MIDDLE}|nobel|vì".split("|"), *SURNAMES)
    for form in (words, fold(words))
)
_KIND_OF = {fold(kind): kind for kind in _KINDS} | {kind: kind for kind in _KINDS}
_ENGLISH = {
    "province": ("tỉnh",),
    "city": ("thành phố",),
    "district": ("huyện", "quận"),
    "town": ("thị xã", "thị trấn"),
    "township": ("thị trấn",),
    "commune": ("xã",),
    "ward": ("phường",),
}


@dataclass(frozen=True, slots=True)
class Beside:
    """``kinds``: the word of kind that the text gives the name ("xã"), or all that an English one may stand for.

    ``not_a_place`` says what the name stands for instead, "" when nothing speaks against a place.
    """

    kinds: tuple[str, ...] = ()
    not_a_place: str = ""


NOTHING = Beside()


def forms_of_kind(kind: str) -> tuple[str, ...]:
    """How a word of kind is written before a name: "thành phố", "tp.", "tp"."""
    return (kind, *(short for short, meant in _SHORT.items() if meant == kind))


def beside(text: str, start: int, end: int) -> Beside:
    """What the words directly before and behind ``text[start:end]`` make of it."""
    behind = text[end : end + _REACH]
    if _ABROAD_BEHIND.match(behind):
        return Beside(not_a_place="a place in another country")
    given = text[max(0, start - _REACH) : start]
    words = _WORDS.findall(given)
    if words and lower(words[-1]) in _LAST_WORDS:
        told = _before_it(given)
        if told:
            return told
    if _CLUB_BEHIND.match(behind):
        return Beside(not_a_place="a club")
    if _STREET_BEHIND.match(behind):
        return Beside(not_a_place="a street or a building")
    english = _ENGLISH_KIND_BEHIND.match(behind)
    return Beside(kinds=_ENGLISH[english[1].lower()]) if english else NOTHING


def _before_it(given: str) -> Beside | None:
    """What the words that end ``given`` make of the name behind them."""
    before = lower(given)
    kind = _KIND_BEFORE.search(before)
    if kind:
        word = _KIND_OF[kind[1]]
        return Beside(kinds=(_SHORT.get(word, word),))
    for why, pattern in _NOT_A_PLACE_BEFORE:
        if pattern.search(before):
            return Beside(not_a_place=why)
    if _PERSON_BEFORE.search(given) or _TITLE_BEFORE.search(given):
        return Beside(not_a_place="a person's name")
    return Beside(not_a_place="a club") if _CLUB_BEFORE.search(given) else None
