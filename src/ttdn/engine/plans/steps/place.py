"""The document's own province, district or city, and the issuer completed with it."""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import replace

from ttdn.engine.plans.steps.draft import Draft
from ttdn.engine.text.normal import LOWER, UPPER, fold, is_upper, lower, modern_tones, sentence_case

_PROPER = rf"[{UPPER}][{LOWER}]+(?:[ -][{UPPER}][{LOWER}]+){{0,3}}"
# "tỉnh An Sơn", "thành phố Hải Bình", "huyện Tân Lập"
_PLACE = re.compile(
    rf"\b(?P<level>[Tt]ỉnh|[Tt]hành phố|TP\.?|[Hh]uyện|[Tt]hị xã|[Qq]uận|[Xx]ã|[Pp]hường)\s+(?P<name>{_PROPER})"
)
_CAPITAL_PLACE = re.compile(
    rf"\b(?P<level>TỈNH|THÀNH PHỐ|HUYỆN|THỊ XÃ|QUẬN|XÃ|"
    rf"PHƯỜNG)\s+(?P<name>[{UPPER}]{{2,}}(?:[ -][{UPPER}]{{2,}}){{0,2}}?)"
    r"(?=\s+(?:GIAI ĐOẠN|NĂM|TRONG|ĐẾN|VÀ)\b|\s*[,.;\n]|\s*$)"
)
# "Ủy ban nhân dân tỉnh ban hành Kế hoạch", "UBND huyện Tân Lập xây dựng Kế hoạch", "Sở Y tế ban hành …"
_ISSUES = re.compile(
    r"(?:^|[,;.]\s+)(?P<who>(?:ủy ban nhân dân|ubnd|sở|bộ|ban|hội|liên đoàn|công an|tỉnh ủy|thành ủy|"
    r"cục)\b[^,;.:\d\n]{0,90}?)\s+"
    r"(?:ban hành|xây dựng|đề ra|triển khai|tổ chức xây dựng)\s+(?:và triển khai )?(?:thực hiện )?(?:kế hoạch|"
    r"chương trình|chỉ thị)"
)


def read_place(draft: Draft) -> Draft:
    """Whose document it is. Reads issuer, title and text; writes ``place`` of the draft and completes ``issuer``."""
    issuer = draft.plan.issuer or _from_sentence(draft)
    level, place = _of_issuer(issuer, draft)
    draft = replace(draft, place=place)
    if issuer and level and place and fold(place) not in fold(issuer) and fold(issuer).endswith(fold(level)):
        issuer = f"{issuer} {place}"
    title = _place_spelled(draft.plan.title, place)
    return draft.with_plan(issuer=issuer, title=title, place=draft.plan.place or place)


def _place_spelled(title: str | None, place: str | None) -> str | None:
    """A title that stood in capitals gets its place back: "tỉnh an sơn" > "tỉnh An Sơn"."""
    if not title or not place:
        return title
    at = lower(title).find(lower(place))
    return title if at < 0 else title[:at] + place + title[at + len(place) :]


def _from_sentence(draft: Draft) -> str | None:
    """The body that the text says issues the plan."""
    for block in draft.blocks[:40]:
        if is_upper(block.text):
            continue
        hit = _ISSUES.search(lower(block.text))
        if hit:
            written = modern_tones(block.text[hit.start("who") : hit.end("who")]).strip()
            written = re.sub(r"^UBND\b", "Ủy ban nhân dân", written)
            body = draft.directory.find(written)
            return body.name if body and body.kind != "group" else written[:1].upper() + written[1:]
    return None


def _of_issuer(issuer: str | None, draft: Draft) -> tuple[str | None, str | None]:
    """The place in the issuer's name, else the place of its level that the document names most."""
    named = _PLACE.search(issuer or "")
    if named:
        return named.group("level"), named.group("name")
    level = next(
        (
            w
            for w in ("tỉnh", "huyện", "thị xã", "quận", "xã", "phường", "thành phố")
            if lower(issuer or "").endswith(w)
        ),
        "tỉnh",
    )
    counts: Counter[str] = Counter()
    for block in draft.blocks:
        if draft.aside.get(block.n) == "letterhead":
            continue
        for hit in _PLACE.finditer(block.text):
            if lower(hit.group("level")) == level:
                counts[hit.group("name")] += 1
        for hit in _CAPITAL_PLACE.finditer(block.text):
            if lower(hit.group("level")) == level and is_upper(block.text):
                counts[sentence_case(hit.group("name")).title()] += 2
    if not counts:
        return level, draft.plan.place if level in {"tỉnh", "thành phố"} else None
    return level, counts.most_common(1)[0][0]
