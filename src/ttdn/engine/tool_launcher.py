"""Bounds itself, then becomes an outside tool.

Started as ``python -I -m ttdn.engine.tool_launcher PARENT_PID MEMORY_MB SECONDS WRITTEN_MB FILES COMMAND...``.
"""

from __future__ import annotations

import ctypes
import os
import resource
import signal
import sys

_PR_SET_PDEATHSIG = 1


def main() -> None:
    """Die with the parent; use no more than this; leave no core."""
    parent, memory_mb, seconds, written_mb, files = map(int, sys.argv[1:6])
    command = sys.argv[6:]
    if sys.platform == "linux":
        ctypes.CDLL(None).prctl(_PR_SET_PDEATHSIG, signal.SIGKILL)
    if os.getppid() != parent:
        os._exit(1)
    for kind, most in (
        (resource.RLIMIT_AS, memory_mb << 20),
        (resource.RLIMIT_CPU, seconds + 1),
        (resource.RLIMIT_FSIZE, written_mb << 20),
        (resource.RLIMIT_NOFILE, files),
        (resource.RLIMIT_CORE, 0),
    ):
        hard = resource.getrlimit(kind)[1]
        bound = most if hard == resource.RLIM_INFINITY else min(most, hard)
        resource.setrlimit(kind, (bound, bound))
    os.execvp(command[0], command)  # noqa: S606 (no shell: a command of our own table)


if __name__ == "__main__":
    main()
