"""Makes the two .docx documents of the demonstration province anew: python -m tests.demo.make_documents [FOLDER].

Their text is our own writing about a province that does not exist.
"""

from __future__ import annotations

import sys
from pathlib import Path

from tests.demo import decree_form as form
from tests.demo import press_visits_plan, year_plan

FOLDER = Path(__file__).parents[2] / "src" / "ttdn" / "demo" / "documents"
ISSUER = ("ỦY BAN NHÂN DÂN", "TỈNH LAM VÂN")


def make_year_plan(path: Path) -> None:
    """Layout B: an appendix table with TT, task, lead, partners, time, note."""
    document = form.new_document()
    form.head(document, issuer=ISSUER, number=year_plan.NUMBER, date=year_plan.DATE)
    form.title(document, "KẾ HOẠCH", year_plan.SUBJECT)
    form.body(document, year_plan.BODY)
    form.signature(
        document, recipients=year_plan.RECIPIENTS, signatory=["TM. ỦY BAN NHÂN DÂN", "CHỦ TỊCH"], name="Đỗ Quang Vinh"
    )
    form.appendix(document, name="PHỤ LỤC", subject=year_plan.APPENDIX_SUBJECT, goes_with=year_plan.APPENDIX_GOES_WITH)
    form.task_table(document, columns=year_plan.COLUMNS, rows=year_plan.ROWS)
    document.save(path)


def make_press_visits_plan(path: Path) -> None:
    """Layout F: what each actor has to do."""
    plan = press_visits_plan
    document = form.new_document()
    form.head(document, issuer=ISSUER, number=plan.NUMBER, date=plan.DATE)
    form.title(document, "KẾ HOẠCH", plan.SUBJECT)
    form.body(document, plan.BODY)
    form.signature(
        document,
        recipients=plan.RECIPIENTS,
        signatory=["TM. ỦY BAN NHÂN DÂN", "KT. CHỦ TỊCH", "PHÓ CHỦ TỊCH"],
        name="Hoàng Thị Thanh Mai",
    )
    document.save(path)


MAKERS = {
    "ke-hoach-thong-tin-doi-ngoai-2026.docx": make_year_plan,
    "ke-hoach-don-phong-vien-nuoc-ngoai-2026.docx": make_press_visits_plan,
}


def make_all(folder: Path = FOLDER) -> None:
    for name, make in MAKERS.items():
        make(folder / name)


if __name__ == "__main__":
    make_all(*map(Path, sys.argv[1:2]))
