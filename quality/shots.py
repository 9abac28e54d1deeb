"""Takes the guide's pictures anew: ``python -m quality.shots [FOLDER]``, or ``make shots``.

Starts the product with its demonstration province on a temporary data folder and a free port, walks through it in
chromium as the guide does, and writes ``docs/images``. Pictures that nobody takes any more are removed.
"""

from __future__ import annotations

import contextlib
import os
import re
import shutil
import signal
import socket
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path

from quality.shots_walk import walk

IMAGES = Path("docs/images")
WIDE, NARROW, HEIGHT = 1200, 390, 800
START_SECONDS = 120
USER = re.compile(r"^\s+(?P<email>\S+@\S+)\s+(?P<password>\S+)\s+(?P<role>[^:]+): ", re.MULTILINE)


@dataclass(frozen=True, slots=True, kw_only=True)
class Product:
    """A running product: where it is, and each role's first user as (e-mail, password)."""

    address: str
    users: dict[str, tuple[str, str]]


@dataclass(slots=True, kw_only=True)
class Camera:
    """Writes pictures into ``folder`` and remembers which."""

    browser: object
    product: Product
    folder: Path
    taken: set[Path] = field(default_factory=set)

    def page(self, *, width: int = WIDE, language: str = "vi"):
        """A new browser, in which nobody has signed in."""
        context = self.browser.new_context(
            base_url=self.product.address,
            locale={"vi": "vi-VN", "en": "en-GB"}[language],
            viewport={"width": width, "height": HEIGHT},
            color_scheme="light",
            reduced_motion="reduce",
        )
        return context.new_page()

    def take(self, page, name: str, *, height: int = HEIGHT) -> None:
        """A picture of the window as it stands, ``height`` pixels of it."""
        page.wait_for_load_state("networkidle")
        page.evaluate("document.fonts.ready.then(() => true)")
        path = self.folder / f"{name}.png"
        path.parent.mkdir(parents=True, exist_ok=True)
        width = page.viewport_size["width"]
        page.screenshot(path=path, clip={"x": 0, "y": 0, "width": width, "height": height})
        self.taken.add(path)
        print(f"{path} {path.stat().st_size // 1024} kB", flush=True)

    def remove_the_others(self) -> None:
        for path in sorted(set(self.folder.rglob("*.png")) - self.taken):
            path.unlink()
            print(f"{path} removed")


@contextlib.contextmanager
def product() -> Iterator[Product]:
    """``ttdn run`` in a folder of its own that is gone afterwards."""
    data = tempfile.mkdtemp(prefix="ttdn-shots-")
    kept = {name: value for name, value in os.environ.items() if not name.startswith(("TTDN_", "DATABASE_URL"))}
    environment = {**kept, "TTDN_DATA": data, "TTDN_PORT": str(free_port()), "PYTHONUNBUFFERED": "1"}
    output = Path(data).with_suffix(".log")
    with output.open("w") as log:
        process = subprocess.Popen([sys.executable, "-m", "ttdn", "run"], env=environment, stdout=log, stderr=log)
    try:
        told = wait_until_running(process, output)
        users: dict[str, tuple[str, str]] = {}
        for found in USER.finditer(told):
            users.setdefault(found["role"], (found["email"], found["password"]))
        yield Product(address=re.search(r"http://\S+?(?=/?\s)", told)[0], users=users)
    finally:
        process.send_signal(signal.SIGINT)
        process.wait(timeout=30)
        shutil.rmtree(data, ignore_errors=True)
        output.unlink()


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]


def wait_until_running(process, output: Path) -> str:
    """What the start printed. Raises RuntimeError with it when it came to nothing."""
    deadline = time.monotonic() + START_SECONDS
    while time.monotonic() < deadline and process.poll() is None:
        told = output.read_text()
        if "Ctrl-C" in told:
            return told
        time.sleep(0.2)
    raise RuntimeError(f"ttdn run did not start:\n{output.read_text()}")


def main(words: list[str]) -> int:
    from playwright.sync_api import sync_playwright

    chromium = shutil.which("chromium")
    if chromium is None:
        print("the pictures need chromium: sudo apt-get install chromium", file=sys.stderr)
        return 69
    folder = Path(words[0]) if words else IMAGES
    with product() as running, sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=chromium, args=["--no-sandbox", "--disable-gpu"])
        camera = Camera(browser=browser, product=running, folder=folder)
        walk(camera, narrow=NARROW)
        browser.close()
    camera.remove_the_others()
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
