"""Reports on obligations: written, sent, taken or sent back; nothing lost, nothing overwritten."""

from __future__ import annotations

import datetime as dt
from decimal import Decimal

import pytest
from django.db import IntegrityError, transaction

from tests.factories.people import make_agency, make_member
from tests.factories.plans import make_coordinator, make_owed
from ttdn.agencies.models import Role, Succession
from ttdn.core.models import AuditEntry
from ttdn.core.undo import CannotUndo, undo
from ttdn.core.versions import StaleVersion
from ttdn.followup import actions, queries
from ttdn.followup.errors import FollowupRefused
from ttdn.followup.models import ProgressReport
from ttdn.followup.permissions import may_report
from ttdn.plans.models import Obligation

pytestmark = pytest.mark.django_db
D = dt.date


@pytest.fixture
def by():
    return make_coordinator()


@pytest.fixture
def agency():
    return make_agency("Sở Ngoại vụ")


@pytest.fixture
def officer(agency):
    return make_member(Role.FOCAL_OFFICER, agency=agency)


@pytest.fixture
def owed(by, agency) -> Obligation:
    return make_owed(agency, by=by)


def draft_of(owed, by, **fields) -> ProgressReport:
    return actions.save_draft(owed, seen=0, by=by, fields={"result": "Đã in 02 tập gấp"} | fields)


def sent(owed, by, **fields) -> ProgressReport:
    draft = draft_of(owed, by, **fields)
    actions.submit(draft, seen=draft.version, by=by)
    draft.refresh_from_db()
    return draft


def state_of(owed) -> str:
    return Obligation.objects.get(pk=owed.pk).state


def test_from_draft_to_done(owed, officer, by):
    report = sent(owed, officer, quantity=Decimal("2"), unit="tập gấp")
    assert (report.state, state_of(owed)) == ("submitted", "reported")
    actions.accept(report, seen=report.version, by=by)
    assert (ProgressReport.objects.get().state, state_of(owed)) == ("accepted", "done")
    assert not Obligation.objects.owed().filter(pk=owed.pk).exists()


def test_a_report_sent_back_stays_as_it_was_and_the_answer_is_a_new_one(owed, officer, by):
    report = sent(owed, officer)
    actions.send_back(report, reason="Thiếu số lượng", seen=report.version, by=by)
    assert state_of(owed) == "returned"
    again = sent(owed, officer, result="Đã in 02 tập gấp, mỗi tập 500 bản")
    assert [(r.state, r.result) for r in ProgressReport.objects.order_by("pk")] == [
        ("returned", "Đã in 02 tập gấp"),
        ("submitted", "Đã in 02 tập gấp, mỗi tập 500 bản"),
    ]
    assert again.pk != report.pk
    assert state_of(owed) == "reported"


def test_a_return_needs_its_reason(owed, officer, by):
    report = sent(owed, officer)
    with pytest.raises(FollowupRefused):
        actions.send_back(report, reason=" ", seen=report.version, by=by)


@pytest.mark.parametrize("fields", [{"result": " "}, {"result": "x", "done_on": D(2999, 1, 1)}])
def test_what_is_lacking_is_said_when_it_is_sent_and_the_draft_stays(owed, officer, fields):
    draft = draft_of(owed, officer, **fields)
    with pytest.raises(FollowupRefused):
        actions.submit(draft, seen=draft.version, by=officer)
    assert ProgressReport.objects.get().state == "draft"


def test_a_number_alone_is_a_result(owed, officer):
    assert sent(owed, officer, result="", quantity=Decimal("0")).state == "submitted"


def test_two_people_writing_one_draft(owed, officer):
    draft = draft_of(owed, officer)
    actions.save_draft(owed, seen=draft.version, by=officer, fields={"result": "bản mới"})
    with pytest.raises(StaleVersion):
        actions.save_draft(owed, seen=draft.version, by=officer, fields={"result": "bản cũ"})
    assert ProgressReport.objects.get().result == "bản mới"


def test_two_people_deciding_at_once(owed, officer, by):
    report = sent(owed, officer)
    actions.accept(report, seen=report.version, by=by)
    with pytest.raises(StaleVersion):
        actions.send_back(report, reason="x", seen=report.version - 1, by=by)


@pytest.mark.parametrize("state", ["reported", "done", "closed", "withdrawn"])
def test_nothing_is_written_on_what_does_not_wait(owed, officer, state):
    Obligation.objects.filter(pk=owed.pk).update(state=state)
    with pytest.raises(FollowupRefused):
        draft_of(owed, officer)


def test_each_step_is_taken_back(owed, officer, by):
    report = sent(owed, officer)
    accepted = actions.accept(report, seen=report.version, by=by)
    undo(accepted, by=by)
    assert (ProgressReport.objects.get().state, state_of(owed)) == ("submitted", "reported")
    undo(AuditEntry.objects.get(action="followup.submit"), by=officer)
    assert (ProgressReport.objects.get().state, state_of(owed)) == ("draft", "open")


def test_a_return_is_not_taken_back_once_the_agency_writes_again(owed, officer, by):
    report = sent(owed, officer)
    entry = actions.send_back(report, reason="Thiếu", seen=report.version, by=by)
    draft_of(owed, officer)
    with pytest.raises(CannotUndo):
        undo(entry, by=by)


def test_work_under_secrecy_is_closed_by_its_day_and_keeps_no_word(owed, officer, by):
    words = dict.fromkeys(actions.WORDS, "lộ bí mật")
    draft = actions.save_draft(owed, seen=0, by=officer, fields=words | {"quantity": Decimal(3), "under_secrecy": True})
    with pytest.raises(FollowupRefused):
        actions.submit(draft, seen=draft.version, by=officer)
    draft.refresh_from_db()
    draft = actions.save_draft(
        owed, seen=draft.version, by=officer, fields={"under_secrecy": True, "done_on": D(2026, 11, 1)}
    )
    actions.submit(draft, seen=draft.version, by=officer)
    report = ProgressReport.objects.get()
    assert {getattr(report, name) for name in actions.WORDS} == {""}
    assert report.quantity is None
    assert "lộ bí mật" not in str(list(AuditEntry.objects.values_list("before", "after", "target_label")))
    with pytest.raises(IntegrityError), transaction.atomic():
        ProgressReport.objects.filter(pk=report.pk).update(result="lộ")


@pytest.mark.parametrize(
    ("done_on", "due", "expected"),
    [
        (D(2026, 11, 30), D(2026, 11, 30), "on_time"),
        (D(2026, 12, 1), D(2026, 11, 30), "late"),
        (D(2026, 9, 30), D(2026, 11, 30), "ahead"),
        (D(2026, 11, 30), None, ""),
    ],
)
def test_the_standing_is_computed_from_the_days(owed, officer, done_on, due, expected):
    report = draft_of(owed, officer, done_on=done_on)
    report.obligation.start, report.obligation.due = D(2026, 10, 1), due
    assert actions.standing(report) == expected


def test_who_may_report(owed, officer, by, agency):
    assert may_report(officer, owed)
    assert may_report(by, owed)
    assert not may_report(make_member(Role.FOCAL_OFFICER), owed)
    assert not may_report(make_member(Role.LEADER, agency=agency), owed)


def test_the_heir_of_an_agency_reports_on_what_it_owed(owed, agency):
    heir = make_agency("Sở Văn hóa")
    Succession.objects.create(predecessor=agency, successor=heir, kind="merge", date=D(2025, 3, 1))
    assert may_report(make_member(Role.FOCAL_OFFICER, agency=heir), owed)


def test_reports_and_drafts_are_seen_by_their_agency_and_by_those_who_read_all(owed, officer, by, agency):
    draft = draft_of(owed, officer)
    seen_by = {
        "colleague": make_member(Role.FOCAL_OFFICER, agency=agency),
        "coordinator": by,
        "leader": make_member(Role.LEADER),
        "stranger": make_member(Role.FOCAL_OFFICER),
    }

    def who() -> set[str]:
        rows = {name: ProgressReport.objects.visible_to(user) for name, user in seen_by.items()}
        return {name for name, found in rows.items() if draft in found}

    assert who() == {"colleague", "coordinator"}
    actions.submit(draft, seen=draft.version, by=officer)
    assert who() == {"colleague", "coordinator", "leader"}


def test_what_waits_is_listed_for_the_coordinator_oldest_first(owed, officer, by, django_assert_num_queries):
    report = sent(owed, officer)
    assert list(queries.waiting(by)) == [report]
    assert list(queries.waiting(officer)) == []
    with django_assert_num_queries(1):
        [str(row.obligation.item.plan) + str(row.obligation.owed_by) for row in queries.waiting(by)]
