"""Lines become paragraphs: by room at their ends, leading, indents, labels and dress."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import pairwise

from ttdn.engine.plans.readers.builder import Paragraph
from ttdn.engine.plans.readers.pdf.layout import TextLine, runs_of

# "- Lưu: VT", "2.1. Sở", "a) Tổ chức", "(1) Tổ chức", "IV. TỔ CHỨC", "Điều 3.", "Nơi nhận:"
_LABEL = re.compile(
    r"(?:[-+*•●○▪■◦‣➢✓–—\ue000-\uf8ff]\s*|\(?\d{1,3}(?:\.\d{1,2})*(?:[.)/]|\.\))(?=\s|[^\W\d])|\(?[a-zđA-ZĐ]{1,2}[).]\s"
    r"|[IVXL]{1,6}[.)/]\s|(?:Điều|Khoản|Phụ lục|PHỤ LỤC|Phần|PHẦN|Chương|CHƯƠNG|Mục)\s+[\dIVXLA-D]|Nơi nhận|Căn cứ\s)"
)
# "- 2020;" after "giai đoạn 2018": a range that the line's end cut
_RANGE = re.compile(r"[-–—]\s*\d")
# "- Vận hành" in a list of dashes; "Sở Lao động / - Thương binh" is in none
_DASHED = re.compile(r"[-–—+•]\s*[^\W\d_]")
# "Điều 2. Trách nhiệm", "II. NỘI DUNG": nothing else looks like it
_ALWAYS = re.compile(r"(?:Điều\s+\d+\.\s+(?=[^\W\da-zà-ỹđ])|[IVXL]{1,6}\.\s+[^\W\da-zà-ỹđ]{2})")
# "Phối hợp: Hội Nông dân"
_NAMED = re.compile(r"(?=[^\W\d_])(?![a-zà-ỹđ])[^:;,.]{3,30}:")
_ENDS = re.compile(r"[.;:!?…][”\"’)\]]*$")
_INDENT = 0.9  # of the size: what sets a first line off
_LEADING = 0.14  # of the size: what sets paragraphs apart


@dataclass(frozen=True, slots=True)
class Measure:
    """Between which edges lines stand, and how far apart."""

    left: float
    right: float
    leading: float | None = None  # the usual distance of two lines of a paragraph, of their size
    first_indent: bool = False  # paragraphs begin with an indented line
    edges: frozenset[int] = frozenset()  # where line after line begins: no line that does is set in the middle

    @property
    def middle(self) -> float:
        return (self.left + self.right) / 2


def measure_of(lines: Sequence[TextLine], *, least_right: float) -> Measure:
    """The edges and the leading of running text, from the lines; a few short ones do not tell the right edge."""
    left = _edge(sorted(line.x0 for line in lines))
    ends = sorted((line.x1 for line in lines), reverse=True)
    right = _edge(ends)
    if sum(right - end < 2.5 for end in ends) < 4:
        right = max(right, least_right)
    pairs = [pair for pair in pairwise(lines) if pair[0].page == pair[1].page]
    indented = Counter(
        abs(below.x0 - left) < 3
        for above, below in pairs
        if left + _INDENT * above.size < above.x0 < left + 5 * above.size
        and above.x1 > right - 2 * above.size
        and below.x0 < above.x0 + 3
    )
    return Measure(
        left=left,
        right=right,
        leading=usual_leading(pairs),
        first_indent=indented[True] > indented[False],
        edges=_shared_edges(lines),
    )


def usual_leading(pairs: Iterable[tuple[TextLine, TextLine]]) -> float | None:
    """The distance of lines of which the second surely carries the first on, as a share of their size."""
    leads = Counter(
        round((below.base - above.base) / above.size, 1)
        for above, below in pairs
        if below.text[:1].islower()
        and not _LABEL.match(below.text)
        and abs(above.size - below.size) < 0.5
        and below.base > above.base
    )
    return leads.most_common(1)[0][0] if leads else None


def _shared_edges(lines: Sequence[TextLine]) -> frozenset[int]:
    starts = Counter(round(line.x0) for line in lines)
    return frozenset(x for x, count in starts.items() if count >= 3)


def _edge(ordered: list[float]) -> float:
    """The outermost value; in a long text, the outermost one that several lines share."""
    needed = max(1, len(ordered) // 50)
    for index, value in enumerate(ordered):
        shared = ordered[index : index + needed]
        if len(shared) == needed and abs(shared[-1] - value) < 2.5:
            return value
    return ordered[0] if ordered else 0.0


@dataclass(slots=True)
class _Open:
    """A paragraph while lines are still being added."""

    lines: list[TextLine]

    @property
    def left(self) -> float:
        """Where its lines begin, the first one aside."""
        rest = [line.x0 for line in self.lines[1:] if line.page == self.lines[-1].page]
        return min(rest) if rest else self.lines[0].x0

    @property
    def leading(self) -> float | None:
        above, below = self.lines[-2:] if len(self.lines) > 1 else (None, None)
        if above is None or below is None or above.page != below.page:
            return None
        return below.base - above.base


def grouped(lines: Iterable[TextLine], measures: dict[int, Measure]) -> list[list[TextLine]]:
    """Lines of one column, over any number of pages, put together; ``measures`` by page."""
    paragraphs: list[_Open] = []
    for line in lines:
        paragraph = paragraphs[-1] if paragraphs else None
        if paragraph is None or _begins(line, paragraph, measures):
            paragraphs.append(_Open(lines=[line]))
        else:
            paragraph.lines.append(line)
    return [paragraph.lines for paragraph in paragraphs]


def paragraph_of(lines: Sequence[TextLine], measure: Measure) -> Paragraph:
    """The lines as the builder takes them."""
    return Paragraph(
        runs=runs_of(lines),
        centered=all(centered(line, measure) for line in lines),
        page=lines[0].page,
    )


def centered(line: TextLine, measure: Measure) -> bool:
    """Set in the middle, with room on both sides."""
    room = line.x0 - measure.left
    off = abs((line.x0 + line.x1) / 2 - measure.middle)
    if room > 0.7 * line.size:
        return off < 0.4 * line.size and round(line.x0) not in measure.edges
    return room > 0.06 * line.size and off < 0.12 * line.size


def _begins(line: TextLine, paragraph: _Open, measures: dict[int, Measure]) -> bool:
    """Whether a paragraph begins with ``line``; ``paragraph`` is what stands above it."""
    above = paragraph.lines[-1]
    measure = measures[above.page]
    own = measures[line.page]
    if _set_apart(line, paragraph, own):
        return True
    if _ended_early(above, line, measure):
        return not _only_ragged(above, line, measure)
    middled = centered(line, own)
    if above.bold != line.bold and (middled or centered(above, measure)):
        return True
    if centered(above, measure) != middled and _ENDS.search(above.text):
        return True
    if not middled and _indented(line, paragraph, own):
        return True
    return _labelled(line, above, paragraph.lines[0])


def _ended_early(above: TextLine, line: TextLine, measure: Measure) -> bool:
    """There was room for the next word, so the line was ended on purpose."""
    full = measure.right - measure.left
    middled = centered(above, measure) and centered(line, measure)  # one line may stand in the middle by chance
    available = full if middled else measure.right - above.x0
    needed = above.width + 0.25 * above.size + line.first_word_width
    return needed + 0.12 * above.size < available


def _only_ragged(above: TextLine, line: TextLine, measure: Measure) -> bool:
    """Words held together by hard spaces leave room at the end of a line that goes on."""
    room = measure.right - above.x1
    return (
        not centered(above, measure)
        and line.text[:1].islower()
        and not _LABEL.match(line.text)
        and not _ENDS.search(above.text)
        and room < 0.2 * (measure.right - measure.left)
        and above.bold == line.bold
    )


def _set_apart(line: TextLine, paragraph: _Open, measure: Measure) -> bool:
    """More room above the line than between lines, or another size."""
    above = paragraph.lines[-1]
    if abs(line.size - above.size) > 0.12 * above.size:
        return True
    if line.page != above.page:
        return False
    gap = line.base - above.base
    usual = paragraph.leading
    if usual is None and measure.leading is not None:
        usual = measure.leading * above.size
    if usual is None:
        return gap > 2.2 * above.size
    return gap > usual + max(_LEADING * above.size, 1.5) or gap < 0


def _indented(line: TextLine, paragraph: _Open, measure: Measure) -> bool:
    """The line stands further in than the paragraph's lines do."""
    first = paragraph.lines[0]
    step = _INDENT * line.size
    if len(paragraph.lines) > 1:
        return line.x0 > paragraph.left + step
    if line.page != first.page or line.x0 <= first.x0 + step:
        return measure.first_indent and line.x0 > measure.left + step and abs(line.x0 - first.x0) < 2 and _opens(line)
    return not _LABEL.match(first.text) or line.x0 > _after_label(first) + step


def _opens(line: TextLine) -> bool:
    return not line.text[:1].islower()


def _after_label(line: TextLine) -> float:
    """Where the text behind "1." or "-" begins: the lines below a label hang there."""
    return line.words[1].x0 if len(line.words) > 1 else line.x1


def _labelled(line: TextLine, above: TextLine, first: TextLine) -> bool:
    """A list's next entry, unless the dash or number only carries the sentence on."""
    if _ALWAYS.match(line.text) or (_NAMED.match(line.text) and _ENDS.search(above.text)):
        return True
    if line.page != above.page and first.text.startswith("Căn cứ") and above.text.endswith((";", ".")):
        return not line.text[:1].islower()
    if not _LABEL.match(line.text):
        return False
    if _DASHED.match(line.text) and _DASHED.match(first.text):
        return True
    if _RANGE.match(line.text) and not _ENDS.search(above.text):
        return False
    return bool(_ENDS.search(above.text)) or (above.bold and not line.bold)
