"""From the bytes of a plan to its JSON: read, stop at the secrecy gate, recognise. Runs in a limited child."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import asdict
from typing import Any

from ttdn.engine.child import Progress, run_limited
from ttdn.engine.errors import ClassifiedDocument
from ttdn.engine.gate.classification import find_mark
from ttdn.engine.plans.model import Document
from ttdn.engine.plans.readers import Limits, read_document
from ttdn.engine.tools import Tools

# The stages as a job may show them, in order.
READING, CHECKING, RECOGNISING, WRITING = STAGES = ("reading", "checking", "recognising", "writing")


def parse_bytes(
    data: bytes,
    name: str,
    limits: Limits,
    directory_json: str | None = None,
    *,
    on_progress: Progress | None = None,
) -> dict[str, Any]:
    """The plan in ``data`` as ``ttdn.plan/1``; ``directory_json`` spells agencies as that directory does.

    Raises ``UnreadableDocument`` and ``ClassifiedDocument``, and ``ValueError`` where ``directory_json`` is no JSON;
    ``on_progress`` hears each of ``STAGES`` begin, and "reading 3/8" after each page of a scan.
    """
    if directory_json is not None:
        json.loads(directory_json)
    arguments = {"name": name, "directory_json": directory_json}
    result: dict[str, Any] = json.loads(
        run_limited("plan", data, limits=limits, arguments=arguments, on_progress=on_progress)
    )
    return result


def read_bytes(data: bytes, name: str, limits: Limits, *, on_progress: Progress | None = None) -> dict[str, Any]:
    """The blocks and findings of a document that passed the gate, read in a child; nothing is recognised yet."""
    result: dict[str, Any] = json.loads(
        run_limited("blocks", data, limits=limits, arguments={"name": name}, on_progress=on_progress)
    )
    return result


def read_cleared(data: bytes, *, name: str, limits: Limits, progress: Progress, tools: Tools) -> Document:
    """Read here and now; raises ``ClassifiedDocument`` for a stamped document, without a word of its text."""
    progress(READING)
    document = read_document(
        data,
        name=name,
        limits=limits,
        tools=tools,
        on_page=lambda page, pages: progress(f"{READING} {page}/{pages}"),
    )
    progress(CHECKING)
    mark = find_mark(document.blocks)
    if mark is not None:
        raise ClassifiedDocument(
            f"Văn bản có dấu chỉ mức độ mật ({mark}) nên không được nhận; hãy xử lý theo quy định về bảo vệ bí mật nhà "
            "nước, không đưa lên hệ thống này.",
            mark=mark,
        )
    return document


def blocks_task(data: bytes, arguments: Mapping[str, Any], limits: Limits, progress: Progress, tools: Tools) -> bytes:
    """The child's task behind ``read_bytes``."""
    document = read_cleared(data, name=arguments["name"], limits=limits, progress=progress, tools=tools)
    return json.dumps(asdict(document), ensure_ascii=False).encode()


def plan_task(data: bytes, arguments: Mapping[str, Any], limits: Limits, progress: Progress, tools: Tools) -> bytes:
    """The child's task behind ``parse_bytes``."""
    # Here and not above: the parent imports this module and has no use for the recogniser.
    from ttdn.engine.plans.directory import Directory
    from ttdn.engine.plans.pipeline import compile_plan
    from ttdn.engine.plans.to_json import plan_to_json

    document = read_cleared(data, name=arguments["name"], limits=limits, progress=progress, tools=tools)
    progress(RECOGNISING)
    spelled = arguments["directory_json"]
    directory = Directory.from_json(json.loads(spelled)) if spelled else Directory.shipped()
    plan = compile_plan(document, directory=directory)
    progress(WRITING)
    return json.dumps(plan_to_json(plan), ensure_ascii=False).encode()
