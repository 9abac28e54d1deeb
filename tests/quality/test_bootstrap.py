"""Setting up: does nothing twice, and says what is missing."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from quality import bootstrap

ROOT = Path(__file__).parents[2]


def pins(name: str) -> dict[str, str]:
    return dict(re.findall(r"^([\w.-]+)==([^\s;\\]+)", (ROOT / name).read_text(), re.MULTILINE))


def test_larger_list_holds_the_smaller_one():
    """``make run`` after ``make test`` counts on it."""
    smaller, larger = pins("requirements.lock"), pins("requirements-dev.lock")

    assert len(smaller) > 20
    assert {name: larger.get(name) for name in smaller} == smaller


@pytest.mark.parametrize("name", ["requirements.lock", "requirements-dev.lock", "requirements-uv.lock"])
def test_every_package_is_locked_by_hash(name):
    entries = re.split(r"\n(?=\S)", re.sub(r"^\s*#.*\n?", "", (ROOT / name).read_text(), flags=re.MULTILINE).strip())

    assert [entry.split()[0] for entry in entries if "--hash=sha256:" not in entry] == []


@pytest.mark.parametrize(
    ("stamp", "ready"),
    [
        ({}, True),
        ({"python": "3.99.0"}, False),
        ({"root": "/elsewhere"}, False),
        ({"locks": {"run": "another"}}, False),
        ({"locks": {}}, False),
        (None, False),
    ],
)
def test_environment_is_made_anew_when_its_stamp_differs(stamp, ready):
    want = bootstrap.wanted("run")
    have = None if stamp is None else {**want, **stamp}

    assert bootstrap.is_ready(have, want) is ready


def test_larger_environment_serves_for_running():
    assert bootstrap.is_ready(bootstrap.wanted("dev"), bootstrap.wanted("run"))
    assert not bootstrap.is_ready(bootstrap.wanted("run"), bootstrap.wanted("dev"))


def test_old_python_is_told_what_to_do(monkeypatch):
    monkeypatch.setattr(bootstrap.sys, "version_info", (3, 9, 2))

    with pytest.raises(bootstrap.Trouble, match=r"Python 3\.11 .*\n.*make run PYTHON="):
        bootstrap.check_python()


def test_missing_venv_names_the_package(monkeypatch):
    monkeypatch.setitem(bootstrap.sys.modules, "ensurepip", None)
    monkeypatch.setattr(bootstrap.sys, "executable", "/usr/bin/python3")

    with pytest.raises(bootstrap.Trouble, match="apt install python3-venv"):
        bootstrap.check_venv_module()


def test_unwritable_folder_is_said(monkeypatch, capsys):
    monkeypatch.setenv("VENV", "/proc/ttdn-venv")

    assert bootstrap.main(["run"]) == 1
    assert "/proc cannot be written" in capsys.readouterr().err
