"""Files kept once under their hash in the private folder; and files that must not be kept at all."""

from __future__ import annotations

import datetime as dt
import hashlib
import os
import tempfile
from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path
from typing import IO

from django.conf import settings
from django.core.files.base import File
from django.core.files.storage import default_storage
from django.core.files.uploadedfile import UploadedFile
from django.db import connection, transaction
from django.http import FileResponse
from django.utils import timezone
from django.utils.crypto import salted_hmac

from ttdn.core.models import RefusedFile, StoredFile

CHUNK = 1024 * 1024
UNFINISHED = ".unfinished"
KEEP_ORPHANS = dt.timedelta(days=1)
KEEP_UNFINISHED = dt.timedelta(hours=2)
FORMATS = {
    ".docx": "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
    ".pdf": "application/pdf",
    ".xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
}


class FileGone(Exception):
    """The bytes of this file are no longer kept."""


def store(source: bytes | IO[bytes] | File) -> StoredFile:
    """Keep the bytes of ``source`` and return their row; the same bytes are kept once.

    They are streamed into a file of their own and moved to their place when complete. Where the caller's
    transaction is rolled back, the clean-up takes the bytes away a day later.
    """
    unfinished, sha256, size = _write_unfinished(source)
    try:
        with transaction.atomic():
            stored, made = StoredFile.objects.get_or_create(sha256=sha256, defaults={"size": size})
            if not made:
                StoredFile.objects.filter(pk=stored.pk).update(handed_in_at=timezone.now())
            _put(unfinished, Path(default_storage.path(stored.path)))
    finally:
        unfinished.unlink(missing_ok=True)
    return stored


def open_stored(stored: StoredFile) -> File:
    """The bytes, for reading. Raises FileGone."""
    try:
        return default_storage.open(stored.path, "rb")
    except FileNotFoundError as error:
        raise FileGone(stored.sha256[:12]) from error


def file_response(stored: StoredFile, *, name: str) -> FileResponse:
    """The file as a download, never shown by the browser itself. The view that calls this has asked for rights."""
    response = FileResponse(
        open_stored(stored),
        as_attachment=True,
        filename=Path(name).name,
        content_type=FORMATS.get(Path(name).suffix.lower(), "application/octet-stream"),
    )
    response["X-Content-Type-Options"] = "nosniff"
    response["Cache-Control"] = "private, no-store"
    return response


def delete_bytes(file: StoredFile | UploadedFile) -> None:
    """Take the bytes away now, whatever becomes of the transaction."""
    if isinstance(file, StoredFile):
        default_storage.delete(file.path)
        return
    file.close()  # a large upload's temporary file goes with its handle
    if hasattr(file, "temporary_file_path"):
        with suppress(FileNotFoundError):
            os.unlink(file.temporary_file_path())


def keyed_hash(sha256: str) -> str:
    """What is kept of a refused file: nobody without this installation's key can test a guess against it."""
    return salted_hmac("ttdn.core.files.refused", sha256, algorithm="sha256").hexdigest()


def refuse(file: StoredFile | UploadedFile | bytes, *, by, mark: str, reason: str) -> RefusedFile:
    """Destroy the bytes and write down that they were refused. The caller has let go of the row first.

    A row that something else still points to stays, without its bytes, until that is refused as well.
    """
    sha256 = file.sha256 if isinstance(file, StoredFile) else _sha256(file)
    if not isinstance(file, bytes):
        delete_bytes(file)
    with transaction.atomic():
        refused = RefusedFile.objects.create(keyed_hash=keyed_hash(sha256), by=by, mark=mark, reason=reason)
        if isinstance(file, StoredFile) and not is_referred_to(file):
            file.delete()
    return refused


def forget_overwritten() -> None:
    """Let SQLite's log go, in which a name that was taken away still stands; the file itself zeroes what it frees.

    PostgreSQL does so by its own vacuum and the end of its archived log.
    """
    if connection.vendor == "sqlite":
        with connection.cursor() as cursor:
            cursor.execute("PRAGMA wal_checkpoint(TRUNCATE)")


def refused_before(file: StoredFile | UploadedFile | bytes) -> RefusedFile | None:
    """The refusal of these very bytes, if they were refused earlier."""
    sha256 = file.sha256 if isinstance(file, StoredFile) else _sha256(file)
    return RefusedFile.objects.filter(keyed_hash=keyed_hash(sha256)).first()


def is_referred_to(stored: StoredFile) -> bool:
    """Whether any row of any module points to this file."""
    return any(
        relation.related_model._base_manager.filter(**{relation.field.name: stored.pk}).exists()
        for relation in StoredFile._meta.get_fields(include_hidden=True)
        if relation.auto_created and not relation.concrete and hasattr(relation, "field")
    )


def remove_orphans(now: dt.datetime) -> int:
    """Files that nothing refers to a day after they came, and what broken uploads left. Returns how many went."""
    removed = 0
    for stored in StoredFile.objects.filter(handed_in_at__lt=now - KEEP_ORPHANS).iterator():
        if is_referred_to(stored):
            continue
        with transaction.atomic():
            row = StoredFile.objects.select_for_update().filter(pk=stored.pk, handed_in_at=stored.handed_in_at).first()
            if row and not is_referred_to(row):
                default_storage.delete(row.path)
                row.delete()
                removed += 1
    return removed + _remove_strays(now)


def _chunks(source: bytes | IO[bytes] | File) -> Iterator[bytes]:
    if isinstance(source, bytes):
        yield source
        return
    source.seek(0)
    while chunk := source.read(CHUNK):
        yield chunk


def _sha256(source: bytes | IO[bytes] | File) -> str:
    digest = hashlib.sha256()
    for chunk in _chunks(source):
        digest.update(chunk)
    return digest.hexdigest()


def _write_unfinished(source: bytes | IO[bytes] | File) -> tuple[Path, str, int]:
    folder = Path(default_storage.path(UNFINISHED))
    folder.mkdir(parents=True, exist_ok=True, mode=0o700)
    digest, size = hashlib.sha256(), 0
    handle, name = tempfile.mkstemp(dir=folder)
    try:
        with os.fdopen(handle, "wb") as file:
            for chunk in _chunks(source):
                digest.update(chunk)
                size += len(chunk)
                file.write(chunk)
            file.flush()
            os.fsync(file.fileno())
    except BaseException:
        os.unlink(name)
        raise
    return Path(name), digest.hexdigest(), size


def _put(unfinished: Path, place: Path) -> None:
    if place.exists() and place.stat().st_size == unfinished.stat().st_size:
        return
    place.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
    os.replace(unfinished, place)


def _remove_strays(now: dt.datetime) -> int:
    """Files on disk that no row names: unfinished ones, and those of a transaction that was rolled back."""
    removed = 0
    root = Path(default_storage.path(""))
    for folder, keep in [
        (root / UNFINISHED, KEEP_UNFINISHED),
        (Path(settings.FILE_UPLOAD_TEMP_DIR), KEEP_UNFINISHED),
        *((place, KEEP_ORPHANS) for place in root.glob("[0-9a-f][0-9a-f]")),
    ]:
        for path in folder.glob("*"):
            is_old = path.is_file() and path.stat().st_mtime < (now - keep).timestamp()
            if is_old and not StoredFile.objects.filter(sha256=path.name).exists():
                path.unlink(missing_ok=True)
                removed += 1
    return removed
