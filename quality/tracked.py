"""What the repository must not hold: paths of one machine, addresses of package registries, files too long to read.

``python -m quality.tracked [FOLDER]``
"""

from __future__ import annotations

import re
import subprocess
import sys
from pathlib import Path

LONGEST = 500
# In pieces, so that this file does not hold what it looks for.
REGISTRIES = ("python" + "hosted", "py" + "pi", "npm" + "js", r"deb\.deb" + "ian", r"security\.deb" + "ian")
FORBIDDEN = {
    "a path of one machine": re.compile(r"(?<![\w.])/(?:work|root|home|Users)/[\w.-]+"),
    "an address of a package registry": re.compile(
        rf"\b(?:[\w-]+\.)*(?:{'|'.join(REGISTRIES)})\.(?:org|com)\b", re.IGNORECASE
    ),
    "a merge left half done": re.compile(r"^(?:<{7}|>{7}) ", re.MULTILINE),
}
GENERATED = re.compile(r"(?:\.lock|\.po|LICENSE[^/]*|\.txt|\.csv|\.json)$|(?:^|/)(?:vendor|vendored|golden|data)/")
SOURCE = re.compile(r"\.(?:py|js|css|html|md)$")


def tracked_files(root: Path) -> list[str]:
    command = ["git", "-C", str(root), "ls-files", "-z"]
    listed = subprocess.run(command, capture_output=True, check=True).stdout.decode()
    return sorted(name for name in listed.split("\0") if name)


def faults_in(name: str, text: str) -> list[str]:
    faults = [
        f"{name}:{text.count(chr(10), 0, found.start()) + 1}: {what}: {found[0].strip()}"
        for what, pattern in FORBIDDEN.items()
        for found in pattern.finditer(text)
    ]
    lines = text.count("\n")
    if lines > LONGEST and SOURCE.search(name) and not GENERATED.search(name):
        faults.append(f"{name}: {lines} lines; past {LONGEST} a file wants to be two")
    return faults


def check(root: Path) -> list[str]:
    faults = []
    for name in tracked_files(root):
        path = root / name
        if not path.is_file():
            continue
        try:
            text = path.read_text(encoding="utf-8")
        except UnicodeDecodeError:
            continue  # a picture, a font, a document
        faults += faults_in(name, text)
    return faults


def main(words: list[str]) -> int:
    faults = check(Path(words[0]) if words else Path())
    print("\n".join(faults), end="\n" if faults else "")
    return 1 if faults else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
