"""Plans as JSON for the papers: one that says everything, and one whose every text is hostile."""

from __future__ import annotations

import copy
from typing import Any

from tests.engine.plans.compiling import compiled
from ttdn.engine.plans.to_json import plan_to_json

HOSTILE = [
    "<script>alert(1)</script>",
    '"><img src=x onerror=alert(1)>',
    "' autofocus onfocus='alert(1)",
    "</style><script>alert(1)</script>",
    "</textarea></title><svg onload=alert(1)>",
    "javascript:alert(1)",
    "&lt;script&gt; &amp; &#60;b&#62;",
    "<!-- ]]> <![CDATA[ <?php",
]
TEXT = """\
II. NHIỆM VỤ
1. Sản xuất 02 phóng sự truyền hình giới thiệu tỉnh.
- Cơ quan chủ trì: Sở Ngoại vụ
- Cơ quan phối hợp: Sở Tài chính; Công an tỉnh
- Thời gian: Quý III/2026
2. Mở chuyên trang tiếng Anh trên Cổng thông tin điện tử tỉnh.
- Cơ quan chủ trì: Sở Ngoại vụ
"""


def plan() -> dict[str, Any]:
    """Two tasks under a heading; the second has no time."""
    return plan_to_json(compiled(TEXT))


def with_every_text(made: dict[str, Any], text: str) -> dict[str, Any]:
    """The same plan with ``text`` in place of every text of its document, and marks over parts of it."""
    spoilt = copy.deepcopy(made)
    for name in ("number", "place", "issuer", "title"):
        spoilt[name] = text
    spoilt["source"]["name"] = text
    spoilt["blocks"].append(
        {"n": 99, "kind": text, "text": f"{text}\t{text}", "cells": [text, text], "page": 1, "line": 1}
    )
    for block in spoilt["blocks"][:-1]:
        block["text"] = text
    for item in spoilt["items"]:
        item["ref"] = item["text"] = item["funding"] = text
        item["parts"] = [{"text": "x" + text, "blocks": []}]
        item["lead"] = item["partners"] = [{"name": text, "as_written": text + "y", "scope": text}]
        item["deliverables"] = [{"quantity": 1, "unit": text, "per": None, "text": text}]
        if item["schedule"]:
            item["schedule"]["text"] = text
        for where in item["evidence"].values():
            where["span"] = [1, max(2, len(text) - 1)]
    spoilt["warnings"] = [{"code": text, "item": "t1", "field": text, "message": text, "blocks": [1]}]
    spoilt["coverage"]["set_aside"] = {text: 1}
    return spoilt
