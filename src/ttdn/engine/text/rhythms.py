"""How often: "hằng quý", "mỗi tuần 01 số", "định kỳ 6 tháng, hằng năm"."""

from __future__ import annotations

import re
from typing import Literal

Repeats = Literal["continuous", "daily", "weekly", "monthly", "quarterly", "half-yearly", "yearly"]

_TIMES = r"(?:lan|so|ky|cuoc|dot|lop|bai|tin|buoi)"
_RHYTHMS: tuple[tuple[Repeats, str], ...] = (
    ("continuous", r"thuong xuyen|lien tuc|xuyen suot"),  # "Thường xuyên"
    ("daily", r"\b(?:hang|moi) ngay\b"),  # "Hằng ngày"
    ("weekly", r"\b(?:hang|moi) tuan\b|/\s?tuan\b|\btuan\s?/\s?lan\b"),
    ("half-yearly", r"\b(?:dinh ky|hang|moi) (?:0?6|sau) thang\b|\b0?6 thang\s?(?:/|mot|01)\s?lan|0?2 lan\s?/\s?nam"
                    r"|\bmoi nam (?:0?2|hai) lan\b|\b(?:0?2|hai) lan (?:mot|trong|moi) nam\b"
                    r"|\b0?6 thang,? (?:va )?(?:1 |01 |mot |hang )?nam\b(?! 20)"),  # "Định kỳ 6 tháng, năm"
    ("monthly", r"\b(?:hang|moi|dinh ky|tung) thang\b|/\s?thang\b|\bcac thang trong nam\b"
                r"|\bthang,? (?:va )?quy\b(?=\s*(?:[,;]|va\b|$))"),  # "báo cáo tháng, quý, năm"
    # "01 số/quý/năm 2017", "3 tháng một lần", "ngày 20 tháng cuối quý", "quý, 6 tháng, năm"
    ("quarterly", r"\b(?:hang|moi|tung|dinh ky|theo) quy\b(?! [iv1-4]+\b| dinh)|/\s?quy\b|\bcac quy trong nam\b"
                  r"|\b(?:0?3|ba) thang\s?(?:/|mot|01)\s?lan\b"
                  r"|\bthang (?:cuoi|dau|giua) (?:cua )?(?:moi )?quy\b(?! [iv1-4])"
                  r"|\bquy, (?:0?6 thang|nam\b(?! 20))"),
    ("yearly", rf"\b(?:hang|moi|dinh ky) nam\b|{_TIMES}\s?/\s?(?:01 )?nam\b|thuong nien"),
)  # fmt: skip


def recurrence_in(folded: str) -> Repeats | None:
    """The first rhythm that a folded phrase names; "hai tháng một lần" has no word here and gives none."""
    hits = [(m.start(), name) for name, pattern in _RHYTHMS if (m := re.search(pattern, folded))]
    return min(hits)[1] if hits else None


def without_rhythm(folded: str) -> str:
    """The phrase with its rhythms blanked, letter for letter."""
    for _, pattern in _RHYTHMS:
        folded = re.sub(pattern, lambda m: "\x00" * len(m.group(0)), folded)
    return folded
