"""The plan as aligned text for a terminal."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from ttdn.engine.plans.papers import words
from ttdn.engine.plans.papers.terminal import pad, share, side_by_side, width_of, wrap
from ttdn.engine.plans.papers.words import Item, Plan

LEAST_WIDTH = 40
COLUMNS_FROM = 100  # a narrower terminal gets one field a line
HEADS = ("Mục", "Nội dung", "Chủ trì", "Phối hợp", "Thời gian", "Sản phẩm", "Xem")
WEIGHTS = (1, 10, 5, 5, 4, 4, 1)
REF_WIDTH, DOUBT_WIDTH = 12, 9  # at most
GAP = "  "
_TEXT, _DOUBT = 1, len(HEADS) - 1


def plan_table(plan: Plan, *, width: int) -> str:
    """Head, warnings and items of a plan, no line wider than ``width`` columns (40 at least); ends with a line end."""
    width = max(width, LEAST_WIDTH)
    doubts = words.doubts_by_item(plan)
    rows = [(item, _cells(item, doubts.get(item["id"], []))) for item in plan["items"]]
    lines = [*_head(plan, width), "", *_warnings(plan, width)]
    if not rows:
        lines += ["Chưa nhận ra mục nào."]
    elif width >= COLUMNS_FROM:
        lines += _table(rows, width)
    else:
        lines += _cards(rows, width)
    return "\n".join(line.rstrip() for line in lines) + "\n"


def _head(plan: Plan, width: int) -> Iterator[str]:
    yield from wrap(words.plain(plan["title"] or plan["source"]["name"]), width)
    yield ""
    yield from _labelled([(label, words.plain(value)) for label, value in words.head(plan)], width)
    counted = ", ".join(f"{number} {name}" for name, number in words.counts(plan)) or "không có mục nào"
    yield from _labelled([("Gồm", counted), ("Đã đọc", words.plain(words.coverage(plan)))], width)


def _labelled(pairs: Sequence[tuple[str, str]], width: int, indent: int = 0) -> Iterator[str]:
    """A label, and beside it its value; values of one paper begin in one column."""
    label_width = 10
    for label, value in pairs:
        first, *more = wrap(value, width - indent - label_width)
        yield " " * indent + pad(label, label_width) + first
        yield from (" " * (indent + label_width) + line for line in more)


def _warnings(plan: Plan, width: int) -> Iterator[str]:
    if not plan["warnings"]:
        return
    yield f"CẦN XEM ({len(plan['warnings'])})"
    refs = words.refs(plan)
    number_width = len(str(len(plan["warnings"]))) + 1
    for number, warning in enumerate(plan["warnings"], start=1):
        where = refs.get(warning["item"] or "", "")
        blocks = ", ".join(map(str, warning["blocks"][:8])) + (" …" if len(warning["blocks"]) > 8 else "")
        place = "; ".join(filter(None, [f"mục {where}" if where else "", f"đoạn {blocks}" if blocks else ""]))
        text = words.plain(warning["message"] + (f" [{place}]" if place else ""))
        first, *more = wrap(text, width - number_width - 2)
        yield f"{number:>{number_width}} {first}"
        yield from (" " * (number_width + 1) + line for line in more)
    yield ""


def _cells(item: Item, doubts: Sequence[int]) -> list[str]:
    text = words.whole_text(item)
    if item["kind"] not in ("task", "group"):
        text = f"[{words.KINDS.get(item['kind'], item['kind'])}] {text}"
    cells = [
        item["ref"],
        text,
        "; ".join(words.agencies(item["lead"])),
        "; ".join(words.agencies(item["partners"])),
        _time(item),
        "; ".join(words.deliverables(item)),
        " ".join(map(str, doubts)),
    ]
    return [words.plain(cell).replace("\t", " ") for cell in cells]


def _time(item: Item) -> str:
    """As written, and below it as meant where that says more."""
    written, besides = words.time_as_written(item["schedule"]), words.time_told_besides(item["schedule"])
    return f"{written}\n({besides})" if besides else written


def _table(rows: Sequence[tuple[Item, list[str]]], width: int) -> Iterator[str]:
    kept, widths = _layout([cells for item, cells in rows if item["kind"] != "group"], width)
    rule = "─" * (sum(widths) + len(GAP) * (len(widths) - 1))
    yield from side_by_side([HEADS[n] for n in kept], widths, gap=GAP)
    yield rule
    for item, cells in rows:
        if any(cells[2:]):
            yield from side_by_side([cells[n] for n in kept], widths, gap=GAP)
        else:  # headings, aims, requirements: nothing to stand beside them
            yield from side_by_side(cells[:2], [widths[0], width - widths[0] - len(GAP)], gap=GAP)
        yield rule if _opens(item) else ""


def _opens(item: Item) -> bool:
    """A heading of the highest level."""
    return item["kind"] == "group" and item["parent"] is None


def _layout(rows: Sequence[list[str]], width: int) -> tuple[list[int], list[int]]:
    """Which columns hold anything, and how wide each is."""
    wanted = [
        max((width_of(line) for row in rows for line in row[n].split("\n")), default=0) for n in range(len(HEADS))
    ]
    wanted[0], wanted[_DOUBT] = min(max(wanted[0], 3), REF_WIDTH), min(wanted[_DOUBT], DOUBT_WIDTH)
    wanted[_TEXT] = max(wanted[_TEXT], width)  # takes what the others leave
    kept = [n for n, want in enumerate(wanted) if want]
    wanted = [max(wanted[n], width_of(HEADS[n])) for n in kept]
    fixed = [n for n, column in enumerate(kept) if column in (0, _DOUBT)]
    room = width - len(GAP) * (len(kept) - 1) - sum(wanted[n] for n in fixed)
    loose = [n for n in range(len(kept)) if n not in fixed]
    shares = share([wanted[n] for n in loose], [WEIGHTS[kept[n]] for n in loose], room, least=8)
    widths = list(wanted)
    for n, columns in zip(loose, shares, strict=True):
        widths[n] = columns
    return kept, widths


def _cards(rows: Sequence[tuple[Item, list[str]]], width: int) -> Iterator[str]:
    """For a narrow terminal: the item, and below it one field a line."""
    indent = min(max((width_of(cells[0]) for _, cells in rows), default=0), REF_WIDTH) + len(GAP)
    for item, cells in rows:
        yield from side_by_side(cells[:2], [indent - len(GAP), width - indent], gap=GAP)
        yield from _labelled([(HEADS[n], cells[n]) for n in range(2, len(HEADS)) if cells[n]], width, indent)
        yield "─" * width if _opens(item) else ""
