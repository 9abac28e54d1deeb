"""``ttdn users add``: how the first administrator comes into a new installation."""

from __future__ import annotations

from ttdn.cli import django_side
from ttdn.cli.outcome import BAD_USAGE, Failure


def add(given) -> int:
    """Add a person, with a role if one is given, and print the first password; it must be changed at sign-in."""
    if bool(given.role) != bool(given.agency):
        raise Failure("--role và --agency đi cùng nhau.", status=BAD_USAGE)
    django_side.start()
    check_address(given.email)
    from django.db import transaction

    agency = find_agency(given.agency) if given.agency else None
    with transaction.atomic():
        user, password = create(given)
        if agency:
            from ttdn.agencies.actions import add_membership

            add_membership(user=user, agency=agency, role=given.role, by=None)
    print(f"Đã thêm {user.email}. Mật khẩu đầu tiên, phải đổi khi đăng nhập: {password}")
    return 0


def check_address(email: str) -> None:
    from django.core.exceptions import ValidationError
    from django.core.validators import validate_email

    try:
        validate_email(email)
    except ValidationError as error:
        raise Failure(f"«{email}» không phải một địa chỉ thư điện tử.", status=BAD_USAGE) from error


def find_agency(name: str):
    from ttdn.agencies.queries import match

    agency = match(name)
    if agency is None:
        raise Failure(f"không có cơ quan «{name}» trong danh bạ; xem «ttdn agencies export».", status=BAD_USAGE)
    return agency


def create(given):
    from ttdn.accounts import actions

    try:
        return actions.add_person(email=given.email, name=given.name, by=None)
    except actions.EmailTaken as error:
        raise Failure(f"đã có người dùng {given.email}.", status=BAD_USAGE) from error
