"""What outside tools and the reading child may not reach."""

from __future__ import annotations

import os
import socket
import subprocess
import sys

import pytest

from ttdn.engine.tool_launcher import EXIT_NETWORK

TRY = "import socket, sys; socket.create_connection(('127.0.0.1', int(sys.argv[1])), 2)"
FORBIDDEN = "import ttdn.engine.tool_launcher as it; it.cut_off = lambda: False; it.main()"


def launched(*words: str, offline: int = 1, start: tuple[str, ...] = ("-m", "ttdn.engine.tool_launcher")):
    bounds = [str(os.getpid()), "2048", "10", "1", "64", str(offline)]
    return subprocess.run([sys.executable, *start, *bounds, *words], capture_output=True, text=True, timeout=30)


@pytest.fixture
def port():
    with socket.create_server(("127.0.0.1", 0)) as server:
        yield str(server.getsockname()[1])


def test_a_tool_reaches_no_server_of_this_machine(port):
    assert subprocess.run([sys.executable, "-c", TRY, port], timeout=30).returncode == 0  # it is there to be reached
    done = launched(sys.executable, "-c", TRY, port, offline=0)
    if launched("true").returncode == EXIT_NETWORK:
        pytest.skip("this kernel lets nobody leave the network")
    assert done.returncode == 1
    assert done.stderr.splitlines()[-1].startswith("OSError: [Errno 101]")


def test_a_tool_that_follows_links_does_not_start_where_the_network_stays():
    assert launched("true", start=("-c", FORBIDDEN)).returncode == EXIT_NETWORK
    assert launched("true", start=("-c", FORBIDDEN), offline=0).returncode == 0
