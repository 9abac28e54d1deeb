"""Counts in the words of a task."""

import pytest

from ttdn.engine.plans.steps.deliverables import deliverables_in


@pytest.mark.parametrize(
    ("text", "counts"),
    [
        ("Cung cấp 24 phim ngắn", [(24, "phim", None)]),
        ("nhà văn hóa cấp 3 lớp", []),
        ("In 500 sổ tay và 01 bộ tư liệu hỏi đáp", [(500, "sổ tay", None), (1, "bộ tư liệu", None)]),
        ("Ra bản tin, mỗi tháng 02 số", [(2, "số", "month")]),
        ("Hằng quý tổ chức ít nhất 01 buổi họp", [(1, "buổi", "quarter")]),
        ("Họp tháng 02 số nhà 5", []),
    ],
)
def test_counts_with_unit_and_rhythm(text, counts):
    assert [(d.quantity, d.unit, d.per) for d, _ in deliverables_in(text)] == counts
