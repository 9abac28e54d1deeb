"""The suite goes on after a failure, fails at the end, and counts skips by reason."""

from __future__ import annotations

import os
import sys
from collections import Counter

import pytest

from quality import suite
from quality.suite import Step

REPORT = """<testsuites><testsuite>
<testcase name="a"/><testcase name="b"/>
<testcase name="c"><failure message="no"/></testcase><testcase name="d"><error message="no"/></testcase>
<testcase name="e"><skipped message="apt-get install chromium"/></testcase>
<testcase name="f"><skipped message="apt-get install chromium"/></testcase>
</testsuite></testsuites>"""


@pytest.fixture
def report(tmp_path):
    path = tmp_path / "report.xml"
    path.write_text(REPORT)
    return path


def python(program: str) -> list[str]:
    return [sys.executable, "-c", program]


def test_report_is_counted(report):
    counted = suite.count(report)

    assert (counted.passed, counted.failed) == (2, 2)
    assert counted.skipped == Counter({"apt-get install chromium": 2})


def test_sum_ends_with_a_line_that_machines_read(report, capsys):
    failed = [Step(name="lint", command=[]), Step(name="tests", command=[], report=report)]

    suite.sum_up(failed, [suite.count(report)], checks=3)

    assert capsys.readouterr().out.splitlines()[1:] == [
        "skipped 2: apt-get install chromium",
        "FAILED: lint",
        "FAILED: tests",
        "checks: 2 passed, 1 failed",
        "tests: 2 passed, 2 failed, 2 skipped",
    ]


def test_run_that_broke_down_counts_as_failed(tmp_path, capsys):
    broken = Step(name="tests", command=[], report=tmp_path / "never-written.xml")

    suite.sum_up([broken], [suite.count(broken.report)], checks=0)

    assert capsys.readouterr().out.splitlines()[-1] == "tests: 0 passed, 1 failed, 0 skipped"


def test_failed_check_shows_its_output(capsys):
    step = Step(name="lint", command=python("print('a fault'); raise SystemExit(3)"))

    assert suite.run(step, dict(os.environ)) is False
    assert "lint: FAILED (3)\na fault\n" in capsys.readouterr().out


def test_passed_check_is_silent(capsys):
    assert suite.run(Step(name="lint", command=python("print('noise')")), dict(os.environ)) is True
    assert capsys.readouterr().out == "   lint: ok\n"


def test_missing_tool_is_a_skip_and_not_a_failure(capsys, report):
    step = Step(name="tests", command=python("raise SystemExit(69)"), report=report, may_lack="install it")

    assert suite.run(step, dict(os.environ)) is True
    assert "skipped, install it" in capsys.readouterr().out


def test_own_settings_do_not_reach_the_tests(monkeypatch):
    monkeypatch.setenv("TTDN_MODE", "production")
    monkeypatch.setenv("DATABASE_URL", "postgresql://real")

    assert {"TTDN_MODE", "DATABASE_URL"} & suite.environment().keys() == set()
