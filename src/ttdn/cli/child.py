"""What the launcher starts: ``python -m ttdn.cli.child web HOST PORT`` and ``… worker``.

Each ends itself when its standard input closes, that is, when the launcher is gone.
"""

from __future__ import annotations

import os
import signal
import sys
import threading
import time


def end_with_launcher() -> None:
    def wait_for_end() -> None:
        while os.read(0, 1024):
            pass
        while True:  # the second signal makes a worker give its job back instead of finishing it
            os.kill(os.getpid(), signal.SIGTERM)
            time.sleep(2)

    threading.Thread(target=wait_for_end, daemon=True, name="launcher-watch").start()


def main(words: list[str]) -> int:
    end_with_launcher()
    if words[0] == "web":
        from ttdn.cli.web import serve

        # SQLite has one writer; one process with two threads answers pages while an upload arrives.
        serve(words[1], int(words[2]), workers=1, threads=2)
        return 0
    from ttdn.cli.jobs import work_until_stopped

    return work_until_stopped(interval=0.5)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
