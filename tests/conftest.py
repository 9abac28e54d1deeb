"""What every test stands on: a temporary data folder, a database that threads share, no way out of the machine.

Database tests run on SQLite, or on whatever ``DATABASE_URL`` names: ``python -m tests.postgres -- pytest`` gives a
PostgreSQL of its own. Migrations always run, for the audit's triggers stand in one.
"""

from __future__ import annotations

import ipaddress
import shutil
import socket
import tempfile
import time
from importlib import import_module
from pathlib import Path

import hypothesis
import pytest

hypothesis.settings.register_profile("no timed tests", deadline=None)
hypothesis.settings.load_profile("no timed tests")
DATA = Path(tempfile.mkdtemp(prefix="ttdn-test-"))


def pytest_configure(config):
    from django.conf import settings

    for folder in ("static", "files", "uploads"):
        (DATA / folder).mkdir(exist_ok=True)
    settings.DATA = DATA
    settings.STATIC_ROOT = DATA / "static"
    settings.FILE_UPLOAD_TEMP_DIR = str(DATA / "uploads")
    settings.STORAGES = {
        "default": {"BACKEND": "django.core.files.storage.FileSystemStorage", "OPTIONS": {"location": DATA / "files"}},
        "staticfiles": {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"},
    }
    settings.PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]  # argon2 is slow on purpose
    database = settings.DATABASES["default"]
    if database["ENGINE"].endswith("sqlite3"):
        database.setdefault("TEST", {})["NAME"] = str(DATA / "test.sqlite3")  # a file, seen by threads and children


def pytest_unconfigure(config):
    shutil.rmtree(DATA, ignore_errors=True)


@pytest.fixture(autouse=True, scope="session")
def closed_sockets():
    """Connections go to this machine or nowhere."""
    connect = socket.socket.connect

    def connect_here(self, address):
        if self.family in (socket.AF_INET, socket.AF_INET6) and not _is_loopback(address[0]):
            raise OSError(f"tests do not connect to {address[0]}")
        return connect(self, address)

    socket.socket.connect = connect_here
    yield
    socket.socket.connect = connect


def _is_loopback(host: str) -> bool:
    try:
        return ipaddress.ip_address(host).is_loopback
    except ValueError:
        return host == "localhost"


@pytest.fixture(autouse=True, scope="session")
def flush_past_the_audit():
    """Between transactional tests all tables are emptied; the audit's triggers must step aside for that."""
    from django.db import connection

    if connection.vendor == "sqlite":
        modules = ["0002_audit_append_only", "0004_audit_neither_replaced_nor_truncated"]
        after = [trigger for name in modules for trigger in import_module(f"ttdn.core.migrations.{name}").SQLITE]
        before = [f"DROP TRIGGER {statement.split()[2]}" for statement in after]
    else:
        before, after = (
            [f"ALTER TABLE core_auditentry {verb} TRIGGER core_auditentry_no_truncate"]
            for verb in ("DISABLE", "ENABLE")
        )
    sql_flush = connection.ops.sql_flush

    def sql_flush_without_triggers(*args, **kwargs):
        return [*before, *sql_flush(*args, **kwargs), *after]

    connection.ops.sql_flush = sql_flush_without_triggers
    yield
    connection.ops.sql_flush = sql_flush


@pytest.fixture(autouse=True)
def empty_cache(request, django_db_blocker):
    """The cache's table is no model's, so no flush empties it: throttles must not reach the next test."""
    yield
    marker = request.node.get_closest_marker("django_db")
    commits = marker is not None and marker.kwargs.get("transaction")
    if commits or {"transactional_db", "live_server"} & set(request.fixturenames):
        from django.core.cache import cache

        with django_db_blocker.unblock():
            cache.clear()


@pytest.fixture
def client_of(client_class):
    """``client_of(user)``: a browser in which ``user`` has signed in a moment ago."""

    def make(user):
        browser = client_class()
        browser.force_login(user)
        session = browser.session
        session["seen_at"] = int(time.time())
        session.save()
        return browser

    return make


@pytest.fixture
def client_class():
    from django.test import Client

    return Client
