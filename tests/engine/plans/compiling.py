"""Plans for tests, from lines as somebody would type them."""

import textwrap

from ttdn.engine.plans.pipeline import compile_plan
from ttdn.engine.plans.readers import Limits, read_document

HEAD = """\
ỦY BAN NHÂN DÂN
TỈNH AN SƠN

Số: 12/KH-UBND
An Sơn, ngày 05 tháng 01 năm 2026

KẾ HOẠCH
Truyền thông tỉnh An Sơn năm 2026

"""


def read(text, name="plan.txt"):
    return read_document(textwrap.dedent(text).encode(), name=name, limits=Limits())


def compiled(text, name="plan.txt", head=HEAD):
    """The plan in a text; ``head`` is put before it."""
    return compile_plan(read(head + textwrap.dedent(text), name))


def table(*rows):
    """A plan whose section II is one markdown table."""
    first, *rest = rows
    columns = first.count("|") + 1
    lines = [f"| {first} |", "|" + "---|" * columns, *(f"| {row} |" for row in rest)]
    intro = HEAD.replace("\n", "\n\n") + "II. NHIỆM VỤ\n\n"
    return compile_plan(read(intro + "\n".join(lines) + "\n", "plan.md"))


def of(plan, kind):
    return [i for i in plan.items if i.kind == kind]


def names(agencies):
    return [a.name for a in agencies]


def codes(plan):
    return {w.code for w in plan.warnings}
