"""Files by hash, and files that must not be kept."""

import datetime as dt
import hashlib
import io
import os
import time
from pathlib import Path

import pytest
from django.conf import settings as django_settings
from django.core.files.storage import default_storage
from django.core.files.uploadedfile import SimpleUploadedFile, TemporaryUploadedFile
from django.utils import timezone

from tests.factories.people import make_user
from ttdn.core import files
from ttdn.core.models import RefusedFile, StoredFile
from ttdn.plans.models import PlanDocument

pytestmark = pytest.mark.django_db
SECRET = "Kế hoạch tối mật của tỉnh".encode()


@pytest.fixture(autouse=True)
def own_folder(tmp_path, settings):
    """Each test has a folder of its own, so that what is left behind can be counted."""
    default = {**settings.STORAGES["default"], "OPTIONS": {"location": tmp_path / "files"}}
    settings.STORAGES = {**settings.STORAGES, "default": default}
    return tmp_path / "files"


def kept(folder: Path) -> list[bytes]:
    return [path.read_bytes() for path in sorted(folder.rglob("*")) if path.is_file()]


def temporary_upload(content: bytes) -> TemporaryUploadedFile:
    upload = TemporaryUploadedFile("mat.docx", "application/octet-stream", len(content), None)
    upload.write(content)
    upload.seek(0)
    return upload


def age(stored: StoredFile) -> None:
    StoredFile.objects.filter(pk=stored.pk).update(handed_in_at=timezone.now() - dt.timedelta(days=2))


@pytest.mark.parametrize("make", [bytes, io.BytesIO, lambda b: SimpleUploadedFile("a.docx", b), temporary_upload])
def test_bytes_are_stored_under_their_hash_and_read_back(own_folder, make):
    content = b"x" * (3 * files.CHUNK + 7)

    stored = files.store(make(content))

    assert stored.sha256 == hashlib.sha256(content).hexdigest()
    assert stored.size == len(content)
    with files.open_stored(stored) as file:
        assert file.read() == content
    assert kept(own_folder) == [content]


def test_the_same_bytes_are_kept_once(own_folder):
    first, second = files.store(b"abc"), files.store(io.BytesIO(b"abc"))

    assert first == second
    assert kept(own_folder) == [b"abc"]


def test_bytes_that_were_lost_come_back_when_handed_in_again(own_folder):
    stored = files.store(b"abc")
    files.delete_bytes(stored)
    with pytest.raises(files.FileGone):
        files.open_stored(stored)

    assert files.store(b"abc") == stored
    assert kept(own_folder) == [b"abc"]


def test_a_source_that_breaks_leaves_nothing(own_folder):
    class Broken(io.BytesIO):
        def read(self, size=-1):
            if self.tell() > files.CHUNK:
                raise OSError("connection lost")
            return super().read(size)

    with pytest.raises(OSError, match="connection lost"):
        files.store(Broken(b"x" * (4 * files.CHUNK)))

    assert kept(own_folder) == []
    assert not StoredFile.objects.exists()


@pytest.mark.parametrize("make", [lambda b: SimpleUploadedFile("a.docx", b), temporary_upload, files.store, bytes])
def test_a_refused_file_leaves_a_keyed_hash_and_nothing_else(own_folder, make):
    user, given = make_user(), make(SECRET)

    refused = files.refuse(given, by=user, mark="TỐI MẬT", reason="Dấu ở đầu trang 1")

    assert kept(own_folder) == []
    assert os.listdir(django_settings.FILE_UPLOAD_TEMP_DIR) == []
    assert not StoredFile.objects.exists()
    sha256 = hashlib.sha256(SECRET).hexdigest()
    assert refused.keyed_hash not in {sha256, hashlib.sha256(sha256.encode()).hexdigest()}
    assert RefusedFile.objects.values("by", "mark", "reason", "keyed_hash").get() == {
        "by": user.pk,
        "mark": "TỐI MẬT",
        "reason": "Dấu ở đầu trang 1",
        "keyed_hash": files.keyed_hash(sha256),
    }


def test_the_keyed_hash_depends_on_the_installation(settings):
    before = files.keyed_hash("ab")
    settings.SECRET_KEY = "another installation's key"

    assert files.keyed_hash("ab") != before


def test_a_refused_file_is_known_when_it_comes_again():
    refused = files.refuse(SECRET, by=None, mark="MẬT", reason="")

    assert files.refused_before(SimpleUploadedFile("ten-khac.docx", SECRET)) == refused
    assert files.refused_before(SECRET + b" ") is None


def test_a_refused_file_that_another_row_still_names_is_without_bytes_at_once(own_folder):
    stored = files.store(SECRET)
    PlanDocument.objects.create(file=stored, name="a.docx")

    files.refuse(stored, by=None, mark="MẬT", reason="")

    assert kept(own_folder) == []
    assert StoredFile.objects.get() == stored
    PlanDocument.objects.update(file=None)
    files.refuse(stored, by=None, mark="MẬT", reason="")
    assert not StoredFile.objects.exists()


def test_orphans_go_after_a_day_and_what_is_referred_to_stays(own_folder):
    orphan, used, young = files.store(b"orphan"), files.store(b"used"), files.store(b"young")
    PlanDocument.objects.create(file=used, name="a.docx")
    age(orphan)
    age(used)

    removed = files.remove_orphans(timezone.now())

    assert removed == 1
    assert sorted(kept(own_folder)) == [b"used", b"young"]
    assert set(StoredFile.objects.all()) == {used, young}


def test_an_orphan_handed_in_again_is_young_again():
    stored = files.store(b"abc")
    age(stored)
    files.store(b"abc")

    assert files.remove_orphans(timezone.now()) == 0
    assert StoredFile.objects.get() == stored


def test_strays_on_disk_go_when_they_are_old(own_folder):
    stored = files.store(b"kept")
    rolled_back = own_folder / "ab" / ("ab" + "0" * 62)
    unfinished, fresh = own_folder / files.UNFINISHED / "tmpold", own_folder / files.UNFINISHED / "tmpnew"
    upload = Path(django_settings.FILE_UPLOAD_TEMP_DIR) / "tmp.upload"
    for path in (rolled_back, unfinished, fresh, upload):
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(b"stray")
    old = time.time() - 2 * 24 * 3600
    for path in (rolled_back, unfinished, upload, Path(default_storage.path(stored.path))):
        os.utime(path, (old, old))

    assert files.remove_orphans(timezone.now()) == 3
    assert sorted(kept(own_folder)) == [b"kept", b"stray"]
    assert fresh.exists()


@pytest.mark.parametrize(
    ("name", "content_type"),
    [("kế hoạch.docx", files.FORMATS[".docx"]), ("a.html", "application/octet-stream")],
)
def test_a_file_is_served_as_a_download_that_no_browser_runs(name, content_type):
    response = files.file_response(files.store(b"<script>alert(1)</script>"), name=name)

    assert b"".join(response.streaming_content) == b"<script>alert(1)</script>"
    assert response["Content-Type"] == content_type
    assert response["Content-Disposition"].startswith("attachment;")
    assert response["X-Content-Type-Options"] == "nosniff"
    assert response["Cache-Control"] == "private, no-store"
    response.close()


def test_a_name_with_a_path_is_served_without_it():
    response = files.file_response(files.store(b"x"), name="../../etc/passwd")

    assert response["Content-Disposition"] == 'attachment; filename="passwd"'
    response.close()
