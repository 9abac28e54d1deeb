"""The import contracts of pyproject.toml refuse what they are there to refuse."""

from __future__ import annotations

import shutil
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]


@pytest.fixture(scope="module")
def copy(tmp_path_factory):
    """The package and its contracts, to be spoilt."""
    folder = tmp_path_factory.mktemp("layers")
    ignored = shutil.ignore_patterns("static", "templates", "locale", "__pycache__", "documents")
    shutil.copytree(ROOT / "src" / "ttdn", folder / "ttdn", ignore=ignored)
    shutil.copy(ROOT / "pyproject.toml", folder)
    return folder


def lint(folder: Path) -> subprocess.CompletedProcess:
    program = "from importlinter.cli import lint_imports_command; lint_imports_command()"
    return subprocess.run(
        [sys.executable, "-c", f"import sys; sys.path.insert(0, '.'); {program}", "--no-cache"],
        cwd=folder,
        capture_output=True,
        text=True,
    )


@pytest.mark.parametrize(
    ("module", "line", "contract"),
    [
        ("engine/errors.py", "import django", "The engine knows no Django and no app BROKEN"),
        ("engine/text/normal.py", "from ttdn.core import days", "The engine knows no Django and no app BROKEN"),
        ("accounts/actions.py", "import ttdn.plans.queries", "Faces above data apps above each other"),
        ("agencies/queries.py", "import ttdn.workspace.context", "Faces above data apps above each other"),
    ],
)
def test_forbidden_import_breaks_its_contract(copy, module, line, contract):
    path = copy / "ttdn" / module
    before = path.read_text(encoding="utf-8")
    path.write_text(f"{before}\n{line}\n", encoding="utf-8")
    try:
        done = lint(copy)
    finally:
        path.write_text(before, encoding="utf-8")

    assert done.returncode == 1
    assert any(contract in said and "BROKEN" in said for said in done.stdout.splitlines())
    assert line.split()[1].split(".")[0] in done.stdout
