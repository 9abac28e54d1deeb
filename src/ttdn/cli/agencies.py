"""``ttdn agencies export``."""

from __future__ import annotations

import json
import sys

from ttdn.cli import django_side


def export(given) -> int:
    """Print the agencies with their spellings of today, as ``ttdn plan parse --directory`` reads them."""
    django_side.start()
    from ttdn.agencies.queries import directory_json

    sys.stdout.buffer.write(json.dumps(directory_json(), ensure_ascii=False, indent=1).encode() + b"\n")
    sys.stdout.buffer.flush()
    return 0
