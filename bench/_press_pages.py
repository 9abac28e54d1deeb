"""The published pages beside the checkout, which the press benches and some tests read; never copied into it."""

from __future__ import annotations

import gzip
import io
import tarfile
from pathlib import Path

DATA = Path(__file__).parents[2] / "shared" / "data" / "extraction"
PAGE = 180_000  # bytes; figures are told for pages of this size


def real_pages() -> list[bytes]:
    """Raw bytes of all pages of both sets; none when the folder is not there."""
    pages: list[bytes] = []
    for file in (DATA / "saeb" / "html.tar", DATA / "trafilatura" / "eval-990.tar.xz"):
        if file.exists():
            with tarfile.open(fileobj=io.BytesIO(file.read_bytes())) as archive:
                pages += [_unpacked(archive, member) for member in archive if member.isfile()]
    return [page for page in pages if b"<" in page[:2000]]


def _unpacked(archive: tarfile.TarFile, member: tarfile.TarInfo) -> bytes:
    stream = archive.extractfile(member)
    data = stream.read() if stream else b""
    return gzip.decompress(data) if member.name.endswith(".gz") else data if member.name.endswith("html") else b""
