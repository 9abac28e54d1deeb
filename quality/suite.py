"""Runs every check and test, even after a failed one, and sums up: ``python -m quality.suite [--quick]``."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
import time
import xml.etree.ElementTree as ET
from collections import Counter
from dataclasses import dataclass, field
from pathlib import Path

from quality import debian

PYTHON = sys.executable
UNAVAILABLE = 69
REPORTS = Path("build/reports")


@dataclass(frozen=True, slots=True, kw_only=True)
class Step:
    """One command. ``report`` is the file in which pytest counts; such a step's output is shown as it comes."""

    name: str
    command: list[str]
    report: Path | None = None
    may_lack: str = ""  # what is missing when the command ends with UNAVAILABLE


@dataclass(kw_only=True)
class Count:
    passed: int = 0
    failed: int = 0
    skipped: Counter = field(default_factory=Counter)  # reason -> how many


def module(*words: str) -> list[str]:
    return [PYTHON, "-m", *words]


CHECKS = [
    Step(name="lint", command=module("ruff", "check", "--quiet", ".")),
    Step(name="form of the sources", command=module("ruff", "format", "--check", "--quiet", ".")),
    Step(name="types of the engine", command=module("mypy")),
    Step(name="layers", command=[str(Path(PYTHON).parent / "lint-imports"), "--no-cache"]),
    Step(name="templates", command=module("quality.templates")),
    Step(name="catalogue", command=module("quality.messages")),
    Step(name="untranslated words", command=module("quality.untranslated")),
    Step(name="what is tracked", command=module("quality.tracked")),
    Step(name="migrations", command=module("ttdn", "manage", "makemigrations", "--check", "--dry-run")),
]


def tests(workers: int) -> list[Step]:
    def pytest(report: str, *words: str) -> list[str]:
        parallel = ["-n", str(workers), "--dist", "worksteal"] if workers > 1 else []
        return module("pytest", "-q", *parallel, f"--junitxml={REPORTS / report}", *words)

    postgres = pytest("postgres.xml", "-p", "quality.database_tests")
    return [
        Step(name="words of the other language", command=module("quality.leaks")),
        Step(name="quality of recognition", command=module("eval.gate", "--check")),
        Step(name="tests (SQLite)", command=pytest("sqlite.xml"), report=REPORTS / "sqlite.xml"),
        Step(
            name="database tests (PostgreSQL)",
            command=module("tests.postgres", "--", *postgres),
            report=REPORTS / "postgres.xml",
            may_lack="database tests on PostgreSQL: apt-get install postgresql",
        ),
    ]


def run(step: Step, environment: dict[str, str]) -> bool:
    """Run one step and say how it went; a check is silent unless it fails."""
    started = time.monotonic()
    print(f"== {step.name} …" if step.report else f"   {step.name}", flush=True, end="\n" if step.report else "")
    output = None if step.report else subprocess.PIPE
    done = subprocess.run(
        step.command, env=environment, stdout=output, stderr=subprocess.STDOUT if output else None, text=True
    )
    if done.returncode == UNAVAILABLE and step.may_lack:
        print(f"== skipped, {step.may_lack}", flush=True)
        return True
    word = "ok" if done.returncode == 0 else f"FAILED ({done.returncode})"
    print(f"== {step.name}: {word}, {time.monotonic() - started:.1f} s" if step.report else f": {word}", flush=True)
    if done.returncode and done.stdout:
        print(done.stdout, flush=True)
        print(f"   alone: {shown(step.command)}", flush=True)
    return done.returncode == 0


def shown(command: list[str]) -> str:
    return " ".join(os.path.relpath(word) if word.startswith("/") else word for word in command)


def count(report: Path) -> Count:
    """What pytest wrote down of one run."""
    counted = Count()
    if not report.exists():
        return counted
    for case in ET.parse(report).iter("testcase"):
        skip = case.find("skipped")
        if skip is not None:
            counted.skipped[skip.get("message", "no reason given")] += 1
        elif case.find("failure") is not None or case.find("error") is not None:
            counted.failed += 1
        else:
            counted.passed += 1
    return counted


def sum_up(failed_steps: list[Step], counts: list[Count], checks: int) -> None:
    failed_checks = sum(step.report is None for step in failed_steps)
    skipped = sum((each.skipped for each in counts), Counter())
    print()
    for reason, number in skipped.most_common():
        print(f"skipped {number}: {reason}")
    for step in failed_steps:
        print(f"FAILED: {step.name}")
    print(f"checks: {checks - failed_checks} passed, {failed_checks} failed")
    if counts:
        passed, failed = sum(each.passed for each in counts), sum(each.failed for each in counts)
        # A run that broke down before it could count has failed all the same.
        broken = sum(step.report is not None and not count(step.report).failed for step in failed_steps)
        print(f"tests: {passed} passed, {failed + broken} failed, {skipped.total()} skipped")


def environment() -> dict[str, str]:
    """Nothing of the person's own installation reaches the tests."""
    kept = {name: value for name, value in os.environ.items() if not name.startswith(("TTDN_", "DATABASE_URL"))}
    data = REPORTS.parent / "data"
    return {**kept, "TTDN_DATA": str(data.resolve()), "PYTHONPATH": "", "PYTHONWARNINGS": ""}


def main(words: list[str]) -> int:
    started = time.monotonic()
    quick = "--quick" in words
    shutil.rmtree(REPORTS, ignore_errors=True)
    REPORTS.mkdir(parents=True)
    if not quick:
        debian.install_missing(lambda text: print(f"   {text}", flush=True))
    steps = CHECKS if quick else [*CHECKS, *tests(os.cpu_count() or 1)]
    print(f"Python {sys.version.split()[0]}", flush=True)
    values = environment()
    prepared = run(Step(name="compiling catalogues", command=module("quality.catalogues")), values)
    failed = [step for step in steps if not run(step, values)]
    counts = [count(step.report) for step in steps if step.report]
    sum_up(failed, counts, sum(step.report is None for step in steps))
    print(f"{time.monotonic() - started:.0f} s", flush=True)
    return 1 if failed or not prepared else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
