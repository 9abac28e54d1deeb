"""The floor under extraction: F1 on the half of two published sets that no rule was made on."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from bench.press_extract import SHARED, half_of, load_sets, ours

FLOORS = json.loads((Path(__file__).parents[4] / "eval" / "press" / "extract.json").read_text("utf-8"))


@pytest.mark.skipif(not SHARED.exists(), reason="the published pages (../shared/data/extraction) are not there")
@pytest.mark.parametrize("mode", ["fast", "quality"])
def test_held_half_stays_at_its_floor(mode: str) -> None:
    read = ours(mode)
    for name, each in load_sets().items():
        texts = {key: read(*page) for key, page in each.pages.items() if half_of(key) == "held"}
        assert each.f1(texts, half="held") >= FLOORS[mode][f"{name}_f1"], name
