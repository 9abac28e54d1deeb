"""Short ways to read in tests."""

from __future__ import annotations

from ttdn.engine.plans.model import Block, Document
from ttdn.engine.plans.readers import Limits, read_document


def read(data: bytes | str, name: str = "ke-hoach.docx", limits: Limits | None = None) -> Document:
    payload = data.encode() if isinstance(data, str) else data
    return read_document(payload, name=name, limits=limits or Limits())


def blocks(data: bytes | str, name: str = "ke-hoach.docx") -> tuple[Block, ...]:
    return read(data, name).blocks


def texts(data: bytes | str, name: str = "ke-hoach.docx") -> list[str]:
    return [block.text for block in blocks(data, name)]


def codes(document: Document) -> list[str]:
    return [finding.code for finding in document.findings]
