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
        hit = _label_at(folded, place.end(), profile)
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
