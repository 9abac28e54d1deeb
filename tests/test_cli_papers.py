"""``ttdn plan parse --format table|xlsx|html`` and ``--output``."""

from __future__ import annotations

import os
import pty
import subprocess
import sys
from io import BytesIO
from pathlib import Path

import pytest
from openpyxl import load_workbook

PLAN = Path(__file__).parents[1] / "src/ttdn/demo/documents/ke-hoach-xuc-tien-du-lich-2026.md"


def parse(*words, stdout=subprocess.PIPE, **settings: str) -> subprocess.CompletedProcess:
    return subprocess.run(
        [sys.executable, "-m", "ttdn", "plan", "parse", *map(str, words)],
        stdout=stdout,
        stderr=subprocess.PIPE,
        env={**os.environ, **settings},
        timeout=120,
    )


def refusal(done: subprocess.CompletedProcess, status: int) -> str:
    """The one sentence of a command that did nothing."""
    assert (done.returncode, done.stdout or b"") == (status, b"")
    assert done.stderr.count(b"\n") == 1
    return done.stderr.decode()


def test_table_is_as_wide_as_the_terminal():
    done = parse(PLAN, "--format", "table", COLUMNS="72")

    lines = done.stdout.decode().splitlines()
    assert (done.returncode, done.stderr) == (0, b"")
    assert max(map(len, lines)) == 72


def test_html_is_a_page():
    done = parse(PLAN, "--format", "html")

    assert (done.returncode, done.stderr) == (0, b"")
    assert done.stdout.startswith(b"<!doctype html>")


def test_xlsx_goes_where_output_is_sent():
    done = parse(PLAN, "--format", "xlsx")

    assert (done.returncode, done.stderr) == (0, b"")
    assert load_workbook(BytesIO(done.stdout)).sheetnames == ["Danh mục", "Đoạn gốc", "Cần xem"]


def test_xlsx_is_not_written_to_a_terminal():
    master, slave = pty.openpty()
    try:
        done = parse(PLAN, "--format", "xlsx", stdout=slave)
    finally:
        os.close(slave)
        os.close(master)

    assert "--output" in refusal(done, 2)


@pytest.mark.parametrize("form", ["json", "table", "xlsx", "html"])
def test_output_names_a_file(tmp_path, form):
    place = tmp_path / "ket-qua"
    printed = parse(PLAN, "--format", form).stdout
    done = parse(PLAN, "--format", form, "--output", place)

    assert (done.returncode, done.stdout, done.stderr) == (0, b"", b"")
    assert abs(place.stat().st_size - len(printed)) < 16  # a workbook holds the moment of its writing
    assert place.read_bytes()[:4] == printed[:4]


def test_output_is_never_the_plan_itself(tmp_path):
    plan = tmp_path / "ke-hoach.md"
    plan.write_bytes(PLAN.read_bytes())

    assert "chính tệp kế hoạch" in refusal(parse(plan, "--output", plan), 2)
    assert plan.read_bytes() == PLAN.read_bytes()


def test_output_into_a_folder_is_a_wrong_call(tmp_path):
    assert "thư mục" in refusal(parse(PLAN, "--output", tmp_path), 2)


def test_output_that_cannot_be_written_is_said(tmp_path):
    assert "không ghi được" in refusal(parse(PLAN, "--output", tmp_path / "khong-co" / "a.json"), 1)


def test_unreadable_plan_leaves_no_output(tmp_path):
    empty = tmp_path / "trong.txt"
    empty.touch()
    refusal(parse(empty, "--format", "html", "--output", tmp_path / "a.html"), 3)

    assert [path.name for path in tmp_path.iterdir()] == ["trong.txt"]
