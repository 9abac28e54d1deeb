"""People and agencies of an invented province."""

from __future__ import annotations

from itertools import count

from ttdn.accounts.models import User
from ttdn.agencies.models import Agency, AgencyKind, Membership, Role
from ttdn.core.vietnamese_order import sort_key
from ttdn.engine.text.normal import fold

PASSWORD = "một mật khẩu đủ dài"
_numbers = count(1)


def make_agency(name: str = "", *, kind: str = AgencyKind.DEPARTMENT, **fields) -> Agency:
    name = name or f"Sở Thử nghiệm {next(_numbers)}"
    return Agency.objects.create(name=name, kind=kind, sort_key=sort_key(name), folded=fold(name), **fields)


def make_user(name: str = "Nguyễn Thị Mẫu", *, email: str = "", password: str = PASSWORD, **fields) -> User:
    return User.objects.create_user(email or f"nguoi{next(_numbers)}@tinh.example", password, name=name, **fields)


def make_member(role: str = Role.FOCAL_OFFICER, *, agency: Agency | None = None, **fields) -> User:
    """A person with one role in one agency."""
    user = make_user(**fields)
    Membership.objects.create(user=user, agency=agency or make_agency(), role=role)
    return user


def make_administrator(name: str = "Trần Văn Quản", **fields) -> User:
    return make_member(Role.ADMINISTRATOR, name=name, **fields)
