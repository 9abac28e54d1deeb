"""The report's screens: three clicks to a report sent, decisions, and what each role may not do."""

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from tests.factories.people import make_agency, make_member, make_user
from tests.factories.plans import make_confirmed_plan, make_coordinator, make_owed, make_plan
from ttdn.agencies.models import Role
from ttdn.core.models import AuditEntry
from ttdn.followup import actions, proofs
from ttdn.followup.models import ProgressReport, Proof
from ttdn.plans.models import Obligation

pytestmark = pytest.mark.django_db
WORDS = "Đã in và phát 500 tập gấp tại hội chợ"
WAITING = "/cong-tac/bao-cao/cho-xem/"


@pytest.fixture
def coordinator():
    return make_coordinator()


@pytest.fixture
def agency():
    return make_agency("Sở Ngoại vụ")


@pytest.fixture
def officer(agency):
    return make_member(Role.FOCAL_OFFICER, agency=agency)


@pytest.fixture
def owed(coordinator, agency) -> Obligation:
    return make_owed(agency, by=coordinator)


def page_of(owed: Obligation) -> str:
    return f"/cong-tac/viec-theo-ky/{owed.pk}/"


def form(**changes) -> dict:
    return {"seen": 0, "mat": "0", "result": WORDS, "quantity": "500", "unit": "tập gấp"} | changes


def test_from_the_first_screen_to_a_report_taken(client_of, owed, officer, coordinator):
    theirs, ours = client_of(officer), client_of(coordinator)
    assert page_of(owed) in theirs.get("/cong-tac/").content.decode()
    assert "Gửi báo cáo" in theirs.get(page_of(owed)).content.decode()
    assert theirs.post(page_of(owed), form(step="submit")).status_code == 302
    assert "1 báo cáo chờ xem" in ours.get("/cong-tac/").content.decode()
    assert WORDS in ours.get(WAITING).content.decode()
    report = ProgressReport.objects.get()
    answer = ours.post(f"/cong-tac/bao-cao/{report.pk}/quyet-dinh/", {"seen": report.version, "accept": "1"})
    assert answer.status_code == 302
    owed.refresh_from_db()
    assert owed.state == "done"
    assert page_of(owed) not in theirs.get("/cong-tac/").content.decode()


def test_one_sent_back_stands_on_the_first_screen_with_its_reason_and_its_words(client_of, owed, officer, coordinator):
    theirs, ours = client_of(officer), client_of(coordinator)
    theirs.post(page_of(owed), form(step="submit"))
    report = ProgressReport.objects.get()
    decide = f"/cong-tac/bao-cao/{report.pk}/quyet-dinh/"
    ours.post(decide, {"seen": report.version, "return": "1", "reason": ""})
    assert ProgressReport.objects.get().state == "submitted"
    ours.post(decide, {"seen": report.version, "return": "1", "reason": "Thiếu minh chứng"})
    assert "Bị trả lại" in theirs.get("/cong-tac/").content.decode()
    page = theirs.get(page_of(owed)).content.decode()
    assert "Thiếu minh chứng" in page
    assert page.count(WORDS) == 2  # in the form to go on from, and in what was sent
    theirs.post(page_of(owed), form(step="submit", result=WORDS + ", có danh sách"))
    assert ProgressReport.objects.filter(state="submitted").count() == 1


def test_what_was_typed_is_kept_whatever_is_lacking(client_of, owed, officer):
    theirs = client_of(officer)
    theirs.post(page_of(owed), form(step="link", url="không phải địa chỉ"))
    assert WORDS in theirs.get(page_of(owed)).content.decode()
    draft = ProgressReport.objects.get()
    answer = theirs.post(page_of(owed), form(seen=draft.version, quantity="ba", result=WORDS + " hai"))
    assert answer.status_code == 422
    assert WORDS + " hai" in answer.content.decode()
    assert "Viết số như" in answer.content.decode()


def test_a_link_and_a_file_go_along_with_the_button_for_sending(client_of, owed, officer):
    theirs = client_of(officer)
    theirs.post(page_of(owed), form(step="submit", url="https://lamvan.example/tap-gap", title="Tập gấp"))
    assert ProgressReport.objects.get().state == "submitted"
    assert Proof.objects.get().url == "https://lamvan.example/tap-gap"


def test_a_file_not_vouched_for_keeps_the_report_from_being_sent(client_of, owed, officer):
    theirs = client_of(officer)
    theirs.post(page_of(owed), form(step="submit", file=SimpleUploadedFile("anh.txt", b"danh sach")))
    assert ProgressReport.objects.get().state == "draft"
    assert WORDS in theirs.get(page_of(owed)).content.decode()


def test_two_people_at_one_draft_see_both(client_of, owed, officer, agency):
    theirs, other = client_of(officer), client_of(make_member(Role.FOCAL_OFFICER, agency=agency))
    theirs.post(page_of(owed), form(step="draft"))
    other.post(page_of(owed), form(seen=1, result="Bản của người khác"))
    answer = theirs.post(page_of(owed), form(seen=1, result="Bản của tôi"))
    assert answer.status_code == 409
    assert "Bản của người khác" in answer.content.decode()
    assert "Bản của tôi" in answer.content.decode()


def test_numbers_are_written_in_vietnamese(client_of, owed, officer):
    client_of(officer).post(page_of(owed), form(quantity="1.500,5", cumulative="2.000"))
    draft = ProgressReport.objects.get()
    assert (str(draft.quantity), str(draft.cumulative)) == ("1500.500", "2000.000")
    assert 'value="1.500,5"' in client_of(officer).get(page_of(owed)).content.decode()


def test_work_under_secrecy_has_no_field_for_words(client_of, owed, officer):
    theirs = client_of(officer)
    page = theirs.get(page_of(owed) + "?mat=1").content.decode()
    assert "<textarea" not in page
    assert 'type="file"' not in page
    theirs.post(page_of(owed), {"seen": 0, "mat": "1", "done_on": "01/11/2026", "result": "lộ", "step": "submit"})
    report = ProgressReport.objects.get()
    assert (report.state, report.result, report.under_secrecy) == ("submitted", "", True)


def test_a_stranger_neither_reports_nor_reads_nor_decides(client_of, owed, officer, coordinator, agency):
    client_of(officer).post(page_of(owed), form(step="submit"))
    report = ProgressReport.objects.get()
    proof = Proof.objects.create(report=report, kind="link", url="https://tinh.example/rieng", title="riêng")
    strangers = {
        "another agency": make_member(Role.FOCAL_OFFICER),
        "nobody": make_user(),
    }
    for name, user in strangers.items():
        browser = client_of(user)
        assert WORDS not in browser.get(page_of(owed)).content.decode(), name
        assert browser.get(WAITING).status_code == 403, name
        assert browser.get(f"/cong-tac/bao-cao/minh-chung/{proof.pk}/").status_code in (403, 404), name
        decide = browser.post(f"/cong-tac/bao-cao/{report.pk}/quyet-dinh/", {"seen": report.version, "accept": "1"})
        assert decide.status_code in (403, 404), name
        assert browser.post(page_of(owed), form(step="submit")).status_code in (403, 404), name
    leader = client_of(make_member(Role.LEADER, agency=agency))
    assert WORDS in leader.get(page_of(owed)).content.decode()
    assert leader.post(page_of(owed), form()).status_code == 403
    report.refresh_from_db()
    assert (report.state, ProgressReport.objects.count()) == ("submitted", 1)


def test_nobody_reports_on_a_plan_in_review(client_of, officer, agency, coordinator):
    hidden = make_plan(by=coordinator)
    row = Obligation.objects.create(item=hidden.items.get(key="t1"), key="k", role="lead", name="x", owed_by=agency)
    assert client_of(officer).post(page_of(row), form()).status_code == 404


def test_only_a_file_that_passed_the_gate_is_served(client_of, owed, officer):
    theirs = client_of(officer)
    upload = SimpleUploadedFile("bai.txt", "Bài đã đăng ngày 01/11/2026 trên Cổng.".encode())
    theirs.post(page_of(owed), form(step="file", file=upload, declared="on"))
    proof = Proof.objects.get()
    address = f"/cong-tac/bao-cao/minh-chung/{proof.pk}/"
    assert theirs.get(address).status_code == 404
    proofs.check_proof.func(proof_id=proof.pk)
    answer = theirs.get(address)
    assert answer.status_code == 200
    assert "attachment" in answer["Content-Disposition"]
    assert b"".join(answer.streaming_content)
    assert client_of(make_member(Role.FOCAL_OFFICER)).get(address).status_code == 404
    draft = ProgressReport.objects.get()
    theirs.post(page_of(owed), form(seen=draft.version, step=f"remove:{proof.pk}"))
    assert not Proof.objects.exists()


def test_sending_is_taken_back_by_its_agency_and_a_decision_by_the_coordinator(client_of, owed, officer, coordinator):
    theirs, ours = client_of(officer), client_of(coordinator)
    theirs.post(page_of(owed), form(step="submit"))
    entry = AuditEntry.objects.get(action="followup.submit")
    assert ours.post(f"/cong-tac/hoan-tac/{entry.pk}/").status_code == 403
    told = theirs.post(f"/cong-tac/hoan-tac/{entry.pk}/", follow=True).content.decode()
    assert "Đã hoàn tác" in told
    assert ProgressReport.objects.get().state == "draft"


def test_reporting_on_what_is_done_loses_nothing_and_says_so(client_of, owed, officer):
    Obligation.objects.filter(pk=owed.pk).update(state="closed")
    answer = client_of(officer).post(page_of(owed), form(), follow=True)
    assert "không được ghi" in answer.content.decode()
    assert not ProgressReport.objects.exists()


def test_the_list_of_reports_takes_as_many_queries_for_many(client_of, owed, officer, coordinator, agency):
    from django.db import connection
    from django.test.utils import CaptureQueriesContext

    ours = client_of(coordinator)
    ours.get(WAITING)

    def queries() -> int:
        with CaptureQueriesContext(connection) as context:
            ours.get(WAITING)
        return len(context)

    client_of(officer).post(page_of(owed), form(step="submit"))
    one = queries()
    plan = make_confirmed_plan(by=coordinator, tasks=8)
    for row in Obligation.objects.filter(item__plan=plan, role="lead"):
        draft = actions.save_draft(row, seen=0, by=coordinator, fields={"result": "x"})
        actions.submit(draft, seen=draft.version, by=coordinator)
    assert queries() == one
