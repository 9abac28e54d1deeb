"""Head, doubts and states of a plan: done, refused, stale, undone."""

from __future__ import annotations

import datetime as dt

import pytest

from tests.factories.plans import make_coordinator, make_plan
from ttdn.agencies.actions import create_agency
from ttdn.core.models import AuditEntry
from ttdn.core.undo import undo
from ttdn.core.versions import StaleVersion
from ttdn.plans import actions
from ttdn.plans.models import Finding, Plan

pytestmark = pytest.mark.django_db


@pytest.fixture
def by():
    return make_coordinator()


@pytest.fixture
def plan(by):
    return make_plan(by=by)


def row(plan):
    """Every column of the plan but its version, and the state of its doubts."""
    values = Plan.objects.filter(pk=plan.pk).values().get()
    values.pop("version")
    return values, list(Finding.objects.filter(plan=plan).values_list("pk", "state", "settled_by", "settled_at"))


def now(plan):
    return Plan.objects.get(pk=plan.pk)


def confirm(plan, by, **given):
    return actions.confirm_plan(plan, seen=now(plan).version, by=by, **given)


def test_edit_head_matches_the_issuer_settles_doubts_and_is_undone(plan, by):
    issuer = create_agency(kind="department", tier="province", name="Sở Ngoại vụ", by=by)
    before = row(plan)
    entry = actions.edit_head(
        plan, seen=1, by=by, title="Kế hoạch mới", issued_on=dt.date(2031, 2, 1), issuer_as_written="sở ngoại vụ",
        period_end=None, number=plan.number,
    )  # fmt: skip
    edited = now(plan)
    assert (edited.title, edited.issuer, edited.issued_on, edited.period_end, edited.version) == (
        "Kế hoạch mới", issuer, dt.date(2031, 2, 1), None, 2,
    )  # fmt: skip
    assert "ke hoach moi" in edited.folded
    assert plan.findings.get(field="title").state == "settled"
    assert plan.findings.get(field="lead").state == "open"
    undo(entry, by=by)
    assert row(plan) == before


def test_edit_head_of_a_stale_version_changes_nothing(plan, by):
    actions.edit_head(plan, seen=1, by=by, title="một")
    with pytest.raises(StaleVersion):
        actions.edit_head(now(plan), seen=1, by=by, title="hai")
    assert now(plan).title == "một"


def test_edit_head_knows_only_the_head(plan, by):
    with pytest.raises(TypeError):
        actions.edit_head(plan, seen=1, by=by, state="confirmed")
    assert now(plan).state == "review"


def test_confirm_asks_to_acknowledge_what_nobody_has_looked_at(plan, by):
    with pytest.raises(actions.NotReady) as error:
        confirm(plan, by)
    assert (error.value.reasons, [f.field for f in error.value.open_findings]) == ([], ["lead", "title"])
    assert (now(plan).state, now(plan).version) == ("review", 1)


def test_confirm_with_acknowledgement_names_who_answers(plan, by):
    doubts = list(plan.findings.values_list("pk", flat=True))
    entry = confirm(plan, by, acknowledge_open=True)
    confirmed = now(plan)
    assert (confirmed.state, confirmed.confirmed_by, confirmed.confirmed_at is not None) == ("confirmed", by, True)
    assert entry.after["acknowledged"] == doubts


def test_confirm_needs_no_acknowledgement_when_every_doubt_was_seen(plan, by):
    for finding in plan.findings.all():
        actions.settle_finding(finding, seen=finding.version, by=by)
    assert confirm(plan, by).after["acknowledged"] == []


def test_confirm_does_not_ask_about_items_set_aside(plan, by):
    actions.set_aside_item(plan.items.get(kind="task"), seen=1, by=by)
    actions.add_item(plan, block=None, changes={"kind": "task", "text": "Việc mới"}, by=by)
    with pytest.raises(actions.NotReady) as error:
        confirm(plan, by)
    assert [finding.field for finding in error.value.open_findings] == ["title"]


@pytest.mark.parametrize("field", ["title", "issuer_as_written", "issued_on"])
def test_confirm_refuses_a_head_that_lacks(plan, by, field):
    actions.edit_head(plan, seen=1, by=by, **{field: None})
    with pytest.raises(actions.NotReady) as error:
        confirm(plan, by, acknowledge_open=True)
    assert len(error.value.reasons) == 1
    assert now(plan).state == "review"


def test_confirm_refuses_a_plan_without_work(plan, by):
    actions.set_aside_item(plan.items.get(kind="task"), seen=1, by=by)
    with pytest.raises(actions.NotReady) as error:
        confirm(plan, by, acknowledge_open=True)
    assert error.value.reasons == ["Chưa có nhiệm vụ hoặc trách nhiệm nào."]


def test_confirm_twice_is_refused(plan, by):
    confirm(plan, by, acknowledge_open=True)
    with pytest.raises(StaleVersion):
        actions.confirm_plan(plan, seen=1, by=by, acknowledge_open=True)
    with pytest.raises(actions.PlanRefused):
        confirm(plan, by, acknowledge_open=True)
    assert AuditEntry.objects.filter(action="plans.confirm_plan").count() == 1


def test_undo_of_confirming_goes_back_to_review(plan, by):
    before = row(plan)
    undo(confirm(plan, by, acknowledge_open=True), by=by)
    assert row(plan) == before


def test_reopen_and_its_undo_keep_who_had_confirmed(plan, by):
    confirm(plan, by, acknowledge_open=True)
    before = row(plan)
    entry = actions.reopen_plan(plan, seen=2, by=make_coordinator())
    assert (now(plan).state, now(plan).confirmed_by) == ("review", None)
    undo(entry, by=by)
    assert row(plan) == before


@pytest.mark.parametrize("confirmed", [False, True])
def test_set_aside_and_its_undo(plan, by, confirmed):
    if confirmed:
        confirm(plan, by, acknowledge_open=True)
    before = row(plan)
    entry = actions.set_aside_plan(plan, seen=now(plan).version, reason="bản dự thảo", by=by)
    assert (now(plan).state, now(plan).state_reason, entry.reason) == ("set_aside", "bản dự thảo", "bản dự thảo")
    undo(entry, by=by)
    assert row(plan) == before


def test_restore_goes_back_to_review(plan, by):
    confirm(plan, by, acknowledge_open=True)
    actions.set_aside_plan(plan, seen=2, by=by, reason="nhầm")
    actions.restore_plan(plan, seen=3, by=by)
    assert (now(plan).state, now(plan).state_reason, now(plan).confirmed_by) == ("review", "", None)


@pytest.mark.parametrize(
    ("action", "state"), [("reopen_plan", "review"), ("restore_plan", "review"), ("confirm_plan", "set_aside")]
)
def test_a_step_from_the_wrong_state_is_refused(plan, by, action, state):
    if state == "set_aside":
        actions.set_aside_plan(plan, seen=1, by=by)
    before = row(plan)
    with pytest.raises(actions.PlanRefused):
        getattr(actions, action)(plan, seen=now(plan).version, by=by)
    assert row(plan) == before


@pytest.mark.parametrize("action", ["confirm_plan", "reopen_plan", "set_aside_plan", "restore_plan"])
def test_a_step_of_a_stale_version_is_refused(plan, by, action):
    actions.edit_head(plan, seen=1, by=by, title="khác")
    with pytest.raises(StaleVersion):
        getattr(actions, action)(plan, seen=1, by=by)
    assert now(plan).state == "review"


def test_settle_finding_and_back(plan, by):
    finding = plan.findings.get(field="lead")
    entry = actions.settle_finding(finding, seen=1, by=by)
    settled = Finding.objects.get(pk=finding.pk)
    assert (settled.state, settled.settled_by, finding.state) == ("settled", by, "settled")
    actions.reopen_finding(settled, seen=2, by=by)
    reopened = Finding.objects.get(pk=finding.pk)
    assert (reopened.state, reopened.settled_by, reopened.settled_at) == ("open", None, None)
    assert entry.before == {"state": "open"}


def test_undo_of_settling_opens_the_doubt(plan, by):
    before = row(plan)
    undo(actions.settle_finding(plan.findings.get(field="lead"), seen=1, by=by), by=by)
    assert row(plan) == before


def test_settle_finding_of_a_stale_version_is_refused(plan, by):
    finding = plan.findings.get(field="lead")
    actions.settle_finding(finding, seen=1, by=by)
    with pytest.raises(StaleVersion):
        actions.settle_finding(finding, seen=1, by=by)
    assert AuditEntry.objects.filter(action="plans.settle_finding").count() == 1
