"""The floor under recognition: it holds on our own plans, it sees a fall, and it is lowered only with a reason."""

import json
import shutil
from io import BytesIO

import pytest

from eval import gate
from eval.plans.write_word import word
from ttdn.engine.plans.readers import Limits, read_document


@pytest.fixture
def small(tmp_path):
    """Two of our plans, and a baseline file beside them."""
    for folder, ending in (("documents", "txt"), ("gold", "json")):
        (tmp_path / folder).mkdir()
        for name in ("ket-luan", "bao-cao"):
            shutil.copy(gate.HERE / "plans" / folder / f"{name}.{ending}", tmp_path / folder)
    return tmp_path


def test_our_own_plans_are_at_or_above_the_floors():
    floors = json.loads(gate.BASELINE.read_text("utf-8"))["floors"]
    assert gate.fallen(gate.measure(gate.HERE / "plans"), floors) == []


def test_a_fall_fails_and_writes_nothing(small, capsys):
    file = small / "baseline.json"
    gate.main([], plans=small, file=file)
    document = small / "documents" / "ket-luan.txt"
    document.write_text(document.read_text("utf-8").replace("Sở Ngoại vụ cung cấp", "Cung cấp"), "utf-8")
    before = file.read_text("utf-8")
    assert gate.main([], plans=small, file=file) == 1
    assert file.read_text("utf-8") == before
    assert "task.lead" in capsys.readouterr().err


def test_a_floor_rises_by_itself_but_not_when_only_checked(small):
    file = small / "baseline.json"
    file.write_text(json.dumps({"floors": {"tasks.f1": 0.5}, "lowered": []}), "utf-8")
    assert gate.main(["--check"], plans=small, file=file) == 0
    assert json.loads(file.read_text("utf-8"))["floors"] == {"tasks.f1": 0.5}
    assert gate.main([], plans=small, file=file) == 0
    assert json.loads(file.read_text("utf-8"))["floors"]["tasks.f1"] == 1.0


def test_lowering_needs_a_reason_and_keeps_it(small):
    file = small / "baseline.json"
    gate.main([], plans=small, file=file)
    document = small / "documents" / "ket-luan.txt"
    document.write_text(document.read_text("utf-8").replace("Ngô Bá Tùng", "ngô bá tùng"), "utf-8")
    with pytest.raises(SystemExit):
        gate.main(["--lower", "head.signer"], plans=small, file=file)
    assert gate.main(["--lower", "head.signer", "--because", "tên viết thường"], plans=small, file=file) == 0
    kept = json.loads(file.read_text("utf-8"))
    assert (kept["floors"]["head.signer"], kept["lowered"][0]["because"]) == (0.0, "tên viết thường")


def test_a_figure_that_is_no_longer_measured_has_fallen():
    assert gate.fallen({"a": 1.0}, {"a": 1.0, "b": 0.9}) == ["b"]


def test_held_out_documents_have_figures_of_their_own(small):
    (small / "held-out.txt").write_text("ket-luan\n", encoding="utf-8")
    document = small / "documents" / "ket-luan.txt"
    document.write_text(document.read_text("utf-8").replace("Ngô Bá Tùng", "ngô bá tùng"), "utf-8")
    figures = gate.measure(small)
    assert ("head.signer" in figures, figures["held-out.head.signer"]) == (False, 0.0)


def test_every_held_out_name_has_gold_and_document():
    plans = gate.HERE / "plans"
    scored = {name for name, _, _ in gate.pairs(plans)}
    assert gate.held_out(plans) - scored == set()


@pytest.mark.parametrize("source", sorted((gate.HERE / "plans" / "sources").glob("*.md")), ids=lambda p: p.stem)
def test_a_word_document_says_what_its_source_says(source):
    shipped = gate.parsed(gate.HERE / "plans" / "documents" / f"{source.stem}.docx")
    written = BytesIO()
    word(source.read_text("utf-8")).save(written)
    fresh = read_document(written.getvalue(), name="plan.docx", limits=Limits())
    assert [b["text"] for b in shipped["blocks"]] == [b.text for b in fresh.blocks]
