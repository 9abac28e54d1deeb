"""The product as a user has it: ``ttdn run`` on a new data folder, driven by Debian's chromium."""

from __future__ import annotations

import os
import re
import shutil
import signal
import subprocess
import sys
import threading
import time
from dataclasses import dataclass
from pathlib import Path

import pytest

CHROMIUM = shutil.which("chromium")
USER_LINE = re.compile(r"^\s+(?P<email>\S+@\S+)\s+(?P<password>\S+)\s+(?P<role>[^:]+): ")
ADDRESS = re.compile(r"https?://\S+")
START_SECONDS = 120


@dataclass(frozen=True)
class Product:
    address: str
    users: dict[str, tuple[str, str]]  # role as printed > e-mail, password
    output: list[str]


def free_port() -> int:
    import socket

    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]


def _watch(process, output: list[str]) -> None:
    for line in process.stdout:
        output.append(line.rstrip("\n"))


def _wait_until_running(process, output: list[str]) -> None:
    for _ in range(START_SECONDS * 10):
        if any("Ctrl-C" in line for line in output):
            return
        if process.poll() is not None:
            break
        time.sleep(0.1)
    pytest.fail("ttdn run did not start:\n" + "\n".join(output))


@pytest.fixture(scope="session")
def product(tmp_path_factory):
    if not CHROMIUM:
        pytest.skip("no chromium: apt-get install chromium")
    data = tmp_path_factory.mktemp("data folder")
    environment = {name: value for name, value in os.environ.items() if not name.startswith(("TTDN_", "DATABASE_URL"))}
    environment |= {"TTDN_DATA": str(data), "TTDN_PORT": str(free_port()), "PYTHONUNBUFFERED": "1"}
    process = subprocess.Popen(
        [str(Path(sys.executable).with_name("ttdn")), "run"],
        env=environment,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
        cwd=data,
    )
    output: list[str] = []
    reader = threading.Thread(target=_watch, args=(process, output), daemon=True)
    reader.start()
    try:
        _wait_until_running(process, output)
        users = [found for found in map(USER_LINE.match, output) if found]
        address = next(found[0] for found in map(ADDRESS.search, output) if found)
        yield Product(
            address=address.rstrip("/"),
            users={found["role"].strip(): (found["email"], found["password"]) for found in users},
            output=output,
        )
    finally:
        process.send_signal(signal.SIGINT)
        process.wait(timeout=20)
        reader.join(timeout=5)
        process.stdout.close()


@pytest.fixture(scope="session")
def browser():
    if not CHROMIUM:
        pytest.skip("no chromium: apt-get install chromium")
    from playwright.sync_api import sync_playwright

    with sync_playwright() as playwright:
        chromium = playwright.chromium.launch(executable_path=CHROMIUM, args=["--no-sandbox", "--disable-gpu"])
        yield chromium
        chromium.close()


@pytest.fixture
def page(browser, product):
    """A new browser, in Vietnamese, that fails the test on an error in a page's script or a blocked resource."""
    context = browser.new_context(
        base_url=product.address, locale="vi-VN", viewport={"width": 1366, "height": 900}, accept_downloads=True
    )
    page = context.new_page()
    faults: list[str] = []
    page.on("pageerror", lambda error: faults.append(str(error)))
    page.on("console", lambda message: faults.append(message.text) if message.type == "error" else None)
    yield page
    context.close()
    assert [fault for fault in faults if "Failed to load resource" not in fault] == []


@pytest.fixture
def sign_in(page, product):
    """Sign in as somebody of a role, named as the start printed it."""

    def as_role(role: str) -> None:
        email, password = product.users[role]
        page.goto("/")
        page.get_by_label("Thư điện tử").fill(email)
        page.get_by_label("Mật khẩu", exact=True).fill(password)
        page.get_by_role("button", name="Đăng nhập").click()
        page.get_by_role("heading", name="Việc của tôi", level=1).wait_for()

    return as_role
