"""What every page of the workspace shows around its content: the rail, the province, the version."""

from dataclasses import dataclass

from django.conf import settings
from django.urls import reverse
from django.utils.functional import SimpleLazyObject
from django.utils.translation import gettext as _

from ttdn import __version__
from ttdn.agencies.permissions import is_administrator
from ttdn.plans.permissions import may_edit_plans


@dataclass(frozen=True)
class RailEntry:
    label: str
    url: str
    icon: str
    current: bool
    count: int | None = None


def _entries(user) -> list[tuple[str, str, str, str]]:
    """Label, address, icon, and the beginning of the addresses that belong to it; only what the role uses."""
    plans = reverse("workspace:plan-list")
    entries = [
        (_("Việc của tôi"), reverse("workspace:my-work"), "check", ""),
        (_("Nhiệm vụ"), reverse("workspace:item-list"), "list", reverse("workspace:item-list")),
        (_("Việc theo kỳ"), reverse("workspace:obligation-list"), "calendar", reverse("workspace:obligation-list")),
        (_("Kế hoạch"), plans, "document", plans),
        (_("Cơ quan"), reverse("workspace:agency-list"), "building", reverse("workspace:agency-list")),
    ]
    if is_administrator(user):
        home = reverse("workspace:administration:people")
        entries.append((_("Quản trị"), home, "user", reverse("workspace:my-work") + "quan-tri/"))
    return entries


def _rail(request) -> list[RailEntry]:
    user = getattr(request, "user", None)
    if user is None or not user.is_authenticated:
        return []
    here = request.path
    return [
        RailEntry(label=label, url=url, icon=icon, current=here.startswith(beginning) if beginning else here == url)
        for label, url, icon, beginning in _entries(user)
    ]


def _account_links(request) -> list[dict]:
    return [
        {"label": _("Tài khoản của tôi"), "url": reverse("accounts:account")},
        {"label": _("Đổi mật khẩu"), "url": reverse("accounts:change-password")},
    ]


def workspace(request) -> dict:
    return {
        "account_links": SimpleLazyObject(lambda: _account_links(request)),
        "rail": SimpleLazyObject(lambda: _rail(request)),
        "province": settings.PROVINCE,
        "version": __version__,
        "may_hand_in": SimpleLazyObject(lambda: may_edit_plans(getattr(request, "user", None))),
    }
