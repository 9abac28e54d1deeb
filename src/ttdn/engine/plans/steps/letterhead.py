"""The head of the document: national name, parent and issuing body, number, place and day, incoming-mail stamp."""

from __future__ import annotations

import re
from dataclasses import replace

from ttdn.engine.plans.model import Block, Finding
from ttdn.engine.plans.steps.draft import Draft, TextLine, lines_of
from ttdn.engine.text.citations import clean_number
from ttdn.engine.text.dates import dates
from ttdn.engine.text.normal import UPPER, fold, is_upper, lower, modern_tones, sentence_case

_NATIONAL = re.compile(r"cong hoa xa hoi chu nghia viet nam|doc lap\s*-\s*tu do\s*-\s*hanh phuc|dang cong san viet nam")
# "Số: 1387/KH-UBND", "Số:     /KH-UBND", "Số 12-KH/TU"
_OWN_NUMBER = re.compile(r"^\W*Số\s*:?\s*(?P<number>[\d….\s]*[a-zA-ZđĐ]?\s*[/-]\s*[A-ZĐ][\w&.\-/ĐđƯưÔô]*)")
# "An Sơn, ngày 17 tháng 3 năm 2026", "An Sơn, ngày      tháng 3 năm 2026"
_DAY_LINE = re.compile(
    rf"(?P<place>[{UPPER}][\w. -]{{1,40}}?)\s*,\s*ngày\s*(?P<rest>.{{0,40}}?năm\s*\d{{0,4}}|"
    rf"\d{{1,2}}/\d{{1,2}}/\d{{4}})"
)
# "CV ĐẾN", "CÔNG VĂN ĐẾN", "VĂN BẢN ĐẾN", "ĐẾN Số: 2293"
_STAMP = re.compile(r"^\W*(?:(?:(?:cv|vb)\s*|(?:cong van|van ban|so)\s+)den\b|den\s*(?:$|so\b|:|ngay\b)|scan by)")
_STAMP_FIELD = re.compile(r"^\W*(?:so|ngay|gio|chuyen|luu ho so|luu|kinh chuyen|"
                          r"chuyen xu ly)\s*(?:so\s*)?:?\s*[\d/.:\s]*$"
                          r"|^\W*(?:chuyen|luu ho so|ngay|so)\s*:.{0,30}$")  # fmt: skip
_STAMP_OFFICE = re.compile(r"trung tam cong bao|van thu|tin hoc|phong hanh chinh|bo phan mot cua")
_OTHER_STAMP = re.compile(
    r"^\W*(?:hoa toc|thuong khan|khan|du thao|\(du thao.*\)|xem xong tra lai|luu hanh noi bo|sao y.*)\W*$"
)
_RULE = re.compile(r"^[\W_]+$")
_DECIDES = re.compile(r"^\W*(?:QUYẾT ĐỊNH|QUYẾT NGHỊ)\s*:\W*$")
_PAGE_NUMBER = re.compile(r"^\W*(?:trang\s*)?\d{1,3}(?:\s*/\s*\d{1,3})?\W*$")
_BODY_STARTS = re.compile(r"^\W*(?:can cu|thuc hien|trien khai|i\s*[.)]|phan (?:thu|i)|kinh gui|nham |de )")


def set_marks_aside(draft: Draft) -> Draft:
    """Page numbers, rules and footers. Reads blocks; writes ``aside``."""
    numbers = [b.n for b in draft.blocks if b.cells is None and _PAGE_NUMBER.match(fold(b.text))]
    rules = [b.n for b in draft.blocks if b.cells is None and (_RULE.match(b.text) or _DECIDES.match(b.text))]
    draft = draft.set_aside("page-number", numbers).set_aside("decoration", rules)
    # A head that runs on later pages says nothing that the first page did not; a Word file's own may hold the issuer.
    repeated = [b.n for b in draft.blocks if b.kind == "header" and (b.page or 1) > 1]
    draft = draft.set_aside("repeated", repeated)
    return draft.set_aside("page-number", [b.n for b in draft.blocks if b.kind == "footer"])


def read_stamp(draft: Draft) -> Draft:
    """An incoming-mail stamp and its fields, whose number is not the document's. Writes ``aside`` and a finding."""
    lines = [line for line in lines_of(_top(draft)) if line.block.cells is None]
    stamped = {line.block.n for line in lines if line.block.kind == "stamp"}
    for index, line in enumerate(lines):
        if not _STAMP.match(fold(line.text)):
            continue
        stamped.add(line.block.n)
        for near in (*lines[index + 1 : index + 6],):
            if not _STAMP_FIELD.match(fold(near.text)) or _OWN_NUMBER.match(near.text):
                break
            stamped.add(near.block.n)
        for near in reversed(lines[max(0, index - 2) : index]):
            if not (_STAMP_OFFICE.search(fold(near.text)) or _STAMP_FIELD.match(fold(near.text))):
                break
            stamped.add(near.block.n)
    if not stamped:
        return draft
    message = "Bên cạnh số của văn bản có dấu văn bản đến; số trong dấu không phải số của văn bản."
    finding = Finding(code="incoming-stamp", message=message, field="number", blocks=tuple(sorted(stamped)))
    return draft.set_aside("incoming-stamp", sorted(stamped)).find(finding)


def _top(draft: Draft) -> list[Block]:
    """The first blocks, up to where the body starts."""
    top: list[Block] = []
    for block in draft.open_blocks()[:40]:
        if _BODY_STARTS.match(fold(block.text)) and not is_upper(block.text) and len(block.text) > 40:
            break
        if re.match(r"^\W*(?:i|1)\s*[.)]\s", fold(block.text)):
            break
        top.append(block)
    return top


def read_number(draft: Draft) -> Draft:
    """The document's own number in its head. Writes ``number`` and findings for a struck or blank one."""
    for line in lines_of(_top(draft)):
        match = _OWN_NUMBER.match(line.text)
        if not match:
            continue
        number = clean_number(re.sub(r"[….\s]", "", match.group("number")))
        blocks = (line.block.n,)
        draft = draft.set_aside("letterhead", blocks)
        if not re.match(r"\d", number):
            message = "Số văn bản còn để trống; hãy điền khi văn bản đã lấy số."
            return draft.find(Finding(code="number-blank", message=message, field="number", blocks=blocks))
        if line.block.struck:
            message = f"Số văn bản “{number}” bị gạch ngang trong bản gốc; hãy đối chiếu với bản ký."
            draft = draft.find(Finding(code="number-struck-out", message=message, field="number", blocks=blocks))
        return draft.with_plan(number=number)
    return draft


def read_day(draft: Draft) -> Draft:
    """Place and day of issue: "An Sơn, ngày 05 tháng 01 năm 2026". Writes ``place``, ``issued_on``."""
    for line in lines_of(_head(draft)):
        match = _DAY_LINE.search(line.text)
        if not match or len(line.text) > 120:
            continue
        blocks = (line.block.n,)
        draft = draft.set_aside("letterhead", blocks).with_plan(place=match.group("place").strip())
        hits = dates(match.group("rest"))
        if hits and hits[0].day:
            return draft.with_plan(issued_on=hits[0].day)
        impossible = bool(hits)
        message = "Ngày ban hành không có trong lịch." if impossible else "Ngày ban hành còn để trống."
        code = "impossible-date" if impossible else "date-blank"
        return draft.find(Finding(code=code, message=message, field="issued_on", blocks=blocks))
    return draft


def _head(draft: Draft) -> list[Block]:
    """The top with the rows already set aside: number and day often share one row."""
    top = {b.n for b in _top(draft)}
    return [b for b in draft.blocks[:40] if b.n in top or draft.aside.get(b.n) == "letterhead"]


def read_issuer(draft: Draft) -> Draft:
    """The issuing body from the capitals in the head; the lower of two is the issuer. Writes ``issuer``."""
    names: list[TextLine] = []
    claimed: set[int] = set()
    for line in lines_of(_head(draft)):
        folded = fold(line.text)
        if _OWN_NUMBER.match(line.text):
            continue
        national = _NATIONAL.search(folded)
        left = line.text[: national.start()].strip() if national else ""
        if (left and _BODY_NAME.match(fold(left))) or (left and names and _PLACE_LINE.match(fold(left))):
            names.append(replace(line, text=left))
            claimed.add(line.block.n)
        elif national or _OTHER_STAMP.match(folded):
            claimed.add(line.block.n)
        elif draft.kind is None and _is_kind(folded, draft) and line.block.cells is None:
            break
        elif (is_upper(line.text) and len(line.text) < 90 and _BODY_NAME.match(folded)) or (
            names
            and is_upper(line.text)
            and line.cell == names[-1].cell
            and (_PLACE_LINE.match(folded) or _is_place_of(line, names[-1]))
        ):
            names.append(line)
            claimed.add(line.block.n)
    draft = draft.set_aside("letterhead", sorted(claimed))
    issuer = _issuer(names)
    return draft.with_plan(issuer=_spelled(issuer, draft)) if issuer else draft


# "ỦY BAN NHÂN DÂN", "SỞ Y TẾ", "BỘ VĂN HÓA, THỂ THAO VÀ DU LỊCH", "UBND TỈNH AN SƠN"
_BODY_NAME = re.compile(r"^\W*(?:uy ban|ubnd|so |bo |thu tuong chinh phu|chinh phu$|quoc hoi$|ban |tinh uy|"
                        r"thanh uy|huyen uy|dang uy|dang bo|hoi |lien |"
                        r"tong cuc|cuc |"
                        r"chi cuc|cong an|van phong|hdnd|hoi dong|thanh tra|truong |benh vien|trung tam|dai |"
                        r"bao hiem|phong |vien |tinh doan)")  # fmt: skip
_PLACE_LINE = re.compile(
    r"^\W*(?:tinh|thanh pho|tp\.?|huyen|thi xa|quan|xa|phuong|thi tran|dac khu|va |the thao|viet nam)\b"
)
# "ỦY BAN NHÂN DÂN TỈNH" with the province's name on the next line
_AWAITS_PLACE = re.compile(r"\b(?:tinh|thanh pho|huyen|thi xa|quan|xa|phuong|thi tran|dac khu)\W*$")
_PLACE_NAME = re.compile(r"^\W*[a-z]+(?: [a-z]+){0,4}\W*$")


def _is_place_of(line: TextLine, above: TextLine) -> bool:
    folded = fold(line.text)
    return bool(_AWAITS_PLACE.search(fold(above.text)) and _PLACE_NAME.match(folded) and not _BODY_NAME.match(folded))


def _is_kind(folded: str, draft: Draft) -> bool:
    return folded.strip(" *#.:") in draft.profile.kinds


def _issuer(names: list[TextLine]) -> str | None:
    """Lines of capitals put together: "ỦY BAN NHÂN DÂN" + "TỈNH AN SƠN"; of two bodies the second issues."""
    bodies: list[str] = []
    for line in names:
        text = re.sub(r"^\W+|[\W_]+$", "", line.text)
        awaited = bool(bodies) and _AWAITS_PLACE.search(fold(bodies[-1])) and _PLACE_NAME.match(fold(text))
        if bodies and (awaited or _PLACE_LINE.match(fold(text))) and not _BODY_NAME.match(fold(text)):
            bodies[-1] = f"{bodies[-1]} {text}"
        elif text not in bodies:
            bodies.append(text)
    return bodies[-1] if bodies else None


_PLACED = re.compile(r"(.+?)\s+((?:TỈNH|THÀNH PHỐ)\s+.+)$")


def _spelled(capitals: str, draft: Draft) -> str:
    """As the body of the document spells it, else capitals put down."""
    wanted = fold(re.sub(r"^UBND\b", "Ủy ban nhân dân", modern_tones(capitals)))
    body = draft.directory.find(capitals)
    if body and fold(body.name) == wanted:
        return body.name
    placed = _PLACED.match(capitals)
    body = draft.directory.find(placed.group(1)) if placed else None
    if placed and body and fold(body.name) == fold(placed.group(1)):
        where = sentence_case(placed.group(2))  # "SỞ Y TẾ TỈNH AN SƠN"
        return f"{body.name} {where[:1].lower()}{where[1:]}"
    return respelled(_put_down(re.sub(r"\bUBND\b", "ỦY BAN NHÂN DÂN", modern_tones(capitals))), draft)


# "TRƯỜNG THCS ÁNH SAO": behind the grade of a school stands its own name
_SCHOOL = re.compile(r"\b(?:thcs|thpt|tiểu học|mầm non|mẫu giáo|trung học cơ sở|trung học phổ thông)\s+(?=\w)")
_SHORT = re.compile(r"\b(?:thcs|thpt|hđnd|ubnd|ubmttq|gdnn|gdtx|ptdtnt)\b")


def _put_down(capitals: str) -> str:
    """Capitals put down, but for abbreviations and the own name of a school."""
    words = sentence_case(capitals)
    if own := _SCHOOL.search(lower(words)):
        words = words[: own.end()] + words[own.end() :].title()
    return _SHORT.sub(lambda short: short.group(0).upper(), words) if is_upper(capitals) else words


def respelled(name: str, draft: Draft) -> str:
    """The name with the capitals that the running text uses: "Bộ văn hóa" > "Bộ Văn hóa"."""
    wanted = fold(name)
    for block in draft.blocks:
        if is_upper(block.text):
            continue
        at = fold(block.text).find(wanted)
        if at >= 0 and not is_upper(found := block.text[at : at + len(name)]):
            return modern_tones(found[:1].upper() + found[1:])
    return name
