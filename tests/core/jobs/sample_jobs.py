"""Jobs that leave a line in a file for every run, so that what really ran can be counted."""

import datetime as dt
import os
import signal
import time

from ttdn.core.jobs import PermanentFailure, job, progress


def note(path: str, line: str) -> None:
    with open(path, "a") as file:  # short appends do not mix
        file.write(line + "\n")


@job
def write_line(*, path, line, seconds=0):
    time.sleep(seconds)
    note(path, line)


@job
def sleep_then_write(*, path, seconds):
    note(path, f"started {os.getpid()}")
    time.sleep(seconds)
    note(path, f"finished {os.getpid()}")


@job
def kill_worker(*, path):
    note(path, "run")
    os.kill(os.getpid(), signal.SIGKILL)


@job
def fail_twice(*, path):
    note(path, "run")
    with open(path) as file:
        if len(file.readlines()) < 3:
            raise ValueError("secret of a person")


@job
def fail_always(*, path):
    note(path, "run")
    raise ValueError("always")


@job(permanent=(KeyError,))
def fail_for_good(*, path, kind):
    note(path, "run")
    raise KeyError("gone") if kind == "listed" else PermanentFailure


@job
def count_to(context, *, total):
    writer = progress(context.task_result.id)
    for done in range(1, total + 1):
        writer.set(done, total, "đếm")
    return total


@job(every=dt.timedelta(seconds=1))
def come_round():
    note(os.environ["TTDN_TEST_ROUNDS"], f"{time.time():.2f}")
