"""The directory by spreadsheet: what leaves comes back, line by line, as one act that is taken back as one."""

from __future__ import annotations

import datetime as dt
import io

import openpyxl
import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from tests.agencies.test_successions import found, snapshot
from tests.factories.people import make_administrator, make_member
from ttdn.agencies import actions, keeping
from ttdn.agencies.columns import COLUMNS
from ttdn.agencies.export import directory_workbook
from ttdn.agencies.import_plan import plan_import
from ttdn.agencies.importing import import_agencies
from ttdn.agencies.models import Agency
from ttdn.agencies.queries import match
from ttdn.core.dry_runs import DryRunStale
from ttdn.core.models import AuditEntry
from ttdn.core.tables import TableRefused, read_table
from ttdn.core.undo import CannotUndo, undo

pytestmark = pytest.mark.django_db
JULY = dt.date(2025, 7, 1)


@pytest.fixture
def by():
    return make_administrator()


@pytest.fixture
def culture(by):
    return found("Sở Văn hóa", by, abbreviations=["Sở VH", "SVH"], code="H1", basis="QĐ 1")


@pytest.fixture
def centre(by, culture):
    return found("Trung tâm Nghệ thuật", by, kind="public_unit", parent=culture)


def table(text: str):
    return read_table(text.encode(), columns=COLUMNS)


def results(text: str) -> list[tuple]:
    dry = plan_import(table(text)).dry_run
    return [(each.line, each.outcome, each.problem or list(each.changes)) for each in dry.results]


def outcomes(text: str) -> list[str]:
    return [outcome for _line, outcome, _told in results(text)]


def take(text: str, by, **more) -> AuditEntry:
    given = table(text)
    return import_agencies(given, seen=plan_import(given).dry_run.seen, by=by, **more)


def exported() -> openpyxl.Workbook:
    return openpyxl.load_workbook(io.BytesIO(directory_workbook(Agency.objects.order_by("pk"))))


def again(book: openpyxl.Workbook):
    file = io.BytesIO()
    book.save(file)
    return read_table(file.getvalue(), columns=COLUMNS)


@pytest.mark.parametrize("language", ["vi", "en"])
def test_what_leaves_comes_back_unchanged(by, culture, centre, language):
    from django.utils.translation import override

    culture.names.update(abbreviations=["Sở  VH", "Sở VH", "Sở\u0309 VH"], source="hai  dấu cách")
    culture.refresh_from_db()
    actions.add_name(culture, seen=1, name="Department of Culture", language="en", valid_to=JULY, by=by)
    with override(language):
        book = exported()
    plan = plan_import(again(book))
    assert {result.outcome for result in plan.dry_run.results} == {"same"}
    assert (len(plan.dry_run.results), plan.changes, plan.dry_run.good) == (3, (), 0)


def test_edited_in_the_spreadsheet_and_taken_in(by, culture, centre):
    before = snapshot()
    book = exported()
    sheet = book.active
    rows = {row[1].value: row for row in sheet.iter_rows(min_row=2)}
    rows["Sở Văn hóa"][3].value = "Sở VH\nSở Văn"
    rows["Sở Văn hóa"][9].value = JULY
    rows["Trung tâm Nghệ thuật"][1].value = "Trung tâm Nghệ thuật tỉnh"
    sheet.append([None, "Báo tỉnh", None, None, None, "Báo chí, phát thanh, truyền hình", "Tỉnh", "Sở Văn hóa"])
    given = again(book)
    dry = plan_import(given).dry_run
    told = [(result.outcome, list(result.changes)) for result in dry.results if result.outcome != "same"]
    assert told == [
        (
            "changed",
            [("Hoạt động từ ngày", "", "01/07/2025"), ("Các cách viết tắt", "Sở VH; SVH", "Sở VH; Sở Văn")],
        ),
        ("changed", [("Tên", "Trung tâm Nghệ thuật", "Trung tâm Nghệ thuật tỉnh")]),
        ("new", []),
    ]
    count = AuditEntry.objects.count()

    entry = import_agencies(given, seen=dry.seen, by=by, file="a.xlsx")

    assert AuditEntry.objects.count() == count + 1
    assert (entry.after["file"], entry.after["added"], entry.after["changed"]) == ("a.xlsx", 1, 2)
    paper = Agency.objects.get(name="Báo tỉnh")
    assert (paper.kind, paper.parent, match("Sở Văn"), match("SVH")) == ("press", culture, culture, None)
    assert Agency.objects.get(pk=centre.pk).name == "Trung tâm Nghệ thuật tỉnh"
    assert Agency.objects.get(pk=culture.pk).version == culture.version + 1
    undo(entry, by=by)
    assert snapshot() == before


def test_columns_in_another_order_with_titles_above_and_unknown_ones(by, culture):
    text = "Danh bạ cơ quan\n\nCẤP;loai;TÊN;Ghi chú;Mã định danh\nTỉnh;sở, ban, ngành;Sở Mới;x;H9\n"
    given = table(text)
    assert (given.ignored, [line.number for line in given.lines]) == (("Ghi chú",), [4])
    take(text, by)
    made = Agency.objects.get(name="Sở Mới")
    assert (made.kind, made.tier, made.code) == ("department", "province", "H9")


def test_a_column_that_is_not_there_changes_nothing(by, culture):
    assert results("Tên\nSở Văn hóa\n") == [(2, "same", [])]
    assert results("Tên,Mã định danh\nSở Văn hóa,\n") == [(2, "changed", [("Mã định danh", "H1", "")])]


def test_one_new_body_with_several_names_and_units_below_it(by):
    text = (
        "Số,Tên,Ngôn ngữ,Loại,Trực thuộc\n"
        "a,Sở Mới,vi,department,\na,New Department,tiếng Anh,department,\n,Trung tâm Mới,vi,public_unit,Sở Mới\n"
    )
    before = snapshot()
    entry = take(text, by)
    made = Agency.objects.get(name="Sở Mới")
    assert set(made.names.values_list("name", "language")) == {("Sở Mới", "vi"), ("New Department", "en")}
    assert Agency.objects.get(name="Trung tâm Mới").parent == made
    undo(entry, by=by)
    assert snapshot() == before


@pytest.mark.parametrize(
    ("text", "problem"),
    [
        ("Tên,Loại\n,department\n", "Thiếu tên"),
        ("Tên,Loại\nSở Mới,sở xịn\n", "Không hiểu “sở xịn” ở cột “Loại”"),
        ("Tên,Loại\nSở Mới,\n", "Thiếu “Loại”"),
        ("Tên\nSở Mới\n", "Cơ quan mới cần cột “Loại”"),
        ("Tên,Loại,Mã định danh\nSở Mới,department,H1\n", "Mã này đã dùng"),
        ("Tên,Loại,Hoạt động từ ngày\nSở Mới,department,31/02/2025\n", "Không hiểu ngày “31/02/2025”"),
        ("Tên,Loại,Hoạt động từ ngày\nSở Mới,department,01/01/0001\n", "Không hiểu ngày"),
        (
            "Tên,Loại,Hoạt động từ ngày,Đến hết ngày\nSở Mới,department,02/01/2025,01/01/2025\n",
            "“Đến hết ngày” phải sau",
        ),
        ("Tên,Đến hết ngày,Hoạt động từ ngày\nSở Văn hóa,01/01/2020,01/01/2025\n", "“Đến hết ngày” phải sau"),
        ("Số,Tên\n99999,Sở Văn hóa\n", "Không có cơ quan số 99999"),
        (f"Số,Tên\n{'9' * 30},Sở Văn hóa\n", "Không có cơ quan số"),
        ("Tên,Số tên gọi\nSở Văn hóa,99999\n", "không thuộc cơ quan ấy"),
        ("Tên,Trực thuộc\nSở Văn hóa,Sở Lạ\n", "Không xác định được cơ quan cấp trên “Sở Lạ”"),
        ("Tên,Trực thuộc\nSở Văn hóa,Trung tâm Nghệ thuật\n", "không thể trực thuộc chính nó"),
        ("Tên,Trực thuộc\nSở Văn hóa,Sở Văn hóa\n", "không thể trực thuộc chính nó"),
        ("Tên,Lần sửa,Mã định danh\nSở Văn hóa,7,H2\n", "đã được sửa sau khi bảng được tải về"),
        ("Tên,Ngôn ngữ,Loại\nNew Department,en,department\n", "phải là tên tiếng Việt"),
        (f"Tên,Loại\n{'Sở ' * 200},department\n", "dài quá 300 ký tự"),
        ("Tên,Loại,Các cách viết tắt\nSở Mới,department," + "a" * 101 + "\n", "Các cách viết tắt quá"),
    ],
)
def test_a_wrong_line_says_what_to_do(by, culture, centre, text, problem):
    [(_line, outcome, told)] = results(text)
    assert outcome == "wrong"
    assert problem in told


def test_good_lines_are_taken_beside_wrong_ones(by, culture):
    text = "Tên,Loại\nSở Một,department\nSở Hai,xịn\nSở Một,department\nSở Ba,department\n"
    assert outcomes(text) == ["new", "wrong", "wrong", "new"]
    assert "Trùng với dòng 2" in results(text)[2][2]
    take(text, by)
    assert list(Agency.objects.filter(name__in=["Sở Một", "Sở Hai", "Sở Ba"]).values_list("name", flat=True)) == [
        "Sở Ba",
        "Sở Một",
    ]


def test_lines_about_one_body_must_not_contradict(by, culture):
    lines = ("Sở Văn hóa,H2", "Sở Văn hóa cũ,H3", "Sở Văn hóa xưa,H1")
    text = "Số,Tên,Mã định danh\n" + "".join(f"{culture.pk},{line}\n" for line in lines)
    assert outcomes(text) == ["changed", "wrong", "new"]


def test_what_hangs_on_a_wrong_line_is_wrong_as_well(by):
    text = "Số,Tên,Loại,Trực thuộc\na,Sở Mới,xịn,\na,Sở Mới Khác,department,\n,Trung tâm,public_unit,Sở Mới\n"
    assert outcomes(text) == ["wrong", "wrong", "wrong"]
    with pytest.raises(TableRefused):
        take(text, by)


def test_a_name_of_two_bodies_needs_the_number(by, culture):
    actions.create_agency(kind="department", tier="province", name="Sở Văn hóa", by=by)
    assert "Ghi số của cơ quan" in results("Tên,Mã định danh\nSở Văn hóa,H2\n")[0][2]
    assert outcomes(f"Số,Tên,Mã định danh\n{culture.pk},Sở Văn hóa,H2\n") == ["changed"]


def test_a_formula_in_a_column_that_counts_is_refused(by, culture):
    book = openpyxl.Workbook()
    book.active.append(["Tên", "Loại"])
    book.active.append(["=A1", "department"])
    assert "là công thức" in plan_import(again(book)).dry_run.results[0].problem


@pytest.mark.parametrize(
    ("text", "why"),
    [
        ("Cơ quan,Loại\nSở Mới,department\n", "Không thấy cột “Tên”"),
        ("Tên,Loại,Tên\nSở Mới,department,x\n", "hai cột “Tên”"),
        ("Tên,,Loại\nSở Mới,x,department\n", "Cột B có nội dung mà không có tiêu đề"),
        ("Tên,Loại\n", "không có dòng nào"),
        ("", "rỗng"),
    ],
)
def test_a_table_that_cannot_be_read_by_its_headings_is_refused(text, why):
    with pytest.raises(TableRefused) as refusal:
        table(text)
    assert why in refusal.value.message


def test_a_heading_merged_over_two_columns_is_told(by):
    book = openpyxl.Workbook()
    for row in (["Tên", "Hoạt động", None], [None, "từ ngày", "đến ngày"], ["Sở Mới", "x", "y"]):
        book.active.append(row)
    book.active.merge_cells("B1:C1")
    with pytest.raises(TableRefused) as refusal:
        again(book)
    assert "Cột C" in refusal.value.message
    assert "bỏ gộp ô" in refusal.value.message


def test_changed_by_somebody_meanwhile_nothing_is_written_and_the_new_state_is_shown(by, culture):
    given = table("Tên,Mã định danh\nSở Văn hóa,H2\n")
    seen = plan_import(given).dry_run.seen
    keeping.edit_agency(culture, seen=1, by=by, code="H3")
    with pytest.raises(DryRunStale) as stale:
        import_agencies(given, seen=seen, by=by)
    assert Agency.objects.get(pk=culture.pk).code == "H3"
    assert stale.value.current.results[0].changes == (("Mã định danh", "H3", "H2"),)
    import_agencies(given, seen=stale.value.current.seen, by=by)
    assert Agency.objects.get(pk=culture.pk).code == "H2"


def test_undo_is_refused_once_one_of_them_changed_or_is_used(by, culture):
    entry = take("Tên,Loại,Mã định danh\nSở Văn hóa,department,H2\nSở Mới,department,\n", by)
    made = Agency.objects.get(name="Sở Mới")
    make_member(agency=made)
    before = snapshot()
    with pytest.raises(CannotUndo):
        undo(entry, by=by)
    assert snapshot() == before
    culture = Agency.objects.get(pk=culture.pk)
    keeping.edit_agency(culture, seen=culture.version, by=by, code="H5")
    with pytest.raises(CannotUndo):
        undo(entry, by=by)
    assert Agency.objects.get(pk=culture.pk).code == "H5"


def test_a_thousand_lines_cost_as_many_queries_as_one(by):
    def queries(text: str) -> int:
        with CaptureQueriesContext(connection) as captured:
            take(text, by)
        return len(captured)

    head = "Tên,Loại,Cấp\n"
    one = queries(head + "Sở số 0,department,province\n")
    many = head + "".join(f"Phòng số {n},department,commune\n" for n in range(60))
    assert queries(many) == one
