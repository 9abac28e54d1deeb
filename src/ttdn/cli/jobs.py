"""``ttdn jobs work``."""

from __future__ import annotations

from ttdn.cli import django_side


def work(given) -> int:
    return work_until_stopped(interval=given.interval)


def work_until_stopped(*, interval: float) -> int:
    """Work off jobs; the first SIGTERM or Ctrl-C lets the job in hand finish, the second gives it back."""
    django_side.start()
    from ttdn.core.jobs.__main__ import run

    run(interval=interval)
    return 0
