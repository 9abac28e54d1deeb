"""Outside tools: run in limits of their own, asked for by the child, gone when it is."""

from __future__ import annotations

import os
import time
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.engine.test_child import children
from ttdn.engine.tool_runs import LocalTools, is_installed, run_tool, sweep
from ttdn.engine.tools import TOOLS, Tool, ToolFailed, ToolMissing, missing


def tool(*command: str, **bounds: object) -> Tool:
    usual: dict[str, object] = {"package": "a-package", "purpose": "thử", "seconds": 5, "memory_mb": 512}
    return Tool(command=command, **usual | bounds)  # type: ignore[arg-type]


@pytest.fixture
def shelf(monkeypatch: pytest.MonkeyPatch) -> Iterator[dict[str, Tool]]:
    """More tools, for this test only."""
    more = {
        "upper": tool("tr", "a-z", "A-Z"),
        "sleeper": tool("sleep", "30", seconds=1),
        "glutton": tool("sh", "-c", "head -c 3000000 /dev/zero > {folder}/out", result="out", written_mb=1),
        "talker": tool("yes", seconds=2, output_mb=1),
        "limits": tool("cat", "/proc/self/limits"),
        "missing": tool("no-such-program-anywhere"),
        "copier": tool("cp", "{input}", "{folder}/copy", result="copy", written_mb=1),
    }
    for name, made in more.items():
        monkeypatch.setitem(TOOLS, name, made)
    return more


def test_a_tool_reads_and_writes_its_pipes(shelf: dict[str, Tool]) -> None:
    assert run_tool("upper", b"abc") == b"ABC"


def test_outputs_come_in_the_order_of_inputs(shelf: dict[str, Tool]) -> None:
    tools = LocalTools()

    assert b"".join(tools.map("upper", (bytes([letter]) for letter in b"abcdefg"))) == b"ABCDEFG"


def test_a_tool_that_wants_files_gets_a_folder_that_goes(shelf: dict[str, Tool]) -> None:
    assert run_tool("copier", b"abc") == b"abc"
    assert list(Path("/tmp").glob("ttdn-tool-*/copy")) == []


@pytest.mark.parametrize("name", ["sleeper", "glutton", "talker"])
def test_time_files_and_output_are_bounded(shelf: dict[str, Tool], name: str) -> None:
    began = time.monotonic()
    with pytest.raises(ToolFailed):
        run_tool(name, b"")

    assert time.monotonic() - began < 4


def test_limits_are_those_of_the_table(shelf: dict[str, Tool]) -> None:
    text = run_tool("limits", b"").decode()

    assert "Max cpu time              6" in text
    assert "Max file size             0" in text
    assert "Max core file size        0" in text
    assert f"Max address space         {512 << 20}" in text


def test_a_missing_tool_is_known_and_named(shelf: dict[str, Tool]) -> None:
    assert not is_installed("missing")
    with pytest.raises(ToolMissing):
        run_tool("missing", b"")
    assert "apt-get install a-package" in missing("missing").message


def test_stopping_ends_what_runs(shelf: dict[str, Tool]) -> None:
    tools = LocalTools()
    future = tools.start("sleeper", b"")
    while not children():
        time.sleep(0.01)

    began = time.monotonic()
    tools.stop()

    assert time.monotonic() - began < 0.9
    assert future.done()
    assert children() == set()


def test_folders_of_killed_runs_are_swept(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("tempfile.tempdir", str(tmp_path))
    old, new = tmp_path / "ttdn-tool-old", tmp_path / "ttdn-tool-new"
    for folder in (old, new):
        folder.mkdir()
    os.utime(old, (0, 0))

    sweep()

    assert (old.exists(), new.exists()) == (False, True)
