"""``ttdn manage`` and ``ttdn version``."""

from __future__ import annotations


def manage(words: list[str]) -> int:
    """Pass the rest of the command on to Django."""
    from ttdn.cli import django_side

    django_side.start()
    from django.core.management import execute_from_command_line

    execute_from_command_line(["ttdn manage", *words])
    return 0


def version(given) -> int:
    from ttdn import __version__

    print(f"ttdn {__version__}")
    return 0
