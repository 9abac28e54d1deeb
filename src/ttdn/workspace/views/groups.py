"""Who belongs to a group, and from when to when."""

from __future__ import annotations

from django.contrib import messages
from django.shortcuts import get_object_or_404, redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from ttdn.agencies import keeping
from ttdn.agencies.models import GroupMember
from ttdn.core import days
from ttdn.workspace.forms.agencies import MemberForm
from ttdn.workspace.views.acting import seen
from ttdn.workspace.views.directory import by_button, need_agency_editor, page_of, visible_agency


@require_POST
def add_member(request, pk: int):
    need_agency_editor(request.user)
    group = visible_agency(request, pk)
    form = MemberForm(request.POST)
    if not form.is_valid():
        messages.error(request, " ".join(error for errors in form.errors.values() for error in errors))
        return redirect(page_of(group))
    data = form.cleaned_data

    def act():
        return keeping.add_member(
            group, data["member"], seen=data["seen"] or 0, by=request.user, valid_from=data["valid_from"]
        )

    return by_button(request, act, told=_("Đã thêm thành viên."), back=page_of(group))


@require_POST
def end_member(request, pk: int, member: int):
    """Today is its last day in the group."""
    need_agency_editor(request.user)
    group = visible_agency(request, pk)
    held = get_object_or_404(GroupMember.objects.select_related("group", "member"), pk=member, group=group)

    def act():
        return keeping.end_member(held, seen=seen(request), by=request.user, last=days.today())

    return by_button(request, act, told=_("Đã đưa ra khỏi nhóm."), back=page_of(group))
