"""Keeps the launcher's two processes alive, and ends them together with everything they started."""

from __future__ import annotations

import contextlib
import os
import signal
import subprocess
import threading
import time
from dataclasses import dataclass, field

# Seconds for a child to finish what it is doing, then to give it back; the whole stop stays under five.
PATIENCE = (2.0, 1.5)
STEADY = 10.0  # a child that lived this long did not fail at its start
TRIES = 4  # failed starts in a row before giving up


@dataclass(kw_only=True)
class Child:
    """One process in a session of its own, so that a key press in the terminal reaches only the launcher.

    It holds the reading end of a pipe as its standard input; when the launcher dies, even by force, the
    pipe closes and the child ends itself (``ttdn.cli.child``).
    """

    name: str
    command: list[str]
    process: subprocess.Popen | None = None
    started: float = 0.0
    failed_starts: int = 0
    next_try: float = field(default=0.0)

    def start(self) -> None:
        self.process = subprocess.Popen(self.command, stdin=subprocess.PIPE, start_new_session=True)
        self.started = time.monotonic()

    def has_ended(self) -> bool:
        return self.process is not None and self.process.poll() is not None

    def note_end(self) -> None:
        """Clear away what the dead process left, and decide when to try again: at once, then 1, 2, 4 s later."""
        assert self.process is not None
        lived = time.monotonic() - self.started
        self.signal(signal.SIGKILL)
        if self.process.stdin:
            self.process.stdin.close()
        self.process = None
        self.failed_starts = 0 if lived > STEADY else self.failed_starts + 1
        self.next_try = time.monotonic() + (2 ** (self.failed_starts - 2) if self.failed_starts > 1 else 0)

    def signal(self, number: int) -> None:
        """Signal the child and whatever it started; its session is its process group."""
        assert self.process is not None
        with contextlib.suppress(ProcessLookupError, PermissionError):
            os.killpg(self.process.pid, number)


class GaveUp(Exception):
    """A child failed at its start again and again."""


def tend(children: list[Child], stop: threading.Event, *, say) -> None:
    """Start what is not running, until asked to stop. Raises GaveUp when a child cannot start."""
    while not stop.is_set():
        for child in children:
            tend_one(child, say=say)
        stop.wait(0.2)


def tend_one(child: Child, *, say) -> None:
    if child.has_ended():
        assert child.process is not None
        say(f"Tiến trình {child.name} đã dừng (mã {child.process.returncode}), khởi động lại …")
        child.note_end()
        if child.failed_starts >= TRIES:
            raise GaveUp(child.name)
    if child.process is None and time.monotonic() >= child.next_try:
        child.start()


def stop_all(children: list[Child]) -> None:
    """Ask all to finish, ask again, then end by force whatever is left of each session."""
    running = [child.process for child in children if child.process is not None]
    for patience in PATIENCE:
        for process in running:
            with contextlib.suppress(ProcessLookupError):
                process.send_signal(signal.SIGTERM)
        wait_for(running, patience)
    for child in children:
        if child.process is not None:
            child.signal(signal.SIGKILL)
            child.process.wait()


def wait_for(processes: list[subprocess.Popen], seconds: float) -> None:
    deadline = time.monotonic() + seconds
    for process in processes:
        with contextlib.suppress(subprocess.TimeoutExpired):
            process.wait(max(0.0, deadline - time.monotonic()))
