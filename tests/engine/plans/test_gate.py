"""The floor under recognition: it holds on our own plans, it sees a fall, and it is lowered only with a reason."""

import json
import re
import shutil
from collections import Counter
from io import BytesIO

import pypdfium2
import pytest

from eval import gate
from eval.plans.write_word import LANDSCAPE, word
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


def test_every_gold_has_one_document_and_every_held_out_name_a_gold():
    plans = gate.HERE / "plans"
    golds = sorted(gold.stem for gold in (plans / "gold").iterdir())
    assert sorted(document.stem for document in (plans / "documents").iterdir()) == golds
    assert gate.held_out(plans) - set(golds) == set()


def test_half_of_the_documents_are_held_out():
    plans = gate.HERE / "plans"
    assert len(gate.held_out(plans)) * 2 >= len(list((plans / "gold").iterdir()))


@pytest.mark.parametrize("source", sorted((gate.HERE / "plans" / "sources").glob("*.md")), ids=lambda p: p.stem)
def test_a_word_document_says_what_its_source_says(source):
    shipped = gate.parsed(gate.HERE / "plans" / "documents" / f"{source.stem}.docx")
    written = BytesIO()
    word(source.read_text("utf-8")).save(written)
    fresh = read_document(written.getvalue(), name="plan.docx", limits=Limits())
    assert [b["text"] for b in shipped["blocks"]] == [b.text for b in fresh.blocks]


def letters(text):
    """How often each letter and digit stands in a text."""
    return Counter(re.sub(r"[\W_]", "", text))


@pytest.mark.parametrize("source", sorted((gate.HERE / "plans" / "sources" / "pdf").glob("*.md")), ids=lambda p: p.stem)
def test_a_printed_document_has_the_letters_of_its_source(source):
    """A column pressed shut would hide some of them."""
    with pypdfium2.PdfDocument(gate.HERE / "plans" / "documents" / f"{source.stem}.pdf") as shipped:
        printed = "".join(page.get_textpage().get_text_range() for page in shipped)
    assert letters(printed) == letters(re.sub(f"<br>|{LANDSCAPE}", "", source.read_text("utf-8")))


def test_floors_of_tools_are_not_asked_for_where_a_tool_is_missing(monkeypatch):
    floors = {"tasks.f1": 0.5, "held-out.tools.tasks.f1": 1.0}
    monkeypatch.setattr(gate, "is_installed", lambda name: name != gate.OFFICE)
    assert gate.fallen({"tasks.f1": 0.5}, floors) == []
    monkeypatch.setattr(gate, "is_installed", lambda name: True)
    assert gate.fallen({"tasks.f1": 0.5}, floors) == ["held-out.tools.tasks.f1"]


@pytest.mark.parametrize(("folder", "ending"), [("pdf", "pdf"), ("doc", "doc"), ("scan", "pdf")])
def test_every_source_of_pages_has_its_document(folder, ending):
    sources = (gate.HERE / "plans" / "sources" / folder).glob("*.md")
    assert [s.stem for s in sources if not (gate.HERE / "plans" / "documents" / f"{s.stem}.{ending}").exists()] == []
