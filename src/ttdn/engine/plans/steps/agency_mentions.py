"""Names of agencies inside a sentence: a name ends before the verb ("phối hợp với Sở Y tế | tổ chức …")."""

from __future__ import annotations

import re
from dataclasses import dataclass

from ttdn.engine.plans.directory import Directory
from ttdn.engine.plans.steps.agency_words import GROUP, HEAD, MODIFIER, NOUN, PLACE_LEVEL, STOP
from ttdn.engine.text.normal import LOWER, UPPER, lower


@dataclass(frozen=True, slots=True, kw_only=True)
class Mention:
    """A name in a text: where it stands, and the word to put before it ("Sở" in "các Sở: Tài chính, Y tế")."""

    start: int
    end: int
    prefix: str = ""
    scope: str | None = None

    def written(self, text: str) -> str:
        return " ".join(text[self.start : self.end].split())

    def spelled(self, text: str) -> str:
        return f"{self.prefix} {self.written(text)}".strip()


_CAPITAL = re.compile(rf"[{UPPER}][\w&./]*")
_JOINT = re.compile(r"\s*[-–&]\s*|\s*,\s*|\s+và\s+|\s+")
_WORD = re.compile(r"\w+")
# "Khu vực 5", "Đội Quản lý số 2"
_NUMBER = re.compile(r"\d{1,3}(?!\w)")
_COUNTED = re.compile(r"\b(?:khu vực|vực|số)$")
_SHORT = re.compile(rf"[{UPPER}\d][{UPPER}\d&./]+")
_GENERAL = frozenset({"Khu", "Ban", "Phòng", "Hội", "Nhà", "Trường", "Trạm", "Chi", "Cửa", "Tổ", "Vùng", "Đội"})
_GEOGRAPHY = frozenset({"sông", "rừng", "khu vực"})  # one capital more and it is a place
_OPEN = (0, 1)  # two capitals in a row are a proper name; -1 is an abbreviation
# behind a small syllable: more of the name within two words, or the end of it
_NAME_GOES_ON = re.compile(rf"\s+(?:\w+\s+)?[{UPPER}]|\s*(?:[,;.:)]|$)|\s+(?:và|tỉnh|thành|các|huyện|xã)\b")
_BEHIND_CAPITAL = re.compile(rf"(?<!\w)[{UPPER}]\w*\s+\w+$")
_BETWEEN = re.compile(r"\s*,\s*(?:và\s+)?|\s*;\s*|\s+và\s+|\s+cùng\s+(?:với\s+)?|\s+với\s+")


# "các Sở: Tài chính, Y tế", "các Sở Tài chính, Y tế", "UBND các xã: Phú Mỹ, An Lạc"
_ELLIPSIS = re.compile(
    r"(?:[Cc]ác|[Nn]hững|CÁC)?\s*([Ss]ở|SỞ|[Bb]ộ|BỘ|[Bb]an|[Hh]ội)\s*:\s*"
    rf"|(?:[Cc]ác|[Nn]hững|CÁC)\s+([Ss]ở|SỞ|[Bb]ộ|BỘ|[Hh]ội)\s+(?=[{UPPER}][{LOWER}])"
    rf"|(UBND|[UỦ][ỷy] ban nhân dân|Công an|Trạm Y tế)\s+các\s+(xã|phường|huyện)(?:\s*:\s*|\s+)(?=[{UPPER}][{LOWER}])"
)


def ellipsis_at(text: str, start: int, end: int | None = None) -> tuple[str, int] | None:
    """What the names of a list share ("Sở" in "các Sở: Tài chính, Y tế"), and where the first of them starts."""
    hit = _ELLIPSIS.match(text, start, len(text) if end is None else end)
    if not hit:
        return None
    head, level = hit.group(3), hit.group(4)
    return (f"{head} {level}" if head else (hit.group(1) or hit.group(2)).capitalize()), hit.end()


_LEVEL_AT = re.compile(rf"{PLACE_LEVEL}\s+(?=[{UPPER}])")


def _sharing(text: str, start: int, directory: Directory) -> list[Mention]:
    """The names of a list that share their first word."""
    shared = ellipsis_at(text, start)
    found: list[Mention] = []
    if not shared:
        return found
    prefix, at = shared
    while True:
        level = _LEVEL_AT.match(text, at) if " " in prefix else None  # "… và phường Him Lam"
        own, first = (prefix.rsplit(" ", 1)[0], level.end()) if level else (prefix, at)
        if not _CAPITAL.match(text, first) or HEAD.match(text, first):
            break
        known = None if level else directory.match_at(f"{prefix} {text[at : at + 80]}", 0)
        comma = _BETWEEN.search(text, at)
        alone = text[: comma.start()] if comma else text
        end = at + known - len(prefix) - 1 if known else _capital_run(alone, first - 1, directory)
        if end <= at:
            break
        found.append(Mention(start=at, end=end, prefix=own))
        joint = _BETWEEN.match(text, end)
        if not joint:
            break
        at = joint.end()
    return found


def mentions_at(text: str, start: int, directory: Directory) -> list[Mention]:
    """The names that stand one after another from ``start`` on, up to where the sentence goes on."""
    found = _sharing(text, start, directory)
    at = start
    if found:
        joint = _BETWEEN.match(text, found[-1].end)
        if not joint:
            return found
        at = joint.end()
    while (end := mention_end(text, at, directory)) is not None:
        found.append(Mention(start=at, end=end))
        joint = _BETWEEN.match(text, end)
        if not joint:
            break
        at = joint.end()
    return found


# "Giám đốc Sở Y tế", "Chủ tịch UBND các xã, phường": the post belongs to the name
_POST = re.compile(r"(?:Thủ trưởng|Giám đốc|Chủ tịch|Người đứng đầu|Hiệu trưởng|Trưởng)\s+(?=\w)")


_FIELD = re.compile(rf"(?:[Nn]gành|[Cc]ác trường) (?=[{UPPER}][{LOWER}])")


def mention_end(text: str, at: int, directory: Directory) -> int | None:
    if (post := _POST.match(text, at)) and (inner := mention_end(text, post.end(), directory)):
        return inner
    end = directory.match_at(text, at)
    head = HEAD.match(text, at)
    if head and head.group(0) in {"Bộ", "Sở"} and end and end > head.end() and STOP.match(text, head.end() + 1):
        end = None  # "các đơn vị thuộc Bộ xây dựng kế hoạch": small letters are the verb, not Bộ Xây dựng
    group = GROUP.match(lower(text[at : at + 200]))
    if field := _FIELD.match(text, at):  # "ngành Y tế"
        return _with_modifiers(text, _capital_run(text, field.end() - 1, directory), directory)
    if group and (end is None or at + group.end() > end):
        end = at + group.end()
    if end is None and head:
        end = _capital_run(text, head.end(), directory)
    elif end is not None and head and not group:
        end = _beyond_known(text, end, head.group(0), directory)
    if end is None:
        return None
    return _with_modifiers(text, end, directory)


def _capital_run(text: str, end: int, directory: Directory) -> int:
    """ "Ban Quản lý Khu Kinh tế Dung Hải và các Khu công nghiệp": capitals with what joins them.

    Small letters go on with a name as the second syllable of a word ("Quản lý") or as a noun of NOUN. Behind a
    proper name, a number or an abbreviation ("Hà Vân", "Khu vực XI", "VNPT") they are the sentence's verb.
    """
    grown, in_a_row, low = end, 0, lower(text)
    while (joint := _JOINT.match(text, grown)) and joint.group(0):
        at, plain = joint.end(), not joint.group(0).strip()
        capital = _CAPITAL.match(text, at) or (_NUMBER.match(text, at) if _COUNTED.search(low[:grown]) else None)
        if capital:
            if not plain and (HEAD.match(text, at) or directory.match_at(text, at)):
                break
            word = capital.group(0)
            in_a_row = 0 if word in _GENERAL else -1 if _SHORT.fullmatch(word) else max(in_a_row, 0) + 1
            grown = capital.end()
        elif plain and (noun := NOUN.match(text, at)):
            grown, in_a_row = noun.end(), int(noun.group(0) in _GEOGRAPHY)
        elif plain and in_a_row in _OPEN and grown - end < 60 and _is_second_syllable(text, low, grown, at):
            grown, in_a_row = _small_word_end(text, at), 0
        else:
            break
    return grown


def _small_word_end(text: str, at: int) -> int:
    word = _WORD.match(text, at)
    return word.end() if word else at


def _is_second_syllable(text: str, low: str, grown: int, at: int) -> bool:
    """A small syllable as in "Quản lý", "Thanh niên", and no modifier ("tỉnh") or verb of the sentence."""
    end = _small_word_end(text, at)
    if end == at or MODIFIER.match(low, grown) or STOP.match(text, at):
        return False
    return bool(_NAME_GOES_ON.match(text, end) or _BEHIND_CAPITAL.search(text[max(0, end - 20) : end]))


def _beyond_known(text: str, end: int, head: str, directory: Directory) -> int:
    """Where a name ends that begins with one the directory knows: "Sở Y tế | Lâm Sơn", "Kho bạc … | Khu vực XI"."""
    joint = _JOINT.match(text, end)
    if not joint or not joint.group(0) or joint.group(0).strip() not in {"", "và"}:
        return end
    at = joint.end()
    if joint.group(0).strip():  # "Ban Dân tộc | và Tôn giáo", but not "Sở Tài chính | và Nội vụ"
        rest = text[at : at + 60]
        known = directory.match_at(rest, 0) or directory.match_at(f"{head} {rest}", 0)
        grows = bool(_CAPITAL.match(text, at)) and not known
    else:
        grows = bool(_CAPITAL.match(text, at) or NOUN.match(text, at))
    if not grows or HEAD.match(text, at) or STOP.match(lower(text), at):
        return end
    return _capital_run(text, end, directory)


def _with_modifiers(text: str, end: int, directory: Directory) -> int:
    low = lower(text)
    while True:
        place = re.match(rf"(?:\s+[{UPPER}]\w*){{1,4}}", text[end:])
        if (
            place
            and not HEAD.match(text, end + 1)
            and not STOP.match(low, end + 1)
            and re.search(PLACE_LEVEL + r"$", low[:end])
        ):
            end += place.end()
            continue
        if (bracket := re.match(r"\s*\([^()]{1,120}\)", text[end:])) and not re.match(
            r"\s*\((?:chủ trì|phối)", low[end:]
        ):
            end += bracket.end()
            continue
        thuoc = re.match(r"\s+(?:thuộc|trực thuộc|của|-)\s+|\s+[-–]\s+", low[end:])
        if thuoc is None and low[:end].endswith("thành viên"):
            thuoc = re.match(r"\s+", low[end:])  # "các thành viên Ban Chỉ đạo"
        if thuoc and (inner := mention_end(text, end + thuoc.end(), directory)):
            end = inner
            continue
        hit = MODIFIER.match(low, end)
        if not hit:
            return end
        end = hit.end()
