"""Web archives (WARC, gzip'd or plain) read in parts that know nothing of each other.

Ours rather than a library's: it bounds what a record may cost, finds its way again after a damaged stretch, and begins
anywhere in a file. With isal it is as fast as fastwarc (0.14 ms a page of 150 kB). Offsets are bytes of the file.
"""

from __future__ import annotations

import os
import re
from collections.abc import Callable, Generator, Iterator
from dataclasses import dataclass
from typing import BinaryIO

from isal import isal_zlib

from ttdn.engine.press.limits import PageLimits
from ttdn.engine.press.model import Discarded, Outcome

InflateError: type[Exception] = isal_zlib.error  # type: ignore[assignment]  # its stub takes the class for a value

_GZIP, _WARC = b"\x1f\x8b\x08", b"WARC/1."
_BLOCK, _INFLATED = 1 << 17, 1 << 20  # bytes read, and bytes decompressed, at a time
_PEEK = 256  # bytes decompressed at a time to see whether a record begins
_HEAD = 1 << 16  # the longest head of a record
_SKIPPED = 1 << 29  # of a record that is too large, what is read over before the rest of its member is given up
_TRIES = 10_000  # false beginnings looked at before a damaged stretch is given up
_NUMBER = re.compile(r"[0-9]{1,15}")
_PAGES = {"response", "resource", "revisit"}


@dataclass(frozen=True, slots=True, kw_only=True)
class Record:
    """One fetched document of an archive; ``block`` is its HTTP answer where ``is_http``, else the document itself.

    ``at`` is where its member begins. What could not be had has ``lost`` and no block.
    """

    at: int
    url: str = ""
    block: bytes = b""
    is_http: bool = False
    revisit: bool = False
    lost: Discarded | None = None


class _Broken(Exception):
    """No record can be read here; the message says why, in one English clause."""


class ArchivePart:
    """The records of ``file`` that begin in bytes ``start`` to ``end``; to be iterated once.

    Afterwards ``first`` is where the first of them began (None without any) and ``next`` where the record after the
    last one should begin. Parts that meet (``next`` of one is ``first`` of the one after it) are the whole archive;
    where they do not, a damaged stretch or a record that holds an archive lies across the seam.
    """

    def __init__(self, file: BinaryIO, *, start: int = 0, end: int | None = None, limits: PageLimits) -> None:
        self._file = file.fileno()
        self.size = os.fstat(self._file).st_size
        self.start, self.end = start, self.size if end is None else min(end, self.size)
        self.first: int | None = None
        self.next: int | None = None
        self._limits = limits
        head = self._read(0, _BLOCK)
        gzip, plain = head.find(_GZIP), head.find(_WARC)
        self._packed = plain < 0 or 0 <= gzip < plain

    def __iter__(self) -> Iterator[Record]:
        at = self.first = self._find(self.start, self.end)
        if self.start == 0 and at != 0:
            yield _lost(0, "no record begins where the archive begins")
        while at is not None and at < self.end:
            after = yield from self._member(at)
            at = self._find(at + 1, self.size) if after is None else after
        self.next = at

    def _read(self, at: int, length: int) -> bytes:
        return os.pread(self._file, length, at)

    def _find(self, at: int, before: int) -> int | None:
        """Where the first record that begins at ``at`` or later, but before ``before``, does so."""
        mark = _GZIP if self._packed else _WARC
        tries = 0
        while at < before:
            block = self._read(at, _BLOCK + len(mark) - 1)
            place = block.find(mark)
            while 0 <= place < min(_BLOCK, before - at) and tries < _TRIES:
                if self._begins(at + place):
                    return at + place
                tries += 1
                place = block.find(mark, place + 1)
            at += _BLOCK if tries < _TRIES else before
        return None

    def _begins(self, at: int) -> bool:
        stream = _Stream(
            self._read, at, packed=self._packed, step=_PEEK
        )  # what is damaged further on begins all the same
        try:
            _fields(stream)
        except (_Broken, InflateError):
            return False
        return True

    def _member(self, at: int) -> Generator[Record, None, int | None]:
        """The records of the member that begins at ``at``; returns where it ends, None if that cannot be known.

        A plain file has one record to a member, a gzip'd one should, and may have thousands.
        """
        stream = _Stream(self._read, at, packed=self._packed)
        try:
            while stream.has(1):
                record = self._record(stream, at)
                if record:
                    yield record
                if not self._packed:
                    break
        except (_Broken, InflateError) as error:
            yield _lost(at, str(error) if isinstance(error, _Broken) else "its compression is damaged")
            return None
        return stream.end

    def _record(self, stream: _Stream, at: int) -> Record | None:
        """The next record of a stream, None where it is not about a page (a request, a note on the crawl)."""
        fields = _fields(stream)
        length = int(fields["content-length"])
        kind, url = fields.get("warc-type", ""), fields.get("warc-target-uri", "").strip("<> ")
        too_large = length > self._limits.page_bytes + _HEAD
        if too_large or kind not in _PAGES or url.startswith("dns:"):
            stream.skip(length)
            block = b""
        else:
            block = stream.take(length)
        stream.skip_newlines()
        if stream.has(1) and not stream.starts_with(b"WARC/"):
            raise _Broken("it is not as long as it says")
        if kind not in _PAGES or url.startswith("dns:"):
            return None
        if too_large:
            return Record(at=at, url=url, lost=Discarded(outcome=Outcome.TOO_LARGE, reason="its record is too large"))
        is_http = fields.get("content-type", "").startswith("application/http")
        return Record(at=at, url=url, block=block, is_http=is_http, revisit=kind == "revisit")


class _Stream:
    """The bytes of one member in their order, decompressed as they are asked for."""

    def __init__(self, read: Callable[[int, int], bytes], at: int, *, packed: bool, step: int = _INFLATED) -> None:
        self._read, self._at, self._step = read, at, step
        self._inflate = isal_zlib.decompressobj(31) if packed else None
        self._held, self._place = b"", 0

    @property
    def end(self) -> int:
        """Where in the file the bytes not yet taken begin; of a gzip'd member, once all are taken, its end."""
        unused = len(self._inflate.unused_data) if self._inflate else len(self._held) - self._place
        return self._at - unused

    def has(self, length: int) -> bool:
        """Whether so many bytes are left; they are then held."""
        while len(self._held) - self._place < length:
            if not self._more():
                return False
        return True

    def starts_with(self, mark: bytes) -> bool:
        return self.has(len(mark)) and self._held.startswith(mark, self._place)

    def take_to(self, mark: bytes, most: int) -> bytes:
        """What stands before the next ``mark``, which is taken too."""
        while (place := self._held.find(mark, self._place)) < 0:
            if len(self._held) - self._place > most or not self._more():
                raise _Broken("its head does not end")
        taken = self._held[self._place : place]
        self._place = place + len(mark)
        return taken

    def take(self, length: int) -> bytes:
        if not self.has(length):
            raise _Broken("it is cut short")
        taken = self._held[self._place : self._place + length]
        self._place += length
        return taken

    def skip(self, length: int) -> None:
        """Read over so many bytes; of a plain file they need not be read."""
        if length > _SKIPPED and self._inflate:
            raise _Broken("its record is too large to be read over")
        held = min(length, len(self._held) - self._place)
        self._place += held
        length -= held
        if self._inflate is None:
            self._at += length
            return
        while length:
            step = min(length, _INFLATED)
            self.take(step)
            length -= step

    def skip_newlines(self) -> None:
        """The two line ends behind a record; archives are seen with fewer and with more."""
        while self.has(1) and self._held[self._place] in b"\r\n":
            self._place += 1

    def _more(self) -> bool:
        """Hold some bytes more; False at the end."""
        if self._inflate is None:
            block = self._read(self._at, _BLOCK)
            self._at += len(block)
        else:
            if self._inflate.eof:
                return False
            packed = self._inflate.unconsumed_tail
            if not packed:
                packed = self._read(self._at, _BLOCK)
                self._at += len(packed)
            if not packed:
                raise _Broken("it is cut short")
            block = self._inflate.decompress(packed, self._step)
        self._held, self._place = self._held[self._place :] + block, 0
        return bool(block) or self._inflate is not None


def _fields(stream: _Stream) -> dict[str, str]:
    """The head of a record, names in small letters; it has a whole ``content-length``."""
    if not stream.starts_with(_WARC):
        raise _Broken("no record begins here")
    lines = stream.take_to(b"\r\n\r\n", _HEAD).decode("utf-8", "replace").split("\r\n")[1:]
    fields = {name.strip().lower(): value.strip() for name, _, value in (line.partition(":") for line in lines)}
    if not _NUMBER.fullmatch(fields.get("content-length", "")):
        raise _Broken("its head does not say how long it is")
    return fields


def _lost(at: int, reason: str) -> Record:
    return Record(at=at, lost=Discarded(outcome=Outcome.UNREADABLE, reason=reason))
