"""Footnotes: their digits leave the words they stick to, their texts come after the body."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, field

from ttdn.engine.plans.readers.builder import Paragraph
from ttdn.engine.plans.readers.clean import Run
from ttdn.engine.plans.readers.pdf.layout import Page, TextLine, Word, runs_of

_MARK = re.compile(r"[(\[]?(\d{1,3}|\*)[)\]]?$")
_OPENS = re.compile(r"[(\[]?(\d{1,3}|\*)[)\].]?\s*(?=\S)")
_WORD_END = re.compile(r"[^\W\d_]{3,}[,;:.”\"’)]*$|[,;:.”\"’)]$")  # not the m of m2


@dataclass(slots=True)
class Notes:
    """Footnotes of a document, gathered page by page."""

    texts: list[list[TextLine]] = field(default_factory=list)
    marks: list[str] = field(default_factory=list)
    by_page: dict[int, set[str]] = field(default_factory=dict)

    def take(self, page: Page, lines: Sequence[TextLine], body_size: float, foot: float) -> list[TextLine]:
        """The lines of a page without the footnotes below ``foot``, its last table; they are kept."""
        start = _start(page, lines, body_size, foot)
        if start is None:
            return list(lines)
        marks = self.by_page.setdefault(page.number, set())
        for line in lines[start:]:
            opening = _OPENS.match(line.text)
            follows = opening is not None and (line.words[0].raised or _is_next(opening.group(1), self.marks, marks))
            if opening is not None and follows:
                marks.add(opening.group(1))
                self.marks.append(opening.group(1))
                self.texts.append([line])
            elif self.texts:
                self.texts[-1].append(line)
        return list(lines[:start])

    def without_marks(self, line: TextLine) -> TextLine | None:
        """The line without the digits that refer to notes; other raised digits behind a word stand apart."""
        if not any(word.raised for word in line.words):
            return line
        words = _unmarked(line.words, self.by_page.get(line.page, set()))
        return TextLine(words=words, page=line.page) if words else None

    def paragraphs(self) -> list[Paragraph]:
        """Each note behind its number in brackets."""
        found = []
        for mark, lines in zip(self.marks, self.texts, strict=True):
            runs = list(runs_of(lines))
            whole = "".join(run.text for run in runs)
            opening = _OPENS.match(whole)
            rest = _behind(runs, opening.end() if opening else 0)
            if any(run.text.strip() for run in rest):
                found.append(Paragraph(runs=tuple(rest), prefix=f"[{mark}]", page=lines[0].page))
        return found


def _start(page: Page, lines: Sequence[TextLine], body_size: float, foot: float) -> int | None:
    """The first line below the short rule at the foot of a page, where small numbered text stands."""
    for rule in page.rules:
        if not rule.level or rule.y0 < foot + 3 or not 0.12 * page.width < rule.x1 - rule.x0 < 0.5 * page.width:
            continue
        below = [n for n, line in enumerate(lines) if line.top > rule.y0 - 2]
        if not below or rule.y0 < 0.3 * page.height or rule.x0 > lines[below[0]].x0 + 0.2 * page.width:
            continue
        small = all(lines[n].size < 0.93 * body_size for n in below)
        if small and _OPENS.match(lines[below[0]].text):
            return below[0]
    return None


def _is_next(mark: str, before: Sequence[str], on_page: set[str]) -> bool:
    if mark == "*" or not before or not before[-1].isdigit():
        return True
    return int(mark) == int(before[-1]) + 1 or (mark == "1" and not on_page)


def _unmarked(words: Sequence[Word], known: set[str]) -> list[Word]:
    kept: list[Word] = []
    for word in words:
        mark = _MARK.match(word.text) if word.raised else None
        if mark and mark.group(1) in known:
            continue
        if mark and kept and _WORD_END.search(kept[-1].text):
            word.text, word.spaced = f"[{mark.group(1)}]", True
        kept.append(word)
    return kept


def _behind(runs: Sequence[Run], skipped: int) -> list[Run]:
    rest: list[Run] = []
    for run in runs:
        text = run.text[skipped:]
        skipped = max(0, skipped - len(run.text))
        if text:
            rest.append(Run(text=text, bold=run.bold, italic=run.italic, struck=run.struck))
    return rest
