"""The plan as a workbook: its items, the paragraphs they came from, and what a person should look at."""

from __future__ import annotations

import datetime as dt
from io import BytesIO

from openpyxl import Workbook
from openpyxl.styles import Font
from openpyxl.worksheet.worksheet import Worksheet

from ttdn.engine.plans.papers import words
from ttdn.engine.plans.papers.sheets import lay_out, put, put_head, put_row
from ttdn.engine.plans.papers.words import Item, Plan

# The register's columns where both have them, in its order and widths.
COLUMNS = [
    ("TT", 7),
    ("Mục", 10),
    ("Loại", 13),
    ("Nội dung", 60),
    ("Chủ trì", 30),
    ("Phối hợp", 36),
    ("Thời gian", 26),
    ("Từ ngày", 13),
    ("Đến ngày", 13),
    ("Hạn", 18),
    ("Sản phẩm", 26),
    ("Kinh phí", 18),
    ("Cần xem", 40),
]
SOURCE_COLUMNS = [("Đoạn", 9), ("Trang", 9), ("Loại", 14), ("Nội dung đoạn gốc", 100), ("Dùng ở", 30)]
WARNING_COLUMNS = [("TT", 7), ("Mục", 10), ("Trường", 18), ("Điều cần xem", 90), ("Đoạn", 16), ("Mã", 28)]
HEAD_ROW = 5
MOST_BLOCKS = 40  # told of one warning


def plan_workbook(plan: Plan) -> bytes:
    """The plan as .xlsx."""
    book = Workbook()
    _write_items(book.active, plan)
    _write_sources(book.create_sheet("Đoạn gốc"), plan)
    _write_warnings(book.create_sheet("Cần xem"), plan)
    book.properties.creator = "ttdn"
    file = BytesIO()
    book.save(file)
    return file.getvalue()


def _write_items(sheet: Worksheet, plan: Plan) -> None:
    sheet.title = "Danh mục"
    put(sheet.cell(1, 1), plan["title"] or plan["source"]["name"]).font = Font(bold=True, size=14)
    put(sheet.cell(2, 1), "; ".join(f"{label}: {value}" for label, value in words.head(plan)))
    counted = ", ".join(f"{number} {name}" for name, number in words.counts(plan)) or "không có mục nào"
    put(sheet.cell(3, 1), f"{counted}. {words.coverage(plan)} {len(plan['warnings'])} điều cần xem.")
    put_head(sheet, HEAD_ROW, [head for head, _ in COLUMNS], [width for _, width in COLUMNS])
    doubts = words.doubts_by_item(plan)
    for number, item in enumerate(plan["items"], start=1):
        messages = [plan["warnings"][n - 1]["message"] for n in doubts.get(item["id"], [])]
        put_row(sheet, HEAD_ROW + number, [number, *_row(item), "\n".join(messages)])
    lay_out(sheet, head=HEAD_ROW, columns=len(COLUMNS), last=HEAD_ROW + len(plan["items"]))


def _row(item: Item) -> list[object]:
    schedule = item["schedule"] or {"start": None, "end": None, "due": None}
    return [
        item["ref"],
        words.KINDS.get(item["kind"], item["kind"]),
        words.whole_text(item),
        "\n".join(words.agencies(item["lead"])),
        "\n".join(words.agencies(item["partners"])),
        words.time_as_written(item["schedule"]),
        _day(schedule["start"]),
        _day(schedule["end"]),
        words.yearly_day(schedule["due"]),
        "\n".join(words.deliverables(item)),
        item["funding"] or "",
    ]


def _day(iso: str | None) -> dt.date | str | None:
    """A day of the spreadsheet, whose calendar begins in 1900; an earlier one as text."""
    if not iso:
        return None
    found = dt.date.fromisoformat(iso)
    return found if found.year >= 1900 else words.day(iso)


def _write_sources(sheet: Worksheet, plan: Plan) -> None:
    put_head(sheet, 1, [head for head, _ in SOURCE_COLUMNS], [width for _, width in SOURCE_COLUMNS])
    used = words.uses(plan)
    for row, block in enumerate(plan["blocks"], start=2):
        kind = words.BLOCKS.get(block["kind"], block["kind"])
        where = "; ".join(used.get(block["n"], []))
        put_row(sheet, row, [block["n"], block["page"], kind, block["text"].replace("\t", " | "), where])
    lay_out(sheet, head=1, columns=len(SOURCE_COLUMNS), last=1 + len(plan["blocks"]))


def _write_warnings(sheet: Worksheet, plan: Plan) -> None:
    put_head(sheet, 1, [head for head, _ in WARNING_COLUMNS], [width for _, width in WARNING_COLUMNS])
    refs = words.refs(plan)
    for number, warning in enumerate(plan["warnings"], start=1):
        named = warning["field"] or ""
        blocks = ", ".join(map(str, warning["blocks"][:MOST_BLOCKS]))
        blocks += " …" if len(warning["blocks"]) > MOST_BLOCKS else ""
        values = [number, refs.get(warning["item"] or "", ""), words.FIELDS.get(named, named), warning["message"]]
        put_row(sheet, 1 + number, [*values, blocks, warning["code"]])
    lay_out(sheet, head=1, columns=len(WARNING_COLUMNS), last=1 + len(plan["warnings"]))
