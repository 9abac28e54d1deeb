import datetime as dt
import shutil
from types import SimpleNamespace

import pytest
from django.utils import timezone

from tests.factories.people import make_member
from ttdn.core.models import JobWorker


@pytest.mark.django_db
def test_healthz_is_well_with_a_living_worker(client):
    JobWorker.objects.create(name="w", seen_at=timezone.now())

    response = client.get("/healthz")

    assert response.status_code == 200
    assert response.json() == {"status": "ok", "database": "ok", "worker": "ok", "disk": "ok"}


@pytest.mark.django_db
def test_healthz_tells_a_stranger_no_more(client):
    make_member(name="Lê Thị Kín")
    JobWorker.objects.create(name="may-chu-7-1234", seen_at=timezone.now())

    text = client.get("/healthz").content.decode()

    assert "may-chu" not in text
    assert "Kín" not in text


@pytest.mark.django_db
def test_healthz_is_degraded_without_a_worker_but_serves(client, settings):
    late = timezone.now() - dt.timedelta(seconds=3 * settings.JOB_LEASE_SECONDS)
    JobWorker.objects.create(name="w", seen_at=late)

    response = client.get("/healthz")

    assert (response.status_code, response.json()["status"], response.json()["worker"]) == (200, "degraded", "failing")


@pytest.mark.django_db
def test_healthz_is_degraded_when_the_disk_is_nearly_full(client, monkeypatch):
    JobWorker.objects.create(name="w", seen_at=timezone.now())
    monkeypatch.setattr(shutil, "disk_usage", lambda path: SimpleNamespace(free=1024))

    assert client.get("/healthz").json() == {"status": "degraded", "database": "ok", "worker": "ok", "disk": "failing"}


def test_healthz_says_503_when_the_database_does_not_answer(client, monkeypatch):
    from django.db import OperationalError, connection

    def refuse(*args, **kwargs):
        raise OperationalError("no route to db.internal")

    monkeypatch.setattr(connection, "cursor", refuse)
    monkeypatch.setattr(connection, "ensure_connection", refuse)

    response = client.get("/healthz")

    assert response.status_code == 503
    assert response.json()["database"] == "failing"
    assert "db.internal" not in response.content.decode()
