"""Without root a missing tool is named with the command that installs it; nothing is installed unasked."""

from __future__ import annotations

import pytest

from quality import debian
from quality.debian import Tool

MISSING = Tool(package="chromium", needed_for="browser tests", present=False)
PRESENT = Tool(package="postgresql", needed_for="database tests", present=True)


@pytest.fixture
def commands(monkeypatch):
    """What would have been run as root."""
    run = []

    def note(command, **settings):
        run.append(command)
        return debian.subprocess.CompletedProcess(command, 0, stdout=b"")

    monkeypatch.setattr(debian.subprocess, "run", note)
    return run


def test_without_root_the_command_is_named(monkeypatch, commands):
    monkeypatch.setattr(debian, "tools", lambda: [MISSING, PRESENT])
    monkeypatch.setattr(debian.os, "geteuid", lambda: 1000)
    said = []

    debian.install_missing(said.append)

    assert (said, commands) == (["browser tests will be skipped: sudo apt-get install chromium"], [])


def test_root_installs_only_what_is_missing(monkeypatch, commands):
    monkeypatch.setattr(debian, "tools", lambda: [MISSING, PRESENT])
    monkeypatch.setattr(debian.os, "geteuid", lambda: 0)
    monkeypatch.setattr(debian.shutil, "which", lambda name: f"/usr/bin/{name}")

    debian.install_missing(lambda text: None)

    assert [command[:2] for command in commands] == [["apt-get", "update"], ["apt-get", "install"]]
    assert commands[1][-1] == "chromium"


def test_nothing_missing_does_nothing(monkeypatch, commands):
    monkeypatch.setattr(debian, "tools", lambda: [PRESENT])

    debian.install_missing(lambda text: pytest.fail(text))

    assert commands == []
