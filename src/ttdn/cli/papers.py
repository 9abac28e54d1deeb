"""The result of ``ttdn plan parse`` in the form asked for, printed or put into a file."""

from __future__ import annotations

import json
import os
import shutil
import sys

from ttdn.cli.outcome import BAD_USAGE, CANNOT_WRITE, Failure

WIDTH_OF_NO_TERMINAL = 120


def check_place(given) -> None:
    """Say before anything is read where the result may not go."""
    if given.format == "xlsx" and not given.output and sys.stdout.isatty():
        raise Failure(
            "bảng tính không in ra màn hình được; hãy thêm --output TÊN.xlsx hoặc chuyển hướng bằng > TÊN.xlsx.",
            status=BAD_USAGE,
        )
    if given.output and os.path.isdir(given.output):
        raise Failure(f"--output {given.output}: là một thư mục; hãy thêm tên tệp.", status=BAD_USAGE)
    if given.output and is_same(given.output, given.file):
        raise Failure(f"--output {given.output}: là chính tệp kế hoạch; hãy chọn tên khác.", status=BAD_USAGE)


def is_same(output: str, file: str) -> bool:
    return os.path.exists(output) and os.path.exists(file) and os.path.samefile(output, file)


def written(plan, form: str) -> bytes:
    """The plan as json, table, xlsx or html."""
    if form == "xlsx":
        from ttdn.engine.plans.papers.workbook import plan_workbook

        return plan_workbook(plan)
    if form == "html":
        from ttdn.engine.plans.papers.page import plan_page

        return plan_page(plan).encode()
    if form == "table":
        from ttdn.engine.plans.papers.text_table import plan_table

        width = shutil.get_terminal_size(fallback=(WIDTH_OF_NO_TERMINAL, 24)).columns
        return plan_table(plan, width=width).encode()
    return json.dumps(plan, ensure_ascii=False, indent=1).encode() + b"\n"


def put_out(data: bytes, output: str | None) -> None:
    """On standard output, or whole in the file ``output``."""
    if output is None:
        sys.stdout.buffer.write(data)
        sys.stdout.buffer.flush()
        return
    try:
        with open(output, "wb") as file:
            file.write(data)
    except OSError as error:
        raise Failure(f"--output {output}: không ghi được ({error.strerror}).", status=CANNOT_WRITE) from error
