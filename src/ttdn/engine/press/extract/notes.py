"""Short lines that stand in texts and are none: credits, captions, ways to other articles, requests of the site."""

from __future__ import annotations

import re

# "Ảnh: toà soạn", "Photo by", but not "Ảnh hưởng của bão": these words also open sentences.
_CREDIT = (
    r"(?:ảnh|hình|video|nguồn|từ khóa|từ khoá|photos?|image|sources?|tags?|foto|bild|quellen?|fuente)"  # data
    r"\s*(?:[:：/|]|by\b|$)"
)
_ASKED = (
    r"xem thêm|đọc thêm|mời (?:bạn|quý)|tin liên quan|bản quyền|theo dõi (?:báo|kênh|chúng tôi|trên)",  # data
    r"bình luận\s*(?:[:(]|$)|chia sẻ\s*(?:[:(]|bài|$)|quảng cáo\s*$",  # data
    r"read (?:more|also|next)|also read|see also|more (?:on|from|about)\b|you (?:may|might) (?:also )?like",
    r"related(?:\s+(?:articles?|stories|posts?|news|topics|content))?\s*(?::|$)|share (?:this|on)\b|sign up\b",
    r"subscribe\b|follow (?:us|me|on)\b|newsletter|copyright|©|all rights|advertisement|loading\b",
    r"comments?\s*(?:[:(\d]|$)",
    r"mehr (?:zum|zu|dazu)\b|weiter(?:lesen|führende)|lesen sie\b|das könnte|anzeige\b|kommentare?\s*(?:[:(\d]|$)",
    r"lire aussi|lea (?:también|más)",
)
_NOTE = re.compile("|".join((_CREDIT, *_ASKED)), re.I)


def is_note(line: str) -> bool:
    """Whether a short line begins as such notes do."""
    return _NOTE.match(line) is not None
