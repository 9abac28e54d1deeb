"""``ttdn run`` as a person starts it: pages come, jobs run, and everything ends together."""

from __future__ import annotations

import contextlib
import http.client
import os
import re
import signal
import socket
import subprocess
import sys
import time
from pathlib import Path

import pytest

from tests.test_cli import clean_environment
from ttdn.cli import addresses
from ttdn.demo.people import ROLE_NAMES

ADDRESS = re.compile(r"http://127\.0\.0\.1:(\d+)/")
STOPS_WITHIN = 5


class Launched:
    """A running ``ttdn run``, with what it printed so far."""

    def __init__(self, folder: Path, **settings: str) -> None:
        self.log = folder / "output.txt"
        with self.log.open("wb") as output:
            self.process = subprocess.Popen(
                [sys.executable, "-u", "-m", "ttdn", "run"],
                stdout=output,
                stderr=subprocess.STDOUT,
                stdin=subprocess.DEVNULL,
                cwd=folder,
                env={**clean_environment(), "TTDN_DATA": str(folder / "dữ liệu #1"), **settings},
                start_new_session=True,
            )

    @property
    def output(self) -> str:
        return self.log.read_text(encoding="utf-8")

    def wait_until_ready(self, *, seconds: float = 90) -> int:
        """The port it serves at."""
        wait_for(lambda: "Ctrl-C stops it" in self.output or self.process.poll() is not None, seconds=seconds)
        assert self.process.poll() is None, self.output
        return int(ADDRESS.search(self.output)[1])

    def children(self) -> dict[str, int]:
        """The process ids of the web server and of the worker."""
        listed = subprocess.run(
            ["ps", "-o", "pid=,args=", "--ppid", str(self.process.pid)], capture_output=True, text=True, check=True
        ).stdout
        found = {}
        for line in listed.splitlines():
            if match := re.search(r"^\s*(\d+) .*ttdn\.cli\.child (web|worker)", line):
                found[match[2]] = int(match[1])
        return found

    def family(self) -> set[int]:
        """Every process below the launcher."""
        pairs = subprocess.run(["ps", "-eo", "pid=,ppid="], capture_output=True, text=True, check=True).stdout
        below, grown = {self.process.pid}, True
        links = [tuple(map(int, line.split())) for line in pairs.splitlines()]
        while grown:
            grown = {pid for pid, parent in links if parent in below} - below
            below |= grown
        return below - {self.process.pid}

    def stop(self, number: int) -> float:
        started = time.monotonic()
        self.process.send_signal(number)
        self.process.wait(timeout=20)
        return time.monotonic() - started


def wait_for(condition, *, seconds: float = 30):
    end = time.monotonic() + seconds
    while not (found := condition()):
        assert time.monotonic() < end, "waited in vain"
        time.sleep(0.05)
    return found


def status_of(port: int, path: str) -> int:
    with contextlib.closing(http.client.HTTPConnection("127.0.0.1", port, timeout=20)) as connection:
        connection.request("GET", path)
        return connection.getresponse().status


def is_alive(pid: int) -> bool:
    """Whether the process runs; one that has ended and only waits to be collected does not."""
    try:
        return Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()[0] != "Z"
    except FileNotFoundError:
        return False


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]


@pytest.fixture(scope="module")
def folder(tmp_path_factory):
    """One data folder for the module; the first start fills it."""
    return tmp_path_factory.mktemp("serve")


@pytest.fixture
def launch(folder):
    started = []

    def start(**settings: str) -> Launched:
        launched = Launched(folder, **{"TTDN_PORT": str(free_port()), **settings})
        started.append(launched)
        return launched

    yield start
    for launched in started:
        for pid in [launched.process.pid, *launched.family()]:
            with contextlib.suppress(ProcessLookupError):
                os.kill(pid, signal.SIGKILL)
        launched.process.wait()


def test_first_start_serves_and_names_a_user_of_each_role(launch):
    launched = launch()
    port = launched.wait_until_ready()

    assert status_of(port, "/tai-khoan/dang-nhap/") == 200
    assert status_of(port, "/healthz") == 200
    assert status_of(port, "/static/css/base.css") == 200
    assert status_of(port, "/cong-tac/") == 302
    users = [line for line in launched.output.splitlines() if "@" in line]
    assert all(re.fullmatch(r"    \S+@\S+ +\S{12,} +\S.*: \S.*", line) for line in users)
    assert all(any(role in line for line in users) for role in ROLE_NAMES.values())


@pytest.mark.parametrize("number", [signal.SIGINT, signal.SIGTERM])
def test_signal_stops_everything_in_time(launch, number):
    launched = launch()
    port = launched.wait_until_ready()
    family = launched.family()

    seconds = launched.stop(number)

    assert launched.process.returncode == 0
    assert seconds < STOPS_WITHIN
    assert len(family) >= 3  # the web server, its worker, the jobs' worker
    assert [pid for pid in family if is_alive(pid)] == []
    assert addresses.is_free("127.0.0.1", port)


def test_second_start_is_quick_and_says_nothing_of_setting_up(launch):
    launch().wait_until_ready()
    started = time.monotonic()

    launched = launch()
    launched.wait_until_ready()

    assert "Cập nhật cơ sở dữ liệu" not in launched.output
    assert "Gom tệp tĩnh" not in launched.output
    assert "Nạp" not in launched.output
    assert time.monotonic() - started < 20  # alone it takes three; the suite runs on every core


@pytest.mark.parametrize("name", ["web", "worker"])
def test_killed_child_is_replaced(launch, name):
    launched = launch()
    port = launched.wait_until_ready()
    wait_for(lambda: len(launched.children()) == 2)
    before = launched.children()[name]

    os.kill(before, signal.SIGKILL)

    wait_for(lambda: launched.children().get(name, before) != before)
    wait_for(lambda: answers(port))
    assert launched.process.poll() is None


def answers(port: int) -> bool:
    with contextlib.suppress(OSError, http.client.HTTPException):
        return status_of(port, "/healthz") == 200
    return False


def test_children_end_with_a_killed_launcher(launch):
    launched = launch()
    launched.wait_until_ready()
    family = launched.family()

    launched.process.kill()
    launched.process.wait()

    wait_for(lambda: not any(is_alive(pid) for pid in family), seconds=15)


def test_given_port_that_is_taken_is_said(launch):
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        port = taken.getsockname()[1]

        launched = launch(TTDN_PORT=str(port))

        assert launched.process.wait(timeout=30) == 1
        assert f"Cổng {port} " in launched.output


def test_next_free_port_is_taken_when_none_is_given(monkeypatch):
    monkeypatch.delenv("TTDN_PORT", raising=False)
    monkeypatch.delenv("TTDN_HOST", raising=False)
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        first = taken.getsockname()[1]
        monkeypatch.setattr(addresses, "DEFAULT_PORT", first)

        host, port = addresses.host_and_port()

    assert host == "127.0.0.1"
    assert first < port < first + addresses.TRIED_PORTS


def test_demonstration_is_served_only_to_this_machine(launch):
    launch().wait_until_ready()

    launched = launch(TTDN_HOST="0.0.0.0")

    assert launched.process.wait(timeout=30) == 1
    assert "người dùng minh họa" in launched.output


def test_debugging_is_served_only_to_this_machine(launch):
    launched = launch(TTDN_HOST="0.0.0.0", TTDN_DEBUG="1")

    assert launched.process.wait(timeout=30) == 1
    assert "TTDN_DEBUG=1" in launched.output
