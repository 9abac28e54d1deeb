"""The end of the document: closing sentence, recipients, signature block."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace

from ttdn.engine.plans.model import Block, Recipient, Signatory
from ttdn.engine.plans.steps.draft import Draft, TextLine, lines_of
from ttdn.engine.text.normal import LOWER, UPPER, fold, is_upper
from ttdn.engine.text.outline import marker

_RECIPIENTS = re.compile(r"^\W*noi nhan\s*:?\s*")
# "TM. ỦY BAN NHÂN DÂN", "KT. CHỦ TỊCH", "TL. BỘ TRƯỞNG", "Q. GIÁM ĐỐC", "TUQ. …"
_AUTHORITY = re.compile(r"^\W*(?:(?:TM|KT|TL|TUQ|Q|T\.M|K\.T)\s*[./]\s*|(?:T/M|K/T|T/L)[.\s]*)\S")
# "PHÓ CHỦ TỊCH", "GIÁM ĐỐC", "CHÁNH VĂN PHÒNG"
_TITLE = re.compile(r"^\W*(?:(?:pho |quyen )?(?:chu tich|thu tuong|tong bi thu|giam doc|bo truong|chu nhiem|"
                    r"vien truong|cuc truong|"
                    r"vu truong|tong giam doc|"
                    r"truong ban|bi thu|hieu truong|truong phong|tong cuc truong|chanh van phong|"
                    r"chanh thanh tra|tong bien tap|chi cuc truong)"
                    r"|thu truong|chanh van phong|pho chanh van phong)(?: thuong truc)?(?: .{0,60})?$")  # fmt: skip
_SIGNED = re.compile(r"^\W*(?:\(?(?:da ky|ky ten|ky, dong dau|ky thay|ky ten va dong dau|chu ky so|ky boi).*)$")
_NAME = re.compile(rf"^(?=.*[{LOWER}])(?:[{UPPER}](?:[{LOWER}]+|['’.])?(?:\s+|$)){{2,6}}$")
_RANK = re.compile(r"^(?:Thượng|Đại|Trung|Thiếu)\s+(?:tướng|tá|úy)\s+|^(?:GS|PGS|TS|ThS|BS|Ths)[.\s]+(?:TS\.?\s+)?")
_LONGEST_SIGNING = 90  # characters of a line of the signature; a longer one is a sentence
# "PHỤ LỤC", "Phụ lục I", "PHỤ LỤC 02: DANH MỤC …"
APPENDIX = re.compile(r"^\W*(?:phu luc|bieu mau|bieu so|mau so)(?:\s+(?:so\s+)?[ivx\d]+)?\b")
# the plan itself behind the decision that issues it
_ATTACHED_KIND = re.compile(r"^\W*(?:ke hoach|chuong trinh|phuong an|de an)\W*$")
_CLOSING = re.compile(
    r"^\W*(?:tren day la|tren day,|yeu cau (?:cac|thu truong|giam doc)|de nghi (?:cac|thu truong)|nhan duoc|"
    r"(?:trong )?qua trinh (?:to chuc |trien khai )*(?:trien khai )?thuc hien|"
    # "Văn phòng UBND tỉnh thông báo để các cơ quan biết, thực hiện./."
    r"(?:thua lenh .{4,60}|(?:van phong|uy ban|ubnd) .{4,60})?\bthong bao (?:de|den|toi) (?:cac|quy|thu truong)\b"
    r".{0,120}(?:biet|thuc hien)\W*$)"
)


def is_appendix(block: Block) -> bool:
    """The heading of an appendix, not a sentence about one: "(Có Phụ lục … kèm theo)"."""
    if block.cells is not None and len({c for c in block.cells if c}) > 1:
        return False
    text = block.text.strip()
    if _ATTACHED_KIND.match(fold(text)) and (is_upper(text) or block.bold or block.level is not None):
        return True
    if not APPENDIX.match(fold(text)) or text.startswith("(") or text.endswith((".", ";")) or len(text) > 200:
        return False
    return is_upper(text) or block.bold or block.centered or block.level is not None or len(text) < 25


def read_tail(draft: Draft) -> Draft:
    """Recipients and signature. Writes ``recipients``, ``signatory``, ``taken``, ``aside``."""
    blocks = _tail_blocks(draft)
    if not blocks:
        return draft
    reading = _read(list(lines_of(blocks)))
    draft = draft.take(n for r in reading.recipients for n in r.blocks)
    if reading.signatory:
        draft = draft.take(reading.signatory.blocks)
    rest = [b.n for b in blocks if b.n in reading.claimed]
    return draft.set_aside("decoration", rest).with_plan(
        recipients=tuple(reading.recipients), signatory=reading.signatory
    )


def _tail_blocks(draft: Draft) -> list[Block]:
    """From "Nơi nhận" or the signature on, to the first appendix."""
    blocks = draft.open_blocks()
    start = next((i for i, b in enumerate(blocks) if _starts_tail(b)), None)
    signed = next((i for i in range(len(blocks)) if _starts_signature(blocks, i)), None)
    start = signed if start is None else start
    if start is None:
        return []
    while start > 0 and _signature_line(blocks[start - 1]):
        start -= 1
    found: list[Block] = []
    for block in blocks[start:]:
        if is_appendix(block) or len(found) > 80 or (found and _starts_new_part(block)):
            break
        found.append(block)
    return found


def _starts_tail(block: Block) -> bool:
    return any(_RECIPIENTS.match(fold(line.text)) for line in lines_of([block]))


def _starts_signature(blocks: list[Block], index: int) -> bool:
    """A post in capitals with a name under it, where no recipients are named."""
    text = blocks[index].text.strip(" *_")
    post = is_upper(text) and (_AUTHORITY.match(text) or _TITLE.match(fold(text)))
    if not post or blocks[index].cells is not None or len(text) > _LONGEST_SIGNING:
        return False
    below = blocks[index + 1 : index + 5]
    return any(b.cells is None and _NAME.match(_RANK.sub("", b.text.strip(" *_"))) for b in below)


def _signature_line(block: Block) -> bool:
    text = block.text.strip()
    return (
        block.cells is None
        and len(text) < 90
        and bool(
            _AUTHORITY.match(text)
            or (is_upper(text) and _TITLE.match(fold(text)))
            or _SIGNED.match(fold(text))
            or _NAME.match(text)
        )
    )


def _starts_new_part(block: Block) -> bool:
    """A table of tasks, or a title in capitals, right behind the signature."""
    if block.cells is not None:
        joined = fold(block.text)
        return bool(re.match(r"^(?:tt|stt|so tt)\b", joined))
    found = marker(block.text)
    title = is_upper(block.text) and re.match(
        r"^\W*(?:danh muc|bang |bieu |nhiem vu|de cuong|phan cong|ke hoach|lich )", fold(block.text)
    )
    return bool(title or (found and found.kind in {"roman", "part"}))


@dataclass(slots=True)
class _Reading:
    """The tail while it is read line by line."""

    recipients: list[Recipient]
    signatory: Signatory | None
    claimed: set[int]


def _read(lines: list[TextLine]) -> _Reading:
    reading = _Reading(recipients=[], signatory=None, claimed=set())
    signing: list[TextLine] = []
    receiving: int | None = None  # the cell in which the recipients stand
    for line in (half for whole in lines for half in _halves(whole)):
        label = _RECIPIENTS.match(fold(line.text))
        if label:
            receiving = line.cell
            reading.claimed.add(line.block.n)
            _add_inline(reading, line, label.end())
        elif _signs(line, receiving):
            signing.append(line)
        elif receiving is not None and (line.cell == receiving or line.block.cells is None):
            _add_recipient(reading, line)
    _sign(reading, signing)
    return reading


def _halves(line: TextLine) -> list[TextLine]:
    """ "Nơi nhận: KT. CHỦ TỊCH", "- Thành ủy; PHÓ CHỦ TỊCH": two columns that ran into one line."""
    for cut in re.finditer(r"(?<=[;.:])\s+", line.text):
        right = line.text[cut.end() :]
        if len(right) > _LONGEST_SIGNING:
            continue
        signs = _AUTHORITY.match(right) or (is_upper(right) and _TITLE.match(fold(right))) or _NAME.match(right)
        if signs and (_RECIPIENTS.match(fold(line.text)) or line.text.startswith("-")):
            return [replace(line, text=line.text[: cut.start()]), replace(line, text=right)]
    return [line]


def _signs(line: TextLine, receiving: int | None) -> bool:
    text = _RANK.sub("", line.text.strip(" *_"))
    if line.text.lstrip().startswith(("-", "+", "•")) or len(text) > _LONGEST_SIGNING:
        return False
    if line.block.cells is not None and receiving is not None and line.cell != receiving:
        return True
    folded = fold(text)
    capitals = is_upper(text) and bool(_TITLE.match(folded) or re.match(r"^\W*(?:uy ban|so |bo |hoi dong)", folded))
    return bool(_AUTHORITY.match(text) or capitals or _SIGNED.match(folded) or _NAME.match(text))


def _add_inline(reading: _Reading, line: TextLine, start: int) -> None:
    """ "Nơi nhận: - Như trên; - Lưu: VT." on one line."""
    rest = line.text[start:]
    dashed = re.search(r"(?:^|\s)[-–]\s", rest)
    for piece in re.split(r";\s*(?=[-–])|(?<=[;.])\s+(?=[-–]\s)" if dashed else ";", rest):
        words = piece.strip(" -–+•;.")
        if words:
            reading.recipients.append(Recipient(text=words, blocks=(line.block.n,)))


def _add_recipient(reading: _Reading, line: TextLine) -> None:
    words = line.text.strip()
    dashed = bool(re.match(r"[-–+•*]\s*\S", words))
    last = reading.recipients[-1] if reading.recipients else None
    open_end = last is not None and not getattr(last, "text", "").endswith((";", "."))
    goes_on = last is not None and not dashed and (words[:1].islower() or (open_end and _dashes(reading)))
    if goes_on and last is not None:
        blocks = tuple(dict.fromkeys((*last.blocks, line.block.n)))
        reading.recipients[-1] = Recipient(text=f"{last.text} {words}", blocks=blocks)
        return
    pieces = re.split(r"(?<=;)\s+(?=[-–]\s)", words)
    for piece in pieces:
        text = re.sub(r"^[-–+•*]\s*", "", piece).strip()
        if text:
            reading.recipients.append(Recipient(text=text, blocks=(line.block.n,)))
            if dashed:
                reading.claimed.add(-1)


def _dashes(reading: _Reading) -> bool:
    return -1 in reading.claimed


def _sign(reading: _Reading, lines: list[TextLine]) -> None:
    reading.recipients = [
        Recipient(text=re.sub(r"[;.]\s*(?=\(|$)", " ", r.text).replace("  ", " ").strip(" ;,"), blocks=r.blocks)
        for r in reading.recipients
    ]
    authority = title = name = None
    blocks: list[int] = []
    for line in lines:
        text = " ".join(line.text.strip(" *_").split())
        if _AUTHORITY.match(text):
            authority = f"{authority}, {text}" if authority else text
        elif _SIGNED.match(fold(text)):
            reading.claimed.add(line.block.n)
            continue
        elif _NAME.match(_RANK.sub("", text)):
            name = _RANK.sub("", text)
        elif is_upper(text):
            title = f"{title}, {text}" if title and _TITLE.match(fold(title)) else f"{title or ''} {text}".strip()
        else:
            reading.claimed.add(line.block.n)
            continue
        blocks.append(line.block.n)
    if blocks:
        reading.signatory = Signatory(name=name, title=title, authority=authority, blocks=tuple(dict.fromkeys(blocks)))


def read_closing(draft: Draft) -> Draft:
    """ "Trên đây là Kế hoạch …./." before the recipients. Writes ``aside``."""
    blocks = [b for b in draft.open_blocks() if b.cells is None]
    closing: list[int] = []
    for index, block in enumerate(blocks):
        folded = fold(block.text)
        if not _CLOSING.match(folded) or marker(block.text):
            continue
        if folded.startswith("tren day") or index + 1 == len(blocks) or _near_end(draft, block):
            closing.append(block.n)
    return draft.set_aside("closing", closing)


def _near_end(draft: Draft, block: Block) -> bool:
    """Nothing numbered between the block and the recipients."""
    for later in draft.blocks[block.n : block.n + 4]:
        if later.n in draft.taken or later.n in draft.aside or is_appendix(later):
            return True
        if marker(later.text) or later.cells is not None:
            return False
    return block.n + 4 >= len(draft.blocks)
