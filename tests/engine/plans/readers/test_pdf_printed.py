"""Documents of this repository, printed by a real program in several layouts, say what their sources say."""

from __future__ import annotations

import html
import shutil
import subprocess
from collections.abc import Sequence
from pathlib import Path

import pytest

from tests.engine.plans.readers.reading import read
from ttdn.engine.plans.directory import Directory
from ttdn.engine.plans.model import Block, Document, Plan
from ttdn.engine.plans.pipeline import compile_plan

CHROMIUM = shutil.which("chromium")
ROOT = Path(__file__).parents[4]
SOURCES = (
    "src/ttdn/demo/documents/ke-hoach-thong-tin-doi-ngoai-2026.docx",
    "src/ttdn/demo/documents/ke-hoach-thong-tin-doi-ngoai-2026-2030.txt",
    "src/ttdn/demo/documents/ke-hoach-xuc-tien-du-lich-2026.md",
    "eval/plans/documents/du-lich.md",
)
LAYOUTS = {
    "indented": "p {margin: 0 0 6pt; text-align: justify; text-indent: 1.27cm; line-height: 1.25}",
    "tight": "p {margin: 0; text-align: justify; text-indent: 1.27cm; line-height: 1.3}",
    "ragged": "p {margin: 0 0 4pt; text-align: left; line-height: 1.5}",
}
PAGE = """<!doctype html><meta charset=utf-8><style>
@page {size: A4; margin: 20mm 15mm 20mm 30mm; @top-center {content: counter(page); font: 13pt serif}}
body {font: 14pt "Liberation Serif", "Noto Serif", serif; margin: 0}
LAYOUT
td p {text-indent: 0; margin: 0; text-align: left; line-height: 1.15}
p.centred {text-align: center; text-indent: 0}
table {border-collapse: collapse; width: 100%; font-size: 12pt}
td {vertical-align: top; padding: 2pt 4pt}
table.ruled td {border: 0.5pt solid black}
td.left {width: 38%}
</style>"""


@pytest.fixture(scope="module")
def printed(tmp_path_factory: pytest.TempPathFactory) -> dict[tuple[str, str], bytes]:
    if CHROMIUM is None:
        pytest.skip("no chromium: apt-get install chromium")
    folder = tmp_path_factory.mktemp("printed")
    found = {}
    for source in SOURCES:
        blocks = read((ROOT / source).read_bytes(), source).blocks
        for layout, style in LAYOUTS.items():
            page, out = folder / "page.html", folder / "page.pdf"
            page.write_text(PAGE.replace("LAYOUT", style) + markup(blocks))
            subprocess.run(
                [
                    *(CHROMIUM, "--headless", "--no-sandbox", "--disable-gpu", "--no-pdf-header-footer"),
                    *(f"--user-data-dir={folder / 'profile'}", f"--print-to-pdf={out}", page.as_uri()),
                ],
                check=True,
                stderr=subprocess.DEVNULL,
            )
            found[source, layout] = out.read_bytes()
    return found


def markup(blocks: Sequence[Block]) -> str:
    """Blocks as a page; a table of two columns is a letterhead or a signature and has no rules."""
    parts: list[str] = []
    table: int | None = None
    for block in blocks:
        if block.table != table and table is not None:
            parts.append("</table>")
        if block.table is not None and block.table != table:
            parts.append(f'<table class="{"ruled" if len(block.cells or ()) > 2 else "plain"}">')
        table = block.table
        if block.kind not in ("header", "footer"):
            parts.append(paragraph(block) if block.cells is None else row(block))
    return "".join([*parts, "</table>" if table is not None else ""])


def paragraph(block: Block, text: str | None = None) -> str:
    words = html.escape(block.text if text is None else text)
    words = f"<b>{words}</b>" if block.bold or block.level else words
    words = f"<i>{words}</i>" if block.italic else words
    return f'<p class="{"centred" if block.centered else "plain"}">{words}</p>'


def row(block: Block) -> str:
    cells = []
    assert block.cells is not None
    assert block.merged is not None
    for at, text in enumerate(block.cells):
        if block.merged[at] == "h":
            continue
        span = 1
        while at + span < len(block.cells) and block.merged[at + span] == "h":
            span += 1
        lines = "".join(paragraph(block, line) for line in text.split("\n"))
        side = "left" if len(block.cells) == 2 and at == 0 else "other"
        cells.append(f'<td class="{side}" colspan="{span}">{lines}</td>')
    return f"<tr>{''.join(cells)}</tr>"


@pytest.mark.parametrize("layout", LAYOUTS)
@pytest.mark.parametrize("source", SOURCES)
def test_a_printed_plan_is_compiled_as_its_source_is(
    source: str, layout: str, printed: dict[tuple[str, str], bytes]
) -> None:
    original = read((ROOT / source).read_bytes(), source)

    copy = read(printed[source, layout], "ke-hoach.pdf")

    assert told(copy) == told(original)


def told(document: Document) -> dict[str, object]:
    plan: Plan = compile_plan(document, directory=Directory.shipped())
    return {
        "head": (plan.number, plan.issued_on, plan.place, plan.issuer, plan.title, plan.period),
        "bases": [(basis.number, basis.text) for basis in plan.legal_bases],
        "items": [
            (
                *(item.kind, item.ref, item.text, [part.text for part in item.parts]),
                *([agency.name for agency in item.lead], [agency.name for agency in item.partners]),
                *(item.schedule, item.deliverables),
            )
            for item in plan.items
        ],
        "recipients": [recipient.text for recipient in plan.recipients],
        "signature": plan.signatory and (plan.signatory.name, plan.signatory.title, plan.signatory.authority),
    }
