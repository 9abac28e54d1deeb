"""What must not be tracked is found where it stands."""

from __future__ import annotations

import subprocess

import pytest

from quality import tracked

# Put together here, so that this file passes the check it tests.
MACHINE = "/" + "root/.cache"
REGISTRY = "https://files.python" + "hosted.org/a.whl"


@pytest.mark.parametrize(
    ("text", "fault"),
    [
        (f"a\nsee {MACHINE}\n", f"docs/a.md:2: a path of one machine: {MACHINE}"),
        (
            f"url = '{REGISTRY}'\n",
            "docs/a.md:1: an address of a package registry: files.python" + "hosted.org",
        ),
        ("<" * 7 + " HEAD\n", "docs/a.md:1: a merge left half done: " + "<" * 7),
    ],
)
def test_forbidden_text_is_found(text, fault):
    assert tracked.faults_in("docs/a.md", text) == [fault]


def test_long_source_is_found_and_long_data_is_not():
    text = "x\n" * 501

    assert tracked.faults_in("src/a.py", text) == ["src/a.py: 501 lines; past 500 a file wants to be two"]
    assert tracked.faults_in("src/data/a.json", text) == []
    assert tracked.faults_in("src/a.py", text[2:]) == []


def test_addresses_and_relative_paths_pass():
    assert tracked.faults_in("README.md", "https://ttdn.example/home/x and ../shared/plans and var/home/x\n") == []


def test_only_tracked_files_are_looked_at(tmp_path):
    subprocess.run(["git", "init", "-q", str(tmp_path)], check=True)
    for name in ("seen.md", "unseen.md"):
        (tmp_path / name).write_text(MACHINE)
    subprocess.run(["git", "-C", str(tmp_path), "add", "seen.md"], check=True)

    assert [fault.partition(":")[0] for fault in tracked.check(tmp_path)] == ["seen.md"]
