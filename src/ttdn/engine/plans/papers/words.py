"""What the codes of ``ttdn.plan/1`` are called in Vietnamese, and its fields as a person would say them."""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from typing import Any

Plan = Mapping[str, Any]
Item = Mapping[str, Any]

KINDS = {
    "task": "nhiệm vụ",
    "duty": "trách nhiệm",
    "objective": "mục tiêu",
    "requirement": "yêu cầu",
    "direction": "định hướng",
    "target": "chỉ tiêu",
    "funding": "kinh phí",
    "group": "nhóm",
}
FIELDS = {
    "lead": "Chủ trì",
    "partners": "Phối hợp",
    "schedule": "Thời gian",
    "deliverables": "Sản phẩm",
    "funding": "Kinh phí",
    "number": "Số văn bản",
    "issued_on": "Ngày ban hành",
    "place": "Nơi ban hành",
    "issuer": "Cơ quan ban hành",
    "title": "Tên kế hoạch",
    "period": "Thời kỳ",
    "legal_bases": "Căn cứ",
    "recipients": "Nơi nhận",
    "signatory": "Người ký",
}
BLOCKS = {
    "paragraph": "đoạn văn",
    "heading": "đề mục",
    "list-item": "ý liệt kê",
    "table-row": "dòng bảng",
    "header": "đầu trang",
    "footer": "chân trang",
    "stamp": "dấu",
}
SET_ASIDE = {
    "letterhead": "tiêu ngữ",
    "page-number": "số trang",
    "incoming-stamp": "dấu văn bản đến",
    "table-head": "đầu bảng",
    "decoration": "nét trang trí",
    "greeting": "lời dẫn",
    "closing": "lời kết",
    "footnote-mark": "dấu chú thích",
    "repeated": "chỗ lặp lại",
}
RECURRENCES = {
    "continuous": "thường xuyên",
    "daily": "hằng ngày",
    "weekly": "hằng tuần",
    "monthly": "hằng tháng",
    "quarterly": "hằng quý",
    "half-yearly": "6 tháng một lần",
    "yearly": "hằng năm",
}
_UNITS = {"D": "ngày", "W": "tuần", "M": "tháng", "Y": "năm"}
_DURATION = re.compile(r"P(\d+)([DWMY])")
# What could move a terminal's cursor or turn a line of the page around: C0 and C1 but tab and line end, marks of
# direction, and halves of a character that no file can hold.
_UNSEEN = re.compile("[\x00-\x08\x0b-\x1f\x7f-\x9f\u200e\u200f\u202a-\u202e\u2066-\u2069\ud800-\udfff\ufffe\uffff]")


def plain(text: object) -> str:
    """``text`` without characters that act instead of being read; each leaves its place, marked."""
    lines = str(text).replace("\r\n", "\n").replace("\r", "\n")
    return _UNSEEN.sub("\N{REPLACEMENT CHARACTER}", lines)


def day(iso: str | None) -> str:
    """ "2026-03-01" as 01/03/2026."""
    return "/".join(reversed(iso.split("-"))) if iso else ""


def between(start: str | None, end: str | None) -> str:
    """From a day to a day; an open end is said."""
    if start and end:
        return day(start) if start == end else f"{day(start)} – {day(end)}"
    return f"từ {day(start)}" if start else f"đến {day(end)}" if end else ""


def yearly_day(due: str | None) -> str:
    """ "--11-30" as 30/11 hằng năm."""
    return f"{due[5:7]}/{due[2:4]} hằng năm" if due else ""


def time_as_meant(schedule: Mapping[str, Any] | None) -> str:
    """Rhythm, days and length of a schedule, as understood."""
    if not schedule:
        return ""
    length = _DURATION.fullmatch(schedule["duration"] or "")
    said = [
        RECURRENCES.get(schedule["recurrence"] or "", ""),
        between(schedule["start"], schedule["end"]),
        f"hạn {yearly_day(schedule['due'])}" if schedule["due"] else "",
        f"trong {int(length[1])} {_UNITS[length[2]]}" if length else "",
        "ước chừng" if schedule["approximate"] else "",
    ]
    return "; ".join(filter(None, said))


def time_as_written(schedule: Mapping[str, Any] | None) -> str:
    """The time in the document's words; where it has none of its own, as meant."""
    return (schedule["text"] or time_as_meant(schedule)) if schedule else ""


def time_told_besides(schedule: Mapping[str, Any] | None) -> str:
    """What the meaning adds to the words: nothing where they already say it."""
    if not schedule:
        return ""
    written, meant = time_as_written(schedule).casefold(), time_as_meant(schedule)
    return "; ".join(part for part in meant.split("; ") if part.casefold() not in written)


def agency(named: Mapping[str, Any]) -> str:
    """One agency by the directory's name, with the part it leads where the text says one."""
    return f"{named['name']} ({named['scope']})" if named["scope"] else str(named["name"])


def agencies(named: Iterable[Mapping[str, Any]]) -> list[str]:
    return [agency(each) for each in named]


def deliverables(item: Item) -> list[str]:
    return [each["text"] for each in item["deliverables"]]


def whole_text(item: Item) -> str:
    """The item's sentence, and below it each part that is not already in it."""
    return "\n".join([item["text"], *(part["text"] for part in item["parts"] if part["text"] not in item["text"])])


def counts(plan: Plan) -> list[tuple[str, int]]:
    """How many items of each kind there are, headings aside, in the order of ``KINDS``."""
    found = Counter(item["kind"] for item in plan["items"])
    return [(name, found[kind]) for kind, name in KINDS.items() if found[kind] and kind != "group"]


def coverage(plan: Plan) -> str:
    """Where every paragraph went, in one sentence."""
    told = plan["coverage"]
    aside = ", ".join(f"{number} {SET_ASIDE.get(reason, reason)}" for reason, number in told["set_aside"].items())
    parts = [f"{told['blocks']} đoạn: {told['used']} dùng trong kết quả"]
    if aside:
        parts.append(f"để riêng {aside}")
    parts.append(f"{told['unread']} chưa hiểu" if told["unread"] else "không đoạn nào bị bỏ sót")
    return "; ".join(parts) + "."


def doubts_by_item(plan: Plan) -> dict[str, list[int]]:
    """For each item the numbers, from 1, of the warnings about it."""
    found: dict[str, list[int]] = defaultdict(list)
    for number, warning in enumerate(plan["warnings"], start=1):
        if warning["item"]:
            found[warning["item"]].append(number)
    return dict(found)


def name_of(item: Item) -> str:
    """The printed number of an item; what it is, where it has none."""
    return str(item["ref"] or KINDS.get(item["kind"], item["kind"]))


def refs(plan: Plan) -> dict[str, str]:
    """The name of each item by its id."""
    return {item["id"]: name_of(item) for item in plan["items"]}


def uses(plan: Plan) -> dict[int, list[str]]:
    """What each paragraph was used for, by its number: "II.3.a", "II.3.a chủ trì", "căn cứ", …"""
    found: dict[int, list[str]] = defaultdict(list)

    def use(blocks: Sequence[int], what: str) -> None:
        for n in blocks:
            if what not in found[n]:
                found[n].append(what)

    for item in plan["items"]:
        use(item["blocks"], name_of(item))
        for name, where in item["evidence"].items():
            if where["block"] not in item["blocks"]:
                use([where["block"]], f"{name_of(item)} {FIELDS.get(name, name).lower()}")
    for name in ("legal_bases", "recipients"):
        for row in plan[name]:
            use(row["blocks"], FIELDS[name].lower())
    if plan["signatory"]:
        use(plan["signatory"]["blocks"], FIELDS["signatory"].lower())
    for n in unread(plan):
        use([n], "chưa hiểu")
    return dict(found)


def unread(plan: Plan) -> set[int]:
    """The paragraphs that nothing was made of."""
    return {n for warning in plan["warnings"] if warning["code"] == "unread-blocks" for n in warning["blocks"]}


def head(plan: Plan) -> list[tuple[str, str]]:
    """Number, day, issuer, period: label and value, with a dash where the document says nothing."""
    period = plan["period"] or {"start": None, "end": None}
    return [
        ("Số", plan["number"] or "—"),
        ("Ngày", day(plan["issued_on"]) or "—"),
        ("Cơ quan", plan["issuer"] or "—"),
        ("Thời kỳ", between(period["start"], period["end"]) or "—"),
    ]
