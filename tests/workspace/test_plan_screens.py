"""The plan screens: who may, what is refused, what two people at once see, how many queries a list takes."""

import datetime as dt
import io

import openpyxl
import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from tests.factories.people import make_agency, make_member, make_user
from tests.factories.plans import make_confirmed_plan, make_coordinator, make_document, make_plan
from ttdn.agencies.actions import end_membership
from ttdn.agencies.models import Role
from ttdn.core.models import AuditEntry
from ttdn.plans import actions
from ttdn.plans.models import Finding, Item, Plan, PlanDocument

pytestmark = pytest.mark.django_db
HOME = "/cong-tac/"
SECRET = "An Sơn"  # stands in every plan of the factory


@pytest.fixture
def coordinator():
    return make_coordinator()


@pytest.fixture
def browser(client_of, coordinator):
    return client_of(coordinator)


def item_of(plan: Plan) -> Item:
    return plan.items.get(key="t1")


def form_of(item: Item, **changes) -> dict:
    data = {
        "seen": item.version,
        "kind": item.kind,
        "ref": item.ref,
        "text": item.text,
        "lead": "Sở Ngoại vụ",
        "partners": "Báo An Sơn\nCác đơn vị liên quan",
        "schedule_text": item.schedule_text,
        "start": "01/07/2031",
        "end": "30/09/2031",
        "recurrence": "",
        "deliverables": "02 tập gấp",
        "funding": "",
    }
    return data | changes


def addresses(plan: Plan) -> list[str]:
    item, finding = item_of(plan), plan.findings.first()
    return [
        f"ke-hoach/{plan.pk}/",
        f"ke-hoach/{plan.pk}/ra-soat/",
        f"ke-hoach/{plan.pk}/van-ban-goc/",
        f"ke-hoach/{plan.pk}/dau-van-ban/",
        f"ke-hoach/{plan.pk}/them-muc/",
        f"ke-hoach/tai-lieu/{plan.document_id}/",
        f"ke-hoach/tai-lieu/{plan.document_id}/tien-do/",
        f"nhiem-vu/{item.pk}/",
        f"nhiem-vu/{item.pk}/sua/",
        f"cho-can-xem/{finding.pk}/da-xem/",
    ]


def posts(plan: Plan) -> list[str]:
    item, finding = item_of(plan), plan.findings.first()
    acts = ["xac-nhan", "mo-lai", "de-rieng", "khoi-phuc", "dau-van-ban", "them-muc"]
    return [f"ke-hoach/{plan.pk}/{act}/" for act in acts] + [
        "ke-hoach/dua-vao/",
        f"ke-hoach/tai-lieu/{plan.document_id}/doc-lai/",
        f"nhiem-vu/{item.pk}/sua/",
        f"nhiem-vu/{item.pk}/bo/",
        f"cho-can-xem/{finding.pk}/da-xem/",
        f"cho-can-xem/{finding.pk}/xem-lai/",
    ]


@pytest.mark.parametrize("who", [Role.FOCAL_OFFICER, "nobody", "signed out"])
def test_a_plan_in_review_leaks_to_nobody_else(client_of, client_class, who):
    plan = make_plan()
    reader = client_class() if who == "signed out" else client_of(make_user() if who == "nobody" else make_member(who))
    for address in addresses(plan):
        answer = reader.get(HOME + address)
        assert answer.status_code in {302, 403, 404, 405}, address
        assert SECRET not in answer.content.decode(), address
    for address in ["", "ke-hoach/", "nhiem-vu/", "nhiem-vu/?kind=", f"nhiem-vu/?plan={plan.pk}", "co-quan/"]:
        answer = reader.get(HOME + address)
        assert SECRET not in answer.content.decode(), address
    book = reader.get(HOME + "nhiem-vu/excel/?kind=")
    assert book.status_code == 302 or SECRET not in str(list(openpyxl.load_workbook(io.BytesIO(book.content)).active))


@pytest.mark.parametrize("role", [Role.FOCAL_OFFICER, Role.LEADER])
@pytest.mark.parametrize("confirmed", [True, False])
def test_only_the_coordinator_changes_a_plan(client_of, role, confirmed):
    plan = make_confirmed_plan() if confirmed else make_plan()
    reader = client_of(make_member(role))
    written = AuditEntry.objects.count()

    for address in posts(plan):
        answer = reader.post(HOME + address, form_of(item_of(plan), reason="x", declared="on"))
        assert answer.status_code in {403, 404}, address

    assert AuditEntry.objects.filter(action__startswith="plans.").count() <= written
    assert Plan.objects.get(pk=plan.pk).version == plan.version


def test_handing_in_asks_for_file_and_declaration(browser):
    answer = browser.post(HOME + "ke-hoach/dua-vao/", {})

    assert answer.status_code == 422
    page = answer.content.decode()
    assert "Chọn tệp của kế hoạch." in page
    assert "Cần cam đoan tệp không chứa bí mật nhà nước" in page
    assert not PlanDocument.objects.exists()


def test_handing_in_the_same_file_twice_says_so_and_can_be_forced(browser):
    def hand_in(**extra):
        file = SimpleUploadedFile("ke-hoach.txt", "KẾ HOẠCH\nThử nghiệm".encode())
        return browser.post(HOME + "ke-hoach/dua-vao/", {"file": file, "declared": "on", **extra})

    assert hand_in().status_code == 302
    again = hand_in()

    assert again.status_code == 409
    assert "Tệp này đã được đưa vào" in again.content.decode()
    assert PlanDocument.objects.count() == 1
    assert hand_in(again="1").status_code == 302
    assert PlanDocument.objects.count() == 2


def test_a_failed_document_says_why_and_what_to_do(browser, coordinator):
    document = make_document(by=coordinator, state="failed", message="Tệp bị cắt cụt; hãy lưu lại rồi đưa lên lần nữa.")

    page = browser.get(HOME + f"ke-hoach/tai-lieu/{document.pk}/").content.decode()

    assert "Tệp bị cắt cụt" in page
    assert "Đọc lại tệp này" in page


def test_review_shows_document_items_and_doubts(browser, coordinator):
    plan = make_plan(by=coordinator)

    page = browser.get(HOME + f"ke-hoach/{plan.pk}/ra-soat/").content.decode()

    assert "Chủ trì: Sở Ngoại vụ; phối hợp: Báo An Sơn" in page  # the document
    assert "văn bản ghi: Sở NgV" in page  # the item beside it
    assert "Xem lại cơ quan chủ trì" in page  # the doubt


def test_an_item_is_corrected_and_the_correction_undone(browser, coordinator):
    plan = make_plan(by=coordinator)
    item = item_of(plan)

    answer = browser.post(HOME + f"nhiem-vu/{item.pk}/sua/", form_of(item, lead="Sở Tài chính", end="31/10/2031"))

    assert answer.status_code == 302
    item = item_of(plan)
    assert [a.name for a in item.leads] == ["Sở Tài chính"]
    assert item.end == dt.date(2031, 10, 31)
    entry = AuditEntry.objects.get(action="plans.edit_item")
    browser.post(HOME + f"hoan-tac/{entry.pk}/")
    item = item_of(plan)
    assert [a.name for a in item.leads] == ["Sở Ngoại vụ"]
    assert item.end == dt.date(2031, 9, 30)


def test_undo_is_for_the_one_who_did_it(client_of, coordinator):
    plan = make_plan(by=coordinator)
    entry = actions.set_aside_item(item_of(plan), seen=1, by=coordinator)

    answer = client_of(make_coordinator()).post(HOME + f"hoan-tac/{entry.pk}/")

    assert answer.status_code == 403
    assert item_of(plan).state == "set_aside"


@pytest.mark.parametrize(
    ("field", "value", "said"),
    [
        ("text", "", "Nội dung không được để trống."),
        ("end", "31-02-2031", "Viết ngày theo dạng ngày/tháng/năm"),
        ("end", "01/01/2031", "Ngày kết thúc phải sau ngày bắt đầu."),
        ("deliverables", "nhiều phóng sự", "Không hiểu dòng"),
        ("kind", "<script>", "select"),
    ],
)
def test_a_wrong_field_is_named_and_nothing_typed_is_lost(browser, coordinator, field, value, said):
    item = item_of(make_plan(by=coordinator))

    answer = browser.post(HOME + f"nhiem-vu/{item.pk}/sua/", form_of(item, **{field: value, "funding": "đã gõ"}))

    assert answer.status_code == 422
    page = answer.content.decode()
    assert said in page
    assert "đã gõ" in page
    assert item_of(item.plan).version == item.version


def test_two_people_saving_the_same_item_lose_nothing(browser, client_of, coordinator):
    item = item_of(make_plan(by=coordinator))
    first = make_coordinator(name="Phạm Thị Đến Trước")
    client_of(first).post(HOME + f"nhiem-vu/{item.pk}/sua/", form_of(item, text="Bản của người thứ nhất"))

    late = browser.post(HOME + f"nhiem-vu/{item.pk}/sua/", form_of(item, text="Bản của người thứ hai"))

    assert late.status_code == 409
    page = late.content.decode()
    assert "Phạm Thị Đến Trước đã lưu một bản khác" in page
    assert "Bản của người thứ nhất" in page
    assert "Bản của người thứ hai" in page
    assert item_of(item.plan).text == "Bản của người thứ nhất"
    again = form_of(item, text="Bản của người thứ hai", seen=Item.objects.get(pk=item.pk).version)
    assert browser.post(HOME + f"nhiem-vu/{item.pk}/sua/", again).status_code == 302
    assert item_of(item.plan).text == "Bản của người thứ hai"


def test_two_people_saving_the_head_lose_nothing(browser, coordinator):
    plan = make_plan(by=coordinator)
    actions.edit_head(plan, seen=plan.version, by=coordinator, title="Tên thứ nhất")

    late = browser.post(HOME + f"ke-hoach/{plan.pk}/dau-van-ban/", {"seen": 1, "title": "Tên thứ hai"})

    assert late.status_code == 409
    assert "Tên thứ nhất" in late.content.decode()
    assert "Tên thứ hai" in late.content.decode()


def test_a_missed_paragraph_becomes_an_item(browser, coordinator):
    plan = make_plan(by=coordinator)
    address = HOME + f"ke-hoach/{plan.pk}/them-muc/?doan=5"
    assert "Chủ trì: Sở Ngoại vụ; phối hợp: Báo An Sơn" in browser.get(address).content.decode()

    answer = browser.post(address, {"kind": "duty", "text": "Theo dõi việc thực hiện", "lead": "Sở Ngoại vụ"})

    assert answer.status_code == 302
    added = plan.items.get(added=True)
    assert [block.n for block in added.blocks.all()] == [5]


def test_open_doubts_must_be_acknowledged_before_confirming(browser, coordinator):
    plan = make_plan(by=coordinator)

    first = browser.post(HOME + f"ke-hoach/{plan.pk}/xac-nhan/", {"seen": plan.version})

    assert first.status_code == 422
    assert "Xem lại tên" in first.content.decode()
    assert Plan.objects.get(pk=plan.pk).state == "review"
    second = browser.post(HOME + f"ke-hoach/{plan.pk}/xac-nhan/", {"seen": plan.version, "acknowledge": "1"})
    assert second.status_code == 302
    plan = Plan.objects.get(pk=plan.pk)
    assert (plan.state, plan.confirmed_by) == ("confirmed", coordinator)


def test_a_doubt_is_settled_in_place_and_taken_up_again(browser, coordinator):
    finding = make_plan(by=coordinator).findings.first()
    htmx = {"HX-Request": "true"}

    settled = browser.post(HOME + f"cho-can-xem/{finding.pk}/da-xem/", {"seen": finding.version}, headers=htmx)

    assert "Xem lại" in settled.content.decode()
    assert Finding.objects.get(pk=finding.pk).state == "settled"
    stale = browser.post(HOME + f"cho-can-xem/{finding.pk}/da-xem/", {"seen": finding.version}, headers=htmx)
    assert stale.status_code == 200  # shown as it stands, not an error
    version = Finding.objects.get(pk=finding.pk).version
    browser.post(HOME + f"cho-can-xem/{finding.pk}/xem-lai/", {"seen": version}, headers=htmx)
    assert Finding.objects.get(pk=finding.pk).state == "open"


def test_register_filters_by_words_without_diacritics_and_agency(browser, coordinator):
    plan = make_confirmed_plan(by=coordinator)
    other = make_agency("Sở Không liên quan")

    def rows(query: str) -> int:
        return browser.get(HOME + f"nhiem-vu/?{query}").context["page"].paginator.count

    assert rows("") == 1
    assert rows("q=tap+gap+song+ngu") == 1
    assert rows("q=Tập+gấp") == 1
    assert rows("q=khong+co+gi") == 0
    assert rows(f"agency={other.pk}") == 0
    assert rows("kind=duty") == 0
    assert rows(f"plan={plan.pk}&role=lead&time=later") == 1
    assert rows("agency=abc&page=-7&time=%00") == 1  # what cannot be understood is left out


def test_workbook_holds_what_is_shown(browser, coordinator):
    make_confirmed_plan(by=coordinator, tasks=3)

    answer = browser.get(HOME + "nhiem-vu/excel/?q=song+ngu")
    book = openpyxl.load_workbook(io.BytesIO(answer.content))

    words = [str(cell.value) for row in book.worksheets[0].iter_rows() for cell in row]
    assert sum("Biên soạn 02 tập gấp" in word for word in words) == 3
    assert "attachment" in answer["Content-Disposition"]


def test_task_page_quotes_its_paragraphs_and_marks_the_lead(browser, coordinator):
    item = item_of(make_confirmed_plan(by=coordinator))

    page = browser.get(HOME + f"nhiem-vu/{item.pk}/").content.decode()

    assert '<mark title="chủ trì">Sở Ngoại vụ</mark>' in page
    assert "Thời gian: Quý III/2031" in page


def test_the_original_comes_back_byte_for_byte(browser, coordinator):
    document = make_document(by=coordinator, data="bản gốc".encode(), name="Kế hoạch số 1.txt")
    plan = make_plan(by=coordinator, document=document)

    answer = browser.get(HOME + f"ke-hoach/{plan.pk}/van-ban-goc/")

    assert b"".join(answer.streaming_content) == "bản gốc".encode()
    assert answer["X-Content-Type-Options"] == "nosniff"
    assert answer["Content-Disposition"].startswith("attachment")


@pytest.mark.parametrize("script", ["<script>alert(1)</script>", '"><img src=x onerror=alert(1)>'])
def test_a_script_in_a_document_is_only_text(browser, coordinator, script):
    plan = make_confirmed_plan(by=coordinator, title=script)
    item = item_of(plan)
    item.text = script
    item.save()

    for address in ["nhiem-vu/", f"nhiem-vu/{item.pk}/", f"ke-hoach/{plan.pk}/", "ke-hoach/"]:
        assert script not in browser.get(HOME + address).content.decode()


@pytest.mark.parametrize("address", ["", "ke-hoach/", "nhiem-vu/", "nhiem-vu/?kind=", "co-quan/"])
def test_lists_take_as_many_queries_for_three_rows_as_for_one(
    browser, coordinator, address, django_assert_num_queries, settings
):
    from django.db import connection
    from django.test.utils import CaptureQueriesContext

    make_confirmed_plan(by=coordinator)
    browser.get(HOME + address)
    with CaptureQueriesContext(connection) as first:
        browser.get(HOME + address)
    for _ in range(2):
        make_confirmed_plan(by=coordinator, tasks=3)

    with django_assert_num_queries(len(first)):
        assert browser.get(HOME + address).status_code == 200


def test_review_takes_as_many_queries_for_thirty_items_as_for_one(browser, coordinator, django_assert_num_queries):
    from django.db import connection
    from django.test.utils import CaptureQueriesContext

    small, large = make_plan(by=coordinator), make_plan(by=coordinator, tasks=30)
    browser.get(HOME + f"ke-hoach/{small.pk}/ra-soat/")
    with CaptureQueriesContext(connection) as first:
        browser.get(HOME + f"ke-hoach/{small.pk}/ra-soat/")

    with django_assert_num_queries(len(first)):
        assert browser.get(HOME + f"ke-hoach/{large.pk}/ra-soat/").status_code == 200


def test_a_plan_is_set_aside_with_a_reason_and_taken_back(browser, coordinator):
    plan = make_plan(by=coordinator)

    browser.post(HOME + f"ke-hoach/{plan.pk}/de-rieng/", {"seen": plan.version, "reason": "Bản dự thảo"})

    plan = Plan.objects.get(pk=plan.pk)
    assert (plan.state, plan.state_reason) == ("set_aside", "Bản dự thảo")
    assert "Lý do để riêng: Bản dự thảo" in browser.get(HOME + f"ke-hoach/{plan.pk}/").content.decode()
    browser.post(HOME + f"ke-hoach/{plan.pk}/khoi-phuc/", {"seen": plan.version})
    assert Plan.objects.get(pk=plan.pk).state == "review"


def test_a_role_that_has_ended_undoes_nothing(browser, coordinator):
    plan = make_plan(by=coordinator)
    entry = actions.set_aside_item(item_of(plan), seen=1, by=coordinator)
    membership = coordinator.memberships.get()
    end_membership(membership, seen=membership.version, by=make_coordinator())

    assert browser.post(HOME + f"hoan-tac/{entry.pk}/").status_code == 403
    assert item_of(plan).state == "set_aside"


def test_confirming_twice_is_said_not_an_error(browser, coordinator):
    plan = make_confirmed_plan(by=coordinator)

    answer = browser.post(HOME + f"ke-hoach/{plan.pk}/xac-nhan/", {"seen": plan.version}, follow=True)

    assert answer.redirect_chain == [(HOME + f"ke-hoach/{plan.pk}/", 302)]
    assert 'role="alert"' in answer.content.decode()


@pytest.mark.parametrize("act", ["de-rieng", "xac-nhan"])
def test_a_stale_change_of_a_plan_is_told_and_not_done(browser, coordinator, act):
    plan = make_plan(by=coordinator)
    stale = plan.version
    actions.edit_head(plan, seen=stale, by=coordinator, title="Tên khác")

    answer = browser.post(HOME + f"ke-hoach/{plan.pk}/{act}/", {"seen": stale, "reason": "x", "acknowledge": "1"})

    assert answer.status_code == 409
    assert "Có người vừa sửa mục này" in answer.content.decode()
    assert Plan.objects.get(pk=plan.pk).state == "review"


def test_an_empty_register_says_where_to_begin(browser):
    page = browser.get(HOME + "nhiem-vu/").content.decode()

    assert "Chưa có kế hoạch nào" in page
    assert "Không có mục nào khớp" not in page
