"""``ttdn users add``: how the first administrator comes into a new installation."""

from __future__ import annotations

import getpass
import sys

from ttdn.cli import django_side
from ttdn.cli.outcome import BAD_USAGE, Failure


def add(given) -> int:
    if bool(given.role) != bool(given.agency):
        raise Failure("--role và --agency đi cùng nhau.", status=BAD_USAGE)
    django_side.start()
    from django.db import transaction

    agency = find_agency(given.agency) if given.agency else None
    password = ask_password()
    with transaction.atomic():
        user = create(given, password)
        if agency:
            from ttdn.agencies.actions import add_membership

            add_membership(user=user, agency=agency, role=given.role, by=None)
    print(f"Đã thêm {user.email}.")
    return 0


def find_agency(name: str):
    from ttdn.agencies.queries import match

    agency = match(name)
    if agency is None:
        raise Failure(f"không có cơ quan «{name}» trong danh bạ; xem «ttdn agencies export».", status=BAD_USAGE)
    return agency


def ask_password() -> str:
    """Typed twice by a person, or one line of standard input from a script."""
    if not sys.stdin.isatty():
        return sys.stdin.readline().rstrip("\n")
    first = getpass.getpass("Mật khẩu: ")
    if getpass.getpass("Gõ lại: ") != first:
        raise Failure("hai lần gõ mật khẩu khác nhau.", status=BAD_USAGE)
    return first


def create(given, password: str):
    from django.core.exceptions import ValidationError

    from ttdn.accounts.actions import create_user

    try:
        return create_user(email=given.email, name=given.name, password=password, by=None)
    except ValidationError as error:
        raise Failure(" ".join(error.messages), status=BAD_USAGE) from error
