"""``python -m ttdn.core.jobs``: one worker process.

The first SIGTERM or Ctrl-C lets the job in hand finish; the second gives it back to the queue.
"""

import os
import signal
import sys
import threading

import django


def run(*, interval: float = 0.2) -> None:
    """Work until SIGTERM or SIGINT; to be called in a process's main thread with Django set up."""
    from ttdn.core.jobs import work

    stop_event = threading.Event()

    def stop(signum, frame):
        if stop_event.is_set():
            sys.exit(1)
        stop_event.set()

    signal.signal(signal.SIGTERM, stop)
    signal.signal(signal.SIGINT, stop)
    work(interval=interval, stop_event=stop_event)


if __name__ == "__main__":
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "ttdn.settings")
    django.setup()
    run()
