"""Bounds itself, then becomes an outside tool.

Started as ``python -I -m ttdn.engine.tool_launcher PARENT_PID MEMORY_MB SECONDS WRITTEN_MB FILES OFFLINE COMMAND...``.
"""

from __future__ import annotations

import ctypes
import os
import resource
import signal
import sys

_PR_SET_PDEATHSIG = 1
EXIT_NETWORK = 78
_NEW_USER, _NEW_NET = 0x10000000, 0x40000000


def cut_off() -> bool:
    """Leave the network, so that a link in a document leads nowhere; false where the kernel does not let us."""
    if sys.platform != "linux":
        return False
    unshare = ctypes.CDLL(None).unshare
    # Root needs no user namespace for it; anybody else gets the right to it only inside one.
    return any(unshare(flags) == 0 for flags in (_NEW_NET, _NEW_USER | _NEW_NET))


def main() -> None:
    """Die with the parent; reach no network; use no more than this; leave no core."""
    parent, memory_mb, seconds, written_mb, files, offline = map(int, sys.argv[1:7])
    command = sys.argv[7:]
    if sys.platform == "linux":
        ctypes.CDLL(None).prctl(_PR_SET_PDEATHSIG, signal.SIGKILL)
    if os.getppid() != parent:
        os._exit(1)
    if not cut_off() and offline:
        os._exit(EXIT_NETWORK)
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
