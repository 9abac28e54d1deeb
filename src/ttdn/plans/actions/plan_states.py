"""From reading to work and back: confirm, reopen, set aside, restore."""

from __future__ import annotations

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from ttdn.core import audit
from ttdn.core.models import AuditEntry
from ttdn.core.undo import undoable
from ttdn.core.versions import claim
from ttdn.plans import owing
from ttdn.plans.errors import NotReady, PlanRefused
from ttdn.plans.models import Plan, PlanState

STATE_FIELDS = ("state", "state_reason", "confirmed_by_id", "confirmed_at")
ACTIONS = {
    PlanState.CONFIRMED: "plans.confirm_plan",
    PlanState.REVIEW: "plans.reopen_plan",
    PlanState.SET_ASIDE: "plans.set_aside_plan",
}


@transaction.atomic
def confirm_plan(plan: Plan, *, seen: int, by, acknowledge_open: bool = False) -> AuditEntry:
    """A named person answers for the reading; from now on it is work. Raises NotReady with every reason.

    Doubts that nobody has looked at must be acknowledged.
    """
    claim(plan, seen)
    plan = Plan.objects.get(pk=plan.pk)
    _need_state(plan, PlanState.REVIEW)
    reasons, doubts = _lacking(plan), list(plan.findings.open().select_related("item"))
    if reasons or (doubts and not acknowledge_open):
        raise NotReady(reasons, doubts)
    entry_of = {"acknowledged": [finding.pk for finding in doubts]}
    return _set_state(plan, PlanState.CONFIRMED, by=by, confirmed=True, told=entry_of)


@transaction.atomic
def reopen_plan(plan: Plan, *, seen: int, by) -> AuditEntry:
    """Back to review; focal officers no longer see it."""
    claim(plan, seen)
    plan = Plan.objects.get(pk=plan.pk)
    _need_state(plan, PlanState.CONFIRMED)
    return _set_state(plan, PlanState.REVIEW, by=by)


@transaction.atomic
def set_aside_plan(plan: Plan, *, seen: int, by, reason: str = "") -> AuditEntry:
    """Neither reviewed nor carried out: a draft, a twin, a mistake. Nothing is deleted."""
    claim(plan, seen)
    plan = Plan.objects.get(pk=plan.pk)
    _need_state(plan, PlanState.REVIEW, PlanState.CONFIRMED)
    return _set_state(plan, PlanState.SET_ASIDE, by=by, reason=reason)


@transaction.atomic
def restore_plan(plan: Plan, *, seen: int, by) -> AuditEntry:
    """A plan set aside goes back to review, whatever it was before: somebody answers for it anew."""
    claim(plan, seen)
    plan = Plan.objects.get(pk=plan.pk)
    _need_state(plan, PlanState.SET_ASIDE)
    return _set_state(plan, PlanState.REVIEW, by=by, action="plans.restore_plan")


def _need_state(plan: Plan, *states: str) -> None:
    if plan.state not in states:
        message = _("Kế hoạch đang ở trạng thái “%(state)s” nên không làm được việc này.")
        raise PlanRefused(message % {"state": plan.get_state_display()})


def _lacking(plan: Plan) -> list[str]:
    """What a plan must have before anybody is asked to carry it out, in sentences."""
    checks = [
        (plan.title, _("Chưa có tên kế hoạch.")),
        (plan.issuer_as_written, _("Chưa có cơ quan ban hành.")),
        # Without it nobody can say which periods ended before the plan was issued.
        (plan.issued_on, _("Chưa có ngày ban hành.")),
        (plan.items.kept().work().exists(), _("Chưa có nhiệm vụ hoặc trách nhiệm nào.")),
        (
            not plan.items.kept().filter(kind="task", text="").exists(),
            _("Có nhiệm vụ chưa có nội dung."),
        ),
    ]
    return [sentence for holds, sentence in checks if not holds]


def _set_state(plan: Plan, state: str, *, by, reason="", confirmed=False, action="", told=None) -> AuditEntry:
    before = {name: getattr(plan, name) for name in STATE_FIELDS}
    plan.state, plan.state_reason = state, reason
    plan.confirmed_by, plan.confirmed_at = (by, timezone.now()) if confirmed else (None, None)
    plan.save(update_fields=["state", "state_reason", "confirmed_by", "confirmed_at"])
    after = {name: getattr(plan, name) for name in STATE_FIELDS} | (told or {}) | owing_of(plan)
    return audit.record(action or ACTIONS[state], plan, by=by, before=before, after=after, reason=reason)


@transaction.atomic
def put_back(entry: AuditEntry, *, by) -> AuditEntry:
    """Undo of any change of state: as it was, with whoever had confirmed it."""
    plan = Plan.objects.get(pk=entry.target_id)
    claim(plan, plan.version)
    before = {name: getattr(plan, name) for name in STATE_FIELDS}
    for name in STATE_FIELDS:
        setattr(plan, name, entry.before[name])
    plan.save(update_fields=["state", "state_reason", "confirmed_by", "confirmed_at"])
    after = {name: entry.before[name] for name in STATE_FIELDS} | owing_of(plan)
    return audit.record("plans.undo_state", plan, by=by, before=before, after=after, undoes=entry)


def owing_of(plan: Plan) -> dict[str, dict]:
    """Bring who owes what in step with the plan, if it is at work; what that did, for the audit entry."""
    diff = owing.sync(plan.items.all())
    return {"obligations": diff.as_json()} if diff else {}


for _action in (*ACTIONS.values(), "plans.restore_plan"):
    undoable(_action, put_back)
