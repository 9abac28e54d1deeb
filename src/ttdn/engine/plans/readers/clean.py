"""Text as a word processor keeps it becomes text as it is read: NFC, plain spaces, lines, struck-out spans."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import groupby

from ttdn.engine.text.normal import is_upper

Span = tuple[int, int]

# Characters without width that stick words together or split them unseen: soft hyphen, zero-width space and
# joiners, direction marks, byte order mark, variation selectors, Word's object placeholder.
_INVISIBLE = dict.fromkeys(
    [
        *(0xAD, 0x34F, 0x61C, 0x180E, 0xFEFF, 0xFFFC),
        *(*range(0x200B, 0x2010), *range(0x202A, 0x202F), *range(0x2060, 0x2070)),
        *(*range(0xFE00, 0xFE10), *range(0xFFF9, 0xFFFC)),
    ]
)
# Control characters say nothing; tabs and line ends are handled before.
_CONTROL = dict.fromkeys([*range(0x09), *range(0x0E, 0x20), *range(0x7F, 0x85), *range(0x86, 0xA0)], " ")
_LINE_ENDS = {0x0B: "\n", 0x0C: "\n", 0x0D: "\n", 0x85: "\n", 0x2028: "\n", 0x2029: "\n"}
# Symbol and Wingdings glyphs sit in the private use area; as a list bullet they are all one dash.
_PRIVATE = re.compile("[\ue000-\uf8ff]")
_SURROGATES = re.compile("[\ud800-\udfff]")
_TABLE = {**_INVISIBLE, **_CONTROL, **_LINE_ENDS, 0x2011: "-", 0x2010: "-"}
_SPACES = re.compile(r"[^\S\n]+")


@dataclass(frozen=True, slots=True, kw_only=True)
class Run:
    """A stretch of text in one dress; ``\\n`` in it ends a line."""

    text: str
    bold: bool = False
    italic: bool = False
    struck: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Line:
    """A cleaned line and what its dress was."""

    text: str
    bold: bool = False
    italic: bool = False
    struck: tuple[Span, ...] = ()


def clean(text: str) -> str:
    """NFC, one space where there were several or odd ones, nothing invisible; line ends stay, edges too."""
    if not text.isascii():
        text = unicodedata.normalize("NFC", _SURROGATES.sub("", text))
    text = text.replace("\r\n", "\n").translate(_TABLE)
    return _SPACES.sub(" ", text)


def clean_line(text: str) -> str:
    """One line of cleaned text without edges; a leading private-use glyph is a bullet, others are dropped."""
    text = _SPACES.sub(" ", clean(text).replace("\n", " ")).strip()
    return _without_private(text)


def _without_private(text: str) -> str:
    if not _PRIVATE.search(text):
        return text
    if _PRIVATE.match(text):
        text = "- " + _PRIVATE.sub("", text).strip()
    return _SPACES.sub(" ", _PRIVATE.sub("", text)).strip()


def lines_of(runs: Iterable[Run]) -> list[Line]:
    """Split runs at their line ends; lines that hold nothing are left out."""
    return [line for line in map(_line, _split(runs)) if line.text]


def _split(runs: Iterable[Run]) -> list[list[Run]]:
    lines: list[list[Run]] = [[]]
    for run in _merged(runs):
        pieces = clean(run.text).split("\n")
        for index, piece in enumerate(pieces):
            if index:
                lines.append([])
            if piece:
                lines[-1].append(Run(text=piece, bold=run.bold, italic=run.italic, struck=run.struck))
    return lines


def _merged(runs: Iterable[Run]) -> list[Run]:
    """Neighbours in the same dress are one run, so that a letter and its mark in two runs compose."""
    return [
        Run(text="".join(run.text for run in alike), bold=bold, italic=italic, struck=struck)
        for (bold, italic, struck), alike in groupby(runs, key=lambda run: (run.bold, run.italic, run.struck))
    ]


def _line(runs: Sequence[Run]) -> Line:
    text, spans = _joined(runs)
    worded = [run for run in runs if run.text.strip()]
    return Line(
        text=text,
        bold=bool(worded) and all(run.bold for run in worded),
        italic=bool(worded) and all(run.italic for run in worded),
        struck=spans,
    )


def _joined(runs: Sequence[Run]) -> tuple[str, tuple[Span, ...]]:
    if not any(run.struck for run in runs):
        return clean_line("".join(run.text for run in runs)), ()
    text = ""
    spans: list[Span] = []
    for run in runs:
        piece = _PRIVATE.sub("", run.text)
        if not text or text.endswith(" "):
            piece = piece.lstrip(" ")
        if run.struck and piece.strip():
            start = len(text) + len(piece) - len(piece.lstrip(" "))
            spans.append((start, len(text) + len(piece.rstrip(" "))))
        text += piece
    composed = unicodedata.normalize("NFC", text).rstrip()
    return composed, tuple(spans) if len(composed) == len(text.rstrip()) else ()


def join_lines(lines: Sequence[Line], separator: str) -> Line:
    """Several lines as one text, their spans moved along."""
    spans: list[Span] = []
    offset = 0
    for line in lines:
        spans += [(start + offset, end + offset) for start, end in line.struck]
        offset += len(line.text) + len(separator)
    return Line(
        text=separator.join(line.text for line in lines),
        bold=bool(lines) and all(line.bold for line in lines if line.text),
        italic=bool(lines) and all(line.italic for line in lines if line.text),
        struck=tuple(spans),
    )


# Typed line widths: below 60 characters a line is a label, above 120 it is a whole paragraph.
_NARROW, _WIDE = 60, 120


def unwrap(lines: Sequence[Line]) -> list[Line]:
    """Join lines that were broken only because the line was full.

    A line that had room for the next line's first word was ended on purpose (letterhead, recipients, labelled
    lines) and stays a line of its own; so does everything where lines are longer than a typed page is wide.
    """
    width = max((len(line.text) for line in lines), default=0)
    if not _NARROW <= width <= _WIDE:
        return list(lines)
    joined: list[Line] = []
    for index, line in enumerate(lines):
        if index and _runs_on(lines[index - 1].text, line.text, width):
            joined[-1] = join_lines([joined[-1], line], " ")
        else:
            joined.append(line)
    return joined


# "- Lưu: VT", "2.1. Sở", "a) Tổ chức", "(Kèm theo ...)", "Cơ quan chủ trì: Sở": such a line begins something.
_OPENS = re.compile(r"\(|(?:[-+*•–]|\d{1,3}(?:\.\d{1,2})*[.)/]|[a-zđ]{1,2}\)|[IVX]+[.)])\s|[^\W\d_][^:;,.]{2,40}:")
_ENDS = re.compile(r"[.;:!?/]$")


# "1. Tăng cường … trên địa bàn tỉnh" over "Tổ chức các hội nghị …": a full line that is a heading all the same
_NUMBERED = re.compile(r"(?:\d{1,3}(?:\.\d{1,2})*[.)/]|[a-zđ]\)|[IVX]+[.)])\s")
_BEGINS = re.compile(
    r"(?:Tổ chức|Tiếp tục|Tăng cường|Xây dựng|Triển khai|Đẩy mạnh|Thực hiện|Phối hợp|Chủ trì|Tham mưu|Hằng năm|"
    r"Hàng năm|Thường xuyên|Nâng cao|Căn cứ|Trên cơ sở|Rà soát|Hướng dẫn|Kiểm tra|Tuyên truyền|Chỉ đạo|Phấn đấu|"
    r"Chủ động|Duy trì|Các (?:sở|cơ quan|đơn vị|cấp|ngành))(?!\w)"
)


def _heads(line: str, following: str) -> bool:
    """Whether a full line is a heading over the next: capitals over small letters, or a number over a new sentence."""
    if is_upper(line):
        return not is_upper(following) and following[:1].isupper()
    return bool(_NUMBERED.match(line) and _BEGINS.match(following))


def _runs_on(line: str, following: str, width: int) -> bool:
    if _heads(line, following) or _OPENS.match(following) or (_ENDS.search(line) and not following[:1].islower()):
        return False
    return len(line) >= _NARROW and len(line) + 1 + len(following.split(" ", 1)[0]) > width
