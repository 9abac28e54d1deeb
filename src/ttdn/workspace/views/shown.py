"""How the document beside its items is drawn: cells once, marked words, what was counted."""

from __future__ import annotations

import json
from dataclasses import dataclass
from itertools import groupby

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from ttdn.plans.models import Item
from ttdn.plans.queries.documents import Review, ReviewBlock, Source

FIELDS = {
    "lead": gettext_lazy("chủ trì"),
    "partners": gettext_lazy("phối hợp"),
    "schedule": gettext_lazy("thời gian"),
    "deliverables": gettext_lazy("sản phẩm"),
}


@dataclass(frozen=True, slots=True, kw_only=True)
class ShownBlock:
    n: int
    kind: str
    text: str
    cells: list[str] | None  # a cell that covers several columns once
    page: int | None
    doubtful: bool  # a finding points here
    unused: bool  # neither an item nor the head of the document was read here


@dataclass(frozen=True, slots=True, kw_only=True)
class Piece:
    text: str
    label: str = ""  # the field that was read in these words


def cells_once(cells: list[str] | None) -> list[str] | None:
    """A merged cell repeats its text in every column it covers; on the screen it stands once."""
    return None if cells is None else [text for text, _same in groupby(cells)]


def shown_blocks(review: Review) -> list[ShownBlock]:
    return [_shown(block) for block in review.blocks]


def _shown(block: ReviewBlock) -> ShownBlock:
    return ShownBlock(
        n=block.n,
        kind=block.kind,
        text=block.text,
        cells=cells_once(block.cells),
        page=block.page,
        doubtful=bool(block.finding_ids),
        unused=not block.item_ids,
    )


def count_labels(counts: dict[str, int]) -> list[str]:
    """ "12 nhiệm vụ", "21 trách nhiệm" ...: what was read, by kind."""
    labels = {
        "objective": lambda n: ngettext("%(n)s mục tiêu", "%(n)s mục tiêu", n),
        "requirement": lambda n: ngettext("%(n)s yêu cầu", "%(n)s yêu cầu", n),
        "direction": lambda n: ngettext("%(n)s định hướng", "%(n)s định hướng", n),
        "task": lambda n: ngettext("%(n)s nhiệm vụ", "%(n)s nhiệm vụ", n),
        "duty": lambda n: ngettext("%(n)s trách nhiệm", "%(n)s trách nhiệm", n),
        "target": lambda n: ngettext("%(n)s chỉ tiêu", "%(n)s chỉ tiêu", n),
    }
    return [label(counts[kind]) % {"n": counts[kind]} for kind, label in labels.items() if counts.get(kind)]


def marks_of(item: Item) -> str:
    """Where in the document the item's fields stand, for the script that marks them: [[block, start, end], ...]."""
    return json.dumps([[e["block"], *e["span"]] for e in item.evidence.values() if e])


def pieces(source: Source) -> list[Piece]:
    """A paragraph cut at the words that fields were read in."""
    found, at, text = [], 0, source.block.text
    for start, end, field in source.marks:
        found += [Piece(text=text[at:start]), Piece(text=text[start:end], label=str(FIELDS.get(field, field)))]
        at = end
    return [piece for piece in [*found, Piece(text=text[at:])] if piece.text]


def history_rows(entries) -> list[dict]:
    """Audit entries as the history component takes them."""
    names = {
        "plans.edit_item": _("sửa"),
        "plans.add_item": _("thêm vào"),
        "plans.set_aside_item": _("bỏ khỏi kế hoạch"),
        "plans.restore_item": _("lấy lại"),
        "plans.give_part": _("giao phần việc"),
        "plans.carry_out": _("ghi mục cấp trên"),
        "plans.link_duty": _("gắn với nhiệm vụ"),
    }
    return [
        {
            "at": entry.at,
            "text": _("hoàn tác") if entry.undoes_id else names.get(entry.action, entry.action),
            "by": entry.actor,
        }
        for entry in entries
    ]
