"""Lists that are nothing but names of agencies: a cell, a labelled line, a heading.

A list loses no word: each word goes into some name.
"""

from __future__ import annotations

import re

from ttdn.engine.plans.directory import Directory
from ttdn.engine.plans.steps.agency_mentions import Mention, ellipsis_at, mention_end
from ttdn.engine.plans.steps.agency_words import (
    BARE,
    EVERY,
    GENERIC_AT,
    GROUP,
    HEAD,
    LOWER_HEAD,
    PLACE_LEVEL,
    PRESS_BODY,
    STOP,
)
from ttdn.engine.text.normal import UPPER, lower

_HARD = re.compile(r"[;\n]")
# "Sở Y tế - Công an tỉnh" are two; "Cục Báo chí - Bộ …" is one
_SOFT = re.compile(r"\s*,\s*|\s+và\s+|\s+cùng\s+(?:với\s+)?|\s+với\s+|\s+[-–]\s+(?=(?:Sở|Công an|UBND|Hội) )")
_LEAD_IN = re.compile(r"\s*(?:[-–+•*]\s*|\d{1,2}[.)]\s+|\(\d{1,2}\)\s*)?(?:và\s+|cùng\s+|với\s+)?")
# "… An Lạc và | phường Tân Cảng" behind "UBND các xã: …"
_LEVEL_AT = re.compile(rf"{PLACE_LEVEL}\s+(?=[{UPPER}])")


def _depths(text: str) -> list[int]:
    depth, depths = 0, []
    for letter in text:
        depth += letter == "("
        depths.append(depth)
        depth = max(0, depth - (letter == ")"))
    return depths


def split_list(text: str, directory: Directory, *, start: int = 0, end: int | None = None) -> list[Mention]:
    """The names in a text that is nothing but names: "Sở A, Sở B và các đơn vị liên quan"."""
    end = len(text) if end is None else end
    depths = [0] * start + _depths(text[start:end])  # the stretch itself may stand in brackets
    found: list[Mention] = []
    cuts = [m.start() for m in _HARD.finditer(text, start, end) if not depths[m.start()]]
    for low, high in zip([start, *(cut + 1 for cut in cuts)], [*cuts, end], strict=True):
        found += _split_soft(text, low, high, directory, depths)
    return found


def _trimmed(text: str, start: int, end: int) -> tuple[int, int]:
    lead_in = _LEAD_IN.match(text, start, end)
    start = lead_in.end() if lead_in else start
    while end > start and text[end - 1] in " .,;:/\n\t":
        end -= 1
    return start, end


def _split_soft(text: str, start: int, end: int, directory: Directory, depths: list[int]) -> list[Mention]:
    start, end = _trimmed(text, start, end)
    prefix = ""
    if shared := ellipsis_at(text, start, end):
        prefix, start = shared
    found: list[Mention] = []
    known = _known_end(text, start, prefix, directory)
    for cut in _SOFT.finditer(text, start, end):
        if cut.start() < known or depths[cut.start()] or cut.start() < start:
            continue
        begins = _begins(text, cut.end(), end, text[start : cut.start()], prefix, directory)
        if begins is None:
            continue
        found.append(_mention(text, start, cut.start(), prefix))
        start, prefix = cut.end(), begins
        known = _known_end(text, start, prefix, directory)
    if end > start:
        found.append(_mention(text, start, end, prefix))
    return found


def _mention(text: str, start: int, end: int, prefix: str) -> Mention:
    start, end = _trimmed(text, start, end)
    return Mention(start=start, end=end, prefix="" if HEAD.match(text, start) else prefix)


def _known_end(text: str, start: int, prefix: str, directory: Directory) -> int:
    if prefix and not HEAD.match(text, start):
        words = f"{prefix} {text[start : start + 80]}"
        end = directory.match_at(words, 0)
        return start if end is None else start + end - len(prefix) - 1
    return directory.match_at(text, start) or start


def _begins(text: str, at: int, end: int, current: str, prefix: str, directory: Directory) -> str | None:
    """The prefix ("" for none) of the name that begins at ``at``, or None where the current name goes on."""
    rest = text[at:end]
    low = lower(rest)
    group = bool(EVERY.match(current) or (current[:1].islower() and GENERIC_AT.match(current)))
    if group and BARE.match(low):
        return None
    if prefix and re.search(rf" {PLACE_LEVEL}$", prefix) and _LEVEL_AT.match(rest):
        return prefix.rsplit(" ", 1)[0]
    if HEAD.match(rest) or EVERY.match(rest) or PRESS_BODY.match(low):
        return ""
    if GENERIC_AT.match(low) and (group or re.match(PLACE_LEVEL + r"\b", low)):
        return None
    if not group and LOWER_HEAD.match(low):
        return ""
    if prefix:
        return prefix
    if directory.match_at(rest, 0):
        return ""
    head = re.match(r"(Sở|Bộ)\s", current)
    if head and directory.match_at(f"{head.group(1)} {rest[:80]}", 0):
        return head.group(1)  # "Sở Tài chính, Y tế"
    return None


def whole_list(text: str, directory: Directory) -> list[Mention] | None:
    """The names, if the text is nothing but names of agencies (a heading, a group row); else None."""
    stripped = text.strip(" .:;*")
    if not stripped or len(stripped) > 300:
        return None
    names = split_list(text, directory)
    if names and all(_is_name(text, name, directory) for name in names):
        return names
    return None


# "Sở Y tế - Cơ quan thường trực Ban Chỉ đạo"
_APPOSED = re.compile(r"\s*[-–(]\s*(?:là )?(?:cơ quan|đơn vị) (?:thường trực|đầu mối|chủ trì).*$", re.I | re.S)


def _is_name(text: str, name: Mention, directory: Directory) -> bool:
    words = _APPOSED.sub("", name.spelled(text))
    proper = words if not words.isupper() else _capitalised(words)
    if directory.find(words):
        return True
    end = mention_end(proper, 0, directory)
    if end is None:
        return False
    rest = lower(proper[end:])
    return not STOP.search(rest) and len(rest.split()) <= 8 and ":" not in rest


_ABBREVIATED = re.compile(r"\b(?:ubnd|hđnd|ubmttq|mttq|bch|bql|bhxh|vhttdl|vhtt|gdđt|khcn|nnmt)\b")


def _capitalised(words: str) -> str:
    """Capitals put down so that the head of a name is seen in them: "SỞ TÀI CHÍNH" > "Sở Tài Chính"."""
    low = _ABBREVIATED.sub(lambda short: short.group(0).upper(), lower(words))
    first = low[:1].upper() + low[1:]
    return first if HEAD.match(first) or GROUP.match(lower(low)) else low.title()
