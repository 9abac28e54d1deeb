"""What stands between the title and the first section: legal bases, proposals, the sentence that issues the plan."""

from __future__ import annotations

import re

from ttdn.engine.plans.model import Block, Finding, LegalBasis
from ttdn.engine.plans.steps.draft import Draft
from ttdn.engine.text.citations import Citation, citations
from ttdn.engine.text.normal import fold, is_upper
from ttdn.engine.text.outline import marker

# "Căn cứ Nghị định số …;" - "Thực hiện Quyết định số …; Thông tư số …."
_BASIS = re.compile(
    r"^\W*(?:can cu|thuc hien|trien khai|tiep tuc|theo(?! de nghi)|cu the hoa|chap hanh|thi hanh|quan triet|"
    r"tren co so|de (?:tiep tuc |kip thoi )?(?:thuc hien|trien khai)|nham)\b"
)
# "Xét đề nghị của Giám đốc Sở …", "Theo đề nghị của …"
_PROPOSAL = re.compile(r"^\W*(?:xet|theo) (?:de nghi|to trinh)")
# "Ủy ban nhân dân tỉnh ban hành Kế hoạch … như sau:"
_ISSUES = re.compile(
    r"(?:ban hanh|xay dung|de ra|trien khai)\b.{0,400}(?:ke hoach|chuong trinh|phuong an|de an|chi thi)|"
    r"nhu sau\s*:?\s*$|yeu cau.{0,80}:\s*$"
)
_GREETING = re.compile(r"^\W*kinh gui")
_TOPMOST = re.compile(r"[;,:]\s*$|\bvà\s*$|^\W*$")


def read_preamble(draft: Draft) -> Draft:
    """Legal bases and the opening sentences up to the first section. Writes ``legal_bases``, ``aside``."""
    bases: list[LegalBasis] = []
    opening: list[int] = []
    findings: list[Finding] = []
    for block in _preamble(draft):
        folded = fold(block.text)
        if _PROPOSAL.match(folded) or not _BASIS.match(folded):
            opening.append(block.n)
            continue
        cited = top_citations(block.text)
        bases += [_basis(block, c) for c in cited]
        findings += [f for c in cited for f in _doubts(block, c)]
        if not cited:
            opening.append(block.n)
    draft = draft.set_aside("greeting", opening).take(n for b in bases for n in b.blocks)
    return draft.with_plan(legal_bases=tuple(bases)).find(*findings)


def read_bases_section(draft: Draft) -> Draft:
    """Bases under a heading of their own ("I. CĂN CỨ XÂY DỰNG KẾ HOẠCH"). Reads ``entries``; writes ``legal_bases``."""
    bases: list[LegalBasis] = []
    for index, entry in enumerate(draft.entries):
        if not entry.heading or not fold(entry.words).startswith(("can cu", "co so phap ly")):
            continue
        for inner in draft.entries[index + 1 : entry.until]:
            bases += [_basis(inner.block, c) for c in top_citations(inner.block.text)]
    return draft.with_plan(legal_bases=(*draft.plan.legal_bases, *bases)) if bases else draft


def _preamble(draft: Draft) -> list[Block]:
    """Paragraphs before the first heading; none where the body starts at once."""
    found: list[Block] = []
    for block in draft.open_blocks()[:60]:
        outline = marker(block.text)
        basis = bool(_BASIS.match(fold(block.text)) and citations(block.text))
        if block.cells is not None or (outline and outline.kind not in {"dash"}):
            break
        if outline and not basis:
            break
        if not basis and (is_upper(block.text) or (block.level and not _ISSUES.search(fold(block.text)))) and found:
            break
        if not basis and block.bold and len(block.text) < 80 and not block.text.endswith((".", ":", ";")):
            break
        found.append(block)
    has_basis = any(
        _BASIS.match(fold(b.text)) or _ISSUES.search(fold(b.text)) or _GREETING.match(fold(b.text)) for b in found
    )
    return found if has_basis or len(found) <= 3 else []


def top_citations(text: str) -> list[Citation]:
    """The documents a sentence rests on, not those its subjects speak of ("… về việc thực hiện Nghị quyết B")."""
    found: list[Citation] = []
    nested = False
    for citation in citations(text):
        before = text[found[-1].end if found else 0 : citation.start]
        if not found or ";" in before:
            nested = False
        elif not _TOPMOST.search(text[max(0, citation.start - 200) : citation.start].rstrip(' “"(')) or _inside(before):
            nested = True
        if not nested:
            found.append(citation)
    return [c for c in found if c.kind not in {"tờ trình", "báo cáo"} or fold(text).startswith("thuc hien")]


# "… về việc thực hiện Nghị quyết số 1 và Kết luận số 2": the second is inside as the first is
_INSIDE = re.compile(r"\b(?:thuc hien|trien khai|theo|huong dan|thi hanh|sua doi|so ket|tong ket)\b.*\b(?:va|,)?\s*$")


def _inside(before: str) -> bool:
    folded = fold(before)
    return bool(_INSIDE.search(folded)) and bool(
        re.search(r"(?:nghi quyet|quyet dinh|chi thi|ket luan|ke hoach|luat) so", folded)
    )


def _basis(block: Block, citation: Citation) -> LegalBasis:
    clause = re.split(r";", block.text[citation.start :], maxsplit=1)[0].strip(" .,")
    alone = len(top_citations(block.text)) == 1
    text = block.text if alone else clause
    return LegalBasis(number=citation.number, issued_on=citation.issued_on, text=text, blocks=(block.n,))


def _doubts(block: Block, citation: Citation) -> list[Finding]:
    if not citation.impossible_date:
        return []
    message = f"Ngày của văn bản {citation.number or citation.kind} không có trong lịch."
    return [Finding(code="impossible-date", message=message, field="legal_bases", blocks=(block.n,))]
