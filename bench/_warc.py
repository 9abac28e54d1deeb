"""Writes web archives for benches and tests."""

from __future__ import annotations

import gzip
from collections.abc import Iterable, Mapping


def record(url: str, block: bytes, *, kind: str = "response", length: int | None = None, **fields: str) -> bytes:
    """One WARC record around a block; ``length`` is what its head says, by default the truth."""
    head = {
        "WARC-Type": kind,
        "WARC-Target-URI": url,
        "Content-Type": "application/http; msgtype=response",
        **{name.replace("_", "-"): value for name, value in fields.items()},
        "Content-Length": str(len(block) if length is None else length),
    }
    lines = "".join(f"{name}: {value}\r\n" for name, value in head.items())
    return f"WARC/1.0\r\n{lines}\r\n".encode() + block + b"\r\n\r\n"


def answer(body: bytes, *, status: str = "200 OK", headers: Mapping[str, str] | None = None) -> bytes:
    """An HTTP answer."""
    given = {"Content-Type": "text/html; charset=utf-8", **(headers or {})}
    lines = "".join(f"{name}: {value}\r\n" for name, value in given.items())
    return f"HTTP/1.1 {status}\r\n{lines}\r\n".encode() + body


def packed(records: Iterable[bytes], *, level: int = 6) -> bytes:
    """A .warc.gz: each record a gzip member, the same bytes each time."""
    return b"".join(gzip.compress(each, level, mtime=0) for each in records)


def pages(bodies: Iterable[tuple[str, bytes]]) -> bytes:
    """The archive of pages, each an address and its bytes."""
    return packed(record(url, answer(body)) for url, body in bodies)
