"""Agencies: the list, one page for an agency, and the directory kept in order by the coordinator."""

from __future__ import annotations

from django.core.paginator import Paginator
from django.db.models import Q
from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from ttdn.agencies import keeping
from ttdn.agencies.actions import add_name, create_agency
from ttdn.agencies.columns import COLUMNS
from ttdn.agencies.export import directory_workbook
from ttdn.agencies.grouping import rule_gap
from ttdn.agencies.import_plan import plan_import
from ttdn.agencies.importing import import_agencies
from ttdn.agencies.lineage import Lineage
from ttdn.agencies.models import Agency, AgencyKind, Certainty, GroupMember, Succession, SuccessionKind
from ttdn.agencies.permissions import may_edit_agencies
from ttdn.agencies.traces import history_of
from ttdn.core import days
from ttdn.core.models import AuditEntry
from ttdn.plans import queries
from ttdn.plans.queries.work import received_from
from ttdn.workspace.audit_words import action_label
from ttdn.workspace.forms.agencies import ENDED, AgencyFilter, FactsForm, MembersDayForm, NameForm, NewAgencyForm
from ttdn.workspace.views.acting import done, posted, words_asked
from ttdn.workspace.views.directory import (
    by_form,
    crumbs,
    directory_tabs,
    need_agency_editor,
    page_of,
    show_form,
    visible_agency,
)
from ttdn.workspace.views.importing import Importer, take
from ttdn.workspace.views.obligations import when_choices
from ttdn.workspace.views.register import PAGE

MOST_ITEMS = 200


def _listed(request, chosen: dict[str, str]):
    agencies = queries.search_agencies(request.user, words_asked(request))
    agencies = agencies.filter(**{name: chosen[name] for name in ("kind", "tier") if chosen[name]})
    over = Q(valid_to__lt=days.today())
    if chosen["state"] == ENDED:
        return agencies.filter(over)
    return agencies if chosen["state"] else agencies.exclude(over)


@require_safe
def agency_list(request):
    filters = AgencyFilter(request.GET)
    chosen = filters.chosen()
    context = {
        "page": Paginator(_listed(request, chosen), PAGE).get_page(request.GET.get("page")),
        "tabs": directory_tabs("agency-list"),
        "words": words_asked(request),
        "chosen": chosen,
        "choices": {name: field.choices for name, field in filters.fields.items()},
        "may_edit": may_edit_agencies(request.user),
        "query": request.GET.urlencode(),
        "today": days.today(),
    }
    return render(request, "workspace/agencies/list.html", context)


@require_safe
def workbook(request):
    """The list as shown, all pages of it, as .xlsx."""
    agencies = _listed(request, AgencyFilter(request.GET).chosen())
    return HttpResponse(
        directory_workbook(agencies),
        content_type="application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
        headers={"Content-Disposition": f'attachment; filename="co-quan-{days.today():%Y-%m-%d}.xlsx"'},
    )


@require_http_methods(["GET", "HEAD", "POST"])
def take_in(request):
    """The list as it came back from a spreadsheet."""
    need_agency_editor(request.user)
    title = _("Nhập cơ quan từ bảng tính")
    importer = Importer(
        title=title,
        lead=_("Tải bảng về, sửa trong Excel, rồi đưa lên: hệ thống kể từng dòng sẽ đổi gì trước khi ghi."),
        columns=COLUMNS,
        plan=lambda table: plan_import(table).dry_run,
        apply=import_agencies,
        back=reverse("workspace:agency-list"),
        crumbs=crumbs((title, "")),
        example_url=reverse("workspace:agency-workbook"),
    )
    return take(request, importer)


@require_safe
def agency_page(request, pk: int):
    """What it leads and supports, what it took over and from whom, and who stands in its place."""
    agency = visible_agency(request, pk)
    lineage = Lineage(on=days.today())
    work = {role: _work(request, agency, role, lineage) for role in ("lead", "partner")}
    may_edit = may_edit_agencies(request.user)
    context = {
        "agency": agency,
        "today": days.today(),
        "names": agency.names.all(),
        "led": work["lead"][0],
        "supported": work["partner"][0],
        "received": work["lead"][1] + work["partner"][1],
        "took_over": [*lineage.moved_to([pk]), *lineage.ancestors(pk)],
        "moved_away": lineage.moved_from(pk),
        "owed": _owed(request, agency),
        "heirs": lineage.heirs(pk),
        "gone": lineage.gone(pk),
        "ahead": Succession.objects.filter(predecessor=pk, date__gt=days.today()).select_related("successor"),
        "groups": GroupMember.objects.filter(member=pk).select_related("group").order_by("group__sort_key", "pk"),
        "is_group": agency.kind == AgencyKind.GROUP,
        **(_membership(request, agency) if agency.kind == AgencyKind.GROUP else {}),
        "children": agency.children.all(),
        "may_edit": may_edit,
        "in_force": agency.valid_to is None or agency.valid_to >= days.today(),
        "history": _history(agency) if may_edit else [],
        "crumbs": crumbs((agency.name, "")),
        "RENAME": SuccessionKind.RENAME,
    }
    return render(request, "workspace/agencies/agency.html", context)


def _membership(request, group: Agency) -> dict:
    """Who is in the group on the day asked for, today if none, and how far that is from its rule today."""
    form = MembersDayForm({"on": request.GET.get("on") or f"{days.today():%d/%m/%Y}"})
    on = form.cleaned_data["on"] if form.is_valid() else days.today()
    held = GroupMember.objects.valid_on(on).filter(group=group).select_related("member")
    return {
        "day_form": form,
        "members": held.order_by("member__sort_key", "pk"),
        "rule_gap": rule_gap(group, days.today()),
    }


def _work(request, agency: Agency, role: str, lineage: Lineage) -> tuple[list, list]:
    """What was given to it, and what was given to those before it or sent along with a function."""
    own, received = [], []
    for item in queries.register(request.user, agency=agency.pk, role=role)[:MOST_ITEMS]:
        item.due_now = queries.due_state(item)
        item.received_from = received_from(item, own={agency.pk}, lineage=lineage)
        item.moved_to = (
            [heir.agency for heir in lineage.heirs(agency.pk, item.pk)] if lineage.moved_from(agency.pk) else []
        )
        (received if item.received_from else own).append(item)
    return own, received


def _owed(request, agency: Agency) -> list[dict]:
    """What it has still to report, by time: the number, and where the rows stand."""
    counts = queries.obligation_counts(request.user, agency=agency.pk)
    address = f"{reverse('workspace:obligation-list')}?agency={agency.pk}&time="
    kinds = {"late": "late", "soon": "soon"}
    return [
        {"number": counts[time], "label": label, "url": address + time, "kind": kinds.get(time, "plain")}
        for time, label in when_choices()
        if counts["all"]
    ]


def _history(agency: Agency) -> list[dict]:
    return [{"at": e.at, "text": action_label(e.action), "by": e.actor} for e in history_of(agency)]


@require_http_methods(["GET", "HEAD", "POST"])
def add(request):
    need_agency_editor(request.user)
    form = NewAgencyForm(posted(request), initial={"tier": "province", "kind": AgencyKind.DEPARTMENT})
    if request.method == "POST" and form.is_valid():
        data = {name: value for name, value in form.cleaned_data.items() if name != "seen"}
        certainty = Certainty.V if data["basis"] else Certainty.K
        agency = create_agency(**data, certainty=certainty, by=request.user)
        return done(request, _("Đã thêm cơ quan."), page_of(agency))
    title = _("Thêm cơ quan")
    back = reverse("workspace:agency-list")
    return show_form(request, form, title=title, back=back, trail=crumbs((title, "")))


@require_http_methods(["GET", "HEAD", "POST"])
def edit(request, pk: int):
    need_agency_editor(request.user)
    agency = visible_agency(request, pk)
    facts = ("kind", "tier", "parent", "code", "rule_kind", "rule_tier", "valid_from", "valid_to")
    initial = {name: getattr(agency, name) for name in facts} | {"seen": agency.version}
    form = FactsForm(posted(request), initial=initial, agency=agency)

    def act() -> AuditEntry:
        facts = dict(form.cleaned_data)
        facts["parent_id"] = getattr(facts.pop("parent"), "pk", None)
        return keeping.edit_agency(agency, seen=facts.pop("seen") or 0, by=request.user, **facts)

    title, told = _("Sửa thông tin cơ quan"), _("Đã sửa thông tin cơ quan.")
    return by_form(request, form, act, told=told, agency=agency, title=title, refused_at="parent")


@require_http_methods(["GET", "HEAD", "POST"])
def name(request, pk: int):
    """One more name beside those there are: an earlier one, or one in another language."""
    need_agency_editor(request.user)
    agency = visible_agency(request, pk)
    form = NameForm(posted(request), initial={"seen": agency.version, "language": "vi"})

    def act() -> AuditEntry:
        data = dict(form.cleaned_data)
        version = data.pop("seen") or 0
        data["certainty"] = Certainty.V if data["basis"] else Certainty.K
        row = add_name(agency, seen=version, by=request.user, **data)
        return AuditEntry.objects.get(action="agencies.add_name", target_id=agency.pk, after__row=row.pk)

    return by_form(request, form, act, told=_("Đã thêm tên."), agency=agency, title=_("Thêm tên gọi"))
