"""The register: every item of every plan the person may see, filtered, and the same as a workbook."""

from django.core.paginator import Paginator
from django.http import HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from ttdn.core.days import today
from ttdn.plans import queries
from ttdn.plans.export import register_workbook
from ttdn.plans.models import ItemKind, Plan
from ttdn.plans.permissions import may_edit_plans
from ttdn.workspace.forms.plans import RegisterFilter

PAGE = 50
MOST_ROWS = 20_000


def _filtered(request):
    chosen = RegisterFilter(request.GET).chosen()
    chosen.pop("page", None)
    words = chosen.pop("q", "")
    chosen.setdefault("kind", "task" if "kind" not in request.GET else "")
    return words, {name: value for name, value in chosen.items() if value}


def _filter_names(words: str, chosen: dict, *, agencies, plans) -> list[tuple[str, str]]:
    """The filters in words, for the head of the workbook."""
    names = {
        "agency": (_("Cơ quan"), {a.pk: a.name for a in agencies}),
        "plan": (_("Kế hoạch"), {p.pk: str(p) for p in plans}),
        "kind": (_("Loại"), dict(ItemKind.choices)),
        "role": (_("Vai trò"), {"lead": _("chủ trì"), "partner": _("phối hợp")}),
        "time": (_("Thời hạn"), dict(time_choices())),
    }
    shown = [(_("Từ khóa"), words)] if words else []
    for name, (label, values) in names.items():
        if name in chosen:
            shown.append((label, str(values.get(chosen[name], chosen[name]))))
    return shown


def _address(request, **changes) -> str:
    """This register with some filters changed (None takes one out), from its first page."""
    query = request.GET.copy()
    query.pop("page", None)
    for name, value in changes.items():
        query.pop(name, None)
        if value is not None:
            query[name] = value
    return f"{request.path}?{query.urlencode()}"


def _time_chips(request, counts: dict, chosen: dict) -> list[dict]:
    now = chosen.get("time", "")
    return [
        {
            "label": label,
            "url": _address(request, time=value or None),
            "count": counts.get(value or "all"),
            "on": value == now,
            "removes": False,
        }
        for value, label in [("", _("tất cả")), *time_choices()]
    ]


def _columns(request) -> list[dict]:
    """The table's head; a column that sorts links to itself in the other order."""
    sort = request.GET.get("sort", "")
    columns = []
    for key, label in [
        ("ref", _("Mục")),
        ("text", _("Nội dung")),
        ("", _("Chủ trì")),
        ("", _("Thời gian")),
        ("end", _("Thời hạn")),
        ("", _("Sản phẩm")),
    ]:
        columns.append(
            {
                "label": label,
                "url": _address(request, sort=key) if key else None,
                "sorted": "ascending" if key and key == sort else None,
                "numeric": False,
                "hidden": False,
            }
        )
    return columns


def time_choices() -> list[tuple[str, str]]:
    return [
        ("late", _("quá hạn")),
        ("soon", _("đến hạn trong 14 ngày")),
        ("later", _("chưa đến hạn")),
        ("none", _("không có hạn")),
    ]


@require_safe
def register(request):
    words, chosen = _filtered(request)
    items = queries.register(request.user, words=words, **chosen)
    page = Paginator(items, PAGE).get_page(request.GET.get("page"))
    for item in page:
        item.due_now = queries.due_state(item)
    without_time = {name: value for name, value in chosen.items() if name not in {"time", "sort"}}
    counts = queries.register_counts(request.user, words=words, **without_time)
    context = {
        "page": page,
        "words": words,
        "chosen": chosen,
        "time_chips": _time_chips(request, counts, chosen),
        "columns": _columns(request),
        "kinds": ItemKind.choices,
        "times": time_choices(),
        "agencies": queries.agencies_in_use(request.user),
        "plans": Plan.objects.visible_to(request.user).exclude(state="set_aside"),
        "may_edit": may_edit_plans(request.user),
        "query": request.GET.urlencode(),
    }
    return render(request, "workspace/items/register.html", context)


@require_safe
def workbook(request):
    """The register as shown, all pages of it, as .xlsx."""
    words, chosen = _filtered(request)
    items = queries.register(request.user, words=words, **chosen)[:MOST_ROWS]
    plans = Plan.objects.visible_to(request.user)
    filters = _filter_names(words, chosen, agencies=queries.agencies_in_use(request.user), plans=plans)
    data = register_workbook(items, title=_("Danh mục nhiệm vụ"), filters=filters)
    return HttpResponse(
        data,
        content_type="application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
        headers={"Content-Disposition": f'attachment; filename="nhiem-vu-{today():%Y-%m-%d}.xlsx"'},
    )
