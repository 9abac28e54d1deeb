"""The kind of document and its title."""

from __future__ import annotations

import re
from dataclasses import replace

from ttdn.engine.plans.model import Block
from ttdn.engine.plans.steps.draft import Draft, lines_of
from ttdn.engine.plans.steps.sections import section_of
from ttdn.engine.text.citations import citations
from ttdn.engine.text.normal import UPPER, fold, is_upper, sentence_case
from ttdn.engine.text.outline import marker

_EMPHASIS = re.compile(r"^[\s*_#]+|[\s*_]+$")
_STARTS_BODY = re.compile(r"^\W*(?:can cu|xet|theo de nghi|kinh gui|noi nhan|dieu \d)")
# under the title of a decision: "CHỦ TỊCH ỦY BAN NHÂN DÂN TỈNH", "GIÁM ĐỐC SỞ Y TẾ", "QUYẾT ĐỊNH:"
_POST = re.compile(
    r"^\W*(?:chu tich|giam doc|bo truong|uy ban nhan dan|hoi dong nhan dan|thu tuong|quyet dinh\s*:?\W*$|"
    r"truong ban|quyet nghi)"
)
_BASIS = re.compile(r"^\W*(?:thuc hien|trien khai|tiep tuc|theo|cu the hoa|nham|de )")
_REGULATION = re.compile(r"quy che|quy dinh|dieu le|noi quy|tieu chi")
_ISSUES_PLAN = re.compile(r"ban hanh\s+(?:\S+\s+){0,3}?(ke hoach|chuong trinh|de an|phuong an)")


def read_title(draft: Draft) -> Draft:
    """The line that is the kind ("KẾ HOẠCH") and the lines of title under it. Writes ``kind``, ``title``."""
    head = draft.open_blocks()[:30]
    for index, block in enumerate(head):
        kind = _kind_of(block, draft)
        if kind is None:
            continue
        lines = _title_lines(head[index + 1 :], draft)
        words = [_clean(block.text), *(_clean(b.text) for b in lines)]
        title = " ".join(sentence_case(w) if i == 0 else _as_title(w) for i, w in enumerate(words) if w)
        behind = head[index + 1 + len(lines) :][:3]
        posts = [b.n for b in behind if is_upper(b.text) and _POST.match(fold(b.text))]
        above = [b.n for b in head[:index] if is_upper(b.text) or len(b.text) < 60]
        draft = draft.take([block.n, *(b.n for b in lines)]).set_aside("letterhead", [*above, *posts])
        return replace(draft.with_plan(title=title), kind=_narrowed(kind, title))
    return _in_letterhead(draft) or _without_kind(draft)


def _in_letterhead(draft: Draft) -> Draft | None:
    """The kind as a line of the letterhead's table: "… ngày 05 tháng 01 năm 2026 / KẾ HOẠCH"."""
    for line in lines_of(b for b in draft.blocks[:20] if draft.aside.get(b.n) == "letterhead" and b.cells):
        kind = next((k for k in draft.profile.kinds if fold(_clean(line.text)).strip(" .:") == k), None)
        if kind is None:
            continue
        below = _title_lines([b for b in draft.open_blocks()[:30] if b.n > line.block.n], draft)
        words = [sentence_case(_clean(line.text)), *(_as_title(_clean(b.text)) for b in below)]
        title = " ".join(w for w in words if w)
        draft = draft.take(b.n for b in below)
        return replace(draft.with_plan(title=title), kind=_narrowed(kind, title))
    return None


def _clean(text: str) -> str:
    return " ".join(_EMPHASIS.sub("", text.replace("\t", " ")).split())


def _as_title(words: str) -> str:
    """The line behind "Kế hoạch": its first letter goes down unless a name begins there."""
    lowered = sentence_case(words)
    name = re.match(rf"\w+ [{UPPER}]", lowered) or is_upper(lowered[:3])
    return lowered if name else lowered[:1].lower() + lowered[1:]


def _kind_of(block: Block, draft: Draft) -> str | None:
    """ "KẾ HOẠCH" alone, or capitals that begin with it: "KẾ HOẠCH CẢI CÁCH HÀNH CHÍNH NĂM 2026"."""
    if block.cells is not None and len({c for c in block.cells if c}) > 1:
        return None
    folded = fold(_clean(block.text)).strip(" .:")
    hit = next((k for k in draft.profile.kinds if folded == k), None)
    if hit is None and (is_upper(block.text) or block.level or block.bold or block.centered):
        hit = next((k for k in draft.profile.kinds if folded.startswith(k + " ")), None)
    if (
        hit is None
        and re.match(r"^(?:ke hoach|chuong trinh|chi thi)\s", folded)
        and len(folded) < 250
        and block.n <= 12
    ):
        hit = next(
            (k for k in draft.profile.kinds if folded.startswith(k + " ") and not folded.endswith((".", ";"))), None
        )
    return hit


def _opens_section(block: Block, above: Block, draft: Draft) -> bool:
    """ "MỤC ĐÍCH, YÊU CẦU" without a number, below a title in small letters or itself the name of a section."""
    section = section_of(block.text, draft.profile) if is_upper(block.text) else None
    return section is not None and (not is_upper(above.text) or section == "purpose-and-requirement")


def _title_lines(following: list[Block], draft: Draft) -> list[Block]:
    lines: list[Block] = []
    for block in following[:5]:
        folded = fold(block.text)
        found = marker(_clean(block.text))
        if (
            _STARTS_BODY.match(folded)
            or (is_upper(block.text) and lines and _POST.match(folded))
            or len(block.text) > 400
            or block.cells is not None
            or (lines and _opens_section(block, lines[-1], draft))
        ):
            break
        if found and found.kind in {"roman", "part", "arabic", "upper", "article"}:
            break
        dressed = block.bold or block.level is not None or is_upper(block.text) or block.centered
        if not dressed and lines and (_BASIS.match(folded) or len(block.text) > 200):
            break
        if not dressed and (block.text.rstrip().endswith((".", ";", ":", ",")) or len(block.text) > 250):
            break
        if not dressed and _BASIS.match(folded) and citations(block.text) and len(block.text) > 160:
            break
        lines.append(block)
    return lines


def _narrowed(kind: str, title: str) -> str:
    """A decision is a plan only where it issues one; a plan to inspect a regulation is still a plan."""
    folded = fold(title)
    if kind in {"quyet dinh", "nghi quyet", "huong dan"}:
        if _ISSUES_PLAN.search(folded):
            return "ke hoach"
        return "quy che" if _REGULATION.search(folded) or kind != "quyet dinh" else kind
    if kind == "thong bao" and not re.search(r"ket luan|y kien chi dao|phan cong|truyen dat", folded):
        return "thong bao khac"
    return kind


def _without_kind(draft: Draft) -> Draft:
    """No kind in the head: the sentence "… ban hành Kế hoạch …" in the first blocks makes it a plan."""
    for block in draft.open_blocks()[:25]:
        folded = fold(block.text)
        if re.search(r"^\W*(?:kinh gui|v/v)\b", folded):
            return draft
        hit = re.search(r"(?:ban hanh|xay dung)\s+(ke hoach|chuong trinh)\b(?=.{0,400}(?:nhu sau|sau day))", folded)
        if hit:
            return replace(draft, kind=hit.group(1))
    return draft
