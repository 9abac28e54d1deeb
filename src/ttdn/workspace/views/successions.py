"""A body renamed, merged, split, dissolved, founded again, a function moved: the form, what it touches, the change."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace

from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods

from ttdn.agencies.models import Agency, SuccessionKind
from ttdn.agencies.preview import preview
from ttdn.agencies.successions import Change, SuccessionRefused, carry_out, obstacle
from ttdn.core.versions import StaleVersion
from ttdn.plans import queries
from ttdn.plans.models import Item
from ttdn.workspace.forms import agencies as forms
from ttdn.workspace.views.acting import done, posted
from ttdn.workspace.views.directory import crumbs, need_agency_editor, page_of, visible_agency


@dataclass(frozen=True, slots=True, kw_only=True)
class Kind:
    form: type[forms.ChangeForm]
    title: str
    lead: str
    done: str


KINDS = {
    "doi-ten": Kind(
        form=forms.RenameForm,
        title=gettext_lazy("Đổi tên cơ quan"),
        lead=gettext_lazy("Vẫn là cơ quan ấy, từ một ngày mang tên mới. Kế hoạch cũ giữ tên cũ."),
        done=gettext_lazy("Đã ghi tên mới."),
    ),
    "sap-nhap": Kind(
        form=forms.MergeForm,
        title=gettext_lazy("Sáp nhập, hợp nhất"),
        lead=gettext_lazy("Cơ quan này, có thể cùng các cơ quan khác, kết thúc; một cơ quan tiếp nhận tất cả."),
        done=gettext_lazy("Đã ghi việc sáp nhập."),
    ),
    "chia-tach": Kind(
        form=forms.SplitForm,
        title=gettext_lazy("Chia tách theo chức năng"),
        lead=gettext_lazy("Cơ quan này kết thúc; mỗi cơ quan tiếp nhận một phần chức năng."),
        done=gettext_lazy("Đã ghi việc chia tách."),
    ),
    "chuyen-chuc-nang": Kind(
        form=forms.MoveForm,
        title=gettext_lazy("Chuyển một chức năng"),
        lead=gettext_lazy("Cơ quan này vẫn hoạt động; từ một ngày, một chức năng của nó do cơ quan khác làm."),
        done=gettext_lazy("Đã ghi việc chuyển chức năng."),
    ),
    "giai-the": Kind(
        form=forms.DissolveForm,
        title=gettext_lazy("Giải thể"),
        lead=gettext_lazy("Cơ quan này kết thúc. Ghi nơi tiếp nhận phần việc còn lại, nếu có."),
        done=gettext_lazy("Đã ghi việc giải thể."),
    ),
    "lap-lai": Kind(
        form=forms.RefoundForm,
        title=gettext_lazy("Lập lại dưới tên cũ"),
        lead=gettext_lazy("Một cơ quan mới mang đúng tên này thay cơ quan cũ, ví dụ sau khi hai tỉnh hợp nhất."),
        done=gettext_lazy("Đã ghi cơ quan lập lại."),
    ),
}
OWN_FIELDS = {"csrfmiddlewaretoken", "step", "seen", "item"}
SEEN = "seen-"


@require_http_methods(["GET", "HEAD", "POST"])
def change(request, pk: int, what: str):
    """First the form; sent, it shows what it would touch; confirmed there, it is done."""
    need_agency_editor(request.user)
    agency = visible_agency(request, pk)
    if what not in KINDS:
        raise Http404
    kind, step = KINDS[what], request.POST.get("step", "")
    form = kind.form(posted(request), agency=agency)
    if request.method != "POST" or step == "form" or not form.is_valid():
        return _form(request, form, kind, agency, wrong=request.method == "POST" and step != "form")
    wanted = form.change()
    open_work = queries.open_work_of(request.user, wanted.predecessors)
    if wanted.kind == SuccessionKind.MOVE:
        wanted = replace(wanted, items=_going_along(request, wanted, open_work))
    if why := obstacle(wanted):
        form.add_error(None, why)
        return _form(request, form, kind, agency, wrong=True)
    if step != "done":
        return _preview(request, wanted, kind, agency, open_work)
    try:
        entry = carry_out(wanted, seen=_seen(request), by=request.user)
    except StaleVersion:
        for each in wanted.touched:  # some were claimed before one was found changed
            each.refresh_from_db()
        why = _("Một cơ quan liên quan vừa được người khác sửa. Xem lại những gì sẽ đổi rồi xác nhận lần nữa.")
        return _preview(request, wanted, kind, agency, open_work, why=why)
    except SuccessionRefused as error:
        form.add_error(None, error.message)
        return _form(request, form, kind, agency, wrong=True)
    target = Agency.objects.get(pk=entry.target_id)
    return done(request, str(kind.done), page_of(target), undo=entry)


def _going_along(request, wanted: Change, open_work: list[Item]) -> tuple[int, ...]:
    """The tasks a person ticked in the preview; before that, those in whose words the function is found."""
    if "seen" in request.POST:
        ticked = set(request.POST.getlist("item"))
        return tuple(item.pk for item in open_work if str(item.pk) in ticked)
    return tuple(item.pk for item in queries.naming(open_work, wanted.shares[0].function))


def _seen(request) -> dict[int, int]:
    """The versions that the preview showed."""
    found = (re.fullmatch(SEEN + r"(\d{1,9})=(\d{1,9})", value) for value in request.POST.getlist("seen"))
    return {int(each[1]): int(each[2]) for each in found if each}


def _form(request, form, kind: Kind, agency: Agency, *, wrong: bool) -> HttpResponse:
    context = {"form": form, "kind": kind, "agency": agency, "title": kind.title}
    context["crumbs"] = crumbs((agency.name, page_of(agency)), (kind.title, ""))
    return render(request, "workspace/agencies/change.html", context, status=422 if wrong else 200)


def _preview(
    request, wanted: Change, kind: Kind, agency: Agency, open_work: list[Item], *, why: str = ""
) -> HttpResponse:
    sent = [(name, value) for name, values in request.POST.lists() for value in values]
    hidden = [(name, value) for name, value in sent if name not in OWN_FIELDS]
    context = {
        "why": why,
        "change": wanted,
        "kind": kind,
        "agency": agency,
        "title": kind.title,
        "renamed": wanted.kind == SuccessionKind.RENAME,
        "moved": wanted.kind == SuccessionKind.MOVE,
        "touched": preview(wanted),
        "items": sorted(open_work, key=lambda item: item.pk not in wanted.items),  # those proposed first
        "hidden": hidden,
        "seen": [f"{SEEN}{each.pk}={each.version}" for each in wanted.touched],
        "crumbs": crumbs((agency.name, page_of(agency)), (kind.title, "")),
    }
    return render(request, "workspace/agencies/preview.html", context, status=409 if why else 200)
