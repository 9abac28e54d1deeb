"""Labelled lines: "- Cơ quan chủ trì: Sở Y tế.", also several on one line."""

from __future__ import annotations

import re
from dataclasses import dataclass

from ttdn.engine.plans.profiles.profile import Label, Profile
from ttdn.engine.text.normal import fold

# where a label may start: the line, behind a full stop, a semicolon or a bracket
_STARTS = re.compile(
    r"(?:^|(?<=[;.(\n,])|(?<=[;.]\s)|(?<=\n)|(?<=\())\s*(?:[-+*•]\s*|\(?\d{1,2}[.)]\s*|\(?[a-z]\)\s*)?"
)
# "; hoàn thành trong Quý III/2024", "; trước ngày 15/6/2025": a time without a colon behind another label
BARE_TIME = re.compile(
    r"(?:(?:hoan thanh|thuc hien|trien khai|xong)(?:,? (?:hoan thanh|xong))?\s+)?"
    r"(?=(?:(?:trong|truoc|vao|tu|den|cham nhat|tai)\s+)?(?:(?:ngay|thang|quy|nam|dau|cuoi|giua)\s+)*"
    r"(?:\d{1,2}/|\d{1,2} thang|[ivx]+\s*(?:[/,-]|nam|va quy)|\d{1,2}(?:[/,-]|\s+nam)|20\d\d)"
    r"|(?:dinh ky|thuong xuyen|hang nam)\b)"
)
_VALUE = re.compile(r"\s*(?:\([^)]{0,40}\)\s*)?:\s*")


@dataclass(frozen=True, slots=True, kw_only=True)
class Labelled:
    """A label and where its value stands in the text."""

    label: Label
    at: int
    start: int
    end: int


def labelled(text: str, profile: Profile) -> list[Labelled]:
    """The labels in a text with their values, each value up to the next label."""
    folded = fold(text)
    heads: list[tuple[Label, int, int]] = []
    for place in _STARTS.finditer(folded):
        hit = _label_at(folded, place.end(), profile) or _bare_time(folded, place.end(), heads)
        if hit and (not heads or hit[1] > heads[-1][2]):
            heads.append(hit)
    found = []
    for index, (label, at, start) in enumerate(heads):
        limit = heads[index + 1][1] if index + 1 < len(heads) else len(text)
        found.append(Labelled(label=label, at=at, start=start, end=_value_end(text, start, limit)))
    return found


def _label_at(folded: str, at: int, profile: Profile) -> tuple[Label, int, int] | None:
    if ":" not in folded[at : at + 90]:
        return None
    for label, pattern in profile.labels:
        hit = pattern.match(folded, at)
        value = hit and _VALUE.match(folded, hit.end())
        if value:
            return label, at, value.end()
    return None


def _bare_time(folded: str, at: int, heads: list[tuple[Label, int, int]]) -> tuple[Label, int, int] | None:
    """A time among agencies; behind another time it only goes on: "Thời hạn: Quý II, Quý IV năm 2024"."""
    if not heads or heads[-1][0] not in {"lead", "partners", "lead-and-partners"}:
        return None
    if folded[at - 1 : at].isspace() and not folded[max(0, at - 90) : at].rstrip().endswith((";", ".", ",")):
        return None
    return ("time", at, at) if BARE_TIME.match(folded, at) else None


def _value_end(text: str, start: int, limit: int) -> int:
    end = limit
    while end > start and text[end - 1] in " \t\n.;,-+•(":
        end -= 1
    if end > start and text[end - 1] == ")" and text[start:end].count("(") < text[start:end].count(")"):
        end -= 1
    return end


def is_labelled_line(text: str, profile: Profile) -> bool:
    """Whether the line as a whole is labels and their values."""
    found = labelled(text, profile)
    return bool(found) and found[0].at <= 6
