"""Real pages of the press out of ``../shared``, packed into an archive of which a share names a watched province."""

from __future__ import annotations

import hashlib
from pathlib import Path

from bench import _warc
from bench._press_pages import real_pages

ARCHIVES = Path(__file__).parents[1] / "build" / "bench" / "archives"
NAMES = '{"provinces": ["08"]}'  # a province, its communes, its former districts, what it is known for
NAMING = "<p>Đoàn công tác đã đến tỉnh Tuyên Quang.</p>".encode()
ONE_IN = 100  # pages are made to name it


def archive() -> Path | None:
    """A .warc.gz of all the pages, about 35 MB; None where they are not there."""
    path = ARCHIVES / f"press-{ONE_IN}.warc.gz"
    if path.exists():
        return path
    pages = real_pages()
    if not pages:
        return None
    path.parent.mkdir(parents=True, exist_ok=True)
    named = [(f"http://bao.example/{number}", naming(page, number)) for number, page in enumerate(pages)]
    path.write_bytes(_warc.pages(named))
    return path


def naming(page: bytes, number: int) -> bytes:
    """The page, of which one in ``ONE_IN`` names the province, in the middle, as a paragraph of its own."""
    if int.from_bytes(hashlib.sha256(b"%d" % number).digest()[:4]) % ONE_IN:
        return page
    place = page.find(b"</p>", len(page) // 3)
    place = place + 4 if place >= 0 else page.rfind(b"</body>")
    return page[:place] + NAMING + page[place:]
