"""Brings an installation up to date: records, cache table, catalogues, static files. Safe to run again."""

from __future__ import annotations

import hashlib
from collections.abc import Callable
from pathlib import Path

from ttdn.cli import django_side
from ttdn.cli.outcome import Failure

Say = Callable[[str], None]


def setup(given) -> int:
    django_side.start()
    prepare(print)
    print("Đã sẵn sàng.")
    return 0


def prepare(say: Say) -> None:
    """Do what is outstanding, and say only what is done."""
    migrate(say)
    seed(say)
    compile_catalogues(say)
    collect_static(say)


def pending_migrations() -> int:
    from django.db import connection
    from django.db.migrations.executor import MigrationExecutor

    executor = MigrationExecutor(connection)
    return len(executor.migration_plan(executor.loader.graph.leaf_nodes()))


def migrate(say: Say) -> None:
    from django.core.management import call_command
    from django.db import OperationalError

    try:
        pending = pending_migrations()
    except OperationalError as error:
        raise Failure(f"Không nối được cơ sở dữ liệu ({str(error).strip()}). Hãy xem lại DATABASE_URL.") from error
    if pending:
        say("Cập nhật cơ sở dữ liệu …")
        call_command("migrate", verbosity=0, interactive=False)
    call_command("createcachetable", verbosity=0)


def seed(say: Say) -> None:
    """The bodies and legal texts that ship with the product; those already there stay as they are."""
    from ttdn.agencies.seed import seed_bodies
    from ttdn.plans.legal import seed_legal_texts

    if brought := seed_bodies():
        say(f"Nạp danh bạ cơ quan: {brought}.")
    if brought := seed_legal_texts():
        say(f"Nạp văn bản pháp lý: {brought}.")


def compile_catalogues(say: Say) -> None:
    """Compile each catalogue that is newer than what was compiled from it; only then can Django read it."""
    from django.conf import settings

    outdated = [
        source
        for folder in settings.LOCALE_PATHS
        for source in sorted(Path(folder).glob("*/LC_MESSAGES/*.po"))
        if is_outdated(source)
    ]
    if outdated:
        say("Biên dịch bản dịch giao diện …")
    for source in outdated:
        compile_catalogue(source)


def is_outdated(source: Path) -> bool:
    compiled = source.with_suffix(".mo")
    return not compiled.exists() or compiled.stat().st_mtime < source.stat().st_mtime


def compile_catalogue(source: Path) -> None:
    from babel.messages.mofile import write_mo
    from babel.messages.pofile import read_po

    with source.open("rb") as file:
        catalogue = read_po(file)
    try:
        with source.with_suffix(".mo").open("wb") as file:
            write_mo(file, catalogue)
    except PermissionError as error:
        raise Failure(
            f"Không ghi được {error.filename}. Hãy chạy «ttdn setup» một lần bằng người dùng đã cài đặt."
        ) from error


def collect_static(say: Say) -> None:
    """Gather the static files when one of them changed since the last time."""
    from django.conf import settings
    from django.core.management import call_command

    stamp = Path(settings.STATIC_ROOT) / ".collected"
    state = static_state()
    if stamp.exists() and stamp.read_text() == state:
        return
    say("Gom tệp tĩnh …")
    call_command("collectstatic", verbosity=0, interactive=False)
    stamp.parent.mkdir(parents=True, exist_ok=True)
    stamp.write_text(state)


def static_state() -> str:
    """One figure that changes with any static file's name, size or time."""
    from django.contrib.staticfiles.finders import get_finders

    figure = hashlib.sha256()
    for finder in get_finders():
        for name, storage in finder.list([]):
            found = Path(storage.path(name)).stat()
            figure.update(f"{name} {found.st_size} {found.st_mtime_ns}\n".encode())
    return figure.hexdigest()
