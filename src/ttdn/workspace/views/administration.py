"""People and their roles, kept by administrators."""

from __future__ import annotations

from collections.abc import Callable
from functools import wraps

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.core.paginator import Paginator
from django.db.models import Prefetch, Q
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST

from ttdn.accounts import actions as accounts
from ttdn.accounts.models import User
from ttdn.agencies import people
from ttdn.agencies.actions import add_membership
from ttdn.agencies.models import Membership
from ttdn.agencies.permissions import is_administrator
from ttdn.core import days
from ttdn.core.models import AuditEntry
from ttdn.core.versions import StaleVersion
from ttdn.workspace.audit_words import action_label
from ttdn.workspace.forms.administration import NewPersonForm, PersonForm, RoleForm
from ttdn.workspace.views.acting import seen as _seen
from ttdn.workspace.views.acting import words_asked
from ttdn.workspace.views.errors import conflict

PER_PAGE = 50
LAST_ENTRIES = 20


def administrators_only(view: Callable) -> Callable:
    @wraps(view)
    def guarded(request: HttpRequest, *args, **kwargs) -> HttpResponse:
        if not is_administrator(request.user):
            raise PermissionDenied
        return view(request, *args, **kwargs)

    return guarded


def tabs(current: str) -> list[dict]:
    """The pages of the administration."""
    pages = [
        ("people", _("Người dùng")),
        ("calendar", _("Lịch làm việc")),
        ("audit", _("Nhật ký")),
        ("refused-files", _("Tệp bị từ chối")),
        ("jobs", _("Việc nền")),
    ]
    return [
        {"label": label, "url": reverse(f"workspace:administration:{name}"), "current": name == current}
        for name, label in pages
    ]


def _crumbs(*more: tuple[str, str]) -> list[tuple[str, str]]:
    return [(_("Người dùng"), reverse("workspace:administration:people")), *more]


def _person_url(user: User) -> str:
    return reverse("workspace:administration:person", args=[user.pk])


@administrators_only
def people_list(request: HttpRequest) -> HttpResponse:
    words = words_asked(request)
    in_force = Membership.objects.in_force(days.today()).select_related("agency").order_by("agency__sort_key")
    found = User.objects.matching(words).order_by("-is_active", "sort_key", "pk")
    page = Paginator(found.prefetch_related(Prefetch("memberships", in_force, "roles_now")), PER_PAGE).get_page(
        request.GET.get("page")
    )
    return render(
        request,
        "workspace/administration/people.html",
        {
            "title": _("Người dùng"),
            "count": page.paginator.count,
            "rows": page.object_list,
            "page": page,
            "words": words,
            "tabs": tabs("people"),
        },
    )


@never_cache
@administrators_only
@require_http_methods(["GET", "POST"])
def add_person(request: HttpRequest) -> HttpResponse:
    form = NewPersonForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        data = {name: form.cleaned_data[name] for name in ("name", "email", "agency", "role")}
        try:
            user, password = people.add_person(**data, by=request.user)
        except accounts.EmailTaken:
            form.add_error("email", _("Địa chỉ này đã có tài khoản."))
        else:
            return _show_password(request, user, password, title=_("Đã thêm người dùng"))
    context = {
        "form": form,
        "title": _("Thêm người dùng"),
        "submit_label": _("Thêm người dùng"),
        "cancel_url": reverse("workspace:administration:people"),
        "crumbs": _crumbs(),
    }
    return render(request, "shapes/form.html", context, status=422 if form.errors else 200)


def _show_password(request: HttpRequest, user: User, password: str, *, title: str) -> HttpResponse:
    """In the answer itself: the password stands nowhere else, not even in a session."""
    context = {"title": title, "person": user, "password": password, "crumbs": _crumbs((str(user), _person_url(user)))}
    response = render(request, "workspace/administration/password.html", context)
    response["Cache-Control"] = "no-store, private"
    return response


@administrators_only
def person(request: HttpRequest, pk: int) -> HttpResponse:
    user = get_object_or_404(User, pk=pk)
    about_roles = Q(target_type="agencies.membership", target_id__in=user.memberships.values("pk"))
    about = AuditEntry.objects.filter(about_roles | Q(target_type="accounts.user", target_id=user.pk))
    history = about.select_related("actor")[:LAST_ENTRIES]
    return render(
        request,
        "workspace/administration/person.html",
        {
            "title": str(user),
            "person": user,
            "memberships": user.memberships.select_related("agency").order_by("-valid_to", "agency__sort_key"),
            "today": days.today(),
            "role_form": RoleForm(),
            "history": [{"at": entry.at, "text": action_label(entry.action), "by": entry.actor} for entry in history],
            "crumbs": _crumbs(),
            "is_self": user == request.user,
        },
    )


@administrators_only
@require_http_methods(["GET", "POST"])
def edit_person(request: HttpRequest, pk: int) -> HttpResponse:
    user = get_object_or_404(User, pk=pk)
    initial = {"seen": user.version, "name": user.name, "email": user.email}
    form = PersonForm(request.POST or None, initial=initial)
    if request.method == "POST" and form.is_valid():
        data = form.cleaned_data
        try:
            accounts.edit_person(user, seen=data["seen"] or 0, name=data["name"], email=data["email"], by=request.user)
        except accounts.EmailTaken:
            form.add_error("email", _("Địa chỉ này đã có tài khoản khác."))
        except StaleVersion as stale:
            return _edit_conflict(request, form, stale.current)
        else:
            messages.success(request, _("Đã lưu."))
            return redirect(_person_url(user))
    context = {
        "form": form,
        "title": _("Sửa người dùng"),
        "cancel_url": _person_url(user),
        "crumbs": _crumbs((user.name, _person_url(user))),
    }
    return render(request, "shapes/form.html", context, status=422 if form.errors else 200)


def _edit_conflict(request: HttpRequest, form: PersonForm, current: User) -> HttpResponse:
    sent = form.cleaned_data
    rows = [(form.fields[name].label, getattr(current, name), sent[name]) for name in ("name", "email")]
    hidden = [("seen", current.version), ("name", sent["name"]), ("email", sent["email"])]
    return conflict(request, rows=rows, back=_person_url(current), form_action=request.path, hidden=hidden)


@administrators_only
@require_POST
def deactivate(request: HttpRequest, pk: int) -> HttpResponse:
    user = get_object_or_404(User, pk=pk)
    if user == request.user:
        messages.error(request, _("Không thể tự ngừng tài khoản của mình."))
        return redirect(_person_url(user))

    def act() -> None:
        entry = people.deactivate(user, seen=_seen(request), by=request.user)
        undo = reverse("workspace:administration:undo", args=[entry.pk])
        messages.success(request, _("Đã ngừng tài khoản."), extra_tags=undo)

    return _acted(request, user, act)


@administrators_only
@require_POST
def reactivate(request: HttpRequest, pk: int) -> HttpResponse:
    user = get_object_or_404(User, pk=pk)

    def act() -> None:
        accounts.set_active(user, seen=_seen(request), active=True, by=request.user)
        messages.success(request, _("Đã mở lại tài khoản."))

    return _acted(request, user, act)


@never_cache
@administrators_only
@require_POST
def reset_password(request: HttpRequest, pk: int) -> HttpResponse:
    user = get_object_or_404(User, pk=pk)
    if user == request.user:
        return redirect("accounts:change-password")
    try:
        password = accounts.reset_password(user, seen=_seen(request), by=request.user)
    except StaleVersion as stale:
        return _acted_on_stale(request, stale.current)
    return _show_password(request, user, password, title=_("Đã đặt lại mật khẩu"))


@administrators_only
@require_POST
def add_role(request: HttpRequest, pk: int) -> HttpResponse:
    user = get_object_or_404(User, pk=pk)
    form = RoleForm(request.POST)
    if form.is_valid():
        add_membership(user=user, **form.cleaned_data, by=request.user, valid_from=days.today())
        messages.success(request, _("Đã giao vai trò."))
    else:
        messages.error(request, _("Chọn cả vai trò và cơ quan."))
    return redirect(_person_url(user))


@administrators_only
@require_POST
def end_role(request: HttpRequest, pk: int) -> HttpResponse:
    membership = get_object_or_404(Membership.objects.select_related("user"), pk=pk)

    def act() -> None:
        entry = people.end_role(membership, seen=_seen(request), by=request.user)
        undo = reverse("workspace:administration:undo", args=[entry.pk])
        messages.success(request, _("Đã thôi vai trò."), extra_tags=undo)

    return _acted(request, membership.user, act)


def _acted(request: HttpRequest, user: User, act: Callable[[], None]) -> HttpResponse:
    try:
        act()
    except people.LastAdministrator:
        messages.error(request, _("Đây là người quản trị cuối cùng. Hãy giao quyền quản trị cho người khác trước."))
    except StaleVersion:
        return _acted_on_stale(request, user)
    return redirect(_person_url(user))


def _acted_on_stale(request: HttpRequest, user: User) -> HttpResponse:
    """Nothing was typed, so there is nothing to compare: back to the page as it stands now."""
    return conflict(request, rows=[], back=_person_url(user))
