"""What stands beside a name in a text: the word of its kind, a street, a person, another country."""

from __future__ import annotations

import re
from dataclasses import dataclass

from ttdn.engine.text.normal import fold, lower

# data
_KINDS = "tỉnh|thành phố|tp.|tp|thị xã|tx.|tx|huyện|quận|thị trấn|tt.|xã|phường|đặc khu|q.|h.|p.|x."
_SHORT = {"tp.": "thành phố", "tp": "thành phố", "tx.": "thị xã", "tx": "thị xã", "tt.": "thị trấn"}
_SHORT |= {"q.": "quận", "h.": "huyện", "p.": "phường", "x.": "xã"}
_STREETS = "đường|đường phố|phố|đại lộ|ngõ|ngách|hẻm|tuyến phố|công viên"
_CLUBS = "clb|câu lạc bộ|đội bóng"
_TITLES = (
    "ông|bà|anh|chị|em|cô|chú|bác|ca sĩ|diễn viên|nghệ sĩ|cầu thủ|nhà thơ|nhà văn|nhạc sĩ|họa sĩ|người mẫu|hoa hậu"
)
_SURNAMES = "Nguyễn|Trần|Lê|Phạm|Hoàng|Huỳnh|Phan|Vũ|Võ|Đặng|Bùi|Đỗ|Ngô|Dương|Lý|Trịnh|Đinh|Đào|Trương|Tạ|Thị|Văn"
_COUNTRIES = "Trung Quốc|Hàn Quốc|Nhật Bản|Đài Loan|China|Korea|Taiwan|Japan"


def _before(words: str) -> re.Pattern[str]:
    return re.compile(rf"(?:^|[^\w])({words})\s?$")


def _both(words: str) -> str:
    """Longest first, with accents and without."""
    each = {form for word in words.split("|") for form in (word, fold(word))}
    return "|".join(re.escape(word) for word in sorted(each, key=len, reverse=True))


_KIND_BEFORE = _before(_both(_KINDS))
_NOT_A_PLACE_BEFORE = {
    "a street": _before(_both(_STREETS)),
    "a club": _before(_both(_CLUBS)),
    "a person's name": _before(_both(_TITLES)),
}
_PERSON_BEFORE = re.compile(rf"(?:^|[^\w])(?:{_SURNAMES})(?: [^\W\d_][^\W\d_]*)?\s$")
_ABROAD_BEHIND = re.compile(rf"\s?[,(–-]?\s?(?:của )?(?:{_COUNTRIES})\b")
_CLUB_BEHIND = re.compile(r"\s(?:FC|F\.C\.)\b")
_ENGLISH_KIND_BEHIND = re.compile(r"\s(Province|City|District|Town|Township|Commune|Ward)\b", re.IGNORECASE)
_KIND_OF = {fold(kind): kind for kind in _KINDS.split("|")} | {kind: kind for kind in _KINDS.split("|")}
_ENGLISH = {
    "province": ("tỉnh",),
    "city": ("thành phố",),
    "district": ("huyện", "quận"),
    "town": ("thị xã", "thị trấn"),
    "township": ("thị trấn",),
    "commune": ("xã",),
    "ward": ("phường",),
}
_REACH = 24

# Provinces' names that in small letters are common words: "peace", "ocean", "as high as".
COMMON_PHRASES = frozenset(  # data
    ("hòa bình", "thái bình", "hải dương", "cao bằng", "bình định", "vĩnh phúc", "cần thơ", "đồng tháp", "đồng nai")
)


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
    before = lower(text[max(0, start - _REACH) : start])
    kind = _KIND_BEFORE.search(before)
    if kind:
        word = _KIND_OF[kind[1]]
        return Beside(kinds=(_SHORT.get(word, word),))
    for why, pattern in _NOT_A_PLACE_BEFORE.items():
        if pattern.search(before):
            return Beside(not_a_place=why)
    if _PERSON_BEFORE.search(text[max(0, start - _REACH) : start]):
        return Beside(not_a_place="a person's name")
    behind = text[end : end + _REACH]
    if _ABROAD_BEHIND.match(behind):
        return Beside(not_a_place="a place in another country")
    if _CLUB_BEHIND.match(behind):
        return Beside(not_a_place="a club")
    english = _ENGLISH_KIND_BEHIND.match(behind)
    return Beside(kinds=_ENGLISH[english[1].lower()]) if english else NOTHING
