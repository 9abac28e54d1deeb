"""The JSON form, and the answers on the two real plans where they lie beside the project."""

import json
import pathlib

import pytest

from eval.gate import parsed
from eval.scoring import field_right, head_checks, matched
from tests.engine.plans.compiling import compiled
from ttdn.engine.plans.to_json import plan_to_json

SHARED = pathlib.Path(__file__).parents[4] / "shared"
GOLDS = sorted((SHARED / "gold").glob("*.json")) if SHARED.is_dir() else []


def test_every_field_of_the_form_is_there_and_plain():
    plan = compiled(
        "II. NHIỆM VỤ\n1. In 02 cuốn sách\n- Chủ trì: Sở TT&TT.\n- Thời gian: trước 30/11 hằng năm.\n"
        "Nơi nhận:\n- Lưu: VT.\nCHỦ TỊCH\nLò Mai\n"
    )
    got = json.loads(json.dumps(plan_to_json(plan)))
    assert list(got) == [
        "schema", "source", "blocks", "number", "issued_on", "place", "issuer", "title", "period", "legal_bases",
        "items", "recipients", "signatory", "warnings", "coverage",
    ]  # fmt: skip
    task = next(i for i in got["items"] if i["kind"] == "task")
    assert task["lead"] == [{"name": "Sở Thông tin và Truyền thông", "as_written": "Sở TT&TT", "scope": None}]
    assert task["schedule"] == {
        "text": "trước 30/11 hằng năm", "start": "2026-01-01", "end": "2026-12-31", "due": "--11-30",
        "recurrence": "yearly", "duration": None, "approximate": False, "milestones": [],
    }  # fmt: skip
    assert task["deliverables"] == [{"quantity": 2, "unit": "cuốn", "per": None, "text": "02 cuốn"}]
    assert set(task["evidence"]) == {"lead", "schedule", "deliverables"}


@pytest.mark.skipif(not GOLDS, reason="the two real plans are not beside this checkout (../shared)")
@pytest.mark.parametrize("gold", GOLDS, ids=lambda p: p.stem[:3])
@pytest.mark.parametrize("ending", ["txt", "docx"])
def test_the_real_plans(gold, ending):
    wanted = json.loads(gold.read_text("utf-8"))
    got = parsed(SHARED / "plans" / f"{gold.stem}.{ending}")
    tasks = [i for i in got["items"] if i["kind"] == "task"]
    pairs = matched(wanted["tasks"], tasks)
    assert (len(pairs), len(tasks)) == (len(wanted["tasks"]), len(wanted["tasks"]))
    assert [n for n, right in head_checks(wanted, got).items() if not right] == []
    for name in ("start", "end", "recurrence", "deliverables"):
        assert [g["ref"] for g, t in pairs if not field_right(name, g, t, wanted)] == []
    assert got["coverage"]["unread"] == 0


@pytest.mark.skipif(not GOLDS, reason="the two real plans are not beside this checkout (../shared)")
def test_the_real_plans_oddities_are_told():
    told = [{w["code"] for w in parsed(SHARED / "plans" / f"{g.stem}.txt")["warnings"]} for g in GOLDS]
    first = {"outline-slip", "unnumbered-row", "agency-spelled-differently", "number-only-in-appendix",
             "signer-without-title", "signed-after-first-period"}  # fmt: skip
    second = {"number-struck-out", "incoming-stamp", "task-without-time", "citation-without-issuer",
              "signature-contradiction",
              "uneven-heading-levels", "sentence-cut", "stop-inside-sentence", "abbreviation-slip"}  # fmt: skip
    assert (first - told[0], second - told[1]) == (set(), set())
