"""``ttdn plan parse`` and ``ttdn plan import``."""

from __future__ import annotations

import json
import os
from pathlib import Path

from ttdn import environment
from ttdn.cli.outcome import BAD_USAGE, REFUSED, UNREADABLE, Failure
from ttdn.engine.errors import ClassifiedDocument, UnreadableDocument


def parse(given) -> int:
    """Print the plan, and nothing else, on standard output; needs no database, writes nothing but ``--output``."""
    from ttdn.cli.papers import check_place, put_out, written
    from ttdn.engine.plans.parse import parse_bytes

    check_place(given)
    limits = limits_from_environment()
    directory = read_directory(given.directory) if given.directory else None
    data = read_file(given.file, at_most=limits.file_bytes)
    try:
        plan = parse_bytes(data, shown_name(given.file), limits, directory)
    except UnreadableDocument as error:
        raise Failure(f"{given.file}: {error.message}", status=UNREADABLE) from error
    except ClassifiedDocument as error:
        raise Failure(f"{given.file}: {error.message}", status=REFUSED) from error
    put_out(written(plan, given.format), given.output)
    return 0


def limits_from_environment():
    """What a document may cost, as ``docs/operate/settings.md`` says."""
    from ttdn.engine.plans.readers import Limits

    usual = Limits()
    return Limits(
        file_bytes=environment.number("TTDN_READ_MAX_BYTES", usual.file_bytes, least=1024),
        seconds=float(environment.number("TTDN_READ_MAX_SECONDS", int(usual.seconds), least=1)),
        memory_mb=environment.number("TTDN_READ_MAX_MEMORY_MB", usual.memory_mb, least=128),
    )


def shown_name(path: str) -> str:
    """The file's own name; bytes that are no UTF-8 are marked, for they cannot stand in JSON."""
    return os.fsencode(Path(path).name).decode("utf-8", errors="replace")


def read_file(path: str, *, at_most: int) -> bytes:
    """The bytes of a file, one more than allowed at most: the engine then says that it is too large."""
    try:
        with open(path, "rb") as file:
            return file.read(at_most + 1)
    except OSError as error:
        raise Failure(f"{path}: {why_unreadable(error)}", status=UNREADABLE) from error


def why_unreadable(error: OSError) -> str:
    if isinstance(error, FileNotFoundError):
        return "không có tệp này; hãy kiểm tra lại đường dẫn."
    if isinstance(error, IsADirectoryError):
        return "là một thư mục; hãy chỉ đích danh một tệp kế hoạch."
    if isinstance(error, PermissionError):
        return "không được phép đọc tệp này; hãy kiểm tra quyền của tệp."
    return f"không đọc được tệp ({error.strerror})."


def read_directory(path: str) -> str:
    """The agencies' directory as text; a wrong one is a wrong call."""
    try:
        text = Path(path).read_text(encoding="utf-8")
        rows = json.loads(text)
        rows = rows["bodies"] if isinstance(rows, dict) else rows
        if not all(isinstance(row["name"], str) for row in rows):
            raise TypeError
    except OSError as error:
        raise Failure(f"--directory {path}: {why_unreadable(error)}", status=BAD_USAGE) from error
    except (ValueError, KeyError, TypeError) as error:
        raise Failure(
            f"--directory {path}: không phải danh bạ do «ttdn agencies export» in ra.", status=BAD_USAGE
        ) from error
    return text


def hand_in(given) -> int:
    """Hand a plan in as a person would on the screen, and read it at once."""
    need_declared(given)
    from ttdn.cli import django_side

    django_side.start()
    from django.conf import settings

    data = read_file(given.file, at_most=settings.READ_MAX_BYTES)
    document = accept(data, name=shown_name(given.file), by=person(given.by))
    return report(document, given.file)


def need_declared(given) -> None:
    if not given.declared:
        raise Failure(
            "hãy thêm --declared để cam đoan tệp không chứa bí mật nhà nước; thiếu cam đoan thì tệp không được nhận.",
            status=BAD_USAGE,
        )


def person(email: str):
    from ttdn.accounts.models import User

    user = User.objects.active().filter(email__iexact=email).first()
    if user is None:
        raise Failure(f"không có người dùng {email}; hãy xem --by.", status=BAD_USAGE)
    return user


def accept(data: bytes, *, name: str, by):
    from django.core.files.base import ContentFile

    from ttdn.plans import actions

    try:
        document = actions.hand_in(ContentFile(data, name=name), name=name, declared=True, by=by)
    except actions.AlreadyHandedIn as error:
        raise Failure(f"{name}: tệp này đã được đưa vào (tài liệu {error.document.pk}).", status=BAD_USAGE) from error
    except actions.RefusedBefore as error:
        raise Failure(f"{name}: {error.message}", status=REFUSED) from error
    except actions.HandInRefused as error:
        raise Failure(f"{name}: {error.message}", status=UNREADABLE) from error
    return actions.read(document)


def report(document, file: str) -> int:
    from ttdn.plans.models import DocumentState

    if document.state == DocumentState.REFUSED:
        raise Failure(f"{file}: {document.message}", status=REFUSED)
    if document.state != DocumentState.READ:
        raise Failure(f"{file}: {document.message}", status=UNREADABLE)
    plan = document.plan
    tasks = plan.items.filter(kind="task").count()
    print(f"Đã đọc: {plan} ({tasks} nhiệm vụ, {plan.findings.count()} điểm cần xem). Hãy mở trang để rà soát.")
    return 0
