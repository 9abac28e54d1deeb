"""The two published plans beside the project: every form of one plan gives the same blocks."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from tests.engine.plans.readers.reading import read
from ttdn.engine.gate.classification import find_mark

PLANS = Path(__file__).parents[5] / "shared" / "plans"
STEMS = sorted(path.stem for path in PLANS.glob("*.txt"))


def normalised(name: str) -> list[str]:
    """Lines of text in order, whatever block or cell holds them."""
    document = read((PLANS / name).read_bytes(), name)
    lines = [line for block in document.blocks for line in re.split(r"[\t\n]", block.text)]
    return [line.casefold() for line in lines if line]


@pytest.mark.skipif(not STEMS, reason="the sample plans (../shared/plans) are not beside the checkout")
def test_txt_and_docx_give_the_same_text() -> None:
    assert len(STEMS) == 2
    for stem in STEMS:
        text, word = normalised(f"{stem}.txt"), normalised(f"{stem}.docx")
        # The Word file may carry a letterhead that the text lacks; nothing else may differ.
        head = len(word) - len(text)
        assert 0 <= head <= 4
        assert word[head:] == text


@pytest.mark.skipif(not STEMS, reason="the sample plans (../shared/plans) are not beside the checkout")
def test_rows_have_the_same_cells_in_both_forms() -> None:
    for stem in STEMS:
        tables = []
        for ending in ("txt", "docx"):
            document = read((PLANS / f"{stem}.{ending}").read_bytes(), f"{stem}.{ending}")
            rows = [(b.cells, b.merged) for b in document.blocks if b.cells and len(b.cells) > 2]
            tables.append(rows)
        assert tables[0] == tables[1]


@pytest.mark.skipif(not STEMS, reason="the sample plans (../shared/plans) are not beside the checkout")
def test_published_plans_pass_the_secrecy_gate_though_one_speaks_of_secrets() -> None:
    for stem in STEMS:
        for ending in ("txt", "docx"):
            document = read((PLANS / f"{stem}.{ending}").read_bytes(), f"{stem}.{ending}")
            assert find_mark(document.blocks) is None
