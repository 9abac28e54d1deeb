"""One Word paragraph becomes runs of text in their dress, with what is anchored in it."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field

from lxml import etree

from ttdn.engine.plans.readers.clean import Run
from ttdn.engine.plans.readers.docx.names import MC, M, W, child, toggle, value
from ttdn.engine.plans.readers.docx.styles import SWITCHES, Style, Styles, font_of
from ttdn.engine.text.code_pages import convert, is_font_of_capitals, page_of_font

DELETED = frozenset((f"{W}del", f"{W}moveFrom"))
_INSERTED = frozenset((f"{W}ins", f"{W}moveTo"))
_WRAPPERS = frozenset(
    f"{W}{name}" for name in ("hyperlink", "smartTag", "sdtContent", "fldSimple", "customXml", "dir", "bdo", "ruby")
) | {f"{W}rubyBase"}
_CHARACTERS = {
    f"{W}tab": "\t",
    f"{W}ptab": "\t",
    f"{W}cr": "\n",
    f"{W}noBreakHyphen": "-",
}
_NOTES = {f"{W}footnoteReference": "footnote", f"{W}endnoteReference": "endnote"}
# Symbol and Wingdings glyphs that plans really use; any other is a bullet or decoration.
_SYMBOLS = {
    0x2D: "-",
    0x2B: "+",
    0xB7: "•",
    0xA7: "▪",
    0xA8: "☐",
    0xFE: "☑",
    0xFC: "✓",
    0xE0: "→",
    0xB3: "≥",
    0xA3: "≤",
}


@dataclass(slots=True)
class Traces:
    """What a reading came across that a person should know, and the notes it must still print."""

    tracked: bool = False
    hidden: bool = False
    embedded: bool = False
    notes: list[tuple[str, str]] = field(default_factory=list)  # kind and id, in order of reference
    page: int = 1
    fields: list[str] = field(default_factory=list)  # "code" or "result" for each open field
    page_of_text: str | None = None  # the old code page of the whole document, where no font names one
    converted: str | None = None  # an old code page that was met


@dataclass(slots=True)
class Gathered:
    """A paragraph's runs and the roots of the text boxes anchored in it."""

    runs: list[Run] = field(default_factory=list)
    boxes: list[etree._Element] = field(default_factory=list)
    page: int | None = None  # where its first word stands


class RunReader:
    """Reads runs; fields and page counts go on from paragraph to paragraph."""

    def __init__(self, styles: Styles, traces: Traces) -> None:
        self._styles = styles
        self._traces = traces

    def gather(self, paragraph: etree._Element, style: Style) -> Gathered:
        gathered = Gathered()
        self._into(paragraph, style, gathered)
        # A field whose result never began would swallow the rest of a damaged document.
        self._traces.fields = [phase for phase in self._traces.fields if phase == "result"]
        return gathered

    def _into(self, element: etree._Element, style: Style, gathered: Gathered) -> None:
        for part in element:
            tag = part.tag
            if tag == f"{W}r":
                self._run(part, style, gathered)
            elif tag in DELETED:
                self._traces.tracked = True
            elif tag in _INSERTED:
                self._traces.tracked = True
                self._into(part, style, gathered)
            elif tag == f"{W}sdt":
                self._into_all(part.iterchildren(f"{W}sdtContent"), style, gathered)
            elif tag in _WRAPPERS:
                self._into(part, style, gathered)
            elif tag == f"{MC}AlternateContent":
                self._into_all(_chosen(part), style, gathered)
            elif isinstance(tag, str) and tag.startswith(M):
                gathered.runs += [Run(text=text.text or "") for text in part.iter(f"{M}t")]

    def _into_all(self, elements: Iterator[etree._Element], style: Style, gathered: Gathered) -> None:
        for element in elements:
            self._into(element, style, gathered)

    def _run(self, run: etree._Element, style: Style, gathered: Gathered) -> None:
        switches = self._switches(run, style)
        text = "".join(self._pieces(run, gathered, hidden=switches["vanish"]))
        if not text:
            return
        if switches["vanish"]:
            self._traces.hidden = self._traces.hidden or bool(text.strip())
            return
        if gathered.page is None and text.strip():
            gathered.page = self._traces.page
        gathered.runs.append(
            Run(
                text=self._unicode(text, run, style),
                bold=switches["b"],
                italic=switches["i"],
                struck=switches["strike"] or switches["dstrike"],
            )
        )

    def _unicode(self, text: str, run: etree._Element, style: Style) -> str:
        """The text as it was meant, where its font or the document's letters tell an old code page."""
        properties = child(run, "rPr")
        named = self._styles.get(value(properties, "rStyle")).font if properties is not None else None
        font = font_of(properties) or named or style.font or self._styles.default_font or ""
        page = page_of_font(font) or self._traces.page_of_text
        if page is None:
            return text
        meant = convert(text, page)
        if meant != text:
            self._traces.converted = page
        return meant.upper() if is_font_of_capitals(font) else meant

    def _switches(self, run: etree._Element, style: Style) -> dict[str, bool]:
        properties = child(run, "rPr")
        named = self._styles.get(value(properties, "rStyle")).switches if properties is not None else {}
        said: dict[str, bool] = {}
        for name in SWITCHES:
            direct = toggle(properties, name)
            said[name] = direct if direct is not None else named.get(name, style.switches.get(name, False))
        return said

    def _pieces(self, run: etree._Element, gathered: Gathered, *, hidden: bool) -> Iterator[str]:
        for part in run:
            tag = part.tag
            if tag == f"{W}fldChar":
                self._field(part.get(f"{W}fldCharType", ""))
            elif tag == f"{W}lastRenderedPageBreak":
                self._traces.page += 1
            elif "code" in self._traces.fields:
                continue
            elif tag == f"{W}t":
                yield (part.text or "").replace("\n", " ")
            elif tag in _CHARACTERS:
                yield _CHARACTERS[tag]
            elif tag == f"{W}br":
                yield "\n"
            elif tag == f"{W}sym":
                yield _symbol(part.get(f"{W}char", ""))
            elif tag in _NOTES and not hidden:
                self._traces.notes.append((_NOTES[tag], part.get(f"{W}id", "")))
            elif tag == f"{MC}AlternateContent":
                for chosen in _chosen(part):
                    gathered.boxes += _boxes(chosen)
            elif tag in (f"{W}drawing", f"{W}pict", f"{W}object"):
                self._traces.embedded = self._traces.embedded or tag == f"{W}object"
                gathered.boxes += _boxes(part)

    def _field(self, kind: str) -> None:
        fields = self._traces.fields
        if kind == "begin":
            fields.append("code")
        elif kind == "separate" and fields:
            fields[-1] = "result"
        elif kind == "end" and fields:
            fields.pop()


def _chosen(alternate: etree._Element) -> Iterator[etree._Element]:
    """The same content stands twice, new and old; it is read once, from the one that holds text."""
    choices = [part for part in alternate if part.tag in (f"{MC}Choice", f"{MC}Fallback")]
    worded = [part for part in choices if next(part.iter(f"{W}t"), None) is not None]
    yield from (worded or choices)[:1]


def _boxes(element: etree._Element) -> list[etree._Element]:
    """The outermost text boxes below an element; a box inside a box is met when the outer one is read."""
    found: list[etree._Element] = []
    stack = [element]
    while stack:
        part = stack.pop()
        if part.tag == f"{W}txbxContent":
            found.append(part)
        elif part.tag == f"{MC}AlternateContent":
            stack += list(_chosen(part))
        else:
            stack += list(part)[::-1]
    return found


def _symbol(code: str) -> str:
    try:
        number = int(code, 16)
    except ValueError:
        return ""
    if 0xF000 <= number <= 0xF0FF:
        number -= 0xF000
    if number in _SYMBOLS:
        return _SYMBOLS[number]
    return chr(number) if 0x20 <= number < 0x7F else "•"
