"""The web server."""

from __future__ import annotations

import multiprocessing


def serve(host: str, port: int, *, workers: int, threads: int) -> None:
    """Serve the product until told to stop; a dead worker process is replaced."""
    from granian.constants import Interfaces
    from granian.log import LogLevels
    from granian.server import Server

    # The launcher's watching thread must not be copied into the workers, as fork would.
    multiprocessing.set_start_method("spawn", force=True)
    Server(
        "ttdn.wsgi:application",
        address=host,
        port=port,
        interface=Interfaces.WSGI,
        workers=workers,
        blocking_threads=threads,
        log_level=LogLevels.warning,
        respawn_failed_workers=True,
        workers_kill_timeout=2,
        websockets=False,
    ).serve()
