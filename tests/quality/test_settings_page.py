"""The page of settings names every variable that the program reads, and no other."""

from __future__ import annotations

import re
from pathlib import Path

ROOT = Path(__file__).parents[2]
READ = re.compile(r"environment\.(?:text|flag|number|words|folder)\(\s*\"([A-Z_]+)\"")
NAMED = re.compile(r"^\| `([A-Z_]+)` \|", re.MULTILINE)


def test_page_and_program_name_the_same_settings():
    sources = [path.read_text(encoding="utf-8") for path in (ROOT / "src").rglob("*.py")]
    read = {name for source in sources for name in READ.findall(source)} | {"TTDN_SECRET_KEY"}
    named = NAMED.findall((ROOT / "docs" / "operate" / "settings.md").read_text(encoding="utf-8"))

    assert sorted(named) == sorted(read)
