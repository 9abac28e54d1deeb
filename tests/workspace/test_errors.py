"""The error pages: Vietnamese, a code, what to do, and nothing of what went wrong inside."""

import logging
import os

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from tests.factories.people import make_member

pytestmark = [pytest.mark.django_db, pytest.mark.urls("tests.workspace.error_urls")]
MEGABYTE = 1024 * 1024


@pytest.fixture
def visitor():
    return Client(raise_request_exception=False)


@pytest.mark.parametrize(
    ("path", "status", "words"),
    [
        ("/muddle/", 400, "không hiểu yêu cầu"),
        ("/deny/", 403, "không có quyền"),
        ("/khong-co/", 404, "Không có trang này"),
        ("/fail/", 500, "Hệ thống gặp lỗi"),
    ],
)
def test_each_error_has_its_page(visitor, path, status, words):
    response = visitor.get(path)

    page = response.content.decode()
    assert response.status_code == status
    assert words in page
    assert str(status) in page
    assert "Về trang đầu" in page
    assert "mật khẩu của ai đó" not in page
    assert "Sở Kín" not in page
    assert "Content-Security-Policy" in response


def test_a_failure_is_logged_with_its_trace(visitor, caplog):
    with caplog.at_level(logging.ERROR, "django.request"):
        visitor.get("/fail/")

    assert "RuntimeError" in str(caplog.records[0].exc_info)


def test_the_page_of_a_failure_needs_no_database(visitor, monkeypatch):
    from django.db import OperationalError, connection

    def refuse(*args, **kwargs):
        raise OperationalError("db.internal")

    monkeypatch.setattr(connection, "cursor", refuse)

    response = visitor.get("/fail/")

    assert response.status_code == 500
    assert "Hệ thống gặp lỗi" in response.content.decode()


def test_a_form_without_its_token_gets_a_page_that_says_so():
    strict = Client(enforce_csrf_checks=True)

    response = strict.post("/tai-khoan/dang-nhap/", {"email": "a@tinh.example", "password": "x"})

    assert response.status_code == 403
    assert "Phiên làm việc đã cũ" in response.content.decode()


def test_too_large_a_form_is_answered_with_413(visitor, settings):
    settings.DATA_UPLOAD_MAX_MEMORY_SIZE = 1000

    response = visitor.post("/take/", {"text": "a" * 2000})

    assert response.status_code == 413
    assert "quá lớn" in response.content.decode()


@pytest.mark.parametrize("factor", [1, 10])
def test_too_large_an_upload_is_answered_with_413_and_leaves_nothing(visitor, settings, factor):
    settings.READ_MAX_BYTES = 3 * MEGABYTE
    upload = SimpleUploadedFile("ke-hoach.docx", b"x" * (3 * MEGABYTE * factor + 1))

    response = visitor.post("/take/", {"file": upload})

    assert response.status_code == 413
    assert os.listdir(settings.FILE_UPLOAD_TEMP_DIR) == []


def test_an_upload_at_the_limit_is_taken(visitor, settings):
    settings.READ_MAX_BYTES = 3 * MEGABYTE

    response = visitor.post("/take/", {"file": SimpleUploadedFile("ke-hoach.docx", b"x" * (3 * MEGABYTE))})

    assert (response.status_code, response.content.decode()) == (200, f"ke-hoach.docx {3 * MEGABYTE}")


def test_an_error_page_keeps_the_rail_for_whoever_is_signed_in(client_of):
    page = client_of(make_member()).get("/khong-co/").content.decode()

    assert "Việc của tôi" in page
