"""Reading a .docx of 300 paragraphs and a table of 400 rows: our reader against python-docx.

Ours also resolves numbering, strike-out, tracked changes and merged cells, and checks for hostile parts; the peer
gives the text alone.
"""

from __future__ import annotations

import io

import docx

from bench.timing import show, side_by_side
from ttdn.engine.plans.readers import Limits, read_document

PEERS = ["python-docx==1.2.0"]
PARAGRAPHS, ROWS = 300, 400


def document() -> bytes:
    made = docx.Document()
    for number in range(PARAGRAPHS):
        made.add_paragraph(f"{number}. Xây dựng chuyên mục giới thiệu tiềm năng, thế mạnh của tỉnh bằng tiếng Anh.")
    table = made.add_table(rows=ROWS, cols=6)
    for number, row in enumerate(table.rows):
        for column, cell in enumerate(row.cells):
            cell.text = f"Nội dung {number}.{column}"
    out = io.BytesIO()
    made.save(out)
    return out.getvalue()


def ours(data: bytes) -> int:
    return len(read_document(data, name="plan.docx", limits=Limits()).blocks)


def peer(data: bytes) -> int:
    opened = docx.Document(io.BytesIO(data))
    paragraphs = [paragraph.text for paragraph in opened.paragraphs]
    rows = [[cell.text for cell in row.cells] for table in opened.tables for row in table.rows]
    return len(paragraphs) + len(rows)


def main() -> None:
    data = document()
    assert ours(data) == peer(data) == PARAGRAPHS + ROWS
    show(side_by_side({"ttdn": lambda: ours(data), "python-docx": lambda: peer(data)}))


if __name__ == "__main__":
    main()
