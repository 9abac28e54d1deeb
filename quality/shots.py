"""Takes the guide's pictures from the demonstration province: ``make shots``.

Each picture is a page as the coordinator sees it; with the same documents and the same window they change only when
the product does.
"""

from __future__ import annotations

import json
import os
import re
import shutil
import signal
import subprocess
import sys
import tempfile
import time
from pathlib import Path

FOLDER = Path("docs/guide/pictures")
WINDOW = {"width": 1280, "height": 800}
ROLE = "coordinator"
# picture, address
PICTURES = [
    ("my-work", "/cong-tac/"),
    ("upload", "/cong-tac/ke-hoach/dua-vao/"),
    ("plans", "/cong-tac/ke-hoach/"),
    ("review", "/cong-tac/ke-hoach/{waiting}/ra-soat/"),
    ("plan", "/cong-tac/ke-hoach/{confirmed}/"),
    ("register", "/cong-tac/nhiem-vu/"),
    ("task", "/cong-tac/nhiem-vu/{task}/"),
]


def start(data: Path) -> tuple[subprocess.Popen, str]:
    """The running product and its address."""
    log = data / "output.txt"
    environment = {name: value for name, value in os.environ.items() if not name.startswith(("TTDN_", "DATABASE_URL"))}
    with log.open("wb") as output:
        process = subprocess.Popen(
            [sys.executable, "-u", "-m", "ttdn", "run"],
            stdout=output,
            stderr=subprocess.STDOUT,
            env={**environment, "TTDN_DATA": str(data), "TTDN_PROVINCE": "Tỉnh Lam Vân"},
        )
    for _ in range(1200):
        told = log.read_text(encoding="utf-8")
        if "Ctrl-C stops it" in told:
            return process, re.search(r"http://\S+?:\d+", told)[0]
        if process.poll() is not None:
            break
        time.sleep(0.1)
    raise SystemExit(f"ttdn run did not start:\n{log.read_text(encoding='utf-8')}")


def rows(data: Path) -> dict[str, int]:
    """One plan that waits for review, one that is confirmed, and one of its tasks."""
    program = (
        "from ttdn.plans.models import Plan, Item; import json;"
        "done = Plan.objects.filter(state='confirmed').order_by('issued_on').first();"
        "print(json.dumps({'waiting': Plan.objects.filter(state='review').first().pk, 'confirmed': done.pk,"
        "'task': done.items.filter(kind='task').exclude(schedule_text='').first().pk}))"
    )
    done = subprocess.run(
        [sys.executable, "-m", "ttdn", "manage", "shell", "--no-imports", "-c", program],
        env={**os.environ, "TTDN_DATA": str(data)},
        capture_output=True,
        check=True,
    )
    return json.loads(done.stdout.splitlines()[-1])


def take(address: str, data: Path) -> None:
    from playwright.sync_api import sync_playwright

    users = json.loads((data / "demo-users.json").read_text(encoding="utf-8"))["users"]
    user = next(each for each in users if each["role"] == ROLE)
    found = rows(data)
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=shutil.which("chromium"), args=["--no-sandbox"])
        page = browser.new_context(base_url=address, locale="vi-VN", viewport=WINDOW).new_page()
        page.goto("/")
        page.get_by_label("Thư điện tử").fill(user["email"])
        page.get_by_label("Mật khẩu", exact=True).fill(user["password"])
        page.get_by_role("button", name="Đăng nhập").click()
        page.wait_for_url("**/cong-tac/")
        for name, where in PICTURES:
            page.goto(where.format(**found))
            page.wait_for_load_state("networkidle")
            page.screenshot(path=FOLDER / f"{name}.png")
            print(FOLDER / f"{name}.png", flush=True)
        browser.close()


def main() -> int:
    if shutil.which("chromium") is None:
        print("chromium is missing: sudo apt-get install chromium", file=sys.stderr)
        return 1
    FOLDER.mkdir(parents=True, exist_ok=True)
    data = Path(tempfile.mkdtemp(prefix="ttdn-shots-"))
    try:
        process, address = start(data)
        try:
            take(address, data)
        finally:
            process.send_signal(signal.SIGINT)
            process.wait(timeout=20)
    finally:
        shutil.rmtree(data)
    return 0


if __name__ == "__main__":
    sys.exit(main())
