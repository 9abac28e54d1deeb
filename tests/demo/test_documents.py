"""The six plans of the demonstration province are what an officer would hand in, and are read without a rest."""

from __future__ import annotations

import io
import json
from collections import Counter
from importlib.resources import files

import pytest
from docx import Document

from tests.demo import make_documents
from ttdn.demo import province
from ttdn.engine.plans.directory import Directory
from ttdn.engine.plans.parse import parse_bytes
from ttdn.engine.plans.pipeline import compile_plan
from ttdn.engine.plans.readers import Limits, read_document
from ttdn.engine.plans.to_json import plan_to_json

NAMES = province.document_names()
# number, date, period, tasks, duties
EXPECTED = {
    "ke-hoach-thong-tin-doi-ngoai-2024-2026.txt": ("58/KH-UBND", "2024-03-15", "2024-01-01", "2026-12-31", 4, 2),
    "ke-hoach-thong-tin-doi-ngoai-2026.docx": ("12/KH-UBND", "2026-01-30", "2026-01-01", "2026-12-31", 11, 7),
    "ke-hoach-xuc-tien-du-lich-2026.md": ("41/KH-UBND", "2026-03-10", "2026-01-01", "2026-12-31", 6, 4),
    "ke-hoach-thong-tin-doi-ngoai-2026-2030.txt": ("96/KH-UBND", "2026-06-12", "2026-01-01", "2030-12-31", 17, 6),
    "ke-hoach-don-phong-vien-nuoc-ngoai-2026.docx": ("127/KH-UBND", "2026-08-05", "2026-07-01", "2026-12-31", 13, 0),
    "ke-hoach-cong-thong-tin-doi-ngoai-so.html": ("118/KH-UBND", "2026-07-20", "2026-01-01", "2027-12-31", 5, 4),
}


def directory() -> Directory:
    """What ships, and the communes, as in an installation with the demonstration."""
    bodies = json.loads(files("ttdn").joinpath("data/bodies.json").read_text(encoding="utf-8"))["bodies"]
    communes = [{"name": f"Ủy ban nhân dân {commune}", "kind": "committee"} for commune in province.COMMUNES]
    return Directory.from_json({"bodies": bodies + communes})


def read(name: str) -> dict:
    document = read_document(province.document_bytes(name), name=name, limits=Limits())
    return plan_to_json(compile_plan(document, directory=directory()))


@pytest.fixture(scope="module", params=NAMES)
def plan(request):
    return request.param, read(request.param)


def tasks_of(plan: dict) -> list[dict]:
    return [item for item in plan["items"] if item["kind"] == "task"]


def task(plan: dict, words: str) -> dict:
    (found,) = [item for item in tasks_of(plan) if words in item["text"]]
    return found


def names(assignments: list[dict]) -> list[str]:
    return [each["name"] for each in assignments]


def test_document_is_read_without_a_rest(plan):
    assert plan[1]["coverage"]["unread"] == 0


def test_document_passes_the_child_and_the_gate():
    name = "ke-hoach-cong-thong-tin-doi-ngoai-so.html"  # it speaks of state secrets in a sentence
    assert parse_bytes(province.document_bytes(name), name, Limits())["number"] == "118/KH-UBND"


def test_head_and_counts_are_as_written(plan):
    name, read_plan = plan
    kinds = Counter(item["kind"] for item in read_plan["items"])
    period = read_plan["period"]
    assert EXPECTED[name] == (
        read_plan["number"],
        read_plan["issued_on"],
        period["start"],
        period["end"],
        kinds["task"],
        kinds["duty"],
    )


def test_issuer_and_signatory_are_the_invented_ones(plan):
    read_plan = plan[1]
    assert read_plan["issuer"] == province.FULL_NAME
    assert read_plan["signatory"]["name"] in {"Đỗ Quang Vinh", "Hoàng Thị Thanh Mai"}


def test_every_task_has_a_lead(plan):
    assert [item["text"] for item in tasks_of(plan[1]) if not item["lead"]] == []


def test_year_plan_reads_its_table():
    read_plan = read("ke-hoach-thong-tin-doi-ngoai-2026.docx")
    row = task(read_plan, "sổ tay giới thiệu tỉnh")
    assert names(row["lead"]) == ["Sở Văn hóa, Thể thao và Du lịch"]
    assert names(row["partners"]) == ["Sở Ngoại vụ", "Sở Tài chính"]
    assert (row["schedule"]["start"], row["schedule"]["end"]) == (None, "2026-08-31")
    assert [(count["quantity"], count["unit"]) for count in row["deliverables"]] == [(1000, "cuốn")]
    assert task(read_plan, "hồ sơ giải thích, làm rõ")["schedule"] is None


def test_period_plan_reads_its_group_rows():
    read_plan = read("ke-hoach-thong-tin-doi-ngoai-2026-2030.txt")
    assert names(task(read_plan, "Vận hành điểm thông tin")["lead"]) == ["Ủy ban nhân dân xã Đèo Mây"]
    yearly = task(read_plan, "gặp mặt kiều bào")["schedule"]
    assert (yearly["recurrence"], yearly["start"], yearly["end"]) == ("yearly", "2026-01-01", "2030-12-31")
    assert task(read_plan, "Trao đổi chương trình")["schedule"] is None


def test_tourism_plan_reads_its_labelled_lines():
    read_plan = read("ke-hoach-xuc-tien-du-lich-2026.md")
    festival = task(read_plan, "Lễ hội Mùa mây")
    assert names(festival["lead"]) == ["Ủy ban nhân dân phường Bến Lam"]
    assert names(festival["partners"]) == ["Sở Văn hóa, Thể thao và Du lịch", "Các đơn vị liên quan"]
    assert festival["schedule"] is None
    assert [item["ref"] for item in tasks_of(read_plan)] == ["II.1", "II.2", "II.3", "II.4", "II.5", "II.7"]


def test_press_plan_reads_its_actors():
    read_plan = read("ke-hoach-don-phong-vien-nuoc-ngoai-2026.docx")
    files_in = task(read_plan, "thẩm định hồ sơ")
    assert names(files_in["lead"]) == ["Sở Ngoại vụ"]
    assert names(files_in["partners"]) == ["Công an tỉnh", "Sở Văn hóa, Thể thao và Du lịch"]
    places = task(read_plan, "các điểm tác nghiệp")
    assert names(places["partners"]) == ["Ủy ban nhân dân xã Nà Lam", "Ủy ban nhân dân xã Thạch Vân"]


def test_portal_plan_gives_its_one_line_to_all_bullets_above():
    content = task(read("ke-hoach-cong-thong-tin-doi-ngoai-so.html"), "Xây dựng nội dung")
    assert [part["text"].split()[0] for part in content["parts"]] == ["Biên", "Dịch", "Lập"]
    assert names(content["lead"]) == ["Sở Văn hóa, Thể thao và Du lịch"]
    assert names(content["partners"]) == ["Sở Ngoại vụ", "Báo và Phát thanh, Truyền hình tỉnh"]
    assert (content["schedule"]["start"], content["schedule"]["end"]) == ("2026-09-01", "2027-06-30")


@pytest.mark.parametrize(
    ("name", "doubts"),
    [
        ("ke-hoach-thong-tin-doi-ngoai-2026.docx", {"task-without-time"}),
        ("ke-hoach-xuc-tien-du-lich-2026.md", {"task-without-time", "outline-slip"}),
        ("ke-hoach-thong-tin-doi-ngoai-2026-2030.txt", {"task-without-time", "time-not-understood"}),
        ("ke-hoach-don-phong-vien-nuoc-ngoai-2026.docx", {"outline-slip"}),
        ("ke-hoach-cong-thong-tin-doi-ngoai-so.html", {"task-without-time"}),
    ],
)
def test_what_an_office_would_leave_undone_is_said(name, doubts):
    assert doubts <= {warning["code"] for warning in read(name)["warnings"]}


@pytest.mark.parametrize("name", make_documents.MAKERS)
def test_docx_is_what_its_script_makes(name, tmp_path):
    make_documents.make_all(tmp_path)
    assert words_of((tmp_path / name).read_bytes()) == words_of(province.document_bytes(name))


def words_of(data: bytes) -> list:
    limits = Limits()
    return [(block.kind, block.text, block.cells) for block in read_document(data, name="", limits=limits).blocks]


@pytest.mark.parametrize("name", make_documents.MAKERS)
def test_docx_tells_nothing_of_who_made_it(name):
    properties = Document(io.BytesIO(province.document_bytes(name))).core_properties
    assert (properties.author, properties.comments, properties.last_modified_by) == ("", "", "")
