"""Who belongs to a group, from when to when: each change shows what it does to work owed, then is confirmed."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from django.http import HttpResponse
from django.shortcuts import get_object_or_404, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from ttdn.agencies.grouping import MemberChange, by_rule, change_members
from ttdn.agencies.models import Agency, AgencyKind, GroupMember
from ttdn.agencies.successions import SuccessionRefused
from ttdn.core import days
from ttdn.core.versions import StaleVersion
from ttdn.plans.models import Item, Obligation
from ttdn.plans.owing import tried
from ttdn.workspace.forms.agencies import MemberPeriodForm, MembersForm, RuleDayForm
from ttdn.workspace.views.acting import conflict, done, posted
from ttdn.workspace.views.directory import crumbs, need_agency_editor, page_of, show_form, visible_agency

MOST_SHOWN = 50
OWN_FIELDS = {"csrfmiddlewaretoken", "step"}


def _group(request, pk: int) -> Agency:
    need_agency_editor(request.user)
    return get_object_or_404(Agency.objects.visible_to(request.user), pk=pk, kind=AgencyKind.GROUP)


@require_http_methods(["GET", "HEAD", "POST"])
def add_members(request, pk: int):
    group = _group(request, pk)
    form = MembersForm(posted(request), initial={"seen": group.version})

    def changes(data: dict) -> list[MemberChange]:
        period = {"valid_from": data["valid_from"], "valid_to": data["valid_to"]}
        return [MemberChange(member=member, **period) for member in data["members"]]

    return _by_preview(request, group, form, changes, title=_("Thêm thành viên"), told=_("Đã thêm thành viên."))


@require_http_methods(["GET", "HEAD", "POST"])
def edit_member(request, pk: int, member: int):
    """From when to when; out of the group is a last day."""
    group = _group(request, pk)
    held = get_object_or_404(GroupMember.objects.select_related("group", "member"), pk=member, group=group)
    initial = {"seen": group.version, "valid_from": held.valid_from, "valid_to": held.valid_to}
    form = MemberPeriodForm(posted(request), initial=initial)

    def changes(data: dict) -> list[MemberChange]:
        period = {"valid_from": data["valid_from"], "valid_to": data["valid_to"]}
        return [MemberChange(member=held.member, held=held, **period)]

    return _by_preview(request, group, form, changes, title=str(held.member), told=_("Đã sửa thời gian trong nhóm."))


@require_http_methods(["GET", "HEAD", "POST"])
def follow_rule(request, pk: int):
    """Those that the rule means come in, the others go, from one day on."""
    group = _group(request, pk)
    form = RuleDayForm(posted(request), initial={"seen": group.version, "on": days.today()})
    title, told = _("Cập nhật theo quy tắc"), _("Đã cập nhật thành viên theo quy tắc.")
    return _by_preview(request, group, form, lambda data: by_rule(group, data["on"]), title=title, told=told)


def _by_preview(
    request,
    group: Agency,
    form,
    changes_of: Callable[[dict], Sequence[MemberChange]],
    *,
    title: str,
    told: str,
) -> HttpResponse:
    """The form; sent, what it would do; confirmed there, it is done."""
    step = request.POST.get("step", "")
    trail = crumbs((group.name, page_of(group)), (title, ""))
    if request.method == "POST" and step != "form" and form.is_valid():
        changes, seen = changes_of(form.cleaned_data), form.cleaned_data["seen"] or 0
        try:
            if not changes:
                raise SuccessionRefused(_("Thành viên đã đúng như vậy, không có gì để đổi."))
            if step == "done":
                entry = change_members(group, changes, seen=seen, by=request.user)
                return done(request, told, page_of(group), undo=entry)
            again = visible_agency(request, group.pk)  # the trial raises its version, in memory too
            effect = tried(lambda: change_members(again, changes, seen=seen, by=request.user))
        except StaleVersion as error:
            return conflict(request, error, rows=[], back=page_of(group))
        except SuccessionRefused as error:
            form.add_error(None, error.message)
        else:
            return _preview(request, group, changes, effect, title=title, trail=trail)
    return show_form(
        request, form, title=title, back=page_of(group), trail=trail, submit_label=_("Xem trước những gì sẽ đổi")
    )


def _preview(request, group: Agency, changes, effect, *, title: str, trail: list) -> HttpResponse:
    sent = [(name, value) for name, values in request.POST.lists() for value in values]
    context = {
        "group": group,
        "title": title,
        "crumbs": trail,
        "changes": changes,
        "effects": [
            {"title": _("Việc theo kỳ sẽ thêm"), "count": len(effect.added), "rows": _shown(effect.added)},
            {"title": _("Việc theo kỳ không còn"), "count": len(effect.withdrawn), "rows": _shown(effect.withdrawn)},
        ],
        "hidden": [pair for pair in sent if pair[0] not in OWN_FIELDS],
    }
    return render(request, "workspace/agencies/members_preview.html", context)


def _shown(rows: Sequence[Obligation]) -> list[dict]:
    """What a line needs; the rows themselves may be of a trial that was rolled back."""
    kept = sorted(rows, key=lambda row: (row.due is None, row.due, row.item_id))[:MOST_SHOWN]
    texts = dict(Item.objects.filter(pk__in=[row.item_id for row in kept]).values_list("pk", "text"))
    return [{"owed_by": row.owed_by, "text": texts[row.item_id], "due": row.due, "label": row.label} for row in kept]
