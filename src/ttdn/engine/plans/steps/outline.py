"""The outline: every open block becomes an entry with its depth; tables stand as one entry."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace

from ttdn.engine.plans.model import Block
from ttdn.engine.plans.profiles.profile import Profile
from ttdn.engine.plans.steps.draft import Draft
from ttdn.engine.plans.steps.entry import Entry
from ttdn.engine.plans.steps.labels import is_labelled_line, labelled
from ttdn.engine.plans.steps.sections import section_of
from ttdn.engine.plans.steps.tail import is_appendix
from ttdn.engine.text.normal import fold, is_upper
from ttdn.engine.text.numbers import to_roman
from ttdn.engine.text.outline import BULLETS, LETTERS, Marker, marker

_LEAF = 900
_LABEL = 95  # a rank as it is: above the bullets: it belongs to the item, not to its last bullet
_PARAGRAPH = 96  # below labels; bullets do not hold it
_APPENDIX = -10
_STEPS = 10  # between two ranks, so that a list nested out of order finds room
# "(Có Phụ lục kèm theo)", "(Chi tiết tại Biểu 01)": says where to look and asks nothing
ASIDE = re.compile(
    r"^\W*\(.{0,200}(?:phu luc|bieu|bang |kem theo|dinh kem).{0,160}\)\W*$"
    r"|^\W*(?:chi tiet|cu the|noi dung cu the)\W.{0,40}(?:phu luc|bieu|bang ).{0,60}$"
)
# "II. NHIỆM VỤ CỤ THỂ (chi tiết tại Phụ lục kèm theo)."
_ASIDE_BEHIND = re.compile(r"\s*\([^()]{0,60}(?:phụ lục|biểu|kèm theo|đính kèm)[^()]{0,100}\)[\s.]*$", re.I)
# "Giao Công an tỉnh theo dõi, đôn đốc việc thực hiện Chỉ thị này": about the whole, not about the last item
_ABOUT_THE_WHOLE = re.compile(
    r"^\W*(?:giao|yeu cau|de nghi)\b.{0,200}\b(?:chi thi|ke hoach|thong bao|chuong trinh|cong dien|ket luan) nay\b"
)
_ENDS = re.compile(r"[.;:!?…/”\"]\s*$")


def read_outline(draft: Draft) -> Draft:
    """Give every open block its place. Reads open blocks; writes ``entries``."""
    entries = list(_ranked(_gathered(draft.open_blocks(), draft), draft.profile))
    return replace(draft, entries=tuple(_closed(entries)))


def _gathered(blocks: list[Block], draft: Draft) -> Iterator[Entry]:
    """Entries without ranks: rows of a table together, a sentence cut over a page joined again."""
    at = 0
    while at < len(blocks):
        block, start = blocks[at], at
        at += 1
        if block.cells is not None:
            while at < len(blocks) and blocks[at].cells is not None and blocks[at].table == block.table:
                at += 1
            yield Entry(block=block, marker=None, words="", rank=_LEAF, rows=tuple(blocks[start:at]))
            continue
        entry = _entry(block, draft)
        if entry.marker and not entry.words.strip() and at < len(blocks) and _titles(blocks[at]):
            entry = replace(entry, more=(blocks[at],), heading=True)
            at += 1
        while at < len(blocks) and _goes_on(entry, blocks[at]):
            entry = replace(entry, more=(*entry.more, blocks[at]))
            at += 1
        yield entry


def _titles(block: Block) -> bool:
    """The title on the line under "Phần I"."""
    return block.cells is None and len(block.text) < 160 and marker(block.text) is None and not is_appendix(block)


def _goes_on(previous: Entry, block: Block) -> bool:
    """ "…với các tỉnh," + "thành phố trong nước …": small letters behind an open end."""
    if block.cells is not None or previous.appendix or not block.text[:1].islower() or block.kind == "heading":
        return False
    last = (previous.more or (previous.block,))[-1].text
    return marker(block.text) is None and not _ENDS.search(last)


def _entry(block: Block, draft: Draft) -> Entry:
    text = block.text
    if is_appendix(block):
        return Entry(block=block, marker=None, words=text, rank=_APPENDIX, heading=True, appendix=True)
    found = marker(text)
    words = text[found.end :] if found else text
    label = (
        is_labelled_line(words, draft.profile) and section_of(words, draft.profile) not in {"funding", "time"}
    ) or (is_labelled_line(words, draft.profile) and (found is None or found.kind in BULLETS or found.kind == "letter"))
    heading = _is_heading(block, words, found, draft)
    return Entry(block=block, marker=found, words=words, rank=_LEAF, label=label, heading=heading)


def _is_heading(block: Block, words: str, found: Marker | None, draft: Draft) -> bool:
    words = _ASIDE_BEHIND.sub("", words) or words
    head = words.split(":")[0]
    inline = found is not None and ":" in words and len(head) < 60  # "1. Mục đích: Giúp bạn bè …"
    if inline and section_of(head, draft.profile) in {"objective", "requirement", "target", "funding"}:
        return True
    if len(words) > 200:
        return False
    if block.level is not None or is_upper(words):
        return True
    if block.bold and not words.rstrip().endswith((".", ";")):
        return True
    plain = words.rstrip(" :*")
    numbered = found is not None and found.kind not in BULLETS
    return (numbered and len(plain) < 140 and not re.search(r"[.;,]$", plain)) or (
        found is None
        and len(plain) < 60
        and section_of(plain, draft.profile) is not None
        and not re.search(r"[.;,]$", plain)
    )


@dataclass(slots=True)
class _Open:
    kind: str
    depth: int
    ordinal: int
    rank: int
    section: bool = False  # a heading without a number that names a section


def _ranked(entries: Iterator[Entry], profile: Profile) -> Iterator[Entry]:
    """Depths by the numbers as they come: the same list goes on, a first number opens a list inside."""
    stack: list[_Open] = []
    titling = False  # between the heading of an appendix and its first number or table
    for entry in entries:
        titling = entry.appendix or (titling and entry.marker is None and not entry.rows)
        if titling and not entry.appendix:
            yield replace(entry, rank=_LEAF * _STEPS, heading=False, label=False)
            continue
        entry = _as_letter_list(entry, stack)
        rank = _rank(entry, stack, profile)
        while stack and stack[-1].rank >= rank:
            stack.pop()
        if entry.marker or entry.appendix or (entry.heading and rank < _LABEL):
            found = entry.marker
            stack.append(
                _Open(kind=found.kind if found else "heading", depth=found.depth if found else 1,
                      ordinal=found.ordinal if found else 0, rank=rank,
                      section=found is None and section_of(entry.words, profile) is not None)
            )  # fmt: skip
        yield replace(entry, rank=rank)


def _as_letter_list(entry: Entry, stack: list[_Open]) -> Entry:
    """ "C." and "D." are roman 100 and 500 only by their looks: after "B." they are letters."""
    found = entry.marker
    if not found or found.kind != "roman" or len(found.label) != 1:
        return entry
    letter = found.label.lower()
    ordinal = LETTERS.index(letter) + 1 if letter in LETTERS else 0
    upper = next((o for o in reversed(stack) if o.kind == "upper"), None)
    roman = next((o for o in reversed(stack) if o.kind == "roman"), None)
    follows = upper is not None and upper.ordinal == ordinal - 1 and not (roman and roman.ordinal == found.ordinal - 1)
    if follows or found.ordinal > 40:
        return replace(entry, marker=replace(found, kind="upper", ordinal=ordinal))
    return entry


def _rank(entry: Entry, stack: list[_Open], profile: Profile) -> int:
    found = entry.marker
    if entry.appendix:
        return _APPENDIX
    if found is None:
        return _plain_rank(entry, stack, profile)
    if found.kind in BULLETS and entry.label and len(labelled(entry.words, profile)) > 1:
        fresh = all(o.kind != found.kind for o in stack)
        if fresh:  # "* Đơn vị chủ trì: …; Đơn vị phối hợp: …" behind dashes is for all of them
            return _LABEL
    if found.kind in BULLETS:
        open_bullets = [o for o in stack if o.kind in BULLETS]
        same = next((o for o in open_bullets if o.kind == found.kind), None)
        deepest = max((o.rank for o in open_bullets), default=0)
        return same.rank if same else max(found.rank * _STEPS, deepest + 1)
    base = found.rank * _STEPS
    same_list = [o for o in stack if (o.kind, o.depth) == (found.kind, found.depth)]
    follows = next((o for o in reversed(same_list) if o.ordinal == found.ordinal - 1), None)
    if follows:
        return follows.rank
    inside = [o for o in stack if o.kind not in BULLETS]
    top = inside[-1] if inside else None
    begins = found.ordinal == 1 and found.kind in {"letter", "number-paren", "arabic"}
    if begins and top and top.rank >= base and top.kind not in {found.kind, "heading"}:
        return top.rank + 1
    return same_list[-1].rank if same_list else base


def _plain_rank(entry: Entry, stack: list[_Open], profile: Profile) -> int:
    if entry.label:
        return _LABEL
    if ASIDE.match(fold(entry.words)) or _ABOUT_THE_WHOLE.match(fold(entry.words)):
        return 3 * _STEPS
    if not entry.heading or entry.rows:
        return _PARAGRAPH
    if is_upper(entry.words):
        beside = next((o for o in stack if o.section), None)
        if beside and section_of(entry.words, profile):
            return beside.rank  # all sections stand without numbers
        return 2 * _STEPS + 5 if any(o.kind in {"part", "heading"} and o.rank < 25 for o in stack) else 2 * _STEPS
    numbered = [o for o in stack if o.kind in {"arabic", "dotted", "letter"}]
    if entry.block.level is not None or section_like(entry):
        return (3 * _STEPS - 5) if numbered else 3 * _STEPS + 5
    return _PARAGRAPH


def section_like(entry: Entry) -> bool:
    return entry.block.bold and len(entry.words) < 100


def _closed(entries: list[Entry]) -> Iterator[Entry]:
    """Each entry knows where its inside ends."""
    until = [len(entries)] * len(entries)
    stack: list[int] = []
    for index, entry in enumerate(entries):
        while stack and entries[stack[-1]].rank >= entry.rank:
            until[stack.pop()] = index
        if entry.marker or entry.heading or entry.label:
            stack.append(index)
        else:
            until[index] = index + 1
    for index, entry in enumerate(entries):
        yield replace(entry, until=until[index])


def children(entries: tuple[Entry, ...], index: int) -> Iterator[int]:
    """Indexes of the entries directly inside."""
    at = index + 1
    while at < entries[index].until:
        yield at
        at = max(entries[at].until, at + 1)


def tops(entries: tuple[Entry, ...]) -> Iterator[int]:
    """Indexes of the entries inside none."""
    at = 0
    while at < len(entries):
        yield at
        at = max(entries[at].until, at + 1)


def numbering_slips(entries: tuple[Entry, ...]) -> Iterator[tuple[Entry, str]]:
    """Numbers that do not follow: ("Ill" for III, 4 after 2), with what was expected."""
    last: dict[tuple[int, str, int], int] = {}
    for entry in entries:
        found = entry.marker
        for key in [k for k in last if k[0] > entry.rank]:
            del last[key]
        if found is None or found.kind in BULLETS:
            continue
        here = (entry.rank, found.kind, found.depth)
        expected = last.get(here, 0) + 1
        if found.slip:
            yield entry, found.label
        elif found.ordinal not in (expected, 1) and here in last:
            yield entry, to_roman(expected) if found.kind == "roman" else str(expected)
        last[here] = found.ordinal
