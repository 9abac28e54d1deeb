"""Doubts shown to a person: each check is one rule over the recognised plan and its blocks."""

from __future__ import annotations

import datetime as dt
import re
from collections import defaultdict
from collections.abc import Callable, Iterator

from ttdn.engine.plans.model import Finding, Item
from ttdn.engine.plans.steps.draft import Draft
from ttdn.engine.plans.steps.outline import numbering_slips
from ttdn.engine.plans.steps.tail import is_appendix
from ttdn.engine.text.citations import citations
from ttdn.engine.text.dates import dates
from ttdn.engine.text.normal import LOWER, fold, spelling_key
from ttdn.engine.text.periods import meaning

Check = Callable[[Draft], Iterator[Finding]]


def find_doubts(draft: Draft) -> Draft:
    """Every check in turn. Reads everything recognised; writes ``warnings``."""
    for check in CHECKS:
        draft = draft.find(*check(draft))
    return draft


def _tasks(draft: Draft) -> Iterator[Item]:
    return (i for i in draft.plan.items if i.kind == "task")


# --- the document -------------------------------------------------------------------------------------------------


def not_a_plan(draft: Draft) -> Iterator[Finding]:
    if not draft.is_plan:
        named = _kind_written(draft)
        what = f"Văn bản là {named}, không phải" if named else "Văn bản không phải"
        message = f"{what} kế hoạch, chương trình, chỉ thị hay thông báo kết luận; không lấy nhiệm vụ nào."
        yield Finding(code="not-a-plan", message=message)


def _kind_written(draft: Draft) -> str:
    """The kind as the title spells it: "báo cáo"; empty where there is none."""
    title = draft.plan.title or ""
    kind = next((k for k in draft.profile.kinds if draft.kind and draft.kind.startswith(k)), "")
    return title[: len(kind)].lower() if kind and fold(title).startswith(kind) else ""


def missing_head(draft: Draft) -> Iterator[Finding]:
    """What every plan has and this one does not say; a blank that is already reported is not reported twice."""
    plan = draft.plan
    told = {w.code for w in plan.warnings}
    if draft.is_plan and plan.number is None and "number-blank" not in told:
        yield Finding(code="number-missing", message="Không tìm thấy số, ký hiệu của văn bản.", field="number")
    if draft.is_plan and plan.issued_on is None and not {"date-blank", "impossible-date"} & told:
        yield Finding(code="date-missing", message="Không tìm thấy ngày ban hành.", field="issued_on")
    if draft.is_plan and plan.period is None:
        message = "Không rõ kế hoạch cho thời kỳ nào; thời gian không ghi năm sẽ để trống."
        yield Finding(code="period-missing", message=message, field="period")


def signature(draft: Draft) -> Iterator[Finding]:
    """ "KT. CHỦ TỊCH / CHỦ TỊCH": who signs for the chairman is a vice-chairman; a name without a post."""
    signed = draft.plan.signatory
    if signed is None:
        if draft.is_plan:
            yield Finding(code="signatory-missing", message="Không tìm thấy người ký.", field="signatory")
        return
    deputy = re.search(r"KT\s*\.?\s*(.+)$", signed.authority or "")
    if deputy and signed.title and fold(deputy.group(1)).strip() == fold(signed.title).strip():
        message = f"Khối chữ ký ghi “{signed.authority}” rồi “{signed.title}”: người ký thay phải là cấp phó."
        yield Finding(code="signature-contradiction", message=message, field="signatory", blocks=signed.blocks)
    if signed.name and not signed.title:
        message = "Có tên người ký nhưng không có chức vụ."
        yield Finding(code="signer-without-title", message=message, field="signatory", blocks=signed.blocks)
    if not signed.name:
        message = "Khối chữ ký không có tên người ký."
        yield Finding(code="signer-without-name", message=message, field="signatory", blocks=signed.blocks)


def signed_late(draft: Draft) -> Iterator[Finding]:
    """Signed when the first year of its period, or its whole period, was over."""
    plan = draft.plan
    if plan.issued_on is None or plan.period is None or plan.period.start is None or plan.period.end is None:
        return
    first_ends = min(dt.date(plan.period.start.year, 12, 31), plan.period.end)
    if plan.issued_on >= first_ends:
        message = (
            f"Kế hoạch ký ngày {plan.issued_on:%d/%m/%Y}, khi thời kỳ đầu tiên của nó đã hết; "
            "việc của thời kỳ đó không tính là chậm."
        )
        yield Finding(code="signed-after-first-period", message=message, field="issued_on")


def appendix_missing(draft: Draft) -> Iterator[Finding]:
    mentions = [
        b.n for b in draft.blocks if re.search(r"phu luc.{0,120}kem theo|(?:theo|tai|co) phu luc", fold(b.text))
    ]
    present = any(is_appendix(b) for b in draft.blocks if b.n not in draft.taken)
    if mentions and not present and draft.is_plan:
        message = "Văn bản nói có Phụ lục kèm theo nhưng tệp không có phụ lục nào."
        yield Finding(code="appendix-missing", message=message, blocks=tuple(mentions[:3]))


def abbreviation_slip(draft: Draft) -> Iterator[Finding]:
    """A letter too many in an abbreviation of an office: one letter less and it is a usual one."""
    usual = {"PCVP", "PCT", "CVP", "UBND", "HĐND", "KGVX", "TTXVN", "BTTTT", "VPUB"}
    for recipient in draft.plan.recipients:
        for word in re.findall(r"\b[A-ZĐ]{4,6}\b", recipient.text):
            shorter = {word[:i] + word[i + 1 :] for i in range(len(word))}
            meant = sorted(shorter & usual) if word not in usual else []
            if meant:
                message = f"Chữ viết tắt “{word}” có thể là “{meant[0]}” viết thừa chữ."
                yield Finding(code="abbreviation-slip", message=message, field="recipients", blocks=recipient.blocks)


# --- the outline and the sentences ------------------------------------------------------------------------------------


def outline_slips(draft: Draft) -> Iterator[Finding]:
    for entry, expected in numbering_slips(draft.entries):
        written = entry.block.text[: entry.marker.end if entry.marker else 0].strip()
        message = f"Số mục “{written}” không theo thứ tự; có thể là “{expected}”."
        yield Finding(code="outline-slip", message=message, blocks=(entry.block.n,))


def uneven_levels(draft: Draft) -> Iterator[Finding]:
    """Headings of one rank set at different levels in the source."""
    levels: dict[str, dict[int, int]] = defaultdict(dict)
    for entry in draft.entries:
        if entry.block.level is not None and entry.marker and entry.numbered:
            levels[entry.marker.kind].setdefault(entry.block.level, entry.block.n)
    for found in levels.values():
        if len(found) > 1:
            message = "Các mục cùng cấp được đặt ở những cấp đề mục khác nhau trong tệp; cấp được lấy theo số mục."
            yield Finding(code="uneven-heading-levels", message=message, blocks=tuple(sorted(found.values())))


def cut_sentences(draft: Draft) -> Iterator[Finding]:
    for entry in draft.entries:
        if entry.more and entry.words.strip():
            blocks = (entry.block.n, *(b.n for b in entry.more))
            message = "Một câu bị ngắt thành nhiều đoạn (có thể do ngắt trang); đã nối lại."
            yield Finding(code="sentence-cut", message=message, blocks=blocks)


def stops_inside(draft: Draft) -> Iterator[Finding]:
    """A full stop before a small letter: "… biển, đảo. trong năm 2026"."""
    for block in draft.blocks:
        if block.cells is None and (hit := re.search(rf"[{LOWER}]{{2,}}\. (?=[{LOWER}]{{2,}})", block.text)):
            message = f"Có dấu chấm giữa câu sau “{hit.group(0).strip()}”."
            yield Finding(code="stop-inside-sentence", message=message, blocks=(block.n,))


def citations_without_issuer(draft: Draft) -> Iterator[Finding]:
    for block in draft.blocks:
        for citation in citations(block.text):
            if citation.issuer_missing:
                message = f"Ký hiệu “{citation.number}” thiếu cơ quan ban hành."
                yield Finding(code="citation-without-issuer", message=message, blocks=(block.n,))


def impossible_dates(draft: Draft) -> Iterator[Finding]:
    told = {n for w in draft.plan.warnings if w.code == "impossible-date" for n in w.blocks}
    for block in draft.blocks:
        wrong = [d for d in dates(block.text) if d.year is not None and d.day is None]
        if wrong and block.n not in told:
            words = block.text[wrong[0].start : wrong[0].end]
            message = f"Ngày “{words}” không có trong lịch."
            yield Finding(code="impossible-date", message=message, blocks=(block.n,))


# --- the tasks --------------------------------------------------------------------------------------------------------


def tasks_without_lead(draft: Draft) -> Iterator[Finding]:
    for item in _tasks(draft):
        if not item.lead:
            message = f"Nhiệm vụ {item.ref} không ghi cơ quan chủ trì."
            yield Finding(code="task-without-lead", message=message, item=item.id, field="lead", blocks=item.blocks[:1])


def tasks_without_time(draft: Draft) -> Iterator[Finding]:
    for item in _tasks(draft):
        if item.schedule is None:
            message = f"Nhiệm vụ {item.ref} không ghi thời gian."
            yield Finding(
                code="task-without-time", message=message, item=item.id, field="schedule", blocks=item.blocks[:1]
            )


def times_not_understood(draft: Draft) -> Iterator[Finding]:
    for item in draft.plan.items:
        time = item.schedule
        if time is None or time.start or time.end or time.due or time.recurrence:
            continue
        wrong = meaning(time.text).impossible
        message = f"Thời gian “{time.text}” của nhiệm vụ {item.ref} " + (
            "không có trong lịch." if wrong else "chưa hiểu thành ngày; giữ nguyên chữ."
        )
        code = "impossible-date" if wrong else "time-not-understood"
        yield Finding(code=code, message=message, item=item.id, field="schedule", blocks=item.blocks[:1])


def ended_before_issue(draft: Draft) -> Iterator[Finding]:
    issued = draft.plan.issued_on
    for item in _tasks(draft):
        if issued and item.schedule and item.schedule.end and item.schedule.end < issued:
            message = f"Thời gian của nhiệm vụ {item.ref} đã hết trước ngày ban hành."
            yield Finding(
                code="ended-before-issue", message=message, item=item.id, field="schedule", blocks=item.blocks[:1]
            )


def lead_also_partner(draft: Draft) -> Iterator[Finding]:
    for item in draft.plan.items:
        both = {a.name for a in item.lead} & {a.name for a in item.partners}
        if both:
            message = f"{sorted(both)[0]} vừa chủ trì vừa phối hợp ở mục {item.ref}."
            yield Finding(
                code="lead-also-partner", message=message, item=item.id, field="partners", blocks=item.blocks[:1]
            )


def doubtful_fields(draft: Draft) -> Iterator[Finding]:
    for item in draft.plan.items:
        for name, evidence in item.evidence.items():
            if evidence.doubt:
                message = f"Chưa chắc ai chủ trì ở mục {item.ref}: cơ quan đứng đầu được coi là chủ trì."
                yield Finding(code=evidence.doubt, message=message, item=item.id, field=name, blocks=(evidence.block,))
                break


def spelled_differently(draft: Draft) -> Iterator[Finding]:
    """One body in several full spellings; abbreviations and capitals do not count."""
    spellings: dict[str, dict[str, tuple[str, int]]] = defaultdict(dict)
    for item in draft.plan.items:
        for agency in (*item.lead, *item.partners):
            written = agency.as_written
            body = draft.directory.find(agency.name)
            if body is None or body.kind == "group" or spelling_key(written) != spelling_key(body.name):
                continue
            plain = " ".join(re.sub(r"\s*[-–]\s*", "-", written).casefold().split())
            spellings[body.name].setdefault(plain, (written, item.blocks[0]))
    for name, found in spellings.items():
        if len(found) > 1:
            forms = ", ".join(f"“{written}”" for written, _ in found.values())
            message = f"{name} được viết theo nhiều cách: {forms}."
            yield Finding(
                code="agency-spelled-differently", message=message, blocks=tuple(n for _, n in found.values())
            )


CHECKS: list[Check] = [
    not_a_plan,
    missing_head,
    signature,
    signed_late,
    appendix_missing,
    abbreviation_slip,
    outline_slips,
    uneven_levels,
    cut_sentences,
    stops_inside,
    citations_without_issuer,
    impossible_dates,
    tasks_without_lead,
    tasks_without_time,
    times_not_understood,
    ended_before_issue,
    lead_also_partner,
    doubtful_fields,
    spelled_differently,
]
