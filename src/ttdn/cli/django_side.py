"""Brings Django up for the commands that need records."""

from __future__ import annotations

import os
import sys


def start() -> None:
    """Load the settings and the apps; a wrong setting ends the command with its own sentence."""
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "ttdn.settings")
    import django

    django.setup()


def child_command(*words: str) -> list[str]:
    """The same interpreter running a module of ours."""
    return [sys.executable, "-m", *words]
