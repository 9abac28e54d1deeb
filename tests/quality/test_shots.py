"""What stands around the walk that takes the guide's pictures; the walk itself is run by ``make shots``."""

from __future__ import annotations

import subprocess
import sys

import pytest

from quality import shots, shots_plan
from ttdn.engine.errors import ClassifiedDocument, UnreadableDocument
from ttdn.engine.plans.parse import parse_bytes
from ttdn.engine.plans.readers import Limits


def read(path) -> dict:
    return parse_bytes(path.read_bytes(), path.name, Limits())


def test_plan_of_the_pictures_leaves_undone_what_the_guide_mends(tmp_path):
    plan = read(shots_plan.write(tmp_path))
    assert sorted(warning["code"] for warning in plan["warnings"]) == ["task-without-lead", "task-without-time"]
    assert len([item for item in plan["items"] if item["kind"] == "task"]) == 6
    missed = next(block["n"] for block in plan["blocks"] if block["text"].startswith(shots_plan.MISSED))
    assert [item["id"] for item in plan["items"] if missed in item["blocks"]] == []
    assert [item["kind"] for item in plan["items"] if item["text"].startswith(shots_plan.NO_ITEM)] == ["duty"]


def test_other_documents_of_the_pictures_are_refused_as_the_guide_shows(tmp_path):
    with pytest.raises(ClassifiedDocument):
        read(shots_plan.write_stamped(tmp_path))
    with pytest.raises(UnreadableDocument) as caught:
        read(shots_plan.write_unreadable(tmp_path))
    assert caught.value.code == "truncated"


def test_start_that_comes_to_nothing_is_told_with_its_words(tmp_path):
    output = tmp_path / "log"
    output.write_text("no room", encoding="utf-8")
    process = subprocess.Popen([sys.executable, "-c", ""])
    process.wait()
    with pytest.raises(RuntimeError, match="no room"):
        shots.wait_until_running(process, output)


def test_pictures_that_nobody_took_are_removed(tmp_path):
    taken, old = tmp_path / "guide" / "taken.png", tmp_path / "guide" / "old.png"
    taken.parent.mkdir()
    for path in (taken, old, tmp_path / "drawing.svg"):
        path.write_bytes(b"")
    camera = shots.Camera(browser=None, product=None, folder=tmp_path, taken={taken})
    camera.remove_the_others()
    assert sorted(path.name for path in tmp_path.rglob("*.*g")) == ["drawing.svg", "taken.png"]


def test_users_are_read_from_what_the_start_prints():
    printed = "  users\n    a@tinh.example        mot-hai-ba-37  Quản trị: Trần Đức Quân\n\n  Ctrl-C\n"
    assert [found.groups() for found in shots.USER.finditer(printed)] == [
        ("a@tinh.example", "mot-hai-ba-37", "Quản trị")
    ]
