"""Number and day of the plan where only its appendix names them."""

from __future__ import annotations

import re

from ttdn.engine.plans.model import Finding
from ttdn.engine.plans.steps.draft import Draft
from ttdn.engine.text.citations import citations
from ttdn.engine.text.normal import fold

# "(Kèm theo Kế hoạch số 12/KH-UBND ngày 05/01/2026 của …)"
_ATTACHED = re.compile(r"^\W*(?:ban hanh )?(?:kem )?(?:theo|kem)\b.{0,60}\b(?:so)\b")


def read_appendix_number(draft: Draft) -> Draft:
    """Fills ``number`` and ``issued_on`` from "(Kèm theo …)" and says so."""
    if draft.plan.number and draft.plan.issued_on:
        return draft
    for block in draft.blocks:
        if block.cells is not None or not _ATTACHED.match(fold(block.text)):
            continue
        cited = next(iter(citations(block.text)), None)
        if cited is None or not cited.number or fold(cited.kind) != (draft.kind or fold(cited.kind)):
            continue
        message = "Số và ngày của kế hoạch chỉ ghi ở đầu phụ lục; hãy đối chiếu với bản ký."
        finding = Finding(code="number-only-in-appendix", message=message, field="number", blocks=(block.n,))
        number, day = draft.plan.number or cited.number, draft.plan.issued_on or cited.issued_on
        return draft.with_plan(number=number, issued_on=day).find(finding)
    return draft
