"""Templates: in form by djhtml, and every one compiles, so that no component is used with variables it does not take.

``python -m quality.templates [--write] [FOLDER]``
"""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

TEMPLATES = Path("src/ttdn/templates")
# Our own block tags, which djhtml cannot know.
BLOCKS = ["componentblock,endcomponentblock", "slot,endslot"]


def djhtml(folder: Path, *, write: bool) -> int:
    blocks = [word for block in BLOCKS for word in ("--extra-block", block)]
    mode = [] if write else ["--check"]
    command = [sys.executable, "-m", "djhtml", *mode, "--tabwidth", "2", *blocks, str(folder)]
    done = subprocess.run(command, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True)
    if done.returncode and not write:
        print(done.stdout.strip())
    return 0 if write else done.returncode


def uncompilable(folder: Path) -> list[str]:
    """Each template that Django or a component refuses, with the reason."""
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "ttdn.settings")
    import django
    from django.template import TemplateSyntaxError
    from django.template.loader import get_template

    django.setup()
    faults = []
    for path in sorted(folder.rglob("*.html")):
        name = path.relative_to(folder).as_posix()
        try:
            get_template(name)
        except TemplateSyntaxError as error:
            faults.append(f"{name}: {error}")
    return faults


def main(words: list[str]) -> int:
    write = "--write" in words
    folder = next((Path(word) for word in words if not word.startswith("-")), TEMPLATES)
    status = djhtml(folder, write=write)
    if write:
        return status
    faults = uncompilable(folder)
    print("\n".join(faults), end="\n" if faults else "")
    return 1 if faults else status


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
