"""The killable child: results, refusals, limits, and nothing left behind."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import tempfile
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from tests.engine.plans.readers.word import docx, p, tbl, tc
from ttdn.engine.child import ChildFailed, run_limited
from ttdn.engine.errors import ClassifiedDocument, UnreadableDocument
from ttdn.engine.plans.parse import CHECKING, READING, STAGES, parse_bytes, read_bytes
from ttdn.engine.plans.readers import Limits

PLAN = docx(p("KẾ HOẠCH") + p("Thông tin đối ngoại tỉnh An Sơn năm 2021"))
# Takes seconds to read: many rows, no bomb.
SLOW = docx(tbl(*[tc(p(f"Việc {n}")) + tc(p("Sở A")) for n in range(40_000)]))


def refused(data: bytes, **bounds: float) -> UnreadableDocument:
    with pytest.raises(UnreadableDocument) as refusal:
        read_bytes(data, "a.docx", Limits(**bounds))  # type: ignore[arg-type]
    return refusal.value


def children() -> set[int]:
    """Processes below this one."""
    tasks = Path(f"/proc/{os.getpid()}/task").iterdir()
    return {int(pid) for task in tasks for pid in (task / "children").read_text().split()}


@contextmanager
def reading_in_a_thread(data: bytes) -> Iterator[tuple[int, list[BaseException]]]:
    """A child busy with ``data``, and what its reading raised."""
    before = children()
    raised: list[BaseException] = []

    def work() -> None:
        try:
            read_bytes(data, "a.docx", Limits())
        except UnreadableDocument as error:
            raised.append(error)

    thread = threading.Thread(target=work)
    thread.start()
    deadline = time.monotonic() + 5
    while not (found := children() - before) and time.monotonic() < deadline:
        time.sleep(0.005)
    yield found.pop(), raised
    thread.join(timeout=20)
    assert not thread.is_alive()


def test_blocks_come_back_with_their_stages() -> None:
    stages: list[str] = []

    document = read_bytes(PLAN, "a.docx", Limits(), on_progress=stages.append)

    assert [block["text"] for block in document["blocks"]] == ["KẾ HOẠCH", "Thông tin đối ngoại tỉnh An Sơn năm 2021"]
    assert stages == [READING, CHECKING]


def test_a_refusal_of_the_reader_arrives_as_it_was() -> None:
    refusal = refused(b"%PDF-1.7")

    assert (refusal.code, refusal.message) == (
        "truncated",
        "Tệp PDF bị cắt cụt; hãy kiểm tra và tải lên lại tệp đầy đủ.",
    )


def test_a_stamped_document_is_stopped_without_its_text() -> None:
    with pytest.raises(ClassifiedDocument) as stop:
        read_bytes(docx(p("TỐI MẬT") + p("Phương án bảo vệ đoàn")), "a.docx", Limits())

    assert stop.value.mark == "TỐI MẬT"
    assert "Phương án" not in str(stop.value)


def test_time_is_bounded() -> None:
    began = time.monotonic()

    refusal = refused(SLOW, seconds=0.4)

    assert refusal.code == "timeout"
    assert time.monotonic() - began < 2


def test_processor_time_is_bounded_by_the_child_itself() -> None:
    with reading_in_a_thread(SLOW) as (pid, raised):
        limit = Path(f"/proc/{pid}/limits")
        deadline = time.monotonic() + 5
        while "Max cpu time              61" not in limit.read_text() and time.monotonic() < deadline:
            time.sleep(0.01)
        text = limit.read_text()
        os.kill(pid, signal.SIGXCPU)

    assert "Max file size             0" in text
    assert "Max core file size        0" in text
    assert [error.code for error in raised if isinstance(error, UnreadableDocument)] == ["timeout"]


def test_memory_is_bounded() -> None:
    assert refused(SLOW, memory_mb=120).code == "memory"


def test_output_is_bounded() -> None:
    assert refused(SLOW, output_bytes=10_000, seconds=30).code == "output-too-large"


def test_a_crash_is_one_sentence_with_its_cause_for_the_log() -> None:
    with reading_in_a_thread(SLOW) as (pid, raised):
        os.kill(pid, signal.SIGSEGV)

    (error,) = raised
    assert isinstance(error, UnreadableDocument)
    assert error.code == "crashed"
    assert isinstance(error.__cause__, ChildFailed)


def test_a_kill_by_the_kernel_counts_as_memory() -> None:
    with reading_in_a_thread(SLOW) as (pid, raised):
        os.kill(pid, signal.SIGKILL)

    assert [error.code for error in raised if isinstance(error, UnreadableDocument)] == ["memory"]


def test_an_unknown_task_is_a_fault_of_ours_without_any_text() -> None:
    with pytest.raises(UnreadableDocument) as refusal:
        run_limited("format-the-disk", b"x", limits=Limits())

    assert refusal.value.code == "crashed"
    assert "KeyError" in str(refusal.value.__cause__)


def test_nothing_is_left_behind() -> None:
    before, files = children(), set(Path(tempfile.gettempdir()).iterdir())
    descriptors = len(os.listdir("/proc/self/fd"))

    for data, bounds in ((PLAN, {}), (b"%PDF-", {}), (SLOW, {"seconds": 0.3}), (SLOW, {"memory_mb": 120})):
        try:
            read_bytes(data, "a.docx", Limits(**bounds))
        except UnreadableDocument:
            continue

    assert children() == before
    assert len(os.listdir("/proc/self/fd")) == descriptors
    # Others may work in the same folder; a child of ours would have left something of its own name.
    left = {path.name for path in set(Path(tempfile.gettempdir()).iterdir()) - files}
    assert not [name for name in left if "ttdn" in name or "a.docx" in name]


def test_the_child_sees_no_environment(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("TTDN_SECRET_KEY", "khong-duoc-lo")

    with reading_in_a_thread(SLOW) as (pid, _):
        deadline = time.monotonic() + 5
        environment = b""
        while b"LANG=C.UTF-8" not in environment and time.monotonic() < deadline:  # before exec it is still ours
            environment = Path(f"/proc/{pid}/environ").read_bytes()
        os.kill(pid, signal.SIGKILL)

    assert b"LANG=C.UTF-8" in environment
    assert b"khong-duoc-lo" not in environment


PARENT = """
import sys
from ttdn.engine.child import run_limited
from ttdn.engine.plans.readers import Limits
data = sys.stdin.buffer.read()
told = lambda stage: print(stage, flush=True)
run_limited("blocks", data, limits=Limits(), arguments={"name": "a.docx"}, on_progress=told)
"""


def test_a_killed_parent_leaves_no_child() -> None:
    parent = subprocess.Popen([sys.executable, "-c", PARENT], stdin=subprocess.PIPE, stdout=subprocess.PIPE)
    assert parent.stdin is not None
    assert parent.stdout is not None
    parent.stdin.write(SLOW)
    parent.stdin.close()
    assert parent.stdout.readline() == b"reading\n"
    (pid,) = Path(f"/proc/{parent.pid}/task/{parent.pid}/children").read_text().split()

    parent.kill()
    parent.wait()
    parent.stdout.close()

    deadline = time.monotonic() + 5
    while _runs(pid) and time.monotonic() < deadline:
        time.sleep(0.02)
    assert not _runs(pid)


def _runs(pid: str) -> bool:
    try:
        return Path(f"/proc/{pid}/stat").read_text().rsplit(")", 1)[1].split()[0] != "Z"
    except (FileNotFoundError, ProcessLookupError):
        return False


def test_starting_costs_well_below_half_a_second() -> None:
    read_bytes(PLAN, "a.docx", Limits())
    times = []
    for _ in range(5):
        began = time.monotonic()
        read_bytes(PLAN, "a.docx", Limits())
        times.append(time.monotonic() - began)

    assert min(times) < 0.5


def test_a_plan_comes_back_whole_with_all_its_stages() -> None:
    stages: list[str] = []

    plan = parse_bytes(PLAN, "a.docx", Limits(), on_progress=stages.append)

    assert plan["schema"] == "ttdn.plan/1"
    assert plan["source"]["format"] == "docx"
    assert stages == list(STAGES)


def test_a_directory_that_is_no_json_is_the_callers_fault() -> None:
    with pytest.raises(ValueError, match="Expecting"):
        parse_bytes(PLAN, "a.docx", Limits(), "{không phải")


def test_little_memory_is_enough_for_a_plain_plan() -> None:
    assert parse_bytes(PLAN, "a.docx", Limits(memory_mb=128))["source"]["name"] == "a.docx"
