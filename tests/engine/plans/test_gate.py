"""The floor under recognition: it holds on our own plans, it sees a fall, and it is lowered only with a reason."""

import json
import shutil
from collections import Counter
from io import BytesIO

import pytest

from eval import gate
from eval.plans.write_word import word
from ttdn.engine.plans.readers import Limits, read_document
from ttdn.engine.tool_runs import is_installed
from ttdn.engine.tools import OFFICE, TESSERACT, TOOLS


@pytest.fixture
def small(tmp_path):
    """Two of our plans, and a baseline file beside them."""
    for folder, ending in (("documents", "txt"), ("gold", "json")):
        (tmp_path / folder).mkdir()
        for name in ("ket-luan", "bao-cao"):
            shutil.copy(gate.HERE / "plans" / folder / f"{name}.{ending}", tmp_path / folder)
    return tmp_path


@pytest.mark.skipif(
    not is_installed(TESSERACT) or not is_installed(OFFICE),
    reason=f"scans and a .doc: apt-get install {TOOLS[TESSERACT].package} {TOOLS[OFFICE].package}",
)
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


def words_of(document):
    return Counter(word for block in document.blocks for word in block.text.split())


@pytest.mark.parametrize("source", sorted((gate.HERE / "plans" / "sources" / "pdf").glob("*.md")), ids=lambda p: p.stem)
def test_a_printed_document_has_the_words_of_its_source(source):
    written = BytesIO()
    word(source.read_text("utf-8")).save(written)
    shipped = (gate.HERE / "plans" / "documents" / f"{source.stem}.pdf").read_bytes()
    fresh = words_of(read_document(written.getvalue(), name="plan.docx", limits=Limits()))
    assert words_of(read_document(shipped, name="plan.pdf", limits=Limits())) == fresh


@pytest.mark.parametrize(("folder", "ending"), [("pdf", "pdf"), ("doc", "doc"), ("scan", "pdf")])
def test_every_source_of_pages_has_its_document(folder, ending):
    sources = (gate.HERE / "plans" / "sources" / folder).glob("*.md")
    assert [s.stem for s in sources if not (gate.HERE / "plans" / "documents" / f"{s.stem}.{ending}").exists()] == []
